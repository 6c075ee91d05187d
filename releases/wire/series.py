"""Series of press releases of the United Nations: what the letters of their symbols stand for, as `series.csv` says.

Columns of the table: `prefix`; `title`, the body or subject, and `office`, the duty station, empty where that is not
known for certain; `kind` of release where all of the series are of one; `english`, the series that French coverage
renames; `source` of the row. A series that the table does not know is read all the same.
"""

import csv
import re
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

NOTE_SERIES = "Note"
_TABLE = Path(__file__).with_name("series.csv")
_YEAR = re.compile(r"/\d+\Z")


@dataclass(frozen=True, slots=True)
class SeriesMeaning:
    """What the letters of one series stand for, in English or French as the series itself; see above."""

    prefix: str
    title: str
    office: str
    kind: str
    english: str
    source: str


def _read_table() -> dict[str, SeriesMeaning]:
    with _TABLE.open(encoding="utf-8", newline="") as table:
        return {row["prefix"]: SeriesMeaning(**row) for row in csv.DictReader(table)}


SERIES = MappingProxyType(_read_table())
"""What each known series stands for, by its prefix, in the order of the table."""

ENGLISH_TO_FRENCH_SERIES = {known.english: known.prefix for known in SERIES.values() if known.english}
"""French coverage at Headquarters renames the body; the numbers of the two series run apart."""

FRENCH_TO_ENGLISH_SERIES = {french: english for english, french in ENGLISH_TO_FRENCH_SERIES.items()}


def meaning_of(series: str) -> SeriesMeaning | None:
    """What a series stands for, that of one year (`HR/CT/98`) as that of all; None where nobody wrote it down."""
    return SERIES.get(series) or SERIES.get(_YEAR.sub("", series))


def is_known_series(series: str) -> bool:
    """Whether `series` stands for press releases without the words “Press Release” before it.

    So does every series of the UN Information Service and on crime prevention.
    """
    letters = _YEAR.sub("", series)
    return letters in SERIES or letters.startswith("UNIS/") or letters.endswith("/CP")
