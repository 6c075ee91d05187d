"""The fixed words of release headers and ends, by kind of line: a new wording is a new row here."""

import re
from enum import StrEnum

from releases.wire.lines import words

LABELS: dict[str, tuple[str, ...]] = {
    "background_release": (
        "background release",
        "background press release",
        "background note",
        "background information",
        "backgrounder",
        "document d’information",
        "note d’information",
        "comunicado de antecedentes",
        "hintergrundinformation",
        "справочный материал",
    ),
    "round_up": ("round-up of session", "round-up", "roundup", "round up of session", "roundup of session"),
    "note_to_correspondents": (
        "note to correspondents",
        "notes to correspondents",
        "note aux correspondants",
        "nota a los corresponsales",
    ),
    "biographical_note": (
        "biographical note",
        "biographical notes",
        "notice biographique",
        "nota biográfica",
    ),
    "media_advisory": (
        "media advisory",
        "press advisory",
        "media alert",
        "media invitation",
        "avis aux médias",
        "avis aux medias",
        "aviso a los medios",
        "aviso para los medios",
        "medienhinweis",
        "presseeinladung",
        "для сведения сми",
    ),
    "correction": (
        "correction",
        "corrected",
        "corrigendum",
        "rectificatif",
        "rectification",
        "corrección",
        "berichtigung",
        "korrektur",
        "исправление",
        "تصويب",
        "更正",
    ),
    "press_briefing": (
        "press briefing",
        "daily press briefing",
        "noon briefing",
        "press conference",
        "daily highlights",
        "point de presse",
        "conférence de presse",
        "conferencia de prensa",
        "брифинг для прессы",
    ),
    "meeting_coverage": (
        "meetings coverage",
        "meeting coverage",
        "meeting summary",
        "meeting summaries",
        "summary record",
        "compte rendu de séance",
        "couverture des réunions",
        "résumé de séance",
        "cobertura de reuniones",
    ),
    "statement": (
        "statement",
        "statements",
        "message",
        "messages",
        "remarks",
        "speech",
        "speeches",
        "declaración",
        "mensaje",
        "déclaration",
        "allocution",
        "rede",
        "выступление",
        "заявление",
        "послание",
        "发言稿",
        "讲话",
        "发言稿/讲话",
        "بيان",
        "كلمة",
        "رسالة",
        "statements and messages",
        "security council press statement",
    ),
    "press_release": (
        "press release",
        "press releases",
        "news release",
        "information note",
        "communiqué de presse",
        "communique de presse",
        "communiqués de presse",
        "comunicado de prensa",
        "nota de prensa",
        "pressemitteilung",
        "pressenotiz",
        "presseinformation",
        "presseaussendung",
        "пресс-релиз",
        "пресс-релизы",
        "сообщение для печати",
        "بيان صحفي",
        "بيانات صحفية",
        "نشرة صحفية",
        "خبر صحفي",
        "新闻稿",
        "新闻发布",
        "for immediate release",
        "for information",
        "news",
        "highlights",
        "actualités",
        "noticias",
        "أخبار",
        "новости",
    ),
}
"""Label lines by the kind of release that they announce; compared in lower case."""

KIND_OF_LABEL = {label: kind for kind, labels in LABELS.items() for label in labels}
WEAK_LABELS = frozenset(LABELS["statement"]) | {
    "news",
    "highlights",
    "for information",
    "noticias",
    "actualités",
}
"""Labels that may as well be headings of the body."""

SPECIFIC_LABELS = {label for label, kind in KIND_OF_LABEL.items() if kind != "press_release"}
_ALTERNATIVES = "|".join(sorted(map(re.escape, KIND_OF_LABEL), key=len, reverse=True))
LABEL_START = re.compile(
    rf"(?P<label>{_ALTERNATIVES})(?![^\W\d_])(?P<mark>\s?[:|–—-]\s?|\s+)?", re.IGNORECASE
)
FIELD_START = re.compile(
    r"(?:(?:press|news|media) release (?:no|number|n°|nr)\b\.?\s?:?|release date\s?:"
    r"|date of release\s?:|date\s?:|symbol\s?:"
    r"|(?:communiqué de presse|comunicado de prensa|пресс-релиз) (?:n[o°º]|no|núm|№)\.?\s?:?|№)\s*",
    re.IGNORECASE,
)

