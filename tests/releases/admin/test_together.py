"""Two people on one draft, and the pages about what is to come and what was."""

import re
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from releases.editorial import workflow
from releases.editorial.groups import CHIEF_EDITORS, EDITORS, PRESS_OFFICERS
from releases.editorial.preview_links import open_preview
from releases.models import Presence, PreviewLink, PreviewOpening, Release
from tests.factories import NOON, make_institute, make_public_release, make_release, make_series, make_user
from tests.posting import errors, filled, seen_of

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def clock():
    with patch("django.utils.timezone.now", return_value=NOON) as now:
        yield now


@pytest.fixture
def staff():
    return (
        make_user(PRESS_OFFICERS, username="writer"),
        make_user(PRESS_OFFICERS, EDITORS, username="editor"),
        make_user(PRESS_OFFICERS, EDITORS, CHIEF_EDITORS, username="chief"),
    )


def page(name, release=None):
    return reverse(f"admin:releases_release_{name}", args=[release.pk] if release else [])


def text_of(response):
    return response.content.decode()


def start(client, staff, **fields):
    """A draft of the writer, the form as the writer sees it, and the draft as the editor saved it since."""
    writer, editor, _chief = staff
    release = make_release(
        created_by=writer, title="First title", body="<p>One long text.</p>", contacts="One\nTwo"
    )
    client.force_login(writer)
    data = filled(client.get(page("change", release)))
    theirs = Release.objects.get(pk=release.pk)
    for name, value in fields.items():
        setattr(theirs, name, value)
    workflow.save_edition(theirs, by=editor, at=NOON, seen=theirs.version)
    return release, data


def test_a_stale_save_is_refused_with_both_texts_and_their_difference(client, staff):
    release, data = start(client, staff, body="<p>One short text.</p>")

    response = client.post(page("change", release), data | {"body": "<p>One long and true text.</p>"})

    assert response.status_code == 200
    [sentence] = errors(response)["__all__"]
    assert sentence.startswith("editor changed this while you had it open (21 April 2005, 12:00 UTC).")
    form = response.context["adminform"].form
    assert form["body"].value() == "<p>One long and true text.</p>"
    shown = text_of(response)
    assert re.search(r"<del>.*?short<.*?</del", shown)
    assert re.search(r"<ins>.*?long and true<.*?</ins", shown)
    assert Release.objects.get().body == "<p>One short text.</p>"

    again = client.post(page("change", release), filled(response, body="<p>One short and true text.</p>"))

    assert again.status_code == 302
    assert Release.objects.get().body == "<p>One short and true text.</p>"


def test_what_only_the_other_changed_is_taken_over(client, staff):
    release, data = start(
        client,
        staff,
        subtitle="Theirs",
        publish_at=NOON + DAY,
        dateline_on=NOON.date(),
        correction_is_minor=True,
    )

    response = client.post(
        page("change", release), data | {"title": "Mine", "contacts": "One\r\nTwo", "subtitle": ""}
    )

    taken = response.context["merge"].quiet
    assert sorted(told.where for told in taken) == ["Dateline: date", "Planned for", "Subtitle"]
    assert client.post(page("change", release), filled(response)).status_code == 302
    saved = Release.objects.get()
    assert (saved.title, saved.subtitle, saved.publish_at, saved.dateline_on) == (
        "Mine",
        "Theirs",
        NOON + DAY,
        NOON.date(),
    )


@pytest.mark.parametrize("version", [None, "", "x", "-3", "999"])
def test_a_save_that_does_not_say_what_was_seen_is_stale(client, staff, version):
    release = make_release()
    client.force_login(staff[0])
    data = filled(client.get(page("change", release)), title="Mine")
    del data["version"]

    response = client.post(page("change", release), data | ({} if version is None else {"version": version}))

    assert response.status_code == 200
    assert response.context["adminform"].form["title"].value() == "Mine"
    assert Release.objects.get().title == "Invented title"


def test_rows_of_tables_go_back_with_a_stale_save(client, staff):
    release, data = start(client, staff, title="Theirs")
    rows = {
        "mentions-TOTAL_FORMS": 1,
        "mentions-0-institute": make_institute().pk,
        "mentions-0-role": "partner",
    }

    response = client.post(page("change", release), data | rows)

    assert response.status_code == 200
    assert release.mentions.count() == 0
    assert 'value="partner" selected' in text_of(response)


def test_each_save_counts_and_bears_a_name(client, staff):
    writer, editor, _chief = staff
    release, _data = start(client, staff)
    client.force_login(editor)

    client.post(page("change", release), filled(client.get(page("change", release)), title="Once"))

    saved = Release.objects.get()
    assert (saved.version, saved.created_by, saved.modified_by, saved.modified_at) == (
        2,
        writer,
        editor,
        NOON,
    )
    assert saved.history.first().history_user == editor


