"""OpenDocument texts (.odt) as markup: without what is hidden in them, and with a count of what was left out.

Written after OASIS Open Document Format 1.3, part 3.
"""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from io import BytesIO
from xml.etree import ElementTree

from releases.intake.files import archives
from releases.intake.left_out import LeftOut

Element = ElementTree.Element

OPEN_DOCUMENT = "application/vnd.oasis.opendocument.text"
LARGEST_CONTENT = 20 * 1024 * 1024
"""Bytes of its markup when unpacked."""

DEEPEST = 200

_NAMES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
}
_SHORT = {address: name for name, address in _NAMES.items()}
_MOST_REPEATED = 50
_TITLES = {"Title": "h1", "Subtitle": "h2"}
_UNSEEN = frozenset({"text:tracked-changes", "text:sequence-decls", "office:forms", "text:note-citation"})
_HIDDEN = frozenset({"text:hidden-text", "text:hidden-paragraph"})


class OpenDocumentError(ValueError):
    """A file is no OpenDocument text, or a damaged one; the message is one sentence for people."""


@dataclass(slots=True)
class _Reader:
    """Makes markup of the elements of one text."""

    parents: dict[str, str] = field(default_factory=dict)
    hiding: set[str] = field(default_factory=set)
    numbered: set[str] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)
    comments: int = 0
    hidden: int = 0
    pictures: int = 0

    def learn(self, styles: Element) -> None:
        """What the styles of a part say: on which they are based, which hide, which lists have numbers."""
        for style in styles.iter(_full("style:style")):
            name = _said(style, "style:name")
            self.parents[name] = _said(style, "style:parent-style-name")
            if any(
                _said(one, "text:display") == "none" for one in style.iter(_full("style:text-properties"))
            ):
                self.hiding.add(name)
        for style in styles.iter(_full("text:list-style")):
            if style.find(_full("text:list-level-style-number")) is not None:
                self.numbered.add(_said(style, "style:name"))

    def is_hidden(self, element: Element, name: str) -> bool:
        style, seen = _said(element, "text:style-name"), set[str]()
        while style and style not in seen:
            if style in self.hiding:
                return True
            seen.add(style)
            style = self.parents.get(style, "")
        return name in _HIDDEN or _said(element, "text:display") == "none"

    def inside(self, element: Element, depth: int) -> str:
        """The markup of what stands in an element, its text included."""
        if depth > DEEPEST:
            raise OpenDocumentError("This document is nested too deeply: save its text alone.")
        made = [escape(element.text or "", quote=False)]
        for child in element:
            made += [self.markup(child, depth + 1), escape(child.tail or "", quote=False)]
        return "".join(made)

    def markup(self, element: Element, depth: int) -> str:
        name = _name(element)
        if name in _UNSEEN:
            return ""
        if name == "office:annotation":
            self.comments += 1
            return ""
        if self.is_hidden(element, name):
            self.hidden += bool("".join(element.itertext()).strip())
            return ""
        if name == "draw:image":
            self.pictures += 1
            return "<img>"
        make = getattr(self, f"_{name.rpartition(':')[2].replace('-', '_')}", None)
        return make(element, depth) if make and name in _MADE else self.inside(element, depth)

    def _p(self, element: Element, depth: int) -> str:
        style = _said(element, "text:style-name")
        tag = _TITLES.get(style) or _TITLES.get(self.parents.get(style, ""), "p")
        inside = self.inside(element, depth)
        # A box or table anchored in a paragraph is a block of its own.
        return f"<{tag}>{inside}</{tag}>" if "<p>" not in inside else f"<div>{inside}</div>"

    def _h(self, element: Element, depth: int) -> str:
        level = _count(element, "text:outline-level", 6)
        return f"<h{level}>{self.inside(element, depth)}</h{level}>"

    def _list(self, element: Element, depth: int) -> str:
        tag = "ol" if _said(element, "text:style-name") in self.numbered else "ul"
        return f"<{tag}>{self.inside(element, depth)}</{tag}>"

    def _list_item(self, element: Element, depth: int) -> str:
        return f"<li>{self.inside(element, depth)}</li>"

    def _table(self, element: Element, depth: int) -> str:
        return f"<table>{self.inside(element, depth)}</table>"

    def _table_row(self, element: Element, depth: int) -> str:
        return f"<tr>{self.inside(element, depth)}</tr>"

    def _table_header_rows(self, element: Element, depth: int) -> str:
        return f"<thead>{self.inside(element, depth).replace('<td', '<th').replace('</td>', '</th>')}</thead>"

    def _table_cell(self, element: Element, depth: int) -> str:
        span = _count(element, "table:number-columns-spanned", _MOST_REPEATED)
        cell = f"<td{f' colspan={chr(34)}{span}{chr(34)}' if span > 1 else ''}>{self.inside(element, depth)}</td>"
        return cell * _count(element, "table:number-columns-repeated", _MOST_REPEATED)

    def _a(self, element: Element, depth: int) -> str:
        return f'<a href="{escape(_said(element, "xlink:href"))}">{self.inside(element, depth)}</a>'

    def _line_break(self, _element: Element, _depth: int) -> str:
        return "<br>"

    def _tab(self, _element: Element, _depth: int) -> str:
        return "\t"

    def _s(self, element: Element, _depth: int) -> str:
        return " " * _count(element, "text:c", _MOST_REPEATED)

    def _note(self, element: Element, depth: int) -> str:
        body = element.find(_full("text:note-body"))
        self.notes.append(self.inside(body, depth) if body is not None else "")
        number = len(self.notes)
        return f'<sup><a href="#footnote-{number}" id="footnote-ref-{number}">[{number}]</a></sup>'

    def footnotes(self) -> Iterator[str]:
        if self.notes:
            items = (
                f'<li id="footnote-{number}">{note}</li>' for number, note in enumerate(self.notes, start=1)
            )
            yield f"<ol>{''.join(items)}</ol>"


