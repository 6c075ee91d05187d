"""The releases of one file, each with its own part of the text and of the bytes."""

from dataclasses import dataclass, replace
from itertools import pairwise

from releases.intake.files.mail import NO_ENVELOPE
from releases.intake.files.source_text import PLAIN, SourceText
from releases.intake.left_out import NOTHING
from releases.wire.document import Guess, Problem
from releases.wire.several import cut, read_beginnings


@dataclass(frozen=True, slots=True)
class Part:
    """One release of a file: its text, its bytes, and the line of the file on which it begins.

    The bytes of plain text are those of the part, and put together they are the file; a page or a Word file cannot be
    cut, and each release of it keeps the whole. `doubts` name the lines of the part on which another may begin.
    """

    source: SourceText
    data: bytes
    line: int = 1
    doubts: tuple[Problem, ...] = ()


def parts_of(source: SourceText, data: bytes) -> list[Part]:
    """The releases of a file in order; one where nothing says that there are more."""
    found = read_beginnings(source.text, source.marks)
    if len(found.lines) == 1:
        return [Part(source, data, doubts=found.doubts)]
    texts = cut(source.text, found.lines)
    places = list(pairwise((*found.lines, len(source.text) + 2)))
    notes = _notes_by_part(source.notes, texts)
    return [
        Part(
            replace(_lines_of(source, first, end), text=text, notes=notes[index]),
            bytes_of_part,
            first,
            tuple(
                replace(doubt, line=doubt.line - first + 1)
                for doubt in found.doubts
                if first <= doubt.line < end
            ),
        )
        for index, (text, bytes_of_part, (first, end)) in enumerate(
            zip(texts, _bytes_by_part(source, texts, data), places, strict=True)
        )
    ]


def _lines_of(source: SourceText, first: int, end: int) -> SourceText:
    """What stands beside the lines from `first` to before `end`, from 1 on; what is said of the whole is said once."""
    return replace(
        source,
        links=tuple(
            replace(link, line=link.line - first + 1) for link in source.links if first <= link.line < end
        ),
        levels={line - first + 1: level for line, level in source.levels.items() if first <= line < end},
        marks={line - first + 1: mark for line, mark in source.marks.items() if first <= line < end},
        guesses=tuple(_moved(guess, first, end) for guess in source.guesses),
        problems=tuple(
            replace(problem, line=problem.line - first + 1)
            for problem in source.problems
            if first <= problem.line < end
        ),
        left_out=source.left_out if first == 1 else NOTHING,
        envelope=source.envelope if first == 1 else NO_ENVELOPE,
    )


def _moved(guess: Guess, first: int, end: int) -> Guess:
    """A guess about the whole file, such as its encoding, counts for each part; its line stands in one of them."""
    return replace(guess, line=guess.line - first + 1 if first <= guess.line < end else 0)


def _bytes_by_part(source: SourceText, texts: list[str], data: bytes) -> list[bytes]:
    if source.content_type != PLAIN:
        return [data] * len(texts)
    try:
        encoded = [text.encode(source.encoding) for text in texts]
    except UnicodeError:
        return [data] * len(texts)
    # Encodings that switch between alphabets cannot be cut wherever a line ends.
    return encoded if b"".join(encoded) == data else [data] * len(texts)


def _notes_by_part(notes: tuple[str, ...], texts: list[str]) -> list[tuple[str, ...]]:
    """The footnotes by the part that has their mark; without one they are those of the last."""
    of_part: list[list[str]] = [[] for _text in texts]
    for note in notes:
        mark = note.partition(" ")[0]
        of_part[next((index for index, text in enumerate(texts) if mark in text), -1)].append(note)
    return [tuple(found) for found in of_part]
