"""The buttons and the bulk actions of the desk: they allow exactly what the workflow allows."""

import re
from datetime import UTC, date, datetime, timedelta
from unittest.mock import patch

import pytest
from django.contrib.messages import get_messages
from django.db import transaction
from django.urls import reverse
from django.utils.html import strip_tags

from releases.admin.move_forms import DECISIONS
from releases.editorial import deleted_drafts, workflow
from releases.editorial.errors import NotPermittedError, WorkflowError
from releases.editorial.groups import CHIEF_EDITORS, EDITORS, PRESS_OFFICERS
from releases.editorial.rules import RULES
from releases.enums import Move, ReleaseState, Status
from releases.models import DeletedDraft, PreviewLink, Release, Transition
from tests.factories import NOON, SECOND, make_event, make_institute, make_photo, make_release, make_user
from tests.posting import filled, seen_of

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
CHANGELIST = "/admin/releases/release/"
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
# What a person fills in, and the same through the function.
FILLED = {
    Move.SUBMIT: {},
    Move.APPROVE: {"when": "now"},
    Move.SEND_BACK: {"comment": "Shorten it."},
    Move.FORCE_APPROVE: {"when": "now", "reason": "It is night."},
    Move.CONFIRM: {},
    Move.UNSCHEDULE: {},
    Move.CORRECT: {"note": "A name."},
    Move.TRANSLATE: {"language": "fr"},
    Move.CONFIRM_GUESSES: {},
    Move.WITHDRAW: {"reason": "Wrong.", "keep_text": "yes"},
    Move.DELETE: {},
}
FUNCTIONS = {
    Move.SUBMIT: workflow.submit,
    Move.APPROVE: lambda release, at, **who: workflow.approve(release, at=at, publish_at=at, **who),
    Move.SEND_BACK: lambda release, **who: workflow.send_back(release, comment="Shorten it.", **who),
    Move.FORCE_APPROVE: lambda release, at, **who: workflow.force_approve(
        release, at=at, publish_at=at, reason="It is night.", **who
    ),
    Move.CONFIRM: workflow.confirm,
    Move.UNSCHEDULE: workflow.unschedule,
    Move.CORRECT: lambda release, **who: workflow.open_next_edition(release, note="A name.", **who),
    Move.TRANSLATE: lambda release, **who: workflow.open_translation(release, "fr", **who),
    Move.CONFIRM_GUESSES: lambda release, **who: workflow.confirm_guesses(release, ["mentions"], **who),
    Move.WITHDRAW: lambda release, **who: workflow.withdraw(release, reason="Wrong.", keep_text=True, **who),
    Move.DELETE: deleted_drafts.delete_draft,
}
GROUPS = {
    "nobody": (),
    "press officer": (PRESS_OFFICERS,),
    "editor": (PRESS_OFFICERS, EDITORS),
    "chief editor": (PRESS_OFFICERS, EDITORS, CHIEF_EDITORS),
}


@pytest.fixture(autouse=True)
def clock():
    """The site's clock stands at noon of 21 April 2005 until the test moves it."""
    with patch("django.utils.timezone.now", return_value=NOON) as now:
        yield now


def address(release, move):
    return reverse("admin:releases_release_move", args=[release.pk, move])


def answer(release, move, **changes):
    """What the page that asks sends back when the button on it is pressed."""
    ticked = {f"right-{release.pk}": ["mentions"]} if move == Move.CONFIRM_GUESSES else {}
    return {"confirmed": "yes", f"seen-{release.pk}": seen_of(release)} | ticked | FILLED[move] | changes


def by_function(move, release, person):
    """(class of what was raised or None, the state of the row afterwards); nothing stays done."""
    with transaction.atomic():
        try:
            with transaction.atomic():
                FUNCTIONS[move](release, by=person, at=NOON)
            raised = None
        except WorkflowError as error:
            raised = type(error)
        after = Release.objects.filter(pk=release.pk).values_list("state", "version").first()
        transaction.set_rollback(True)
    return raised, after


def after(release):
    return Release.objects.filter(pk=release.pk).values_list("state", "version").first()


