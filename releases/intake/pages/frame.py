"""The frame of a saved page: what is navigation around its text, and which of its elements holds that text."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate

from selectolax.lexbor import LexborNode

TEXT = "-text"
"""The name of a node that is text."""

_NEVER_TEXT = frozenset(
    {
        *("script", "style", "noscript", "button", "select", "svg", "math", "head", "iframe", "template"),
        *("object", "video", "audio", "map", "dialog", "title", "textarea", "canvas"),
    }
)
_AROUND = frozenset({"nav", "aside"})
_AROUND_ROLES = frozenset({"navigation", "banner", "search", "contentinfo", "complementary"})
_AROUND_NAME = re.compile(
    r"(?:\A|[\s_-])(?:nav|navbar|navigation|menu|breadcrumbs?|sidebar|share|sharing|social|cookies?|skip|masthead"
    r"|site-?header|site-?footer|page-?footer|global-?footer|pager|search-?(?:box|form|block)|language-?switcher)"
    r"(?:\Z|[\s_-])",
    re.IGNORECASE,
)
_WHOLE = frozenset({"html", "body", "main", "article"})
_FEW_ARTICLES = 2
_MAY_LIST_LINKS = frozenset({"ul", "ol", "td", "p", "div", "center", "table"})
_PARAGRAPHS = frozenset({"p", "div", "td", "li", "blockquote"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
_FEWEST_LINKS = 3
# Signs between the links of a menu: ` | `.
_BETWEEN_LINKS = 3
_PROSE = 60


def nodes(root: LexborNode) -> Iterator[tuple[LexborNode, bool]]:
    """Every element as it begins (True) and as it ends, and every text, in the order of the page."""
    parents: list[LexborNode] = []
    node = root
    while True:
        yield node, True
        if (child := node.first_child) is not None:
            parents.append(node)
            node = child
            continue
        if node.tag != TEXT:
            yield node, False
        following = node.next if parents else None
        while following is None and parents:
            node = parents.pop()
            yield node, False
            following = node.next if parents else None
        if following is None:
            return
        node = following


@dataclass(frozen=True, slots=True)
class Frame:
    """The element that is read, and the keys (`mem_id`) of those in it that are passed over.

    `teasers` are short articles beside the one text, `menus` lists of links before or after it.
    """

    root: LexborNode
    around: frozenset[int]
    teasers: frozenset[int]
    menus: frozenset[int]


@dataclass(slots=True)
class _Span:
    """An element by its place in the page, and how much text outside links stands before its begin and end.

    `links` and `headings` count those before it, and when it has ended those in it.
    """

    node: LexborNode
    tag: str
    first: int
    start: int
    links: int
    headings: int
    last: int = 0
    end: int = 0

    def holds(self, other: "_Span") -> bool:
        return self.first <= other.first and other.last <= self.last


@dataclass(slots=True)
class _Measure:
    """One pass over a page, in which its text outside links is counted: a menu is nearly all links."""

    around: set[int] = field(default_factory=set)
    named: list[_Span] = field(default_factory=list)
    frames: list[_Span] = field(default_factory=list)
    lists: list[_Span] = field(default_factory=list)
    titles: list[LexborNode] = field(default_factory=list)
    total: int = 0
    links: int = 0
    headings: int = 0
    # Where the first and the last piece of prose stand, and the last one itself.
    prose: tuple[int, int] = (0, 0)
    last_prose: LexborNode | None = None

    def read(self, root: LexborNode) -> None:
        kinds: list[_Span | str] = []
        counts = {"passed": 0, "link": 0, "frame": 0}
        for place, (node, begins) in enumerate(nodes(root)):
            if node.tag == TEXT:
                if not counts["passed"] and not counts["link"]:
                    self._text(node, len((node.text_content or "").strip()), place)
            elif begins:
                kind = "" if counts["passed"] else self._kind(node, in_frame=counts["frame"] > 0)
                span = self._open(node, kind, place)
                kinds.append(span or kind)
                counts[kind if kind in counts else "link"] += kind in counts
            else:
                closed = kinds.pop()
                if isinstance(closed, _Span):
                    closed.last, closed.end = place, self.total
                    closed.links = self.links - closed.links
                    closed.headings = self.headings - closed.headings
                    counts["frame"] -= closed.tag in {"main", "article"}
                elif closed:
                    counts[closed] -= 1

    def _open(self, node: LexborNode, kind: str, place: int) -> _Span | None:
        if kind == "passed":
            self.around.add(node.mem_id)
        self.links += kind == "link"
        spans = {"frame": self.frames, "named": self.named, "list": self.lists}.get(kind)
        if spans is None:
            return None
        span = _Span(node, node.tag or "", place, self.total, self.links, self.headings)
        spans.append(span)
        return span

    def _text(self, node: LexborNode, length: int, place: int) -> None:
        self.total += length
        if length >= _PROSE:
            self.prose, self.last_prose = (self.prose[0] or place, place), node

    def _kind(self, node: LexborNode, *, in_frame: bool) -> str:
        tag = node.tag or ""
        if tag in _NEVER_TEXT or tag in _AROUND or (tag in {"header", "footer"} and not in_frame):
            return "passed"
        self.headings += tag in _HEADINGS
        if tag == "h1":
            self.titles.append(node)
        attributes = node.attributes
        if attributes.get("role") in _AROUND_ROLES:
            return "passed"
        if tag in {"main", "article"}:
            return "frame"
        if tag == "a":
            return "link"
        named = f"{attributes.get('class') or ''} {attributes.get('id') or ''}" if attributes else ""
        is_named = tag not in _WHOLE and (tag == "form" or bool(_AROUND_NAME.search(named.strip())))
        if is_named:
            return "named"
        return "list" if tag in _MAY_LIST_LINKS else ""


class _Choice:
    """What of a measured page is read: nothing that holds most of its text is passed over for its name."""

    def __init__(self, measure: _Measure) -> None:
        self.measure = measure
        hidden: list[_Span] = []
        for span in measure.named:
            is_inside = bool(hidden) and span.last < hidden[-1].last
            if not is_inside and 2 * (span.end - span.start) < measure.total:
                hidden.append(span)
        self.hidden_starts = [span.first for span in hidden]
        self.hidden_text = [0, *accumulate(span.end - span.start for span in hidden)]
        self.hidden_ids = frozenset(span.node.mem_id for span in hidden)
        self.total = measure.total - self.hidden_text[-1]
        self.frames = [span for span in measure.frames if not self._is_hidden(span, hidden)]

    def _is_hidden(self, span: _Span, hidden: list[_Span]) -> bool:
        place = bisect_left(self.hidden_starts, span.first)
        return place > 0 and hidden[place - 1].last > span.last

    def text(self, span: _Span) -> int:
        """How much text outside links and navigation an element holds."""
        first, last = (bisect_left(self.hidden_starts, place) for place in (span.first, span.last))
        return span.end - span.start - (self.hidden_text[last] - self.hidden_text[first])

    def frame(self, root: LexborNode) -> Frame:
        largest = max(self.frames, key=self.text, default=None)
        chosen = root
        if largest is not None and 2 * self.text(largest) > self.total:
            chosen = self._with_title(largest.node, root)
        return Frame(
            chosen,
            frozenset(self.measure.around) | self.hidden_ids,
            frozenset(span.node.mem_id for span in self._teasers()),
            frozenset(span.node.mem_id for span in self._menus(in_frame=chosen is not root)),
        )

    def _menus(self, *, in_frame: bool) -> Iterator[_Span]:
        """Lists of links without a heading before the prose, and after it where no element holds the text alone.

        A list directly after the last paragraph is its own.
        """
        first, last = self.measure.prose
        beside = _container(self.measure.last_prose)
        for span in self.measure.lists if first else ():
            text = span.end - span.start
            is_menu = (
                span.links >= _FEWEST_LINKS and text <= _BETWEEN_LINKS * span.links and not span.headings
            )
            is_own = span.tag in {"ul", "ol"} and span.node.parent == beside
            if is_menu and (span.last < first or (span.first > last and not in_frame and not is_own)):
                yield span

    def _with_title(self, node: LexborNode, root: LexborNode) -> LexborNode:
        """The element, or the smallest around it that also holds the page's title where that stands outside."""
        title = next((title for title in self.measure.titles if self._is_title(title)), None)
        above = {parent.mem_id for parent in _parents(title)} if title else {node.mem_id}
        return next((parent for parent in _parents(node) if parent.mem_id in above), root)

    def _is_title(self, title: LexborNode) -> bool:
        is_seen = not any(parent.mem_id in self.hidden_ids for parent in _parents(title))
        return is_seen and bool(title.text().strip())

    def _teasers(self) -> list[_Span]:
        """The articles beside the one that holds most of the text, or beside a text that stands in none."""
        articles = [span for span in self.frames if span.tag == "article"]
        largest = max(articles, key=self.text, default=None)
        if largest is None:
            return []
        if 2 * self.text(largest) > self.total:
            return [span for span in articles if not span.holds(largest) and not largest.holds(span)]
        outer: list[_Span] = []
        for span in articles:
            if not outer or span.first > outer[-1].last:
                outer.append(span)
        are_few = 2 * sum(map(self.text, outer)) < self.total
        return outer if are_few and len(outer) >= _FEW_ARTICLES else []


def _container(text: LexborNode | None) -> LexborNode | None:
    """What the paragraph of a text stands in."""
    paragraph = next((parent for parent in _parents(text) if parent.tag in _PARAGRAPHS), None)
    return paragraph.parent if paragraph else None


def _parents(node: LexborNode | None) -> Iterator[LexborNode]:
    """The element and those around it, from the inside."""
    while node is not None:
        yield node
        node = node.parent


def find_frame(root: LexborNode) -> Frame:
    """What of a page is read: the `<main>` or `<article>` that holds more than half of its text, else all of it.

    Text in links is not counted. Passed over are what is never text, what its tag or role makes navigation, and
    what its name makes navigation, unless half of the text stands in it. Takes time linear in the page.
    """
    measure = _Measure()
    measure.read(root)
    return _Choice(measure).frame(root)
