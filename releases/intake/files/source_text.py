"""The text of one file: plain text in any encoding, web pages, mails, Word, OpenDocument, Rich Text and PDF files."""

import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from io import BytesIO

from releases.intake.files import archives, pdf
from releases.intake.files.decoded_twice import put_right
from releases.intake.files.encoding import LARGEST_TEXT, Decoded, DecodingError, decode
from releases.intake.files.encoding_choices import decode_as
from releases.intake.files.mail import (
    MAIL,
    NO_ENVELOPE,
    SAVED_PAGE,
    Envelope,
    body,
    envelope,
    is_mail,
    read_mail,
)
from releases.intake.files.mail_frames import unframed
from releases.intake.files.open_documents import OPEN_DOCUMENT, OpenDocumentError, read_open_document
from releases.intake.files.other_kinds import refusal
from releases.intake.files.rich_text import RICH_TEXT, RichTextError, read_rich_text
from releases.intake.files.word import WordFileError, can_be_read, read_word_file
from releases.intake.left_out import NOTHING, LeftOut
from releases.intake.pages.blocks import MOST_LINES, PageError
from releases.intake.pages.office_markup import StyleSheet
from releases.intake.pages.page import Link, Page, is_page, read_page
from releases.models.nesting import DEEPEST, NestingError, bounded
from releases.wire.document import Guess, Problem
from releases.wire.marks import Marks
from releases.wire.parser import parse

MEGABYTE = 1024 * 1024
LARGEST_DOCUMENT = 25 * MEGABYTE
"""Bytes of a Word, OpenDocument, Rich Text or PDF file or of a mail: photos count, although they are not read."""

HEAD = 65_536
"""The first bytes of a file, by which its kind is known."""

LARGEST_WORD_FILE = 40 * MEGABYTE
"""Bytes of a Word file when unpacked: pictures count, although they are not read."""

PLAIN = "text/plain"
DAMAGED = "application/octet-stream"
"""Plain text whose bytes, decoded, are not the text that was read: what was decoded twice, or in two encodings."""

HTML = "text/html"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_CHARSET = re.compile(
    rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w:.-]{2,40})|<\?xml[^>]{0,100}encoding\s*=\s*[\"']([\w:.-]{2,40})",
    re.IGNORECASE,
)
_SHOWN = 60


class SourceError(ValueError):
    """A file gives no text; the message is one sentence for people."""


