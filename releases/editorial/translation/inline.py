"""Marks inside a paragraph as XLIFF 2.1 has them: `pc` around words, `ph` for a line break, and back."""

import re
from collections.abc import Iterator
from html import unescape
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from releases.editorial.translation.paragraphs import TAG, VOID

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
# element → what XLIFF calls it; sub and sup have no name there and get one of ours.
SHOWN_AS = {
    "strong": {"type": "fmt", "subType": "xlf:b"},
    "em": {"type": "fmt", "subType": "xlf:i"},
    "sub": {"type": "fmt", "subType": "pressroom:sub"},
    "sup": {"type": "fmt", "subType": "pressroom:sup"},
    "a": {"type": "link"},
    "br": {"type": "fmt", "subType": "xlf:lb"},
}
# What XML cannot say, or would say otherwise after it was read.
_UNSAYABLE = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class MarksError(ValueError):
    """The marks of a translated text are not those of the original. The message is a sentence for people."""


def named(name: str) -> str:
    """The name of an element of XLIFF as ElementTree has it."""
    return f"{{{NAMESPACE}}}{name}"


def append_text(parent: Element, text: str) -> None:
    """`text` stands at the end of `parent`; what XML cannot say as `cp`, by its number."""
    place = 0
    for match in _UNSAYABLE.finditer(text):
        _append(parent, text[place : match.start()])
        ElementTree.SubElement(parent, named("cp"), hex=f"{ord(match[0]):04X}")
        place = match.end()
    _append(parent, text[place:])


def _append(parent: Element, text: str) -> None:
    if not text:
        return
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def tokens(markup: str) -> Iterator[re.Match[str] | str]:
    """Tags and the words between them, as people read these."""
    place = 0
    for tag in TAG.finditer(markup):
        if markup[place : tag.start()]:
            yield unescape(markup[place : tag.start()])
        yield tag
        place = tag.end()
    if markup[place:]:
        yield unescape(markup[place:])


def codes(markup: str) -> dict[str, tuple[str, str]]:
    """id → opening and closing tag of each mark in `markup`, in order; the second is empty for a line break."""
    found: dict[str, tuple[str, str]] = {}
    for token in tokens(markup):
        if not isinstance(token, str) and not token["end"]:
            closing = "" if token["name"] in VOID else f"</{token['name']}>"
            found[str(len(found) + 1)] = token[0], closing
    return found


def write(parent: Element, markup: str) -> None:
    """The words and marks of `markup` stand in `parent`, a `source` or `target`."""
    around, count = [parent], 0
    for token in tokens(markup):
        if isinstance(token, str):
            append_text(around[-1], token)
        elif token["end"]:
            around.pop()
        else:
            count += 1
            what = SHOWN_AS[token["name"]] | {"id": str(count), "canCopy": "no", "canDelete": "no"}
            if token["name"] in VOID:
                ElementTree.SubElement(around[-1], named("ph"), what | {"dataRef": f"d{count}"})
            else:
                what |= {"dataRefStart": f"d{count}", "dataRefEnd": f"e{count}"}
                around.append(ElementTree.SubElement(around[-1], named("pc"), what))


def read(elements: list[Element], source: str) -> str:
    """The markup of translated content, with the marks of `source` where the content refers to them.

    Raises MarksError where a mark is missing, doubled, unknown or not closed: nothing but words comes from the file.
    """
    reader = _Reader(codes(source))
    for element in elements:
        reader.read(element)
    return reader.finish()


class _Reader:
    def __init__(self, known: dict[str, tuple[str, str]]) -> None:
        self.known = known
        self.markup: list[str] = []
        self.used: list[str] = []
        self.open: list[str] = []

    def read(self, parent: Element) -> None:
        self.words(parent.text)
        for child in parent:
            self.element(child)
            self.words(child.tail)

    def words(self, text: str | None) -> None:
        self.markup.append(escaped(text or ""))

    def element(self, child: Element) -> None:
        kind = child.tag.rpartition("}")[2]
        key = child.get("id", "")
        if kind == "pc":
            self.start(key)
            self.read(child)
            self.end(key)
        elif kind == "ph":
            self.start(key)
            self.end(key)
        elif kind == "sc":
            self.start(key)
        elif kind == "ec":
            self.end(child.get("startRef", ""))
        elif kind == "cp":
            self.words(_character(child.get("hex", "")))
        elif kind == "mrk":
            self.read(child)
        elif kind not in {"sm", "em"}:
            raise MarksError(_("it has “%(element)s”, which cannot stand in it") % {"element": kind[:40]})

    def start(self, key: str) -> None:
        if key not in self.known:
            raise MarksError(
                _("it has the mark %(mark)s, which the original has not") % {"mark": key[:40] or "–"}
            )
        if key in self.used:
            raise MarksError(_("it has the mark %(mark)s twice") % {"mark": self.called(key)})
        self.used.append(key)
        self.open.append(key)
        self.markup.append(self.known[key][0])

    def end(self, key: str) -> None:
        if not self.open or self.open[-1] != key:
            raise MarksError(_("its marks are not closed in the order in which they are opened"))
        self.open.pop()
        self.markup.append(self.known[key][1])

    def finish(self) -> str:
        if self.open:
            raise MarksError(_("its marks are not closed in the order in which they are opened"))
        missing = [key for key in self.known if key not in self.used]
        if missing:
            raise MarksError(
                _("it lacks these marks of the original: %(marks)s")
                % {"marks": ", ".join(self.called(key) for key in missing)}
            )
        return "".join(self.markup)

    def called(self, key: str) -> str:
        return f"{key} ({self.known[key][0]})"


def _character(number: str) -> str:
    if not re.fullmatch("[0-9A-Fa-f]{1,6}", number) or int(number, 16) > 0x10FFFF:
        raise MarksError(_("it has a sign without a number"))
    return chr(int(number, 16))


def escaped(text: str) -> str:
    """Words as a sanitised body writes them."""
    text = text.replace("&", "&amp;").replace("\xa0", "&nbsp;")
    return text.replace("<", "&lt;").replace(">", "&gt;")
