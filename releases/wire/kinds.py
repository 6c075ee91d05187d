"""What kind of release a text is, told from its labels, its meeting lines, its series, its title and its opening."""

import re
from dataclasses import dataclass

from releases.wire.series import meaning_of
from releases.wire.symbols import Symbol
from releases.wire.vocabulary import KIND_OF_LABEL, SALUTATION


@dataclass(frozen=True, slots=True)
class Signs:
    """What a kind is told from: label lines, symbols, whether a meeting is named, title with subtitle, first prose.

    `has_dateline` says that a dateline opens the text, which a speech or a message does not have.
    """

    labels: tuple[str, ...] = ()
    symbols: tuple[Symbol, ...] = ()
    meeting: bool = False
    title: str = ""
    paragraphs: tuple[str, ...] = ()
    has_dateline: bool = False


_TITLE_KINDS = (
    ("round_up", re.compile(r"\bround-?up\b", re.IGNORECASE)),
    (
        "media_advisory",
        re.compile(
            r"\b(?:media|press) (?:advisory|accreditation|invitation|alert)\b|^invitation to\b|^save the date"
            r"|\bjournalists are invited\b|\binvitation (?:à|aux|a) (?:la |los )?(?:presse|medias|médias|medios|prensa)"
            r"|\beinladung\b.{0,60}\b(?:presse|medien)|\bpresseeinladung\b|\bmedienhinweis\b",
            re.IGNORECASE | re.MULTILINE,
        ),
    ),
    (
        "press_briefing",
        re.compile(
            r"\b(?:press|noon|media) (?:briefing|conference)s?\b|\bbriefing by\b|\bhighlights of the noon\b"
            r"|conf[ée]rence de presse|\bpoint de presse\b|conferencia de prensa|rueda de prensa"
            r"|pressekonferenz|пресс-конференци|брифинг|مؤتمر(?:ه|ها)? (?:ال)?صحفي|إحاطة (?:إعلامية|صحفية)"
            r"|记者会|新闻发布会|例行简报",
            re.IGNORECASE | re.MULTILINE,
        ),
    ),
    ("biographical_note", re.compile(r"presents (?:his |her )?credentials|\bbiographical\b", re.IGNORECASE)),
)
_SPEECH = (
    r"(?:(?:joint|press|opening|closing|video|new year|written|oral|public|presidential|keynote)(?:[’']s)? )?"
    r"(?:statements?|messages?|remarks|address|speech|declaration|video-message|videomessage)"
)
_STATEMENT_TITLE = re.compile(
    rf"^(?:the )?{_SPEECH}\s(?:by|of|from|to|on|for|at|in|attributable|delivered)\b"
    rf"|^(?:[\w’'.-]+\s){{0,4}}[\w.-]+(?:[’']s|s[’'])\s(?:\w+\s)?{_SPEECH}\b"
    rf"|^(?:[\w’'.-]+\s){{0,4}}secretary-general,? in (?:a |his |her )?(?:\w+ )?{_SPEECH}\b"
    rf"|\bsecurity council press statement\b|\bpress statement (?:on|by)\b|[:–—-]\s*{_SPEECH}$"
    r"|^(?:message|d[ée]claration|allocution|discours|propos|remarques) (?:vid[ée]o )?"
    r"(?:du|de|d[’']|à|pour|sur|attribu|conjointe)"
    r"|^(?:mensaje|declaraci[óo]n|discurso|alocuci[óo]n|palabras|observaciones) (?:en v[íi]deo )?"
    r"(?:del?|conjunta|sobre|con|ante)\b"
    r"|^(?:botschaft|erkl[äa]rung|rede|ansprache|gru[ßs]+wort|grußbotschaft|stellungnahme|videobotschaft)\b"
    r"|\b(?:botschaft|erklärung|grußwort|rede) (?:des|der|von|zum)\b"
    r"|^(?:видео)?(?:послание|заявление|обращение|выступление|речь|приветствие|совместное заявление)\b"
    r"|^(?:رسالة|بيان (?:من|منسوب|صادر|مشترك|الأمين|رئيس|المتحدث)|كلمة|خطاب|ملاحظات|تصريح|رسالته)"
    r"|(?:致辞|献词|贺词|讲话|发言|演讲|声明|寄语|视频讲话|视频致辞|致词|祝词)$|(?:致辞|献词|贺词|声明)[（(：:]",
    re.IGNORECASE | re.MULTILINE,
)
_STATEMENT = re.compile(
    r"(?:the )?following (?:is|are|was|were)? ?(?:the )?(?:text|statement|message|remarks|address"
    r"|security council)|ci-après le texte|следующее заявление"
    r"|(?:the )?members of the (?:security )?council (?:condemned|expressed|welcomed|commended|reiterated|strongly|took"
    r"|deplored|underlined|called|noted|recalled|reaffirmed|stressed|were briefed)"
    r"|les membres du conseil de sécurité (?:ont|condamnent|se)|los miembros del consejo de seguridad\b"
    r"|члены совета безопасности\b|(?:أعرب|أدان|رحب) أعضاء مجلس الأمن|安全理事会成员|安理会成员",
    re.IGNORECASE | re.MULTILINE,
)
_INVITED = re.compile(
    r"(?:journalists?|media representatives|representatives of the media|members of the (?:media|press)|correspondents)"
    r" (?:are|is) (?:cordially |kindly )?invited\b|les journalistes sont invit|los periodistas están invitados"
    r"|(?:medienvertreter|journalist)\S* (?:sind|werden)\b.{0,60}\beingeladen|представители сми приглашаются",
    re.IGNORECASE | re.MULTILINE,
)
_SPEAKER = re.compile(
    r"\b(?:I|[Mm]y|[Ww]e|[Oo]ur|[Jj]e|[Jj][’']ai|[Nn]ous|[Nn]otre|[Nn]uestr[oa]|[Яя]|[Мм]ы|[Нн]аш\w*|[Ii]ch|[Ww]ir)\b"
    r"|我们?|(?<!\w)(?:إنني|أدعو|نحن)(?!\w)"
)
_QUOTED = re.compile('[“"«„][^”"»“]*[”"»“]?')
_MOST_READ = 6
_FEWEST_SPOKEN = 2
_STRONGEST = (
    "background_release",
    "round_up",
    "note_to_correspondents",
    "biographical_note",
    "media_advisory",
    "press_briefing",
    "statement",
)


