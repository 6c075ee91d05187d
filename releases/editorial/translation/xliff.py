"""Releases as files for translators' tools, in XLIFF 2.1 (OASIS): written here, read by `xliff_reading`.

One file holds one release into one language. A unit is one text or paragraph; its id has a digest of the original, and
a note the digest of the translation as it was, so that what comes back is merged with what was done meanwhile.
"""

from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from institutes.enums import Language
from releases.editorial.translation import inline
from releases.editorial.translation.alignment import Beside, rows
from releases.editorial.translation.inline import NAMESPACE, named
from releases.editorial.translation.original import LINES
from releases.editorial.translation.paragraphs import read
from releases.editorial.translation.part_words import words_of
from releases.editorial.translation.units import PARAGRAPH, Unit, digest, units_of
from releases.models import Release
from releases.models.parts import read_parts

ElementTree.register_namespace("", NAMESPACE)
PRESERVED = "{http://www.w3.org/XML/1998/namespace}space"
TRANSLATION = "translation"


def write(source: Release, language: str, draft: Release | None = None) -> bytes:
    """The file for `source` into `language`, with the texts of `draft` where they are translated already. UTF-8."""
    root = Element(
        named("xliff"),
        {
            "version": "2.1",
            "srcLang": Language(source.language).html_code,
            "trgLang": Language(language).html_code,
        },
    )
    file = SubElement(root, named("file"), id=f"release-{source.pk}", original=source.reference)
    notes = SubElement(file, named("notes"))
    told = {
        "symbol": source.symbol or source.reference,
        "edition": str(source.edition),
        "state": str(source.state),
    }
    for category, text in told.items():
        inline.append_text(SubElement(notes, named("note"), category=category, id=category), text)
    there = translated_units(source, draft) if draft is not None else {}
    for unit in units_of(source):
        _unit(file, unit, there.get(unit.key))
    content: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return content


def _unit(file: Element, unit: Unit, there: str | None) -> None:
    element = SubElement(
        file, named("unit"), {"id": unit.name, "name": unit.key, "canResegment": "no", PRESERVED: "preserve"}
    )
    if there is not None:
        notes = SubElement(element, named("notes"))
        note = SubElement(notes, named("note"), category=TRANSLATION, id=TRANSLATION)
        note.text = digest(there)
    marks = inline.codes(unit.markup) if unit.is_markup else {}
    if marks:
        data = SubElement(element, named("originalData"))
        for key, (opening, closing) in marks.items():
            inline.append_text(SubElement(data, named("data"), id=f"d{key}"), opening)
            if closing:
                inline.append_text(SubElement(data, named("data"), id=f"e{key}"), closing)
    translated = _same_marks(unit, there)
    segment = SubElement(element, named("segment"), state="translated" if translated else "initial")
    _text(SubElement(segment, named("source")), unit, unit.markup)
    if translated:
        _text(SubElement(segment, named("target")), unit, translated)


def _text(element: Element, unit: Unit, text: str) -> None:
    if unit.is_markup:
        inline.write(element, text)
    else:
        inline.append_text(element, text)


def _same_marks(unit: Unit, there: str | None) -> str:
    """The translation that is there, where a file can hold it: translated, with the marks of the original in order."""
    if not there or there == unit.markup:
        return ""
    if unit.is_markup and [*inline.codes(there).values()] != [*inline.codes(unit.markup).values()]:
        return ""
    return there


def translated_units(source: Release, draft: Release) -> dict[str, str]:
    """key of a unit of `source` → what `draft` has for it; units that it has nothing for are left out."""
    found = {name: getattr(draft, name) for name in LINES if getattr(draft, name)}
    found |= words_of(read_parts([draft.pk]).get(draft.pk, {}))
    for number, row in paired(source, draft).items():
        if row.translated is not None:
            found[f"{PARAGRAPH}{number}"] = row.translated.markup
    return found


def paired(source: Release, draft: Release) -> dict[int, Beside]:
    """number of a paragraph of `source` → the row of it beside `draft`."""
    beside = rows(read(source.body).paragraphs, None, read(draft.body).paragraphs)
    return dict(enumerate(row for row in beside if row.original is not None))
