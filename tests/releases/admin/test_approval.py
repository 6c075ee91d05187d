"""The page on which an edition is approved: it shows what is approved, and what is different in it."""

import re
from datetime import date, timedelta
from html import unescape
from unittest.mock import patch

import pytest
from django.urls import reverse

from releases.editorial import workflow
from releases.editorial.groups import CHIEF_EDITORS, EDITORS, PRESS_OFFICERS
from releases.enums import Move
from releases.models import ReleaseLink
from tests.factories import (
    NOON,
    make_event,
    make_institute,
    make_photo,
    make_public_release,
    make_release,
    make_user,
)
from tests.posting import seen_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def clock():
    with patch("django.utils.timezone.now", return_value=NOON) as now:
        yield now


@pytest.fixture
def editor(client):
    person = make_user(PRESS_OFFICERS, EDITORS, username="editor")
    client.force_login(person)
    return person


def address(release, move=Move.APPROVE):
    return reverse("admin:releases_release_move", args=[release.pk, move])


def frame(response):
    """The page in the frame of a page of the desk."""
    [page] = re.findall(r'srcdoc="([^"]*)"', response.content.decode())
    return unescape(page)


def text_of(response):
    return response.content.decode()


def test_the_page_as_readers_get_it_is_shown_in_a_frame_that_lets_nothing_run(client, editor):
    release = make_release(
        state="submitted",
        language="fr",
        title="Titre <inventé>",
        institutes=(make_institute(name="Institut"),),
    )
    photo = make_photo(release)

    response = client.get(address(release))

    assert 'sandbox="allow-same-origin" srcdoc=' in text_of(response)
    page = frame(response)
    assert '<html lang="fr" dir="ltr">' in page
    assert "<h1>Titre &lt;inventé&gt;</h1>" in page
    assert photo.source in page
    assert "Institut" in page
    assert '<base target="_blank">' in page
    assert "<script" not in page
    assert "preview-banner" not in page


def test_what_waits_to_be_said_at_the_desk_is_not_said_in_the_frame(client, editor):
    release = make_release(state="submitted")
    with patch("django.contrib.messages.context_processors.get_messages", return_value=["Invented message"]):
        response = client.get(address(release))
    assert "Invented message" not in frame(response)
    assert "Invented message" in text_of(response)


def test_the_day_is_entered_as_on_every_form(client, editor):
    page = text_of(client.get(address(make_release(state="submitted"))))

    assert page.count('src="/static/pressroom/day.js"') == 1
    assert page.count('href="/static/pressroom/day.css"') == 1


def test_the_frame_stands_at_the_moment_of_publication(client, editor):
    other = make_public_release(symbol="BKK/CP/15", title="Next one", publish_at=NOON + DAY)
    release = make_release(state="submitted", symbol="BKK/CP/14", publish_at=NOON + DAY)

    assert "Next one" in frame(client.get(address(release)))
    release.publish_at = NOON + DAY / 2
    release.save()
    assert "Next one" not in frame(client.get(address(release)))
    assert not other.is_public(NOON)


@pytest.mark.parametrize("move", [Move.APPROVE, Move.SEND_BACK])
def test_what_changed_since_it_was_returned_is_marked_word_by_word(client, editor, move):
    writer = make_user(PRESS_OFFICERS)
    release = make_release(body="<p>The workshop opened in the presense of many.</p>", created_by=writer)
    release = workflow.submit(release, by=writer, at=NOON)
    release = workflow.send_back(release, by=editor, at=NOON, comment="Spelling.")
    release.body = "<p>The workshop opened in the presence of many.</p>"
    release = workflow.save_edition(release, by=writer, at=NOON + DAY)
    release = workflow.submit(release, by=writer, at=NOON + DAY)

    page = text_of(client.get(address(release, move)))

    assert "Changed since it was returned" in page
    assert re.findall(r"<del>.*?</span>(.*?)<span", page) == ["presense"]
    assert re.findall(r"<ins>.*?</span>(.*?)<span", page) == ["presence"]


def test_a_correction_is_compared_with_the_edition_before_it_photos_included(client, editor):
    writer = make_user(PRESS_OFFICERS)
    public = make_public_release(title="Opened", dateline_city="WIEN")
    draft = workflow.open_next_edition(public, by=writer, at=NOON, note="The city.")
    draft.dateline_city = "VIENNA"
    draft = workflow.save_edition(draft, by=writer, at=NOON)
    make_photo(draft, alternative_text="People on stairs")
    draft = workflow.submit(draft, by=writer, at=NOON)

    page = text_of(client.get(address(draft)))

    assert "Changed since edition 1" in page
    assert re.findall(r"<del>.*?</span>(.*?)<span", page) == ["WIEN"]
    assert "People on stairs" in "".join(re.findall(r"<ins>(.*?)</ins", page, re.DOTALL))


