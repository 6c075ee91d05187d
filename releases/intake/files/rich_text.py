"""Rich Text (RTF) as markup: without what is hidden or struck out, and with a count of what was left out.

Written after the Rich Text Format specification 1.9.1 of Microsoft.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html import escape

from releases.intake.addresses import whole_address
from releases.intake.files.encoding import LARGEST_TEXT
from releases.intake.left_out import LeftOut
from releases.wire.lines import words

RICH_TEXT = "application/rtf"
DEEPEST = 500
MOST_WORDS = 2_000_000
"""Control words, signs and braces of one file, those of its pictures too."""


_TOKEN = re.compile(
    rb"\\(?P<word>[A-Za-z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<byte>[0-9A-Fa-f]{2})|\\(?P<sign>[^A-Za-z'])"
    rb"|(?P<brace>[{}])|[\r\n]+|(?P<text>[^\\{}\r\n]+)",
    re.DOTALL,
)
_SIGNS = {
    "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•",
    "tab": "\t", "emspace": " ", "enspace": " ", "qmspace": " ", "zwj": "\u200d", "zwnj": "\u200c",
    "ltrmark": "\u200e", "rtlmark": "\u200f",
}  # fmt: skip
_CHARSETS = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gb18030", 136: "big5hkscs", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
    238: "cp1250", 254: "cp437", 255: "cp437",
}  # fmt: skip
_PAGES = {"ansi": "cp1252", "mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
_NO_TEXT = frozenset(
    words("colortbl info pict object header headerl headerr headerf footer footerl footerr footerf atnid atnauthor"
          " atndate atnref listtable listoverridetable revtbl rsidtbl themedata datastore xmlnstbl generator bkmkstart"
     " bkmkend nonshppict shpinst txe xe tc pgdsctbl ftnsep ftnsepc aftnsep aftnsepc")
)  # fmt: skip
_PARAGRAPH_ENDS = frozenset({"par", "sect", "page", "column", "softpage"})
_STRUCTURE = _PARAGRAPH_ENDS | {"line", "cell", "nestcell", "row", "nestrow", "intbl", "pard", "trowd"}
_GOES_TO = {
    "fonttbl": "fonts", "stylesheet": "styles", "footnote": "footnote", "annotation": "comment", "shppict": "body",
    "fldinst": "instruction", "listtext": "mark", "pntext": "mark",
}  # fmt: skip
_FORMAT = {"v", "deleted", "plain", "uc", "ansicpg", "f", "fcharset", "s", "fldrslt", *_PAGES}
_WORDS = frozenset({"u", *_SIGNS, *_STRUCTURE, *_FORMAT, *_GOES_TO, *_NO_TEXT})
_NUMBER = re.compile(r"\(?\w{1,4}[.)]")
_HEADING = re.compile(r"heading\s*[1-6]|title|subtitle", re.IGNORECASE)
# Signs of our own between the words of a paragraph; those of the file itself are taken out.
_NOTE, _LINK, _END, _END_OF_LINK = "\x01", "\x02", "\x03", "\x04"
_NO_CONTROLS = dict.fromkeys([*range(9), *range(11, 32), *range(127, 160)])
_NOTES = re.compile(f"{_NOTE}(\\d+){_END}")
_LINKS = re.compile(f"{_LINK}([^{_END}]*){_END}([^{_LINK}{_END_OF_LINK}]*)")
_HALF = re.compile("[\ud800-\udfff]")
_HYPERLINK = re.compile(r'HYPERLINK\s+"([^"]{1,2000})"')


@dataclass(frozen=True, slots=True)
class _State:
    """What holds inside a group: where its text goes, and how its bytes are read."""

    goes_to: str = "body"
    encoding: str = "cp1252"
    skips: int = 1
    is_hidden: bool = False
    is_deleted: bool = False
    is_link: bool = False


@dataclass(slots=True)
class _Reader:
    """Reads the tokens of one file and collects markup."""

    state: _State = field(default_factory=_State)
    stack: list[_State] = field(default_factory=list)
    page: str = "cp1252"
    fonts: dict[int, str] = field(default_factory=dict)
    font: int = 0
    headings: set[int] = field(default_factory=set)
    style: int = 0
    buffer: bytearray = field(default_factory=bytearray)
    skipped: int = 0
    texts: dict[str, list[str]] = field(default_factory=dict)
    blocks: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    mark: str = ""
    is_in_table: bool = False
    is_unreadable: bool = False
    seen: dict[str, int] = field(default_factory=dict)
    last_left_out: str = ""

    def write(self, text: str) -> None:
        """Adds text to where it goes; what is hidden or struck out is counted only."""
        text = text.translate(_NO_CONTROLS)
        kind = "hidden" if self.state.is_hidden else "deletions" if self.state.is_deleted else ""
        if kind and self.state.goes_to in {"body", "footnote"}:
            self.seen[kind] = self.seen.get(kind, 0) + (self.last_left_out != kind and bool(text.strip()))
            self.last_left_out = kind
            return
        if self.state.goes_to in {"body", "footnote"} and text:
            self.last_left_out = ""
        self.texts.setdefault(self.state.goes_to, []).append(text)

    def flush(self) -> None:
        """The bytes that were collected are text in the encoding of their font."""
        if not self.buffer:
            return
        data, self.buffer = bytes(self.buffer), bytearray()
        try:
            text = data.decode(self.state.encoding)
        except UnicodeDecodeError:
            self.is_unreadable = True
            text = data.decode(self.state.encoding, "replace")
        self.write(text)

    def taken(self, name: str) -> str:
        return "".join(self.texts.pop(name, ()))

    def open(self) -> None:
        self.flush()
        self.stack.append(self.state)

    def close(self) -> None:
        self.flush()
        before = self.state
        if self.stack:
            self.state = self.stack.pop()
        if before.goes_to != self.state.goes_to:
            self._end(before.goes_to)
        elif before.is_link and not self.state.is_link:
            self.texts.setdefault("body", []).append(_END_OF_LINK)

    def _end(self, name: str) -> None:
        """What a destination has said, now that it is over."""
        said = self.taken(name) if name not in {"body", "fonts", "styles"} else ""
        if name == "footnote" and said.strip():
            self.notes.append(" ".join(said.split()))
            self.texts.setdefault("body", []).append(f"{_NOTE}{len(self.notes)}{_END}")
        elif name == "mark":
            self.mark = said.strip()
        elif name == "instruction" and (match := _HYPERLINK.search(said)):
            self.texts.setdefault("body", []).append(f"{_LINK}{match[1].translate(_NO_CONTROLS)}{_END}")
        elif name == "comment" and said.strip():
            self.seen["comments"] = self.seen.get("comments", 0) + 1

    def word(self, word: str, number: int | None) -> None:
        if word not in _WORDS:
            return
        self.flush()
        if word == "u":
            self.write(chr((number or 0) % 65536))
            self.skipped = self.state.skips
        elif word in _SIGNS:
            self.write(_SIGNS[word])
        elif word in _STRUCTURE:
            self._structure(word)
        else:
            self._format(word, number)

    def _structure(self, word: str) -> None:
        if self.state.goes_to == "footnote":
            self.write(" ")
        elif self.state.goes_to != "body":
            return
        elif word in _PARAGRAPH_ENDS:
            self.paragraph()
        elif word == "line":
            self.write("\n")
        elif word in {"cell", "nestcell"}:
            self.cells.append(self._inline())
        elif word in {"row", "nestrow"}:
            self.rows.append(self.cells)
            self.cells = []
        else:
            self.is_in_table = word == "intbl" or (self.is_in_table and word != "pard")
            if word == "pard":
                self.style = 0

    def _format(self, word: str, number: int | None) -> None:
        is_on = number != 0
        if word in {"v", "deleted"}:
            is_hidden = is_on if word == "v" else self.state.is_hidden
            is_deleted = is_on if word == "deleted" else self.state.is_deleted
            self.state = replace(self.state, is_hidden=is_hidden, is_deleted=is_deleted)
        elif word == "plain":
            self.state = replace(self.state, is_hidden=False, encoding=self.page)
        elif word == "uc" and number is not None:
            self.state = replace(self.state, skips=min(number, 10))
        elif word in _PAGES:
            self._read_as(_PAGES[word])
        elif word == "ansicpg" and number:
            self._read_as("gb18030" if number == 936 else "utf-8" if number == 65001 else f"cp{number}")
        else:
            self._destination(word, number or 0)

    def _read_as(self, encoding: str) -> None:
        try:
            "".encode(encoding)
        except LookupError:
            return
        self.page = encoding
        self.state = replace(self.state, encoding=encoding)

    def _destination(self, word: str, number: int) -> None:
        goes_to = _GOES_TO.get(word)
        if goes_to:
            self.state = replace(self.state, goes_to=goes_to)
        elif word in _NO_TEXT:
            self.seen["pictures"] = self.seen.get("pictures", 0) + (
                word == "pict" and self.state.goes_to == "body"
            )
            self.state = replace(self.state, goes_to="nowhere")
        elif word == "f":
            self.font = number
            if self.state.goes_to != "fonts":
                self.state = replace(self.state, encoding=self.fonts.get(number, self.page))
        elif word == "fcharset" and self.state.goes_to == "fonts":
            self.fonts[self.font] = _CHARSETS.get(number, self.page) if number not in {0, 1} else self.page
        elif word == "s":
            self.style = number
        elif word == "fldrslt":
            self.state = replace(self.state, is_link=True)

    def unknown(self) -> None:
        """What a program that does not know it may leave out: all but fields and marks of lists."""
        self.flush()
        if self.state.goes_to == "body":
            self.state = replace(self.state, goes_to="nowhere")

    def name_style(self, text: str) -> None:
        if _HEADING.match(text.strip(" ;")):
            self.headings.add(self.style)

    def _inline(self) -> str:
        """The text of the paragraph that ends here, as markup."""
        text = escape(self.taken("body").strip(" \n"), quote=False).replace("\n", "<br>")
        text = _NOTES.sub(r'<sup><a href="#footnote-\1" id="footnote-ref-\1">[\1]</a></sup>', text)
        return _LINKS.sub(_linked, text).replace(_END_OF_LINK, "")

    def paragraph(self) -> None:
        if self.is_in_table:
            self.write("\n")
            return
        self.table()
        markup, mark, self.mark = self._inline(), self.mark, ""
        if mark and markup:
            tag = "ol" if _NUMBER.fullmatch(mark) else "ul"
            start = f' start="{number}"' if (number := mark.strip("().")).isdecimal() else ""
            self.blocks.append(f"<{tag}{start if tag == 'ol' else ''}><li>{markup}</li></{tag}>")
        elif self.style in self.headings and self.style:
            self.blocks.append(f"<h2>{markup}</h2>")
        else:
            self.blocks.append(f"<p>{markup}</p>")

    def table(self) -> None:
        """The rows that were read are a table, now that something else begins."""
        if not self.rows:
            return
        rows = ("".join(f"<td>{cell}</td>" for cell in row) for row in self.rows)
        self.blocks.append(f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>")
        self.rows = []


def _linked(match: re.Match[str]) -> str:
    address = whole_address(match[1].replace("&amp;", "&"))
    return f'<a href="{escape(address)}">{match[2]}</a>' if address else match[2]


@dataclass(frozen=True, slots=True)
class RichText:
    """The markup of a Rich Text file; it `is_doubtful` where some of its bytes were not in the encoding it names."""

    markup: str
    left_out: LeftOut
    is_doubtful: bool


class RichTextError(ValueError):
    """A file begins as Rich Text and is none, or it is far too long; the message is one sentence for people."""


def read_rich_text(data: bytes) -> RichText:
    """The text of a Rich Text file as markup. Raises RichTextError. Takes time linear in its length."""
    reader = _Reader()
    end_of_binary = words = text = 0
    for match in _TOKEN.finditer(data):
        if match.start() < end_of_binary:
            continue
        if match["word"] == b"bin":
            end_of_binary = match.end() + int(match["number"] or 0)
        _read(reader, match)
        # Pictures are digits that go nowhere; what else a file has is bounded as every text is.
        words += match["text"] is None
        text += 0 if reader.state.goes_to == "nowhere" else match.end() - match.start()
        if len(reader.stack) > DEEPEST:
            raise RichTextError("This Rich Text file is damaged: save it as .docx and try again.")
        if words > MOST_WORDS or text > LARGEST_TEXT:
            raise RichTextError(
                "This Rich Text file is far longer than any press release: give its text alone."
            )
    reader.flush()
    reader.is_in_table = False
    reader.paragraph()
    reader.table()
    blocks = [*reader.blocks, *_footnotes(reader.notes)]
    markup = re.sub("[\ud800-\udbff][\udc00-\udfff]", _joined, "\n".join(blocks))
    whole = _HALF.sub("\ufffd", markup)
    return RichText(
        f"<html><body>{whole}</body></html>",
        LeftOut(**{name: count for name, count in reader.seen.items() if count}),
        is_doubtful=reader.is_unreadable or whole != markup,
    )


def _read(reader: _Reader, match: re.Match[bytes]) -> None:
    """One token of the file."""
    if brace := match["brace"]:
        reader.skipped = 0
        (reader.open if brace == b"{" else reader.close)()
    elif word := match["word"]:
        if not reader.skipped or word == b"u":
            reader.word(word.decode(), int(match["number"]) if match["number"] else None)
        else:
            reader.skipped -= 1
    elif sign := match["sign"]:
        _read_sign(reader, sign)
    elif match["byte"] or match["text"]:
        found = bytes.fromhex(match["byte"].decode()) if match["byte"] else match["text"]
        kept = found[reader.skipped :]
        reader.skipped = max(0, reader.skipped - len(found))
        if reader.state.goes_to == "styles":
            reader.name_style(kept.decode("latin-1"))
        elif reader.state.goes_to not in {"nowhere", "fonts"}:
            reader.buffer += kept


def _read_sign(reader: _Reader, sign: bytes) -> None:
    if sign == b"*":
        reader.unknown()
    elif sign in b"\r\n":
        reader.word("par", None)
    elif sign in b"\\{}":
        reader.buffer += sign
    elif sign in b"~_":
        reader.flush()
        reader.write("\u00a0" if sign == b"~" else "\u2011")


def _joined(match: re.Match[str]) -> str:
    return match[0].encode("utf-16-le", "surrogatepass").decode("utf-16-le")


def _footnotes(notes: list[str]) -> Iterator[str]:
    if notes:
        items = (
            f'<li id="footnote-{number}"><p>{escape(note, quote=False)}</p></li>'
            for number, note in enumerate(notes, start=1)
        )
        yield f"<ol>{''.join(items)}</ol>"
