"""Which invented releases there are: a story is one release, in one language or several.

The first stories are of the congress that is going on, the next of the last months, the others go back to 1956.
"""

import random
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.template.loader import render_to_string

from releases.enums import ReleaseKind
from releases.management.demonstration.texts import TOPICS, texts

STORIES = 80
OF_CONGRESS, OF_LAST_MONTHS = 24, 40
FIRST_YEAR = 1956
# The languages of eight stories that follow one another: twenty releases.
LANGUAGES = (
    ("en", "fr", "es", "ru", "ar", "zh-hans"), ("en",), ("en", "fr"), ("en", "es", "de"),
    ("en", "fr"), ("en", "ru", "ar"), ("en", "zh-hans"), ("fr",),
)  # fmt: skip
FORMS = (
    *("press_release", "meeting_coverage", "press_release_second", "statement"),
    *("meeting_coverage_second", "round_up", "media_advisory"),
)
RARE_FORMS = ("biographical_note", "note_to_correspondents", "press_briefing", "background_release")
WITHOUT_SYMBOL = frozenset({"media_advisory", "note_to_correspondents"})
# Stories with something that few have.
CORRECTED, CORRECTED_SLIGHTLY = frozenset({8, 32, 56}), frozenset({17, 44})
WITHDRAWN, WITHDRAWN_WITH_TEXT = frozenset({35}), frozenset({12, 60})
SCHEDULED, DRAFTS, SUBMITTED = frozenset({24, 26}), frozenset({25}), frozenset({27})
REVISED, CORRIGENDA, JOINT = frozenset({36, 65}), frozenset({34, 50}), frozenset({4, 40, 57})
SERIES_OF_TOPICS = ("WAT", "JUS", "JUS", "WAT", "JUS", "JUS", "WAT", "WAT", "JUS", "CUL")
# One number in so many of a series is missing.
GAP = 7
INSTITUTES_OF_TOPICS = (1, 0, 0, 1, 3, 0, 2, 1, 0, 4)


@dataclass(frozen=True, slots=True)
class Story:
    """One invented release: what all its languages share. `topic` and `number` count, `out` is aware."""

    number: int
    form: str
    topic: int
    out: datetime
    symbol: str
    languages: tuple[str, ...]

    @property
    def kind(self) -> ReleaseKind:
        return ReleaseKind(self.form.removesuffix("_second"))

    @property
    def is_of_congress(self) -> bool:
        return self.number < OF_CONGRESS


def stories(at: datetime) -> list[Story]:
    """Every story as of `at` (aware), the first to go out first."""
    counts: Counter[str] = Counter()
    told = []
    for number, out in sorted(((number, _out(number, at)) for number in range(STORIES)), key=_time):
        block, place = divmod(number, 8)
        form = FORMS[place] if place < len(FORMS) else RARE_FORMS[block % len(RARE_FORMS)]
        topic = (block + place) % TOPICS
        symbol = "" if form in WITHOUT_SYMBOL else _symbol(number, topic, counts)
        languages = LANGUAGES[(number + block) % len(LANGUAGES)]
        told.append(Story(number, form, topic, out, symbol, languages))
    return told


def _time(numbered: tuple[int, datetime]) -> datetime:
    return numbered[1]


def _symbol(number: int, topic: int, counts: Counter[str]) -> str:
    prefix = f"INV/{'CON' if number < OF_CONGRESS else SERIES_OF_TOPICS[topic]}"
    counts[prefix] += 2 if counts[prefix] % GAP == GAP - 2 else 1
    return f"{prefix}/{counts[prefix]}{'/Rev.1' if number in REVISED else ''}"


def _out(number: int, at: datetime) -> datetime:
    if number in SCHEDULED | DRAFTS | SUBMITTED:
        return at.replace(minute=0, second=0, microsecond=0) + timedelta(
            hours=5 + 20 * (number - OF_CONGRESS)
        )
    if number < OF_CONGRESS:
        hours = (OF_CONGRESS - number) * 4
        return (at - timedelta(hours=hours)).replace(second=0, microsecond=0)
    if number < OF_LAST_MONTHS:
        day = at.date() - timedelta(days=9 + (number - OF_CONGRESS) * 21)
    else:
        years = at.year - 1 - FIRST_YEAR
        place = number - OF_LAST_MONTHS
        year = at.year - 2 - years * place // (STORIES - OF_LAST_MONTHS)
        day = date(max(year, FIRST_YEAR), 1 + place * 5 % 12, 1 + place * 11 % 28)
    return datetime.combine(day, time(9 + number % 9, number * 7 % 60), UTC)


def title_of(story: Story, language: str) -> str:
    """The title in that language."""
    words = texts(language)
    return _filled(words["titles"][story.form], story, language)


def fields_of(story: Story, language: str, *, first_version: bool = False) -> dict[str, Any]:
    """The columns of the release in that language; `first_version` has what a later edition corrects."""
    words = texts(language)
    day = story.out.date()
    is_meeting = story.kind == ReleaseKind.MEETING_COVERAGE
    body = body_of(story, language)
    if first_version:
        closing = words["texts"]["closing"]
        body = body.replace("74", "47").replace(closing, closing + closing[-1])
    return {
        "symbol": story.symbol, "language": language, "kind": story.kind,
        "title": title_of(story, language),
        "subtitle": words["topics"][story.topic]["subtitle"] if story.number % 2 == 0 else "",
        "issued_on": day, "dateline_on": day, "dateline_city": words["cities"][_city(story)],
        "source": words["source"], "note_of_origin": words["note"],
        "meeting": _filled(words["organ"], story, language) if is_meeting else "",
        "body": body, "is_invented": True,
    }  # fmt: skip


def _city(story: Story) -> int:
    return 0 if story.is_of_congress else story.number % 4


def _filled(text: str, story: Story, language: str) -> str:
    topic: str = texts(language)["topics"][story.topic]["name"]
    return text.format(topic=topic, number=12 + story.number % 8)


def body_of(story: Story, language: str) -> str:
    """The text as markup: the same parts in every language of a story."""
    words, draw = texts(language), _draw(story.number)
    general = words["texts"]["general"]
    chosen = draw.sample(range(len(general)), draw.choice((2, 3, 4, 4, 6, 9)))
    rows = [(draw.randint(4, 48), draw.randint(20, 900)) for _row in words["texts"]["table_rows"]]
    join = "" if language == "zh-hans" else " "
    topic = words["topics"][story.topic]
    context = {
        "opening": join.join([_filled(words["openings"][story.form], story, language), topic["facts"][0]]),
        "fact": topic["facts"][1],
        "paragraphs": [general[number] for number in chosen],
        "quote": words["texts"]["quotes"][draw.randrange(3)] if story.number % 2 else "",
        "speaker": words["spokesperson"],
        "points": words["texts"]["list_items"] if story.number % 3 == 1 else [],
        "table": list(zip(words["texts"]["table_rows"], rows, strict=True)) if story.number % 5 == 2 else [],
        "words": words["texts"],
        "is_short": story.form in WITHOUT_SYMBOL,
    }
    return render_to_string("releases/_invented_text.html", context)


def corrigendum_body(story: Story, language: str) -> str:
    """The text of the release that corrects `story`."""
    return render_to_string(
        "releases/_invented_text.html",
        {"opening": texts(language)["texts"]["corrigendum_text"], "is_short": True},
    )


def _draw(number: int) -> random.Random:
    return random.Random(f"invented story {number}")  # noqa: S311 - it has to be the same everywhere
