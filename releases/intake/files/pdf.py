"""PDF files as lines of text: paragraphs and tables by where they stand on the page, page by page, column by column."""

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from threading import Lock
from typing import Any

from releases.intake.files.odd_characters import unreadable
from releases.wire.sentences import is_ended

try:
    import pypdfium2
except ImportError:
    pypdfium2 = None

PDF = "application/pdf"
MOST_PAGES = 200
LONGEST = 30.0
"""Seconds for one file."""

_LEAST_ON_A_PAGE = 20
_WIDE = 0.85
_FEW = 3
_NEAR = 0.4
_WIDE_GAP = "    "
_BESIDE = 0.6
_PROSE = 20
_LEAST_LINES = 8
_MOST_FURNITURE = 4
_PITCH = 1.3
_INDENT = 0.8
_SHORT = 0.75
_HYPHEN = re.compile("[\u00ad\u2010\x02\ufffe]\\Z")
# What browsers print above and below a page: when, and from where.
_PRINTED = re.compile(
    r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4},? \d{1,2}:\d\d(?: ?[AP]M)?|(?:https?|file)://\S+|\d{1,3}/\d{1,3}"
)
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_DAMAGED = "This PDF is damaged: save it again and try once more."
# pdfium may be called by one thread at a time.
ONE_AT_A_TIME = Lock()


