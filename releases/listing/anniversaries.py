"""What was issued on this day of other years."""

from collections.abc import Iterator
from datetime import date

from releases.listing.public_index import PublicIndex
from releases.listing.selection import Selection

# So many years are looked at, the latest first: beyond them the cost would grow with the archive.
MOST_YEARS = 30


def on_this_day(index: PublicIndex, selection: Selection, day: date, most: int) -> list[int]:
    """The keys of at most so many releases of this day and month in earlier years, the latest year first.

    One of each year: the one that a list of the day begins with. 29 February has anniversaries in leap years only.
    """
    found: list[int] = []
    for anniversary in _anniversaries(index, selection, day):
        found += index.in_order(index.select(selection.between(anniversary, anniversary)), 0, 1)
        if len(found) == most:
            break
    return found


def _anniversaries(index: PublicIndex, selection: Selection, day: date) -> Iterator[date]:
    """This day in the earlier years in whose month anything of the selection was issued."""
    months = index.counts_by_time("month", selection)
    years = [month.year for month in months if month.month == day.month and month.year < day.year]
    for year in reversed(years[-MOST_YEARS:]):
        try:
            yield day.replace(year=year)
        except ValueError:  # 29 February
            continue
