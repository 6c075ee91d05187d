"""Which of the short lines of a body are headings, and which are items of a list, questions, applause or verse.

A heading is short, ends without a stop, and prose follows. So does an answer that was broken off, a line of verse, a
name under `The members are:`; what stands around a line tells them apart.
"""

import re

from releases.wire.blocks import BlockKind
from releases.wire.body.paragraphs import Unit
from releases.wire.contacts import announces_contact
from releases.wire.marks import is_no_heading
from releases.wire.officers import names_officer
from releases.wire.sentences import (
    has_speaker,
    is_capitals,
    is_ended,
    is_title_case,
    starts_low,
    without_footnote_mark,
)
from releases.wire.vocabulary import SALUTATION
from releases.wire.votes import is_vote

_LONGEST = 140
_LONGEST_IN_CAPITALS = 300
_MOST_WORDS = 18
_LONGEST_ENTRY = 100
_FEWEST_OF_LIST = 3
_FEWEST_QUESTIONS = 3
_FEWEST_OF_SENTENCE = 10
_FEWEST_OF_PRONOUN = 6
_PRONOUN = re.compile(
    r"(?:I|we|he|she|it|they|je|nous|il|elle|ils|elles|él|ella|ellos|ellas|er|sie|es|wir|он|она|они|мы)\s",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:said|says|had|was|were|will|would|told|thanked|added|asked|replied|noted|stressed"
    r"|a dit|a déclaré|avait|était|sera|dijo|había|será|fue|sagte|hatte|wurde|wird|war|сказал[аи]?|был[аио]?|будет)\b"
)
_CLOSERS = r"[\"'”’»)\]）]{0,3}"
_STOP = re.compile(rf"[.。:;：；؛,،…!！]{_CLOSERS}\Z")
_QUESTION = re.compile(rf"[?？؟]{_CLOSERS}\Z")
_INNER_STOP = re.compile(
    r"[^\W\d_]{4,}[.!?][\"”’»]?\s+[\[(“\"«]?[^\W\d_a-z]|[.!?…][\"”’»]?\s*\[[^\]]{2,40}\]\Z|。."
)
_CLOSING_BRACKET = re.compile(r"\[[^\W\d_][^\]]{1,40}\]\Z|\A[\[(][^()\[\]]{2,60}[\])]\Z")
_ITEM_OF_AGENDA = re.compile(r"(?:agenda )?item \d|point \d|tema \d|punkt \d|пункт \d", re.IGNORECASE)
_SPEAKERS = re.compile(
    r"(?:questions?|q|answer|a|response|réponse|respuesta|pregunta|frage|antwort|вопрос|ответ|s|问|答"
    r"|(?:deputy |associate )?spokes(?:man|woman|person)|porte-parole|portavoz|sprecher(?:in)?"
    r"|moderator|correspondent|journalist|reporter|interviewer|chair(?:man|woman|person)?|president|secretary-general"
    r"|(?:mr|ms|mrs|dr|mme|m|sr|sra)\.? [\w .’'-]{1,40})\s?[:：]\s",
    re.IGNORECASE,
)
_STARRED_TOPIC = re.compile(r"\*(?=[^\s*])")
_STARRED = re.compile(r"\*\s*(?=[^\s*])")
_STAR_OF_FOOTNOTE = re.compile(r"[^\W_][.,;:”\"]?\*(?![*\w])")
_FEWEST_TOPICS = 2
_LISTED = "these lines were taken for a list, since no text stands between them"


def _is_like_heading(text: str) -> bool:
    """Whether a text could be a heading by itself: no sentence, no answer, no applause."""
    if len(text) > _LONGEST_IN_CAPITALS or _STOP.search(text[-6:]) or starts_low(text):
        return False
    if _INNER_STOP.search(text) or _CLOSING_BRACKET.search(text) or _QUESTION.search(text[-6:]):
        return False
    if (_SPEAKERS.match(text[:60]) and not names_officer(text)) or is_vote(text) or _reads_as_prose(text):
        return False
    words = text.split()
    if len(text) > _LONGEST or len(words) > _MOST_WORDS:
        return is_title_case(text) or is_capitals(text) or bool(_ITEM_OF_AGENDA.match(text))
    return len(words) > 1 or len(text) <= 40


def _reads_as_prose(text: str) -> bool:
    """Whether a line without its stop is a sentence all the same: it has a verb, and more words than a heading."""
    words = text.split()
    if len(words) < _FEWEST_OF_PRONOUN or is_title_case(text) or is_capitals(text):
        return False
    if _PRONOUN.match(text) and _VERB.search(text):
        return True
    return len(words) >= _FEWEST_OF_SENTENCE and "," in text and bool(_VERB.search(text))


def _is_question(text: str) -> bool:
    """Whether a text is one question of no speaker."""
    is_one = len(text) <= _LONGEST and bool(_QUESTION.search(text[-6:])) and not _INNER_STOP.search(text)
    return is_one and not has_speaker(text) and not starts_low(text) and text[0] not in '“"«'


