"""The symbols of a release from the pieces of its header: each once, with the suffix that stands apart from it."""

from dataclasses import dataclass

from releases.wire import vocabulary
from releases.wire.document import Guess, Omission, Problem
from releases.wire.header.pieces import Piece, PieceKind
from releases.wire.header.referrals import corrects_another
from releases.wire.suffixes import PrintedSuffix, suffix_alone
from releases.wire.symbols import NO_NUMBER, Symbol, agency_symbol, split_symbols

NOT_OURS = "the number that an agency gave its release, beside the symbol"
NO_SYMBOL = "a suffix without a symbol"
NO_SUFFIX = "the text says that it is a correction, but its symbol has no suffix"
_CORRECTION_LABELS = frozenset(vocabulary.LABELS["correction"])
_PRINTED = frozenset({PieceKind.SYMBOLS, PieceKind.SUFFIX, PieceKind.NUMBER})


@dataclass(frozen=True, slots=True)
class HeaderSymbols:
    """The symbols in printed order, whether the release corrects another, what was chosen, missing, left out."""

    symbols: tuple[Symbol, ...]
    is_correction: bool
    guesses: tuple[Guess, ...]
    problems: tuple[Problem, ...]
    omitted: tuple[Omission, ...]


class _Reader:
    """One pass over the pieces of a header."""

    def __init__(self, pieces: list[Piece]) -> None:
        self.pieces = [piece for piece in pieces if piece.kind in _PRINTED]
        self.labels = any(piece.kind is PieceKind.LABEL for piece in pieces)
        self.lines: dict[Symbol, int] = {}
        self.problems: list[Problem] = []
        self.omitted: list[Omission] = []

    def read(self) -> None:
        """Afterwards `lines` holds the symbols in printed order with the line of each."""
        waiting: PrintedSuffix | None = None
        last: list[Symbol] = []
        for piece in self.pieces:
            if piece.kind is PieceKind.SYMBOLS:
                last = [self._suffixed(symbol, waiting) for symbol in split_symbols(piece.text)]
                waiting = None
                for symbol in last:
                    self.lines.setdefault(symbol, piece.line)
            elif piece.kind is PieceKind.SUFFIX:
                suffix = suffix_alone(piece.text)
                if last:
                    last = [self._replace(symbol, self._suffixed(symbol, suffix)) for symbol in last]
                else:
                    waiting = suffix
        if waiting:
            self._omit(PieceKind.SUFFIX, NO_SYMBOL)
        self._numbers()

    @staticmethod
    def _suffixed(symbol: Symbol, suffix: PrintedSuffix | None) -> Symbol:
        if suffix is None:
            return symbol
        return symbol.with_suffix(suffix.canonical, "" if suffix.numbered else NO_NUMBER)

    def _replace(self, symbol: Symbol, better: Symbol) -> Symbol:
        self.lines = {better if known == symbol else known: line for known, line in self.lines.items()}
        return better

    def _omit(self, kind: PieceKind, reason: str) -> None:
        self.omitted += [Omission(one.line, one.text, reason) for one in self.pieces if one.kind is kind]

    def _numbers(self) -> None:
        """Take the number of an agency for the symbol where there is no other, and where a label announces it."""
        if any(not symbol.is_agency_number for symbol in self.lines):
            for symbol, line in [*self.lines.items()]:
                if symbol.is_agency_number:
                    self.omitted.append(Omission(line, symbol.text, NOT_OURS))
                    del self.lines[symbol]
        numbers = [piece for piece in self.pieces if piece.kind is PieceKind.NUMBER]
        if self.lines or not self.labels:
            self._omit(PieceKind.NUMBER, NOT_OURS)
        elif numbers and (symbol_of_agency := agency_symbol(numbers[0].text)):
            self.lines[symbol_of_agency] = numbers[0].line


def _best(lines: dict[Symbol, int]) -> dict[Symbol, int]:
    """Leave out what is printed more than once, and a number without the suffix that it has elsewhere."""
    suffixed = {symbol.base for symbol in lines if symbol.suffix}
    best: dict[str, Symbol] = {}
    for symbol in lines:
        if symbol.suffix or symbol.base not in suffixed:
            best.setdefault(symbol.reference, symbol)
    return {symbol: lines[symbol] for symbol in best.values()}


def _is_labelled(pieces: list[Piece]) -> bool:
    labels = {piece.text.rstrip(" :.*").lower() for piece in pieces if piece.kind is PieceKind.LABEL}
    return bool(labels & _CORRECTION_LABELS)


def read_symbols(pieces: list[Piece]) -> HeaderSymbols:
    """Return the symbols of a header, each once: page head and stacked lines repeat each other."""
    reader = _Reader(pieces)
    reader.read()
    symbols = _best(reader.lines)
    problems = [
        Problem(line, f"The suffix of {symbol.text} is missing; it may be a correction.", "lost-suffix")
        for symbol, line in symbols.items()
        if symbol.text.endswith("/")
    ]
    guesses = [Guess("symbol", symbol.doubt, line) for symbol, line in symbols.items() if symbol.doubt]
    corrects = any(piece.kind is PieceKind.NOTE and corrects_another(piece.text) for piece in pieces)
    is_corrected_here = _is_labelled(pieces) or any(symbol.is_correction for symbol in symbols)
    if is_corrected_here and symbols and not corrects and not any(symbol.suffix for symbol in symbols):
        guesses.append(Guess("symbol", NO_SUFFIX, next(iter(symbols.values()))))
    is_correction = corrects or is_corrected_here
    return HeaderSymbols(
        tuple(symbols), is_correction, tuple(guesses), tuple(problems), tuple(reader.omitted)
    )
