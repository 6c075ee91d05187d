"""Where the header ends and the body begins: at the dateline, an opening formula, or the first sentence."""

import re
from dataclasses import dataclass, field, replace

from releases.wire import vocabulary
from releases.wire.contacts import is_contact
from releases.wire.embargo_notices import is_bare_notice
from releases.wire.header.cities import is_known_city
from releases.wire.header.dateline import Dateline, find_dateline, read_dateline
from releases.wire.header.headline import is_open
from releases.wire.header.meetings import is_organ
from releases.wire.header.navigation import is_tool
from releases.wire.header.pieces import Piece, PieceKind
from releases.wire.header.recognisers import read_pieces, whole
from releases.wire.items import is_list_item, is_topic
from releases.wire.lines import HAN, LONGEST_READ, Line, fold
from releases.wire.sentences import is_capitals
from releases.wire.symbols import split_symbols
from releases.wire.tables.particulars import is_particular
from releases.wire.votes import announces_votes, is_vote

_LONGEST_HEADER = 80
_LONG_PROSE = 240
_WRAPPED_LINES = 6
_LONGEST_DATELINE = 200
_LONGEST_NOTE = 6
_LOOK_AHEAD = 6
_NEAR = 2
_HEADER_GOES_ON = frozenset({PieceKind.SYMBOLS, PieceKind.DATE, PieceKind.LABEL, PieceKind.MEETING})
_SENTENCE_END = re.compile(r"[.。۔][\"'”’»)\]）]{0,3}\Z")
_INNER_STOP = re.compile(r"[a-zà-ÿ]{3,}[.] {1,2}[A-Z]|[。]")
_DASH_START = re.compile(r"(?:--|[-–—])\s?(?=\S)")
_SMALL_START = re.compile(r"[a-zà-ÿа-яё]")


@dataclass(slots=True)
class Opening:
    """What was read before the body: `pieces` of the header, the dateline if any, the lines of the body.

    `anchor` says what the body begins with: dateline, formula, prose, list, a guess, nothing.
    """

    pieces: list[Piece] = field(default_factory=list)
    dateline: Dateline | None = None
    dateline_line: int = 0
    anchor: str = "nothing"
    body: list[Line] = field(default_factory=list)


