"""Every move, by everybody, from everywhere; and what it leaves behind."""

from datetime import timedelta

import pytest
from django.db import transaction

from releases.editorial import deleted_drafts, workflow
from releases.editorial.errors import IncompleteError, NotPermittedError, StaleError, WorkflowError
from releases.editorial.groups import CHIEF_EDITORS, EDITORS, PRESS_OFFICERS
from releases.editorial.rules import possible_moves
from releases.enums import Move, ReleaseState, Status
from releases.models import (
    DeletedDraft,
    FormerReference,
    JointSymbol,
    PreviewLink,
    Release,
    ReleaseLink,
    ReleasePhoto,
    Transition,
)
from releases.models.visibility import status
from tests.factories import (
    NOON,
    SECOND,
    make_event,
    make_institute,
    make_photo,
    make_public_release,
    make_release,
    make_series,
    make_user,
)

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

ROWS = {
    Status.DRAFT: {},
    Status.RETURNED: {"returned_at": NOON - SECOND},
    Status.SUBMITTED: {"state": "submitted"},
    Status.SCHEDULED: {"state": "approved", "publish_at": NOON + SECOND, "awaits_confirmation": True},
    Status.PUBLIC: {"state": "approved", "publish_at": NOON, "awaits_confirmation": True},
    Status.SUPERSEDED: {
        "state": "approved",
        "publish_at": NOON - DAY,
        "superseded_at": NOON,
        "awaits_confirmation": True,
    },
    Status.WITHDRAWN: {
        "state": "withdrawn",
        "publish_at": NOON - DAY,
        "withdrawn_at": NOON,
        "withdrawal_reason": "Invented reason.",
        "awaits_confirmation": True,
    },
}


def retitle(release, **who):
    """A save that changes something."""
    release.title = "Retitled"
    return workflow.save_edition(release, **who)


ACTIONS = {
    Move.SAVE: retitle,
    Move.SUBMIT: workflow.submit,
    Move.SEND_BACK: lambda release, **who: workflow.send_back(release, comment="Shorten it.", **who),
    Move.APPROVE: workflow.approve,
    Move.FORCE_APPROVE: lambda release, **who: workflow.force_approve(release, reason="It is night.", **who),
    Move.CONFIRM: workflow.confirm,
    Move.UNSCHEDULE: workflow.unschedule,
    Move.WITHDRAW: lambda release, **who: workflow.withdraw(release, reason="Wrong.", keep_text=True, **who),
    Move.CORRECT: workflow.open_next_edition,
    Move.TRANSLATE: lambda release, **who: workflow.open_translation(release, "fr", **who),
    Move.CONFIRM_GUESSES: lambda release, **who: workflow.confirm_guesses(release, ["mentions"], **who),
    Move.DELETE: deleted_drafts.delete_draft,
}
# What DESIGN says, in one table: from where, and from which group upwards.
D, R, S, A, P, O, W = Status.values  # noqa: E741 - the columns of the table
PRESS, EDITOR, CHIEF = 1, 2, 3
SAYS = {
    Move.SAVE: ({D, R, S}, PRESS),
    Move.SUBMIT: ({D, R}, PRESS),
    Move.SEND_BACK: ({S}, EDITOR),
    Move.APPROVE: ({S}, EDITOR),
    Move.FORCE_APPROVE: ({S}, CHIEF),
    Move.CONFIRM: ({A, P, O, W}, EDITOR),
    Move.UNSCHEDULE: ({A}, EDITOR),
    Move.WITHDRAW: ({P}, CHIEF),
    Move.CORRECT: ({P, W}, PRESS),
    Move.TRANSLATE: ({D, R, S, A, P}, PRESS),
    Move.CONFIRM_GUESSES: ({D, R, S, A, P, O, W}, PRESS),
    Move.DELETE: ({D, R, S}, EDITOR),
}
FOUR_EYES = {Move.SEND_BACK, Move.APPROVE, Move.CONFIRM, Move.UNSCHEDULE}
PEOPLE = {
    "nobody": (0, ()),
    "press officer": (PRESS, (PRESS_OFFICERS,)),
    "editor": (EDITOR, (PRESS_OFFICERS, EDITORS)),
    "chief editor": (CHIEF, (PRESS_OFFICERS, EDITORS, CHIEF_EDITORS)),
    "superuser": (CHIEF, ()),
}
PARTS_OF_AUTHORSHIP = {"stranger": (), "writer": ("created_by",), "last to change it": ("modified_by",)}


def expected(move, where, rank, *, is_author):
    statuses, needed = SAYS[move]
    # Whose row says that they wrote it, and nobody else had a hand in it, may delete it until they submit it.
    if move == Move.DELETE and rank == PRESS and is_author == "writer" and where not in {S}:
        needed = PRESS
    if rank < needed or (move in FOUR_EYES and is_author):
        return NotPermittedError if rank < needed or where in statuses else WorkflowError
    if where not in statuses or (move == Move.FORCE_APPROVE and not is_author):
        return WorkflowError
    return None


