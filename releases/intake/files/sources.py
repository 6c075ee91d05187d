"""The files to import: those of folders, archives and mails, each with its name, one at a time."""

import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath

from releases.intake.files import archives
from releases.intake.files.mail import attached, is_mail, read_mail
from releases.intake.files.other_kinds import passed_over
from releases.intake.files.source_text import (
    HEAD,
    SourceError,
    is_like_release,
    read_source,
    too_large,
)

MOST_FILES = 100_000
"""Files in one archive."""

READ = frozenset(
    {
        *(
            ".txt",
            ".text",
            ".html",
            ".htm",
            ".xhtml",
            ".mht",
            ".mhtml",
            ".eml",
            ".docx",
            ".odt",
            ".rtf",
            ".pdf",
        ),
        ".zip",
    }
)
"""Endings of the files that are taken for releases inside folders and archives; others have to look like one."""

_ENCRYPTED = 0x1
_DEEPEST = 3
_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Source:
    """One file to import: its name, and its bytes or the sentence that says why there are none.

    `problem`: it should have been read and cannot be. `passed_over`: it is none of those that are read, such as a
    picture beside saved pages.
    """

    name: str
    data: bytes | None = None
    problem: str = ""
    passed_over: str = ""


def sources_in(paths: Iterable[str]) -> Iterator[Source]:
    """Every file that the paths name, in order, folders and archives by name, mails with what came with them.

    Nothing is read or unpacked before it is asked for, so that memory holds one file at a time.
    """
    for path in map(Path, paths):
        if path.is_dir():
            for file in sorted(file for file in path.rglob("*") if file.is_file()):
                yield from _file(file, named=False)
        else:
            yield from _file(path, named=True)


def _file(path: Path, *, named: bool) -> Iterator[Source]:
    """One file of a folder, or one that was `named` and is read whatever its ending."""
    name = str(path)
    if not named and (why := _why_passed_over(path.name)):
        yield Source(name, passed_over=why)
        return
    try:
        size = path.stat().st_size
        if path.suffix.lower() == ".zip":
            yield from unpack(name, path)
        elif said := too_large(size, _head(path)):
            yield Source(name, None, said)
        else:
            yield from opened(name, path.read_bytes(), is_asked_for=named)
    except OSError as error:
        yield Source(name, None, f"This file cannot be read: {error.strerror}.")


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(HEAD)


def _why_passed_over(name: str) -> str:
    if name.startswith("."):
        return "Not read: this is a hidden file."
    return passed_over(name)


def opened(name: str, data: bytes, *, is_asked_for: bool = True, depth: int = 0) -> Iterator[Source]:
    """One file; a mail is followed by the files that came with it, and left out where it only announces them.

    What nobody `is_asked_for` and is of no known ending is passed over unless it is like a release.
    """
    if is_mail(data):
        yield from _mail(name, data, depth)
    elif is_asked_for or PurePosixPath(name).suffix.lower() in READ:
        yield Source(name, data)
    else:
        yield _if_like_release(name, data)


def _if_like_release(name: str, data: bytes) -> Source:
    try:
        text = read_source(name, data)
    except SourceError as error:
        return Source(name, None, str(error))
    if is_like_release(text):
        return Source(name, data)
    return Source(
        name,
        passed_over="Not read: nothing in it looks like a release; name the file to have it read.",
    )


def _mail(name: str, data: bytes, depth: int) -> Iterator[Source]:
    message = read_mail(data)
    came_with = list(attached(message))
    texts = [file for file in came_with if not passed_over(file.name)]
    yield _letter(name, data) if texts else Source(name, data)
    for file in came_with:
        inner = f"{name}/{file.name}"
        if why := passed_over(file.name):
            yield Source(inner, passed_over=why)
        elif depth >= _DEEPEST:
            yield Source(
                inner, None, "This came with a mail inside a mail inside a mail: save it and import it alone."
            )
        elif file.name.lower().endswith(".zip"):
            yield from unpack(inner, BytesIO(file.data))
        elif said := too_large(len(file.data), file.data[:HEAD]):
            yield Source(inner, None, said)
        else:
            yield from opened(inner, file.data, depth=depth + 1)


def _letter(name: str, data: bytes) -> Source:
    """A mail that other files came with: itself where it is like a release, else its first words as the reason."""
    try:
        text = read_source(name, data)
    except SourceError:
        return Source(name, passed_over="Not read: there is no text in this mail; what came with it is read.")
    if is_like_release(text):
        return Source(name, data)
    words = " ".join(text.text.split())[:_SHOWN]
    return Source(name, passed_over=f"Not read: this mail only brings other files (“{words}”).")


def unpack(name: str, archive: Path | BytesIO) -> Iterator[Source]:
    """The files in an archive, one at a time; what is too large, locked or an archive itself is a problem."""
    try:
        files = zipfile.ZipFile(archive)
    except archives.DAMAGED:
        yield Source(name, None, "This archive is damaged or is no zip archive.")
        return
    with files:
        entries = [entry for entry in files.infolist() if not entry.is_dir()]
        if len(entries) > MOST_FILES:
            yield Source(name, None, f"This archive holds {len(entries)} files: give {MOST_FILES} at a time.")
            return
        for entry in sorted(entries, key=lambda entry: entry.filename):
            yield from _entry(f"{name}/{entry.filename}", entry, files)


def _entry(name: str, entry: zipfile.ZipInfo, files: zipfile.ZipFile) -> Iterator[Source]:
    path = PurePosixPath(entry.filename)
    if why := _why_passed_over(".hidden" if "__MACOSX" in path.parts else path.name):
        yield Source(name, passed_over=why)
        return
    if problem := _against_opening(entry):
        yield Source(name, None, problem)
        return
    try:
        with files.open(entry) as file:
            said = too_large(entry.file_size, file.read(HEAD))
        if said:
            yield Source(name, None, said)
            return
        data = files.read(entry)
    except archives.DAMAGED:
        yield Source(name, None, "This file in the archive is damaged.")
    else:
        yield from opened(name, data, is_asked_for=False)


def _against_opening(entry: zipfile.ZipInfo) -> str:
    if entry.filename.lower().endswith(".zip"):
        return "This is an archive inside an archive: unpack it first."
    if entry.flag_bits & _ENCRYPTED:
        return "This file is locked with a password: unpack the archive first."
    return ""