@pytest.mark.parametrize("is_author", [False, True], ids=["stranger", "author"])
@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("move", DECISIONS)
def test_button_and_action_do_what_the_function_does(client, move, group, is_author):
    person = make_user(*GROUPS[group])
    client.force_login(person)
    own = {"created_by": person, "modified_by": person} if is_author else {}

    def rows():
        made = {where: make_release(**ROWS[where], **own) for where in Status}
        for release in made.values():
            release.mentions.create(institute=make_institute(), is_guess=True)
        return made

    expected = {}
    for where, release in rows().items():
        raised, state = by_function(move, release, person)
        expected[where] = state
        response = client.post(address(release, move), answer(release, move))
        assert after(release) == state, f"button, {where}"
        wanted = 302 if raised is None else 403 if raised is NotPermittedError else 409
        assert response.status_code == (wanted if group != "nobody" else 403), f"button, {where}"

    chosen = rows()
    data = {"action": f"move_{move}", "_selected_action": [release.pk for release in chosen.values()]}
    for release in chosen.values():
        data |= answer(release, move)
    client.post(CHANGELIST, data)
    assert {where: after(release) for where, release in chosen.items()} == expected


def test_every_move_but_saving_and_restoring_has_a_button():
    assert set(DECISIONS) == set(RULES) - {Move.SAVE, Move.FOLLOW}
    assert set(FILLED) == set(DECISIONS)


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("where", Status)
def test_the_form_offers_what_the_person_may_do(client, group, where):
    person = make_user(*GROUPS[group])
    client.force_login(person)
    release = make_release(**ROWS[where])

    page = client.get(reverse("admin:releases_release_change", args=[release.pk]))

    if group == "nobody":
        assert page.status_code == 403
        return
    shown = text_of(page)
    offered = {
        move
        for move in DECISIONS
        if address(release, move) in shown or f'name="_move" value="{move}"' in shown
    }
    offered |= {Move.SUBMIT} if 'name="_submit"' in shown else set()
    possible = {move for move in DECISIONS if by_function(move, release, person)[0] is None}
    assert offered == possible - {Move.CONFIRM_GUESSES}


@pytest.fixture
def staff():
    return (
        make_user(PRESS_OFFICERS, username="writer"),
        make_user(PRESS_OFFICERS, EDITORS, username="editor"),
        make_user(PRESS_OFFICERS, EDITORS, CHIEF_EDITORS, username="chief"),
    )


def told(response):
    return [strip_tags(message).strip() for message in get_messages(response.wsgi_request)]


def text_of(response):
    return response.content.decode()


def test_the_page_tells_what_will_happen_and_what_is_missing(client, staff):
    _writer, editor, _chief = staff
    client.force_login(editor)
    release = make_release(state="submitted", body="", dateline_city="")

    page = client.get(address(release, Move.APPROVE))

    assert page.status_code == 200
    assert "It can be approved when nothing is missing any more." in text_of(page)
    form = reverse("admin:releases_release_change", args=[release.pk])
    assert f'<a href="{form}#id_body">The release has no text yet.</a>' in text_of(page)
    assert f'<a href="{form}#id_dateline_city">The dateline names no city.</a>' in text_of(page)
    assert 'type="submit" class="default' not in text_of(page)
    refused = client.post(address(release, Move.APPROVE), answer(release, Move.APPROVE))
    assert refused.status_code == 409
    assert "The release has no text yet." in text_of(refused)
    assert after(release) == ("submitted", 1)


@pytest.mark.parametrize(
    ("move", "where", "opens_on"),
    [
        (Move.SEND_BACK, Status.SUBMITTED, "comment"),
        (Move.CORRECT, Status.PUBLIC, "note"),
        (Move.APPROVE, Status.SUBMITTED, None),
        (Move.WITHDRAW, Status.PUBLIC, None),
    ],
)
def test_a_page_that_asks_for_a_sentence_opens_on_it_with_what_happens(client, staff, move, where, opens_on):
    client.force_login(staff[2])

    page = client.get(address(make_release(symbol="TEST/SER/1", **ROWS[where]), move)).content.decode()

    focused = re.findall(r"<[^>]* autofocus[^>]*>", page)
    assert [re.search(r'name="(\w+)"', tag)[1] for tag in focused] == ([opens_on] if opens_on else [])
    assert all('aria-describedby="what-happens' in tag for tag in focused)
    assert page.count('id="what-happens"') == 1


