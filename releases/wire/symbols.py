"""Symbols of press releases: `BKK/CP/14`, `GA/SHC/3612/Corr.1`, `SG/SM/9181-AFR/869-PKO/101`, `Note No.
5838`, `HR/CT/98/27`, `Press Release No. 03/12`.

    symbols  = symbol *( joint symbol )             ; joint is - ; , & + / or and
    symbol   = series "/" [ year "/" ] number [ language ] *suffix [ "*" ] [ language ]
    series   = 1*LETTER *( "/" 1*LETTER )
    year     = 2DIGIT / 4DIGIT                      ; the numbers begin anew with it
    suffix   = [ "/" / "&" / "(" ] ( "Corr." / "Rev." / "Add." ) n
    language = ( "-" / "/" / "(" ) letter           ; names the version, not the release
    note     = ( "Note No." / "Note No" / "NOTE" ) number
    agency   = "Press Release" [ "No." ] [ year ( "/" / "-" ) ] number

A symbol with its year belongs to the series of that year (`HR/CT/98`), the number of an agency to the series
`PR` or `PR/03`. The grammar and the series come from a survey of releases of 1976 to 2025.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from releases.wire.agency_numbers import (
    BEFORE_SYMBOL,
    AgencyNumber,
    announced_number,
    bare_number,
    number_alone,
)
from releases.wire.lines import words
from releases.wire.series import NOTE_SERIES, is_known_series
from releases.wire.suffixes import suffix_at

AGENCY_SERIES = "PR"
"""What stands for a series where an agency only numbers its releases."""

_DOCUMENT_ROOTS = frozenset(
    words(
        "A S E ST T TD DP NPT BWC CCPR CEDAW CRC CERD CAT CMW CRPD ICCD FCCC CTOC CAC HRI ISBA SPLOS LOS HSP "
        "HR/PUB UNEP/GC"
    )
)
# With nothing but words like these before its number, a piece is a date, a page or a telephone, and no symbol.
_NO_SERIES = frozenset(
    words("""
    JAN FEB MAR APR MAY JUN JUL AUG SEP SEPT OCT NOV DEC JANUARY FEBRUARY MARCH APRIL JUNE JULY AUGUST SEPTEMBER
    OCTOBER NOVEMBER DECEMBER PAGE TEL FAX MOB ROOM BOX
    """)
)
_DOCUMENT = re.compile(
    r"(?:(?:document|doc\.?|ref\.?):? )?(?P<root>[A-Z]{1,10}(?:/[A-Z]{1,3}\b)?)/[A-Z0-9][\w./-]*(?:\s\(\d{4}\))?[.;,]?",
    re.IGNORECASE,
)
_DASHES = re.compile("[\u2010-\u2015\u2212]")
_LONGEST = 200
_LETTERS = r"[A-Z]{1,10}(?:\s*/\s*[A-Z]{1,10}){0,3}"
_SYMBOL = re.compile(
    rf"(?P<letters>{_LETTERS})\s*/\s*(?:(?P<year>(?:19|20)\d\d|\d\d)\s*[/-]\s*(?=\d))?(?:N[oO]\.?\s?)?"
    r"(?P<number>\d{1,5})(?!\d)"
)
_NOTE = re.compile(
    r"(?:NOTE|Note)(?:\s(?:to Correspondents|TO CORRESPONDENTS))?(?:\s(?:No|NO)\.?)?[\s/]\s?"
    r"(?P<number>[0-9]{3,5})(?!\d)"
)
_STAR = re.compile(r"\s?\*{1,2}")
_LOST = re.compile(r"/(?!\w)")
_ONE_LANGUAGE = (
    r"(?i:[efsracg]|english|french|français|spanish|español|russian|arabic|chinese|german|deutsch)"
)
_LANGUAGE = re.compile(
    rf"\s*[-/.]?\s*[(\[]\s*{_ONE_LANGUAGE}(?:\s?[/,]\s?{_ONE_LANGUAGE})*\s*[)\]]|[-/.][EFSRACGefsracg](?![\w/])"
)
_EDGE = re.compile(r"(?!\w|/(?![A-Z]))")
_PROSE_EDGE = re.compile(r"(?![\w/]|[.*]\w)")
_SPACED = re.compile(r"\s/|/\s")
_SLASH = re.compile(r"\s*/\s*")
_NUMBER_WORD = re.compile(r"(?<=/)N[oO]\.?\s?")
_JOINT = re.compile(r"\s*(?:[-;,&+/]|\b(?:and|AND|et|y|und|и|و)\b)\s*(?=[A-Z])")
_OPEN_JOINT = re.compile(r"\s*(?:[-;,&+/]|\b(?:and|AND|et|y|und|и|و))")
_WITHOUT_STROKES = re.compile(r"(?P<letters>[A-Z]{2,8}(?:[ /-][A-Z]{1,8}){1,3})[ -](?P<number>\d{2,5})")
_LONGEST_KNOWN = 9
_ANYWHERE = re.compile(
    r"(?<![\w/.])(?=[A-Z]{1,10}(?:/[A-Z]{1,10}){0,3}\s?/\s?\d|(?:NOTE|Note)(?:\s(?:No|NO)\.?)?[\s/]\s?\d{3})"
)
_ANNOUNCED = re.compile(
    r"(?:releases?|communiqu[ée]s? de presse|comunicados? de prensa)(?: No\.)?[\s:]*\Z", re.IGNORECASE
)
_BULLET = re.compile(r"\A[*•·-]\s+(?!.*-\Z)")
_PAIRS = {"(": ")", "[": "]", "“": "”", '"': '"', "«": "»", "-": "-"}


class SymbolError(ValueError):
    """Text that should have been a symbol is none; the message is one sentence for people."""


@dataclass(frozen=True, slots=True)
class Symbol:
    """One symbol, taken apart.

    `text` is as printed, without blanks around strokes and the letter of a language, its suffix after a stroke
    (`SG/SM/6600*`, `Note No. 5838`, `GA/DIS/3190/`, `03/12`). `series` is what stands before the number (`SG/SM`,
    `HR/CT/98`, `Note`), `number` without leading zeros, `suffix` is `Corr.1`, `Rev.2`, `Add.1`, several of them
    with strokes between, `*` or empty. `doubt` says what about it was chosen.
    """

    text: str
    series: str
    number: int
    suffix: str = ""
    doubt: str = ""

    @property
    def printed_number(self) -> str:
        """The digits as printed, so that `BKK/CP/02` keeps its zero; those before the year in `12/2004`."""
        groups: list[str] = re.findall(r"[0-9]+", self.text)
        position = sum(map(str.isdigit, self.series.split("/")))
        found = groups[position] if position < len(groups) else str(self.number)
        return found if int(found) == self.number else groups[0]

    @property
    def reference(self) -> str:
        """The permanent reference: canonical spelling, zeros as printed, without star or lost suffix.

        A starred symbol marks a reissue of the same release, that is, its next edition: both share a
        reference.
        """
        suffix = "" if self.suffix in {"", "*"} else f"/{self.suffix}"
        return f"{self.base}{suffix}"

    @property
    def base(self) -> str:
        """The reference without any suffix: that of the first release of this number."""
        series = self.series if self.series == NOTE_SERIES else self.series.upper()
        return f"{series}/{self.printed_number}"

    @property
    def key(self) -> str:
        """What the symbol is stored under for a tolerant look-up."""
        return compact(self.reference)

    @property
    def is_agency_number(self) -> bool:
        """Whether an agency numbered its release and gave it no letters."""
        return not re.match(r"[A-Za-z]+\s?/", self.text) and self.series != NOTE_SERIES

    @property
    def is_correction(self) -> bool:
        """Whether the symbol says that this release corrects or replaces another; a lost suffix does."""
        return self.suffix.startswith(("Corr", "Rev", "*")) or self.text.endswith("/")

    @property
    def corrected(self) -> str:
        """The reference of the release that this one corrects, or empty."""
        last = self.suffix.rpartition("/")[2]
        return self.reference.removesuffix(f"/{last}") if last.startswith(("Corr", "Rev")) else ""

    def with_suffix(self, suffix: str, doubt: str = "") -> "Symbol":
        """The symbol with a suffix that was printed elsewhere; unchanged where it has one."""
        if self.suffix not in {"", "*"}:
            return self
        stroke = "" if suffix == "*" else "/"
        return replace(
            self, text=f"{self.text.rstrip('/* ')}{stroke}{suffix}", suffix=suffix, doubt=doubt or self.doubt
        )


@dataclass(frozen=True, slots=True)
class FoundSymbol:
    """A symbol in running text, from `start` to `end` (offsets in characters)."""

    symbol: Symbol
    start: int
    end: int


NO_NUMBER = "the suffix has no number: 1 was taken"
STROKES = "the symbol was printed without its strokes"


def _is_document(series: str) -> bool:
    parts = series.split("/")
    return parts[0] in _DOCUMENT_ROOTS or "/".join(parts[:2]) in _DOCUMENT_ROOTS


def _head(text: str, printed: str, position: int) -> tuple[Symbol, int] | None:
    """Return the symbol at `position` up to its number, and where that ends."""
    if note := _NOTE.match(text, position):
        shown = re.sub(r"(?i)\sto correspondents", "", printed[position : note.end()])
        return Symbol(" ".join(shown.split()), NOTE_SERIES, int(note["number"])), note.end()
    match = _SYMBOL.match(text, position)
    if not match:
        return None
    letters = _SLASH.sub("/", match["letters"])
    if _NO_SERIES.issuperset(letters.split("/")) or (
        _SPACED.search(match.group()) and _may_be_words(match, letters)
    ):
        return None
    series = NOTE_SERIES if letters == NOTE_SERIES.upper() else letters
    if match["year"]:
        series = f"{series}/{match['year']}"
    shown = _NUMBER_WORD.sub("", _SLASH.sub("/", printed[position : match.end()]))
    return Symbol(shown, series, int(match["number"])), match.end()


def _may_be_words(match: re.Match[str], letters: str) -> bool:
    """Whether `OIL / GAS / 2003`, with blanks around its strokes, may be words and a year."""
    longest = max(map(len, letters.split("/")))
    return not is_known_series(letters) and (longest > 5 or 1945 <= int(match["number"]) <= 2050)


def _with_suffixes(symbol: Symbol, text: str, end: int, *, in_prose: bool) -> tuple[Symbol, int]:
    while suffix := suffix_at(text, end, in_prose=in_prose):
        canonical = f"{symbol.suffix}/{suffix.canonical}".lstrip("/")
        shown = suffix.printed if suffix.stroke and suffix.numbered else suffix.canonical
        doubt = symbol.doubt if suffix.numbered else NO_NUMBER
        symbol = replace(symbol, text=f"{symbol.text}/{shown}", suffix=canonical, doubt=doubt)
        end = suffix.end
        if canonical.count("/") > 1:
            break
    return symbol, end


def _symbol_at(
    text: str, position: int, *, printed: str = "", in_prose: bool = False
) -> tuple[Symbol, int] | None:
    """Return the symbol of a release at `position` and where it ends; `printed` is `text` in its own case."""
    head = _head(text, printed or text, position)
    if head is None:
        return None
    symbol, end = head
    if not in_prose and (language := _LANGUAGE.match(text, end)):
        end = language.end()
    symbol, end = _with_suffixes(symbol, text, end, in_prose=in_prose)
    if star := _STAR.match(text, end):
        symbol = replace(symbol, text=f"{symbol.text}*", suffix=symbol.suffix or "*")
        end = star.end()
    if not in_prose and (language := _LANGUAGE.match(text, end)):
        end = language.end()
    elif not symbol.suffix and (lost := _LOST.match(text, end)):
        symbol, end = replace(symbol, text=f"{symbol.text}/"), lost.end()
    edge = _PROSE_EDGE if in_prose else _EDGE
    return (symbol, end) if edge.match(text, end) else None


def _of_agency(number: AgencyNumber | None, doubt: str = "") -> Symbol | None:
    if number is None:
        return None
    series = f"{AGENCY_SERIES}/{number.year}" if number.year else AGENCY_SERIES
    return Symbol(number.text, series, number.number, doubt=doubt)


def agency_symbol(text: str) -> Symbol | None:
    """Return the number of an agency that a whole line is (`No. 12`, `PR 03/12`), which may be no symbol."""
    return _of_agency(number_alone(text.strip()), "the number of an agency was taken for the symbol")


def _bare(text: str) -> str:
    """Return a text without the brackets, quotation marks, bullets and stops around it."""
    text = _BULLET.sub("", text.strip()).rstrip(" .,;:")
    while len(text) > 2 and _PAIRS.get(text[0]) == text[-1]:
        text = text[1:-1].strip()
    return text


def without_announcement(text: str) -> str:
    """Return what follows the words that announce a symbol on its line (`Ref:`, `No.`); all of it without any."""
    before = BEFORE_SYMBOL.match(text)
    return text[before.end() :] if before else text


def is_document_symbol(text: str) -> bool:
    """Whether a whole line is the symbol of a document: `A/65/592`, `A/CONF.203/1`, `S/RES/1540 (2004)`."""
    match = _DOCUMENT.fullmatch(text) if len(text) < 60 else None
    return match is not None and _is_document(match["root"])


def parse_symbol(text: str) -> Symbol:
    """Return the one symbol that `text` is; case, spaces and dash variants do not matter.

    Raises `SymbolError` when it is no symbol, is several, or is the symbol of a document such as `A/65/592`.
    """
    whole = _bare(_DASHES.sub("-", " ".join(text[:_LONGEST].split())))
    plain = _bare(without_announcement(whole))
    upper = plain.upper() if len(plain.upper()) == len(plain) else plain
    for read in dict.fromkeys((plain, upper)):
        found = _symbol_at(read, 0, printed=plain)
        if found and not plain[found[1] :].strip(" .,;:"):
            if _is_document(found[0].series):
                raise SymbolError(f"“{text[:60]}” is the symbol of a document, not of a press release.")
            return found[0]
    agency = (
        _without_strokes(upper)
        or _whole_agency_number(whole)
        or _of_agency(number_alone(whole) or bare_number(plain))
    )
    if agency is None:
        raise SymbolError(
            f"“{text[:60]}” is not a press release symbol; one looks like BKK/CP/14 or GA/SHC/3612/Corr.1."
        )
    return agency


def _without_strokes(text: str) -> Symbol | None:
    """Return the symbol of a known series that was printed without its strokes: `UNIS CP 941`, `GA/L 3402`."""
    match = _WITHOUT_STROKES.fullmatch(text)
    series = re.sub(r"[ -]", "/", match["letters"]) if match else ""
    if match is None or not is_known_series(series) or len(series) > _LONGEST_KNOWN:
        return None
    return Symbol(f"{series}/{match['number']}", series, int(match["number"]), doubt=STROKES)


def _whole_agency_number(text: str) -> Symbol | None:
    number = announced_number(_DASHES.sub("-", text))
    return _of_agency(number) if number and not text[number.end :].strip(" .,;:") else None


def _run(text: str, position: int) -> Iterator[tuple[Symbol, int]]:
    """Yield the joint symbols from `position` on, each with where it ends."""
    while found := _symbol_at(text, position):
        if _is_document(found[0].series):
            return
        yield found
        joint = _JOINT.match(text, found[1])
        if not joint:
            return
        position = joint.end()


def split_symbols(text: str) -> tuple[Symbol, ...]:
    """Return the symbols of a line in their order, `()` if it holds anything else."""
    if len(text) > _LONGEST or not any(map(str.isdecimal, text)):
        return ()
    plain = _bare(_DASHES.sub("-", text))
    run = list(_run(plain, 0))
    if run and (run[-1][1] == len(plain) or _OPEN_JOINT.fullmatch(plain, run[-1][1])):
        return tuple(symbol for symbol, _end in run)
    other = None if run else _without_strokes(plain) or _whole_agency_number(plain)
    return (other,) if other else ()


def leading_symbols(text: str) -> tuple[tuple[Symbol, ...], str]:
    """Return the symbols that `text` starts with and what follows them."""
    plain = _DASHES.sub("-", text[:_LONGEST])
    run = list(_run(plain, 0))
    if run:
        return tuple(symbol for symbol, _end in run), text[run[-1][1] :]
    number = announced_number(plain)
    agency = _of_agency(number)
    return ((agency,), text[number.end :]) if number and agency else ((), text)


def find_symbols(text: str) -> tuple[FoundSymbol, ...]:
    """Return every press release symbol in running text with its position.

    Documents (`A/65/592`), pairs of words (`HIV/AIDS`) and series nobody knows are left out, the last unless
    the words “Press Release” stand before them.
    """
    if "/" not in text and "ote" not in text and "OTE" not in text:
        return ()
    in_text: list[FoundSymbol] = []
    plain = _DASHES.sub("-", text)
    for place in _ANYWHERE.finditer(plain):
        start = place.start()
        found = _symbol_at(plain, start, in_prose=True)
        if found is None or _is_document(found[0].series):
            continue
        if is_known_series(found[0].series) or _ANNOUNCED.search(plain, max(0, start - 40), start):
            in_text.append(FoundSymbol(found[0], start, found[1]))
    return tuple(in_text)


def compact(symbol_text: str) -> str:
    """Return the letters and digits of a symbol in lower case, to be stored for a tolerant look-up.

    `BKK/CP/14` is `bkkcp14`, `GA/SHC/3612/Corr.1` is `gashc3612corr1`, `Note No. 5838` and `NOTE 5838` are
    `note5838`.
    """
    folded = unicodedata.normalize("NFKD", symbol_text).lower()
    letters = "".join(c for c in folded if c.isascii() and c.isalnum())
    return re.sub(r"\Anoteno(?=\d)", "note", letters)
