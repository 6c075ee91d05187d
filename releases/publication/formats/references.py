"""How to cite a release, for programs that keep references: BibTeX and RIS.

BibTeX is that of BibLaTeX (`date`, `langid` and Unicode), with `year` and `month` beside it for the older program.
RIS is the format of Research Information Systems as reference managers exchange it: two letters, two spaces, a
hyphen, a space, and lines that end with CR LF. It has no type for press releases: they are reports of that kind.
"""

import re
from collections.abc import Iterator

from institutes.enums import Language
from releases.enums import ReleaseKind
from releases.models import Release
from releases.publication.formats.text import IssuedText, file_name

# What stands for something else in BibTeX. Braces are counted even behind a backslash, so they are named.
_BIBTEX = {
    "\\": r"{\textbackslash}",
    "{": r"{\textbraceleft}",
    "}": r"{\textbraceright}",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    **{sign: f"\\{sign}" for sign in "#$%&_"},
}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LANGUAGES = {
    Language.ENGLISH: "english",
    Language.FRENCH: "french",
    Language.SPANISH: "spanish",
    Language.RUSSIAN: "russian",
    Language.ARABIC: "arabic",
    Language.CHINESE: "chinese",
    Language.GERMAN: "german",
}
PUBLISHER = "United Nations"
_SPACES = re.compile(r"[\s\x00-\x1f\x7f]+")


def bibtex(release: Release, permalink: str, notes: list[str]) -> IssuedText:
    """One entry of BibTeX, in UTF-8; `notes` are what a reader has to know, such as that it was withdrawn."""
    fields = {
        "author": f"{{{_escaped(release.source or PUBLISHER)}}}",
        "title": f"{{{_escaped(release.title)}}}",
        "type": _escaped(_kind(release)),
        "number": _escaped(release.symbol),
        "institution": PUBLISHER,
        "date": release.issued_on.isoformat(),
        "year": str(release.issued_on.year),
        "langid": _LANGUAGES[Language(release.language)],
        "url": permalink,
        "note": _escaped("; ".join(notes)),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    lines.insert(-1, f"  month = {_MONTHS[release.issued_on.month - 1]},")
    key = re.sub(r"[^A-Za-z0-9]+", "-", file_name(release).removesuffix(".txt")).strip("-")
    entry = "\n".join((f"@techreport{{{key},", *lines, "}", ""))
    return IssuedText(entry.encode(), "application/x-bibtex; charset=utf-8", _renamed(release, "bib"))


def ris(release: Release, permalink: str, notes: list[str]) -> IssuedText:
    """One record of RIS, in UTF-8; `notes` as above."""
    lines = [f"{tag}  - {_one_line(value)}" for tag, value in _ris_fields(release, permalink, notes) if value]
    record = "\r\n".join((*lines, "ER  - ", ""))
    return IssuedText(
        record.encode(), "application/x-research-info-systems; charset=utf-8", _renamed(release, "ris")
    )


def _ris_fields(release: Release, permalink: str, notes: list[str]) -> Iterator[tuple[str, str]]:
    yield "TY", "RPRT"
    # The comma at the end says that it is the name of a body and not of a person.
    yield "AU", f"{(release.source or PUBLISHER).rstrip(',')},"
    yield "TI", release.title
    yield "PB", PUBLISHER
    yield "M3", _kind(release)
    yield "M1", release.symbol
    yield "DA", f"{release.issued_on:%Y/%m/%d}/"
    yield "PY", str(release.issued_on.year)
    yield "LA", Language(release.language).html_code
    yield "UR", permalink
    for note in notes:
        yield "N1", note


def _kind(release: Release) -> str:
    return str(ReleaseKind(release.kind).label)


def _renamed(release: Release, suffix: str) -> str:
    return f"{file_name(release).removesuffix('.txt')}.{suffix}"


def _one_line(text: str) -> str:
    return _SPACES.sub(" ", text).strip()


def _escaped(text: str) -> str:
    return "".join(_BIBTEX.get(sign, sign) for sign in _one_line(text))