def test_four_eyes_and_permission_are_answered_in_a_sentence(client, staff):
    writer, editor, _chief = staff
    release = make_release(state="submitted", created_by=editor)

    client.force_login(editor)
    page = client.get(address(release, Move.APPROVE))
    assert page.status_code == 403
    assert "You wrote or changed this edition; somebody else has to decide." in text_of(page)
    form = text_of(page).partition('class="move-form"')[2].partition('id="comments"')[0]
    assert 'type="submit"' not in form
    form = client.get(reverse("admin:releases_release_change", args=[release.pk]))
    assert "You wrote or changed this edition; somebody else has to decide." in text_of(form)

    client.force_login(writer)
    page = client.get(address(release, Move.APPROVE))
    assert page.status_code == 403
    assert "You do not have the permission for this." in text_of(page)


@pytest.mark.parametrize("seen", [None, "0", "1", "1-", "x", "", "9" * 30])
def test_whoever_did_not_see_the_edition_as_it_is_is_stopped_with_the_comment_kept(client, staff, seen):
    _writer, editor, _chief = staff
    client.force_login(editor)
    release = make_release(state="submitted")
    data = answer(release, Move.SEND_BACK, comment="A long and careful comment.")
    del data[f"seen-{release.pk}"]

    response = client.post(
        address(release, Move.SEND_BACK), data | ({f"seen-{release.pk}": seen} if seen is not None else {})
    )

    assert response.status_code == 409
    assert "A long and careful comment.</textarea>" in text_of(response)
    assert f'name="seen-{release.pk}" value="{seen_of(release)}"' in text_of(response)
    assert after(release) == ("submitted", 1)


@pytest.mark.parametrize(
    ("move", "where", "changes", "sentence"),
    [
        (Move.SEND_BACK, Status.SUBMITTED, {"comment": " "}, "Tell the author what to change."),
        (Move.WITHDRAW, Status.PUBLIC, {"reason": ""}, "Give the reason of the withdrawal;"),
        (Move.APPROVE, Status.SUBMITTED, {"when": "at"}, "Give the day and the time."),
        (Move.CONFIRM_GUESSES, Status.DRAFT, {}, "Tick what you have compared"),
    ],
)
def test_what_is_not_filled_in_is_asked_for(client, staff, move, where, changes, sentence):
    client.force_login(staff[2])
    release = make_release(**ROWS[where], guesses={"title": "two candidates"})

    sent = answer(release, move, **changes)
    sent.pop(f"right-{release.pk}", None)
    response = client.post(address(release, move), sent)

    assert response.status_code == 200
    assert sentence in text_of(response)
    assert after(release)[1] == 1


def test_an_edition_that_was_deleted_meanwhile_is_answered_with_the_comment_kept(client, staff):
    client.force_login(staff[1])
    release = make_release(state="submitted")
    data = answer(release, Move.SEND_BACK, comment="Still here.")
    release.delete()

    response = client.post(reverse("admin:releases_release_move", args=[1 << 40, Move.SEND_BACK]), data)

    assert response.status_code == 409
    assert "This edition was deleted while you had it open." in text_of(response)
    assert "Still here.</textarea>" in text_of(response)


@pytest.mark.parametrize("move", ["save", "restore", "publish"])
def test_there_is_no_page_for_what_is_no_move_of_the_desk(client, staff, move):
    client.force_login(staff[2])

    assert client.get(address(make_release(), move)).status_code == 404