BANNER = re.compile(
    r"\(?for (?:the )?(?:use of )?(?:the )?information (?:media|only)\b.{0,60}"
    r"|zur information\b.{0,60}kein.{0,40}"
    r"|documento oficioso\b.{0,80}|document non officiel.{0,60}|(?:à|a) l[’']intention (?:des"
    r"|de la presse).{0,80}"
    r"|\(?not an official (?:record|document).{0,20}|(?:para|únicamente) (?:la )?información.{0,60}"
    r"|pour information (?:seulement|uniquement).{0,60}"
    r"|department of (?:public information|global communications)\b.{0,100}"
    r"|département de (?:l[’']information|la communication)\b.{0,120}|departamento de (?:información"
    r"|comunicación).{0,80}"
    r"|.{0,60}\b(?:not an official (?:record|document)|non[- ]officiel|documento (?:no |extra)?oficial"
    r"|kein offizielles dokument|kein amtliches dokument"
    r"|неофициальный документ|официальным документом)\b.{0,40}"
    r"|.{0,40}(?:وثيقة رسمية|وثائق رسمية|正式文件|正式记录).{0,40}"
    r"|департамент (?:общественной|глобальных).{0,80}|только для информации.{0,60}"
    r"|неофициальный документ.{0,60}"
    r"|(?:للعلم|للإعلام|لأغراض إعلامية).{0,60}|(?:仅供参考|仅供新闻媒体).{0,40}|as delivered\.?"
    r"|check against delivery\.?",
    re.IGNORECASE,
)
NAVIGATION = re.compile(
    r"(?:home|accueil|inicio|startseite|search|print(?: this page| version)?|skip to .{1,40}"
    r"|back(?: to .{1,40})?|top|back to top"
    r"|previous|next|english|français|español|русский|العربية|中文|deutsch|welcome to .{1,60}"
    r"|subscribe.{0,60}|latest headlines"
    r"|(?:unis|united nations|un) (?:information service|information services"
    r"|information centre)s?(?:,? (?:vienna|geneva|bangkok|bonn))?"
    r"|unis(?: vienna)?|united nations|nations unies|naciones unidas|организация объединенных наций"
    r"|الأمم المتحدة|联合国|vereinte nationen"
    r"|informationsdienst der vereinten nationen|service d[’']information des nations unies"
    r"|unis vienna\b.{0,40}|site map|contact us|share|tweet|menu"
    r"|un home|unhq|press (?:centre|center|room)|salle de presse|centre de presse|sala de prensa"
    r"|centro de prensa|pressezentrum|пресс-центр|المركز الصحفي|新闻中心|actualit[ée]s?|nouvelles|noticias"
    r"|nachrichten|новости|recherche|buscar|suche|поиск|media (?:centre|center)|newsroom|headquarters"
    r"|p\.?o\.? box .{1,60}"
    r"|vienna international centre.{0,60}|a-1400 .{1,40}|internet:? .{1,60}|https?://\S+|www\.\S+)",
    re.IGNORECASE,
)
_CRUMB = r"[^<>«»|•/.,;]{1,40}"
BREADCRUMBS = re.compile(
    rf"(?:{_CRUMB}\s?(?:>|»|::)\s?){{1,6}}{_CRUMB}|(?:[^|.]{{1,25}}\s?\|\s?){{2,12}}[^|.]{{0,25}}"
)
_ORIGIN_WORDS = (
    r"re-?issued|reproduced|received|as received|delayed|adapted|based on|prepared|compiled|translated|transmitted"
    r"|unofficial translation|for technical reasons|adapté|établi|préparé|rédigé|reçu|reproduit|traduit|traduction"
    r"|sur la base|d[’']après|adaptado|elaborado|preparado|basado|recibido|reproducido|traducido|traducción"
    r"|übersetz\w+|eingegangen|auf der grundlage|nach angaben|перепечатано|получено|публикуется|подготовлено"
    r"|как получено|на основе|по материалам|перевод|неофициальный перевод|أعيد|معاد|ترجمة|استنادا?ً?|根据|依据|非正式"
)
_LANGUAGE = r"(?:the )?(?:english|french|spanish|russian|arabic|chinese|german|original)"
ORIGIN = re.compile(
    rf"[(\[（](?:{_ORIGIN_WORDS})[^()]{{0,200}}[)\]）]\.?"
    r"|(?:re-?issued|reproduced|distributed|transmitted|published|received)(?: here)? as (?:received|delivered|issued"
    r"|submitted|sent)\b.{0,60}|(?:received|delayed)(?: (?:too )?late| in (?:transmission|translation)"
    r"| for technical reasons)?\.?|received (?:by (?:fax|telex|cable|mail)|from (?:the )?(?:un\b"
    r"|united nations|secretariat"
    r"|field)).{0,60}|based on information .{3,100}"
    rf"|(?:unofficial )?translat(?:ed|ion)(?: (?:from|of) {_LANGUAGE}.{{0,40}})?\.?|unofficial translation.{{0,40}}"
    rf"|original ?: ?{_LANGUAGE}\.?"
    r"|traduit de l[’'].{3,40}|traduction non officielle.{0,40}|(?:établi|adapté|publié|reproduit"
    r"|rédigé) (?:sur la base"
    r"|d[’']après|à partir|tel (?:que |quel)).{0,120}|traducción (?:no oficial|del? ).{0,40}|(?:preparado|elaborado"
    r"|adaptado|reproducido|publicado) (?:sobre la base|a partir|tal como).{0,120}|(?:inoffizielle )?übersetzung"
    r"(?: aus dem .{3,30})?|неофициальный перевод.{0,40}|перевод с .{3,30}|(?:перепечатано"
    r"|публикуется|подготовлено) (?:в том"
    r"|как|по|на основе).{0,100}|как получено\.?|ترجمة غير رسمية.{0,40}|(?:أعيد|معاد)\b.{0,100}|非正式(?:翻译|译文)",
    re.IGNORECASE,
)
ORIGIN_START = re.compile(
    r"\((?:re-?issued|reproduced|received|delayed|adapté|adaptado|adapted|based on)\b[^()]{0,160}\)\.?\s*",
    re.IGNORECASE,
)
DATE_LABEL = re.compile(
    r"(?P<label>(?:for )?release(?:d?(?: on)?)?|issued?(?: on| at| in)?|published(?: on)?"
    r"|posted(?: on)?|distributed(?: on)?"
    r"|dated?|date of (?:issue|release|publication)|(?:release|issue|publication) date|(?:last )?updated?(?: on)?"
    r"|publiée?(?: le)?|diffusée?(?: le)?|émis(?: le)?|paru(?: le)?|daté du|en date du"
    r"|date de (?:publication|diffusion|parution)"
    r"|fecha(?: de (?:publicación|emisión|difusión))?|(?:publicado|emitido|difundido)(?: el)?|fechado"
    r"|(?:ausgabe|erscheinungs|veröffentlichungs)?datum|(?:veröffentlicht|herausgegeben|ausgegeben"
    r"|erschienen)(?: am)?|stand"
    r"|дата(?: (?:выпуска|публикации|издания))?|опубликовано|выпущено|издано|размещено"
    r"|التاريخ|تاريخ (?:النشر|الإصدار|الصدور)|صدر (?:في|بتاريخ)|نشر (?:في|بتاريخ)|بتاريخ"
    r"|日期|(?:发布|发表|发稿|印发|公布|发行)(?:日期|时间|于))\s*(?P<mark>[:：–—-])?\s*",
    re.IGNORECASE,
)
"""What stands before the date of issue; with nothing after it only where a colon follows."""