class _Reader:
    """One pass over the lines; every line is looked at a fixed number of times."""

    def __init__(self, lines: list[Line]) -> None:
        self.lines = lines
        self.opening = Opening()
        self.texts = 0
        self.place_and_day: Piece | None = None
        self.printed: set[str] = set()
        self.consumed: set[int] = set()

    def read(self) -> Opening:
        gap = False
        seen = 0
        for index, line in enumerate(self.lines):
            if not line.text:
                gap = True
                continue
            if index in self.consumed:
                continue
            seen += 1
            if seen > _LONGEST_HEADER or self._take(index, gap=gap):
                if seen > _LONGEST_HEADER:
                    self._begin("prose", index, line.text)
                break
            gap = False
        return self.opening

    def _begin(self, anchor: str, index: int, rest: str) -> bool:
        """Let the body begin with `rest` of the line at `index`."""
        line = self.lines[index]
        raw = line.raw.strip()
        printed = raw[len(raw) - len(rest) :] if rest and len(raw) == len(line.text) else rest
        self.opening.anchor = anchor
        first = (
            line
            if rest == line.text
            else replace(line, raw=printed, text=rest, taken=len(line.raw.rstrip()) - len(printed))
        )
        self.opening.body = [first, *self.lines[index + 1 :]]
        return True

    def _take(self, index: int, *, gap: bool) -> bool:
        """Read one line; True when the body begins with it."""
        line = self.lines[index]
        is_item = self.texts and (is_list_item(line.text) or is_particular(line.text) or is_vote(line.text))
        if is_topic(line.text) or (is_item and not split_symbols(line.text)):
            return self._begin("list", index, line.text)
        for piece in self._pieces(line, gap=gap):
            if piece.kind is PieceKind.END:
                return self._begin("nothing", index, line.text)
            if piece.kind is PieceKind.TEXT and self._text(piece, index):
                return True
            if piece.kind is not PieceKind.TEXT and not self._is_bracketed_dateline(piece, index):
                self.opening.pieces.append(piece)
        return False

    def _pieces(self, line: Line, *, gap: bool) -> list[Piece]:
        """Return the pieces of a line; after a title that ends with `at` or `of` the name of a house is more of it."""
        pieces = read_pieces(line.text, line.number, gap=gap)
        before = self.opening.pieces[-1] if self.opening.pieces else None
        kinds = {piece.kind for piece in pieces}
        if (
            before is not None
            and before.kind is PieceKind.TEXT
            and line.number - before.line <= _NEAR
            and before.text[-1:].isalpha()
            and is_open(before.text)
            and kinds & {PieceKind.NAVIGATION, PieceKind.BANNER}
            and not kinds & (_HEADER_GOES_ON - {PieceKind.DATE})
            and not is_tool(line.text)
        ):
            return [Piece(PieceKind.TEXT, line.text, line.number, gap)]
        return pieces

    def _is_bracketed_dateline(self, piece: Piece, index: int) -> bool:
        """Take `(Vienna, 8 May 2001)`, which is no note."""
        if piece.kind is not PieceKind.NOTE or piece.text != self.lines[index].text:
            return False
        dateline = read_dateline(piece.text)
        if dateline is None or not dateline.is_line or not dateline.city:
            return False
        self._place_and_day(dateline, piece.text, index)
        return self._took_place_and_day()

    def _took_place_and_day(self) -> bool:
        """Whether the line in hand was just read as a place and its day."""
        taken, self.place_and_day = self.place_and_day, None
        return taken is not None

    def _text(self, piece: Piece, index: int) -> bool:
        """Read a piece that no recogniser knows; True when the body begins with it."""
        if self._dateline(piece.text, index):
            return True
        if self._took_place_and_day() or self._goes_with_before(piece) or self._is_bracketed(piece, index):
            return False
        inner = find_dateline(piece.text)
        if inner:
            self.opening.pieces.append(
                Piece(PieceKind.TEXT, piece.text[:inner].strip(), piece.line, piece.gap)
            )
            return self._dateline(piece.text[inner:], index)
        if _opens(piece.text, self.texts):
            return self._begin("formula", index, piece.text)
        if self._is_prose(piece.text, index) and not self._header_goes_on(index):
            follows = bool(self.opening.pieces) and self.opening.pieces[-1].kind is PieceKind.PLACE_AND_DAY
            return self._begin("dateline" if follows else "prose", index, piece.text)
        self._keep(piece)
        return False

    def _keep(self, piece: Piece) -> None:
        """Keep a line of a title, or the telephone number of somebody to ask."""
        if is_contact(piece.text):
            self.opening.pieces.append(replace(piece, kind=PieceKind.CONTACT))
            return
        self.opening.pieces.append(piece)
        self.printed.add(fold(piece.text[:LONGEST_READ]))
        self.texts += 1

    def _goes_with_before(self, piece: Piece) -> bool:
        """Whether the line goes on with a notice or the name of an organ that the line before began."""
        before = self.opening.pieces[-1] if self.opening.pieces else None
        if before is None:
            return False
        joined = f"{before.text} {piece.text}"
        is_notice = before.kind is PieceKind.EMBARGO and not piece.gap and is_bare_notice(before.text)
        if is_notice or (before.kind is PieceKind.ORGAN and is_organ(joined)):
            self.opening.pieces[-1] = replace(before, text=joined)
            return True
        return False

    def _is_bracketed(self, piece: Piece, index: int) -> bool:
        """Take a note in brackets that is broken over lines, blank ones between them or not."""
        if piece.text[0] not in "([" or piece.text != self.lines[index].text:
            return False
        joined, consumed = piece.text, []
        for following in range(index + 1, min(index + _LONGEST_NOTE, len(self.lines))):
            if joined[-1] in ")]" or len(joined) > _LONG_PROSE:
                break
            if self.lines[following].text:
                joined = f"{joined} {self.lines[following].text}"
                consumed.append(following)
        kind = whole(joined)
        if not consumed or kind is None or joined.rstrip(".")[-1] not in ")]":
            return False
        self.consumed.update(consumed)
        self.opening.pieces.append(replace(piece, kind=kind, text=joined))
        return True

    def _dateline(self, text: str, index: int) -> bool:
        """Take a dateline that starts here; True when the body begins after it."""
        dateline, joined, last = self._wrapped_dateline(text, index)
        if dateline is None or (not dateline.source and _is_title(joined[dateline.end :])):
            return False
        if dateline.is_line:
            return self._place_and_day(dateline, text, index)
        self.opening.dateline, self.opening.dateline_line = dateline, self.lines[index].number
        rest = joined[dateline.end :]
        while last < len(self.lines) - 1 and not rest:
            last += 1
            rest = self.lines[last].text
        after = ""
        while last > index and len(rest) > len(self.lines[last].text + after):
            after = " " + self.lines[last].text + after
            last -= 1
            while not self.lines[last].text:
                last -= 1
        return self._begin("dateline", last, rest.removesuffix(after))

    def _wrapped_dateline(self, text: str, index: int) -> tuple[Dateline | None, str, int]:
        """Return the dateline that starts here, the lines it is broken over (three at most), and the last of them."""
        found, joined, last = read_dateline(text), text, index
        best = found, joined, last
        while last < index + 2 and len(joined) < _LONGEST_DATELINE and (found is None or found.is_line):
            following = self._next(last)
            if following is None or not _may_go_on(found, joined, self.lines[following].text):
                break
            if whole(self.lines[following].text) in _HEADER_GOES_ON:
                break
            if following > last + 1 and not _DASH_START.match(self.lines[following].text):
                break
            last = following
            joined += " " + self.lines[last].text
            longer = read_dateline(joined)
            if longer and (found is None or not longer.is_line or longer.is_strong):
                found, best = longer, (longer, joined, last)
        return best

    def _next(self, index: int) -> int | None:
        """Return the index of the next line that is not blank, at most one blank line away."""
        near = range(index + 1, min(index + 3, len(self.lines)))
        return next((i for i in near if self.lines[i].text), None)

    def _place_and_day(self, dateline: Dateline, text: str, index: int) -> bool:
        """Keep city and date that stand alone on a line; the header may go on after them."""
        is_sure = dateline.source or is_known_city(dateline.city) or dateline.city.isupper()
        if dateline.end < len(text) or not (is_sure or (dateline.date and dateline.date.year)):
            return False
        line = self.lines[index].number
        self.place_and_day = Piece(PieceKind.PLACE_AND_DAY, dateline.printed, line)
        self.opening.pieces.append(self.place_and_day)
        if self.opening.dateline is None:
            self.opening.dateline, self.opening.dateline_line = dateline, line
        return False

    def _is_prose(self, text: str, index: int) -> bool:
        if fold(text[:LONGEST_READ]) in self.printed:
            return False
        if _is_sentence(text):
            return True
        if len(text) < 45 or is_capitals(text) or (_is_title_case(text) and not self.texts):
            return False
        joined = [text]
        for line in self.lines[index + 1 : index + _WRAPPED_LINES]:
            starts = whole(line.text) or _opens(line.text, self.texts) or read_dateline(line.text)
            if not line.text or len(joined[-1]) < 45 or starts:
                break
            joined.append(line.text)
            if _SENTENCE_END.search(line.text):
                return _is_sentence(" ".join(joined))
        return len(joined) == _WRAPPED_LINES

    def _header_goes_on(self, index: int) -> bool:
        """Whether typed lines or a dateline follow so soon that a sentence here must be a title."""
        seen = 0
        text = self.lines[index].text
        if len(text) > _LONG_PROSE and (self.texts or len(text) > LONGEST_READ or _has_stop(text)):
            return False
        for line in self.lines[index + 1 :]:
            if not line.text:
                continue
            seen += 1
            if seen > _LOOK_AHEAD // 2 or (len(line.text) > _LONG_PROSE and not self._is_anchor(line.text)):
                return False
            kind = whole(line.text)
            if (
                kind in _HEADER_GOES_ON and line.text.lower() not in vocabulary.WEAK_LABELS
            ) or self._is_anchor(line.text):
                return True
            if seen > 1 and _is_sentence(line.text):
                return False
        return False

    @staticmethod
    def _is_anchor(text: str) -> bool:
        dateline = read_dateline(text)
        return dateline is not None and not dateline.is_line and bool(dateline.source)