# Approvals and their moment. In 2005 Vienna's clocks went forward on 27 March and back on 30 October, at 01:00 UTC.
AT = {"when": "at", "publish_at_2": "Europe/Vienna"}
MOMENTS = [
    ("2005-04-21", "18:00", {}, datetime(2005, 4, 21, 16, 0, tzinfo=UTC)),
    ("2005-04-21", "18:00", {"publish_at_2": "Asia/Bangkok"}, "That moment has passed."),
    ("2005-04-21", "14:00", {}, "That is in less than a minute"),
    ("2005-04-21", "14:00", {"accepted": "on"}, NOON),
    ("2005-04-21", "13:59", {}, "That moment has passed."),
    ("2005-04-21", "13:59", {"accepted": "on"}, "That moment has passed."),
    ("2005-04-21", "13:00", {"backdated": "on"}, datetime(2005, 4, 21, 11, 0, tzinfo=UTC)),
    ("2005-10-30", "02:30", {"accepted": "on"}, "02:30 comes twice, at 00:30 and at 01:30 UTC."),
    (
        "2005-10-30", "02:30", {"publish_at_3": "second", "accepted": "on"},
        datetime(2005, 10, 30, 1, 30, tzinfo=UTC),
    ),
    (
        "2005-10-30", "02:30", {"publish_at_3": "first", "accepted": "on"},
        datetime(2005, 10, 30, 0, 30, tzinfo=UTC),
    ),
    ("2006-03-26", "02:30", {"accepted": "on"}, "the clocks go forward that night: there is no 02:30."),
    ("2005-04-26", "10:00", {}, "The event that the release announces will be over by then."),
    ("2005-04-26", "10:00", {"accepted": "on"}, datetime(2005, 4, 26, 8, 0, tzinfo=UTC)),
    ("2005-04-25", "10:00", {}, datetime(2005, 4, 25, 8, 0, tzinfo=UTC)),
    ("25 April 2005", "10 h 00", {}, datetime(2005, 4, 25, 8, 0, tzinfo=UTC)),
    ("2005-04-25", "", {}, "Give both the day and the time."),
    ("2005-04-25", "soon", {}, "Enter a valid time."),
    ("2005-04-25", "10:00", {"publish_at_2": "Mars/Olympus"}, "is not one of the available choices."),
    ("0001-01-01", "00:00", {"publish_at_2": "Asia/Tokyo"}, "No clock shows that day."),
]  # fmt: skip


@pytest.mark.parametrize(("day", "clock_time", "changes", "expected"), MOMENTS)
def test_a_moment_is_entered_on_a_named_clock_and_weighed(client, staff, day, clock_time, changes, expected):
    client.force_login(staff[1])
    congress = make_event(starts_on=date(2005, 4, 18), ends_on=date(2005, 4, 25))
    release = make_release(
        state="submitted", kind="media_advisory", dateline_city="BANGKOK", events=(congress,)
    )
    data = answer(release, Move.APPROVE, **AT | {"publish_at_0": day, "publish_at_1": clock_time} | changes)

    response = client.post(address(release, Move.APPROVE), data)

    release.refresh_from_db()
    if isinstance(expected, str):
        assert (response.status_code, release.state) == (200, "submitted")
        assert expected in text_of(response)
        assert f'value="{clock_time}"' in text_of(response) or clock_time == ""
    else:
        assert (response.status_code, release.state, release.publish_at) == (302, "approved", expected)


def test_the_approval_opens_on_the_planned_time_on_every_clock(client, staff, settings):
    settings.TIME_ZONE = "Europe/Vienna"
    client.force_login(staff[1])
    release = make_release(state="submitted", dateline_city="BANGKOK", publish_at=NOON + timedelta(hours=3))

    page = text_of(client.get(address(release, Move.APPROVE)))

    assert "public in 3 h (17:00 Vienna, 22:00 Bangkok, 15:00 UTC)" in page
    assert 'value="22:00"' in page
    assert '<option value="Asia/Bangkok" selected>' in page
    looked = client.post(
        address(release, Move.APPROVE),
        answer(release, Move.APPROVE, **AT, publish_at_0="2005-04-23", publish_at_1="09:00", _look="Show"),
    )
    assert "(2005-04-23 09:00 Vienna, 2005-04-23 14:00 Bangkok, 2005-04-23 07:00 UTC)" in text_of(looked)
    assert after(release) == ("submitted", 1)


def test_the_approval_of_a_translation_opens_on_the_embargo_of_the_original(client, staff):
    client.force_login(staff[1])
    make_release(symbol="BKK/CP/14", state="approved", publish_at=NOON + DAY)
    release = make_release(symbol="BKK/CP/14", language="fr", state="submitted")

    form = client.get(address(release, Move.APPROVE)).context["form"]

    assert form.initial == {"when": "at", "publish_at": NOON + DAY}


