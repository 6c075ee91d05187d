"""From files to the text of releases: plain text in any encoding, saved web pages, Word files, folders, archives."""

import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path, PurePosixPath

from releases.intake.decoded_twice import put_right
from releases.intake.encoding import Decoded, DecodingError, decode
from releases.intake.encoding_choices import decode_as
from releases.intake.left_out import NOTHING, LeftOut
from releases.intake.office_markup import StyleSheet
from releases.intake.web_pages import Link, Page, PageError, is_page, read_page
from releases.intake.word_files import WordFileError, can_be_read, read_word_file
from releases.models.nesting import DEEPEST, NestingError, bounded
from releases.wire.document import Guess
from releases.wire.marks import Marks

MEGABYTE = 1024 * 1024
LARGEST_FILE = 5 * MEGABYTE
"""Bytes. The longest releases known are some hundred kilobytes of text."""

LARGEST_WORD_FILE = 40 * MEGABYTE
"""Bytes of a Word file when unpacked: pictures count, although they are not read."""

MOST_FILES = 100_000
"""Files in one archive."""

PLAIN = "text/plain"
DAMAGED = "application/octet-stream"
"""Plain text whose bytes, decoded, are not the text that was read: what was decoded twice, or in two encodings."""

HTML = "text/html"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
READ = frozenset({".txt", ".text", ".html", ".htm", ".xhtml", ".docx", ".zip"})
"""Endings of the files that are looked at inside folders and archives."""

_CHARSET = re.compile(
    rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w:.-]{2,40})|<\?xml[^>]{0,100}encoding\s*=\s*[\"']([\w:.-]{2,40})",
    re.IGNORECASE,
)
_SHOWN = 60
_ZIP = b"PK\x03\x04"
_ENCRYPTED = 0x1


class SourceError(ValueError):
    """A file gives no text; the message is one sentence for people."""