def _is_title(text: str) -> bool:
    """Whether what follows a seeming dateline is in capitals and no sentence, as in a title with a date."""
    return is_capitals(text) and len(text) < _LONG_PROSE and not _SENTENCE_END.search(text)


def _opens(text: str, titles: int) -> bool:
    """Whether a line is an opening formula or, after a title, the salutation of a speech."""
    head = text[:LONGEST_READ]
    return bool(vocabulary.OPENING.match(head)) or (
        titles > 0 and (bool(vocabulary.SALUTATION.fullmatch(head)) or announces_votes(head))
    )


def _may_go_on(found: Dateline | None, text: str, following: str) -> bool:
    """Whether a dateline could be broken before `following`; `found` is what was read in `text`."""
    if found is not None and (found.is_strong or (found.date and found.date.year)):
        return bool(_DASH_START.match(following)) or following[:1] in "(["
    head = text[:60]
    return (
        any(map(str.isdecimal, head))
        or text.endswith((",", "-", "–", "—"))
        or head.count("(") > head.count(")")
    )


def _is_title_case(text: str, share: float = 0.6) -> bool:
    """Whether more than `share` of the longer words start with a capital, as in English titles."""
    words = [word for word in re.findall(r"[^\W\d_]+", text[:LONGEST_READ]) if len(word) > 3]
    return len(words) > 2 and sum(word[0].isupper() for word in words) > share * len(words)