def test_a_save_reads_the_editions_of_the_release_once(client, staff):
    writer, _editor, _chief = staff
    release = make_release(created_by=writer)
    client.force_login(writer)
    data = filled(client.get(page("change", release)))

    with CaptureQueriesContext(connection) as queries:
        client.post(page("change", release), data | {"title": "Second title"})

    assert Release.objects.get().title == "Second title"
    # PostgreSQL locks them by statements of their own, which read keys only.
    reads = [query["sql"] for query in queries if "FOR UPDATE" not in query["sql"]]
    assert sum("WITH RECURSIVE relatives" in sql for sql in reads) == 1


def test_text_typed_into_what_was_deleted_meanwhile_is_shown(client, staff):
    release, data = start(client, staff)
    address = page("change", release)
    Release.objects.get().delete()

    response = client.post(address, data | {"body": "<p>Hours of <em>work</em></p><script>x()</script>"})

    assert response.status_code == 409
    assert "This edition was deleted while you had it open." in text_of(response)
    assert "&lt;p&gt;Hours of &lt;em&gt;work" in text_of(response)
    assert "<script>x()" not in text_of(response)


def test_a_planned_time_is_entered_on_a_clock_and_kept_to_the_second(client, staff, settings):
    settings.TIME_ZONE = "Europe/Vienna"
    client.force_login(staff[0])
    release = make_release(publish_at=NOON + timedelta(seconds=7))

    data = filled(client.get(page("change", release)))
    assert (data["publish_at_1"].isoformat(), data["publish_at_2"]) == ("14:00:07", "Europe/Vienna")
    assert client.post(page("change", release), data).status_code == 302
    assert Release.objects.get().publish_at == NOON + timedelta(seconds=7)
    data = filled(client.get(page("change", release)), publish_at_1="09:00", publish_at_2="Asia/Bangkok")
    assert client.post(page("change", release), data).status_code == 302
    assert Release.objects.get().publish_at == NOON.replace(hour=2)


@pytest.mark.parametrize("hour", [0, 1])
def test_a_planned_time_in_the_doubled_hour_stays_what_it_is(client, staff, settings, hour):
    settings.TIME_ZONE = "Europe/Vienna"
    client.force_login(staff[0])
    moment = NOON.replace(month=10, day=30, hour=hour, minute=30)
    release = make_release(publish_at=moment)

    assert (
        client.post(page("change", release), filled(client.get(page("change", release)))).status_code == 302
    )

    assert Release.objects.get().publish_at == moment


def test_who_else_has_it_open_is_said_until_they_leave(client, staff, clock):
    writer, editor, _chief = staff
    release = make_release()
    client.force_login(writer)
    assert "has had this open" not in text_of(client.get(page("change", release)))
    assert not Presence.objects.exists()
    client.post(page("presence", release))
    clock.return_value = NOON + timedelta(minutes=1)
    client.force_login(editor)
    sentence = "writer has had this open since 12:00 UTC."

    assert sentence in text_of(client.get(page("change", release)))
    answer = client.post(page("presence", release))
    assert answer.json() == {"others": [sentence], "version": 1}

    client.force_login(writer)
    assert client.post(page("presence", release), {"leaving": "yes"}).json() == {}
    client.force_login(editor)
    assert client.post(page("presence", release)).json()["others"] == []
    assert [one.user for one in Presence.objects.all()] == [editor]


@pytest.mark.parametrize(
    ("groups", "make", "method", "status"),
    [
        ([PRESS_OFFICERS], make_release, "get", 405),
        ([PRESS_OFFICERS], make_public_release, "post", 409),
        ([], make_release, "post", 403),
        (None, make_release, "post", 302),
    ],
)
def test_presence_is_noted_of_those_who_may_write(client, groups, make, method, status):
    release = make()
    if groups is not None:
        client.force_login(make_user(*groups))

    assert getattr(client, method)(page("presence", release)).status_code == status
    assert not Presence.objects.exists()


@pytest.mark.parametrize(
    ("query", "answer"),
    [
        (
            {"day": "2005-04-21", "time": "17:00", "zone": "Asia/Bangkok", "city": "BANGKOK"},
            (False, "That moment has passed."),
        ),
        (
            {"day": "2005-04-22", "time": "17:00", "zone": "Asia/Bangkok", "city": "BANGKOK"},
            (True, "public in 22 h (17:00 Bangkok, 10:00 UTC)"),
        ),
        ({"day": "2005-04-22"}, (False, "Give both the day and the time.")),
        ({}, (True, "")),
        ({"day": "2005-04-22", "time": "10:00", "zone": "x" * 999}, None),
    ],
)
def test_a_time_that_is_entered_is_told_on_other_clocks(client, staff, query, answer):
    client.force_login(staff[0])

    got = client.get(page("moment"), query).json()

    if answer is None:
        assert got["is_right"] is False
    elif answer[1] == "That moment has passed.":
        # 17:00 in Bangkok is 10:00 UTC, two hours ago: it is said that it has been.
        assert got == {"is_right": True, "message": "public since 17:00 Bangkok, 10:00 UTC, 2 h ago"}
    else:
        assert (got["is_right"], got["message"]) == answer