def tell_kind(signs: Signs) -> str:
    """Return the kind: a printed label decides first, then the series, the title, a meeting, the text itself."""
    kinds = {KIND_OF_LABEL[label] for label in map(_plain, signs.labels) if label in KIND_OF_LABEL}
    if "correction" in kinds or any("Corr" in symbol.suffix for symbol in signs.symbols):
        return "correction"
    for kind in _STRONGEST:
        if kind in kinds:
            return kind
    if signs.symbols and (known := meaning_of(signs.symbols[0].series)) and known.kind:
        return known.kind
    for kind, pattern in _TITLE_KINDS:
        if pattern.search(signs.title[:300]):
            return kind
    if signs.meeting or "meeting_coverage" in kinds:
        return "meeting_coverage"
    return _of_text(signs)


def _of_text(signs: Signs) -> str:
    """The kind that title and words of a text without label, series and meeting speak for."""
    opening = signs.paragraphs[0] if signs.paragraphs else ""
    if _INVITED.match(opening[:200]):
        return "media_advisory"
    if _STATEMENT_TITLE.search(signs.title[:300]) or _STATEMENT.match(opening[:200]):
        return "statement"
    return "statement" if not signs.has_dateline and _is_spoken(signs.paragraphs) else "press_release"


def _is_spoken(paragraphs: tuple[str, ...]) -> bool:
    """Whether a text greets or speaks of itself as I and we, in more of its first paragraphs than one."""
    first = [_QUOTED.sub("", text[:1000]) for text in paragraphs[:_MOST_READ]]
    if first and SALUTATION.match(first[0]):
        return True
    return sum(bool(_SPEAKER.search(text)) for text in first) >= min(_FEWEST_SPOKEN, max(1, len(first)))


def _plain(label: str) -> str:
    return label.rstrip(" :.*").lower()
