"""Text in, document out: puts together what the readers of header, dateline, title, body and embargo found.

Never raises and takes time in proportion to the text: no reader looks at more of a line than a page's width
of it, no line is looked at more often than a fixed number of times.
"""

import datetime
import itertools
from dataclasses import dataclass, field, replace

from releases.wire import vocabulary
from releases.wire.blocks import Block, BlockKind
from releases.wire.body.reader import Body, read_body
from releases.wire.citations import read_citations
from releases.wire.dates import PrintedDate, leading_digits, read_date
from releases.wire.document import Document, Guess, Problem
from releases.wire.embargo_notices import Embargo, Setting, is_notice, read_embargo
from releases.wire.header.dateline import read_dateline
from releases.wire.header.end import Opening, read_opening
from releases.wire.header.headline import Headline
from releases.wire.header.omissions import of_header
from releases.wire.header.pieces import Piece, PieceKind
from releases.wire.header.symbols import read_symbols
from releases.wire.header.title import date_at_end, read_title
from releases.wire.kinds import Signs, tell_kind
from releases.wire.language import tell_language, tell_other_language
from releases.wire.lines import LONGEST_READ, Line, read_lines
from releases.wire.marks import NO_MARKS, Marks

_LATEST_DATELINE_LEAD = 60
_MOST_BODY_GUESSES = 20


@dataclass(slots=True)
class _Notes:
    """What the reading leaves for people."""

    guesses: list[Guess] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def guess(self, field_name: str, reason: str, line: int = 0) -> None:
        self.guesses.append(Guess(field_name, reason, line))

    def problem(self, line: int, code: str, message: str) -> None:
        self.problems.append(Problem(line, message, code))


def _texts(pieces: list[Piece], *kinds: PieceKind) -> list[str]:
    return [piece.text for piece in pieces if piece.kind in kinds]


def _printed_date(piece: Piece) -> PrintedDate | None:
    digits = leading_digits(piece.text)
    text = (
        f"{digits[0][:4]}-{digits[0][4:6]}-{digits[0][6:8]}"
        if digits and len(piece.text) == 8
        else piece.text
    )
    return read_date(text)


def _issued_on(pieces: list[Piece], notes: _Notes) -> tuple[datetime.date | None, str]:
    """Return the first header date that there is in the calendar, and the first as printed."""
    first: tuple[datetime.date | None, str] | None = None
    for piece in pieces:
        if piece.kind is not PieceKind.DATE or (printed := _printed_date(piece)) is None:
            continue
        _note_of_date(printed, piece, notes, is_first=first is None)
        if first is None:
            first = printed.on, piece.text
        elif first[0] and printed.on and printed.on != first[0]:
            notes.problem(
                piece.line, "dates-differ", f"The header has two dates: {first[1]} and {piece.text}."
            )
        elif not first[0] and printed.on:
            first = printed.on, first[1]
            notes.guess("issued_on", "the first header date is false, the second was taken", piece.line)
    return first or _place_and_day(pieces)


def _note_of_date(printed: PrintedDate, piece: Piece, notes: _Notes, *, is_first: bool) -> None:
    """Note what is false about a header date, and what was chosen."""
    if printed.is_false:
        notes.problem(piece.line, "false-date", f"There is no such day as {piece.text}.")
    if printed.swapped:
        notes.guess("issued_on", "the month was taken to stand before the day", piece.line)
    if printed.is_ambiguous and is_first:
        notes.guess("issued_on", "the day was taken to stand before the month", piece.line)


def _place_and_day(pieces: list[Piece]) -> tuple[datetime.date | None, str]:
    """Return the day of the first line above the title that has a city and a date, and the line as printed."""
    head = itertools.takewhile(lambda piece: piece.kind is not PieceKind.TEXT, pieces)
    line = next((piece for piece in head if piece.kind is PieceKind.PLACE_AND_DAY), None)
    dateline = read_dateline(line.text) if line else None
    on = dateline.date.on if dateline and dateline.date else None
    return (on, line.text) if line and on else (None, "")


def _dateline_on(opening: Opening, issued_on: datetime.date | None, notes: _Notes) -> datetime.date | None:
    """Return the day of the dateline, its year from the day of issue where none is printed."""
    if opening.dateline is None:
        city = next((piece for piece in opening.pieces if piece.kind is PieceKind.CITY), None)
        if issued_on and city:
            notes.guess("dateline_on", "the city stands alone; the date of issue was taken", city.line)
            return issued_on
        return None
    date, line = opening.dateline.date, opening.dateline_line
    if date is None:
        return None
    if date.is_false:
        notes.problem(line, "false-date", f"There is no such day as {date.printed}.")
        return None
    on = date.on
    if on is None and issued_on:
        on = date.nearest(issued_on)
        notes.guess("dateline_on", "the year was taken from the date of issue", line)
    if on is None:
        notes.problem(line, "no-year", "The dateline has no year and the header no date to take it from.")
    elif issued_on and abs((issued_on - on).days) > _LATEST_DATELINE_LEAD:
        notes.problem(line, "dates-differ", f"The dateline ({date.printed}) is far from the date of issue.")
    return on


