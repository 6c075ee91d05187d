"""The lists of the desk: what they show, find and cost."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from releases.groups import CHIEF_EDITORS, EDITORS, PRESS_OFFICERS
from releases.models import JointSymbol
from tests.factories import (
    NOON,
    make_embargoed_release,
    make_event,
    make_institute,
    make_photo,
    make_public_release,
    make_release,
    make_series,
    make_user,
    make_withdrawn_release,
)

pytestmark = pytest.mark.django_db
MAKERS = {
    "releases_release": lambda _n: make_release(institutes=(make_institute(),), events=(make_event(),)),
    "releases_event": lambda _n: make_event(parent=make_event()),
    "releases_series": lambda n: make_series(f"TEST/{'ABC'[n]}", event=make_event()),
    "releases_photo": lambda _n: make_photo(make_public_release()),
    "institutes_institute": lambda _n: make_institute(),
}
# Session, user and permissions make four of them; the rest are count, filters, days, rows and their names.
QUERIES = {
    "releases_release": 9,
    "releases_event": 11,
    "releases_series": 8,
    "releases_photo": 8,
    "institutes_institute": 8,
}


@pytest.fixture
def editor(client):
    user = make_user(PRESS_OFFICERS, EDITORS, CHIEF_EDITORS)
    client.force_login(user)
    return user


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("name", MAKERS)
@pytest.mark.usefixtures("editor")
def test_a_list_costs_the_same_for_one_row_and_for_three(client, name, rows, django_assert_num_queries):
    for number in range(rows):
        MAKERS[name](number)
    address = reverse(f"admin:{name}_changelist")
    client.get(address)

    with django_assert_num_queries(QUERIES[name]):
        response = client.get(address)

    assert response.context["cl"].result_count >= rows


@pytest.mark.usefixtures("editor")
def test_the_list_says_where_each_edition_stands(client):
    soon = timezone.now() + timedelta(hours=3, minutes=30)
    expected = {
        make_release(): "Draft",
        make_release(state="submitted"): "Submitted",
        make_release(state="approved", publish_at=soon): "Approved, public in 3 h 29 min (",
        make_public_release(): "Public",
        make_public_release(superseded_at=NOON): "Superseded",
        make_withdrawn_release(): "Withdrawn",
    }

    page = client.get(reverse("admin:releases_release_changelist")).content.decode()

    for release, words in expected.items():
        row = page[page.index(f">{release.reference}</a>") :].partition("</tr>")[0]
        assert f">{words}" in row


@pytest.mark.parametrize("standing", ["draft", "submitted", "scheduled", "public", "superseded", "withdrawn"])
@pytest.mark.usefixtures("editor")
def test_the_list_can_be_narrowed_to_one_standing(client, standing):
    rows = {
        "draft": make_release(),
        "submitted": make_release(state="submitted"),
        "scheduled": make_embargoed_release(),
        "public": make_public_release(),
        "superseded": make_public_release(superseded_at=NOON),
        "withdrawn": make_withdrawn_release(),
    }

    response = client.get(reverse("admin:releases_release_changelist"), {"standing": standing})

    assert list(response.context["cl"].result_list) == [rows[standing]]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("BKK/CP/14", {"BKK/CP/14"}),
        ("bkkcp14", {"BKK/CP/14"}),
        ("bkk cp", {"BKK/CP/14", "BKK/CP/2"}),
        ("extradition", {"BKK/CP/14"}),
        ("assistance extradition", {"BKK/CP/14"}),
        ("extradition ministers", set()),
        ("IK/372", {"SG/SM/8888"}),
        ("افتتاح", {"TEST/1"}),
        ("100%", set()),
        ("", {"BKK/CP/14", "BKK/CP/2", "SG/SM/8888", "TEST/1"}),
    ],
)
@pytest.mark.usefixtures("editor")
def test_releases_are_found_by_symbol_and_by_words(client, words, found):
    make_release(symbol="BKK/CP/14", title="Extradition and mutual legal assistance")
    make_release(symbol="BKK/CP/2", title="Ministers arrive")
    joint = make_release(symbol="SG/SM/8888", title="Message")
    JointSymbol.objects.create(release=joint, symbol="IK/372", symbol_key="ik372")
    make_release(symbol="TEST/1", language="ar", title="افتتاح المؤتمر")

    response = client.get(reverse("admin:releases_release_changelist"), {"q": words})

    assert {release.reference for release in response.context["cl"].result_list} == found


@pytest.mark.usefixtures("editor")
def test_events_are_offered_by_any_of_their_names(client):
    event = make_event(name="Eleventh Invented Congress")
    make_event(name="Another meeting")

    answer = client.get(
        reverse("admin:autocomplete"),
        {"app_label": "releases", "model_name": "release", "field_name": "events", "term": "eleventh"},
    )

    assert [row["id"] for row in answer.json()["results"]] == [str(event.pk)]
    assert answer.json()["results"][0]["text"] == "Eleventh Invented Congress"


@pytest.mark.usefixtures("editor")
def test_the_first_page_shows_what_is_written_what_waits_and_what_went_out(client):
    soon = timezone.now() + timedelta(hours=3, minutes=30)
    expected = {
        "draft": make_release(title="A draft"),
        "submitted": make_release(state="submitted", title="Sent in"),
        "scheduled": make_release(state="approved", publish_at=soon, title="Waiting"),
        "public": make_public_release(title="Gone out"),
    }
    make_withdrawn_release(title="Taken back")

    response = client.get(reverse("admin:index"))

    columns = response.context["dashboard"]
    assert {column.standing: [line.release for line in column.lines] for column in columns} == {
        standing: [release] for standing, release in expected.items()
    }
    assert {column.count for column in columns} == {1}
    assert b"public in 3 h 29 min (" in response.content
    assert b"Taken back" not in response.content


@pytest.mark.usefixtures("editor")
def test_an_empty_first_page_says_so(client):
    page = client.get(reverse("admin:index")).content.decode()

    for sentence in (
        "Nothing is being written.",
        "Nothing waits for its time.",
        "Nothing has been published.",
    ):
        assert sentence in page


@pytest.mark.usefixtures("editor")
def test_the_first_page_counts_all_and_shows_the_first(client, django_assert_num_queries):
    for number in range(10):
        make_release(issued_on=date(2005, 4, 21), title=f"Draft number {number}")
    address = reverse("admin:index")
    client.get(address)

    # Session, user, permissions (two), counts, four columns, recent actions.
    with django_assert_num_queries(10):
        response = client.get(address)

    drafts = response.context["dashboard"][0]
    assert (drafts.count, len(drafts.lines)) == (10, 8)
    assert b"?standing=draft" in response.content


def test_the_first_page_shows_no_releases_to_those_who_may_not_see_them(client):
    make_release(title="A draft")
    client.force_login(make_user())

    response = client.get(reverse("admin:index"))

    assert response.status_code == 200
    assert "dashboard" not in response.context
    assert b"A draft" not in response.content