class _Headings:
    """The kinds of those units that nothing else told; every unit is looked at a fixed number of times."""

    def __init__(self, units: list[Unit], kinds: list[BlockKind | None]) -> None:
        self.units = units
        self.kinds = kinds
        self.texts = [without_footnote_mark(unit.text) for unit in units]
        printed = [unit.text for unit in units]
        self.announces = [announces_contact(printed, position) for position in range(len(units))]
        self.open = [
            kind is None and not is_no_heading(unit.mark) for unit, kind in zip(units, kinds, strict=True)
        ]
        self.likely = [
            is_open and _is_like_heading(self.texts[position]) and not self._goes_on_from_above(position)
            for position, is_open in enumerate(self.open)
        ]

    def read(self) -> list[BlockKind]:
        self._read_starred_topics()
        for position, kind in enumerate(self.kinds):
            if kind in {BlockKind.LIST_ITEM, BlockKind.NOTE}:
                self.kinds[position] = self._starred_or_numbered(position, kind)
        for position, announces in enumerate(self.announces):
            if announces and self.kinds[position] is None:
                self.kinds[position] = BlockKind.HEADING
        self._read_votes()
        self._read_runs()
        self._read_questions()
        return [kind or BlockKind.PARAGRAPH for kind in self.kinds]

    def _goes_on_from_above(self, position: int) -> bool:
        """Whether the line directly above ends with a comma, as one of verse does."""
        above = self.texts[position - 1] if position and not self.units[position].gap else ""
        return above.endswith((",", ";", "،", "；")) and self.kinds[position - 1] is None

    def _read_starred_topics(self) -> None:
        """Take `* Topic` for a heading where a text has two or more, prose below each, and no word a star."""
        starred = [position for position, text in enumerate(self.texts) if _STARRED.match(text)]
        if len(starred) < _FEWEST_TOPICS or any(map(_STAR_OF_FOOTNOTE.search, self.texts)):
            return
        if all(_is_like_heading(self.texts[p][1:].strip()) and self._goes_on_with_prose(p) for p in starred):
            for position in starred:
                self.kinds[position] = BlockKind.HEADING

    def _starred_or_numbered(self, position: int, kind: BlockKind) -> BlockKind:
        """What an item or a note is that may be a heading: `1. Background`, `*Topic`."""
        text = self.texts[position]
        if kind is BlockKind.NOTE:
            is_topic = bool(_STARRED_TOPIC.match(text)) and self._goes_on_with_prose(position)
            return BlockKind.HEADING if is_topic and _is_like_heading(text[1:]) else kind
        if text.startswith("*") and not self._has_starred_neighbour(position):
            return BlockKind.NOTE
        return BlockKind.HEADING if self._is_numbered_heading(position) else kind

    def _has_starred_neighbour(self, position: int) -> bool:
        """Whether a starred item has a starred neighbour; alone it is a footnote."""
        return any(
            self.kinds[near] is BlockKind.LIST_ITEM and self.texts[near].startswith("*")
            for near in (position - 1, position + 1)
            if 0 <= near < len(self.units)
        )

    def _is_numbered_heading(self, position: int) -> bool:
        """Whether `1. Background` stands between paragraphs rather than among items."""
        unit, text = self.units[position], self.texts[position]
        if unit.bullet is None or unit.bullet.family not in {"number", "letter"} or is_ended(text):
            return False
        near = [other for other in (position - 1, position + 1) if 0 <= other < len(self.units)]
        alone = position + 1 < len(self.units) and all(self.kinds[o] is not BlockKind.LIST_ITEM for o in near)
        introduced = self._is_introduced(position)
        is_short = len(text) <= _LONGEST and text.count(" ") <= _MOST_WORDS
        return alone and is_short and not (introduced and unit.bullet.family == "letter")

    def _goes_on_with_prose(self, position: int) -> bool:
        """Whether a paragraph follows directly, one that is no heading itself."""
        after = position + 1
        return after < len(self.units) and self.kinds[after] is None and not self.likely[after]

    def _read_votes(self) -> None:
        """Take `In favour: …`, `Against: …` without full stops for the items of a list."""
        votes = [is_vote(text) and not text.endswith(".") for text in self.texts]
        for start, end in _runs(
            [vote and kind is None for vote, kind in zip(votes, self.kinds, strict=True)]
        ):
            if end - start > 1:
                self.kinds[start:end] = [BlockKind.LIST_ITEM] * (end - start)

    def _read_runs(self) -> None:
        """Tell headings from lists: of many short lines without prose between them, few are headings."""
        entries = [
            kind is None and is_open and (likely or self._is_entry(position)) and not self.announces[position]
            for position, (kind, is_open, likely) in enumerate(
                zip(self.kinds, self.open, self.likely, strict=True)
            )
        ]
        for start, end in _runs(entries):
            if self._is_introduced(start) and end - start > 1 and self._read_introduced(start, end):
                continue
            for first, last in _runs(self.likely[start:end]):  # without the entries that end with a comma
                self._read_run(start + first, start + last)

    def _is_introduced(self, start: int) -> bool:
        """Whether the text before says that a list follows: `The members are:`, but not `Please contact:`."""
        before = start - 1
        if before < 0 or self.announces[before] or self.kinds[before] is BlockKind.CONTACT:
            return False
        return self.texts[before].endswith((":", "："))

    def _is_entry(self, position: int) -> bool:
        """Whether a text could be an entry of a list without bullets: short, with a comma or semicolon at most."""
        text = self.texts[position]
        return (
            len(text) <= _LONGEST_ENTRY
            and not SALUTATION.fullmatch(text)
            and text.endswith((",", ";", "،", "；"))
            and text[0] not in '“"«„'
            and not _INNER_STOP.search(text)
        )

    def _read_introduced(self, start: int, end: int) -> bool:
        """Take the lines after `The members are:` for items, up to one that looks like none of them."""
        end = self._without_last(start, end)
        closed = self.texts[end - 1].endswith((",", ";", "،", "；"))
        if (
            closed
            and end < len(self.units)
            and self.kinds[end] is None
            and len(self.texts[end]) <= _LONGEST_ENTRY
        ):
            end += 1
        if end - start < 2:
            return False
        self.kinds[start:end] = [BlockKind.LIST_ITEM] * (end - start)
        if end < len(self.units) and self.likely[end]:
            self._read_run(end, end + 1)
        return True

    def _without_last(self, start: int, end: int) -> int:
        """Leave out a last line that is a heading: of another shape than all before, or after the first gap."""
        gaps = [unit.gap for unit in self.units[start + 1 : end]]
        if gaps and gaps[-1] and not any(gaps[:-1]) and len(gaps) > 1:
            return end - 1
        shapes = [_shape(text) for text in self.texts[start:end]]
        is_odd = len(shapes) > 2 and len(set(shapes[:-1])) == 1 and shapes[-1] != shapes[0]
        return end - 1 if is_odd and end < len(self.units) else end

    def _read_run(self, start: int, end: int) -> None:
        """Short lines in a row: headings where text follows, or a list of names that nothing introduces."""
        is_contact = start > 0 and (self.kinds[start - 1] is BlockKind.CONTACT or self.announces[start - 1])
        listed = None if is_contact else self._listed(start, end)
        heads = list(range(start, end))
        if listed:
            first, last = listed
            self.units[first].doubt = self.units[first].doubt or _LISTED
            self.kinds[first:last] = [BlockKind.LIST_ITEM] * (last - first)
            heads = [position for position in heads if not first <= position < last]
        if end == len(self.units):
            heads = (
                heads[:-1]
                if is_contact
                else [position for position in heads if listed and position < listed[0]]
            )
        for position in heads:
            self.kinds[position] = BlockKind.HEADING

    def _listed(self, start: int, end: int) -> tuple[int, int] | None:
        """Which lines of a run are a list: three or more of one shape, below a heading if the first is of another."""
        shapes = [_shape(text) for text in self.texts[start:end]]
        if len(shapes) > _FEWEST_OF_LIST and len(set(shapes[1:])) == 1 and shapes[0] != shapes[1]:
            return start + 1, end
        if (
            len(shapes) > _FEWEST_OF_LIST
            and self.units[start + 1].gap
            and not any(unit.gap for unit in self.units[start + 2 : end])
        ):
            return start + 1, end
        last = self._without_last(start, end)
        is_list = (
            last - start >= _FEWEST_OF_LIST and len({_shape(text)[0] for text in self.texts[start:last]}) == 1
        )
        return (start, last) if is_list else None

    def _read_questions(self) -> None:
        """Take questions for headings where a text is made of them: each stands above its answer."""
        asked = [
            position
            for position, text in enumerate(self.texts)
            if self.kinds[position] is None and self.open[position] and _is_question(text)
        ]
        titled = bool(asked) and all(is_title_case(self.texts[position]) for position in asked)
        answered = all(
            self._goes_on_with_prose(position)
            and position + 1 not in asked
            and (position == 0 or self.kinds[position - 1] is not BlockKind.HEADING)
            for position in asked
        )
        if (titled or len(asked) >= _FEWEST_QUESTIONS) and answered:
            for position in asked:
                self.kinds[position] = BlockKind.HEADING


def _shape(text: str) -> tuple[bool, bool, bool, bool]:
    """What the entries of one list have in common: capitals, a bracket at the end, figures, a colon."""
    return (is_capitals(text), text.endswith(")"), any(map(str.isdecimal, text)), ": " in text)


def _runs(flags: list[bool]) -> list[tuple[int, int]]:
    """Where runs of true flags begin and end."""
    runs: list[tuple[int, int]] = []
    start: int | None = None
    for position, flag in enumerate([*flags, False]):
        if flag and start is None:
            start = position
        elif not flag and start is not None:
            runs.append((start, position))
            start = None
    return runs


def read_headings(units: list[Unit], kinds: list[BlockKind | None]) -> list[BlockKind]:
    """Return the kinds of all units: headings, items and paragraphs among those that have none yet.

    Items and notes that are headings after all, such as `1. Background`, are told as well.
    """
    return _Headings(units, kinds).read()