def test_the_schedule_shows_what_needs_attention_first(client, staff):
    client.force_login(staff[0])
    make_release(title="Planned", publish_at=NOON + 2 * DAY)
    make_release(title="Approved", state="approved", publish_at=NOON + DAY, dateline_city="BANGKOK")
    make_release(title="Forced", state="approved", publish_at=NOON + 3 * DAY, awaits_confirmation=True)
    make_release(title="Overdue", state="submitted", publish_at=NOON - HOUR)
    make_public_release(title="Out already")
    make_release(title="Not planned")

    shown = text_of(client.get(page("schedule")))

    titles = ["Overdue", "Forced", "Approved", "Planned"]
    assert re.findall(r'<bdi lang="en">([^<]+)</bdi>', shown) == titles
    assert "public in 24 h (2005-04-22 19:00 Bangkok, 2005-04-22 12:00 UTC)" in shown
    assert "planned for 11:00 UTC, 1 h ago" in shown
    assert "planned for 2005-04-23 12:00 UTC, in 2 days" in shown
    assert "Its time has come and nobody approved it." in shown
    assert "Approved by its own author; nobody has confirmed it yet." in shown


def test_forced_approvals_are_reported_by_person(client, staff):
    _writer, editor, chief = staff
    for number in range(2):
        release = make_release(state="submitted", created_by=chief)
        release = workflow.force_approve(release, by=chief, at=NOON, reason=f"Night number {number}.")
    workflow.confirm(release, by=editor, at=NOON + HOUR)
    client.force_login(editor)

    response = client.get(page("forced"))

    assert response.context["people"] == [
        {"by": chief.pk, "username": "chief", "forced": 2, "unconfirmed": 1}
    ]
    for words in ("Night number 0.", "Night number 1.", "2005-04-21 13:00 UTC", "<td>no</td>"):
        assert words in text_of(response)


def test_the_history_tells_every_save_and_move_with_its_words(client, staff, clock):
    writer, editor, _chief = staff
    client.force_login(writer)
    release = make_release(created_by=writer, body="<p>One long text.</p>")
    clock.return_value = NOON + HOUR
    client.post(
        page("change", release), filled(client.get(page("change", release)), body="<p>One short text.</p>")
    )
    release.refresh_from_db()
    release = workflow.submit(release, by=writer, at=NOON + 2 * HOUR, comment="Please <soon>.")
    workflow.approve(release, by=editor, at=NOON + 3 * HOUR, publish_at=NOON + DAY)

    shown = text_of(client.get(page("history", release)))

    happened = [" ".join(line.split()) for line in re.findall(r"<h2>(.*?)<span", shown, re.DOTALL)]
    assert happened == ["Approved", "Submitted for approval", "Saved", "Saved"]
    assert re.search(r"<del>.*?long<.*?</del\s*><ins>.*?short<.*?</ins", shown)
    assert "Please &lt;soon&gt;." in shown
    assert "2005-04-21 13:00:00 UTC</time> · writer" in shown
    assert "public from 2005-04-22 12:00 UTC" in shown
    client.force_login(make_user())
    assert client.get(page("history", release)).status_code == 403


def test_a_link_is_made_opened_listed_and_revoked(client, staff, clock):
    release = make_release(title="For the reviewer")
    client.force_login(staff[0])

    made = client.post(page("links", release), {"make": "yes", "hours": "24", "note": "Ms. Invented"})

    token = re.search(r"http://testserver/preview/([\w-]{43})/", text_of(made))[1]
    assert "no-store" in made["Cache-Control"]
    assert token not in text_of(client.get(page("links", release)))
    assert open_preview(token, at=NOON + HOUR, agent="Invented browser") == release
    listed = text_of(client.get(page("links", release)))
    for words in (
        "Ms. Invented",
        "works until 2005-04-22 12:00 UTC",
        "2005-04-21 13:00 UTC",
        "Invented browser",
    ):
        assert words in listed

    clock.return_value = NOON + 2 * HOUR
    client.post(page("links", release), {"revoke": PreviewLink.objects.get().pk})
    assert "revoked at 2005-04-21 14:00 UTC" in text_of(client.get(page("links", release)))
    assert open_preview(token, at=NOON + 3 * HOUR) is None
    assert PreviewOpening.objects.count() == 1