FOREIGN_NUMBER = re.compile(r"(?:PR|NO|No\.?|N°|Nr\.?|Press/)\s?:?\s?\d{2,4}(?:[/-]\d{1,4})?|\d{1,4}/\d{2}")
OPENING = re.compile(
    r"(?:the )?following,? (?:is|are|was|were)\b|(?:the )?following\b.{0,160}\b(?:was|were|is"
    r"|are) (?:(?:issued|made|delivered|released|sent|given|read|adopted)\b|today)"
    r"|(?:below|here) (?:is|are) the (?:text|statement|message|remarks)|on trouvera|vous trouverez"
    r"|voici (?:le texte|la déclaration|le message|l[’'])"
    r"|(?:la déclaration|le texte|le communiqué|le message|l[’']allocution) suivante?s?\b"
    r"|(?:la déclaration|le message|l[’']allocution) ci-après"
    r"|ci-après|a continuación|el siguiente|la siguiente|sigue (?:el texto|a continuación)"
    r"|ниже (?:приводится|приводятся|следует|публикуется)"
    r"|(?:следующее|следующий|далее следует)\b|و?في\s?ما يلي|و?في ما يلي|ن?صدر اليوم البيان التالي"
    r"|以下(?:是|为|系)|下面是|下文是"
    r"|(?:nachstehend|nachfolgend|im folgenden|es folgt|hier (?:ist )?der wortlaut|im wortlaut)\b",
    re.IGNORECASE,
)
SALUTATION = re.compile(
    r"(?:your )?(?:excellenc|majest|royal highness|distinguished|dear |ladies and gentlemen|friends\b"
    r"|colleagues\b"
    r"|m[rs]{1,2}\. (?:president|chair|secretary|speaker)|madam (?:president|chair)|mesdames|messieurs"
    r"|monsieur le président"
    r"|madame la présidente|ch(?:er|ère)s? |excellences?\b|señor(?:a|as|es)?\b|excelencias|estimad|damas y caballeros"
    r"|meine damen"
    r"|(?:(?:meine )?sehr |hoch)?(?:ge|ver)ehrte|liebe |exzellenz|(?:herr|frau) (?:präsident|vorsitzende|bundes)"
    r"|дамы и господа|уважаем|дорогие|ваши превосходительства"
    r"|г-н председатель"
    r"|السيدات والسادة|أصحاب المعالي|أصحاب السعادة|السيد الرئيس|أيها|女士们|各位|尊敬的|主席先生|亲爱的)"
    r".{0,80}[,:!，：！،.]",
    re.IGNORECASE,
)
"""What a speech begins with where nothing announces it."""

