"""What a press release says, field by field, and what could not be told for certain."""

import datetime
from dataclasses import dataclass
from enum import StrEnum

from releases.wire.blocks import Block, BlockKind
from releases.wire.symbols import Symbol


class Relation(StrEnum):
    """What the text says about another release that it cites."""

    CORRECTS = "corrects"
    BACKGROUND = "background"
    SEE = "see"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a person should look at: `line` counts from 1 in the original text, `code` is stable."""

    line: int
    message: str
    code: str


@dataclass(frozen=True, slots=True)
class Guess:
    """A field whose value the parser chose, and why; an editor confirms it.

    `line` counts from 1 in the original text and is where the value came from; 0 when no one line gave it.
    """

    field: str
    reason: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Omission:
    """Words of the original that are in no field and no block: what stands on `line` (from 1), and why."""

    line: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Citation:
    """Another release that the body names; `line` counts from 1."""

    symbol: Symbol
    relation: Relation
    line: int


@dataclass(frozen=True, slots=True)
class Document:
    """One press release as read by `parse`, or put together field by field for `write`.

    `original` is the whole text, to the character; empty for a release that was never imported. `language`
    is one of en, fr, es, ru, ar, zh-hans, de. `kind` is the value of a kind of release (`press_release`,
    `correction`, …). Dates are None when nothing was printed or what was printed is no date; the printed
    form is kept beside them. `dateline_as_printed` includes source and dash. `embargo` is aware. `labels` are
    the lines that say what the text is (`Press Release`, `Date:`). Every word of `original` stands in one of the
    fields or blocks, or in `omitted`.
    """

    original: str = ""
    symbols: tuple[Symbol, ...] = ()
    symbols_as_printed: tuple[str, ...] = ()
    language: str = "en"
    kind: str = "press_release"
    title: str = ""
    subtitle: str = ""
    issued_on: datetime.date | None = None
    issued_on_as_printed: str = ""
    dateline_city: str = ""
    dateline_on: datetime.date | None = None
    dateline_as_printed: str = ""
    source: str = ""
    note_of_origin: str = ""
    meeting: str = ""
    labels: tuple[str, ...] = ()
    banners: tuple[str, ...] = ()
    embargo: datetime.datetime | None = None
    is_correction: bool = False
    end_mark: bool = False
    blocks: tuple[Block, ...] = ()
    contacts: tuple[str, ...] = ()
    cited: tuple[Citation, ...] = ()
    guesses: tuple[Guess, ...] = ()
    problems: tuple[Problem, ...] = ()
    omitted: tuple[Omission, ...] = ()

    @property
    def symbol(self) -> Symbol | None:
        """The first symbol, which gives the reference."""
        return self.symbols[0] if self.symbols else None

    @property
    def joint_symbols(self) -> tuple[Symbol, ...]:
        """The further symbols of a release issued under several."""
        return self.symbols[1:]

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The prose of the body, without headings, lists, notes, contacts and footers."""
        return tuple(block.text for block in self.blocks if block.kind is BlockKind.PARAGRAPH)
