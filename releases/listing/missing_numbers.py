"""The numbers that are missing from a series."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Gap:
    """Numbers, first to last, both included, at which nothing is public."""

    first: int
    last: int

    @property
    def is_one(self) -> bool:
        """Whether a single number is missing."""
        return self.first == self.last


def gaps_between(numbers: Iterable[int]) -> dict[int, Gap]:
    """The gaps in a run of numbers, each under the number that follows it from below.

    `gaps_between([2, 3, 7])` is `{7: Gap(4, 6)}`: the run is taken to begin with its lowest number.
    """
    ordered = sorted(set(numbers))
    return {above: Gap(below + 1, above - 1) for below, above in pairwise(ordered) if above - below > 1}
