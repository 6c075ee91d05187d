"""The body of a release in the paragraphs that are translated one by one, and put together again to the byte.

A paragraph is a stretch of words with what stands inside a line: bold, italic, raised and lowered letters, links and
line breaks. What stands around it is kept as it is, so that lists, tables and headings survive.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape

import nh3

from releases.models import prose
from releases.wire.characters import is_blank

INLINE = frozenset({"strong", "em", "sub", "sup", "a", "br"})
VOID = frozenset({"br", "hr"})
TAG = re.compile(r'<(?P<end>/?)(?P<name>[a-z][a-z0-9]*)(?P<attributes>(?:\s+[a-z]+(?:="[^"]*")?)*)\s*>')
# Elements that go with the last words in them.
GO_WITH_WORDS = ("p", "h2", "h3", "li")
LISTS = ("ul", "ol")
_BETWEEN = re.compile(r"</p>\s*<p>|\n[^\S\n]*\n")
_OUTER = re.compile(r"\A\s*<p>(?P<inside>.*)</p>\s*\Z", re.DOTALL)
_EMPTIED = re.compile(r"<(ul|ol|blockquote)(?: start=\"[^\"]*\")?>\s*</\1>")


@dataclass(slots=True)
class Paragraph:
    """`markup` is what stands at `place` among the pieces of the text, in the elements of `path`, the outermost first.

    `own_end` and `outer_end` are the places of the pieces after its own element and after the outermost one.
    """

    markup: str
    place: int
    path: tuple[str, ...] = ()
    own_end: int = 0
    outer_end: int = 0

    @property
    def kind(self) -> str:
        """The element it stands in: `p`, `h2`, `li`, `td` and the like; empty outside of any."""
        return self.path[-1] if self.path else ""

    @property
    def words(self) -> str:
        """What can be read in it, line breaks as such."""
        return plain(self.markup)


@dataclass(slots=True)
class Text:
    """A sanitised body: joined, its `pieces` are the body again; some of them are its `paragraphs`."""

    pieces: list[str] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)


def plain(markup: str) -> str:
    """The words of markup that stands inside a line."""
    return unescape(TAG.sub(lambda tag: "\n" if tag["name"] == "br" else "", markup))


def read(body: str) -> Text:
    """The text of a body as `prose.sanitise` leaves it. Takes time linear in its length."""
    reader = _Reader()
    place = 0
    for tag in TAG.finditer(body):
        reader.run.append(body[place : tag.start()])
        place = tag.end()
        if tag["name"] in INLINE:
            reader.run.append(tag[0])
        else:
            reader.block(tag)
    reader.run.append(body[place:])
    reader.flush()
    reader.close_all()
    return reader.text


class _Reader:
    """Pieces so far, the elements that are open, each with the paragraphs in it, and the run of words being read."""

    def __init__(self) -> None:
        self.text = Text()
        self.run: list[str] = []
        self.open: list[tuple[str, list[Paragraph]]] = []

    def block(self, tag: re.Match[str]) -> None:
        self.flush()
        name = tag["name"]
        self.text.pieces.append(tag[0])
        if tag["end"]:
            while self.open:
                closed = self.open[-1][0]
                self._close()
                if closed == name:
                    break
        elif name not in VOID:
            self.open.append((name, []))

    def flush(self) -> None:
        """The run of words becomes paragraphs; tags in it that are closed elsewhere stay around them."""
        run, self.run = [piece for piece in self.run if piece], []
        unmatched = _unmatched(run)
        words: list[str] = []
        for index, piece in enumerate(run):
            if index in unmatched:
                self._paragraph("".join(words))
                words = []
                self.text.pieces.append(piece)
            else:
                words.append(piece)
        self._paragraph("".join(words))

    def _paragraph(self, markup: str) -> None:
        pieces = self.text.pieces
        if is_blank(plain(markup)):
            pieces += [markup] if markup else []
            return
        inside = markup.strip(" \t\r\n\f")
        before, _inside, after = markup.partition(inside)
        pieces += [before] if before else []
        paragraph = Paragraph(inside, len(pieces), tuple(name for name, _paragraphs in self.open))
        self.text.paragraphs.append(paragraph)
        pieces.append(inside)
        pieces += [after] if after else []
        paragraph.own_end = paragraph.outer_end = len(pieces)
        for _name, paragraphs in self.open:
            paragraphs.append(paragraph)

    def _close(self) -> None:
        _name, paragraphs = self.open.pop()
        for paragraph in paragraphs:
            if len(paragraph.path) == len(self.open) + 1:
                paragraph.own_end = len(self.text.pieces)
            if not self.open:
                paragraph.outer_end = len(self.text.pieces)

    def close_all(self) -> None:
        while self.open:
            self._close()


def _unmatched(run: Sequence[str]) -> set[int]:
    """The places of tags in a run that have no other half in it."""
    waiting: list[tuple[str, int]] = []
    lone = set()
    for index, piece in enumerate(run):
        tag = TAG.fullmatch(piece)
        if tag is None or tag["name"] in VOID:
            continue
        if not tag["end"]:
            waiting.append((tag["name"], index))
        elif waiting and waiting[-1][0] == tag["name"]:
            waiting.pop()
        else:
            lone.add(index)
    return lone | {index for _name, index in waiting}


def typed(markup: str, kind: str) -> str:
    """What a person typed for one paragraph, as it may stand there: words with what stands inside a line.

    Several paragraphs that were typed in the place of one follow one another; where the element has room for one
    only, each stands on a line of its own.
    """
    outer = _OUTER.match(markup)
    parts = (clean(part) for part in _BETWEEN.split(outer["inside"] if outer else markup))
    return ("</p><p>" if kind == "p" else "<br>").join(part for part in parts if not is_blank(plain(part)))


def clean(markup: str) -> str:
    """`markup` with nothing left but words and what may stand inside a line."""
    return nh3.clean(
        markup.strip(),
        tags=set(INLINE),
        attributes={"a": {"href"}},
        url_schemes=prose.SCHEMES,
        link_rel="noopener nofollow",
    ).strip(" \t\r\n\f")


@dataclass(frozen=True, slots=True)
class Added:
    """A paragraph that is to stand after the paragraph number `after`, counted from 0; -1: before all.

    `kind` is `p`, `h2` or `h3`, or `ul` or `ol` for an item of such a list.
    """

    after: int
    kind: str
    markup: str


def put_together(text: Text, changed: Mapping[int, str], added: Sequence[Added] = ()) -> str:
    """The body of `text` in which the paragraphs in `changed`, by their number, read otherwise, and some are `added`.

    A paragraph that is emptied is gone, and its element with it where nothing else stands in it; a cell stays.
    """
    pieces = list(text.pieces)
    is_emptied = False
    for number, markup in changed.items():
        paragraph = text.paragraphs[number]
        pieces[paragraph.place] = markup
        if not markup:
            _take_away(pieces, paragraph)
            is_emptied = True
    for at, markup in reversed(_rooms(text, added)):
        pieces.insert(at, markup)
    body = "".join(pieces)
    while is_emptied and (without := _EMPTIED.sub("", body)) != body:
        body = without
    return body


def _take_away(pieces: list[str], paragraph: Paragraph) -> None:
    before, after = paragraph.place - 1, paragraph.place + 1
    if paragraph.kind not in GO_WITH_WORDS or before < 0 or after >= len(pieces):
        return
    opening, closing = TAG.fullmatch(pieces[before]), TAG.fullmatch(pieces[after])
    if opening and closing and closing["end"] and opening["name"] == closing["name"] == paragraph.kind:
        pieces[before] = pieces[after] = ""


def _rooms(text: Text, added: Sequence[Added]) -> list[tuple[int, str]]:
    """Where paragraphs are added, from the first place on, each with the elements that it brings."""
    rooms: list[tuple[int, str]] = []
    for at, wrapped, opens in sorted((_room(text, one) for one in added), key=lambda room: room[0]):
        ends = f"</{opens}>"
        if opens and rooms and rooms[-1][0] == at and rooms[-1][1].endswith(ends):
            # Items that follow one another are of one list.
            rooms[-1] = at, rooms[-1][1].removesuffix(ends) + wrapped + ends
        else:
            rooms.append((at, f"<{opens}>{wrapped}{ends}" if opens else wrapped))
    return rooms


def _room(text: Text, one: Added) -> tuple[int, str, str]:
    """Where a paragraph is added, its markup in its element, and the list that has to be opened for it."""
    before = text.paragraphs[one.after] if 0 <= one.after < len(text.paragraphs) else None
    if one.kind not in LISTS:
        return before.outer_end if before else 0, f"<{one.kind}>{one.markup}</{one.kind}>", ""
    item = f"<li>{one.markup}</li>"
    if before is not None and before.path[-2:] == (one.kind, "li"):
        return before.own_end, item, ""
    return before.outer_end if before else 0, item, one.kind