class PdfError(ValueError):
    """A PDF file gives no text; the message is one sentence for people."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a page, from `left` to `right`, between `top` and `bottom` (points, from the lower left corner)."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    chunks: tuple[tuple[float, str], ...]

    @property
    def height(self) -> float:
        return max(self.top - self.bottom, 1.0)


@dataclass(frozen=True, slots=True)
class PdfText:
    """The text of a PDF file, pages parted by form feeds, the pages that hold no text, and what a browser printed."""

    text: str
    empty_pages: tuple[int, ...]
    printed: tuple[str, ...] = ()


def can_be_read() -> bool:
    """Whether the library is installed that reads PDF files."""
    return pypdfium2 is not None


def read_pdf(data: bytes) -> PdfText:
    """The text of a PDF file. Raises PdfError for what is locked, damaged, scanned, too long, in Arabic or Hebrew."""
    with ONE_AT_A_TIME:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            is_locked = "password" in str(error).lower()
            raise PdfError(
                "This PDF is locked with a password: save it without one." if is_locked else _DAMAGED
            ) from error
        try:
            pages = list(_pages(document))
        except pypdfium2.PdfiumError as error:
            raise PdfError(_DAMAGED) from error
        finally:
            document.close()
    return _checked(pages)


def _checked(pages: list[list[_Line]]) -> PdfText:
    printed = [line for page in pages for line in page if _PRINTED.fullmatch(line.text)]
    if any("://" in line.text for line in printed):
        pages = [[line for line in page if line not in printed] for page in pages]
    else:
        printed = []
    letters = sum(len(line.text) for page in pages for line in page)
    if letters < _LEAST_ON_A_PAGE * max(1, len(pages)):
        raise PdfError(
            "This PDF holds pictures of pages and no text: have the text recognised (OCR) or typed first."
        )
    text = "\n\f".join("".join(f"{line}\n" for line in _laid_out(page)) for page in pages)
    if len(_RIGHT_TO_LEFT.findall(text)) * 20 > letters:
        raise PdfError(
            "This PDF is in Arabic or Hebrew, whose letters a PDF does not keep in order: give its text."
        )
    if unreadable(text.replace("\f", "")):
        raise PdfError(
            "This PDF does not say which letters its signs are: open it, copy its text and give that."
        )
    empty = tuple(number for number, page in enumerate(pages, start=1) if not page)
    return PdfText(text, empty, tuple(dict.fromkeys(line.text for line in printed)))


def _pages(document: Any) -> Iterator[list[_Line]]:
    if len(document) > MOST_PAGES:
        raise PdfError(
            f"This PDF has {len(document)} pages: no press release is that long (limit {MOST_PAGES})."
        )
    start = time.monotonic()
    for number in range(len(document)):
        if time.monotonic() - start > LONGEST:
            raise PdfError("This PDF takes too long to read: save its text alone.")
        page = document[number]
        text_page = page.get_textpage()
        yield _in_order(_in_columns(_joined(list(_lines(text_page)))))
        text_page.close()
        page.close()


def _lines(page: Any) -> Iterator[_Line]:
    """The lines of a page in the order in which they are stored."""
    text = page.get_text_range()
    place = 0
    for line in re.split("\r?\n|\r", text):
        words = [(place + word.start(), word[0]) for word in re.finditer(r"\S+", line)]
        if words:
            yield _line(page, words)
        place = text.find(line, place) + len(line)
        while text[place : place + 1] in {"\r", "\n"} and text[place : place + 1]:
            place += 1


def _line(page: Any, words: list[tuple[int, str]]) -> _Line:
    """A line of words, each given by its place; what stands far apart is in several chunks."""
    boxes = [
        (page.get_charbox(place, loose=True), page.get_charbox(place + len(word) - 1, loose=True))
        for place, word in words
    ]
    top, bottom = max(first[3] for first, _last in boxes), min(first[1] for first, _last in boxes)
    gaps = [0.0, *(after[0][0] - before[1][2] for before, after in pairwise(boxes))]
    usual = median(gaps[1:]) if len(gaps) > _FEW else 0.0
    chunks: list[tuple[float, str]] = []
    for (first, _last), (_place, word), gap in zip(boxes, words, gaps, strict=True):
        if chunks and gap < max(_WIDE * (top - bottom), 2 * usual):
            chunks[-1] = (chunks[-1][0], f"{chunks[-1][1]} {word}")
        else:
            chunks.append((first[0], word))
    left = boxes[0][0][0]
    return _Line(
        _WIDE_GAP.join(chunk for _left, chunk in chunks), left, boxes[-1][1][2], top, bottom, tuple(chunks)
    )


def _joined(lines: list[_Line]) -> list[_Line]:
    """Lines that are stored one after the other and stand beside each other are one: the cells of a row."""
    made: list[_Line] = []
    for line in lines:
        before = made[-1] if made else None
        if before is None or line.left < before.right - 1 or _overlap(before, line) < _BESIDE:
            made.append(line)
            continue
        is_near = line.left - before.right < _NEAR * line.height
        made[-1] = replace(
            before,
            text=f"{before.text}{' ' if is_near else _WIDE_GAP}{line.text}",
            right=line.right,
            chunks=(*before.chunks[:-1], (before.chunks[-1][0], f"{before.chunks[-1][1]} {line.text}"))
            if is_near
            else (*before.chunks, *line.chunks),
        )
    return made


def _overlap(one: _Line, other: _Line) -> float:
    """How much of the lower of two lines stands beside the other."""
    shared = min(one.top, other.top) - max(one.bottom, other.bottom)
    return shared / min(one.height, other.height)


def _in_columns(lines: list[_Line]) -> list[_Line]:
    """Two columns that are stored line by line, one after the other: each line of prose has two long chunks."""
    long = [
        line
        for line in lines
        if len(line.chunks) == 2 and all(len(text) >= _PROSE for _left, text in line.chunks)
    ]
    if len(long) < _LEAST_LINES or len(long) < len(lines) / 2:
        return lines
    middle = median(line.chunks[1][0] for line in long)
    left: list[_Line] = []
    right: list[_Line] = []
    for line in lines:
        for place, text in line.chunks:
            end = line.right if place == line.chunks[-1][0] else middle
            part = replace(line, text=text, left=place, right=end, chunks=((place, text),))
            (right if place > middle - 5 else left).append(part)
    return [*left, *right]


def _in_order(lines: list[_Line]) -> list[_Line]:
    """The lines as they are read: heads and feet of the page that are stored elsewhere go where they stand."""
    if len(lines) < _LEAST_LINES:
        return _with_parted_ends(sorted(lines, key=lambda line: -line.top))
    start, end = 0, len(lines)
    inner = lines[_MOST_FURNITURE:-_MOST_FURNITURE] or lines
    top, bottom = max(line.top for line in inner), min(line.bottom for line in inner)
    for number in range(_MOST_FURNITURE):
        start = number + 1 if lines[number].top < bottom else start
        end = len(lines) - number - 1 if lines[-number - 1].bottom > top else end
    stray = sorted([*lines[:start], *lines[end:]], key=lambda line: -line.top)
    heads = [line for line in stray if line.bottom > top]
    feet = [line for line in stray if line.bottom <= top]
    return _with_parted_ends([*heads, *lines[start:end], *feet])


def _with_parted_ends(lines: list[_Line]) -> list[_Line]:
    """What stands at both sides of the head or foot of a page, far from its text, is two lines."""
    if len(lines) < _FEW:
        return lines
    first, second, *_middle, last_but_one, last = lines if len(lines) > _FEW else [lines[0], *lines]
    is_head = len(first.chunks) > 1 and first.bottom - second.top > first.height
    is_foot = len(last.chunks) > 1 and last_but_one.bottom - last.top > last.height
    heads, feet = (_parted([first]) if is_head else [first]), (_parted([last]) if is_foot else [last])
    return [*heads, *lines[1:-1], *feet]


def _parted(lines: list[_Line]) -> list[_Line]:
    """What stands at both sides of the head or foot of a page is two lines."""
    return [
        replace(line, text=text, left=left, right=left + len(text) * line.height / 3, chunks=((left, text),))
        for line in lines
        for left, text in line.chunks
    ]


def _laid_out(lines: list[_Line]) -> Iterator[str]:
    """The text of one page: a line for each paragraph, short line or row, with empty ones between paragraphs."""
    drops = [
        before.bottom - line.bottom
        for before, line in pairwise(lines)
        if 0 < before.bottom - line.bottom < 3 * line.height
    ]
    pitch = median(drops) if drops else 0.0
    has_gaps = sum(drop > _PITCH * pitch for drop in drops) > 1
    text = ""
    for number, line in enumerate(lines):
        text += _row(line)
        if number + 1 < len(lines):
            if _HYPHEN.search(text):
                text = _HYPHEN.sub("", text)
                continue
            is_over = _begins(lines, number + 1, pitch, has_gaps=has_gaps)
            if not is_over and len(line.chunks) == 1 and _share(lines, line) >= _SHORT:
                text += " "
                continue
            yield text
            text = ""
            if is_over:
                yield ""
    yield text


def _share(lines: list[_Line], line: _Line) -> float:
    """How much of the width of its column a line fills."""
    beside = max(other.right for other in lines if abs(other.left - line.left) < 3 * line.height)
    return (line.right - line.left) / max(beside - line.left, 1.0)


def _row(line: _Line) -> str:
    """The chunks of a line in the columns of a typewriter, so that the cells of a table stand below one another."""
    if len(line.chunks) == 1:
        return line.text
    text = ""
    for left, chunk in line.chunks:
        column = round((left - 30) / 5)
        text = f"{text.ljust(column)}{'' if not text or column >= len(text) + 2 else '  '}{chunk}"
    return text


def _begins(lines: list[_Line], number: int, pitch: float, *, has_gaps: bool) -> bool:
    """Whether a paragraph begins with this line: by the gap above it, its indentation, or the short line before it."""
    before, line = lines[number - 1], lines[number]
    drop = before.bottom - line.bottom
    has_ended = is_ended(before.text)
    if drop <= 0:
        return has_ended
    if len(line.chunks) > 1 and len(before.chunks) > 1:
        return drop > 2 * _PITCH * pitch
    usual = median(other.height for other in lines)
    is_far = drop > _PITCH * pitch * max(1.0, min(before.height, line.height) / usual)
    if is_far or abs(before.height - line.height) > 0.4 * min(before.height, line.height):
        return True
    if len(line.chunks) > 1 or len(before.chunks) > 1:
        return True
    following = lines[number + 1] if number + 1 < len(lines) else line
    indent = _INDENT * line.height
    is_centred = abs(line.left + line.right - before.left - before.right) < line.height
    if not is_centred and line.left - before.left > indent and line.left - following.left > indent:
        return True
    is_short = _share(lines, before) < _SHORT
    return is_short and has_ended and not has_gaps