_MADE = frozenset(
    {
        *(
            "text:p",
            "text:h",
            "text:list",
            "text:list-item",
            "text:a",
            "text:line-break",
            "text:tab",
            "text:s",
        ),
        *("text:note", "table:table", "table:table-row", "table:table-header-rows", "table:table-cell"),
    }
)


def read_open_document(data: bytes) -> tuple[str, LeftOut]:
    """The text of an OpenDocument file as markup, and what was struck out, hidden or said beside it.

    Raises OpenDocumentError for what is locked, damaged or unpacks to far too much.
    """
    content, styles = _parts(data)
    reader = _Reader()
    for part in (styles, content):
        if part is not None:
            reader.learn(part)
    text = content.find(f"{_full('office:body')}/{_full('office:text')}") if content is not None else None
    if content is None or text is None:
        raise OpenDocumentError("This document holds no text: save it as .odt or .docx and try again.")
    body = reader.inside(text, 0)
    deletions = sum("".join(one.itertext()).strip() != "" for one in content.iter(_full("text:deletion")))
    left_out = LeftOut(
        deletions=deletions, comments=reader.comments, hidden=reader.hidden, pictures=reader.pictures
    )
    return f"<html><body>{body}{''.join(reader.footnotes())}</body></html>", left_out


def _parts(data: bytes) -> tuple[Element | None, Element | None]:
    """Content and styles."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = {entry.filename: entry.file_size for entry in archive.infolist()}
            if _is_locked(archive, names):
                raise OpenDocumentError("This document is locked with a password: save it without one.")
            if max(names.get("content.xml", 0), names.get("styles.xml", 0)) > LARGEST_CONTENT:
                raise OpenDocumentError(
                    "This document unpacks to more than 20 MB and is not opened: save its text alone."
                )
            content, styles = (
                _parse(archive.read(name)) if name in names else None
                for name in ("content.xml", "styles.xml")
            )
    except OpenDocumentError:
        raise
    except (ElementTree.ParseError, *archives.DAMAGED) as error:
        raise OpenDocumentError("This document is damaged: save it again and try once more.") from error
    return content, styles


def _is_locked(archive: zipfile.ZipFile, names: dict[str, int]) -> bool:
    manifest = "META-INF/manifest.xml"
    return names.get(manifest, LARGEST_CONTENT) < LARGEST_CONTENT and b"encryption-data" in archive.read(
        manifest
    )


def _parse(part: bytes) -> Element:
    if b"<!DOCTYPE" in part:
        raise OpenDocumentError("This document is damaged: save it again and try once more.")
    return ElementTree.fromstring(part)  # noqa: S314 - what declares no entities cannot unfold


def _full(name: str) -> str:
    space, _colon, local = name.partition(":")
    return f"{{{_NAMES[space]}}}{local}"


def _name(element: Element) -> str:
    address, _brace, local = element.tag.lstrip("{").partition("}")
    return f"{_SHORT.get(address, '')}:{local}"


def _said(element: Element, name: str) -> str:
    return element.get(_full(name), "")


def _count(element: Element, name: str, most: int) -> int:
    said = _said(element, name)
    return max(1, min(int(said), most)) if said.isascii() and said.isdecimal() and len(said) < 9 else 1