def test_a_first_edition_has_nothing_to_be_compared_with(client, editor):
    response = client.get(address(make_release(state="submitted")))

    assert response.context["changes"] == []
    assert "Changed since" not in text_of(response)


def test_what_goes_out_with_the_text_is_named(client, editor):
    release = make_release(state="submitted", events=(make_event(name="Congress"),))
    ReleaseLink.objects.create(release=release, kind="background_to", reference="BKK/CP/1")
    make_photo(release)

    named = {str(kind.label): kind.lines for kind in client.get(address(release)).context["accompanying"]}

    assert named["events"] == ["Congress"]
    assert named["links to other releases"] == ["Background to BKK/CP/1"]
    assert named["photos"][0].endswith(": Invented people in an invented hall.")


def test_what_is_refused_for_a_gap_keeps_the_comment_and_offers_no_approval(client, editor):
    release = make_release(state="submitted", title=" ")
    data = {
        "confirmed": "yes",
        f"seen-{release.pk}": seen_of(release),
        "when": "now",
        "comment": "Careful words",
    }

    response = client.post(address(release), data)

    assert response.status_code == 409
    assert "Careful words</textarea>" in text_of(response)
    assert 'type="submit" class="default' not in text_of(response)


KINDS = [("round_up", 302), ("press_release", 302), ("meeting_coverage", 302), ("media_advisory", 200)]


@pytest.mark.parametrize(("kind", "status"), KINDS)
def test_only_what_announces_an_event_is_late_after_it(client, editor, kind, status):
    event = make_event(starts_on=date(2005, 4, 18), ends_on=date(2005, 4, 19))
    release = make_release(state="submitted", kind=kind, events=(event,))
    data = {"confirmed": "yes", f"seen-{release.pk}": seen_of(release), "when": "at"}
    data |= {"publish_at_0": "2005-04-25", "publish_at_1": "10:00", "publish_at_2": "UTC"}

    assert client.post(address(release), data).status_code == status


@pytest.mark.parametrize(
    ("city", "zone"),
    [("BANGKOK", "Asia/Bangkok"), ("VIENNA", "Europe/Vienna"), ("", "UTC"), ("ATLANTIS", "UTC")],
)
def test_the_time_is_entered_on_the_clock_of_the_dateline(client, editor, city, zone):
    page = text_of(client.get(address(make_release(state="submitted", dateline_city=city))))

    assert f'<option value="{zone}" selected>' in page


def test_whoever_may_approve_is_told_before_they_change_something(client, editor):
    release = make_release(state="submitted")
    form = reverse("admin:releases_release_change", args=[release.pk])
    told = "Save a change to it, and somebody else has to decide."

    assert told in text_of(client.get(form))
    client.force_login(make_user(PRESS_OFFICERS))
    assert told not in text_of(client.get(form))


def test_the_page_of_many_shows_none_of_them_whole(client, editor):
    chosen = [make_release(state="submitted"), make_release(state="submitted")]
    data = {"action": "move_approve", "_selected_action": [release.pk for release in chosen]}

    page = client.post(reverse("admin:releases_release_changelist"), data)

    assert "srcdoc" not in text_of(page)


def test_forcing_says_in_its_name_that_nobody_else_reads_it(client):
    chief = make_user(PRESS_OFFICERS, EDITORS, CHIEF_EDITORS)
    client.force_login(chief)
    release = make_release(state="submitted", created_by=chief)

    page = text_of(client.get(address(release, Move.FORCE_APPROVE)))

    assert "Approve alone, without a second person" in page
    assert "srcdoc" in page


@pytest.mark.parametrize(
    ("move", "groups", "leads_to"),
    [
        (Move.APPROVE, (PRESS_OFFICERS, EDITORS), [Move.SEND_BACK]),
        (Move.SEND_BACK, (PRESS_OFFICERS, EDITORS), [Move.APPROVE]),
        (Move.FORCE_APPROVE, (PRESS_OFFICERS, EDITORS, CHIEF_EDITORS), []),
        (Move.APPROVE, (PRESS_OFFICERS,), []),
    ],
)
def test_the_page_of_one_answer_leads_to_the_other(client, move, groups, leads_to):
    person = make_user(*groups)
    client.force_login(person)
    own = {"created_by": person} if move == Move.FORCE_APPROVE else {}
    release = make_release(state="submitted", symbol="BKK/CP/14", **own)

    page = text_of(client.get(address(release, move)))

    assert "BKK/CP/14" in page
    assert re.findall(r'<a class="button move-(\w+)"', page) == leads_to
