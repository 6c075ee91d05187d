"""What the series of press releases of the United Nations stand for, in the languages of the site.

`series_names.csv` has a column for each language, beside what `releases/wire/series.csv` says of each series. Names of
organs, committees, programmes and funds are the official ones in that language; those of subjects are the words that
the organs use. In German, which is not an official language, they are those of the German Translation Section.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import get_language, gettext, gettext_noop

from institutes.names import Wording
from releases.wire.series import SERIES, meaning_of

_TABLE = Path(__file__).with_name("series_names.csv")
# The offices of the table, for the catalogue of translations.
OFFICES = (
    gettext_noop("United Nations Headquarters"),
    gettext_noop("United Nations Information Service"),
    gettext_noop("United Nations Information Service Vienna"),
)


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """A series that information services use: what it stands for, and who says so."""

    prefix: str
    title: Wording
    source: str


@cache
def _titles() -> dict[str, dict[str, str]]:
    with _TABLE.open(encoding="utf-8", newline="") as table:
        return {row["prefix"]: row for row in csv.DictReader(table)}


def title_of(prefix: str) -> Wording | None:
    """What a series stands for, that of one year as that of all; None where nobody wrote it down."""
    known = meaning_of(prefix)
    titles = _titles().get(known.prefix) if known else None
    if titles is None:
        return None
    language = get_language() or "en"
    return Wording.of(titles[language], language) if titles.get(language) else Wording.of(titles["en"], "en")


def office_of(prefix: str) -> Wording | None:
    """The duty station that issues a series, in the page's language; None where that is not known."""
    known = meaning_of(prefix)
    return Wording.of(gettext(known.office), get_language() or "en") if known and known.office else None


def catalogue() -> Iterator[CatalogueEntry]:
    """The known series of the United Nations, in the order of the table."""
    for known in SERIES.values():
        title = title_of(known.prefix)
        if title is not None:
            yield CatalogueEntry(known.prefix, title, known.source)
