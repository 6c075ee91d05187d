"""Officers of an organ, as releases list them: `First Vice-Chairman: Mr. Mutasa (Zimbabwe)`, in seven languages."""

import re

OFFICE = re.compile(
    r"(?:(?:first|second|third|acting|honorary) )?(?:co-?|vice-?)?"
    r"(?:chair(?:man|woman|person|men|persons)?|president)s?"
    r"(?:-cum-rapporteur)?|rapporteurs?(?:-general)?|secretar(?:y|ies)(?:-general)?|facilitators?|coordinators?"
    r"|(?:co|vice)?-?président(?:e)?s?|(?:premi(?:er|ère) )vice-président(?:e)?|rapporteuses?|secrétaires?"
    r"|(?:primer[a]? )?(?:co|vice)?president[ea]s?|relator(?:es|as?)?|secretari[oa]s?"
    r"|(?:первый )?(?:со)?председател[ья](?: комитета)?|(?:первый )?заместител[ьи] председателя|докладчики?|секретарь"
    r"|(?:نائبة? |نواب )?(?:ال)?رئيسة?|(?:ال)?مقررة?|أمينة? السر|第?[一二三]?副?主席|联合主席|报告员|秘书"
    r"|(?:(?:erste[r]? )?stellvertretende[r]? )?vorsitzende[r]?|(?:vize)?präsident(?:in)?|berichterstatter(?:in)?"
    r"|schriftführer(?:in)?",
    re.IGNORECASE,
)
"""The office of an officer, as it stands before the colon."""

_LINE = re.compile(r"(?P<office>[^:：]{2,40}?)\s?[:：]\s*(?P<name>\S.{2,90})")
_COUNTRY = re.compile(r"[(（][^()（）]{2,50}[)）]\Z")
_STYLED = re.compile(
    r"(?:H\.\s?E\.|Mr|Ms|Mrs|Miss|Dr|Prof|Sir|M|MM|Mme|Mmes|Mlle|Sr|Sra|Sres|Don|Doña|Herr|Frau|г-н|г-жа|السيدة?|السفيرة?)(?!\w)"
    r"|(?:Ambassador|Judge|Embajador|Ambassadeur|Botschafter)",
)
_MOST_WORDS = 12


def is_named(name: str) -> bool:
    """Whether a text is the name of a person rather than what one says: with a country in brackets, or styled."""
    plain = name.rstrip(".;,")
    is_short = plain.count(" ") < _MOST_WORDS and not re.search(r"[?!。]|\w{4,}\.\s", plain)
    return is_short and bool(
        _COUNTRY.search(plain) or (_STYLED.match(plain) and plain.count(" ") < _MOST_WORDS // 2)
    )


def names_officer(text: str) -> bool:
    """Whether a line gives an office and who holds it."""
    match = _LINE.fullmatch(text.strip())
    return match is not None and bool(OFFICE.fullmatch(match["office"].strip())) and is_named(match["name"])
