"""Lines of a header that name another release: `(See Press Release SC/7500)`, `Replaces SC/7500 of 3 May`."""

import re

from releases.wire.dates import read_date
from releases.wire.symbols import find_symbols

AFTER_SYMBOL = re.compile(r"\A[\s,|–-]*(?:of|dated|du|en date du|vom|del?|от)\s", re.IGNORECASE)
"""What stands between a symbol and its day."""

_LONGEST = 200
_CORRECTS = (
    r"(?:this )?(?:replaces?|supersedes?|cancels?|corrects?)|replacing|superseding|corrections? to"
    r"|corrigend(?:um|a) to|rectificati(?:f|on) (?:au|du|à)|correcci[óo]n (?:a|del?)"
    r"|berichtigung (?:zu|der|von)|remplace|annule|reemplaza|ersetzt"
)
_SEE = r"see|cf|voir|v[ée]ase|siehe|vgl|см|further to|background to|reissue of"
_MENTIONS = re.compile(r"\b(?:see|voir|v[ée]ase|siehe|background|refer\w*)\b", re.IGNORECASE)
_REFERS = re.compile(rf"[(\[]?(?:(?P<corrects>{_CORRECTS})|{_SEE})\b", re.IGNORECASE)


def mentions_another(text: str) -> bool:
    """Whether a line has a word that sends its reader to another release: `For background see SC/7500`."""
    return bool(_MENTIONS.search(text[:_LONGEST]))


def refers_to_another(text: str) -> bool:
    """Whether a line refers to another release and ends with its symbol, or with the day of it."""
    if len(text) > _LONGEST or not _REFERS.match(text):
        return False
    found = find_symbols(text)
    if not found:
        return False
    rest = AFTER_SYMBOL.sub("", text[found[-1].end :]).strip(" .,)]")
    return not rest or read_date(rest) is not None


def corrects_another(text: str) -> bool:
    """Whether a line says that its release corrects or replaces the one that it names."""
    match = _REFERS.match(text[:_LONGEST])
    return match is not None and match["corrects"] is not None and refers_to_another(text)
