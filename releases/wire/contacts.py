"""Whom to ask: the lines of a release that name a person, an office, a telephone number or an address."""

import re
from collections.abc import Sequence

from releases.wire.lines import LONGEST_READ

_CONTACT_START = re.compile(
    r"(?:media |press )?contacts?\b(?! (?:between|with|among|of|by|were|are|have|had)\b).{0,40}:"
    r"|for (?:further|more|additional) (?:information|details)|for (?:information,? )?(?:please )?(?:contact|call)\b"
    r"|for interviews?\b|for (?:information|details),? (?:please )?(?:contact|call)|information officers?\s?:"
    r"|para (?:consultas|entrevistas)|pour (?:les )?(?:entrevues|interviews)|für (?:interviews|anfragen)"
    r"|по вопросам (?:интервью|аккредитации)|لإجراء (?:ال)?مقابلات|采访(?:请)?联系"
    r"|for (?:media|press) (?:enquiries|inquiries|queries|information)"
    r"|further information(?: (?:is|may|can)|\s?:)|(?:media|press) (?:enquiries|inquiries|officer)"
    r"|to (?:register|request interviews?|arrange)\b|information contact"
    r"|pour (?:de )?plus (?:amples? )?(?:d[’'])?(?:informations?|renseignements)|pour tout(?:e"
    r"|s)? (?:renseignement|information|complément)|contacts? (?:presse|médias)"
    r"|para (?:más|mayor|obtener más) información|persona de contacto|contacto|weitere (?:informationen"
    r"|auskünfte)|für (?:weitere|nähere) |rückfragen|kontakt|ansprechpartner"
    r"|за (?:дополнительной|дальнейшей|подробной)|дополнительн\w+ информаци\w+|контакт"
    r"|للمزيد من المعلومات|لمزيد من المعلومات|للاتصال|جهة الاتصال|联系人|联系方式|欲了解更多|更多信息|如需",
    re.IGNORECASE,
)
_CONTACT_SIGN = re.compile(
    r"\btel\b|\btel[.:]|\bt[ée]l[ée]phone|\bphone\b|\bfax\b|e-?mail|courriel|correo|\bmobile?\b"
    r"|\bcell\b|@\w|\(\+?\d{1,4}[-) ]|\+\d{2,3}[ (-]"
    r"|тел\.|телефон|эл\. ?почт|هاتف|الهاتف|بريد|电话|邮箱|电邮|传真"
    r"|\bwww\.|https?://|contact|kontakt",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\+?\(?\d[\d()/ .-]{5,}\d|\S+@\S+\.\S")
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.\w")
_CALL = re.compile(r"\+?\(?\d[\d()/ .-]{5,}\d")
_LONGEST_PARAGRAPH = 300
_CONTACT_LINE = re.compile(
    r"(?:tel|phone|telephone|téléphone|fax|e-?mail|courriel|correo|mobile|web ?site|internet|тел"
    r"|телефон|هاتف|بريد|电话)\b.{0,3}[:.(+\d]|\S+@\S+\.\S+\Z|\(?\+\d",
    re.IGNORECASE,
)


def is_contact(text: str) -> bool:
    """Whether a text says whom to ask."""
    head = text[:LONGEST_READ].lstrip("* ")
    return bool(_CONTACT_START.match(head) and _CONTACT_SIGN.search(head)) or bool(
        len(text) < 200 and _CONTACT_LINE.match(head)
    )


def announces_contact(texts: Sequence[str], position: int) -> bool:
    """Whether a line such as `Media contacts` stands before lines with a telephone number or an address."""
    if not _CONTACT_START.match(texts[position][:LONGEST_READ].strip("* ") + ":"):
        return False
    return any(map(has_contact_sign, texts[position + 1 : position + 4]))


def ends_with_contact(text: str) -> bool:
    """Whether a last paragraph, whatever its words, gives an address of electronic mail and a telephone number."""
    return len(text) <= _LONGEST_PARAGRAPH and bool(_ADDRESS.search(text) and _CALL.search(text))


def has_contact_sign(text: str) -> bool:
    """Whether a telephone number, an address or a word for them stands in a text."""
    return bool(_CONTACT_SIGN.search(text[:LONGEST_READ]))


def has_number(text: str) -> bool:
    """Whether a telephone number or an address of electronic mail stands in a text."""
    return bool(_NUMBER.search(text[:LONGEST_READ]))
