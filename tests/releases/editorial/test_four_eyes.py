"""Whoever saved a change to an edition since it was opened is its author, whatever was saved after them."""

from datetime import timedelta

import pytest
from django.urls import reverse

from releases.editorial import workflow
from releases.editorial.editions import Lineage
from releases.editorial.errors import NotPermittedError
from releases.editorial.groups import CHIEF_EDITORS, EDITORS, PRESS_OFFICERS
from releases.enums import Move
from releases.models import Release
from tests.factories import NOON, make_institute, make_release, make_user
from tests.posting import filled, seen_of

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def staff():
    return (
        make_user(PRESS_OFFICERS, username="writer"),
        make_user(PRESS_OFFICERS, EDITORS, username="editor"),
        make_user(PRESS_OFFICERS, EDITORS, CHIEF_EDITORS, username="chief"),
    )


def form_of(release):
    return reverse("admin:releases_release_change", args=[release.pk])


def save(client, person, release, **changes):
    client.force_login(person)
    return client.post(form_of(release), filled(client.get(form_of(release)), **changes))


def hands(release):
    return Lineage.of(release).hands


def history(release):
    return list(Release.history.filter(id=release.pk).values_list("history_user__username", flat=True))


MOVES = {
    Move.APPROVE: workflow.approve,
    Move.SEND_BACK: lambda release, **who: workflow.send_back(release, comment="Shorter.", **who),
}


@pytest.mark.parametrize("move", MOVES)
def test_who_rewrote_a_draft_does_not_decide_about_it_whoever_saved_last(client, staff, move):
    writer, editor, chief = staff
    release = make_release(created_by=writer)
    save(client, editor, release, title="All of this is the editor's", body="<p>The editor wrote this.</p>")
    save(client, writer, release, subtitle="The author was the last to save")
    release = workflow.submit(Release.objects.get(), by=writer, at=NOON)

    with pytest.raises(NotPermittedError, match="You wrote or changed this edition"):
        MOVES[move](release, by=editor, at=NOON)

    assert hands(release) == {writer.pk, editor.pk}
    MOVES[move](release, by=chief, at=NOON)


def test_neither_button_nor_action_lets_a_hand_approve(client, staff):
    writer, editor, _chief = staff
    release = make_release(created_by=writer)
    save(client, editor, release, title="Rewritten")
    save(client, writer, release, title="Rewritten again")
    release = workflow.submit(Release.objects.get(), by=writer, at=NOON)
    client.force_login(editor)
    seen = {"confirmed": "yes", "when": "now", f"seen-{release.pk}": seen_of(release)}

    button = client.post(reverse("admin:releases_release_move", args=[release.pk, Move.APPROVE]), seen)
    client.post(
        "/admin/releases/release/", seen | {"action": "move_approve", "_selected_action": [release.pk]}
    )

    assert button.status_code == 403
    assert Release.objects.get().state == "submitted"


@pytest.mark.parametrize("act", [workflow.confirm, workflow.unschedule])
def test_who_saved_a_change_does_not_confirm_or_unschedule(client, staff, act):
    _writer, editor, chief = staff
    other = make_user(PRESS_OFFICERS, EDITORS)
    release = make_release(created_by=chief)
    save(client, editor, release, title="The editor's")
    save(client, chief, release, title="The chief's")
    release = workflow.submit(Release.objects.get(), by=chief, at=NOON)
    release = workflow.force_approve(
        release, by=chief, at=NOON, reason="It is night.", publish_at=NOON + HOUR
    )

    with pytest.raises(NotPermittedError, match="You wrote or changed this edition"):
        act(release, by=editor, at=NOON)

    act(release, by=other, at=NOON)


def test_a_save_that_changes_nothing_writes_nothing_and_makes_nobody_an_author(client, staff):
    writer, editor, _chief = staff
    release = make_release(
        created_by=writer, institutes=(make_institute(),), contacts="One\nTwo", body="<p>Text.</p>"
    )
    row, lines = Release.objects.values().get(), history(release)

    response = save(client, editor, release, contacts="One\r\nTwo")

    assert response.status_code == 302
    assert (Release.objects.values().get(), history(release)) == (row, lines)
    assert hands(release) == {writer.pk}
    release = workflow.submit(Release.objects.get(), by=writer, at=NOON)
    assert workflow.approve(release, by=editor, at=NOON).state == "approved"


def test_the_function_writes_nothing_where_nothing_was_changed(staff):
    writer, editor, _chief = staff
    make_release(created_by=writer)
    row = Release.objects.values().get()

    saved = workflow.save_edition(Release.objects.get(), by=editor, at=NOON)

    assert (saved.version, saved.modified_by) == (1, None)
    assert Release.objects.values().get() == row


@pytest.mark.parametrize(
    "part",
    [
        {"mentions-0-name_as_printed": "Another name"},
        {"mentions-0-DELETE": "on"},
        {"links-TOTAL_FORMS": 1, "links-0-kind": "see", "links-0-reference": "SG/SM/1"},
    ],
)
def test_who_changes_a_part_alone_is_an_author_too(client, staff, part):
    writer, editor, _chief = staff
    release = make_release(created_by=writer, institutes=(make_institute(),))

    save(client, editor, release, **part)

    row = Release.objects.get()
    assert (row.version, row.modified_by, hands(row)) == (2, editor, {writer.pk, editor.pk})
    assert history(row)[0] == "editor"


def test_who_opens_a_correction_or_a_translation_is_its_author_and_who_opened_another_is_not(staff):
    writer, editor, _chief = staff
    release = make_release(created_by=editor, state="approved", publish_at=NOON)

    correction = workflow.open_next_edition(release, by=writer, at=NOON, note="Invented.")
    french = workflow.open_translation(release, "fr", by=editor, at=NOON)

    assert (hands(correction), hands(french)) == ({writer.pk}, {editor.pk})


def test_moves_are_no_changes_of_the_text(staff):
    writer, editor, chief = staff
    release = workflow.submit(make_release(created_by=writer), by=writer, at=NOON)
    release = workflow.approve(release, by=editor, at=NOON, publish_at=NOON + HOUR)

    release = workflow.unschedule(release, by=chief, at=NOON)

    assert hands(release) == {writer.pk}
    workflow.approve(release, by=chief, at=NOON)


def test_all_hands_are_found_by_one_query(staff, django_assert_num_queries):
    writer, editor, _chief = staff
    release = make_release(created_by=writer)
    for number in range(5):
        release.title = f"Title {number}"
        release = workflow.save_edition(release, by=(writer, editor)[number % 2], at=NOON)
    lineage = Lineage.of(release)

    with django_assert_num_queries(1):
        assert lineage.hands == lineage.hands == {writer.pk, editor.pk}
