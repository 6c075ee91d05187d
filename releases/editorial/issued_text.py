"""The exact text of an edition: frozen with its digest when the edition is approved, and never written again."""

import hashlib

from releases.enums import ReleaseState
from releases.models import Release, ReleaseContact, prose
from releases.wire.blocks import Block, BlockKind
from releases.wire.document import Document
from releases.wire.symbols import compact, parse_symbol
from releases.wire.writer import write

PLAIN = "text/plain"


def freeze(release: Release) -> dict[str, bytes | str | None]:
    """The columns of `columns.ISSUED` as an approval leaves them, also set on `release`.

    The issued text is the original, which is not kept twice, where that is plain text and says what the
    fields say; else `issued_text` holds what is written of the fields now, in UTF-8. `issued_sha256` is the
    digest of the bytes that readers get, in hexadecimal digits.
    """
    is_original = _says_the_original(release)
    content, _encoding = original_of(release) if is_original else _written(release)
    release.issued_text = None if is_original else content
    release.issued_sha256 = hashlib.sha256(content).hexdigest()
    return {"issued_text": release.issued_text, "issued_sha256": release.issued_sha256}


def text_of(release: Release) -> tuple[bytes, str]:
    """The bytes of the text and their encoding: as frozen by the approval; of a draft as it would be frozen now.

    An edition that came approved into the database, without an approval here, has its original, else what is
    written of its fields.
    """
    if release.state not in ReleaseState.ISSUED:
        return original_of(release) if _says_the_original(release) else _written(release)
    if release.issued_text is not None:
        return bytes(release.issued_text), "utf-8"
    return original_of(release)


def text_of_typed(
    release: Release, joint_symbols: tuple[str, ...], contacts: list[ReleaseContact]
) -> tuple[bytes, str]:
    """As `text_of`, for an edition that stands in a form: with these parts, whatever the database has."""
    if _says_the_original(release, joint_symbols, contacts):
        return original_of(release)
    lines = tuple(contact.line for contact in contacts)
    return write(_document(release, release.body_text, joint_symbols, lines)).encode(), "utf-8"


def original_of(release: Release) -> tuple[bytes, str]:
    """The file as it was received and its encoding, where it is plain text; else what is written of the fields."""
    if release.as_issued is not None and release.as_issued_type == PLAIN:
        return bytes(release.as_issued), release.as_issued_encoding or "utf-8"
    return _written(release)


def _written(release: Release) -> tuple[bytes, str]:
    return write(document_of(release)).encode(), "utf-8"


def _says_the_original(
    release: Release,
    joint_symbols: tuple[str, ...] | None = None,
    contacts: list[ReleaseContact] | None = None,
) -> bool:
    """Whether the original is plain text, and nothing that is printed was changed since it was read.

    What was read is in the history: in the first row that has the digest of the original. Without such a row
    nobody has changed anything here. The parts are those of the database where none are given.
    """
    if release.as_issued is None or release.as_issued_type != PLAIN:
        return False
    original, encoding = original_of(release)
    text = original.decode(encoding, errors="replace")
    symbols = _joint_symbols(release) if joint_symbols is None else joint_symbols
    listed = _contacts(release) if contacts is None else contacts
    compacted = compact(text)
    if not all(compact(symbol) in compacted for symbol in symbols):
        return False
    if not all(_is_printed(contact, text) for contact in listed):
        return False
    if release.pk is None:
        return True
    rows = release.history.filter(as_issued_sha256=release.as_issued_sha256).order_by("history_id")
    read = rows.first()
    return read is None or _printed(read) == _printed(release)


def _printed(row: Release) -> Document:
    """What is printed of the fields of a release, or of a row of its history, which has no plain text."""
    return _document(row, prose.plain_text(row.body), (), ())


def document_of(release: Release) -> Document:
    """The release as the text format sees it, from its fields alone."""
    contacts = tuple(contact.line for contact in _contacts(release))
    return _document(release, release.body_text, _joint_symbols(release), contacts)


def _joint_symbols(release: Release) -> tuple[str, ...]:
    return () if release.pk is None else tuple(release.joint_symbols.values_list("symbol", flat=True))


def _contacts(release: Release) -> list[ReleaseContact]:
    return [] if release.pk is None else list(release.listed_contacts.all())


def _is_printed(contact: ReleaseContact, text: str) -> bool:
    """Whether every word of the contact stands somewhere in the text, however its lines are broken."""
    printed = " ".join(text.split()).casefold()
    words = (" ".join(getattr(contact, name).split()).casefold() for name in contact.WORDS)
    return all(word in printed for word in words)


def _document(row: Release, text: str, joint_symbols: tuple[str, ...], contacts: tuple[str, ...]) -> Document:
    blocks = [Block(BlockKind.PARAGRAPH, paragraph, 0) for paragraph in text.split("\n\n") if paragraph]
    lines = [*(line for line in row.contacts.splitlines() if line.strip()), *contacts]
    blocks += [Block(BlockKind.CONTACT, line, 0) for line in lines]
    return Document(
        symbols=tuple(parse_symbol(symbol) for symbol in (row.symbol, *joint_symbols) if symbol),
        language=row.language,
        title=row.title,
        subtitle=row.subtitle,
        issued_on=row.issued_on,
        dateline_city=row.dateline_city,
        dateline_on=row.dateline_on,
        source=row.source,
        note_of_origin=row.note_of_origin,
        meeting=row.meeting,
        end_mark=True,
        blocks=tuple(blocks),
    )
