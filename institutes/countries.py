"""Countries and areas as the United Nations names them, in its six languages.

The names are those of the M49 standard of the Statistics Division (https://unstats.un.org/unsd/methodology/m49/), in
`countries.csv`: a column for each language, keyed by code of ISO 3166. What it does not name, or not in a language, is
named as ISO does.
"""

import csv
import unicodedata
from functools import cache
from pathlib import Path

from django.utils.translation import get_language
from django_countries import countries

_TABLE = Path(__file__).with_name("countries.csv")


@cache
def _names() -> dict[str, dict[str, str]]:
    with _TABLE.open(encoding="utf-8", newline="") as table:
        return {row["iso"]: row for row in csv.DictReader(table)}


def country_name(code: str) -> str:
    """The name of that code in the present language; the code itself where nobody names it, empty for none."""
    if not code:
        return ""
    named = _names().get(code, {}).get(get_language() or "en")
    return named or str(countries.name(code)) or code


def country_choices() -> list[tuple[str, str]]:
    """Every country that the United Nations names: code and name, by the letters of the present language."""
    choices = [(code, country_name(code)) for code in _names()]
    return sorted(choices, key=lambda choice: _in_order(choice[1]))


def _in_order(name: str) -> str:
    """Letters with marks stand where they do without: Égypte among the names with E."""
    return "".join(c for c in unicodedata.normalize("NFKD", name).casefold() if not unicodedata.combining(c))
