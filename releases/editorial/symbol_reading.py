"""What a person means who types a symbol, or only the series of one."""

from dataclasses import replace
from datetime import datetime

from releases.models import Series
from releases.wire.old_addresses import candidates
from releases.wire.series import NOTE_SERIES
from releases.wire.symbols import Symbol, SymbolError, compact, parse_symbol

_LONGEST = 60


def understand(text: str) -> Symbol:
    """The symbol that `text` is, in its canonical spelling: `bkk cp 21` and `bkkcp21` are `BKK/CP/21`.

    What stands without its strokes is read as `/symbol/` reads it, where a series of ours has these letters.
    Raises SymbolError, with a sentence, when it is no symbol.
    """
    error = None
    try:
        symbol = parse_symbol(text)
        if Series.objects.with_prefix(symbol.series) is not None:
            return _in_capitals(symbol)
    except SymbolError as caught:
        error, symbol = caught, None
    found = _by_letters(text)
    if found is not None:
        return found
    if symbol is None:
        raise error or SymbolError(text)
    return _in_capitals(symbol)


def _in_capitals(symbol: Symbol) -> Symbol:
    """Small letters alone are a habit of typing; with capitals among them they are how the symbol is printed."""
    if symbol.text.islower() and symbol.series != NOTE_SERIES and symbol.suffix != "*":
        return replace(symbol, text=symbol.reference)
    return symbol


def _by_letters(text: str) -> Symbol | None:
    for candidate in candidates(text[:_LONGEST]):
        if candidate.number is None or candidate.cut or not candidate.letters:
            continue
        series = Series.objects.filter(letters=candidate.letters).order_by("pk").first()
        if series is not None:
            suffix = f"/{candidate.suffix}" if candidate.suffix else ""
            return parse_symbol(f"{symbol_text(series, candidate.number)}{suffix}")
    return None


def symbol_text(series: Series, number: int) -> str:
    """The symbol of that number: `BKK/CP/21`, `Note No. 5838`."""
    if series.prefix.casefold() == NOTE_SERIES.casefold():
        return f"{NOTE_SERIES} No. {number}"
    return f"{series.prefix}/{number}"


def series_meant(text: str, *, at: datetime) -> Series | None:
    """The series that `text` names without a number: `BKK/CP`, `bkk cp/`. None when it is none, or a symbol.

    Where the symbols of a series hold the year, that of `at` is meant: `HR/CT` is the series HR/CT/98 in 1998.
    """
    typed = text.strip()[:_LONGEST].replace("\x00", "")
    letters = compact(typed)
    if not letters:
        return None
    if letters[-1].isdecimal() and not typed.endswith("/") and _is_symbol_of_ours(typed):
        return None
    by_letters = Series.objects.order_by("pk")
    found = by_letters.filter(letters=letters).first()
    if found is not None or letters[-1].isdecimal():
        return found
    years = [f"{letters}{at:%y}", f"{letters}{at:%Y}"]
    return by_letters.filter(letters__in=years).first()


def _is_symbol_of_ours(text: str) -> bool:
    try:
        return Series.objects.with_prefix(parse_symbol(text).series) is not None
    except SymbolError:
        return False
