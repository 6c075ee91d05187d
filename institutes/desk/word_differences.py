"""How one text became another, word by word, as the desk shows it.

Whoever knows how to compare texts word by word does it: `compare_with` says who. Without that, the whole of the one is
gone and the whole of the other new.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Whole:
    """A text that is `gone` or `new` as a whole."""

    kind: str
    text: str


Comparison = Callable[[str, str], Sequence[Any]]


def _as_wholes(old: str, new: str) -> Sequence[Any]:
    return [piece for piece in (Whole("gone", old), Whole("new", new)) if piece.text]


_comparisons: list[Comparison] = [_as_wholes]


def compare_with(comparison: Comparison) -> None:
    """From now on `comparison` compares: (old, new) → pieces with a `kind` (`same`, `gone`, `new`) and a `text`."""
    _comparisons[:] = [comparison]


def pieces(old: str, new: str) -> Sequence[Any]:
    """The pieces in which the two texts differ, for `releases/_pieces.html`."""
    return _comparisons[0](old, new)