def make_person(kind, **fields):
    _rank, groups = PEOPLE[kind]
    return make_user(*groups, is_superuser=kind == "superuser", **fields)


@pytest.mark.parametrize("where", Status.values)
@pytest.mark.parametrize("move", SAYS)
def test_who_may_do_what_from_where(move, where):
    for kind, (rank, _groups) in PEOPLE.items():
        person = make_person(kind)
        for authorship, columns in PARTS_OF_AUTHORSHIP.items():
            release = make_release(**ROWS[Status(where)], **dict.fromkeys(columns, person))
            release.mentions.create(institute=make_institute(), is_guess=True)
            assert status(release, NOON) == where
            before = Release.objects.filter(pk=release.pk).values().get()
            wanted = expected(move, where, rank, is_author=bool(columns) and authorship)

            offered = move in possible_moves(release, person, NOON)
            got = outcome(move, release, person)

            assert (got, offered) == (wanted, wanted is None), f"{kind}, {authorship}"
            if wanted is not None:
                assert Release.objects.filter(pk=release.pk).values().get() == before
                assert not Transition.objects.filter(release=release).exists()


def outcome(move, release, person):
    try:
        with transaction.atomic():
            ACTIONS[move](release, by=person, at=NOON)
    except WorkflowError as error:
        return type(error)
    return None


def test_an_account_that_was_closed_can_do_nothing():
    person = make_person("superuser", is_active=False)

    for move in SAYS:
        for row in ROWS.values():
            assert outcome(move, make_release(**row), person) is NotPermittedError
    with pytest.raises(NotPermittedError):
        workflow.save_edition(Release(), by=person, at=NOON)


@pytest.fixture
def staff(db):
    """writer, editor and chief: three people, each of whom may act on what the others wrote."""
    return (
        make_user(PRESS_OFFICERS, username="writer"),
        make_user(PRESS_OFFICERS, EDITORS, username="editor"),
        make_user(PRESS_OFFICERS, EDITORS, CHIEF_EDITORS, username="chief"),
    )


def write(writer, at=NOON, **fields):
    """A new release, saved through the workflow as a form would."""
    release = make_release(created_by=writer, **fields)
    fresh = Release.objects.get(pk=release.pk)
    return workflow.save_edition(fresh, by=writer, at=at)


def publish(staff, at=NOON, publish_at=None, **fields):
    writer, editor, _chief = staff
    release = workflow.submit(write(writer, at, **fields), by=writer, at=at)
    return workflow.approve(release, by=editor, at=at, publish_at=publish_at)


def correct(staff, release, at, publish_at=None, note="Invented correction.", **fields):
    """The next edition, changed in these fields and approved."""
    writer, editor, _chief = staff
    draft = workflow.open_next_edition(release, by=writer, at=at, note=note)
    for name, value in fields.items():
        setattr(draft, name, value)
    draft = workflow.save_edition(draft, by=writer, at=at)
    draft = workflow.submit(draft, by=writer, at=at)
    return workflow.approve(draft, by=editor, at=at, publish_at=publish_at)


def public(at):
    return [
        (row.reference, row.language, row.edition) for row in Release.objects.public(at).order_by("edition")
    ]


def test_the_log_tells_the_whole_story(staff):
    writer, editor, chief = staff
    make_series("TEST/SER")
    release = workflow.save_edition(
        Release(title="Invented", symbol="TEST/SER/1", issued_on=NOON.date(), body="<p>Text.</p>"),
        by=writer,
        at=NOON,
    )
    workflow.submit(release, by=writer, at=NOON, comment="Please by five.")
    workflow.send_back(Release.objects.get(), by=editor, at=NOON + HOUR, comment=" Name the city. ")
    workflow.submit(Release.objects.get(), by=writer, at=NOON + 2 * HOUR)
    workflow.approve(Release.objects.get(), by=editor, at=NOON + 3 * HOUR, publish_at=NOON + DAY)
    workflow.unschedule(Release.objects.get(), by=chief, at=NOON + 4 * HOUR, comment="Not yet.")
    workflow.approve(Release.objects.get(), by=editor, at=NOON + 5 * HOUR)
    workflow.withdraw(Release.objects.get(), by=chief, at=NOON + 2 * DAY, reason="Not ours.", keep_text=False)

    log = Transition.objects.values_list("move", "from_state", "to_state", "by__username", "at", "comment")
    assert list(log) == [
        ("submit", "draft", "submitted", "writer", NOON, "Please by five."),
        ("send_back", "submitted", "draft", "editor", NOON + HOUR, "Name the city."),
        ("submit", "draft", "submitted", "writer", NOON + 2 * HOUR, ""),
        ("approve", "submitted", "approved", "editor", NOON + 3 * HOUR, ""),
        ("unschedule", "approved", "submitted", "chief", NOON + 4 * HOUR, "Not yet."),
        ("approve", "submitted", "approved", "editor", NOON + 5 * HOUR, ""),
        ("withdraw", "approved", "withdrawn", "chief", NOON + 2 * DAY, "Not ours."),
    ]
    row = Release.objects.get()
    # The time that was planned before the edition was taken off the schedule still held.
    assert (row.publish_at, row.withdrawn_at, row.withdrawal_reason, row.withdrawal_keeps_text) == (
        NOON + DAY,
        NOON + 2 * DAY,
        "Not ours.",
        False,
    )
    assert row.version == 8
    history = row.history.order_by("pk").values_list("history_user__username", "history_change_reason")
    assert [tuple(line) for line in history] == [
        ("writer", None),
        ("writer", "submit"),
        ("editor", "send_back"),
        ("writer", "submit"),
        ("editor", "approve"),
        ("chief", "unschedule"),
        ("editor", "approve"),
        ("chief", "withdraw"),
    ]


