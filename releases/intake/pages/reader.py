"""A page from its first element to its last: what is seen of it, as blocks, and a count of what is not."""

import re
from collections import Counter
from collections.abc import Mapping

from selectolax.lexbor import LexborNode

from releases.intake.addresses import whole_address
from releases.intake.pages import office_markup
from releases.intake.pages.blocks import MOST_CELLS, BlockWriter, Item, PageBlock
from releases.intake.pages.frame import TEXT, Frame, nodes
from releases.intake.pages.office_markup import Reason, StyleSheet
from releases.intake.pages.tables import Cell, PageTable, Row, too_many_cells

_BLOCKS = frozenset(
    {
        *("p", "div", "section", "article", "main", "header", "footer", "h1", "h2", "h3", "h4", "h5", "h6"),
        *("ul", "ol", "dl", "dt", "dd", "li", "blockquote", "pre", "table", "caption", "center", "address"),
        *(
            "figure",
            "figcaption",
            "fieldset",
            "legend",
            "form",
            "details",
            "summary",
            "body",
            "hr",
            "td",
            "th",
        ),
        *("tr", "menu", "dir", "aside", "nav"),
    }
)
_WHOLE = frozenset({"html", "body", "main", "article"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BOLD = frozenset({"b", "strong", "u"})
_BOLD_WEIGHTS = frozenset({"bold", "bolder", "600", "700", "800", "900"})
_LIGHT_WEIGHTS = frozenset({"normal", "lighter", "300", "400"})
_DELETED = frozenset({"del", "s", "strike"})
_LAYOUT_ROLES = frozenset({"presentation", "none"})
_LISTS = frozenset({"ul", "ol", "menu", "dir"})
_MOST_SPANNED = 100

Attributes = Mapping[str, str]


class PageReader:
    """Reads the elements of a frame one after the other; `writer.blocks` are the blocks of what is seen."""

    def __init__(self, frame: Frame, sheet: StyleSheet) -> None:
        self.frame = frame
        self.sheet = sheet
        self.writer = BlockWriter()
        self.left_out: Counter[Reason] = Counter()
        self.comments: Counter[str] = Counter()
        self.articles = self.menus = 0
        self.open: list[str] = []
        # How deep the element stands that is passed over, why, and whether it has said anything.
        self.unseen = 0
        self.reason: Reason | None = None
        self.has_words = False
        # What was left out just before: the same beside it is no second passage.
        self.before: Reason | None = None
        self.lists: list[int] = []
        self.tables: list[tuple[PageTable, list[PageBlock]]] = []
        self.numbers: dict[int, int] = {}
        self.terms = 0
        self.cells = 0
        # What ends with the element at a depth: bold words, items, a footnote, the mark of an item of Word.
        self.bold_at: list[int] = []
        self.items_at: list[int] = []
        self.raised_at = 0
        self.note_at = 0
        self.notes = 0
        self.mark: tuple[int, list[str]] | None = None

    def read(self) -> None:
        for node, begins in nodes(self.frame.root):
            tag = node.tag or ""
            if tag == TEXT:
                self._text(node.text_content or "")
            elif tag[:1].isalpha():
                if begins:
                    self._start(node, tag)
                else:
                    self._end(tag)
        self.writer.part()

    def _text(self, data: str) -> None:
        if self.unseen:
            self.has_words = self.has_words or bool(data.strip())
            return
        self.before = None
        if self.mark:
            self.mark[1].append(data)
        else:
            self.writer.text(data)

    def _start(self, node: LexborNode, tag: str) -> None:
        attributes = {name: value or "" for name, value in node.attributes.items()}
        self.open.append(tag)
        style: dict[str, str] = {}
        if not self.unseen and self._is_around(node.mem_id):
            self.unseen = len(self.open)
        elif attributes or self.sheet.rules or tag in _DELETED:
            style = self.sheet.style(tag, attributes)
            self._count_comment(attributes)
            if not self.unseen:
                self._leave_out(tag, attributes, style)
        if self.unseen or self._is_void(tag, attributes):
            return
        self.before = None
        if tag in _BLOCKS:
            self.writer.begin_context(tag)
        self._begin(tag, attributes)
        if attributes or style:
            self._begin_office(tag, attributes, style)
        self._begin_look(tag, style)

    def _begin_look(self, tag: str, style: Attributes) -> None:
        weight = style.get("font-weight", "")
        if weight in _BOLD_WEIGHTS or (tag in _BOLD and weight not in _LIGHT_WEIGHTS):
            self.writer.bold += 1
            self.bold_at.append(len(self.open))
        if (tag == "sup" or style.get("vertical-align") == "super") and not self.raised_at:
            self.writer.begin_raised()
            self.raised_at = len(self.open)

    def _count_comment(self, attributes: Attributes) -> None:
        if self.unseen and self.reason is not Reason.COMMENT:
            return
        href = attributes.get("href", "")
        self.comments["marks"] += bool(re.match(r"#(?:_msocom_|cmnt\d)", href))
        is_said = re.search(r"\bmsocomtxt\b", attributes.get("class", ""), re.IGNORECASE)
        self.comments["said"] += bool(is_said) or href.startswith("#cmnt_ref")

    def _is_around(self, key: int) -> bool:
        is_teaser, is_menu = key in self.frame.teasers, key in self.frame.menus
        self.articles += is_teaser
        self.menus += is_menu
        return is_teaser or is_menu or key in self.frame.around

    def _leave_out(self, tag: str, attributes: Attributes, style: Attributes) -> None:
        """Whether what begins here is seen; what is no text of a release is counted when it ends."""
        # Some sites hide a whole page until their scripts have run.
        self.reason = None if tag in _WHOLE else office_markup.reason_against(tag, attributes, style)
        if self.reason is None:
            return
        self.has_words = False
        self.unseen = len(self.open)
        if attributes.get("href", "").startswith("#cmnt_ref") and "p" in self.open:
            # Google Docs writes a comment as a paragraph that begins with the way back to its place.
            self.unseen = len(self.open) - self.open[::-1].index("p")

    def _is_void(self, tag: str, attributes: Attributes) -> bool:
        if tag == "br":
            self.writer.line_break()
        elif tag == "img" and self.mark is None:
            is_dot = all(
                re.fullmatch(r"[01](?:px)?", attributes.get(name, "")) for name in ("width", "height")
            )
            self.left_out[Reason.PICTURE] += not is_dot and self.before is not Reason.PICTURE
            self.before = Reason.PICTURE
        return tag in {"br", "img"}

    def _begin(self, tag: str, attributes: Attributes) -> None:
        if tag in _LISTS:
            start = _number(attributes.get("start", "")) or 1
            self.lists.append(start if tag == "ol" else 0)
        elif tag == "li":
            self._item(_number(attributes.get("data-aria-level", "")), _number(attributes.get("value", "")))
        elif tag == "a":
            self.writer.begin_link(attributes.get("href", ""))
        elif tag == "dl":
            self.terms += 1
            self.writer.group = self.terms
        elif tag in {"table", "thead", "tbody", "tfoot", "caption", "tr", "td", "th"}:
            self._begin_table(tag, attributes)
        if tag in _HEADINGS and self.tables and self.tables[-1][0].rows:
            self._cell().holds_heading = True

    def _item(self, level: int, value: int) -> None:
        number = self.lists[-1] if self.lists else 0
        if number and value:
            self.lists[-1] = number = value
        # Word Online makes a list of each item, and says its level and number.
        self.writer.begin_item(number, level or len(self.lists) or 1)
        self.items_at.append(len(self.open))
        if number:
            self.lists[-1] += 1

    def _cell(self) -> Cell:
        row = self.tables[-1][0].rows[-1]
        return row.cells[-1] if row.cells else Cell()

    def _begin_table(self, tag: str, attributes: Attributes) -> None:
        if tag == "table":
            if self.tables and self.tables[-1][0].rows:
                self._cell().holds_table = True
            is_layout = attributes.get("role", "") in _LAYOUT_ROLES
            self.tables.append((PageTable(is_layout=is_layout), self.writer.blocks))
            self.writer.items.append(None)
        elif self.tables:
            self._begin_part_of_table(tag, attributes)

    def _begin_part_of_table(self, tag: str, attributes: Attributes) -> None:
        table, _outer = self.tables[-1]
        if tag == "caption":
            table.has_caption = True
        elif tag == "tr":
            table.rows.append(Row(is_head=table.in_head))
        elif tag == "thead":
            table.in_head = True
        elif tag in {"td", "th"} and table.rows:
            self._begin_cell(table.rows[-1], attributes, is_head=tag == "th")

    def _begin_cell(self, row: Row, attributes: Attributes, *, is_head: bool) -> None:
        columns, rows = (_span(attributes.get(name, "")) for name in ("colspan", "rowspan"))
        cell = Cell(is_head=is_head, columns=columns, rows=rows)
        row.cells.append(cell)
        self.writer.blocks = cell.blocks
        self.cells += 1
        if self.cells > MOST_CELLS:
            raise too_many_cells()

    def _end_table(self, tag: str) -> None:
        if not self.tables:
            return
        table, outer = self.tables[-1]
        if tag == "table":
            self.tables.pop()
            self.writer.items.pop()
            self.writer.blocks = outer
            outer += table.blocks()
        elif tag in {"td", "th"}:
            self.writer.blocks = outer
        elif tag == "thead":
            table.in_head = False

    def _begin_office(self, tag: str, attributes: Attributes, style: Attributes) -> None:
        """Items and footnotes, which word processors write as paragraphs."""
        level = office_markup.level_of(style)
        item: Item | None = self.writer.items[-1] if self.writer.items else None
        if level and tag in _BLOCKS and item is None:
            self.numbers = {deep: number for deep, number in self.numbers.items() if deep <= level}
            self.writer.begin_item(0, level)
            self.items_at.append(len(self.open))
        elif style.get("mso-list") == "ignore" and self.mark is None:
            self.mark = (len(self.open), [])
        elif office_markup.is_note(attributes, style) and not self.note_at:
            self._begin_note(tag, item)

    def _begin_note(self, tag: str, item: Item | None) -> None:
        self.note_at = len(self.open)
        if tag == "a" and "p" in self.open:
            self.note_at -= self.open[::-1].index("p")
        self.notes += 1
        self.writer.note = self.notes
        if self.writer.block is not None:
            self.writer.block.note = self.notes
        if tag == "li" and item is not None:
            item.marker = f"[{item.number}] "

    def _end(self, tag: str) -> None:
        depth = len(self.open)
        if self.unseen:
            if depth <= self.unseen:
                self.unseen = 0
                self._end_of_left_out()
        elif tag not in {"br", "img"}:
            self.before = None
            self._end_element(tag)
        self._end_depth(depth)
        self.open.pop()

    def _end_of_left_out(self) -> None:
        if self.reason is not None and self.reason is not Reason.COMMENT and self.has_words:
            self.left_out[self.reason] += self.before is not self.reason
            self.before = self.reason
        self.reason = None

    def _end_element(self, tag: str) -> None:
        if tag == "a":
            self._end_link()
        elif tag in _LISTS and self.lists:
            self.lists.pop()
        if tag in _BLOCKS:
            self.writer.end_context()
        if tag == "dl":
            self.writer.group = 0
        elif tag in {"table", "thead", "td", "th"}:
            self._end_table(tag)

    def _end_depth(self, depth: int) -> None:
        """Ends what began with the element at this depth."""
        if self.mark and self.mark[0] == depth:
            (_place, texts), self.mark = self.mark, None
            self._end_mark("".join(texts))
        if self.note_at == depth:
            self.writer.part()
            self.note_at = self.writer.note = 0
        if self.items_at and self.items_at[-1] == depth:
            self.items_at.pop()
            self.writer.items.pop()
        if self.raised_at == depth:
            self.writer.end_raised()
            self.raised_at = 0
        if self.bold_at and self.bold_at[-1] == depth:
            self.bold_at.pop()
            self.writer.bold -= 1

    def _end_mark(self, text: str) -> None:
        item = self.writer.items[-1] if self.writer.items else None
        if item is not None:
            number = office_markup.number_of(text, self.numbers.get(item.level, 0))
            self.numbers[item.level] = number
            item.mark(number)

    def _end_link(self) -> None:
        """Notes where the words of a link stand, and leaves out those that only lead back from a footnote."""
        place = self.writer.link_place()
        link = self.writer.end_link()
        if link is None:
            return
        block, line, words, address = link
        if address.startswith(("#footnote-ref", "#endnote-ref")):
            self.writer.take_back_link(place)
        elif whole := whole_address(address):
            block.links.append((line, words, whole))


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and text.isascii() and len(text) < 6 else 0


def _span(text: str) -> int:
    return min(max(_number(text), 1), _MOST_SPANNED)
