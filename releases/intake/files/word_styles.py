"""The styles of a Word file that say what a paragraph is: title, subtitle, headings, and those made from them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

Element = ElementTree.Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NAMES = {"title": 1, "subtitle": 2, **{f"heading {level}": level for level in range(1, 7)}}
_DEEPEST = 6
_IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_OFF = frozenset({"0", "false", "off"})


@dataclass(frozen=True, slots=True)
class _Style:
    """A style of paragraphs: `level` as a heading, 0 for none; `is_bold` is None where it says nothing."""

    level: int
    is_bold: bool | None
    based_on: str


def style_map(styles: Element) -> str:
    """mammoth's map of styles: a style is a heading by its name (English in every Word), its level in the outline, or
    the style it is based on; a style in bold letters gives bold paragraphs. What the library knows itself is left."""
    found = dict(_read(styles))
    lines = []
    for key in found:
        if not _IDENTIFIER.fullmatch(key):
            continue
        level, is_bold = _level(key, found), _is_bold(key, found)
        if level:
            lines.append(f"p.{key} => h{level}:fresh")
        elif is_bold:
            lines.append(f"p.{key} => p:fresh > strong:fresh")
    return "\n".join(lines)


def _read(styles: Element) -> Iterator[tuple[str, _Style]]:
    for style in styles.iter(f"{_W}style"):
        if style.get(f"{_W}type") == "paragraph":
            name = _value(style, "name").lower()
            outline = _value(style, f"pPr/{_W}outlineLvl")
            level = int(outline) + 1 if outline.isdecimal() and int(outline) < _DEEPEST else 0
            bold = style.find(f"{_W}rPr/{_W}b")
            is_bold = None if bold is None else bold.get(f"{_W}val", "on") not in _OFF
            yield (
                style.get(f"{_W}styleId", ""),
                _Style(_NAMES.get(name, level), is_bold, _value(style, "basedOn")),
            )


def _value(style: Element, path: str) -> str:
    found = style.find(f"{_W}{path}")
    return "" if found is None else found.get(f"{_W}val", "")


def _chain(key: str, styles: dict[str, _Style]) -> Iterator[_Style]:
    """The style and those it is based on, each once."""
    seen: set[str] = set()
    while key in styles and key not in seen and len(seen) < _DEEPEST:
        seen.add(key)
        yield styles[key]
        key = styles[key].based_on


def _level(key: str, styles: dict[str, _Style]) -> int:
    return next((style.level for style in _chain(key, styles) if style.level), 0)


def _is_bold(key: str, styles: dict[str, _Style]) -> bool:
    return next((style.is_bold for style in _chain(key, styles) if style.is_bold is not None), False)
