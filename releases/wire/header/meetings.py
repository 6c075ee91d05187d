"""Lines that say which organ met, in which session and meeting: `Sixth Committee`, `14th Meeting (AM)`."""

import re

from releases.wire.lines import contains_any, words

_TENS = "twent(?:y|ieth)|thirt(?:y|ieth)|fort(?:y|ieth)|fift(?:y|ieth)|sixt(?:y|ieth)|sevent(?:y|ieth)"
"|eight(?:y|ieth)|ninet(?:y|ieth)|hundred(?:th)?"
_UNITS = (
    "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth"
    "|fourteenth|fifteenth"
    "|sixteenth|seventeenth|eighteenth|nineteenth"
)
ENGLISH_ORDINAL = rf"(?:(?:one[- ])?(?:(?:{_TENS})[- ]?)?(?:{_UNITS})|{_TENS})"
_NUMBERED = r"\d{1,5}\s?(?:st|nd|rd|th|ers?|[èe]res?|[èe]mes?|nde|es?|e|ª|º|\.|-[ейояа]{1,3})?"
_FRENCH_ORDINAL = r"(?:(?:\w+[- ](?:et[- ])?){0,3}\w+i[èe]me|premi[èe]re|seconde)"
_SPANISH_ORDINAL = r"(?:\w+ ?){1,3}"
_NUMBERS = rf"{_NUMBERED}(?:(?:,\s?|\s?(?:and|&|et|y|und|и|to|-|–)\s?){_NUMBERED}){{0,4}}"
_DAY_HALF = (
    r"(?:\s?[,–—-]?\s?\(?(?:am|pm|night|morning|afternoon|matin|apr[èe]s[- ]midi|soir(?:ée)?|nuit"
    r"|mañana|tarde|утро|вечер|утреннее|дневное)"
    r"(?:\s?(?:&|and|et|,|/|y|и)\s?(?:am|pm|night|matin|apr[èe]s[- ]midi|soir(?:ée)?|tarde))*\)?\.?)"
)
_ADJECTIVE = (
    r"(?:plenary|formal|informal|resumed|special|emergency|substantive|organi[sz]ational|annual|regular"
    r"|executive|closing|opening|open|private|joint"
    r"|commemorative|high-level|intersessional|reconvened|pl[ée]ni[èe]res?|plénières|extraordinaire"
    r"|ordinaire|annuelle|plenaria|ordinaria|extraordinario)"
)
_MEETING = (
    rf"(?:plenary\s?[-–—]?\s?|plénière\s?[-–—]?\s?)?{_NUMBERS}\s?(?:{_ADJECTIVE}\s){{0,2}}"
    rf"(?:meetings?|séances?|reunión(?:es)?|sesión(?:es)?(?: plenarias?)?|sitzung"
    rf"|заседани[еяй])(?:\s{_ADJECTIVE})?{_DAY_HALF}?\*?"
)
_WORD_MEETING = rf"{ENGLISH_ORDINAL} (?:{_ADJECTIVE} )?meetings?{_DAY_HALF}?"
_SESSION = (
    rf"(?:(?:resumed|reconvened) )?(?:{_NUMBERED}"
    rf"|{ENGLISH_ORDINAL})\s(?:\(?{_ADJECTIVE}\)? ){{0,2}}(?:session|general assembly)(?:,? (?:resumed"
    rf"|part (?:i+|one|two)))?"
    rf"|\d{{4}} (?:{_ADJECTIVE} )?session|(?:{_ADJECTIVE} ){{1,2}}session(?: of \d{{4}}| for \d{{4}})?"
    rf"|(?:{_FRENCH_ORDINAL}|{_NUMBERED}) session(?: {_ADJECTIVE})?(?: d’urgence)?"
    rf"|session (?:(?:de fond|d[’']organisation|\w+) )?(?:de )?\d{{4}}|session {_ADJECTIVE}"
    rf"|(?:{_SPANISH_ORDINAL}|{_NUMBERED})\s?período(?: extraordinario| ordinario)? de sesiones"
    rf"|período de sesiones de \d{{4}}"
    r"|\w+ (?:\w+ )?сессия|\d+-я сессия|\d{1,3}\. (?:tagung|generalversammlung)|الدورة .{2,40}"
    r"|الجلسة .{2,40}"
)
_CHINESE = r"第[一二三四五六七八九十百零\d]+(?:届会议|次会议|次全体会议|届大会).{0,12}"
_SUBJECTS = (
    "crime prevention and criminal justice|narcotic drugs|status of women|sustainable development"
    "|human rights"
    "|social development|population and development|information|(?:the )?peaceful uses of outer space"
    "|(?:the )?rights of the child"
    "|(?:the )?elimination of (?:racial discrimination|discrimination against women)|decolonization"
    "|non-governmental organizations"
    "|(?:the )?exercise of the inalienable rights of the palestinian people|forests|torture"
    "|migrant workers|international trade law"
    "|economic, social and cultural rights|statistics|(?:the )?rights of persons with disabilities"
    "|enforced disappearances|conferences"
)
_TITLE_CASE_SUBJECT = (
    r"(?-i:(?:[A-Z][\w’'-]+|of|the|and|in|for|against|to|on)(?:,? (?:[A-Z][a-z’'-]+"
    r"|of|the|and|in|for|against|on)){0,9})"
)
ACTS = re.compile(
    r"\b(?:concludes|hears|adopts|opens|begins|approves|elects|discusses|takes|told|calls|urges"
    r"|continues|considers|debates|starts|ends"
    r"|says|recommends|reviews|holds|meets|examines|closes|welcomes|will|completes|decides|concluded"
    r"|asks|marks|sends|to|visits|counts)\b",
    re.IGNORECASE,
)
ORGANS = (
    r"(?:general assembly|security council|economic and social council|trusteeship council|secretariat"
    r"|secretary-general"
    r"|(?:first|second|third|fourth|fifth|sixth) committee|main committee|committee of the whole"
    r"|preparatory committee|plenary"
    r"|peacebuilding commission|disarmament commission|human rights council"
    r"|special committee on [\w ,-]{3,60}"
    r"|(?:\d+(?:st|nd|rd|th) )?(?:[\w’' -]{0,40} )?(?:commission|committee|board|working group) (?:on"
    r"|for|of) (?:the )?"
    rf"(?:{_SUBJECTS}|{_TITLE_CASE_SUBJECT})"
    r"|general committee|credentials committee|round ?table \d{1,2}|ad hoc committee\b.{0,60}"
    r"|assemblée générale|conseil de sécurité|conseil économique et social|(?:première|deuxième"
    r"|troisième|quatrième|cinquième|sixième) commission"
    r"|commission (?:de|des|du|pour|sur) [\w ’'-]{3,70}|comité (?:de|des|du|pour|sur"
    r"|contre) [\w ’'-]{3,70}|conseil des droits de l’homme"
    r"|asamblea general|consejo de seguridad|генеральная ассамблея|совет безопасности"
    r"|generalversammlung|sicherheitsrat)"
)
_PART = re.compile(
    rf"(?:{_MEETING}|{_WORD_MEETING}|{_SESSION}|{_CHINESE}|am|pm|am (?:&|and) pm|morning|afternoon"
    rf"|matin|après-midi)\Z",
    re.IGNORECASE,
)
_ORGAN = re.compile(rf"{ORGANS}(?:\s?\([\w ,&-]{{2,50}}\))?\Z", re.IGNORECASE)
_WORTH = (
    *words("meeting session séance assembly am pm morning afternoon matin midi sesi reuni sitzung tagung"),
    "versammlung",
    *words("заседан сесси الدورة الجلسة 会议 大会"),
)
_PARTS = re.compile(r"\s*[,;]\s+|,\Z|\s[-–—•]\s(?!(?:matin|après|soir|am\b|pm\b))")
_LONGEST = 160


def is_organ(text: str) -> bool:
    """Whether the line is the name of an organ and nothing else; it might still be a title."""
    return len(text) <= _LONGEST and bool(_ORGAN.match(text.rstrip(" ,*"))) and not ACTS.search(text)


def is_meeting(text: str) -> bool:
    """Whether the line holds sessions or meetings, with organs beside them at most."""
    if len(text) > _LONGEST or not contains_any(text.lower(), _WORTH):
        return False
    if _PART.match(text.rstrip(" ,")):
        return True
    parts = [part for part in _PARTS.split(text) if part]
    counted = [part for part in parts if _PART.match(part)]
    return bool(counted) and all(part in counted or is_organ(part) for part in parts)