def test_the_next_edition_takes_over_from_the_page_to_the_log(client, staff, clock):
    writer, editor, chief = staff
    release = make_release(state="submitted", created_by=writer)
    PreviewLink.objects.create(
        release=release, digest="x", created_by=writer, created_at=NOON, expires_at=NOON + DAY
    )
    client.force_login(editor)
    said = told(client.post(address(release, Move.APPROVE), answer(release, Move.APPROVE)))
    assert said == [f"{release.reference} (English) is approved. Public."]
    assert PreviewLink.objects.get().revoked_at == NOON

    client.force_login(writer)
    release.refresh_from_db()
    response = client.post(address(release, Move.CORRECT), answer(release, Move.CORRECT, minor="on"))
    draft = Release.objects.get(edition=2)
    assert response.url == reverse("admin:releases_release_change", args=[draft.pk])
    assert (draft.correction_note, draft.correction_is_minor, draft.publish_at) == ("A name.", True, None)

    client.force_login(chief)
    client.post(address(release, Move.WITHDRAW), answer(release, Move.WITHDRAW, keep_text="no"))
    release.refresh_from_db()
    assert (release.state, release.withdrawal_reason, release.withdrawal_keeps_text) == (
        "withdrawn",
        "Wrong.",
        False,
    )
    log = Transition.objects.values_list("move", "by__username", "edition")
    assert list(log) == [("approve", "editor", 1), ("correct", "writer", 2), ("withdraw", "chief", 1)]


def test_many_are_approved_each_by_the_rules_and_each_is_told_of(client, staff):
    writer, editor, _chief = staff
    client.force_login(editor)
    theirs = make_release(symbol="TEST/SER/1", state="submitted", created_by=writer)
    planned = make_release(symbol="TEST/SER/2", state="submitted", publish_at=NOON + DAY)
    own = make_release(symbol="TEST/SER/3", state="submitted", modified_by=editor)
    bare = make_release(symbol="TEST/SER/4", state="submitted", body="")
    draft = make_release(symbol="TEST/SER/5")
    rows = [theirs, planned, own, bare, draft]
    chosen = {"action": "move_approve", "_selected_action": [release.pk for release in rows]}

    asked = client.post(CHANGELIST, chosen | {"index": "0"})

    assert asked.status_code == 200
    assert Transition.objects.count() == 0
    assert text_of(asked).count('name="seen-') == 5
    seen = {f"seen-{release.pk}": seen_of(release) for release in rows}
    done = client.post(CHANGELIST, chosen | seen | {"confirmed": "yes", "when": "planned"})
    assert done.status_code == 302
    assert told(done) == [
        "TEST/SER/1 (English) is approved. Public.",
        "TEST/SER/2 (English) is approved. Approved, public in 24 h (2005-04-22 12:00 UTC).",
        "TEST/SER/3 (English): You wrote or changed this edition; somebody else has to decide.",
        "TEST/SER/4 (English): The release has no text yet.",
        "TEST/SER/5 (English): Only a submitted edition can be approved; this one is: draft.",
    ]
    states = Release.objects.order_by("symbol").values_list("state", flat=True)
    assert list(states) == ["approved", "approved", "submitted", "submitted", "draft"]


def test_a_comment_on_many_is_not_lost_when_none_could_be_moved(client, staff):
    client.force_login(staff[1])
    rows = [make_release(), make_release()]
    data = {"action": "move_send_back", "_selected_action": [row.pk for row in rows]}
    for row in rows:
        data |= answer(row, Move.SEND_BACK, comment="Written with care.")

    response = client.post(CHANGELIST, data)

    assert response.status_code == 409
    assert "Written with care.</textarea>" in text_of(response)
    assert text_of(response).count("Only a submitted edition can be returned") == 1


def test_too_many_at_once_are_refused(client, staff):
    client.force_login(staff[1])
    rows = [make_release() for _n in range(3)]

    with patch("releases.admin.moves.MOST_AT_ONCE", 2):
        response = client.post(
            CHANGELIST, {"action": "move_delete", "_selected_action": [row.pk for row in rows], "index": 0}
        )

    assert told(response) == ["Choose 2 releases at the most."]
    assert Release.objects.count() == 3