@pytest.mark.parametrize("move", [Move.SEND_BACK, Move.FORCE_APPROVE, Move.WITHDRAW])
def test_a_reason_has_to_be_given(staff, move):
    _writer, editor, chief = staff
    release = make_release(**ROWS[Status.PUBLIC if move == Move.WITHDRAW else Status.SUBMITTED])
    if move == Move.FORCE_APPROVE:
        Release.objects.filter(pk=release.pk).update(created_by=chief)
    act = {
        Move.SEND_BACK: lambda: workflow.send_back(release, by=editor, at=NOON, comment=" \n"),
        Move.FORCE_APPROVE: lambda: workflow.force_approve(release, by=chief, at=NOON, reason=" "),
        Move.WITHDRAW: lambda: workflow.withdraw(release, by=chief, at=NOON, reason="", keep_text=True),
    }[move]

    with pytest.raises(WorkflowError) as caught:
        act()

    assert caught.value.code == "required"
    assert Transition.objects.count() == 0


@pytest.mark.parametrize(
    ("planned", "asked", "expected"),
    [
        (None, None, NOON),
        (NOON + HOUR, None, NOON + HOUR),
        (NOON - HOUR, None, NOON),
        (NOON + HOUR, NOON, NOON),
        (NOON + HOUR, NOON + DAY, NOON + DAY),
        (None, NOON - SECOND, "past"),
        (None, NOON.replace(tzinfo=None), "naive"),
    ],
)
def test_when_an_approved_edition_is_public(staff, planned, asked, expected):
    _writer, editor, _chief = staff
    release = make_release(state="submitted", publish_at=planned)

    try:
        row = workflow.approve(release, by=editor, at=NOON, publish_at=asked)
        got = row.publish_at
    except WorkflowError as error:
        got = error.code

    assert got == expected


def test_an_archive_is_entered_with_the_day_it_went_out(staff):
    _writer, editor, _chief = staff
    release = make_release(state="submitted")

    row = workflow.approve(release, by=editor, at=NOON, publish_at=NOON - 9000 * DAY, backdated=True)

    assert row.publish_at == NOON - 9000 * DAY
    correction = workflow.open_next_edition(row, by=editor, at=NOON, note="Invented.")
    workflow.submit(correction, by=editor, at=NOON)
    with pytest.raises(WorkflowError, match="That moment has passed"):
        workflow.approve(
            Release.objects.get(edition=2), by=_chief, at=NOON, publish_at=NOON - DAY, backdated=True
        )


def test_a_scheduled_correction_takes_over_at_its_second(staff):
    first = publish(staff)
    second = correct(staff, first, NOON + HOUR, publish_at=NOON + DAY, title="Corrected title")
    at = first.reference, "en"

    assert public(NOON + DAY - SECOND) == [(*at, 1)]
    assert public(NOON + DAY) == [(*at, 2)]
    assert Release.objects.issued(NOON + DAY).count() == 2
    assert second.title == "Corrected title"


def test_a_correction_taken_off_the_schedule_leaves_the_public_edition(staff):
    _writer, editor, _chief = staff
    first = publish(staff)
    second = correct(staff, first, NOON + HOUR, publish_at=NOON + DAY)

    workflow.unschedule(second, by=editor, at=NOON + 2 * HOUR)

    assert public(NOON + 2 * DAY) == [(first.reference, "en", 1)]
    assert Release.objects.get(edition=1).superseded_at is None
    workflow.approve(Release.objects.get(edition=2), by=editor, at=NOON + 3 * HOUR, publish_at=NOON + 2 * DAY)
    assert public(NOON + 2 * DAY - SECOND) == [(first.reference, "en", 1)]
    assert public(NOON + 2 * DAY) == [(first.reference, "en", 2)]


