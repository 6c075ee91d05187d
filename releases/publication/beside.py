"""What a reader of a release may want to read next: about the same event, and naming the same institutes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from institutes.models import Institute
from releases.listing.public_index import PublicIndex
from releases.listing.rows import cards
from releases.listing.selection import Selection
from releases.models import Event, Release
from releases.publication.cards import Card, cards_of

MOST = 4


@dataclass(frozen=True, slots=True)
class Beside:
    """At most MOST releases of each sort, in the language of the release, none of them twice."""

    about_events: list[Card]
    naming_institutes: list[Card]


def beside(
    release: Release,
    index: PublicIndex,
    events: Iterable[Event],
    institutes: Iterable[Institute],
    at: datetime,
) -> Beside:
    """The latest public releases besides this one about its events, and those that name its institutes."""
    in_language = Selection(language=(release.language,))
    taken = {release.pk}
    about = _latest(index, in_language, "event", [event.pk for event in events], taken)
    naming = _latest(index, in_language, "institute", [institute.pk for institute in institutes], taken)
    keys = [*about, *naming]
    rows = {row.pk: row for row in cards(keys=keys, at=at)} if keys else {}
    return Beside(*(cards_of(rows[key] for key in some if key in rows) for some in (about, naming)))


def _latest(
    index: PublicIndex, selection: Selection, dimension: str, values: list[int], taken: set[int]
) -> list[int]:
    """The keys of the latest releases with any of the values that are not taken yet; then they are."""
    if not values:
        return []
    releases = index.select(selection.having(dimension, tuple(values)))
    found = list(
        islice((key for key in index.in_order(releases, 0, MOST + len(taken)) if key not in taken), MOST)
    )
    taken.update(found)
    return found
