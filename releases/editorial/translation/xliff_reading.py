"""Files of translators' tools as they come back: XLIFF 2.0 and 2.1, read without unfolding or fetching anything."""

import re
from dataclasses import dataclass, field
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from xml.parsers import expat

from django.utils.translation import gettext as _

from institutes.enums import Language
from releases.editorial.translation.inline import named
from releases.editorial.translation.xliff import TRANSLATION

# In bytes, of one file: some ten times the longest release with its marks.
LARGEST = 8 * 1024 * 1024
DEEPEST = 60
MOST_UNITS = 20_000
_FILE = re.compile(r"release-(?P<key>[0-9]{1,18})")
_UNIT = re.compile(
    r"(?P<key>[a-z_]+|p[0-9]{1,6}|photo-[0-9]{1,18}-[a-z_]+|attachment-[0-9]{1,18}-title)\.(?P<digest>[0-9a-f]{12})"
)


class XliffError(ValueError):
    """The file cannot be taken in. The message is a sentence for the person who sent it."""


@dataclass(frozen=True, slots=True)
class ReadUnit:
    """One unit that has a translation: the digest of its original, that of the translation as it was, its content."""

    key: str
    digest: str
    was: str
    target: list[Element]


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A translation of one release: the key of the edition it was made from, and the languages."""

    source: int
    reference: str
    source_language: str
    language: str
    units: list[ReadUnit] = field(default_factory=list)


def decoded(content: bytes) -> str:
    """The text of a file in UTF-8 or UTF-16. Raises XliffError for others, and for what is too large."""
    if len(content) > LARGEST:
        raise XliffError(_("The file is larger than %(most)d MB.") % {"most": LARGEST // 1024**2})
    is_wide = content[:2] in {b"\xff\xfe", b"\xfe\xff"}
    try:
        return content.decode("utf-16" if is_wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise XliffError(_("The file is neither in UTF-8 nor in UTF-16.")) from error


def read(text: str) -> ReadFile:
    """What the file says. Raises XliffError where it is no XLIFF of ours, or declares entities or a document type."""
    root = _parsed(text)
    if root.tag != named("xliff"):
        raise XliffError(_("This is no XLIFF 2.0 or 2.1 file."))
    files = root.findall(named("file"))
    told = _FILE.fullmatch(files[0].get("id", "")) if len(files) == 1 else None
    if told is None:
        raise XliffError(_("This file was not made here for one release, or its number was changed."))
    units = [unit for element in files[0].iter(named("unit")) if (unit := _unit(element)) is not None]
    if len(units) > MOST_UNITS:
        raise XliffError(_("The file has more units than a release can have."))
    return ReadFile(
        int(told["key"]),
        files[0].get("original", ""),
        _language(root.get("srcLang", "")),
        _language(root.get("trgLang", "")),
        units,
    )


def _parsed(text: str) -> Element:
    """The tree of the file, once it was looked through: no document type, no entities, not nested too deep."""
    depth = 0

    def refuse(*_told: object) -> None:
        raise XliffError(_("The file declares a document type or entities, which are not read here."))

    def start(_name: str, _attributes: object) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise XliffError(_("The elements of the file stand in one another too deep."))

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.StartElementHandler, parser.EndElementHandler = start, end
    try:
        parser.Parse(text.encode(), True)  # noqa: FBT003 - the signature of the standard library
        return ElementTree.fromstring(text.encode())  # noqa: S314 - what declares no entities cannot unfold
    except (expat.ExpatError, ElementTree.ParseError, LookupError, UnicodeError) as error:
        line = getattr(error, "lineno", 0)
        raise XliffError(_("The file is damaged in line %(line)d.") % {"line": line}) from error


def _language(code: str) -> str:
    """The language of a code as BCP 47 writes it, also with a country: fr-FR. Raises XliffError for others."""
    wanted = code.lower()
    for language in Language:
        main = language.value.split("-")[0]
        if wanted == language.value or wanted.split("-")[0] == main:
            return str(language.value)
    raise XliffError(
        _("The file is in a language that releases are not issued in: %(code)s.") % {"code": code[:20]}
    )


def _unit(element: Element) -> ReadUnit | None:
    """A unit with a translation; None for what nobody translated, or what is none of ours."""
    told = _UNIT.fullmatch(element.get("id", ""))
    parts = [part for part in element if part.tag in {named("segment"), named("ignorable")}]
    targets = [part.find(named("target")) for part in parts]
    if told is None or all(target is None for target in targets):
        return None
    notes = element.find(named("notes"))
    was = next(
        (
            note.text or ""
            for note in (notes if notes is not None else ())
            if note.get("category") == TRANSLATION
        ),
        "",
    )
    content: list[tuple[int, Element]] = []
    for place, (part, target) in enumerate(zip(parts, targets, strict=True)):
        # A stretch without a translation stands as in the original: spaces between sentences.
        shown = target if target is not None else part.find(named("source"))
        if shown is not None:
            order = shown.get("order", "")
            content.append((int(order) if order.isdecimal() and len(order) < 6 else place + 1, shown))
    content.sort(key=lambda each: each[0])
    return ReadUnit(told["key"], told["digest"], was.strip(), [shown for _order, shown in content])