@pytest.mark.parametrize(
    "posted", [{"make": "y", "hours": "99999"}, {"make": "y"}, {"revoke": "x"}, {"revoke": "7"}]
)
def test_nonsense_makes_no_link_and_revokes_none(client, staff, posted):
    release = make_release()
    client.force_login(staff[0])

    assert client.post(page("links", release), posted).status_code in {200, 302}
    assert not PreviewLink.objects.exists()


def test_links_are_for_those_who_write_and_for_editions_that_are_open(client, staff):
    release = make_public_release()
    client.force_login(staff[0])
    refused = client.post(page("links", release), {"make": "y", "hours": "24"})
    assert "Only an edition that is not approved yet has preview links." in text_of(refused)
    assert not PreviewLink.objects.exists()
    client.force_login(make_user())
    assert client.get(page("links", release)).status_code == 403


def test_the_text_is_previewed_by_the_desk_alone(client, staff):
    release = make_release(title="Not yet told")
    address = page("preview_text", release)
    missing = client.get(address)
    assert missing.status_code == 404
    assert missing.content == client.get(address.replace(f"/{release.pk}/", "/99999/")).content
    client.force_login(make_user())
    assert client.get(address).status_code == 404

    client.force_login(staff[0])
    response = client.get(address)

    assert response["Content-Type"].startswith("text/plain")
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert "NOT YET TOLD" in text_of(response).upper()


def test_a_symbol_changed_before_publication_moves_nothing_public(client, staff):
    make_series("BKK/CP")
    client.force_login(staff[0])
    release = make_release(symbol="BKK/CP/14")

    client.post(page("change", release), filled(client.get(page("change", release)), symbol="BKK/CP/15"))

    saved = Release.objects.get()
    assert (saved.reference, saved.number) == ("BKK/CP/15", 15)
    for reference in ("BKK/CP/14", "BKK/CP/15"):
        assert client.get(f"/en/releases/{reference}/").status_code == 404


def test_a_symbol_is_corrected_by_the_next_edition(client, staff, clock):
    writer, editor, _chief = staff
    make_series("BKK/CP")
    release = make_public_release(symbol="BKK/CP/14")
    draft = workflow.open_next_edition(release, by=writer, at=NOON, note="The symbol.")
    client.force_login(writer)
    saved = client.post(page("change", draft), filled(client.get(page("change", draft)), symbol="BKK/CP/15"))
    assert saved.status_code == 302
    draft.refresh_from_db()
    assert client.get("/en/releases/BKK/CP/15/").status_code == 404
    assert client.get("/en/releases/BKK/CP/14/").status_code == 200

    draft = workflow.submit(draft, by=writer, at=NOON)
    client.force_login(editor)
    later = NOON + HOUR
    clock.return_value = later
    data = {"confirmed": "y", "when": "now", f"seen-{draft.pk}": seen_of(draft)}
    client.post(reverse("admin:releases_release_move", args=[draft.pk, "approve"]), data)

    assert client.get("/en/releases/BKK/CP/15/").status_code == 200
    assert Release.objects.get(edition=1).superseded_at == later


QUERIES = {"home": 18, "schedule": 15, "forced": 6, "deleted": 5, "changelist": 13}


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("name", QUERIES)
def test_an_overview_costs_the_same_for_one_row_and_for_three(
    client, staff, name, rows, django_assert_num_queries
):
    _writer, editor, chief = staff
    for _number in range(rows):
        release = make_release(state="submitted", created_by=chief, institutes=(make_institute(),))
        workflow.force_approve(release, by=chief, at=NOON, reason="Night.", publish_at=NOON + DAY)
        from releases.editorial.deleted_drafts import delete_draft

        delete_draft(make_release(), by=chief, at=NOON)
    client.force_login(editor)
    # Only the first who asks waits until what is public was read.
    client.get("/admin/" if name == "home" else page(name))

    with django_assert_num_queries(QUERIES[name]):
        assert client.get("/admin/" if name == "home" else page(name)).status_code == 200


@pytest.mark.parametrize("rows", [1, 2, 5])
def test_a_history_costs_the_same_for_two_editions_and_for_five(
    client, staff, rows, django_assert_num_queries
):
    writer, editor, _chief = staff
    release = make_release(state="submitted", created_by=writer)
    release = workflow.approve(release, by=editor, at=NOON)
    for number in range(1, rows):
        draft = workflow.open_next_edition(release, by=writer, at=NOON, note=f"Note {number}")
        draft = workflow.submit(draft, by=writer, at=NOON)
        release = workflow.approve(draft, by=editor, at=NOON + number * HOUR)
    client.force_login(editor)
    # Only the first who asks waits until what is public was read.
    client.get(page("history", release))

    # Where there is more than one edition, one more asks for the others.
    with django_assert_num_queries(13 if rows == 1 else 14):
        assert client.get(page("history", release)).status_code == 200
