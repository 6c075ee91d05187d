"""The body of a release as markup and as plain text."""

import re
from html import escape
from html.parser import HTMLParser

import nh3

from releases.models.nesting import NestingError, bounded
from releases.models.table_markup import in_order

TAGS = frozenset(
    {
        *("p", "h2", "h3", "ul", "ol", "li", "blockquote", "strong", "em", "sub", "sup", "a", "br", "hr"),
        *("table", "thead", "tbody", "tr", "th", "td", "caption"),
    }
)
# What the editor of the desk offers; each extension that another one needs has to be named too.
EDITOR = {
    "Bold": True,
    "Italic": True,
    "Subscript": True,
    "Superscript": True,
    "Heading": {"levels": [2, 3]},
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Blockquote": True,
    # What is typed like an address becomes a link by itself.
    "Link": {"defaultProtocol": "https", "enableTarget": False},
    "HardBreak": True,
    "HorizontalRule": True,
    "Table": True,
    "TableRow": True,
    "TableCell": True,
    "TableHeader": True,
    "History": True,
    # Ours, of `pressroom/static/pressroom/editor.js`.
    "CleanPaste": True,
    "KeepSpaces": True,
}
ATTRIBUTES = {"a": {"href"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}, "ol": {"start"}}
SCOPES = {"th": {"scope": {"col", "row", "colgroup", "rowgroup"}}}
SCHEMES = {"http", "https", "mailto", "tel"}
BLOCKS = frozenset({"p", "h2", "h3", "li", "blockquote", "tr", "caption"})
SUMMARY_LENGTH = 280
_ANY_TAG = re.compile(r"<[^<>]*>")


def sanitise(markup: str) -> str:
    """`markup` with nothing left that could run, load or disguise anything: only the tags in TAGS, tables in order.

    What is nested too deep to be looked at in reasonable time loses all its tags.
    """
    try:
        sound = bounded(markup)
    except NestingError:
        return escape(_ANY_TAG.sub(" ", markup), quote=False)
    clean = nh3.clean(
        sound,
        tags=set(TAGS),
        attributes=ATTRIBUTES,
        tag_attribute_values=SCOPES,
        url_schemes=SCHEMES,
        link_rel="noopener nofollow",
    )
    return in_order(clean)


class _TextReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[list[str]] = [[]]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BLOCKS:
            self.blocks.append([])
        elif tag == "br":
            self.blocks[-1].append("\n")
        elif tag in {"td", "th"}:
            self.blocks[-1].append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            self.blocks.append([])

    def handle_data(self, data: str) -> None:
        self.blocks[-1].append(data)


# A summary is looked for in the first blocks of a text.
LOOKED_AT = 6
# The end of a sentence in any of the scripts, and the words with which speakers begin in the seven languages.
_END = re.compile(r"[.!?…؟。！？][\"”»’)\]]*\Z")
_SALUTATION = re.compile(
    r"(?:(?:Your )?Excellenc|Ladies|Distinguished|Dear |M(?:r|rs|s|adam)\b|Monsieur|Madame|Mesdames|Messieurs|Chers|"
    r"Excelencia|Señor|Estimad|Ваш[ие]|Уважаем|Господ|Дамы|أصحاب|السيد|معالي|سعادة|主席先生|主席女士|各位|女士们|尊敬的|"
    r"Exzellenz|Sehr geehrte|Herr |Frau |Meine Damen)"
)
LONGEST_SALUTATION, LONG_ENOUGH = 120, 100


def _says_something(block: str) -> bool:
    """Whether it is a sentence, or long; a salutation, a heading or a line of place and date is neither."""
    if len(block) <= LONGEST_SALUTATION and _SALUTATION.match(block):
        return False
    return len(block) >= LONG_ENOUGH or bool(_END.search(block))


def plain_text(markup: str) -> str:
    """The words of `markup`, blocks separated by an empty line."""
    reader = _TextReader()
    reader.feed(markup)
    reader.close()
    blocks = ("".join(parts).strip() for parts in reader.blocks)
    return "\n\n".join(block for block in blocks if block)


def summary(text: str) -> str:
    """The first block of `text` that says something, cut at a word with an ellipsis after 280 characters.

    A salutation, a heading or a line of place and date says nothing; where there is nothing else, it is the first.
    """
    blocks = (" ".join(block.split()) for block in text.split("\n\n", LOOKED_AT)[:LOOKED_AT])
    beginnings = [block for block in blocks if block]
    first = next(filter(_says_something, beginnings), beginnings[0] if beginnings else "")
    if len(first) <= SUMMARY_LENGTH:
        return first
    head = first[:SUMMARY_LENGTH]
    # Chinese and Japanese put no spaces between words: cut where the room ends.
    return (head.rsplit(" ", 1)[0] if " " in head else head).rstrip(" ,;:–-") + "…"
