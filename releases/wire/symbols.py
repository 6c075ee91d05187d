"""Symbols of press releases: `BKK/CP/14`, `GA/SHC/3612/Corr.1`, `SG/SM/9181-AFR/869-PKO/101`, `Note No.
5838`.

    symbols  = symbol *( "-" symbol )
    symbol   = series "/" number [ "/" suffix ] [ "*" ]
    series   = 1*LETTER *( "/" 1*LETTER )
    suffix   = ( "Corr." / "Rev." / "Add." ) n
    note     = ( "Note No." / "Note No" / "NOTE" ) number

The grammar and the series come from a survey of releases of 1976 to 2025.
"""

import re
import unicodedata
from dataclasses import dataclass

from releases.wire.lines import words

NOTE_SERIES = "Note"

ENGLISH_TO_FRENCH_SERIES = {
    "SC": "CS",
    "GA": "AG",
    "GA/DIS": "AG/DSI",
    "GA/EF": "AG/EF",
    "GA/SHC": "AG/SHC",
    "GA/SPD": "CPSD",
    "GA/AB": "AG/AB",
    "GA/L": "AG/J",
    "GA/PAL": "AG/PAL",
    "DC": "CD",
    "PBC": "CCP",
}
"""French coverage at Headquarters renames the body; the numbers of the two series run apart."""

FRENCH_TO_ENGLISH_SERIES = {french: english for english, french in ENGLISH_TO_FRENCH_SERIES.items()}

KNOWN_SERIES = frozenset(
    words("""
    SC GA GA/DIS GA/EF GA/SHC GA/SPD GA/AB GA/L GA/PAL GA/SM ECOSOC SOC SOC/CP SOC/NAR ENV/DEV WOM L/T L/TR DC
    AFR IK SAG REC ESCAP SG/SM SG/T SG/A SG DSG/SM DSG/T DSG/A BIO OBV PI PAL ORG PKO IHA AIDS WFP UNEP OS RD
    HR HR/CN HR/CT HR/SC HR/NONE NGO POP DEV SEA HAB TAD PBC WSSD ICEF ICJ UNDP CD CS AG CPSD CCP BKK/CP
    """)
) | frozenset(FRENCH_TO_ENGLISH_SERIES)
"""Series that stand for a press release even in running text; `UNIS/…` and `…/CP` always do."""

_DOCUMENT_ROOTS = frozenset(words("A S E ST T TD DP NPT BWC CCPR CEDAW CRC CERD CAT ICCD FCCC"))
_DASHES = re.compile("[\u2010-\u2015\u2212]")
_SUFFIX = r"(?:corr|rev|add)\.?\s?\d{1,2}"
_SYMBOL = (
    r"(?P<series>[A-Z]{1,8}(?:/[A-Z]{1,8}){0,3})(?P<slash>\s?/\s?)(?P<number>[0-9]{1,5})"
    rf"(?:/\s?(?P<suffix>(?i:{_SUFFIX}))|(?P<lost>/(?![\w])))?(?P<star>\s?\*)?"
)
_NOTE = r"(?:NOTE|Note)(?:\s(?:No|NO)\.?)?[\s/]\s?(?P<note>[0-9]{3,5})(?P<notestar>\*)?"
_EDGE = r"(?![\w/]|[.*]\w)"
_ONE = re.compile(rf"(?:{_SYMBOL}|{_NOTE})\Z")
_PART = re.compile(rf"(?:{_SYMBOL}|{_NOTE})(?![\w/])")
_JOINT = re.compile(r"\s?-\s?(?=[A-Z])")
_ANYWHERE = re.compile(rf"(?<![\w/.])(?:{_SYMBOL}|{_NOTE}){_EDGE}")
_ANNOUNCED = re.compile(
    r"(?:releases?|communiqu[ée]s? de presse|comunicados? de prensa)(?: No\.)?[\s:]*\Z", re.IGNORECASE
)


class SymbolError(ValueError):
    """Text that should have been a symbol is none; the message is one sentence for people."""


@dataclass(frozen=True, slots=True)
class Symbol:
    """One symbol as printed, taken apart.

    `text` is as printed (`SG/SM/6600*`, `Note No. 5838`, `GA/DIS/3190/`), `series` without number (`SG/SM`,
    `Note`), `number` without leading zeros, `suffix` is `Corr.1`, `Rev.2`, `Add.1`, `*` or empty.
    """

    text: str
    series: str
    number: int
    suffix: str = ""

    @property
    def printed_number(self) -> str:
        """The digits as printed, so that `BKK/CP/02` keeps its zero."""
        digits = re.search(r"[0-9]+", self.text)
        return digits.group() if digits else str(self.number)

    @property
    def reference(self) -> str:
        """The permanent reference: canonical spelling, zeros as printed, without star or lost suffix.

        A starred symbol marks a reissue of the same release, that is, its next edition: both share a
        reference.
        """
        series = self.series if self.series == NOTE_SERIES else self.series.upper()
        suffix = "" if self.suffix in {"", "*"} else f"/{self.suffix}"
        return f"{series}/{self.printed_number}{suffix}"

    @property
    def is_correction(self) -> bool:
        """Whether the symbol says that this release corrects or replaces another; a lost suffix does."""
        return self.suffix.startswith(("Corr", "Rev", "*")) or self.text.endswith("/")

    @property
    def corrected(self) -> str:
        """The reference of the release that this one corrects, or empty."""
        return (
            self.reference.removesuffix(f"/{self.suffix}") if self.suffix.startswith(("Corr", "Rev")) else ""
        )


