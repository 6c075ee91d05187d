"""Saved web pages as the lines of text that a reader sees in the middle of them."""

import re
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser

import nh3

from releases.intake import office_markup
from releases.intake.addresses import whole_address
from releases.intake.left_out import NOTHING, LeftOut
from releases.intake.office_markup import Reason, StyleSheet
from releases.wire.marks import Marks

_UNSEEN = frozenset(
    {
        *("script", "style", "nav", "aside", "form", "noscript", "button", "select", "svg", "head", "iframe"),
        *("template", "object", "video", "audio", "map", "dialog", "title"),
    }
)
_BLOCKS = frozenset(
    {
        *("p", "div", "section", "article", "main", "header", "footer", "h1", "h2", "h3", "h4", "h5", "h6"),
        *(
            "ul",
            "ol",
            "dl",
            "dt",
            "dd",
            "blockquote",
            "pre",
            "table",
            "caption",
            "center",
            "address",
            "figure",
        ),
        *("hr", "figcaption", "fieldset", "li", "body"),
    }
)
_INLINE = frozenset(
    {
        "span",
        "font",
        "a",
        "b",
        "strong",
        "i",
        "em",
        "u",
        "ins",
        "del",
        "s",
        "strike",
        "sup",
        "sub",
        "small",
        "img",
    }
)
_KEPT = set(_BLOCKS) | _INLINE | {"br", "hr", "tr", "td", "th", "tbody", "thead"}
_ATTRIBUTES = {
    "*": {"class", "id", "role", "hidden", "style"},
    "ol": {"start"},
    "li": {"data-aria-level"},
    "a": {"href"},
    "img": {"width", "height"},
}
_DEEPEST_LEVEL = 9
_WHOLE = frozenset({"html", "body", "main", "article"})
_VOID = frozenset(
    {"br", "hr", "img", "input", "meta", "link", "wbr", "area", "base", "col", "source", "track"}
)
_CHROME_ROLES = frozenset({"navigation", "banner", "search", "contentinfo", "complementary"})
_CHROME = re.compile(
    r"(?:\A|[\s_-])(?:nav|navbar|navigation|menu|breadcrumbs?|sidebar|share|sharing|social|cookies?|skip|masthead"
    r"|site-?header|site-?footer|page-?footer|global-?footer|pager|search-?(?:box|form|block)|language-?switcher)"
    r"(?:\Z|[\s_-])",
    re.IGNORECASE,
)
_SPACES = re.compile(r"[ \t\r\n\f]+")
_LONGEST_CELL = 120
_LINES_OF_CELL = 4
_LEAST_TEXT = 200


@dataclass(frozen=True, slots=True)
class Link:
    """Words of a page that lead somewhere; `line` counts from 1 in its text."""

    line: int
    words: str
    address: str


