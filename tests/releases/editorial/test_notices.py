"""Who is told of what: every move and every kind of person, and nobody of what they did themselves."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from institutes.mail.notices import compose
from institutes.mail.sending import claim
from institutes.models import Notice, Preferences, QueuedMail
from releases.editorial import comments, locking, workflow
from releases.editorial.deleted_drafts import delete_draft, restore_draft
from releases.editorial.errors import NotPermittedError
from releases.editorial.groups import CHIEF_EDITORS, EDITORS, PRESS_OFFICERS
from releases.editorial.notices import note_times
from releases.editorial.preview_links import share_preview
from releases.editorial.review_answers import Answer, digest_of, record_answers
from releases.editorial.translation.following import follow
from releases.enums import Move
from releases.models import Release
from tests.factories import make_release, make_user

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 26, 8, 0, tzinfo=UTC)
TEN = datetime(2026, 11, 27, 3, 0, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
GROUPS = {
    # Wrote the text, and changed it.
    "author": PRESS_OFFICERS,
    "hand": EDITORS,
    "officer": PRESS_OFFICERS,
    "editor": EDITORS,
    "other_editor": EDITORS,
    "chief": CHIEF_EDITORS,
    "other_chief": CHIEF_EDITORS,
    # Get nothing, whatever happens.
    "inactive": EDITORS,
    "no_address": CHIEF_EDITORS,
    "no_staff": CHIEF_EDITORS,
    "declines": EDITORS,
}


@pytest.fixture
def staff():
    people = {
        name: make_user(group, username=name, email=f"{name}@example.org") for name, group in GROUPS.items()
    }
    for name, values in {
        "inactive": {"is_active": False}, "no_address": {"email": ""}, "no_staff": {"is_staff": False},
    }.items():  # fmt: skip
        for field, value in values.items():
            setattr(people[name], field, value)
        people[name].save()
    kinds = [kind for kind, _label in Notice._meta.get_field("kind").choices]
    Preferences.objects.create(user=people["declines"], declined_notices=kinds)
    return people


def draft(staff, *, hands=("author", "hand"), **fields):
    release = make_release(
        symbol=fields.pop("symbol", "BKK/CP/14"), title="Workshop on prisons", created_by=staff[hands[0]],
        modified_by=staff[hands[0]], dateline_city="BANGKOK", body="<p>Secret under embargo.</p>", **fields,
    )  # fmt: skip
    for hand in hands[1:]:
        release.subtitle = f"Changed by {hand}"
        workflow.save_edition(release, by=staff[hand], at=AT)
    return Release.objects.get(pk=release.pk)


def submitted(staff, **options):
    return workflow.submit(draft(staff, **options), by=staff["author"], at=AT)


def scheduled(staff, **options):
    return workflow.approve(submitted(staff, **options), by=staff["editor"], at=AT, publish_at=TEN)


def public(staff, **options):
    return workflow.approve(submitted(staff, **options), by=staff["editor"], at=AT)


def forced(staff):
    release = submitted(staff, hands=("author", "chief"))
    return workflow.force_approve(release, by=staff["chief"], at=AT, reason="A flood.")


def correction(staff):
    return workflow.open_next_edition(public(staff), by=staff["author"], at=AT + HOUR, note="A date.")


def told(at):
    """Who gets a mail of what is told at `at`, by kind."""
    compose(at + MINUTE)
    by_kind = {}
    for mail in QueuedMail.objects.select_related("person"):
        by_kind.setdefault(mail.kind, set()).add(mail.person.username)
    QueuedMail.objects.all().delete()
    return by_kind


def forget():
    Notice.objects.all().delete()


# The move, the edition before it, who makes it with what, and who is told what.
MOVES = {
    Move.SUBMIT: (
        draft, lambda r, by: workflow.submit(r, by=by["author"], at=AT),
        {"submitted": {"editor", "other_editor", "chief", "other_chief"}},
    ),
    Move.SEND_BACK: (
        submitted, lambda r, by: workflow.send_back(r, by=by["editor"], at=AT, comment="The date is wrong."),
        {"returned": {"author", "hand"}},
    ),
    Move.APPROVE: (
        submitted, lambda r, by: workflow.approve(r, by=by["editor"], at=AT, publish_at=TEN),
        {"approved": {"author", "hand"}},
    ),
    Move.FORCE_APPROVE: (
        lambda staff: submitted(staff, hands=("author", "chief")),
        lambda r, by: workflow.force_approve(r, by=by["chief"], at=AT, reason="A flood."),
        {"forced": {"hand", "editor", "other_editor", "other_chief"}, "approved": {"author"}},
    ),
    Move.CONFIRM: (
        forced, lambda r, by: workflow.confirm(r, by=by["other_editor"], at=AT),
        {"confirmed": {"author", "chief"}},
    ),
    Move.UNSCHEDULE: (
        scheduled, lambda r, by: workflow.unschedule(r, by=by["other_editor"], at=AT),
        {"unscheduled": {"author", "hand", "editor"}},
    ),
    Move.WITHDRAW: (
        public, lambda r, by: workflow.withdraw(r, by=by["chief"], at=AT, reason="Wrong.", keep_text=False),
        {"withdrawn": {"author", "hand", "editor", "other_chief"}},
    ),
    Move.CORRECT: (
        public, lambda r, by: workflow.open_next_edition(r, by=by["officer"], at=AT), {},
    ),
    Move.TRANSLATE: (
        public, lambda r, by: workflow.open_translation(r, "fr", by=by["officer"], at=AT), {},
    ),
    Move.FOLLOW: (
        lambda staff: workflow.open_translation(public(staff), "fr", by=staff["officer"], at=AT),
        lambda r, by: follow(r, Release.objects.get(language="en"), by=by["officer"], at=AT), {},
    ),
    Move.SAVE: (
        draft, lambda r, by: workflow.save_edition(r, by=by["officer"], at=AT), {},
    ),
    Move.CONFIRM_GUESSES: (
        lambda staff: draft(staff, hands=("author",), guesses={"title": "guessed"}),
        lambda r, by: workflow.confirm_guesses(r, ["title"], by=by["officer"], at=AT), {},
    ),
    Move.DELETE: (draft, lambda r, by: delete_draft(r, by=by["editor"], at=AT), {}),
    Move.RESTORE: (
        lambda staff: delete_draft(draft(staff), by=staff["editor"], at=AT),
        lambda kept, by: restore_draft(kept, by=by["editor"], at=AT), {},
    ),
}  # fmt: skip


def test_every_move_is_in_the_table():
    assert set(MOVES) == set(Move)


@pytest.mark.parametrize("move", MOVES)
def test_those_whom_a_move_concerns_are_told_and_nobody_else(staff, move):
    before, make, expected = MOVES[move]
    edition = before(staff)
    forget()

    make(edition, staff)

    assert told(AT) == expected


@pytest.mark.parametrize("move", MOVES)
def test_the_one_who_makes_the_move_is_not_told_though_it_were_theirs(staff, move):
    """Everybody has their hands in it, and one person does it all; what needs four eyes is forced."""
    before, make, _expected = MOVES[move]
    edition = before(staff)
    forget()
    chief = staff["chief"]
    with suppress(NotPermittedError):
        make(edition, dict.fromkeys(staff, chief))

    assert all("chief" not in people for people in told(AT).values())


def comment(release, person, text="Who is the Minister?"):
    return comments.say(release, by=person, at=AT, text=text)


def talked_about(staff):
    release = draft(staff)
    comment(release, staff["officer"])
    return release


def answered(release, by):
    _link, token = share_preview(release, by=by["officer"], at=AT, life=HOUR)
    answers = [Answer(0, "change", "Name the Minister."), Answer(1, "agreed")]
    return record_answers(token, name="A reader", answers=answers, seen=digest_of(release), at=AT)


# What happens without a move, in the same columns.
SAID = {
    "comment on a draft": (
        draft, lambda r, by: comment(r, by["editor"]), {"commented": {"author", "hand"}},
    ),
    "comment of the author": (
        talked_about, lambda r, by: comment(r, by["author"]), {"commented": {"hand", "officer"}},
    ),
    "comment on what was submitted": (
        lambda staff: workflow.submit(draft(staff), by=staff["officer"], at=AT),
        lambda r, by: comment(r, by["editor"]), {"commented": {"author", "hand", "officer"}},
    ),
    "comment on what was returned": (
        lambda staff: workflow.send_back(submitted(staff), by=staff["editor"], at=AT, comment="A date."),
        lambda r, by: comment(r, by["author"]), {"commented": {"hand", "editor"}},
    ),
    "comment on one's own": (
        lambda staff: draft(staff, hands=("author",)), lambda r, by: comment(r, by["author"]), {},
    ),
    "the same again": (talked_about, lambda r, by: comment(r, by["officer"]), {}),
    "answer of a reviewer": (draft, answered, {"reviewed": {"author", "hand", "officer"}}),
}  # fmt: skip


@pytest.mark.parametrize("case", SAID)
def test_those_whom_a_comment_or_an_answer_concerns_are_told_and_nobody_else(staff, case):
    before, say, expected = SAID[case]
    edition = before(staff)
    forget()

    say(edition, staff)

    assert told(AT) == expected


@pytest.mark.parametrize("say", [lambda r, by: comment(r, by["editor"]), answered])
def test_a_comment_or_an_answer_that_was_undone_tells_nobody(staff, say):
    release = draft(staff)
    with transaction.atomic():
        say(release, staff)
        assert Notice.objects.exists()
        transaction.set_rollback(True)

    assert told(AT) == {}


def test_the_mail_about_a_comment_has_it_and_that_about_an_answer_who_answered(staff):
    release = draft(staff)
    comment(release, staff["editor"])
    answered(release, staff)

    compose(AT + MINUTE)

    said, reviewed = QueuedMail.objects.filter(person=staff["author"]).order_by("kind")
    assert (said.subject, reviewed.subject) == ("BKK/CP/14: a comment", "BKK/CP/14: a reviewer answered")
    assert "By: editor\nComment: Who is the Minister?\n" in said.text
    assert "By: A reader\n" in reviewed.text
    assert "Secret" not in said.text + reviewed.text


def test_a_move_that_was_undone_tells_nobody(staff):
    release = draft(staff)
    with transaction.atomic():
        workflow.submit(release, by=staff["author"], at=AT)
        assert Notice.objects.exists()
        transaction.set_rollback(True)

    assert told(AT) == {}


def the_mail(person):
    compose(AT + MINUTE)
    return QueuedMail.objects.get(person=person)


def test_a_mail_says_what_happened_to_what_and_nothing_of_the_text(staff):
    staff["editor"].first_name, staff["editor"].last_name = "Ann", "Editor"
    release = submitted(staff)
    forget()
    workflow.send_back(release, by=staff["editor"], at=AT, comment="The date is wrong.\nAnd the name.")

    mail = the_mail(staff["author"])

    assert (mail.to, mail.subject, mail.language) == (
        "author@example.org",
        "BKK/CP/14: returned to you",
        "en",
    )
    assert mail.text == (
        "This was not approved. The comment says what is to be changed; it is a draft again.\n\n"
        "BKK/CP/14 · English\nWorkshop on prisons\nBy: Ann Editor\n"
        "Comment: The date is wrong.\nAnd the name.\n"
        f"http://testserver/admin/releases/release/{release.pk}/change/\n\n"
        "-- \nThis mail was sent by itself; an answer to it reaches nobody. Choose which mails you get:\n"
        "http://testserver/admin/account/mail/\n"
    )


def test_the_time_is_that_of_the_dateline_and_of_the_world(staff):
    scheduled(staff)

    mail = QueuedMail.objects.get(pk=the_mail_of_kind(staff["author"], "approved"))

    assert "Public from: 2026-11-27 10:00 Bangkok, 2026-11-27 03:00 UTC\n" in mail.text
    assert "Secret" not in mail.text


def the_mail_of_kind(person, kind):
    compose(AT + MINUTE)
    return QueuedMail.objects.get(person=person, kind=kind).pk


def test_a_mail_is_in_the_language_of_its_person(staff):
    Preferences.objects.create(user=staff["author"], language="ar")
    scheduled(staff)

    mail = QueuedMail.objects.get(pk=the_mail_of_kind(staff["author"], "approved"))

    assert (mail.language, mail.subject) == ("ar", "BKK/CP/14: تمت الموافقة عليه")
    assert "تمت الموافقة على هذا النص" in mail.text


def test_thirty_approvals_are_one_mail_for_each_person(staff):
    for number in range(30):
        submitted(staff, symbol=f"BKK/CP/{number + 1}")
    compose(AT + MINUTE)

    (mail,) = QueuedMail.objects.filter(person=staff["editor"])

    assert mail.subject == "Waiting for approval: 30 releases"
    assert all(f"\nBKK/CP/{number + 1} · English\n" in mail.text for number in range(30))
    assert set(QueuedMail.objects.values_list("person__username", flat=True)) == {
        "editor", "other_editor", "chief", "other_chief",
    }  # fmt: skip


def test_more_than_fifty_are_several_mails(staff):
    for number in range(51):
        submitted(staff, symbol=f"BKK/CP/{number + 1}", hands=("author",))
    compose(AT + MINUTE)

    assert sorted(QueuedMail.objects.filter(person=staff["editor"]).values_list("subject", flat=True)) == [
        "BKK/CP/51: waiting for approval", "Waiting for approval: 50 releases",
    ]  # fmt: skip


def test_a_mail_waits_until_nothing_was_added_for_a_while(staff):
    submitted(staff)

    assert compose(AT + timedelta(seconds=19)) == 0
    assert compose(AT + timedelta(seconds=20)) == 4
    assert compose(AT + timedelta(seconds=21)) == 0


def test_what_somebody_may_not_see_any_more_they_are_not_told(staff):
    submitted(staff)
    staff["editor"].groups.clear()
    staff["chief"].email = ""
    staff["chief"].save()

    assert told(AT) == {"submitted": {"other_editor", "other_chief"}}


# By the clock.


def tick(at):
    note_times(at)
    return told(at)


def test_those_who_wrote_and_approved_hear_that_it_is_due_and_public_each_once(staff):
    scheduled(staff)
    forget()
    theirs = {"author", "hand", "editor"}

    assert tick(TEN - HOUR - MINUTE) == {}
    assert tick(TEN - HOUR) == {"due": theirs}
    assert tick(TEN - HOUR + MINUTE) == {}
    assert tick(TEN - timedelta(seconds=1)) == {}
    assert tick(TEN) == {"public": theirs}
    assert tick(TEN + MINUTE) == {}


def test_what_went_out_while_nothing_was_sent_is_told_on_the_same_day_only(staff):
    scheduled(staff)
    scheduled(staff, symbol="BKK/CP/15")
    forget()

    assert tick(TEN + timedelta(hours=24)) == {}
    assert tick(TEN + timedelta(hours=23)) == {"public": {"author", "hand", "editor"}}


def test_what_goes_out_at_once_was_told_by_the_approval(staff):
    public(staff)

    assert set(tick(AT + MINUTE)) == {"submitted", "approved"}


def test_what_was_taken_off_the_schedule_is_not_told_to_be_due(staff):
    release = scheduled(staff)
    forget()
    workflow.unschedule(release, by=staff["editor"], at=TEN - 2 * HOUR)

    assert tick(TEN - HOUR) == {"unscheduled": {"author", "hand"}}
    assert tick(TEN) == {}


def test_a_mail_that_waits_is_taken_back_and_what_else_stood_in_it_is_told(staff):
    release = scheduled(staff)
    scheduled(staff, symbol="BKK/CP/15")
    forget()
    note_times(TEN - HOUR)
    compose(TEN - HOUR)
    assert set(QueuedMail.objects.values_list("subject", flat=True)) == {"Public within the hour: 2 releases"}

    workflow.unschedule(release, by=staff["editor"], at=TEN - HOUR)
    compose(TEN - HOUR)

    due = QueuedMail.objects.filter(kind="due")
    assert set(due.values_list("subject", flat=True)) == {"BKK/CP/15: public within the hour"}
    assert due.count() == 3


def test_a_mail_that_is_on_its_way_cannot_be_taken_back(staff):
    release = scheduled(staff, hands=("author",))
    forget()
    note_times(TEN - HOUR)
    compose(TEN - HOUR)
    on_its_way = claim(TEN - HOUR)

    workflow.unschedule(release, by=staff["editor"], at=TEN - HOUR)

    assert list(QueuedMail.objects.filter(kind="due")) == [on_its_way]


def test_what_is_due_is_not_sent_once_it_is_public(staff):
    scheduled(staff)
    note_times(TEN - HOUR)
    compose(TEN - HOUR)

    assert set(QueuedMail.objects.filter(kind="due").values_list("not_after", flat=True)) == {TEN}


def test_scheduled_again_for_another_time_it_is_told_again(staff):
    release = scheduled(staff)
    tick(TEN - HOUR)
    workflow.unschedule(release, by=staff["editor"], at=TEN - HOUR)
    release.refresh_from_db()
    workflow.approve(release, by=staff["editor"], at=TEN - HOUR, publish_at=TEN + 3 * HOUR)
    forget()

    assert tick(TEN) == {}
    assert tick(TEN + 2 * HOUR) == {"due": {"author", "hand", "editor"}}


# Translations.


@pytest.fixture
def translated(staff):
    """Public in English, written by `author`, and in French, written by `officer`."""
    english = public(staff, hands=("author",))
    french = workflow.open_translation(english, "fr", by=staff["officer"], at=AT)
    french.title, french.body, french.guesses = "Atelier sur les prisons", "<p>Texte.</p>", {}
    workflow.save_edition(french, by=staff["officer"], at=AT)
    workflow.confirm_guesses(
        french, list(french.guesses), by=staff["officer"], at=AT
    ) if french.guesses else None
    french = workflow.submit(Release.objects.get(pk=french.pk), by=staff["officer"], at=AT)
    return english, workflow.approve(french, by=staff["other_editor"], at=AT + MINUTE)


def corrected(staff, english, *, minor):
    draft = workflow.open_next_edition(
        english, by=staff["author"], at=AT + HOUR, note="The date is the 22nd.", minor=minor
    )
    draft.subtitle = "On the 22nd"
    workflow.save_edition(draft, by=staff["author"], at=AT + HOUR)
    draft = workflow.submit(Release.objects.get(pk=draft.pk), by=staff["author"], at=AT + HOUR)
    forget()
    workflow.approve(draft, by=staff["editor"], at=AT + 2 * HOUR)


@pytest.mark.parametrize(("minor", "expected"), [(False, {"officer"}), (True, None)])
def test_those_of_the_other_languages_hear_of_a_correction(staff, translated, minor, expected):
    corrected(staff, translated[0], minor=minor)

    assert told(AT + 2 * HOUR).get("lagging") == expected


def test_a_translation_that_is_being_corrected_already_is_not_said_to_lag(staff, translated):
    workflow.open_next_edition(translated[1], by=staff["officer"], at=AT + HOUR, note="La date.")
    corrected(staff, translated[0], minor=False)

    assert "lagging" not in told(AT + 2 * HOUR)


def test_a_move_costs_three_questions_more(staff, monkeypatch):
    """The hands, those who may approve, and one statement for all who are told."""
    counts = []
    assert staff["author"].has_perm("releases.submit_release")
    for number in (1, 2):
        release = draft(staff, symbol=f"BKK/CP/{number}")
        with monkeypatch.context() as patch, CaptureQueriesContext(connection) as asked:
            if number == 1:
                patch.setattr(locking, "note_move", lambda *_arguments, **_by: None)
            workflow.submit(release, by=staff["author"], at=AT)
        counts.append(len(asked))

    assert counts[1] - counts[0] == 3