@dataclass(frozen=True, slots=True)
class FoundSymbol:
    """A symbol in running text, from `start` to `end` (offsets in characters)."""

    symbol: Symbol
    start: int
    end: int


def _canonical_suffix(suffix: str) -> str:
    letters, digits = re.findall(r"[A-Za-z]+|[0-9]+", suffix)
    return f"{letters.capitalize()}.{int(digits)}"


def _from_match(match: re.Match[str]) -> Symbol:
    text = " ".join(match.group().split())
    if match["note"]:
        return Symbol(text, NOTE_SERIES, int(match["note"]), "*" if match["notestar"] else "")
    if match["series"] == NOTE_SERIES.upper():
        return Symbol(text, NOTE_SERIES, int(match["number"]), "*" if match["star"] else "")
    suffix = _canonical_suffix(match["suffix"]) if match["suffix"] else "*" if match["star"] else ""
    return Symbol(
        text.replace("/ ", "/").replace(" /", "/").replace(" *", "*"),
        match["series"],
        int(match["number"]),
        suffix,
    )


def _is_document(series: str) -> bool:
    return series.partition("/")[0] in _DOCUMENT_ROOTS


def parse_symbol(text: str) -> Symbol:
    """Return the one symbol that `text` is; case, spaces and dash variants do not matter.

    Raises `SymbolError` when it is no symbol, is several, or is the symbol of a document such as `A/65/592`.
    """
    plain = _DASHES.sub("-", " ".join(text[:200].split()))
    match = _ONE.match(plain) or _ONE.match(plain.upper())
    if not match:
        raise SymbolError(
            f"“{text[:60]}” is not a press release symbol; one looks like BKK/CP/14 or GA/SHC/3612/Corr.1."
        )
    if match["series"] and _is_document(match["series"]):
        raise SymbolError(f"“{text[:60]}” is the symbol of a document, not of a press release.")
    symbol = _from_match(match)
    return Symbol(plain, symbol.series, symbol.number, symbol.suffix)


def split_symbols(text: str) -> tuple[Symbol, ...]:
    """Return the symbols of a line in their order, `()` if it holds anything else."""
    plain = _DASHES.sub("-", text.strip()) if len(text) <= 200 else ""
    symbols: list[Symbol] = []
    position = 0
    while position < len(plain):
        match = _PART.match(plain, position)
        if not match or (match["series"] and _is_document(match["series"])):
            return ()
        symbols.append(_from_match(match))
        joint = _JOINT.match(plain, match.end())
        if not joint:
            return tuple(symbols) if match.end() == len(plain) else ()
        position = joint.end()
    return ()


def leading_symbols(text: str) -> tuple[tuple[Symbol, ...], str]:
    """Return the symbols that `text` starts with and what follows them."""
    plain = _DASHES.sub("-", text[:200])
    symbols: list[Symbol] = []
    position = end = 0
    while (match := _PART.match(plain, position)) and not (match["series"] and _is_document(match["series"])):
        symbols.append(_from_match(match))
        end = match.end()
        joint = _JOINT.match(plain, end)
        if not joint:
            break
        position = joint.end()
    return tuple(symbols), text[end:]


def is_known_series(series: str) -> bool:
    """Whether `series` stands for press releases without the words “Press Release” before it."""
    return (
        series in KNOWN_SERIES
        or series.startswith("UNIS/")
        or series.endswith("/CP")
        or series == NOTE_SERIES
    )


def find_symbols(text: str) -> tuple[FoundSymbol, ...]:
    """Return every press release symbol in running text with its position.

    Documents (`A/65/592`), pairs of words (`HIV/AIDS`) and series nobody knows are left out, the last unless
    the words “Press Release” stand before them.
    """
    if "/" not in text and "ote" not in text and "OTE" not in text:
        return ()
    in_text = []
    plain = _DASHES.sub("-", text)
    for match in _ANYWHERE.finditer(plain):
        series = match["series"] or NOTE_SERIES
        if _is_document(series):
            continue
        if is_known_series(series) or _ANNOUNCED.search(plain, max(0, match.start() - 40), match.start()):
            in_text.append(FoundSymbol(_from_match(match), match.start(), match.end()))
    return tuple(in_text)


def compact(symbol_text: str) -> str:
    """Return the letters and digits of a symbol in lower case, to be stored for a tolerant look-up.

    `BKK/CP/14` is `bkkcp14`, `GA/SHC/3612/Corr.1` is `gashc3612corr1`, `Note No. 5838` and `NOTE 5838` are
    `note5838`.
    """
    folded = unicodedata.normalize("NFKD", symbol_text).lower()
    letters = "".join(c for c in folded if c.isascii() and c.isalnum())
    return re.sub(r"\Anoteno(?=\d)", "note", letters)