def _city(pieces: list[Piece]) -> str:
    """Return the first city that stands alone on a line, as printed."""
    return next((text.rstrip(",،， ") for text in _texts(pieces, PieceKind.CITY)), "")


def _meeting(pieces: list[Piece], title: str) -> str:
    """Return organ, session and meeting as printed; an organ alone beside the symbol is no meeting."""
    symbols = {piece.line for piece in pieces if piece.kind is PieceKind.SYMBOLS}
    counted = any(piece.kind is PieceKind.MEETING for piece in pieces)
    parts = [
        piece.text.strip(" ,")
        for piece in pieces
        if piece.kind is PieceKind.MEETING
        or (piece.kind is PieceKind.ORGAN and piece.line not in symbols and piece.text != title and counted)
    ]
    return ", ".join(dict.fromkeys(parts))


def _embargo(
    pieces: list[Piece], body: Body, setting: Setting, kind: str, notes: _Notes
) -> datetime.datetime | None:
    """Return the first embargo that a notice states; a briefing tells of the embargoes of others."""
    if kind == "press_briefing":
        return None
    embargoes = [(line, read_embargo(text, setting)) for line, text in _embargo_notices(pieces, body)]
    for line, embargo in embargoes:
        if embargo is None:
            notes.problem(
                line, "embargo-unread", "This line speaks of an embargo, but no day could be read in it."
            )
    return _first_embargo([(line, embargo) for line, embargo in embargoes if embargo], notes)


def _embargo_notices(pieces: list[Piece], body: Body) -> list[tuple[int, str]]:
    """Return the lines that state an embargo, with their numbers."""
    prose = BlockKind.PARAGRAPH
    noted = [(piece.line, piece.text) for piece in pieces if piece.kind is PieceKind.EMBARGO]
    return noted + [(b.line, b.text) for b in body.blocks if b.kind is not prose and is_notice(b.text)]


def _first_embargo(embargoes: list[tuple[int, Embargo]], notes: _Notes) -> datetime.datetime | None:
    if not embargoes:
        return None
    first = embargoes[0][1]
    if first.guess:
        notes.guess("embargo", first.guess, embargoes[0][0])
    for line, other in embargoes[1:]:
        if other.until != first.until:
            notes.problem(
                line, "embargoes-differ", "The release states two embargoes that differ; the first was taken."
            )
    return first.until


_NOTES = frozenset({PieceKind.NOTE, PieceKind.EMBARGO, PieceKind.PLACE, PieceKind.EVENT, PieceKind.CONTACT})
_KIND_OF_PIECE = {PieceKind.CONTACT: BlockKind.CONTACT}


def _header_notes(pieces: list[Piece], headline: Headline, document: Document) -> tuple[Block, ...]:
    """Return the lines of the header that are no field and are shown above the body, in printed order."""
    beyond = set(headline.beyond)
    noted = [
        piece
        for piece in pieces
        if (piece.kind in _NOTES and piece not in headline.pieces)
        or (piece.kind is PieceKind.CITY and piece.text.rstrip(",،， ") != document.dateline_city)
        or (
            piece.kind is PieceKind.PLACE_AND_DAY
            and piece.text not in {document.dateline_as_printed, document.issued_on_as_printed}
        )
        or piece in beyond
    ]
    return tuple(
        Block(_KIND_OF_PIECE.get(piece.kind, BlockKind.NOTE), piece.text, piece.line) for piece in noted
    )


def _check(document: Document, opening: Opening, notes: _Notes) -> None:
    """Note what is missing."""
    if not document.title:
        notes.problem(1, "no-title", "No title was found.")
    if not document.symbols:
        notes.problem(1, "no-symbol", "No symbol was found.")
    if document.issued_on is None:
        notes.problem(1, "no-date", "No date of issue was found.")
    if not document.paragraphs:
        notes.problem(1, "no-body", "No text was found after the header.")
    elif opening.anchor in {"prose", "guess"}:
        notes.guess(
            "body",
            "there is no dateline and no opening formula; the body begins with the first sentence",
            opening.body[0].number,
        )


def _language_sample(blocks: tuple[Block, ...], title: str) -> str:
    kinds = {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM}
    prose = " ".join(block.text[:1500] for block in blocks[:12] if block.kind in kinds)
    return prose if len(prose) > 60 else f"{title} {prose}"


