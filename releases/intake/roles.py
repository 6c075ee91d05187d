"""What an institute does in a sentence: organises, helps to organise, or is only named."""

import re

from releases.enums import MentionRole
from releases.wire.lines import HAN

_BEFORE = 260
_AFTER = 200
_SENTENCE_START = re.compile(r"[.!?;。！？；؟؛]\s|\n|[。！？；]")
# A verb of its own, or a clause that goes off, ends what "organised by" or "assisted by" reaches.
_AWAY = re.compile(
    r"\b(?:which|who|that|said|says|told|is|are|was|were|has|have|had|will|took|takes|began|qui|a été|que|quien"
    r"|dijo|sagte|erklärte|который|которая|заявил\w*|сообщил\w*)\b",
    re.IGNORECASE,
)
_HELPED = re.compile(
    r"(?:(?:assisted|helped|supported|aided) by|(?:co-?sponsored|supported|funded) by"
    r"|with (?:the )?(?:\w+ )?(?:assistance|support|help|cooperation|collaboration|participation) (?:of|from)"
    r"|in (?:close )?(?:co-?operation|collaboration|partnership|association|conjunction|coordination) with"
    r"|(?:together|jointly) with"
    r"|avec (?:l[’']aide|l[’']appui|l[’']assistance|le concours|le soutien|la collaboration|la participation) d"
    r"|en (?:étroite )?(?:collaboration|coopération|partenariat|association) avec"
    r"|con (?:la|el) (?:asistencia|ayuda|apoyo|colaboración|cooperación|participación) d"
    r"|en (?:estrecha )?(?:colaboración|cooperación|asociación) con"
    r"|mit (?:der )?(?:unterstützung|hilfe) (?:des|der|von)|in zusammenarbeit mit|gemeinsam mit"
    r"|при (?:содействии|поддержке|участии|помощи)|в сотрудничестве с|совместно с"
    r"|بالتعاون مع|بمساعدة|بدعم من|بالاشتراك مع|بالشراكة مع|[与同和]|在|由)",
    re.IGNORECASE,
)
_ORGANISED_BY = re.compile(
    r"(?:(?:co-?)?(?:organi[sz]ed|hosted|convened|arranged|prepared|held|coordinated)(?: \w+)? by"
    r"|organisée?s? (?:\w+ )?par|organizad[oa]s? (?:\w+ )?por|(?:organisiert|veranstaltet) (?:von|vom|durch)"
    r"|организован\w*|проводим\w*|نظم\w*|تنظم\w*|ينظم\w*|由)",
    re.IGNORECASE,
)
_ORGANISES = re.compile(
    r"\b(?:(?:co-?)?organi[sz](?:e[ds]?|ing)|host(?:ed|s|ing)|conven(?:ed|es|ing)|organise(?:nt)?\b|a organisé"
    r"|organiz(?:a|ó|an|aron)\b|veranstalte(?:t|te|n)\b|организ(?:овал|ует)\w*|пров(?:ел|одит)\w*)(?!\s+(?:\w+\s)?by\b)",
    re.IGNORECASE,
)
_WAS_HELPED = re.compile(
    r"\W*(?:\([^)]*\)\W*)?(?:has|have|had|was|were|is|are)\s(?:been\s|being\s)?(?:assisted|helped|supported) by",
    re.IGNORECASE,
)
_ORGANISATION = re.compile(r"organi[sz]", re.IGNORECASE)
_HAN_AFTER = re.compile(
    r"[^。；]{0,20}?(?P<verb>主办|举办|组织|承办|召开)|[^。；]{0,12}?(?P<help>合作|协助|支持|协办)"
)


def _last_end(pattern: re.Pattern[str], text: str) -> int:
    return max((match.end() for match in pattern.finditer(text)), default=-1)


def _reaches(cue_end: int, before: str) -> bool:
    return cue_end >= 0 and not _AWAY.search(before, cue_end)


def _chinese_role(before: str, after: str) -> MentionRole:
    match = _HAN_AFTER.match(after)
    if match and match["help"]:
        return MentionRole.PARTNER
    led = "由" in before[-30:] or (match is not None and match["verb"] is not None)
    return MentionRole.ORGANIZER if match and match["verb"] and led else MentionRole.MENTIONED


def role_in(text: str, start: int, end: int) -> MentionRole:
    """The role of the institute whose name stands from `start` to `end`, read from its sentence alone.

    `organised by`, `hosted by` and `X organised …` make an organizer; `assisted by`, `in cooperation with` and the
    like a partner. Known in English, French, Spanish, German, Russian, Arabic and Chinese.
    """
    before = text[max(0, start - _BEFORE) : start]
    before = before[_last_end(_SENTENCE_START, before) if _SENTENCE_START.search(before) else 0 :]
    after = text[end : end + _AFTER]
    stop = _SENTENCE_START.search(after)
    after = after[: stop.start()] if stop else after
    if HAN.search(text, start, end):
        return _chinese_role(before, after)
    helped, organised = _last_end(_HELPED, before), _last_end(_ORGANISED_BY, before)
    if helped > organised and _reaches(helped, before):
        return MentionRole.PARTNER
    if _reaches(organised, before) or _organises(before, after):
        return MentionRole.ORGANIZER
    return MentionRole.MENTIONED


def _organises(before: str, after: str) -> bool:
    """Whether the name is the subject of "organised", or of "was assisted by" where the organisation is spoken of."""
    if _WAS_HELPED.match(after):
        return bool(_ORGANISATION.search(before))
    verb = _ORGANISES.search(after)
    if verb is None:
        return False
    between = re.sub(r"\((?:[^)]*)\)", "", after[: verb.start()])
    between = re.sub(r"\W*(?:has|have|had|is|are|will|hat|haben|ha|han|a)\s*(?:been\s|be\s)?\Z", "", between)
    return not _AWAY.search(between) and not re.search(r"[,:]\s\w+\s\w", between[40:])


_STRENGTH = (MentionRole.ORGANIZER, MentionRole.PARTNER, MentionRole.MENTIONED)


def strongest(roles: list[MentionRole]) -> MentionRole:
    """The role that says most: who organises in one sentence and is named in ten is an organizer."""
    return min(roles, key=_STRENGTH.index)