def _has_stop(text: str) -> bool:
    """Whether a full stop ends a text, or a sentence in it."""
    return bool(_SENTENCE_END.search(text) or _INNER_STOP.search(text))


def _is_sentence(text: str) -> bool:
    """Whether a line is running text: a sentence with its full stop, or too long for a title."""
    if is_capitals(text):
        return len(text) > LONGEST_READ
    if HAN.search(text[:20]):
        return (text.endswith(("。", "：")) and len(text) > 12) or len(text) > 120
    if len(text) > _LONG_PROSE:
        return len(text) > LONGEST_READ or _has_stop(text) or not _is_title_case(text)
    words = text.count(" ") + 1
    if _SENTENCE_END.search(text):
        return words >= 6 and not (words < 20 and _is_title_case(text, 0.85))
    if text.endswith((":", ";")):
        return words >= 8 and not _is_title_case(text)
    return bool(_INNER_STOP.search(text)) and words > 15


def _with_body(opening: Opening, lines: list[Line]) -> Opening:
    """Let the body begin at the second of the lines left as titles, where nothing else told a body."""
    texts = [piece for piece in opening.pieces if piece.kind is PieceKind.TEXT]
    first = next((piece for piece in texts[1:] if piece.gap), None)
    if first is None or texts[-1].line != opening.pieces[-1].line:
        return opening
    opening.anchor = "guess"
    opening.pieces = [piece for piece in opening.pieces if piece.line < first.line]
    opening.body = lines[first.line - 1 :]
    return opening


def read_opening(lines: list[Line]) -> Opening:
    """Return the header pieces, the dateline and the lines of the body."""
    opening = _Reader(lines).read()
    return _with_body(opening, lines) if opening.anchor == "nothing" else opening