def test_a_withdrawal_takes_everything_back_and_nothing_comes_by_itself(staff):
    _writer, _editor, chief = staff
    first = publish(staff)
    second = correct(staff, first, NOON + HOUR)
    third = correct(staff, second, NOON + 2 * HOUR, publish_at=NOON + DAY)

    workflow.withdraw(
        Release.objects.get(edition=2), by=chief, at=NOON + 3 * HOUR, reason="Wrong.", keep_text=False
    )

    assert public(NOON + 3 * HOUR - SECOND) == [(first.reference, "en", 2)]
    for moment in (NOON + 3 * HOUR, NOON + DAY, NOON + 9 * DAY):
        assert public(moment) == []
        assert list(Release.objects.issued(moment)) == []
    states = Release.objects.order_by("edition").values_list("state", "withdrawn_at", "superseded_at")
    assert list(states) == [
        ("withdrawn", NOON + 3 * HOUR, NOON + HOUR),
        ("withdrawn", NOON + 3 * HOUR, None),
        ("submitted", None, None),
    ]
    assert third.pk == Release.objects.get(edition=3).pk


def test_a_withdrawn_release_can_come_back_corrected(staff):
    _writer, _editor, chief = staff
    first = publish(staff)
    row = workflow.withdraw(first, by=chief, at=NOON + HOUR, reason="Wrong.", keep_text=True)

    correct(staff, row, NOON + 2 * HOUR)

    assert public(NOON + 90 * SECOND) == [(first.reference, "en", 1)]
    assert public(NOON + HOUR) == []
    assert public(NOON + 2 * HOUR) == [(first.reference, "en", 2)]


def test_a_superseded_edition_is_not_the_one_to_withdraw_or_correct(staff):
    _writer, _editor, chief = staff
    first = publish(staff)
    correct(staff, first, NOON + HOUR)
    row = Release.objects.get(edition=1)

    for act in (
        lambda: workflow.withdraw(row, by=chief, at=NOON + DAY, reason="Wrong.", keep_text=True),
        lambda: workflow.open_next_edition(row, by=chief, at=NOON + DAY),
    ):
        with pytest.raises(WorkflowError, match=r"this (one|edition) is: superseded"):
            act()


def test_the_next_edition_takes_the_parts_and_not_the_times(staff):
    writer, _editor, _chief = staff
    release = make_public_release(
        institutes=(make_institute(),),
        events=(make_event(),),
        as_issued=b"The text as it came.",
        guesses={"dateline_city": "Invented."},
        correction_note="Old note.",
        contacts="Call us.",
    )
    JointSymbol.objects.create(release=release, symbol="SG/SM/1", symbol_key="sgsm1")
    ReleaseLink.objects.create(release=release, reference="SG/SM/2")

    photo = make_photo()
    ReleasePhoto.objects.create(release=release, photo=photo, caption="Here.")

    draft = workflow.open_next_edition(release, by=writer, at=NOON + DAY, note="New.", minor=True)

    draft = Release.objects.get(pk=draft.pk)
    assert (draft.edition, draft.previous, draft.state, draft.version) == (2, release, "draft", 1)
    assert (draft.publish_at, draft.superseded_at, draft.as_issued) == (None, None, None)
    assert (draft.correction_note, draft.correction_is_minor) == ("New.", True)
    assert (draft.created_by, draft.modified_by, draft.created_at) == (writer, writer, NOON + DAY)
    assert (draft.title, draft.body, draft.contacts) == (release.title, release.body, "Call us.")
    assert draft.guesses == {"dateline_city": "Invented."}
    assert [mention.institute for mention in draft.mentions.all()] == list(release.institutes.all())
    assert [joint.symbol for joint in draft.joint_symbols.all()] == ["SG/SM/1"]
    assert [link.reference for link in draft.links.all()] == ["SG/SM/2"]
    assert list(draft.events.all()) == list(release.events.all())
    assert [(other.photo, other.caption) for other in draft.photos.all()] == [(photo, "Here.")]
    assert (release.mentions.count(), release.links.count()) == (1, 1)


def test_one_open_edition_and_no_third_before_the_second_is_out(staff):
    writer, _editor, _chief = staff
    first = publish(staff)
    draft = workflow.open_next_edition(first, by=writer, at=NOON + HOUR)
    with pytest.raises(WorkflowError, match="Edition 2 of this release is being written already"):
        workflow.open_next_edition(first, by=writer, at=NOON + HOUR)
    with transaction.atomic():
        deleted_drafts.delete_draft(draft, by=staff[1], at=NOON + HOUR)
    correct(staff, first, NOON + 2 * HOUR, publish_at=NOON + DAY)

    with pytest.raises(WorkflowError, match="A correction is scheduled already"):
        workflow.open_next_edition(Release.objects.get(edition=1), by=writer, at=NOON + 3 * HOUR)


def test_a_correction_cannot_be_public_before_what_it_corrects(staff):
    first = publish(staff)

    with pytest.raises(WorkflowError, match="is public from 2005-04-21 12:00:00 UTC; choose a later moment"):
        correct(staff, first, NOON)


