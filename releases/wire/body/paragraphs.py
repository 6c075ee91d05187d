"""Lines that belong together: a paragraph that was hard-wrapped or broken, a list item, a heading, a row."""

import re
from dataclasses import dataclass

from releases.wire import vocabulary
from releases.wire.blocks import BlockKind
from releases.wire.body.layout import columns, indent, read_layout, single_spaced
from releases.wire.items import Bullet, follows, is_bare_bullet, is_topic, is_weak_bullet, read_bullet
from releases.wire.lines import HAN_OR_SIGN, Line
from releases.wire.marks import Mark, are_one_block, goes_on_in_block, marked_kind
from releases.wire.sentences import (
    first_word,
    hangs,
    has_speaker,
    is_capitals,
    is_caseless,
    is_ended,
    is_never_last,
    is_title_case,
    parts_date,
    starts_low,
)

_TIME_START = re.compile(r"\d{1,4}(?:[:.,]\d{2,3})?(?:\s|%|\Z)")
# Words that a sentence may begin with though they are not capitals, as names of people and things.
_SMALL_NAME = re.compile(r"(?:e-\w|i[A-Z]|(?:al|el)-|d[’']|de |di |da |du |van |von )")
_SHORTEST_CUT = 40
_LONGEST_HEADING = 140
_LOOK_AHEAD = 24
_COMMAS_OF_LIST = 2
_MOST_CENTRED = 3
_LEAST_CENTRED = 8


@dataclass(slots=True)
class Unit:
    """Lines that belong together; `gap` says that a blank line stands before them.

    `doubt` says why the lines may belong together otherwise than was taken; empty where that is sure.
    """

    line: int
    texts: list[str]
    gap: bool
    kind: BlockKind | None = None
    mark: Mark | None = None
    bullet: Bullet | None = None
    margin: int = 0
    doubt: str = ""

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
        """The lines joined: by a space, except between Chinese characters and after the hyphen of a broken word."""
        if len(self.texts) == 1:
            return self.texts[0]
        joined = [self.texts[0]]
        for before, text in zip(self.texts, self.texts[1:], strict=False):
            joined += ["" if _is_glued(before, text) else " ", text]
        return "".join(joined)


def _is_glued(before: str, text: str) -> bool:
    """Whether no blank stands between two lines: in Chinese, and after `statis-` where no `and` or `to` follows."""
    if HAN_OR_SIGN.match(before[-1:]) and HAN_OR_SIGN.match(text[:1]):
        return True
    is_hyphen = before.endswith("-") and before[-2:-1].islower() and text[:1].islower()
    return is_hyphen and text.split(maxsplit=1)[0].strip(".,;:") not in vocabulary.LINK_WORDS


def _is_number(text: str) -> bool:
    return bool(_TIME_START.match(text)) and not read_bullet(text)