def test_a_person_is_offered_the_actions_they_have_the_permission_for(client):
    offered = {}
    for group, groups in GROUPS.items():
        if groups:
            client.force_login(make_user(*groups))
            make_release()
            form = client.get(CHANGELIST).context["action_form"]
            offered[group] = {
                value.removeprefix("move_") for value, _words in form.fields["action"].choices if value
            }

    officer = {"submit", "correct", "translate", "confirm_guesses", "delete", "publish_together"}
    editor = officer | {"approve", "send_back", "confirm", "unschedule"}
    assert offered == {
        "press officer": officer,
        "editor": editor,
        "chief editor": editor | {"force_approve", "withdraw"},
    }


def test_a_press_officer_deletes_an_own_draft_and_is_led_to_undo_it(client, staff):
    writer = staff[0]
    client.force_login(writer)
    release = make_release(title="Too hasty", created_by=writer, modified_by=writer)
    form = reverse("admin:releases_release_change", args=[release.pk])
    assert client.get(form).context["menu_moves"] == [Move.TRANSLATE, Move.DELETE]
    Release.objects.update(created_by=None)
    assert client.get(form).context["menu_moves"] == [Move.TRANSLATE]
    Release.objects.update(created_by=writer)

    response = client.post(address(release, Move.DELETE), answer(release, Move.DELETE))

    kept = DeletedDraft.objects.get()
    page = reverse("admin:releases_release_deleted")
    said = " ".join(map(str, get_messages(response.wsgi_request)))
    assert f'href="{page}#draft-{kept.pk}">Undo</a>' in said
    assert f'id="draft-{kept.pk}"' in text_of(client.get(page))
    client.post(page, {"draft": kept.pk})
    assert Release.objects.get().title == "Too hasty"


def test_a_deleted_draft_is_brought_back_by_whoever_may_write(client, staff):
    writer, editor, _chief = staff
    client.force_login(editor)
    release = make_release(title="Too hasty", events=(make_event(),))
    client.post(address(release, Move.DELETE), answer(release, Move.DELETE))
    kept = DeletedDraft.objects.get()
    assert not Release.objects.exists()
    page = reverse("admin:releases_release_deleted")

    client.force_login(make_user())
    assert client.get(page).status_code == 403
    assert client.post(page, {"draft": kept.pk}).status_code == 403
    client.force_login(writer)
    assert "Too hasty" in text_of(client.get(page))
    response = client.post(page, {"draft": kept.pk})

    again = Release.objects.get()
    assert response.url == reverse("admin:releases_release_change", args=[again.pk])
    assert (again.title, again.state, again.events.count()) == ("Too hasty", ReleaseState.DRAFT, 1)
    assert told(client.post(page, {"draft": kept.pk}))[-1] == "This draft has been restored already."
    assert told(client.post(page, {"draft": "x"}))[-1] == "This draft has been restored already."


def test_guesses_are_shown_and_ticked_for_each_edition_alone(client, staff):
    client.force_login(staff[0])
    one = make_release(
        title="A headline",
        guesses={"title": "the first line was taken", "dateline_on": "the year was taken"},
        dateline_on=date(2005, 4, 21),
        as_issued=b"A HEADLINE\n\nBANGKOK, 21 April (UN Information Service) --",
    )
    other = make_release(guesses={"title": "two candidates"})
    public = make_release(**ROWS[Status.PUBLIC])
    rows = [one, other, public]
    chosen = {"action": "move_confirm_guesses", "_selected_action": [row.pk for row in rows]}

    asked = text_of(client.post(CHANGELIST, chosen | {"index": "0"}))
    sent = {f"seen-{row.pk}": seen_of(row) for row in rows} | {
        f"right-{one.pk}": ["title"],
        "confirmed": "yes",
    }
    done = client.post(CHANGELIST, chosen | sent)

    assert "Title: “A headline” · the first line was taken · in the original: “A HEADLINE”" in asked
    assert "in the original: “BANGKOK, 21 April (UN Information Service) --”" in asked
    assert asked.count('type="checkbox" name="right-') == 3
    assert told(done)[1:] == [
        f"{other.reference} (English): Nothing was ticked for this edition.",
        f"{public.reference} (English): Nothing was guessed in this edition.",
    ]
    assert list(Transition.objects.values_list("release", "comment")) == [(one.pk, "title")]
    assert list(Release.objects.get(pk=one.pk).guesses) == ["dateline_on"]


