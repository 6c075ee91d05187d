"""What reviewers without an account say of a draft: paragraph by paragraph, for good, and void once it is another.

An answer decides nothing: whoever approves does that, and is shown what was answered.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from releases.editorial.errors import WorkflowError
from releases.editorial.notices import note_answers
from releases.editorial.preview_links import valid_link
from releases.models import PreviewLink, Release, ReviewAnswer, columns
from releases.models.parts import read_parts
from releases.models.review import Verdict

LONGEST_NAME, LONGEST_COMMENT, LONGEST_WORDS = 100, 2_000, 2_000
MOST_PARAGRAPHS = 300
# Of one link: answers in all, and how often somebody may send some within an hour.
MOST_ANSWERS, MOST_TIMES_AN_HOUR = 1_000, 20
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph that can be answered to: `place` counts from 1; 0, without words, is the text as a whole."""

    place: int
    words: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody chose for one paragraph."""

    place: int
    verdict: str
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """One answer as it is shown; `is_void` where the draft is another one since."""

    answer: ReviewAnswer
    is_void: bool


def paragraphs_of(release: Release) -> list[Paragraph]:
    """The text as a whole, then title, subtitle and each paragraph of the text and of the contacts."""
    texts = [
        release.title,
        release.subtitle,
        *release.body_text.split("\n\n"),
        *release.contacts.split("\n\n"),
    ]
    said = [text.strip() for text in texts if text.strip()][:MOST_PARAGRAPHS]
    return [Paragraph(0, ""), *(Paragraph(place, words) for place, words in enumerate(said, start=1))]


def digest_of(release: Release) -> str:
    """A digest of all that readers would see of the edition as the database has it; a move does not change it."""
    shown = [str(getattr(release, name) or "") for name in ("symbol", "language", *columns.PRINTED)]
    parts: Any = read_parts([release.pk]).get(release.pk, {})
    return hashlib.sha256(json.dumps([shown, parts], sort_keys=True).encode()).hexdigest()


def record_answers(
    token: str, *, name: str, answers: Sequence[Answer], seen: str, at: datetime
) -> list[ReviewAnswer] | None:
    """The answers are on record, each with the words it is about, and whoever wrote the text is told by mail.

    None where the link does not hold at `at` (aware).
    `seen` is the digest of the edition that the person was shown. Raises WorkflowError with a sentence, and nothing
    is recorded: `code` is `changed` where the draft is another one by now, `often` where the link has sent too
    much, `name`, `nothing` and `comment` where something is missing.
    """
    with transaction.atomic():
        link = valid_link(token, at=at, lock=True)
        if link is None:
            return None
        release = link.release
        digest = digest_of(release)
        rows = _rows(link, release, _plain(name, LONGEST_NAME), answers, at)
        _check(link, rows, at)
        if digest != seen:
            raise WorkflowError(
                _("The draft was changed while you read it. Look at it again; what you wrote is still here."),
                code="changed",
            )
        for row in rows:
            row.digest = digest
        recorded = ReviewAnswer.objects.bulk_create(rows)
        note_answers(recorded[0])
        return recorded


def _rows(
    link: PreviewLink, release: Release, name: str, answers: Sequence[Answer], at: datetime
) -> list[ReviewAnswer]:
    words = {paragraph.place: paragraph.words for paragraph in paragraphs_of(release)}
    return [
        ReviewAnswer(
            link=link, name=name, version=release.version, place=answer.place, verdict=answer.verdict, at=at,
            words=words[answer.place][:LONGEST_WORDS], comment=_plain(answer.comment, LONGEST_COMMENT),
        )
        for answer in answers
        if answer.place in words and answer.verdict in Verdict.values
    ]  # fmt: skip


def _plain(text: str, longest: int) -> str:
    return text.replace("\0", "").strip()[:longest]


def _check(link: PreviewLink, rows: list[ReviewAnswer], at: datetime) -> None:
    if not rows:
        raise WorkflowError(_("Choose an answer for one of the paragraphs at least."), code="nothing")
    if not rows[0].name:
        raise WorkflowError(_("Give your name."), code="name")
    if any(row.verdict == Verdict.CHANGE and not row.comment for row in rows):
        raise WorkflowError(_("Say what is to be changed."), code="comment")
    given = link.answers.all()
    times = given.filter(at__gt=at - HOUR).values("at").distinct().count()
    if times >= MOST_TIMES_AN_HOUR or given.count() + len(rows) > MOST_ANSWERS:
        raise WorkflowError(
            _(
                "Too many answers were sent with this link. Try again in an hour, or write to who sent it to you."
            ),
            code="often",
        )


def answers_to(release: Release) -> list[Given]:
    """Every answer to this edition, by whatever link, the last first."""
    return _given(release, ReviewAnswer.objects.filter(link__release=release))


def answers_with(link: PreviewLink) -> list[Given]:
    """Every answer that was sent with this link, the last first."""
    return _given(link.release, link.answers.all())


def _given(release: Release, answers: Iterable[ReviewAnswer]) -> list[Given]:
    answers = list(answers)
    digest = digest_of(release) if answers else ""
    return [Given(answer, answer.digest != digest) for answer in answers]