@dataclass(frozen=True, slots=True)
class SourceText:
    """The text of one file, what kind of file it was, and the encoding of its bytes (empty for Word files).

    What lines cannot say is beside it, as in `Page`: marks, links, levels of lists, footnotes, what was left out.
    `guesses` and `problems`: what had to be chosen or left out before the text could be read, the encoding above all.
    `envelope`: what the mail says of itself that brought the text.
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
    problems: tuple[Problem, ...] = ()
    envelope: Envelope = NO_ENVELOPE


def read_source(filename: str, data: bytes, encoding: str = "") -> SourceText:
    """Return the text of the file. Raises SourceError for what is no text, is empty or is far too large.

    `encoding` is the one that a person chose, empty to find it out.
    """
    if said := too_large(len(data), data[:HEAD]):
        raise SourceError(said)
    if not data.strip():
        raise SourceError("This file is empty.")
    for signature, read in _READERS:
        if data.startswith(signature):
            return read(data)
    if said := refusal(data):
        raise SourceError(said)
    try:
        if is_mail(data):
            return _from_mail(data, encoding)
        return _from_text(decode_as(data, encoding) if encoding else decode(data, _declared(data)))
    except DecodingError as error:
        raise SourceError(str(error)) from error


def is_like_release(source: SourceText) -> bool:
    """Whether something in the text says that it is a release: a symbol, a dateline, or a date above a title."""
    document = parse(source.text, source.marks)
    return bool(document.symbol or document.dateline_on or (document.issued_on and document.title))


def _from_mail(data: bytes, encoding: str) -> SourceText:
    """What a mail says, without the frames of those that forwarded it; a page that was saved as mail as a page."""
    message = read_mail(data)
    said = body(message, encoding)
    if said.is_saved_page:
        return replace(_read_markup(said.decoded), content_type=SAVED_PAGE, encoding="")
    found = _without_frames(_read_markup(said.decoded)) if said.is_page else _from_text(said.decoded)
    return replace(found, content_type=MAIL, encoding="", envelope=found.envelope.or_else(envelope(message)))


def _without_frames(source: SourceText) -> SourceText:
    """The text without what mail programs wrote around it; what a page says of its lines is let go with them.

    It is a mail then, whose original, with names and words of others, is never given out as the text of a release.
    """
    bare = unframed(source.text)
    if bare is None:
        return source
    return SourceText(
        _some_text(bare.text),
        MAIL if source.content_type in {PLAIN, DAMAGED} else source.content_type,
        source.encoding,
        left_out=source.left_out,
        guesses=source.guesses,
        problems=(*source.problems, *bare.problems),
        envelope=bare.envelope,
    )


def _read_markup(decoded: Decoded) -> SourceText:
    page = _page(decoded.text, StyleSheet.of(decoded.text))
    doubt = (Guess("encoding", decoded.doubt, decoded.line),) if decoded.doubt else ()
    return replace(_from_page(page, HTML, decoded.encoding), guesses=doubt)


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
        return replace(_read_markup(replace(decoded, text=text)), guesses=tuple(guesses))
    content_type = DAMAGED if righted or decoded.is_damaged else PLAIN
    source = SourceText(_some_text(text), content_type, decoded.encoding, guesses=tuple(guesses))
    return _without_frames(source)


def too_large(size: int, head: bytes) -> str:
    """The sentence for a file of `size` bytes that is beyond the limit of its kind, empty for every other one.

    `head` are its first bytes, HEAD of them or all.
    """
    if size <= LARGEST_TEXT:
        return ""
    shown = f"This file has {size / MEGABYTE:.0f} MB"
    if not (head.startswith(tuple(signature for signature, _read in _READERS)) or is_mail(head)):
        return f"{shown}: no press release is that long (limit 5 MB)."
    if size <= LARGEST_DOCUMENT:
        return ""
    return (
        f"{shown}; Word, OpenDocument, Rich Text, PDF and mail files may have up to 25 MB: make its pictures "
        "smaller, or give its text alone."
    )


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


def _page(markup: str, sheet: StyleSheet | None = None, *, keeps_spaces: bool = False) -> Page:
    try:
        return read_page(bounded(markup), sheet, keeps_spaces=keeps_spaces)
    except PageError as error:
        raise SourceError(str(error)) from error
    except NestingError as error:
        raise SourceError(
            f"This page has more than {DEEPEST} elements within one another: save its text alone."
        ) from error


def _some_text(text: str) -> str:
    if not text.strip("\ufeff \t\r\n"):
        raise SourceError("There is no text in this file.")
    if text.count("\n") > MOST_LINES or text.count("\r") > MOST_LINES:
        raise SourceError(f"This text has more than {MOST_LINES} lines: no press release is that long.")
    return text


def _declared(data: bytes) -> str:
    """The encoding that a page itself names; empty where none is named."""
    match = _CHARSET.search(data[:4096])
    return (match[1] or match[2]).decode("ascii") if match else ""


def _read_word(data: bytes) -> SourceText:
    """The text of a Word file or OpenDocument text. Raises SourceError for other archives, and for what unpacks to far
    too much."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
    except archives.DAMAGED as error:
        raise SourceError("This file is damaged: save it again and try once more.") from error
    if any(entry.filename == "content.xml" for entry in entries):
        return _read_open_document(data)
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
        raise SourceError(str(error)) from error
    page = _page(markup, keeps_spaces=True)
    return _from_page(replace(page, left_out=replace(left_out, pictures=page.left_out.pictures)), WORD)


def _read_open_document(data: bytes) -> SourceText:
    try:
        markup, left_out = read_open_document(data)
    except OpenDocumentError as error:
        raise SourceError(str(error)) from error
    page = _page(markup)
    return _from_page(
        replace(page, left_out=replace(left_out, pictures=page.left_out.pictures)), OPEN_DOCUMENT
    )


def _read_rich_text(data: bytes) -> SourceText:
    try:
        found = read_rich_text(data)
    except RichTextError as error:
        raise SourceError(str(error)) from error
    source = _from_page(replace(_page(found.markup), left_out=found.left_out), RICH_TEXT)
    doubt = Guess("encoding", "some letters of this Rich Text file are not in the encoding that it names")
    return replace(source, guesses=(doubt,) if found.is_doubtful else ())


def _read_pdf(data: bytes) -> SourceText:
    """The text of a PDF file; where its paragraphs begin is a guess, and pages without text are named."""
    if not pdf.can_be_read():
        raise SourceError(
            "PDF files cannot be read here: install the extra `pdf`, or give the text of the file."
        )
    try:
        found = pdf.read_pdf(data)
    except pdf.PdfError as error:
        raise SourceError(str(error)) from error
    problems = [
        Problem(
            1, f"Page {number} of the PDF holds no text that can be read: look at the original.", "empty-page"
        )
        for number in found.empty_pages
    ]
    if found.printed:
        words = " ".join(found.printed)[:_SHOWN]
        problems.append(Problem(1, f"Left out, since the browser printed it: “{words}”.", "mail-frame"))
    why = "where paragraphs, tables and columns begin was told from their places on the pages of the PDF"
    return SourceText(
        _some_text(found.text), pdf.PDF, guesses=(Guess("body", why),), problems=tuple(problems)
    )


_READERS: tuple[tuple[bytes, Callable[[bytes], SourceText]], ...] = (
    (b"PK\x03\x04", _read_word),
    (b"{\\rtf", _read_rich_text),
    (b"%PDF", _read_pdf),
)
"""The first bytes of a file → what reads it."""