def _read(text: str, lines: list[Line]) -> Document:
    notes = _Notes()
    opening = read_opening(lines)
    titled = frozenset(line.number for line in lines if line.mark and line.mark.is_title)
    headline, guesses = read_title(opening, titled)
    notes.guesses += guesses
    body = read_body(opening.body, lines[: len(lines) - len(opening.body)])
    notes.guesses += body.guesses[:_MOST_BODY_GUESSES]
    document = _with_header(Document(original=text), opening, headline, notes)
    document = _with_body(document, opening.pieces, headline, body, notes)
    document = _with_embargo(document, opening.pieces, body, notes)
    _check(document, opening, notes)
    return replace(document, guesses=tuple(dict.fromkeys(notes.guesses)), problems=tuple(notes.problems))


def _with_header(document: Document, opening: Opening, headline: Headline, notes: _Notes) -> Document:
    """Return the document with what stands before the body."""
    pieces, dateline = opening.pieces, opening.dateline
    issued_on, printed_on = _issued_on(pieces, notes)
    dateline_on = _dateline_on(opening, issued_on, notes)
    if issued_on is None and dateline_on and not printed_on:
        issued_on = dateline_on
        notes.guess(
            "issued_on", "the header has no date; the date of the dateline was taken", opening.dateline_line
        )
    if issued_on is None and not printed_on and (on := date_at_end(headline.title)):
        issued_on = on
        notes.guess(
            "issued_on", "the header has no date; the date in the title was taken", headline.pieces[-1].line
        )
    if dateline and dateline.doubt:
        notes.guess("dateline_city", dateline.doubt, opening.dateline_line)
    printed = read_symbols(pieces)
    notes.guesses += printed.guesses
    notes.problems += printed.problems
    return replace(
        document,
        symbols=printed.symbols,
        symbols_as_printed=tuple(
            dict.fromkeys(_texts(pieces, PieceKind.SYMBOLS, PieceKind.SUFFIX, PieceKind.NUMBER))
        ),
        omitted=printed.omitted,
        title=headline.title,
        subtitle=headline.subtitle,
        issued_on=issued_on,
        issued_on_as_printed=printed_on,
        dateline_city=(dateline.city if dateline else "") or _city(pieces),
        dateline_on=dateline_on,
        dateline_as_printed=dateline.printed if dateline else "",
        source=dateline.source if dateline else "",
        note_of_origin=" ".join(dict.fromkeys(_texts(pieces, PieceKind.ORIGIN))),
        meeting=_meeting(pieces, headline.title),
        labels=tuple(dict.fromkeys(_texts(pieces, PieceKind.LABEL))),
        is_correction=printed.is_correction,
    )


def _with_body(
    document: Document, pieces: list[Piece], headline: Headline, body: Body, notes: _Notes
) -> Document:
    """Return the document with its blocks and what they tell."""
    sample = _language_sample(body.blocks, document.title)
    language, sure = tell_language(sample)
    if other := tell_other_language(sample):
        notes.problem(
            1,
            "other-language",
            f"The text seems to be in {other}, which the site does not have ({language} was kept).",
        )
    if not sure:
        notes.guess("language", "the text is too short to tell")
    blocks = _header_notes(pieces, headline, document) + body.blocks
    return replace(
        document,
        language=language,
        kind=_kind(pieces, document, body),
        banners=_banners(pieces, body),
        end_mark=body.end_mark,
        blocks=blocks,
        contacts=tuple(block.text for block in blocks if block.kind is BlockKind.CONTACT),
        cited=read_citations(blocks, document.symbols, correction=document.is_correction),
        omitted=document.omitted + of_header(pieces, headline, document) + body.omitted,
    )


def _with_embargo(document: Document, pieces: list[Piece], body: Body, notes: _Notes) -> Document:
    office = document.symbol.series if document.symbol else ""
    setting = Setting(document.issued_on, document.dateline_city, office)
    return replace(document, embargo=_embargo(pieces, body, setting, document.kind, notes))


def _kind(pieces: list[Piece], document: Document, body: Body) -> str:
    return tell_kind(
        Signs(
            labels=tuple(_texts(pieces, PieceKind.LABEL)),
            symbols=document.symbols,
            meeting=bool(document.meeting),
            title=f"{document.title}\n{document.subtitle}",
            paragraphs=tuple(block.text for block in body.blocks if block.kind is BlockKind.PARAGRAPH),
            has_dateline=bool(document.dateline_as_printed),
        )
    )


def _banners(pieces: list[Piece], body: Body) -> tuple[str, ...]:
    footers = [
        b.text
        for b in body.blocks
        if b.kind is BlockKind.FOOTER and vocabulary.BANNER.fullmatch(b.text[:LONGEST_READ])
    ]
    return tuple(dict.fromkeys(_texts(pieces, PieceKind.BANNER) + footers))


def parse(text: str, marks: Marks = NO_MARKS) -> Document:
    """Return what the text of a release says; `write` of it is `text` again, to the character.

    `marks` are what the page that it was read from says of its lines. Never raises: what cannot be read is left
    empty and noted in `problems`, what was chosen is noted in `guesses`.
    """
    return _read(text, read_lines(text, marks))
