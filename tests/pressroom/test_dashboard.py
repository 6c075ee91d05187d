"""The first page of the desk has what needs the person who opens it, and nothing else."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from institutes.catalogue import proposals
from institutes.enums import MailState
from institutes.mail.queue import queue_mail
from institutes.models import CatalogueChange, Proposal, QueuedMail
from pressroom.dashboard import needs
from releases.editorial import workflow
from releases.editorial.editions import Lineage
from releases.editorial.groups import CHIEF_EDITORS, EDITORS, PRESS_OFFICERS
from releases.editorial.hands import touched_by
from releases.models import Release
from tests.factories import (
    NOON,
    SECOND,
    make_event,
    make_institute,
    make_public_release,
    make_release,
    make_user,
    make_withdrawn_release,
)

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
GROUPS = {
    "officer": [PRESS_OFFICERS],
    "editor": [PRESS_OFFICERS, EDITORS],
    "chief": [PRESS_OFFICERS, EDITORS, CHIEF_EDITORS],
}


@pytest.fixture
def people():
    """A press officer, an editor and a chief editor, none of whom has done anything."""
    return {name: make_user(*groups, username=name) for name, groups in GROUPS.items()}


def found(user, at=NOON):
    """Section → titles of its lines."""
    return {section.name: [line.title for line in section.lines] for section in needs(user, at)}


def made_by(person, title, **fields):
    return make_release(title=title, created_by=person, modified_by=person, **fields)


def returned(writer, editor, title):
    release = workflow.submit(made_by(writer, title), by=writer, at=NOON, comment="For tonight.")
    return workflow.send_back(release, by=editor, at=NOON, comment="Name the Minister.")


def test_a_returned_draft_needs_its_author_who_reads_the_comment(people):
    returned(people["officer"], people["editor"], "Back")
    made_by(make_user(PRESS_OFFICERS), "Of somebody else", returned_at=NOON)

    assert found(people["officer"]) == {"returned": ["Back"]}
    assert found(people["editor"]) == {}
    [line] = needs(people["officer"], NOON)[0].lines
    assert (line.quote, line.by) == ("Name the Minister.", people["editor"])


def test_a_submission_needs_who_may_decide_and_had_no_hand_in_it(people):
    waits = made_by(people["officer"], "Waits", state="submitted")
    touched = made_by(people["officer"], "Touched")
    touched.title = "Touched by the editor"
    touched = workflow.save_edition(touched, by=people["editor"], at=NOON)
    touched.title = "Touched again"
    touched = workflow.save_edition(touched, by=people["officer"], at=NOON)
    workflow.submit(touched, by=people["officer"], at=NOON, comment="Please.")

    assert found(people["editor"])["waiting"] == ["Waits"]
    assert set(found(people["chief"])["waiting"]) == {"Waits", "Touched again"}
    assert "waiting" not in found(people["officer"])
    [line] = needs(people["editor"], NOON)[0].lines
    assert line.address == reverse("admin:releases_release_move", args=[waits.pk, "approve"])


def test_one_query_says_of_many_editions_what_is_said_of_one(people):
    """Both ways to ask who had a hand in an edition, on rows where they could differ."""
    writer, editor, stranger = people.values()
    rows = [make_release(), made_by(writer, "Own"), make_release(modified_by=editor), make_public_release()]
    saved = made_by(writer, "Saved")
    saved.title = "Saved by the editor"
    saved = workflow.save_edition(saved, by=editor, at=NOON)
    saved.title = "Saved by the writer"
    workflow.save_edition(saved, by=writer, at=NOON)
    moved = workflow.submit(made_by(writer, "Moved"), by=writer, at=NOON)
    workflow.send_back(moved, by=editor, at=NOON, comment="Shorter.")
    rows += [saved, moved]

    for person in (writer, editor, stranger):
        asked = set(Release.objects.filter(touched_by(person)).values_list("pk", flat=True))
        assert asked == {row.pk for row in rows if person.pk in Lineage.of(row).hands}


def test_what_one_is_writing_is_there_with_its_guesses(people):
    officer = people["officer"]
    made_by(officer, "Guessed", guesses={"kind": "Invented.", "title": "Invented."})
    named = made_by(officer, "Named")
    named.mentions.create(institute=make_institute(), is_guess=True)
    make_release(title="Changed by me", modified_by=officer)
    make_release(title="Not mine", guesses={"kind": "Invented."})
    made_by(officer, "Gone out", state="approved", publish_at=NOON)

    sections = found(officer)

    assert set(sections["written"]) == {"Guessed", "Named", "Changed by me"}
    assert set(sections["guesses"]) == {"Guessed", "Named"}
    notes = {line.title: line.notes[-1] for line in needs(officer, NOON)[-1].lines}
    assert notes == {"Guessed": "2 guesses", "Named": "1 guess"}


@pytest.mark.parametrize("name", GROUPS)
def test_what_goes_out_within_a_day_is_there_for_everybody_with_its_time(people, name):
    approved = {"state": "approved"}
    make_release(title="In a day", publish_at=NOON + DAY, **approved)
    make_release(title="Later", publish_at=NOON + DAY + SECOND, **approved)
    make_release(title="Out", publish_at=NOON, **approved)
    make_release(title="Planned", publish_at=NOON + 2 * HOUR)
    make_release(title="Overdue", publish_at=NOON - HOUR, returned_at=NOON)

    [section] = [section for section in needs(people[name], NOON) if section.name == "soon"]

    assert [(line.title, line.is_urgent, line.due) for line in section.lines] == [
        ("Overdue", True, None),
        ("Planned", True, NOON + 2 * HOUR),
        ("In a day", False, NOON + DAY),
    ]


def test_what_was_forced_needs_who_may_confirm_it_also_after_it_went_out(people):
    forced = {"state": "approved", "awaits_confirmation": True}
    made_by(people["chief"], "Forced and out", publish_at=NOON - DAY, **forced)
    made_by(people["editor"], "Of the editor", publish_at=NOON - DAY, **forced)

    assert found(people["editor"]) == {"forced": ["Forced and out"]}
    assert found(people["chief"])["forced"] == ["Of the editor"]
    assert found(people["officer"]) == {}


def test_a_translation_behind_a_correction_needs_its_people(people):
    officer = people["officer"]
    first = {"symbol": "BKK/CP/14", "state": "approved", "publish_at": NOON - 3 * DAY}
    english = make_release(title="English", superseded_at=NOON - DAY, **first)
    french = make_release(
        title="French", language="fr", created_by=officer, modified_at=NOON - 3 * DAY, **first
    )
    make_release(title="Spanish", language="es", modified_at=NOON - 2 * HOUR, **first)
    make_release(
        title="Corrected", previous=english, edition=2, correction_note="A name.",
        **first | {"publish_at": NOON - DAY},
    )  # fmt: skip

    assert found(officer) == found(people["editor"]) == {"behind": ["French"]}
    assert found(make_user(PRESS_OFFICERS)) == {}
    assert found(officer, NOON + 40 * DAY) == {}
    [line] = needs(officer, NOON)[0].lines
    assert line.notes == ("Français", "The English version was corrected 24 h ago: A name.")
    assert line.address == reverse("admin:releases_release_change", args=[french.pk])


def test_a_minor_correction_makes_no_translation_late(people):
    first = {"symbol": "BKK/CP/14", "state": "approved", "publish_at": NOON - 3 * DAY}
    english = make_release(superseded_at=NOON - DAY, **first)
    make_release(language="fr", modified_at=NOON - 3 * DAY, **first)
    make_release(
        previous=english, edition=2, correction_note="A comma.", correction_is_minor=True,
        **first | {"publish_at": NOON - DAY},
    )  # fmt: skip

    assert found(people["editor"]) == {}


def test_the_catalogue_needs_who_decides_and_tells_who_proposed(people):
    event = make_event(name="Invented Congress")
    event.website = "https://new.example/"
    proposals.save(event, event.save, by=people["officer"], at=NOON)
    assert found(people["editor"]) == {"proposals": ["Invented Congress"]}
    assert found(people["officer"]) == {}

    proposals.decline(
        Proposal.objects.get(), by=people["editor"], at=NOON, seen=1, reason="It is not theirs."
    )

    assert found(people["officer"]) == {"decided": ["Invented Congress"]}
    assert found(people["officer"], NOON + 8 * DAY) == {}
    [line] = needs(people["officer"], NOON)[0].lines
    assert (line.quote, line.by) == ("It is not theirs.", people["editor"])


def test_a_change_of_the_catalogue_needs_chief_editors(people):
    event = make_event(name="Invented Congress")
    CatalogueChange.objects.update(seen_at=NOON, seen_by=people["chief"])
    event.website = "https://new.example/"
    proposals.save(event, event.save, by=people["editor"], at=NOON)

    assert found(people["chief"]) == {"changes": ["Invented Congress"]}
    assert found(people["editor"]) == {}


def failed(person, subject, state=MailState.GIVEN_UP):
    mail = queue_mail(
        to="x@example.org",
        subject=subject,
        text="hiddenword",
        language="en",
        kind="public",
        at=NOON,
        person=person,
    )
    QueuedMail.objects.filter(pk=mail.pk).update(state=state)


def test_mail_that_did_not_go_out_needs_its_person_and_who_manages_people(people, client):
    failed(people["officer"], "Returned")
    failed(people["editor"], "Submitted", MailState.FAILED)
    failed(people["officer"], "On its way", MailState.WAITING)
    client.force_login(people["officer"])

    assert found(people["officer"]) == {"mail": ["Returned"]}
    assert found(people["editor"]) == {"mail": ["Submitted"]}
    assert found(people["chief"]) == {"mail": ["Submitted", "Returned"]}
    assert [line.is_urgent for line in needs(people["chief"], NOON)[0].lines] == [False, True]
    page = client.get(reverse("admin:index")).content.decode()
    assert reverse("admin:institutes_queuedmail_changelist") in page.partition('"need need-mail"')[2]
    assert "hiddenword" not in page


def test_of_much_failed_mail_the_first_are_shown_and_all_are_counted(people):
    for number in range(10):
        failed(people["officer"], f"Mail {number}")

    [section] = needs(people["officer"], NOON)

    assert (str(section.count), len(section.lines), section.is_whole) == ("10", 8, False)


def test_who_may_not_see_releases_is_shown_none(client):
    nobody = make_user()
    made_by(nobody, "hiddenword", returned_at=NOON)
    made_by(nobody, "hiddenword", publish_at=timezone.now() + HOUR)
    make_public_release(title="hiddenword")
    client.force_login(nobody)

    page = client.get(reverse("admin:index")).content.decode()

    assert found(nobody, timezone.now()) == {}
    assert "hiddenword" not in page
    assert "Nothing needs you." in page


def test_where_nothing_needs_somebody_the_last_published_are_shown(client, people):
    make_public_release(title="Gone out")
    make_withdrawn_release(title="Taken back")
    client.force_login(people["editor"])

    page = client.get(reverse("admin:index")).content.decode()

    assert "Nothing needs you." in page
    assert "Gone out" in page
    assert "Taken back" not in page
    for gone in ("Recent actions", 'class="module"', "app-releases module"):
        assert gone not in page


def test_what_is_due_is_told_in_words_and_to_a_countdown(client, people):
    soon = timezone.now() + timedelta(hours=3, minutes=30)
    make_release(title="Waiting", state="approved", publish_at=soon)
    client.force_login(people["editor"])

    page = client.get(reverse("admin:index")).content.decode()

    assert "public in 3 h 29 min (" in page
    assert f'data-due="{soon:%Y-%m-%dT%H:%M:%S}' in page
    assert "Published last" not in page


def test_a_section_shows_the_first_and_says_that_there_are_more(client, people):
    for number in range(10):
        made_by(people["officer"], f"Draft {number}")
    client.force_login(people["officer"])

    page = client.get(reverse("admin:index")).content.decode()

    [section] = needs(people["officer"], NOON)
    assert (str(section.count), len(section.lines), section.is_whole) == ("more than 8", 8, False)
    assert "?status=draft" in page


def world(officer, chief, number):
    """One more thing in every section that an editor may have."""
    editor = make_user(*GROUPS["editor"])
    made_by(officer, "Waits", state="submitted")
    made_by(chief, "Forced", state="approved", publish_at=NOON, awaits_confirmation=True)
    made_by(chief, "Soon", state="approved", publish_at=timezone.now() + HOUR)
    event = make_event()
    event.website = "https://new.example/"
    proposals.save(event, event.save, by=officer, at=timezone.now())
    first = {"symbol": f"BKK/CP/{number}", "state": "approved", "publish_at": timezone.now() - 3 * DAY}
    english = make_release(superseded_at=timezone.now() - DAY, **first)
    make_release(language="fr", modified_at=NOON, **first)
    make_release(
        previous=english, edition=2, correction_note="A name.",
        **first | {"publish_at": timezone.now() - DAY},
    )  # fmt: skip
    return editor


def test_the_first_page_asks_the_same_however_much_there_is(client, people):
    """Literal, and the same with one row and with three in every section."""
    chief, counts = people["chief"], []
    client.force_login(chief)
    for rows in (1, 2):
        for number in range(rows):
            editor = world(people["officer"], people["editor"], 10 * rows + number)
            returned(chief, editor, "Back")
            made_by(chief, "Guessed", guesses={"kind": "Invented."})
            event = make_event()
            event.website = "https://new.example/"
            proposals.save(event, event.save, by=editor, at=timezone.now())
            failed(editor, f"Mail {rows}.{number}")
        client.get(reverse("admin:index"))
        with CaptureQueriesContext(connection) as asked:
            response = client.get(reverse("admin:index"))
        counts.append(len(asked))

    # Session, user, permissions (two); returned, waiting, what was said of them, in hand (two), forced, soon
    # (three), corrections and their languages, sets, proposals, changes, own proposals; failed mail and how much;
    # what is not saved yet.
    assert counts == [22, 22]
    assert {section.name for section in response.context["needs"]} == {
        *("returned", "waiting", "forced", "soon", "written", "guesses", "behind", "proposals", "changes"),
        "mail",
    }