ANNEX = (
    r"(?:annex(?:es)?|appendi(?:x|ces)|attachments?|enclosures?|annexes?|appendice|pièce jointe|anexos?|apéndice|anhang"
    r"|anlagen?|beilage|приложени[ея]|مرفق|المرفق|附件|附录)"
)
"""What an annex is headed by, as part of a regular expression."""

LINK_WORDS = frozenset(
    words("""
    a an the of and or for in on at to by with from as into against between about under over after before
    during through
    than that is are was its their his her this towards toward upon among within without via per not no new
    united
    le la les l’ du de des et ou à au aux en dans sur pour par avec sans sous entre contre vers un une son sa
    ses leur que
    el los las del y o e a al con sin por para sobre entre ante bajo hacia su sus un una
    der die das den dem des und oder in im am an auf aus bei mit nach von vom zu zum zur für gegen über unter
    ein eine
    и в во на с со по о об из к ко для от до за при под над между без
    في من على إلى عن مع و بين
    """)
)
"""Words that no title and no sentence ends with."""


class Mark(StrEnum):
    """Lines made of signs."""

    END = "end"
    SEPARATOR = "separator"


_STARS = re.compile(r"\*[\s*]*\Z")
_RULE = re.compile(r"[-_=–—~](?:\s?[-_=–—~]){2,}\Z")
_END = re.compile(r"\*\s+\*\s?\*\s?\*\s+\*\Z")


def read_mark(text: str) -> Mark | None:
    """Return what a line of stars or rules is: `* *** *` ends a release, `***` and rules only part it."""
    if not text or text[0] not in "*-_=–—~" or len(text) > 200:
        return None
    if _END.match(text):
        return Mark.END
    return Mark.SEPARATOR if (_STARS.match(text) and text.count("*") > 1) or _RULE.match(text) else None


def is_navigation(text: str) -> bool:
    """Whether a text is a way to other pages."""
    return len(text) <= 100 and bool(NAVIGATION.fullmatch(text) or BREADCRUMBS.fullmatch(text))
