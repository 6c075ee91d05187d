"""Markup that can be sanitised in reasonable time: not nested without end, and without what is no text."""

import re
from collections import Counter
from collections.abc import Iterator

DEEPEST = 250
"""Elements within one another. What people write stays below thirty, the frame of a saved page below a hundred;
the time in which a page is sanitised grows with the square of this."""

MOST_ATTRIBUTES = 100
"""Attributes of one tag that are kept. Parsers compare each with all before it."""

_ATTRIBUTE = r"[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"'][^\s>]*+)?+)?+"
_TAG = re.compile(
    rf"<(?P<end>/?)(?P<name>[a-z][^\s/>]*)(?:[\s/]++|{_ATTRIBUTE})*+>",
    re.IGNORECASE | re.ASCII,
)
_FIRST_ATTRIBUTES = re.compile(
    rf"</?[a-z][^\s/>]*(?:[\s/]*+{_ATTRIBUTE}){{0,{MOST_ATTRIBUTES}}}+", re.IGNORECASE | re.ASCII
)
_MAY_HAVE_MORE = 2 * MOST_ATTRIBUTES
_MARK = re.compile(r"<(?=[a-z/!?])", re.IGNORECASE)
_RAW = frozenset({"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"})
_DRAWN = frozenset({"svg", "math", "template"})
_VOID = frozenset(
    {
        *(
            "area",
            "base",
            "br",
            "col",
            "embed",
            "hr",
            "img",
            "input",
            "link",
            "meta",
            "param",
            "source",
            "track",
        ),
        *("wbr", "keygen", "basefont", "bgsound", "frame"),
    }
)
# They end where the next of their kind begins, or stand only in what is counted.
_NEVER_NESTED = frozenset(
    {
        "p",
        "li",
        "dt",
        "dd",
        "tr",
        "td",
        "th",
        "thead",
        "tbody",
        "tfoot",
        "a",
        "nobr",
        "option",
        "body",
        "html",
        "head",
    }
)
_NEVER_COUNTED = _VOID | _NEVER_NESTED
# A browser opens these again after whatever ended around them.
_REOPENED = frozenset({"b", "big", "code", "em", "font", "i", "s", "small", "strike", "strong", "tt", "u"})


# A browser takes only the attributes of a second one.
_ONCE = frozenset({"html", "body"})


class NestingError(ValueError):
    """The elements of a text stand in one another too deep."""


def bounded(markup: str) -> str:
    """`markup` without comments, scripts, styles and drawings, without further tags for the page and its body, whose
    attributes would be added to the first one's, and with at most MOST_ATTRIBUTES in one tag. Raises NestingError
    where more than DEEPEST elements stand within one another, counted as a browser would nest them or higher. Takes
    time linear in its length."""
    kept, open_tags, count, reopened = [], [], Counter[str](), 0
    for piece, name, is_end in _pieces(markup):
        if name in _ONCE and not is_end and _is_second(name, count):
            continue
        kept.append(_with_few_attributes(piece) if name and len(piece) > _MAY_HAVE_MORE else piece)
        if not name or name in _NEVER_COUNTED or (is_end and not count[name]):
            continue
        count[name] += -1 if is_end else 1
        if name in _REOPENED:
            reopened += -1 if is_end else 1
        elif not is_end:
            open_tags.append(name)
        else:
            while (closed := open_tags.pop()) != name:
                count[closed] -= 1
        if len(open_tags) + reopened > DEEPEST:
            raise NestingError
    return "".join(kept)


def _is_second(name: str, count: Counter[str]) -> bool:
    count[name] += 1
    return count[name] > 1


def _with_few_attributes(tag: str) -> str:
    first = _FIRST_ATTRIBUTES.match(tag)
    return tag if first is None or not tag[first.end() :].strip("/> \t\r\n\f") else f"{first[0]}>"


def _pieces(markup: str) -> Iterator[tuple[str, str, bool]]:
    """What is kept of `markup`, each with the name of the tag that it is, if it is one, and whether that ends it."""
    place = 0
    while mark := _MARK.search(markup, place):
        yield markup[place : mark.start()], "", False
        tag = _TAG.match(markup, mark.start())
        if tag is None:
            place = _end_of_comment(markup, mark.start())
            yield " ", "", False
            continue
        name, place = tag["name"].lower(), tag.end()
        if not tag["end"] and (name in _RAW or name in _DRAWN):
            place = _end_of(markup, name, place)
            yield " ", "", False
        else:
            yield tag[0], name, bool(tag["end"])
    yield markup[place:], "", False


def _end_of_comment(markup: str, place: int) -> int:
    """Where what begins here and is no tag ends: a comment, a declaration, or a tag that is never finished."""
    if markup.startswith("<!--", place):
        # `<!-->` is a whole comment.
        ends = [end + 3 for end in (markup.find("-->", place + 2),) if end >= 0]
    elif markup.startswith(("<!", "<?", "</"), place):
        ends = [end + 1 for end in (markup.find(">", place),) if end >= 0]
    else:
        ends = []
    return ends[0] if ends else len(markup)


def _end_of(markup: str, name: str, place: int) -> int:
    """Where the element ends that begins before `place` and is passed over whole; what nests in it is counted."""
    marks = re.compile(rf"<(/?){name}(?=[\s/>])[^>]*>?", re.IGNORECASE)
    depth = 1
    for mark in marks.finditer(markup, place):
        depth += (-1 if mark[1] else 1) if name in _DRAWN or mark[1] else 0
        if not depth:
            return mark.end()
    return len(markup)