def test_a_correction_needs_a_note(staff):
    first = publish(staff)

    with pytest.raises(IncompleteError) as caught:
        correct(staff, first, NOON + HOUR, note="")

    assert [gap.field for gap in caught.value.gaps] == ["correction_note"]
    assert public(NOON + HOUR) == [(first.reference, "en", 1)]


def test_a_forced_approval_waits_for_a_third_person(staff):
    writer, editor, chief = staff
    release = workflow.submit(write(chief), by=chief, at=NOON)
    row = workflow.force_approve(release, by=chief, at=NOON, reason="Nobody else is awake.")
    assert row.awaits_confirmation is True
    assert public(NOON) == [(release.reference, "en", 1)]

    with pytest.raises(NotPermittedError):
        workflow.confirm(row, by=chief, at=NOON + HOUR)
    with pytest.raises(NotPermittedError):
        workflow.confirm(row, by=writer, at=NOON + HOUR)
    assert Transition.objects.forced().values_list("by", "confirmed_by_id", "confirmed_at").get() == (
        chief.pk,
        None,
        None,
    )
    row = workflow.confirm(row, by=editor, at=NOON + HOUR)

    assert row.awaits_confirmation is False
    assert Transition.objects.forced().values_list("by", "confirmed_by_id", "confirmed_at").get() == (
        chief.pk,
        editor.pk,
        NOON + HOUR,
    )
    with pytest.raises(WorkflowError, match="This edition awaits no confirmation"):
        workflow.confirm(row, by=editor, at=NOON + HOUR)


def test_who_forced_cannot_confirm_after_somebody_else_became_its_author(staff):
    _writer, editor, chief = staff
    release = make_release(state="submitted", created_by=chief, modified_by=editor)
    row = workflow.force_approve(release, by=chief, at=NOON, reason="Invented.", publish_at=NOON + DAY)
    Release.objects.filter(pk=row.pk).update(version=row.version)

    assert Move.CONFIRM not in possible_moves(row, chief, NOON)
    assert Move.CONFIRM not in possible_moves(row, editor, NOON)
    assert Move.CONFIRM in possible_moves(row, make_user(EDITORS), NOON)


def test_two_people_save_the_same_draft(staff):
    writer, editor, _chief = staff
    release = write(writer, title="First words", body="<p>One text.</p>")
    mine, theirs = Release.objects.get(), Release.objects.get()
    seen = mine.version
    theirs.title = "Their words"
    workflow.save_edition(theirs, by=editor, at=NOON + HOUR, seen=seen)
    mine.title, mine.body = "My words", "<p>My text.</p>"

    with pytest.raises(StaleError) as caught:
        workflow.save_edition(mine, by=writer, at=NOON + HOUR, seen=seen)

    error = caught.value
    assert error.messages[0].startswith("editor changed this edition while you had it open.")
    assert (error.current.title, error.typed.title) == ("Their words", "My words")
    assert {
        field.name: [(piece.kind, piece.text) for piece in field.pieces] for field in error.differences()
    } == {
        "title": [("gone", "Their"), ("new", "My"), ("same", " words")],
        "body": [("gone", "One"), ("new", "My"), ("same", " text.")],
    }
    assert Release.objects.get().title == "Their words"
    workflow.save_edition(mine, by=writer, at=NOON + HOUR, seen=error.current.version)
    assert Release.objects.get().title == "My words"
    assert release.pk == mine.pk


def test_nobody_approves_what_they_have_not_seen(staff):
    writer, editor, _chief = staff
    release = workflow.submit(write(writer), by=writer, at=NOON)
    on_the_screen = release.version
    changed = Release.objects.get()
    changed.title = "Changed since"
    workflow.save_edition(changed, by=writer, at=NOON)

    with pytest.raises(StaleError) as caught:
        workflow.approve(Release.objects.get(), by=editor, at=NOON, seen=on_the_screen)

    assert caught.value.current.title == "Changed since"
    assert caught.value.differences() == []
    assert Release.objects.get().state == "submitted"


def test_a_draft_that_was_deleted_meanwhile_is_not_lost(staff):
    writer, editor, _chief = staff
    release = write(writer)
    deleted_drafts.delete_draft(Release.objects.get(), by=editor, at=NOON)
    release.title = "What I typed"

    with pytest.raises(StaleError, match="This edition was deleted while you had it open") as caught:
        workflow.save_edition(release, by=writer, at=NOON)

    assert caught.value.current is None
    assert caught.value.typed.title == "What I typed"


