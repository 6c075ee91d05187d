"""The difference between two texts, word by word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

# A word, a run of white space, one mark, or one sign of a script that puts no spaces between words
# (Chinese, Japanese, Thai, Lao, Khmer, Burmese). Signs joined to a letter stay with it: Arabic vowels,
# Indic vowel signs, apostrophes and hyphens inside a word.
TOKENS = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\U00020000-\U0003ffff]"
    r"|\n+|[^\S\n]+"
    r"|[^\W_\u3040-\u30ff\u3400-\u9fff]+(?:[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670'’\-][^\W_]*)*"
    r"|.",
    re.DOTALL,
)
# difflib compares every word of one side with all its places in the other: beyond this many words on both
# sides together, paragraphs are compared first and words only within those that changed.
WORDS_AT_ONCE = 3_000
SAME, GONE, NEW = "same", "gone", "new"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that is the `same` on both sides, `gone` from the old one, or `new`. Never escaped."""

    kind: str
    text: str


def words(text: str) -> list[str]:
    """`text` in pieces that lose nothing: joined, they are `text` again."""
    return TOKENS.findall(text)


def difference(old: str, new: str) -> list[Piece]:
    """How `old` became `new`.

    The pieces that are not new, joined, are `old`; those that are not gone, joined, are `new`. Neighbours
    differ in kind and none is empty. What is gone comes before what is new in its place. Time grows about
    linearly with the texts, because long ones are compared by paragraphs first.
    """
    return list(_merged(_compared(old, new)))


def changed(pieces: Sequence[Piece]) -> bool:
    """Whether there is any difference at all."""
    return any(piece.kind != SAME for piece in pieces)


def _compared(old: str, new: str) -> Iterator[Piece]:
    if old == new:
        # The empty text is no piece at all.
        yield from [Piece(SAME, old)] if old else []
        return
    before, after = words(old), words(new)
    if len(before) + len(after) <= WORDS_AT_ONCE:
        yield from _matched(before, after)
        return
    lines_before, lines_after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    for kind, gone, added in _blocks(lines_before, lines_after):
        if kind == SAME:
            yield Piece(SAME, "".join(gone))
        else:
            yield from _line_by_line(gone, added)


def _line_by_line(gone: list[str], added: list[str]) -> Iterator[Piece]:
    """Changed paragraphs, each against the one in its place; what is left over is gone or new as a whole."""
    for old, new in zip(gone, added, strict=False):
        before, after = words(old), words(new)
        if len(before) + len(after) <= WORDS_AT_ONCE:
            yield from _matched(before, after)
        else:
            yield from (Piece(GONE, old), Piece(NEW, new))
    yield Piece(GONE, "".join(gone[len(added) :]))
    yield Piece(NEW, "".join(added[len(gone) :]))


def _matched(before: list[str], after: list[str]) -> Iterator[Piece]:
    for kind, gone, added in _blocks(before, after):
        if kind == SAME:
            yield Piece(SAME, "".join(gone))
        else:
            yield from (Piece(GONE, "".join(gone)), Piece(NEW, "".join(added)))


def _blocks(before: list[str], after: list[str]) -> Iterator[tuple[str, list[str], list[str]]]:
    """Runs that are equal or changed. Equal ends are cut off first: most corrections are short."""
    shorter = min(len(before), len(after))
    head = next((i for i in range(shorter) if before[i] != after[i]), shorter)
    room = shorter - head
    tail = next((i for i in range(room) if before[-1 - i] != after[-1 - i]), room)
    if head:
        yield SAME, before[:head], after[:head]
    middle_before, middle_after = before[head : len(before) - tail], after[head : len(after) - tail]
    matcher = SequenceMatcher(None, middle_before, middle_after, autojunk=len(middle_after) > WORDS_AT_ONCE)
    for tag, i, j, k, end in matcher.get_opcodes():
        yield (SAME if tag == "equal" else "changed"), middle_before[i:j], middle_after[k:end]
    if tail:
        yield SAME, before[len(before) - tail :], after[len(after) - tail :]


def _merged(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Neighbours of one kind made one; a space between two changes goes with them."""
    same = gone = new = space = ""
    for piece in filter(lambda piece: piece.text, pieces):
        if piece.kind != SAME:
            if same:
                yield Piece(SAME, same)
                same = ""
            gone += space + (piece.text if piece.kind == GONE else "")
            new += space + (piece.text if piece.kind == NEW else "")
            space = ""
        elif (gone or new) and piece.text.isspace() and "\n" not in piece.text:
            space += piece.text
        else:
            yield from _changes(gone, new)
            same, gone, new, space = same + space + piece.text, "", "", ""
    yield from _changes(gone, new)
    if same or space:
        yield Piece(SAME, same + space)


def _changes(gone: str, new: str) -> Iterator[Piece]:
    if gone:
        yield Piece(GONE, gone)
    if new:
        yield Piece(NEW, new)
