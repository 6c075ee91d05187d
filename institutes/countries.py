"""Countries and areas as the United Nations names them, in its six languages and German.

The names are those of the M49 standard of the Statistics Division (https://unstats.un.org/unsd/methodology/m49/), in
`countries.csv`: a column for each language, keyed by code of ISO 3166. German ones are those of the German Translation
Section (https://www.un.org/Depts/german/). Where the table of M49 differs from the terminology of the United Nations
(https://unterm.un.org/), or from the grammar of its language, these names were corrected:

- English: Côte d’Ivoire (was: Ivory Coast), Netherlands (Kingdom of the), Falkland Islands (Malvinas).
- Russian, which M49 gave in another case or in small letters: Антарктика, Аландские острова, Остров Рождества,
  Кокосовые (Килинг) острова, Каймановы острова; and Французские Южные территории.
- Arabic, as in a text and not as in an index (“جمهورية إيران الإسلامية”, was: “إيران (جمهورية - الإسلامية)”): Bolivia,
  Iran, Micronesia, the Netherlands (was: “هولندا (مملكة _)”), Venezuela. Words doubled, missing or out of order: French
  Southern Territories, British Indian Ocean Territory, minor outlying islands, Svalbard and Jan Mayen (its case).
- Spanish: San Martín (parte neerlandesa). In all languages the apostrophe is ’.

Names that an index turns round stand in their order in `countries_in_text.csv`, for use after the name of a city:
Bolivarian Republic of Venezuela.
"""

import csv
import unicodedata
from functools import cache
from pathlib import Path

from django.utils.translation import get_language

_NAMES = Path(__file__).with_name("countries.csv")
_IN_TEXT = Path(__file__).with_name("countries_in_text.csv")


@cache
def _table(path: Path) -> dict[str, dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as table:
        return {row["iso"]: row for row in csv.DictReader(table)}


def country_name(code: str, language: str | None = None) -> str:
    """The name of that code in `language`, the present one if left out; the code itself where nobody names it."""
    names = _table(_NAMES).get(code, {})
    return names.get(language or get_language() or "en") or names.get("en") or code


def country_in_text(code: str, language: str | None = None) -> str:
    """The name as it stands in a sentence or after a city: Bolivarian Republic of Venezuela."""
    turned = _table(_IN_TEXT).get(code, {}).get(language or get_language() or "en")
    return turned or country_name(code, language)


def country_choices() -> list[tuple[str, str]]:
    """Every country that the United Nations names: code and name, by the letters of the present language."""
    choices = [(code, country_name(code)) for code in _table(_NAMES)]
    return sorted(choices, key=lambda choice: _in_order(choice[1]))


def _in_order(name: str) -> str:
    """Letters with marks stand where they do without: Égypte among the names with E."""
    return "".join(c for c in unicodedata.normalize("NFKD", name).casefold() if not unicodedata.combining(c))