def test_saving_keeps_what_only_the_workflow_writes(staff):
    writer, editor, _chief = staff
    release = write(writer)
    release.state, release.edition, release.superseded_at = "approved", 9, NOON
    release.created_by, release.awaits_confirmation = editor, True
    release.guesses, release.subtitle = {"title": "Forged."}, "Changed"

    row = workflow.save_edition(release, by=editor, at=NOON + HOUR)

    row.refresh_from_db()
    assert (row.state, row.edition, row.superseded_at) == ("draft", 1, None)
    assert (row.created_by, row.modified_by, row.modified_at) == (writer, editor, NOON + HOUR)
    assert (row.awaits_confirmation, row.guesses) == (False, {})


def test_a_guess_that_was_corrected_is_none_any_more(staff):
    writer, editor, _chief = staff
    release = make_release(guesses={"title": "Short line.", "dateline_city": "Capitals."}, state="submitted")
    with pytest.raises(IncompleteError):
        workflow.approve(release, by=editor, at=NOON)
    release.title = "Better"
    row = workflow.save_edition(release, by=writer, at=NOON)
    assert row.guesses == {"dateline_city": "Capitals."}

    row = workflow.confirm_guesses(row, ["dateline_city"], by=editor, at=NOON)

    assert row.guesses == {}
    assert workflow.approve(row, by=editor, at=NOON).state == "approved"


def test_guessed_names_are_confirmed_even_years_later(staff):
    writer, _editor, _chief = staff
    release = make_public_release(institutes=(make_institute(),))
    release.mentions.update(is_guess=True)

    workflow.confirm_guesses(release, ["mentions"], by=writer, at=NOON + DAY)

    assert release.mentions.get().is_guess is False


def test_a_translation_says_that_it_is_still_to_be_made(staff):
    writer, editor, _chief = staff
    release = make_public_release(institutes=(make_institute(),), subtitle="Invented subtitle")

    photo = make_photo(credit="UN Photo")
    ReleasePhoto.objects.create(release=release, photo=photo, caption="Here.")
    draft = workflow.open_translation(release, "fr", by=writer, at=NOON)

    use = draft.photos.get()
    assert (use.photo, use.alternative_text, use.caption, use.credit) == (photo, "", "", "UN Photo")
    assert (draft.reference, draft.language, draft.edition, draft.previous) == (
        release.reference,
        "fr",
        1,
        None,
    )
    assert set(draft.guesses) == {"title", "subtitle", "body"}
    assert draft.mentions.get().name_as_printed == ""
    draft = workflow.submit(draft, by=writer, at=NOON)
    with pytest.raises(IncompleteError):
        workflow.approve(draft, by=editor, at=NOON)
    draft.title, draft.subtitle, draft.body = "Titre", "Sous-titre", "<p>Texte.</p>"
    draft = workflow.save_edition(draft, by=writer, at=NOON)
    with pytest.raises(IncompleteError, match="A photo has no alternative text"):
        workflow.approve(draft, by=editor, at=NOON)
    draft.photos.update(alternative_text="Une salle.")
    workflow.approve(draft, by=editor, at=NOON)
    assert sorted(public(NOON)) == [(release.reference, "en", 1), (release.reference, "fr", 1)]


@pytest.mark.parametrize(("language", "message"), [("tlh", "Choose one of"), ("en", "There is a version")])
def test_a_translation_is_into_a_known_language_that_has_none(staff, language, message):
    release = make_public_release()

    with pytest.raises(WorkflowError, match=message):
        workflow.open_translation(release, language, by=staff[0], at=NOON)

    assert Release.objects.count() == 1


def test_a_changed_symbol_leads_on_from_its_second(staff):
    _writer, editor, chief = staff
    first = publish(staff, symbol="TEST/SER/14")
    second = correct(staff, first, NOON + HOUR, publish_at=NOON + DAY, symbol="TEST/SER/15")
    resolve = FormerReference.objects.resolve

    assert public(NOON + DAY - SECOND) == [("TEST/SER/14", "en", 1)]
    assert public(NOON + DAY) == [("TEST/SER/15", "en", 2)]
    assert resolve("test/ser/14", "en", NOON + DAY - SECOND) is None
    assert resolve("test/ser/14", "en", NOON + DAY) == "TEST/SER/15"
    assert resolve("TEST/SER/14", "fr", NOON + DAY) is None

    workflow.unschedule(second, by=editor, at=NOON + 2 * HOUR)
    assert resolve("TEST/SER/14", "en", NOON + DAY) is None
    assert public(NOON + DAY) == [("TEST/SER/14", "en", 1)]
    row = workflow.approve(
        Release.objects.get(edition=2), by=editor, at=NOON + 2 * HOUR, publish_at=NOON + DAY
    )

    third = correct(staff, row, NOON + 2 * DAY, symbol="TEST/SER/16")
    assert resolve("TEST/SER/14", "en", NOON + 2 * DAY) == "TEST/SER/16"
    assert resolve("TEST/SER/14", "en", NOON + 2 * DAY - SECOND) == "TEST/SER/15"
    back = correct(staff, third, NOON + 3 * DAY, symbol="TEST/SER/14")
    assert resolve("TEST/SER/16", "en", NOON + 3 * DAY) == "TEST/SER/14"
    assert resolve("TEST/SER/15", "en", NOON + 3 * DAY) == "TEST/SER/14"
    assert resolve("TEST/SER/14", "en", NOON + 3 * DAY) is None
    assert public(NOON + 3 * DAY) == [("TEST/SER/14", "en", 4)]

    workflow.withdraw(back, by=chief, at=NOON + 4 * DAY, reason="Wrong.", keep_text=False)
    assert public(NOON + 4 * DAY) == []
    assert not Release.objects.exclude(state="withdrawn").exists()