PART_CHANGES = {
    "caption": lambda release: release.photos.update(caption="SLANDER"),
    "credit": lambda release: release.photos.update(credit="Nobody"),
    "photo taken": lambda release: release.photos.all().delete(),
    "photo added": make_photo,
    "mention": lambda release: release.mentions.update(name_as_printed="SLANDER"),
    "mention added": lambda release: release.mentions.create(institute=make_institute()),
    "joint symbol": lambda release: release.joint_symbols.create(symbol="SC/1"),
    "link": lambda release: release.links.create(reference="SC/1"),
    "event": lambda release: release.events.add(make_event()),
    "event taken": lambda release: release.events.clear(),
}


@pytest.mark.parametrize("move", [Move.APPROVE, Move.FORCE_APPROVE, Move.SUBMIT])
@pytest.mark.parametrize("name", PART_CHANGES)
def test_what_was_seen_is_what_is_decided_about_parts_included(client, staff, name, move):
    """The page was open while a shell changed a part, which leaves the row as it was."""
    chief = staff[2]
    client.force_login(chief)
    own = {"created_by": chief} if move == Move.FORCE_APPROVE else {}
    release = make_release(
        state="draft" if move == Move.SUBMIT else "submitted",
        institutes=(make_institute(),),
        events=(make_event(),),
        **own,
    )
    make_photo(release)
    answered = answer(release, move)
    assert answered[f"seen-{release.pk}"] in text_of(client.get(address(release, move)))
    before = after(release)

    PART_CHANGES[name](release)
    response = client.post(address(release, move), answered)

    assert (response.status_code, after(release)) == (409, before)
    assert "of this edition were changed while you had it open." in text_of(response)
    # Who has been told sends what the page says now.
    assert client.post(address(release, move), answer(release, move)).status_code == 302


def test_a_form_that_comes_back_does_not_say_that_more_was_seen(client, staff):
    client.force_login(staff[1])
    release = make_release(state="submitted")
    make_photo(release)
    seen = seen_of(release)
    release.photos.update(caption="SLANDER")

    for changes in ({"when": "at"}, {"_look": "Show"}):
        page = client.post(
            address(release, Move.APPROVE),
            answer(release, Move.APPROVE, **changes) | {f"seen-{release.pk}": seen},
        )
        assert f'name="seen-{release.pk}" value="{seen}"' in text_of(page)


@pytest.mark.parametrize("key", [0, 10**12, 10**30])
@pytest.mark.parametrize("name", ["move/approve/", "links/", "presence/", "preview.txt"])
def test_a_release_that_never_was_is_no_error_of_the_server(client, staff, name, key):
    client.force_login(staff[1])
    wanted = {"move/approve/": 409, "links/": 302, "presence/": 409, "preview.txt": 404}

    method = client.post if name == "presence/" else client.get

    assert method(f"{CHANGELIST}{key}/{name}").status_code == wanted[name]


@pytest.mark.parametrize("version", ["9" * 9, "9" * 30, "1.5", "²"])
def test_nonsense_in_the_place_of_a_version_is_stale(client, staff, version):
    client.force_login(staff[1])
    release = make_release(state="submitted")
    address_of_form = reverse("admin:releases_release_change", args=[release.pk])
    data = {f"seen-{release.pk}": version, "confirmed": "y", "comment": "Shorter."}

    assert client.post(address(release, Move.SEND_BACK), data).status_code == 409
    saved = client.post(address_of_form, filled(client.get(address_of_form)) | {"version": version})
    assert saved.status_code == 200
    assert after(release) == ("submitted", 1)


@pytest.mark.parametrize("ticked", [["x"], ["9" * 30], ["-1"], [""], ["²"]])
def test_an_action_on_nonsense_moves_nothing(client, staff, ticked):
    client.force_login(staff[1])
    release = make_release(state="submitted")
    data = answer(release, Move.SEND_BACK) | {"action": "move_send_back", "_selected_action": ticked}

    response = client.post(CHANGELIST, data, follow=True)

    assert response.status_code == 200
    assert after(release) == ("submitted", 1)
