"""Which paragraph of a translation is that of which paragraph of its original, and what became of the original."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from releases.editorial.difference import Piece, difference
from releases.editorial.translation.paragraphs import Paragraph

# Number of one side and of the other, None where the other has nothing for it.
Pair = tuple[int | None, int | None]
ALONE = 1.0
OTHER_KIND = 2.5
OTHER_FIGURES = 0.5
ALONE_KINDS = ("p", "h2", "h3")
# Beyond this many pairs to weigh, paragraphs are taken in their order.
MOST_PAIRS = 250_000
FIGURES = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Beside:
    """One row of the page: a paragraph of the original, as it is now and as it was, and that of the translation.

    `number` and `translated` are the number and the paragraph of the translation, None where it has none; `after` is
    the number of the last paragraph of the translation before this row, -1 for none. `changes` says how the original
    became what it is; empty where it did not change.
    """

    original: Paragraph | None
    before: Paragraph | None
    translated: Paragraph | None
    number: int | None
    after: int = -1
    place: int = 0
    changes: list[Piece] = field(default_factory=list)

    @property
    def is_new(self) -> bool:
        """Whether the original has it and the translation has nothing for it."""
        return self.original is not None and self.translated is None

    @property
    def is_gone(self) -> bool:
        """Whether it was taken out of the original."""
        return self.original is None and self.before is not None

    @property
    def adds(self) -> str:
        """What can be added to the translation for it, as `Added.kind`; empty for cells of tables and the nested."""
        path = self.original.path if self.original is not None else ()
        if len(path) == 2 and path[1] == "li":
            return path[0]
        return path[0] if len(path) == 1 and path[0] in ALONE_KINDS else ""


def rows(
    now: Sequence[Paragraph], followed: Sequence[Paragraph] | None, translated: Sequence[Paragraph]
) -> list[Beside]:
    """The rows of an original as it is `now` beside a translation of it, in the order of both.

    `followed` is the original as it was when it was translated, None where nobody knows: then nothing is said to
    have changed.
    """
    before = now if followed is None else followed
    ours = aligned(before, translated)
    theirs: list[Pair] = [(n, n) for n in range(len(now))] if followed is None else became(before, now)
    found: list[Beside] = []
    last = -1
    for was, one, other in _merged(theirs, ours):
        original = now[one] if one is not None else None
        old = before[was] if was is not None and followed is not None else None
        changes = _changes(old, original) if followed is not None else []
        text = translated[other] if other is not None else None
        found.append(Beside(original, old, text, other, last, len(found), changes))
        last = other if other is not None else last
    return found


def _changes(old: Paragraph | None, now: Paragraph | None) -> list[Piece]:
    before, after = (one.words if one is not None else "" for one in (old, now))
    return [] if before == after else difference(before, after)


def _merged(theirs: list[Pair], ours: list[Pair]) -> list[tuple[int | None, int | None, int | None]]:
    """Two alignments to the same texts as one: number there, in what it became, in the translation."""
    merged: list[tuple[int | None, int | None, int | None]] = []
    left, right = list(reversed(theirs)), list(reversed(ours))
    while left or right:
        if right and right[-1][0] is None:
            merged.append((None, None, right.pop()[1]))
        elif left and left[-1][0] is None:
            merged.append((None, left.pop()[1], None))
        else:
            # Each number there stands in both, in the same order.
            was, one = left.pop()
            merged.append((was, one, right.pop()[1]))
    return merged


def became(before: Sequence[Paragraph], now: Sequence[Paragraph]) -> list[Pair]:
    """Which paragraph of a text became which of its next version; all of both are there, in their order."""
    pairs: list[Pair] = []
    old, new = ([one.words for one in side] for side in (before, now))
    for tag, i, j, k, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pairs += zip(range(i, j), range(k, end), strict=True)
            continue
        for one, other in aligned(before[i:j], now[k:end]):
            pairs.append((None if one is None else one + i, None if other is None else other + k))
    return pairs


def aligned(one: Sequence[Paragraph], other: Sequence[Paragraph]) -> list[Pair]:
    """The pairs of two texts that say the same, in two languages or one; all of both are there, in their order.

    Texts of the same build are paired as they stand; others by elements, lengths and figures.
    """
    if [item.path for item in one] == [item.path for item in other]:
        return [(n, n) for n in range(len(one))]
    if not one or not other or len(one) * len(other) > MOST_PAIRS:
        longest = range(max(len(one), len(other)))
        return [(n if n < len(one) else None, n if n < len(other) else None) for n in longest]
    return _cheapest(_costs(one, other))


def _costs(one: Sequence[Paragraph], other: Sequence[Paragraph]) -> list[list[float]]:
    left, right = ([item.words for item in side] for side in (one, other))
    ratio = (sum(map(len, right)) or 1) / (sum(map(len, left)) or 1)
    figures = [[set(FIGURES.findall(words)) for words in side] for side in (left, right)]
    costs = []
    for i, words in enumerate(left):
        row = []
        for j, others in enumerate(right):
            wanted, there = len(words) * ratio, len(others)
            cost = 0.0 if words == others else abs(wanted - there) / max(wanted, there, 1)
            known = figures[0][i] | figures[1][j]
            cost += OTHER_FIGURES * (1 - len(figures[0][i] & figures[1][j]) / len(known)) if known else 0
            row.append(cost + (0 if one[i].kind == other[j].kind else OTHER_KIND))
        costs.append(row)
    return costs


def _cheapest(costs: list[list[float]]) -> list[Pair]:
    """The way through the table of costs on which all is paired or left alone at the least cost."""
    height, width = len(costs), len(costs[0])
    best = [[ALONE * j for j in range(width + 1)]]
    for i in range(1, height + 1):
        best.append([ALONE * i] + [0.0] * width)
        for j in range(1, width + 1):
            together = best[i - 1][j - 1] + costs[i - 1][j - 1]
            best[i][j] = min(together, best[i - 1][j] + ALONE, best[i][j - 1] + ALONE)
    pairs: list[Pair] = []
    i, j = height, width
    while i or j:
        if i and j and best[i][j] == best[i - 1][j - 1] + costs[i - 1][j - 1]:
            i, j = i - 1, j - 1
            pairs.append((i, j))
        elif i and best[i][j] == best[i - 1][j] + ALONE:
            i -= 1
            pairs.append((i, None))
        else:
            j -= 1
            pairs.append((None, j))
    return pairs[::-1]