def test_a_symbol_changed_before_publication_moves_nothing(staff):
    writer, editor, _chief = staff
    release = write(writer, symbol="TEST/SER/14")
    release.symbol = "TEST/SER/15"
    row = workflow.submit(workflow.save_edition(release, by=writer, at=NOON), by=writer, at=NOON)
    workflow.approve(row, by=editor, at=NOON)

    assert public(NOON) == [("TEST/SER/15", "en", 1)]
    assert FormerReference.objects.count() == 0


def test_a_draft_with_the_symbol_of_another_release_does_not_touch_it(staff):
    writer, editor, chief = staff
    other = publish(staff, symbol="TEST/SER/20")
    first = publish(staff, symbol="TEST/SER/14")
    draft = workflow.open_next_edition(first, by=writer, at=NOON + HOUR, note="Invented.")
    draft.symbol = "TEST/SER/20"
    draft = workflow.submit(
        workflow.save_edition(draft, by=writer, at=NOON + HOUR), by=writer, at=NOON + HOUR
    )

    with pytest.raises(IncompleteError, match="Another release in this language has this symbol"):
        workflow.approve(draft, by=editor, at=NOON + HOUR)
    workflow.withdraw(other, by=chief, at=NOON + HOUR, reason="Wrong.", keep_text=True)

    assert public(NOON + HOUR) == [("TEST/SER/14", "en", 1)]


def test_preview_links_die_at_approval(staff):
    writer, editor, _chief = staff
    release = make_release(state="submitted")
    link = PreviewLink.objects.create(
        release=release, digest="0" * 64, created_by=writer, created_at=NOON, expires_at=NOON + 9 * DAY
    )

    workflow.approve(release, by=editor, at=NOON + HOUR, publish_at=NOON + DAY)

    link.refresh_from_db()
    assert link.revoked_at == NOON + HOUR


def test_a_deleted_draft_comes_back_whole(staff):
    writer, editor, _chief = staff
    release = make_release(
        institutes=(make_institute(),),
        events=(make_event(),),
        as_issued=b"As it came \xff.",
        created_by=writer,
        created_at=NOON,
        modified_at=NOON,
    )
    ReleaseLink.objects.create(release=release, reference="SG/SM/2")
    before = Release.objects.values().get()
    kept = deleted_drafts.delete_draft(release, by=editor, at=NOON)
    assert (Release.objects.count(), str(kept)) == (0, f"{release.reference} {release.title}")

    row = deleted_drafts.restore_draft(kept, by=writer, at=NOON + HOUR)

    assert Release.objects.values().get() == before | {"version": before["version"] + 1}
    assert bytes(row.as_issued) == b"As it came \xff."
    assert (row.mentions.count(), row.links.count(), row.events.count()) == (1, 1, 1)
    assert [line.move for line in row.transitions.all()] == ["delete", "restore"]
    assert DeletedDraft.objects.count() == 0
    with pytest.raises(WorkflowError, match="This draft has been restored already"):
        deleted_drafts.restore_draft(kept, by=writer, at=NOON + HOUR)


def test_who_wrote_a_draft_alone_deletes_it_and_brings_it_back(staff):
    writer, editor, _chief = staff
    other = make_user(PRESS_OFFICERS)

    def refused(release, by=writer):
        with pytest.raises(NotPermittedError) as caught:
            deleted_drafts.delete_draft(release, by=by, at=NOON + HOUR)
        return caught.value.messages

    not_alone = ["You did not write this draft alone: an editor can delete it."]
    own = write(writer)
    assert refused(own, by=other) == not_alone
    assert refused(retitle(write(writer), by=other, at=NOON)) == not_alone
    # Of an import by command nobody is known as the one who wrote it.
    assert refused(retitle(make_release(), by=writer, at=NOON)) == not_alone
    submitted = workflow.submit(write(writer), by=writer, at=NOON)
    assert refused(submitted) == ["It was submitted: an editor can delete it."]
    returned = workflow.send_back(submitted, by=editor, at=NOON, comment="Shorten it.")

    for release in (own, returned):
        kept = deleted_drafts.delete_draft(release, by=writer, at=NOON + HOUR)
        assert not Release.objects.filter(pk=release.pk).exists()
        back = deleted_drafts.restore_draft(kept, by=writer, at=NOON + 2 * HOUR)
        assert (back.pk, back.title) == (release.pk, release.title)


