"""Saved web pages as the lines of text that a reader sees in the middle of them."""

import re
from collections import Counter
from html.parser import HTMLParser

import nh3

_UNSEEN = frozenset(
    {
        *("script", "style", "nav", "aside", "form", "noscript", "button", "select", "svg", "head", "iframe"),
        *("template", "object", "video", "audio", "map", "dialog", "title"),
    }
)
_BLOCKS = frozenset(
    {
        *(
            "p",
            "div",
            "section",
            "article",
            "main",
            "header",
            "footer",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "ul",
        ),
        *(
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
            "hr",
        ),
        *("figcaption", "fieldset", "li", "body"),
    }
)
_KEPT = set(_BLOCKS) | {"br", "hr", "tr", "td", "th", "tbody", "thead", "span"}
_ATTRIBUTES = {"*": {"class", "id", "role", "hidden"}, "ol": {"start"}}
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


class _PageReader(HTMLParser):
    """Collects lines; an empty line parts blocks. `main` is what stood inside `<main>` or `<article>`."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = [""]
        self.main: list[str] = []
        self.unseen: list[tuple[str, int]] = []
        self.open: list[str] = []
        self.depth: Counter[str] = Counter()
        self.rows: list[list[int]] = []
        self.lists: list[int] = []
        self.main_from: int | None = None

    @property
    def _is_in_main(self) -> bool:
        return bool(self.depth["main"] or self.depth["article"])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            self._void(tag)
            return
        self.open.append(tag)
        self.depth[tag] += 1
        if not self.unseen and self._is_chrome(tag, dict(attrs)):
            self.unseen.append((tag, len(self.open)))
        if self.unseen:
            return
        if tag in _BLOCKS:
            self._part()
        self._begin(tag, dict(attrs))

    def _void(self, tag: str) -> None:
        if tag == "br" and not self.unseen:
            self.lines.append("")
        elif tag == "hr":
            self._part()

    def _is_chrome(self, tag: str, attrs: dict[str, str | None]) -> bool:
        if tag in _UNSEEN or "hidden" in attrs or (attrs.get("role") or "") in _CHROME_ROLES:
            return True
        if tag in {"header", "footer"} and not self._is_in_main:
            return True
        named = f"{attrs.get('class') or ''} {attrs.get('id') or ''}".strip()
        return tag not in {"html", "body", "main", "article"} and bool(_CHROME.search(named))

    def _begin(self, tag: str, attrs: dict[str, str | None]) -> None:
        if tag in {"main", "article"} and self.main_from is None:
            self.main_from = len(self.lines) - 1
        elif tag == "tr":
            self._part()
            self.rows.append([])
        elif tag in {"td", "th"} and self.rows:
            self._part()
            self.rows[-1].append(len(self.lines) - 1)
        elif tag in {"ul", "ol"}:
            start = attrs.get("start") or "1"
            self.lists.append(int(start) if tag == "ol" and start.isdecimal() else int(tag == "ol"))
        elif tag == "li":
            self._item()

    def _item(self) -> None:
        number = self.lists[-1] if self.lists else 0
        self.lines[-1] = f"{number}. " if number else "• "
        if number:
            self.lists[-1] += 1

    def handle_endtag(self, tag: str) -> None:
        if not self.depth[tag]:
            return
        while self.open:
            closed = self.open.pop()
            self.depth[closed] -= 1
            if self.unseen and len(self.open) < self.unseen[-1][1]:
                self.unseen.pop()
            elif not self.unseen:
                self._end(closed)
            if closed == tag:
                break

    def _end(self, tag: str) -> None:
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
            self.main += self.lines[self.main_from :]
            self.main_from = None

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
        self.lines.append("")

    def handle_data(self, data: str) -> None:
        if self.unseen:
            return
        if self.depth["pre"]:
            first, *more = data.split("\n")
            self.lines[-1] += first
            self.lines.extend(more)
            return
        text = _SPACES.sub(" ", data)
        self.lines[-1] += text.lstrip(" ") if not self.lines[-1] or self.lines[-1].endswith(" ") else text

    def _part(self) -> None:
        """Leave an empty line, and begin a new one, unless nothing was written since the last."""
        if self.lines[-1].strip():
            self.lines.append("")
        if len(self.lines) < 2 or self.lines[-2].strip():
            self.lines.append("")


def read_page(markup: str) -> str:
    """The text of a page without its navigation, one line for each line a reader sees, blocks parted by empty ones.

    `<main>` or `<article>` is taken where it holds most of a text, else the whole body. Never raises for bad markup.
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
    reader = _PageReader()
    reader.feed(sound)
    reader.close()
    while reader.open:
        reader.handle_endtag(reader.open[-1])
    main = "\n".join(reader.main)
    lines = reader.main if len(main.strip()) >= _LEAST_TEXT else reader.lines
    text = "\n".join(line.rstrip(" ") for line in lines)
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n") + "\n"
