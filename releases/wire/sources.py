"""From files to the text of releases: plain text in any encoding, saved web pages, Word files, folders, archives."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from releases.wire.encoding import DecodingError, decode

LARGEST_FILE = 5 * 1024 * 1024
"""Bytes. The longest releases known are some hundred kilobytes of text."""

PLAIN = "text/plain"


class SourceError(ValueError):
    """A file gives no text; the message is one sentence for people."""


@dataclass(frozen=True, slots=True)
class SourceText:
    """The text of one file, what kind of file it was, and the encoding of plain text (else empty)."""

    text: str
    content_type: str = PLAIN
    encoding: str = ""


def read_source(filename: str, data: bytes) -> SourceText:
    """Return the text of the file. Raises SourceError for what is no text, is empty or is far too large."""
    if len(data) > LARGEST_FILE:
        raise SourceError(
            f"This file has {len(data) // 1024 // 1024} MB: no press release is that long (limit 5 MB)."
        )
    if not data.strip():
        raise SourceError("This file is empty.")
    try:
        text, encoding = decode(data)
    except DecodingError as error:
        raise SourceError(str(error)) from error
    return SourceText(text, PLAIN, encoding)


@dataclass(frozen=True, slots=True)
class Source:
    """One file to import: its name, and its bytes or the sentence that says why there are none."""

    name: str
    data: bytes | None
    problem: str = ""


def sources_in(paths: Iterable[str]) -> Iterator[Source]:
    """Every file that the paths name, in order, folders by name; nothing is read before it is asked for."""
    for path in map(Path, paths):
        if path.is_dir():
            files = sorted(
                file for file in path.rglob("*") if file.is_file() and not file.name.startswith(".")
            )
            yield from map(_file, files)
        else:
            yield _file(path)


def _file(path: Path) -> Source:
    try:
        return Source(str(path), path.read_bytes())
    except OSError as error:
        return Source(str(path), None, f"This file cannot be read: {error.strerror}.")
