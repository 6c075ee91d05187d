"""Answers of reviewers without an account: on record with the words they are about, and void once these are others."""

from datetime import timedelta

import pytest

from releases.database.immutability import SealedError
from releases.editorial import review_answers, workflow
from releases.editorial.errors import NotPermittedError, WorkflowError
from releases.editorial.groups import EDITORS, PRESS_OFFICERS
from releases.editorial.history import history_of
from releases.editorial.preview_links import revoke_preview, share_preview
from releases.editorial.review_answers import Answer, answers_to, digest_of, paragraphs_of, record_answers
from releases.models import Release, ReviewAnswer
from tests.factories import NOON, SECOND, make_institute, make_photo, make_release, make_user

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def shared(**fields):
    release = make_release(
        **{"title": "Title", "body": "<p>First.</p><p>Second.</p>", "contacts": "Somebody"} | fields
    )
    link, token = share_preview(release, by=make_user(PRESS_OFFICERS), at=NOON, life=DAY)
    return release, link, token


def send(token, release, *answers, name="A reviewer", at=NOON, seen=None):
    chosen = answers or (Answer(0, "agreed"),)
    seen = digest_of(release) if seen is None else seen
    return record_answers(token, name=name, answers=chosen, seen=seen, at=at)


def test_an_answer_is_kept_with_the_words_it_is_about():
    release, link, token = shared()
    assert [paragraph.words for paragraph in paragraphs_of(release)] == [
        "",
        "Title",
        "First.",
        "Second.",
        "Somebody",
    ]

    send(token, release, Answer(0, "agreed"), Answer(3, "change", " Third, please. "), name=" Ms. X ")

    rows = ReviewAnswer.objects.order_by("place").values_list(
        "link", "name", "version", "place", "words", "verdict", "comment", "at"
    )
    assert list(rows) == [
        (link.pk, "Ms. X", 1, 0, "", "agreed", "", NOON),
        (link.pk, "Ms. X", 1, 3, "Second.", "change", "Third, please.", NOON),
    ]


def save(release, **fields):
    for name, value in fields.items():
        setattr(release, name, value)
    return workflow.save_edition(release, by=make_user(PRESS_OFFICERS), at=NOON)


CHANGES = {
    "nothing": (lambda release: None, False),
    "title": (lambda release: save(release, title="Another"), True),
    "body": (lambda release: save(release, body="<p>First.</p><p>Second!</p>"), True),
    "photo": (make_photo, True),
    "mention": (lambda release: release.mentions.create(institute=make_institute()), True),
    "submitted": (lambda release: workflow.submit(release, by=make_user(PRESS_OFFICERS), at=NOON), False),
    "planned": (lambda release: save(release, publish_at=NOON + DAY), False),
}


@pytest.mark.parametrize("change", CHANGES)
def test_it_is_void_and_stays_when_what_readers_see_is_changed(change):
    release, _link, token = shared()
    send(token, release)
    make, is_void = CHANGES[change]

    make(release)

    release = Release.objects.get(pk=release.pk)
    assert [(given.answer.name, given.is_void) for given in answers_to(release)] == [("A reviewer", is_void)]


def test_it_is_no_approval():
    release, _link, token = shared(state="submitted", created_by=make_user(EDITORS, username="author"))
    send(token, release)

    assert Release.objects.get().state == "submitted"
    with pytest.raises(NotPermittedError):
        workflow.approve(release, by=release.created_by, at=NOON)


REFUSED = {
    "name": ({"name": " \0"}, "Give your name."),
    "nothing": ({"answers": [Answer(99, "agreed"), Answer(1, "perhaps")]}, "Choose an answer for one"),
    "comment": ({"answers": [Answer(1, "change", " ")]}, "Say what is to be changed."),
    "changed": ({"seen": "other"}, "The draft was changed while you read it."),
}


@pytest.mark.parametrize("code", REFUSED)
def test_what_is_refused_says_why_and_leaves_nothing(code):
    release, _link, token = shared()
    changes, sentence = REFUSED[code]
    sent = {"name": "X", "answers": [Answer(0, "agreed")], "seen": digest_of(release)} | changes

    with pytest.raises(WorkflowError, match=sentence) as refused:
        record_answers(token, at=NOON, **sent)

    assert (refused.value.code, ReviewAnswer.objects.count()) == (code, 0)


def test_a_link_sends_only_so_much(monkeypatch):
    release, _link, token = shared()
    for number in range(review_answers.MOST_TIMES_AN_HOUR):
        send(token, release, at=NOON + number * SECOND)
    with pytest.raises(WorkflowError, match="Too many answers were sent with this link") as refused:
        send(token, release, at=NOON + DAY / 48)
    assert refused.value.code == "often"

    send(token, release, at=NOON + DAY / 12)
    monkeypatch.setattr(review_answers, "MOST_ANSWERS", ReviewAnswer.objects.count() + 1)
    with pytest.raises(WorkflowError, match="Too many answers"):
        send(token, release, Answer(0, "agreed"), Answer(1, "agreed"), at=NOON + DAY / 6)


def test_what_is_sent_is_bounded():
    release, _link, token = shared(body=f"<p>{'x' * 5000}</p>" + "<p>y</p>" * 500)
    [answer] = send(token, release, Answer(2, "change", "z" * 9999), name="n" * 999)

    assert (len(answer.name), len(answer.comment), len(answer.words)) == (100, 2000, 2000)
    assert len(paragraphs_of(release)) == review_answers.MOST_PARAGRAPHS + 1


def test_a_link_that_opens_nothing_takes_no_answer():
    release, link, token = shared()
    assert send("invented", release) is None
    assert send(token, release, at=NOON + DAY) is None
    revoke_preview(link, by=make_user(PRESS_OFFICERS), at=NOON)
    assert send(token, release) is None
    assert ReviewAnswer.objects.count() == 0


def test_the_database_changes_no_answer():
    release, _link, token = shared()
    send(token, release)

    with pytest.raises(SealedError, match=r"What a reviewer answered cannot be changed\."):
        ReviewAnswer.objects.update(verdict="change", comment="No.")


def test_the_history_tells_who_answered_what():
    release, _link, token = shared()
    send(token, release, Answer(2, "change", "Third."))

    [entry] = [entry for entry in history_of(release) if entry.by == "A reviewer"]
    assert (str(entry.what), entry.by, entry.comment) == (
        "A reviewer wants this changed", "A reviewer", "“First.”\nThird.",
    )  # fmt: skip
