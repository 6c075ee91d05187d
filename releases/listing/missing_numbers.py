"""The numbers that are missing from a series."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Gap:
    """Numbers, first to last, both included, at which nothing is public."""

    first: int
    last: int

    @property
    def is_one(self) -> bool:
        """Whether a single number is missing."""
        return self.first == self.last

    def __str__(self) -> str:
        return str(self.first) if self.is_one else f"{self.first}–{self.last}"


def gap_between(below: int | None, above: int) -> Gap | None:
    """What is missing between two numbers of which one follows the other; nothing below the lowest of a series."""
    if below is None or above - below <= 1:
        return None
    return Gap(below + 1, above - 1)


def gaps(numbers: Iterable[int]) -> list[Gap]:
    """What is missing from a run that begins with 1, up to its highest number; `numbers` ascend."""
    missing, below = [], 0
    for number in numbers:
        gap = gap_between(below, number)
        if gap is not None:
            missing.append(gap)
        below = number
    return missing
