"""A list of releases, found in the register: counted, divided, and read a page at a time."""

from collections.abc import Sequence
from datetime import datetime

from pyroaring import BitMap

from releases.database.prepared import Prepared
from releases.listing.public_index import Narrowing, Register
from releases.models import Release
from releases.search.expressions import Expression
from releases.search.hits import hits

NEWEST, OLDEST, RELEVANCE = "newest", "oldest", "relevance"


class Listing:
    """The releases that the register has under `narrowing`, in the order asked for.

    `rows` reads those of `keys` that are public at `at` (see `releases.listing.rows`). `ranks` put releases before
    others where the order is that of relevance, the strongest first; of equals the newer comes first.
    """

    def __init__(
        self,
        register: Register,
        narrowing: Narrowing,
        rows: Prepared,
        *,
        at: datetime,
        order: str = NEWEST,
        ranks: Sequence[Expression] = (),
    ) -> None:
        self.register = register
        self.narrowing = narrowing
        self.rows = rows
        self.at = at
        self.order = order
        self.ranks = ranks if order == RELEVANCE else ()

    def count(self) -> int:
        """How many there are."""
        return len(self.register.select(self.narrowing))

    def elsewhere(self) -> int:
        """How many more there are in other languages."""
        return len(self.register.select(self.narrowing.without("language"))) - self.count()

    def late(self, start: int, stop: int) -> list[Release]:
        """The releases from place `start` to before `stop`."""
        keys = self.keys(start, stop)
        rows = {row.pk: row for row in self.rows(keys=keys, at=self.at)} if keys else {}
        return [rows[key] for key in keys if key in rows]

    def keys(self, start: int, stop: int) -> list[int]:
        """Their keys."""
        left = self.register.select(self.narrowing)
        found: list[int] = []
        for rank in self.ranks:
            if stop <= 0:
                return found
            first = left & answers(self.register, rank)
            found += self._in_order(first, start, stop)
            start, stop, left = start - len(first), stop - len(first), left - first
        return found + self._in_order(left, start, stop)

    def _in_order(self, releases: BitMap, start: int, stop: int) -> list[int]:
        return self.register.in_order(releases, max(start, 0), stop, oldest_first=self.order == OLDEST)


def answers(register: Register, expression: Expression) -> BitMap:
    """The releases whose texts answer, public or not, kept as long as the register is."""
    return register.results.get(expression, lambda: hits(expression, register.using))
