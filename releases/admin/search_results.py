"""The releases of a list at the desk that answer words: in its order, as many as its pages can show."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from institutes.desk.lists import MOST, Count
from releases.database.keys import among_keys
from releases.models import Release
from releases.models.release import ReleaseQuerySet

# To fetch a row by its key takes so much longer than to meet it on the way through an index.
DETOUR = 10


@dataclass(frozen=True)
class Found:
    """The keys of `rows` that were found and the days they were issued on; `counted` says how many there are."""

    rows: ReleaseQuerySet
    keys: list[int]
    days: frozenset[date]
    counted: Count

    def __getitem__(self, places: slice) -> list[Release]:
        keys = self.keys[places]
        rows = self.rows.in_bulk(keys) if keys else {}
        return [rows[key] for key in keys if key in rows]


def find(listed: ReleaseQuerySet, hits: Collection[int], *, among: int) -> Found:
    """The releases of `listed`, which has an order, that are among the hits; `among` is how many there are in all.

    A few hits are looked up by their keys. Many are met on the way through the list, which ends when its
    pages are full: so neither a rare word nor a common one costs what the archive is long.
    """
    is_few = DETOUR * len(hits) ** 2 <= MOST * among or len(hits) <= MOST // DETOUR
    pairs = _looked_up(listed, hits) if is_few else _met(listed, hits)
    shown = pairs[:MOST]
    return Found(
        rows=listed.order_by(),
        keys=[key for key, _day in shown],
        days=frozenset(day for _key, day in shown),
        counted=Count.up_to(MOST, len(pairs)),
    )


def _looked_up(listed: ReleaseQuerySet, hits: Collection[int]) -> list[tuple[int, date]]:
    if not hits:
        return []
    among_hits = among_keys("pk", list(hits))
    return list(listed.filter(among_hits).values_list("pk", "issued_on")[: MOST + 1])


def _met(listed: ReleaseQuerySet, hits: Collection[int]) -> list[tuple[int, date]]:
    found: list[tuple[int, date]] = []
    for rows in _stretches(listed):
        found += [row for row in rows if row[0] in hits]
        if len(found) > MOST:
            break
    return found


def _stretches(listed: ReleaseQuerySet) -> Iterator[list[tuple[int, date]]]:
    """The list from its beginning to its end, every stretch as long as all before it together."""
    start, stop = 0, 2 * MOST
    while rows := list(listed.values_list("pk", "issued_on")[start:stop]):
        yield rows
        start, stop = stop, 2 * stop