@dataclass(frozen=True, slots=True)
class Page:
    """The text of a page, one line for each line a reader sees, blocks parted by empty ones; what lines cannot say.

    `marks`: what the page says of its lines. `levels`: line → level of the item of a list that stands there, from 1.
    `notes`: the footnotes, which are not in the text, each with its number.
    """

    text: str
    links: tuple[Link, ...] = ()
    levels: dict[int, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    left_out: LeftOut = NOTHING
    marks: Marks = field(default_factory=dict)


class _PageReader(HTMLParser):
    """Collects lines; an empty line parts blocks. `main` are the lines inside `<main>` or `<article>`."""

    def __init__(self, sheet: StyleSheet) -> None:
        super().__init__(convert_charrefs=True)
        self.sheet = sheet
        self.lines: list[str] = [""]
        self.main: list[int] = []
        self.unseen: list[tuple[str, int]] = []
        self.open: list[str] = []
        self.depth: Counter[str] = Counter()
        self.rows: list[list[int]] = []
        self.lists: list[int] = []
        self.main_from: int | None = None
        self.left_out: Counter[Reason] = Counter()
        self.comments: Counter[str] = Counter()
        # Why what stands now is left out, whether it has said anything, and what was left out just before.
        self.reason: Reason | None = None
        self.has_words = False
        self.before: Reason | None = None
        self.links: list[tuple[int, int, str]] = []
        self.found_links: list[tuple[int, str, str]] = []
        self.levels: dict[int, int] = {}
        self.numbers: dict[int, int] = {}
        # The line that holds nothing yet but the mark of an item.
        self.begun = (0, "")
        # The mark of an item of Word, while it is read: where it stands, and its text.
        self.mark: tuple[int, list[str]] | None = None
        self.note_from: tuple[int, int] | None = None
        self.notes: list[tuple[int, int]] = []

    @property
    def _is_in_main(self) -> bool:
        return bool(self.depth["main"] or self.depth["article"])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in _VOID:
            self._void(tag, given)
            return
        self.open.append(tag)
        self.depth[tag] += 1
        style = self.sheet.style(tag, given)
        if self.reason is Reason.COMMENT or not self.unseen:
            self._count_comment(given)
        if not self.unseen:
            self._leave_out(tag, given, style)
        if self.unseen:
            return
        self.before = None
        if tag in _BLOCKS:
            self._part()
        self._begin(tag, given)
        self._begin_office(tag, given, style)

    def _count_comment(self, given: dict[str, str]) -> None:
        href = given.get("href", "")
        self.comments["marks"] += bool(re.match(r"#(?:_msocom_|cmnt\d)", href))
        is_said = re.search(r"\bmsocomtxt\b", given.get("class", ""), re.IGNORECASE)
        self.comments["said"] += bool(is_said) or href.startswith("#cmnt_ref")

    def _leave_out(self, tag: str, given: dict[str, str], style: dict[str, str]) -> None:
        """Whether what begins here is seen; what is no text of a release is counted when it ends."""
        if self._is_chrome(tag, given):
            self.unseen.append((tag, len(self.open)))
            return
        # Some sites hide a whole page until their scripts have run.
        self.reason = None if tag in _WHOLE else office_markup.reason_against(tag, given, style)
        if self.reason is None:
            return
        self.has_words = False
        place = len(self.open)
        if given.get("href", "").startswith("#cmnt_ref") and "p" in self.open:
            # Google Docs writes a comment as a paragraph that begins with the way back to its place.
            place = len(self.open) - self.open[::-1].index("p")
        self.unseen.append((self.open[place - 1], place))

    def _void(self, tag: str, given: dict[str, str]) -> None:
        if self.unseen:
            return
        if tag == "br":
            self.lines.append("")
        elif tag == "hr":
            self._part()
        elif tag == "img" and self.mark is None:
            is_dot = all(re.fullmatch(r"[01](?:px)?", given.get(name, "")) for name in ("width", "height"))
            self.left_out[Reason.PICTURE] += not is_dot and self.before is not Reason.PICTURE
            self.before = Reason.PICTURE

    def _is_chrome(self, tag: str, given: dict[str, str]) -> bool:
        if tag in _UNSEEN or given.get("role", "") in _CHROME_ROLES:
            return True
        if tag in {"header", "footer"} and not self._is_in_main:
            return True
        named = f"{given.get('class', '')} {given.get('id', '')}".strip()
        return tag not in _WHOLE and bool(_CHROME.search(named))

    def _begin(self, tag: str, given: dict[str, str]) -> None:
        if tag in {"main", "article"} and self.main_from is None:
            self.main_from = len(self.lines) - 1
        elif tag == "tr":
            self._part()
            self.rows.append([])
        elif tag in {"td", "th"} and self.rows:
            self._part()
            self.rows[-1].append(len(self.lines) - 1)
        elif tag in {"ul", "ol"}:
            start = given.get("start") or "1"
            self.lists.append(int(start) if tag == "ol" and start.isdecimal() else int(tag == "ol"))
        elif tag == "li":
            self._item(int(given["data-aria-level"]) if given.get("data-aria-level", "").isdecimal() else 0)
        elif tag == "a" and given.get("href"):
            self.links.append((len(self.lines) - 1, len(self.lines[-1]), given["href"]))

    def _item(self, level: int) -> None:
        number = self.lists[-1] if self.lists else 0
        # Word Online makes a list of each item, and says its level and number.
        self._mark(number, level or len(self.lists) or 1)
        if number:
            self.lists[-1] += 1

    def _mark(self, number: int, level: int) -> None:
        self.lines[-1] = f"{number}. " if number else "• "
        self.levels[len(self.lines) - 1] = min(level, _DEEPEST_LEVEL)
        self.begun = (len(self.lines), self.lines[-1])

    def _begin_office(self, tag: str, given: dict[str, str], style: dict[str, str]) -> None:
        """Items and footnotes, which word processors write as paragraphs."""
        level = office_markup.level_of(style)
        if level and tag in _BLOCKS and not self.depth["li"]:
            self.numbers = {deep: number for deep, number in self.numbers.items() if deep <= level}
            self._mark(0, level)
        elif style.get("mso-list") == "ignore" and self.mark is None:
            self.mark = (len(self.open), [])
        elif office_markup.is_note(given, style) and self.note_from is None:
            place = len(self.open)
            if tag == "a":
                place = len(self.open) - self.open[::-1].index("p") if "p" in self.open else place
            self.note_from = (place, len(self.lines) - 1)
            if tag == "li":
                self.lines[-1] = f"[{self.lines[-1].rstrip('. ')}] "
                self.levels.pop(len(self.lines) - 1, None)
                self.begun = (len(self.lines), self.lines[-1])

    def _end_mark(self, text: str) -> None:
        level = self.levels.get(len(self.lines) - 1, 1)
        number = office_markup.number_of(text, self.numbers.get(level, 0))
        self.numbers[level] = number
        self._mark(number, level)

    def handle_endtag(self, tag: str) -> None:
        if not self.depth[tag]:
            return
        while self.open:
            closed = self.open.pop()
            self.depth[closed] -= 1
            if self.unseen and len(self.open) < self.unseen[-1][1]:
                self.unseen.pop()
                self._end_of_left_out()
            elif not self.unseen:
                self.before = None
                self._end(closed)
            if closed == tag:
                break

    def _end_of_left_out(self) -> None:
        if self.reason is not None and self.reason is not Reason.COMMENT and self.has_words:
            self.left_out[self.reason] += self.before is not self.reason
            self.before = self.reason
        self.reason = None

    def _end(self, tag: str) -> None:
        if self.mark and len(self.open) < self.mark[0]:
            (_place, texts), self.mark = self.mark, None
            self._end_mark("".join(texts))
        if self.note_from and len(self.open) < self.note_from[0]:
            # The line that was begun after it is not its own.
            self.notes.append((self.note_from[1], len(self.lines) - (not self.lines[-1].strip())))
            self.note_from = None
        if tag == "a" and self.links:
            self._end_link()
        if tag in _BLOCKS:
            self._part()
        if tag in {"ul", "ol"} and self.lists:
            self.lists.pop()
        elif tag == "tr" and self.rows:
            self._row(self.rows.pop())
        elif (
            tag in {"main", "article"}
            and self.main_from is not None
            and not {"main", "article"} & set(self.open)
        ):
            self.main += range(self.main_from, len(self.lines) - 1)
            self.main_from = None

    def _end_link(self) -> None:
        """Notes where the words of a link stand, and leaves out those that only lead back from a footnote."""
        line, column, address = self.links.pop()
        words = self.lines[line][column:].strip() if line < len(self.lines) else ""
        if address.startswith(("#footnote-ref", "#endnote-ref")):
            self.lines[line] = self.lines[line][:column]
        elif words and (whole := whole_address(address)):
            self.found_links.append((line, words, whole))

    def _move_links(self, line: int) -> None:
        """What stood in the cells of a row stands in its line."""
        for place in range(len(self.found_links) - 1, -1, -1):
            if self.found_links[place][0] <= line:
                break
            self.found_links[place] = (line, *self.found_links[place][1:])

    def _row(self, starts: list[int]) -> None:
        """Short cells beside each other are one line of a table; the cells of a page's frame stay blocks."""
        if not starts or len(self.lines) - starts[0] > _LINES_OF_CELL * len(starts):
            return  # a frame: looking at all that stands in it would cost its square where frames are nested
        ends = [*starts[1:], len(self.lines)]
        cells = [
            [line for line in self.lines[start:end] if line.strip()]
            for start, end in zip(starts, ends, strict=True)
        ]
        filled = [cell for cell in cells if cell]
        if len(filled) > 1 and all(len(cell) == 1 and len(cell[0]) <= _LONGEST_CELL for cell in filled):
            self.lines[starts[0] :] = [" | ".join(cell[0].strip() for cell in filled)]
            self._move_links(starts[0])
        self.lines.append("")

    def handle_data(self, data: str) -> None:
        if self.unseen:
            self.has_words = self.has_words or bool(data.strip())
            return
        self.before = None
        if self.mark:
            self.mark[1].append(data)
            return
        if self.depth["pre"]:
            first, *more = data.split("\n")
            self.lines[-1] += first
            self.lines.extend(more)
            return
        text = _SPACES.sub(" ", data)
        self.lines[-1] += text.lstrip(" ") if not self.lines[-1] or self.lines[-1].endswith(" ") else text

    def _part(self) -> None:
        """Leave an empty line, and begin a new one, unless nothing was written since the last or since a mark."""
        if self.begun == (len(self.lines), self.lines[-1]):
            return
        if self.lines[-1].strip():
            self.lines.append("")
        if len(self.lines) < 2 or self.lines[-2].strip():
            self.lines.append("")

    def page(self) -> Page:
        """What was read, with the lines numbered as they stand in the text."""
        main_text = "".join(self.lines[line] for line in self.main).strip()
        shown = self.main if len(main_text) >= _LEAST_TEXT else range(len(self.lines))
        in_notes = {line for first, end in self.notes for line in range(first, end)}
        lines: list[str] = []
        numbers: dict[int, int] = {}
        for line in shown:
            text = self.lines[line].rstrip(" ")
            if line in in_notes or (not text and (not lines or not lines[-1])):
                continue
            lines.append(text)
            numbers[line] = len(lines)
        found = (
            Link(numbers[line], words, address)
            for line, words, address in self.found_links
            if line in numbers
        )
        return Page(
            text="\n".join(lines).strip("\n") + "\n",
            links=tuple(found),
            levels={numbers[line]: level for line, level in self.levels.items() if line in numbers},
            notes=tuple(filter(None, (_joined(self.lines[first:end]) for first, end in self.notes))),
            left_out=LeftOut(
                deletions=self.left_out[Reason.DELETION],
                comments=max(self.comments.values(), default=0),
                hidden=self.left_out[Reason.HIDDEN],
                pictures=self.left_out[Reason.PICTURE],
            ),
        )


def _joined(lines: list[str]) -> str:
    return " ".join(filter(None, map(str.strip, lines)))


def read_page(markup: str, sheet: StyleSheet | None = None) -> Page:
    """The text of a page without its navigation, and without what was struck out or hidden in it.

    `<main>` or `<article>` is taken where it holds most of a text, else the whole body. `sheet` are the styles of
    the page, where they are no longer in the markup. Never raises for bad markup.
    """
    # The standard library's parser takes quadratic time on broken markup; what nh3 gives out is never broken.
    sound = nh3.clean(
        markup,
        tags=_KEPT,
        clean_content_tags=set(_UNSEEN),
        attributes=_ATTRIBUTES,
        link_rel=None,
        strip_comments=True,
    )
    reader = _PageReader(sheet or StyleSheet())
    reader.feed(sound)
    reader.close()
    while reader.open:
        reader.handle_endtag(reader.open[-1])
    return reader.page()
