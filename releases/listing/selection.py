"""What a list is narrowed to, by the dimensions that the public index knows."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from pyroaring import BitMap


@dataclass(frozen=True, slots=True)
class Selection:
    """Releases with any of the values of each dimension; a dimension without values holds back none.

    Institutes, events, series and cities are primary keys. `first` and `last` are printed dates, both included.
    `among` are the primary keys of the releases that every other condition leaves, words for example; None
    where there is no such condition.
    """

    language: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    series: tuple[int, ...] = ()
    institute: tuple[int, ...] = ()
    event: tuple[int, ...] = ()
    city: tuple[int, ...] = ()
    first: date | None = None
    last: date | None = None
    among: BitMap | None = None

    def without(self, dimension: str) -> "Selection":
        """The same with no condition on that dimension; `year` stands for both dates."""
        if dimension == "year":
            return replace(self, first=None, last=None)
        return self.having(dimension, ())

    def having(self, dimension: str, values: tuple[Any, ...]) -> "Selection":
        """The same with other values of that dimension."""
        changed: dict[str, Any] = {dimension: values}
        return replace(self, **changed)

    def between(self, first: date, last: date) -> "Selection":
        """The same with printed dates from `first` to `last` only."""
        return replace(self, first=first, last=last)

    def only_among(self, keys: BitMap) -> "Selection":
        """The same with the further condition that a release is one of these."""
        return replace(self, among=keys if self.among is None else self.among & keys)
