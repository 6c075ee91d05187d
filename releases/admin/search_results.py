"""The search in the list of releases at the desk: the matching releases, in the order of the list."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from institutes.desk.lists import MOST, Count
from releases.database.keys import among_keys
from releases.models import Release
from releases.models.release import ReleaseQuerySet

# Reading a row by its key takes about this many times as long as reading it in the order of an index.
COST_OF_KEY = 10


@dataclass(frozen=True)
class SearchResults:
    """The keys of the matching `rows` and the days they were issued on; `counted` says how many there are."""

    rows: ReleaseQuerySet
    keys: list[int]
    days: frozenset[date]
    counted: Count

    def __getitem__(self, places: slice) -> list[Release]:
        keys = self.keys[places]
        rows = self.rows.in_bulk(keys) if keys else {}
        return [rows[key] for key in keys if key in rows]


def find(listed: ReleaseQuerySet, hits: Collection[int], *, among: int) -> SearchResults:
    """The releases of `listed`, in its order, whose keys are among `hits`; `among` is the number of all releases.

    A few hits are read by their keys. For many, the list is read from its beginning until its pages are full:
    so neither a rare word nor a common one takes time in proportion to the archive.
    """
    is_few = COST_OF_KEY * len(hits) ** 2 <= MOST * among or len(hits) <= MOST // COST_OF_KEY
    pairs = _by_keys(listed, hits) if is_few else _by_reading(listed, hits)
    shown = pairs[:MOST]
    return SearchResults(
        rows=listed.order_by(),
        keys=[key for key, _day in shown],
        days=frozenset(day for _key, day in shown),
        counted=Count.up_to(MOST, len(pairs)),
    )


def _by_keys(listed: ReleaseQuerySet, hits: Collection[int]) -> list[tuple[int, date]]:
    if not hits:
        return []
    among_hits = among_keys("pk", list(hits))
    return list(listed.filter(among_hits).values_list("pk", "issued_on")[: MOST + 1])


def _by_reading(listed: ReleaseQuerySet, hits: Collection[int]) -> list[tuple[int, date]]:
    matches: list[tuple[int, date]] = []
    for rows in _slices(listed):
        matches += [row for row in rows if row[0] in hits]
        if len(matches) > MOST:
            break
    return matches


def _slices(listed: ReleaseQuerySet) -> Iterator[list[tuple[int, date]]]:
    """The list in slices, each as long as all slices before it together."""
    start, stop = 0, 2 * MOST
    while rows := list(listed.values_list("pk", "issued_on")[start:stop]):
        yield rows
        start, stop = stop, 2 * stop
