"""Word files as markup: without what is hidden in them, and with a count of what was left out."""

import re
import zipfile
from collections.abc import Iterable, Iterator
from io import BytesIO
from itertools import pairwise
from xml.etree import ElementTree

from releases.intake.files.word_styles import style_map
from releases.intake.left_out import LeftOut

try:
    import mammoth
except ImportError:
    mammoth = None

Element = ElementTree.Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXTS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
_DELETED = frozenset({f"{_W}del", f"{_W}moveFrom"})
_WORDS = frozenset({f"{_W}t", f"{_W}delText"})
_DAMAGED = "This Word file is damaged: save it again and try once more."
_NO_STYLES = f"<w:styles xmlns:w='{_W[1:-1]}'/>".encode()
_OFF = frozenset({"0", "false", "off"})


_MARGIN = re.compile(r"word/(?:header|footer)\d*\.xml")

MOST_ELEMENTS = 100_000
"""Elements of the markup of a Word file: paragraphs, runs, their properties. A release has some thousands."""

MOST_CHARACTERS = 2_000_000
"""Characters of the text of a Word file."""


class WordFileError(ValueError):
    """A file is no Word file, a damaged one, or far too long; the message is a sentence for people."""


def can_be_read() -> bool:
    """Whether the library is installed that reads Word files."""
    return mammoth is not None


def read_word_file(data: bytes) -> tuple[str, LeftOut]:
    """The text of a Word file as markup, and what was struck out, hidden or said beside it. Pictures are in the
    markup, without their bytes. Raises WordFileError."""
    try:
        parts = _parts(data)
        texts = {name: _parse(parts[name]) for name in _TEXTS if name in parts}
        _check_length(texts.values())
        styles = _parse(parts.get("word/styles.xml", _NO_STYLES))
        hiding = _hiding_styles(styles)
        left_out = LeftOut(
            deletions=sum(map(_count_deletions, texts.values())),
            comments=len(set().union(*map(_comments, texts.values()))),
            hidden=sum(_take_out_hidden(text, hiding) for text in texts.values()),
            margins=len(_margins(parts)),
        )
        if left_out.hidden:
            parts |= {name: ElementTree.tostring(text, encoding="utf-8") for name, text in texts.items()}
            data = _archive(parts)
        without_bytes = mammoth.images.img_element(lambda _image: {})
        made = mammoth.convert_to_html(
            BytesIO(data), convert_image=without_bytes, style_map=style_map(styles)
        )
        return made.value, left_out
    except WordFileError:
        raise
    except Exception as error:
        # mammoth promises no set of errors for files that are not what they say.
        raise WordFileError(_DAMAGED) from error


def _check_length(texts: Iterable[Element]) -> None:
    elements = characters = 0
    for text in texts:
        for element in text.iter():
            elements += 1
            characters += len(element.text or "")
    if elements > MOST_ELEMENTS or characters > MOST_CHARACTERS:
        raise WordFileError("This Word file is far longer than any press release: save its text alone.")


def _margins(parts: dict[str, bytes]) -> set[str]:
    """The different texts above and below the pages; numbers of pages alone are none."""
    texts = (
        "".join(element.text or "" for element in _parse(part).iter(f"{_W}t"))
        for name, part in parts.items()
        if _MARGIN.fullmatch(name)
    )
    return {text.strip() for text in texts if any(map(str.isalpha, text))}


def _parts(data: bytes) -> dict[str, bytes]:
    """The parts of the file that are markup: pictures stay where they are."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name.endswith((".xml", ".rels"))}


def _archive(parts: dict[str, bytes]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def _parse(part: bytes) -> Element:
    if b"<!DOCTYPE" in part:
        raise WordFileError(_DAMAGED)
    return ElementTree.fromstring(part)  # noqa: S314 - what declares no entities cannot unfold


def _is_on(properties: Element | None, name: str) -> bool:
    switch = None if properties is None else properties.find(f"{_W}{name}")
    return switch is not None and switch.get(f"{_W}val", "on").lower() not in _OFF


def _hiding_styles(styles: Element) -> frozenset[str]:
    """The styles that hide what bears them, by themselves or by the style that they are based on."""
    based_on, hiding = {}, set()
    for style in styles.iter(f"{_W}style"):
        name = style.get(f"{_W}styleId", "")
        base = style.find(f"{_W}basedOn")
        based_on[name] = base.get(f"{_W}val", "") if base is not None else ""
        if _is_on(style.find(f"{_W}rPr"), "vanish"):
            hiding.add(name)
    for _round in range(len(based_on)):
        more = {name for name, base in based_on.items() if base in hiding} - hiding
        if not more:
            break
        hiding |= more
    return frozenset(hiding)


def _count_deletions(text: Element) -> int:
    """Deletions with words in them; those that stand side by side are one."""
    return sum(
        element.tag in _DELETED and (before is None or before.tag not in _DELETED) and _has_words(element)
        for parent in text.iter()
        for before, element in pairwise([None, *parent])
    )


def _has_words(element: Element) -> bool:
    return any(part.text for part in element.iter() if part.tag in _WORDS)


def _comments(text: Element) -> set[str]:
    return {mark.get(f"{_W}id", "") for mark in text.iter(f"{_W}commentReference")}


def _take_out_hidden(text: Element, hiding: frozenset[str]) -> int:
    """Removes the hidden runs, and returns how many passages they made."""
    count = 0
    for paragraph in text.iter(f"{_W}p"):
        was_hidden = False
        for parent, run in list(_runs(paragraph)):
            is_hidden = _is_hidden(run, _style_of(paragraph, "p") in hiding, hiding)
            if is_hidden and _has_words(run):
                count += not was_hidden
                parent.remove(run)
            was_hidden = is_hidden
    return count


def _runs(element: Element) -> Iterator[tuple[Element, Element]]:
    """Every run of one paragraph with what it stands in, in order; not those of a paragraph inside it."""
    for child in element:
        if child.tag == f"{_W}r":
            yield element, child
        elif child.tag not in _DELETED and child.tag != f"{_W}p":
            yield from _runs(child)


def _is_hidden(run: Element, in_hidden_paragraph: bool, hiding: frozenset[str]) -> bool:  # noqa: FBT001
    properties = run.find(f"{_W}rPr")
    if properties is not None and properties.find(f"{_W}vanish") is not None:
        return _is_on(properties, "vanish")
    return in_hidden_paragraph or _style_of(run, "r") in hiding


def _style_of(element: Element, kind: str) -> str:
    style = element.find(f"{_W}{kind}Pr/{_W}{kind}Style")
    return "" if style is None else style.get(f"{_W}val", "")