class _Reader:
    """One pass over the lines of a body; every line is looked at a fixed number of times."""

    def __init__(self, lines: list[Line], cuts: frozenset[int]) -> None:
        self.lines = lines
        self.cuts = cuts
        self.layout = read_layout(lines)
        self.units: list[Unit] = []
        self.before: Line | None = None
        self.after: Line | None = None

    def read(self) -> list[Unit]:
        gap, fresh = False, True
        for index, line in enumerate(self.lines):
            if not line.text or vocabulary.read_mark(line.text):
                gap, fresh = True, fresh or bool(line.text)
                continue
            self.after = self.lines[index + 1] if index + 1 < len(self.lines) else None
            self._take(index, gap=gap, fresh=fresh)
            self.before = line
            gap, fresh = False, False
        if self.units and self.layout.doubt:
            self.units[0].doubt = self.layout.doubt
        return self.units

    def _take(self, index: int, *, gap: bool, fresh: bool) -> None:
        line = self.lines[index]
        unit = self.units[-1] if self.units else None
        if unit is not None and goes_on_in_block(unit.mark, line.mark):
            unit.texts.append(line.raw.strip())
            return
        marked = marked_kind(line.mark)
        bullet = None if marked else read_bullet(line.text)
        is_next = not fresh and (not gap or line.number in self.cuts)
        if bullet and unit is not None and is_next and not self._is_item(index, bullet, unit):
            unit.texts.append(line.raw.strip())
            return
        kind = marked or self._own_kind(line, bullet)
        if unit is not None and not fresh and kind is None and self._joins(unit, line, gap=gap):
            unit.texts.append(line.raw.strip())
            return
        margin = indent(line)
        self.units.append(Unit(line.number, [line.raw.strip()], gap, kind, line.mark, bullet, margin))

    def _own_kind(self, line: Line, bullet: Bullet | None) -> BlockKind | None:
        """What a line is by its own first and inner signs."""
        if is_topic(line.text):
            return BlockKind.HEADING
        if bullet:
            return BlockKind.LIST_ITEM
        return None

    def _is_item(self, index: int, bullet: Bullet, unit: Unit) -> bool:
        """Whether a bullet is one: a dash, a letter or a number may stand at the start of a wrapped line too."""
        line, before, layout = self.lines[index], self.before, self.layout
        if bullet.is_sure or is_topic(line.text) or before is None or before.mark != line.mark:
            return True
        if unit.kind in {BlockKind.HEADING, BlockKind.TABLE_ROW}:
            return True
        if unit.bullet and unit.bullet.family == bullet.family:
            return True
        is_small = starts_low(line.text.lstrip("-–— "))
        full = bool(layout.width) and not layout.has_room(columns(before), before.text, line.text)
        if is_ended(before.text):
            inner = full and is_small and before.text[-1] not in ":;"
            return not inner or self._has_next(index, bullet)
        if not layout.width and len(before.text) < _SHORTEST_CUT and not is_small:
            return True
        return not full and self._has_next(index, bullet)

    def _has_next(self, index: int, bullet: Bullet) -> bool:
        """Whether another item of the same list stands below, before the next blank line."""
        for line in self.lines[index + 1 : index + _LOOK_AHEAD]:
            if not line.text:
                return False
            other = read_bullet(line.text)
            if other and follows(other, bullet):
                return True
        return False

    def _joins(self, unit: Unit, line: Line, *, gap: bool) -> bool:
        """Whether `line` goes on with the paragraph, list item or heading of `unit`."""
        if unit.kind is BlockKind.TABLE_ROW or not are_one_block(unit.mark, line.mark) or self.before is None:
            return False
        if line.number in self.cuts:
            return unit.kind is not BlockKind.HEADING and self._goes_on_over_page(unit, line, self.before)
        if gap:
            return unit.kind is None and self._goes_on_after_gap(unit, line)
        if unit.kind is BlockKind.HEADING:
            return False
        is_open = not is_ended(self.before.text)
        if is_open and len(unit.texts) < _MOST_CENTRED and _are_centred(self.before, line):
            return True
        if is_open and (starts_low(line.text) or self.before.text.endswith(".")):
            return True
        if self.layout.width:
            return self._goes_on_when_wrapped(unit, line, self.before)
        return is_open and self._is_broken(unit, line)

    def _goes_on_over_page(self, unit: Unit, line: Line, before: Line) -> bool:
        """Whether a paragraph that the foot of a page cut goes on at the head of the next."""
        layout = self.layout
        set_in = indent(line) >= layout.margin + 2
        is_full = bool(layout.width) and not layout.has_room(columns(before), before.text, line.text)
        if starts_low(line.text):
            return True
        if not is_ended(before.text):
            is_heading = is_capitals(before.text) or (len(unit.texts) == 1 and is_title_case(before.text))
            goes_on = is_caseless(line.text) or (is_full and not set_in and not is_heading)
            return goes_on or self._is_broken(unit, line)
        if not is_full or (layout.is_indented and set_in):
            return False
        unit.doubt = (
            unit.doubt or f"the page ends with a sentence; whether line {line.number} goes on is not sure"
        )
        return layout.is_indented

    def _goes_on_when_wrapped(self, unit: Unit, line: Line, before: Line) -> bool:
        layout = self.layout
        end, ended = columns(before), is_ended(before.text)
        if end > layout.width + 1 or columns(line) > layout.width + _longest_word(line):
            return not ended and self._is_broken(unit, line)
        if self._is_set_in(unit, line, before, ended=ended):
            return False
        if not layout.has_room(end, before.text, line.text):
            return not (self._is_heading_below(line) if ended else self._is_heading_above(unit, line))
        if starts_low(line.text) and end > 0.7 * layout.width and before.text[-1] not in ".:":
            return True
        if not ended:
            return (layout.is_ragged and end > 0.7 * layout.width) or self._is_broken(unit, line)
        slack = int(0.15 * layout.width) if layout.is_ragged else 1
        return layout.has_gaps and not layout.has_room(end + slack, before.text, line.text)

    def _is_set_in(self, unit: Unit, line: Line, before: Line, *, ended: bool) -> bool:
        """Whether a new paragraph begins because its first line is set in."""
        if unit.kind is BlockKind.LIST_ITEM:
            return ended and indent(line) < indent(before) and indent(line) <= unit.margin
        left = self.layout.margin if before.taken else indent(before)
        if indent(line) >= left + 2:
            return ended or self.layout.is_indented
        is_next = self.layout.is_indented and len(unit.texts) == 1 and indent(line) >= self.layout.margin + 2
        return is_next and ended

    def _is_heading_below(self, line: Line) -> bool:
        """Whether a line after a sentence that fills its line is a heading: the line below it is set in."""
        after = self.after
        if not self.layout.is_indented or after is None or not after.text or is_ended(line.text):
            return False
        return indent(after) >= indent(line) + 2 and not starts_low(after.text)

    def _is_heading_above(self, unit: Unit, line: Line) -> bool:
        """Whether a line that is full by chance is a heading directly above its paragraph."""
        return (
            self.layout.has_headings
            and unit.kind is None
            and self.before is not None
            and not self.before.taken
            and len(unit.texts) == 1
            and is_title_case(unit.texts[0])
            and not hangs(unit.texts[0])
            and line.text[:1].isupper()
            and not is_title_case(line.text)
        )

    def _is_broken(self, unit: Unit, line: Line) -> bool:
        """Whether a stray break stands inside a paragraph of one line: before a time, after `the` or `of`."""
        text = unit.texts[-1]
        if is_capitals(text) or len(text) <= (12 if len(unit.texts) == 1 else 2):
            return False
        if text.endswith(",") and len(text) >= _SHORTEST_CUT:
            return not vocabulary.SALUTATION.fullmatch(text[:200])
        if text.endswith((",", "،")) and text.count(text[-1]) > _COMMAS_OF_LIST:
            return not vocabulary.SALUTATION.fullmatch(text[:200])
        if parts_date(text, line.text):
            return True
        if not hangs(text):
            return False
        is_title = is_title_case(text) and not is_never_last(text)
        return _is_number(line.text) or not (is_title or has_speaker(text) or has_speaker(line.text))

    def _goes_on_after_gap(self, unit: Unit, line: Line) -> bool:
        """Whether a blank line stands inside a paragraph; that it was taken so is noted."""
        text = unit.texts[-1]
        if is_ended(text) or is_capitals(text) or not self._is_cut_at_gap(unit, line.text):
            return False
        unit.doubt = (
            unit.doubt or f"the blank line before line {line.number} was taken to stand inside a paragraph"
        )
        return True

    def _is_cut_at_gap(self, unit: Unit, following: str) -> bool:
        text = unit.texts[-1]
        is_open = len(text) > 12 and hangs(text)
        if has_speaker(text) and has_speaker(following):
            return False
        if is_open and (starts_low(following) or _is_number(following)):
            return not is_title_case(text) or is_never_last(text)
        if starts_low(following):
            is_letter = bool(vocabulary.SALUTATION.fullmatch(text[:200])) or bool(
                _SMALL_NAME.match(following)
            )
            return len(text) >= _SHORTEST_CUT and not is_letter and not is_title_case(text)
        is_middle = is_never_last(text) or len(unit.text) > _LONGEST_HEADING
        is_piece = len(following) < _SHORTEST_CUT and not is_ended(following)
        return is_open and (is_middle or is_piece) and not is_title_case(text)


