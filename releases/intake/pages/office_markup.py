"""What word processors and mail programs say in markup: what is struck out, hidden, a comment, an item of a list.

`pressroom/static/pressroom/paste/` holds the same rules for what is pasted; the samples of `tests/clipboard/` hold
that both read alike.
"""

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Self

Attributes = Mapping[str, str]
Style = Mapping[str, str]

_MOST_RULES = 2000
_SELECTOR = re.compile(r"[a-z0-9]*(?:\.[\w-]+)?", re.IGNORECASE)
_NO_RULE = re.compile(r"<!--|-->|/\*[^*]*(?:\*(?!/)[^*]*)*\*/")
_BRACE = re.compile(r"([{}])")
_DELETED = frozenset({"del", "s", "strike"})
_DELETION_CLASS = re.compile(
    r"(?:\A|\s)(?:msodel|trackchange\w*deletion|trackeddeletion)(?:\Z|\s)", re.IGNORECASE
)
_COMMENT_CLASS = re.compile(
    r"(?:\A|\s)(?:msocomanchor|msocomtxt|msocommentreference|msocommenttext|msocomoff)(?:\Z|\s)",
    re.IGNORECASE,
)
_COMMENT_PLACE = re.compile(r"#(?:_msocom_|cmnt)")
_NOTE = re.compile(r"(?:footnote|endnote)-\d+|(?:sdfootnote|sdendnote)\d+|(?:ftnt|endnt)\d+")
_LEVEL = re.compile(r"\Al\d+ level(\d)")
_MARK_OF_NUMBERS = re.compile(r"[(（]?(?P<number>\w{1,4})[.)）、]")


class Reason(StrEnum):
    """Why something in a page is no text of the release; the names are those of `LeftOut`."""

    DELETION = "deletions"
    COMMENT = "comments"
    HIDDEN = "hidden"
    PICTURE = "pictures"


def declarations(text: str) -> dict[str, str]:
    """`font-weight:bold; mso-list:l0 level2` as names and values, both in small letters."""
    pairs = (part.partition(":") for part in text.split(";") if ":" in part)
    return {
        name.strip().lower(): re.sub("!important", "", value.lower()).strip() for name, _colon, value in pairs
    }


class StyleSheet:
    """What a page says of its tags and classes, as far as programs write it: one tag, one class, or both."""

    def __init__(self) -> None:
        self.rules: dict[tuple[str, str], dict[str, str]] = {}

    @classmethod
    def of(cls, markup: str) -> Self:
        """The rules of every `<style>` of a page. Takes time linear in its length."""
        sheet = cls()
        for text in _sheets(markup):
            for selectors, body in _rules(_NO_RULE.sub("", text)):
                if len(sheet.rules) < _MOST_RULES:
                    sheet._add(selectors, declarations(body))
        return sheet

    def _add(self, selectors: str, found: dict[str, str]) -> None:
        for selector in map(str.strip, selectors.split(",")):
            if _SELECTOR.fullmatch(selector):
                tag, _dot, name = selector.partition(".")
                self.rules.setdefault((tag.lower(), name), {}).update(found)

    def style(self, tag: str, attributes: Attributes) -> dict[str, str]:
        """What applies to an element: its tag and classes first, then what stands on it."""
        applied = dict(self.rules.get((tag, ""), {}))
        for name in attributes.get("class", "").split() if self.rules else ():
            applied |= self.rules.get(("", name), {}) | self.rules.get((tag, name), {})
        return applied | declarations(attributes.get("style", ""))


def _sheets(markup: str) -> Iterator[str]:
    small, place = markup.lower(), 0
    while (start := small.find("<style", place)) >= 0:
        end = small.find("</style", start)
        if end < 0:
            return
        yield markup[small.find(">", start) + 1 : end]
        place = end


def _rules(text: str) -> Iterator[tuple[str, str]]:
    """Selectors and declarations of the rules that always hold: not those inside `@media` and the like."""
    words, depth = "", 0
    for part in _BRACE.split(text):
        if part == "{":
            depth += 1
        elif part == "}":
            depth = max(0, depth - 1)
        elif depth == 0:
            words = part
        elif depth == 1 and "@" not in words:
            yield words, part


def reason_against(tag: str, attributes: Attributes, style: Style) -> Reason | None:
    """Why an element is no text of the release, if it is none."""
    if is_comment(attributes, style):
        return Reason.COMMENT
    if _is_deletion(tag, attributes, style):
        return Reason.DELETION
    if _is_hidden(attributes, style):
        return Reason.HIDDEN
    return None


def is_comment(attributes: Attributes, style: Style) -> bool:
    """A comment, the list of them, or the mark that leads to one."""
    return bool(
        _COMMENT_CLASS.search(attributes.get("class", ""))
        or style.get("mso-element", "").startswith("comment")
        or style.get("mso-special-character") == "comment"
        or _COMMENT_PLACE.match(attributes.get("href", ""))
    )


def _is_deletion(tag: str, attributes: Attributes, style: Style) -> bool:
    lines = f"{style.get('text-decoration', '')} {style.get('text-decoration-line', '')}"
    return bool(
        tag in _DELETED
        or _DELETION_CLASS.search(attributes.get("class", ""))
        or "line-through" in lines
        or any(name.startswith("mso-del") for name in style)
    )


def _is_hidden(attributes: Attributes, style: Style) -> bool:
    return bool(
        "hidden" in attributes
        or style.get("display") == "none"
        or style.get("visibility") == "hidden"
        or style.get("mso-hide", "none") != "none"
    )


def is_note(attributes: Attributes, style: Style) -> bool:
    """A footnote or endnote, or the number with which it begins."""
    return bool(
        _NOTE.fullmatch(attributes.get("id", "")) or style.get("mso-element") in {"footnote", "endnote"}
    )


def level_of(style: Style) -> int:
    """The level of a paragraph that Word means as an item of a list, 0 for any other."""
    level = _LEVEL.match(style.get("mso-list", ""))
    return int(level[1]) if level else 0


def number_of(mark: str, before: int) -> int:
    """The number of an item that Word marks so, after one of the number `before`; 0 where it is a bullet."""
    numbered = _MARK_OF_NUMBERS.fullmatch(" ".join(mark.split()))
    if numbered is None:
        return 0
    text = numbered["number"]
    return int(text) if text.isascii() and text.isdecimal() else before + 1
