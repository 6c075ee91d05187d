"""Lines that belong together: a paragraph that was hard-wrapped or broken, a list item, a heading, a row."""

import itertools
import re
from dataclasses import dataclass

from releases.wire import vocabulary
from releases.wire.dates import MONTH_NUMBERS
from releases.wire.document import BlockKind
from releases.wire.headline import is_capitals
from releases.wire.lines import Line
from releases.wire.marks import Mark, are_one_block, goes_on_in_block, marked_kind
from releases.wire.tables import is_row

_ENDED = re.compile(r"[.!?:;…。！？：；؟؛۔][\"'”’»“)\]）」』*]{0,4}\Z")
_LIST_ITEM = re.compile(
    r"(?:(?:--|–|—|-|•|·|●|▪|■|◦|○|\*|\?|o|§|)\s+|[•·●▪■◦]|--(?=\w)|\(?(?P<number>\d{1,2})[.)]\)?\s+"
    r"|\(?[a-z][.)]\s+|\([ivx]{1,4}\)\s+"
    r"|[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十\d]{1,3}）)(?=\S)"
)
_TOPIC = re.compile(r"\*\*+\s*(?=[^\s*])")
_TIME_START = re.compile(r"\d{1,4}(?:[:.,]\d{2,3})?(?:\s|%|\Z)")
_HAN = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")


@dataclass(slots=True)
class Unit:
    """Lines that belong together; `gap` says that a blank line stands before them."""

    line: int
    texts: list[str]
    gap: bool
    kind: BlockKind | None = None
    taken: int = 0
    mark: Mark | None = None

    @property
    def cells(self) -> tuple[str, ...]:
        """The cells of a row, as far as they are known."""
        return self.mark.cells if self.mark else ()

    @property
    def is_head(self) -> bool:
        """Whether the cells of a row name the columns."""
        return self.mark is not None and self.mark.is_head

    @property
    def text(self) -> str:
        """The lines joined: by a space, except between Chinese characters."""
        if len(self.texts) == 1:
            return self.texts[0]
        joined = self.texts[0]
        for text in self.texts[1:]:
            glue = "" if _HAN.match(joined[-1:]) and _HAN.match(text[:1]) else " "
            joined += glue + text
        return joined


def is_ended(text: str) -> bool:
    """Whether a line ends as a sentence or an introduction does."""
    return bool(_ENDED.search(text[-12:]))


def is_list_item(text: str) -> bool:
    """Whether a line starts as a list item; `24. August` and `* *** *` do not."""
    match = _LIST_ITEM.match(text[:20])
    if not match or vocabulary.read_mark(text):
        return False
    following = text[match.end() : match.end() + 30].split(maxsplit=1)
    return not (match["number"] and following and following[0].lower().strip(".,") in MONTH_NUMBERS)


def is_topic(text: str) -> bool:
    """Whether a line is a heading of a briefing: `** Topic`, `**Name -- Topic`."""
    return text.startswith("**") and len(text) < 200 and bool(_TOPIC.match(text))


def starts_low(text: str) -> bool:
    """Whether a text begins as only the middle of a sentence does."""
    first = text[:1]
    return first.islower() or first in ",;)"


def _wrap_width(lines: list[Line]) -> int:
    """Return the width of a hard-wrapped copy, 0 if no line is broken inside a sentence."""
    broken = [
        len(line.text) + line.taken
        for line, following in itertools.pairwise(lines)
        if line.text
        and following.text
        and 40 <= len(line.text) + line.taken <= 130
        and not is_ended(line.text)
        and not is_list_item(following.text)
    ]
    return max(broken, default=0)


def _hangs(text: str) -> bool:
    """Whether a line ends with a word that no sentence ends with."""
    return text.rsplit(maxsplit=1)[-1].lower() in vocabulary.LINK_WORDS


def _is_broken(text: str, following: str, shortest: int = 12) -> bool:
    """Whether a stray break stands inside a paragraph: before a time, a number, a small letter."""
    if is_ended(text) or is_capitals(text):
        return False
    if len(text) > shortest and _hangs(text):
        return True
    is_number = bool(_TIME_START.match(following)) and not is_list_item(following)
    return len(text) >= 40 and (is_number or starts_low(following))


def _belongs(unit: Unit, line: Line, width: int, *, adjacent: bool, indented: bool) -> bool:
    """Whether `line` goes on with the paragraph, list item or heading of `unit`."""
    last = unit.texts[-1]
    shortest = 12 if len(unit.texts) == 1 else 2
    if not adjacent:
        return unit.kind is None and _is_broken(last, line.text, shortest)
    if unit.kind is BlockKind.HEADING:
        return False
    ended = is_ended(last)
    if not ended and starts_low(line.text):
        return True
    if indented and ended:
        return False
    if not width:
        return not ended and _is_broken(last, line.text, shortest)
    first_word = line.text.split(maxsplit=1)[0]
    room = width - unit.taken - len(last)
    return len(first_word) >= room or (
        not ended and (room < 0.3 * width or _is_broken(last, line.text, shortest))
    )


def _own_kind(line: Line) -> BlockKind | None:
    """Return what a line is by the word of its page, or by its own first and inner signs."""
    if kind := marked_kind(line.mark):
        return kind
    if is_topic(line.text):
        return BlockKind.HEADING
    if is_list_item(line.text):
        return BlockKind.LIST_ITEM
    return BlockKind.TABLE_ROW if is_row(line) else None


def _indent(raw: str) -> int:
    return len(raw) - len(raw.lstrip())


def read_units(lines: list[Line]) -> list[Unit]:
    """Return the units of a body, in printed order; lines of signs only part them."""
    width = _wrap_width(lines)
    units: list[Unit] = []
    gap, fresh, indent = False, True, 0
    for line in lines:
        if not line.text or vocabulary.read_mark(line.text):
            gap, fresh = True, fresh or bool(line.text)
            continue
        kind = _own_kind(line)
        indented = _indent(line.raw) >= indent + 2
        if units and goes_on_in_block(units[-1].mark, line.mark):
            joins = True
        elif (
            units
            and not fresh
            and kind is None
            and units[-1].kind is not BlockKind.TABLE_ROW
            and are_one_block(units[-1].mark, line.mark)
        ):
            joins = _belongs(units[-1], line, width, adjacent=not gap, indented=indented)
        else:
            joins = False
        if joins:
            units[-1].texts.append(line.raw.strip())
            units[-1].taken = 0
        else:
            units.append(Unit(line.number, [line.raw.strip()], gap, kind, line.taken, line.mark))
        gap, fresh, indent = False, False, _indent(line.raw)
    return units