def _are_centred(line: Line, following: Line) -> bool:
    """Whether two lines are set around one axis, as the lines of a heading are."""
    left, right = indent(line), indent(following)
    if min(left, right) < _LEAST_CENTRED or abs(left - right) < 2:
        return False
    return abs((left + columns(line)) - (right + columns(following))) <= 4


def _longest_word(line: Line) -> int:
    """How much longer than the width a line may be: by the one word that fits on no line."""
    return first_word(line.text) if " " not in line.text else 1


def _with_bullets(lines: list[Line]) -> list[Line]:
    """Put bullets that stand on lines of their own before their text, which is the next line that is not blank."""
    bare = [index for index, line in enumerate(lines) if line.text and is_bare_bullet(line.text)]
    if not bare:
        return lines
    weak = sum(is_weak_bullet(lines[index].text) for index in bare)
    joined = list(lines)
    dropped: set[int] = set()
    for index in bare:
        above = lines[index - 1].text if index else ""
        if is_weak_bullet(lines[index].text) and (weak < 2 or (above and not is_ended(above))):
            continue
        text_at = next((i for i in range(index + 1, min(index + 4, len(lines))) if lines[i].text), None)
        if text_at is None or read_bullet(lines[text_at].text) or is_bare_bullet(lines[text_at].text):
            continue
        bullet, item = lines[index], lines[text_at]
        joined[text_at] = Line(
            bullet.number,
            f"{bullet.raw.strip()} {item.raw.strip()}",
            f"{bullet.text} {item.text}",
            mark=item.mark,
        )
        dropped.update(range(index, text_at))
    return [line for index, line in enumerate(joined) if index not in dropped]


def read_units(lines: list[Line], cuts: frozenset[int] = frozenset()) -> list[Unit]:
    """Return the units of a body, in printed order; lines of signs only part them.

    `cuts` are the numbers of the lines that pages begin with.
    """
    return _Reader(_with_bullets(single_spaced(lines)), cuts).read()