@dataclass(frozen=True, slots=True)
class SourceText:
    """The text of one file, what kind of file it was, and the encoding of its bytes (empty for Word files).

    What lines cannot say is beside it, as in `Page`: marks, links, levels of lists, footnotes, what was left out.
    `guesses`: what had to be chosen before the text could be read, the encoding above all.
    """

    text: str
    content_type: str = PLAIN
    encoding: str = ""
    links: tuple[Link, ...] = ()
    levels: dict[int, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    left_out: LeftOut = NOTHING
    marks: Marks = field(default_factory=dict)
    guesses: tuple[Guess, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """One file to import: its name, and its bytes or the sentence that says why there are none.

    Neither means that the file is of a kind that is passed over: a picture or style sheet beside saved pages.
    """

    name: str
    data: bytes | None = None
    problem: str = ""

    @property
    def is_passed_over(self) -> bool:
        return self.data is None and not self.problem


def read_source(filename: str, data: bytes, encoding: str = "") -> SourceText:
    """Return the text of the file. Raises SourceError for what is no text, is empty or is far too large.

    `encoding` is the one that a person chose, empty to find it out.
    """
    if len(data) > LARGEST_FILE:
        raise SourceError(too_large(len(data)))
    if not data.strip():
        raise SourceError("This file is empty.")
    if data.startswith(_ZIP):
        return _read_word(data)
    try:
        decoded = decode_as(data, encoding) if encoding else decode(data, _declared(data))
    except DecodingError as error:
        raise SourceError(str(error)) from error
    return _from_text(decoded)


def _from_text(decoded: Decoded) -> SourceText:
    """Plain text, or a page; what was decoded twice is put right, and said."""
    text, righted = put_right(decoded.text)
    guesses = [Guess("encoding", decoded.doubt, decoded.line)] if decoded.doubt else []
    if righted:
        was = decoded.text.splitlines()[righted - 1 : righted]
        shown = "".join(was).strip()[:_SHOWN]
        why = f"the text was decoded twice and was put right; line {righted} was “{shown}”"
        guesses = [Guess("encoding", why, righted)]
    if is_page(text):
        page = _from_page(_page(text, StyleSheet.of(text)), HTML, decoded.encoding)
        return replace(page, guesses=tuple(guesses))
    content_type = DAMAGED if righted or decoded.is_damaged else PLAIN
    return SourceText(_some_text(text), content_type, decoded.encoding, guesses=tuple(guesses))


def too_large(size: int) -> str:
    """The sentence for a file of `size` bytes that is beyond the limit."""
    return f"This file has {size / MEGABYTE:.0f} MB: no press release is that long (limit 5 MB)."


def _from_page(page: Page, content_type: str, encoding: str = "") -> SourceText:
    return SourceText(
        text=_some_text(page.text),
        content_type=content_type,
        encoding=encoding,
        links=page.links,
        levels=page.levels,
        notes=page.notes,
        left_out=page.left_out,
        marks=page.marks,
    )


def _page(markup: str, sheet: StyleSheet | None = None) -> Page:
    try:
        return read_page(bounded(markup), sheet)
    except PageError as error:
        raise SourceError(str(error)) from error
    except NestingError as error:
        raise SourceError(
            f"This page has more than {DEEPEST} elements within one another: save its text alone."
        ) from error


def _some_text(text: str) -> str:
    if not text.strip("\ufeff \t\r\n"):
        raise SourceError("There is no text in this file.")
    return text


def _declared(data: bytes) -> str:
    """The encoding that a page itself names; empty where none is named."""
    match = _CHARSET.search(data[:4096])
    return (match[1] or match[2]).decode("ascii") if match else ""


def _read_word(data: bytes) -> SourceText:
    """The text of a Word file. Raises SourceError for other archives and for what unpacks to far too much."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
    except zipfile.BadZipFile as error:
        raise SourceError("This file is damaged: save it again and try once more.") from error
    if not any(entry.filename == "word/document.xml" for entry in entries):
        raise SourceError("This file is a zip archive or an Office document other than Word: give its text.")
    if sum(entry.file_size for entry in entries) > LARGEST_WORD_FILE:
        raise SourceError("This Word file unpacks to more than 40 MB and is not opened: save its text alone.")
    if not can_be_read():
        raise SourceError(
            "Word files cannot be read here: install the extra `docx`, or save the file as text."
        )
    try:
        markup, left_out = read_word_file(data)
    except WordFileError as error:
        raise SourceError("This Word file is damaged: save it again and try once more.") from error
    page = _page(markup)
    return _from_page(replace(page, left_out=replace(left_out, pictures=page.left_out.pictures)), WORD)


def sources_in(paths: Iterable[str]) -> Iterator[Source]:
    """Every file that the paths name, in order, folders and archives by name.

    Nothing is read or unpacked before it is asked for, so that memory holds one file at a time.
    """
    for path in map(Path, paths):
        if path.is_dir():
            for file in sorted(file for file in path.rglob("*") if file.is_file()):
                if not file.name.startswith("."):
                    yield from _file(file, named=False)
        else:
            yield from _file(path, named=True)


def _file(path: Path, *, named: bool) -> Iterator[Source]:
    """One file of a folder, or one that was `named` and is read whatever its ending."""
    if not named and path.suffix.lower() not in READ:
        yield Source(str(path))
        return
    try:
        size = path.stat().st_size
        if path.suffix.lower() == ".zip":
            yield from unpack(str(path), path)
        elif size > LARGEST_FILE:
            yield Source(str(path), None, too_large(size))
        else:
            yield Source(str(path), path.read_bytes())
    except OSError as error:
        yield Source(str(path), None, f"This file cannot be read: {error.strerror}.")


def unpack(name: str, archive: Path | BytesIO) -> Iterator[Source]:
    """The files in an archive, one at a time; what is too large, locked or an archive itself is a problem."""
    try:
        with zipfile.ZipFile(archive) as files:
            entries = [entry for entry in files.infolist() if _is_file(entry)]
            if len(entries) > MOST_FILES:
                yield Source(
                    name, None, f"This archive holds {len(entries)} files: give {MOST_FILES} at a time."
                )
                return
            for entry in sorted(entries, key=lambda entry: entry.filename):
                yield _entry(f"{name}/{entry.filename}", entry, files)
    except zipfile.BadZipFile:
        yield Source(name, None, "This archive is damaged or is no zip archive.")


def _is_file(entry: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(entry.filename)
    return not (entry.is_dir() or path.name.startswith(".") or "__MACOSX" in path.parts)


def _entry(name: str, entry: zipfile.ZipInfo, files: zipfile.ZipFile) -> Source:
    ending = PurePosixPath(entry.filename).suffix.lower()
    if ending == ".zip":
        return Source(name, None, "This is an archive inside an archive: unpack it first.")
    if ending not in READ:
        return Source(name)
    if entry.flag_bits & _ENCRYPTED:
        return Source(name, None, "This file is locked with a password: unpack the archive first.")
    if entry.file_size > LARGEST_FILE:
        return Source(name, None, too_large(entry.file_size))
    try:
        return Source(name, files.read(entry))
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError, OSError):
        return Source(name, None, "This file in the archive is damaged.")