def test_a_draft_does_not_come_back_beside_another(staff):
    writer, editor, _chief = staff
    first = publish(staff)
    draft = workflow.open_next_edition(first, by=writer, at=NOON + HOUR)
    kept = deleted_drafts.delete_draft(draft, by=editor, at=NOON + HOUR)
    workflow.open_next_edition(first, by=writer, at=NOON + HOUR)

    with pytest.raises(WorkflowError, match=r"(exists|is being written) already"):
        deleted_drafts.restore_draft(kept, by=writer, at=NOON + HOUR)

    assert DeletedDraft.objects.count() == 1


def test_a_request_that_had_to_wait_acts_after_the_other(staff):
    """Both pressed their button before either was served: the log stays in the order of what happened."""
    _writer, editor, chief = staff
    release = make_release(state="submitted")
    row = workflow.approve(release, by=editor, at=NOON + SECOND, publish_at=NOON + SECOND)

    row = workflow.withdraw(row, by=chief, at=NOON, reason="Wrong.", keep_text=True)

    assert row.withdrawn_at == NOON + SECOND
    assert list(Transition.objects.values_list("at", flat=True)) == [NOON + SECOND, NOON + SECOND]


def test_a_second_first_edition_is_refused_in_a_sentence(staff):
    release = publish(staff, symbol="TEST/SER/14")
    again = Release(title="Again", symbol="TEST/SER/14", issued_on=NOON.date(), body="<p>Text.</p>")

    with pytest.raises(WorkflowError, match="This edition of the release exists already in this language"):
        workflow.save_edition(again, by=staff[0], at=NOON)

    assert list(Release.objects.all()) == [release]


def test_states_are_written_here_and_nowhere_else(staff):
    release = publish(staff)

    assert (release.state, release.transitions.last().to_state) == (ReleaseState.APPROVED, "approved")
    assert list(Transition.objects.values_list("edition", flat=True)) == [1, 1]


def test_a_translation_waits_for_the_embargo_of_the_original(staff):
    writer, editor, chief = staff
    english = publish(staff, symbol="TEST/SER/14", publish_at=NOON + DAY)
    french = write(writer, symbol="TEST/SER/14", language="fr")
    spanish = write(writer, symbol="TEST/SER/14", language="es")
    for draft in (french, spanish):
        workflow.submit(draft, by=writer, at=NOON)

    row = workflow.approve(Release.objects.get(language="fr"), by=editor, at=NOON)
    assert row.publish_at == NOON + DAY
    row = workflow.approve(Release.objects.get(language="es"), by=editor, at=NOON, publish_at=NOON)
    assert row.publish_at == NOON
    # The content is known now: the next language has nothing to wait for.
    german = workflow.submit(write(writer, symbol="TEST/SER/14", language="de"), by=writer, at=NOON)
    assert workflow.approve(german, by=chief, at=NOON).publish_at == NOON
    assert english.publish_at == NOON + DAY


def test_who_forced_how_often(staff):
    _writer, editor, chief = staff
    rows = [make_release(state="submitted", created_by=chief) for _ in range(3)]
    forced = [workflow.force_approve(row, by=chief, at=NOON, reason="Night.") for row in rows]
    workflow.confirm(forced[0], by=editor, at=NOON)

    assert Transition.objects.forced_by_person() == [
        {"by": chief.pk, "username": "chief", "forced": 3, "unconfirmed": 2}
    ]


def test_an_approval_forced_twice_is_confirmed_each_time(staff):
    _writer, editor, chief = staff
    other = make_user(EDITORS)
    row = make_release(state="submitted", created_by=chief, publish_at=NOON + DAY)
    row = workflow.force_approve(row, by=chief, at=NOON, reason="Night.")
    row = workflow.unschedule(row, by=editor, at=NOON)
    row = workflow.force_approve(row, by=chief, at=NOON, reason="Night again.")
    row = workflow.confirm(row, by=other, at=NOON)

    found = Transition.objects.forced().values_list("comment", "confirmed_by_id")
    assert list(found) == [("Night again.", other.pk), ("Night.", None)]


@pytest.mark.parametrize("changes", [{"symbol": "TEST/SER/7", "reference": "TEST/SER/7"}, {"language": "fr"}])
def test_a_draft_is_found_by_its_row_whatever_was_typed(changes):
    writer = make_user(PRESS_OFFICERS)
    make_series("TEST/SER")
    draft = workflow.save_edition(
        Release(symbol="TEST/SER/6", title="One", issued_on=NOON.date(), body="<p>Text.</p>"),
        by=writer,
        at=NOON,
    )
    for name, value in changes.items():
        setattr(draft, name, value)

    workflow.save_edition(draft, by=writer, at=NOON, seen=1)

    saved = Release.objects.get()
    assert {name: getattr(saved, name) for name in changes} == changes
