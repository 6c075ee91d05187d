"""The lists of the desk: what they show, find and cost."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from institutes.desk import lists
from institutes.desk.lists import Count
from releases.editorial.groups import CHIEF_EDITORS, EDITORS, PRESS_OFFICERS
from releases.enums import Status
from releases.models import JointSymbol
from tests.factories import (
    NOON,
    make_contact,
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
    "releases_contact": lambda _n: make_contact(make_public_release()),
    "institutes_institute": lambda _n: make_institute(),
}
# Session, user and permissions make four of them; the rest are count, filters, days, keys, rows and their
# names, and one that asks whether anything has changed. Releases: saved views, series, people and other editions too.
# Events, institutes and series: saved views, what the filters offer, and proposals that wait.
QUERIES = {
    "releases_release": 13,
    "releases_event": 14,
    "releases_series": 11,
    "releases_photo": 9,
    "releases_contact": 7,
    "institutes_institute": 10,
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
def test_the_list_says_the_status_of_each_edition(client):
    soon = timezone.now() + timedelta(hours=3, minutes=30)
    expected = {
        make_release(): "Draft",
        make_release(returned_at=NOON): "Returned",
        make_release(state="submitted"): "Submitted",
        make_release(state="approved", publish_at=soon): "Approved, public in 3 h 29 min (",
        make_public_release(): "Public",
        make_public_release(superseded_at=NOON): "Superseded",
        make_withdrawn_release(): "Withdrawn",
    }

    page = client.get(reverse("admin:releases_release_changelist")).content.decode()

    for release, words in expected.items():
        row = page[page.index(f"<bdi>{release.reference}</bdi></a>") :].partition("</tr>")[0]
        assert f">{words}" in row


@pytest.mark.parametrize("status", Status.values)
@pytest.mark.usefixtures("editor")
def test_the_list_can_be_narrowed_to_one_status(client, status):
    rows = {
        "draft": make_release(),
        "returned": make_release(returned_at=NOON),
        "submitted": make_release(state="submitted"),
        "scheduled": make_embargoed_release(),
        "public": make_public_release(),
        "superseded": make_public_release(superseded_at=NOON),
        "withdrawn": make_withdrawn_release(),
    }

    response = client.get(reverse("admin:releases_release_changelist"), {"status": status})

    assert list(response.context["cl"].result_list) == [rows[status]]


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


@pytest.fixture
def short(monkeypatch):
    """Lists that are counted to five rows, and have pages of two."""
    from releases.admin import search_results
    from releases.admin.release import ReleaseAdmin

    monkeypatch.setattr(lists, "MOST", 5)
    monkeypatch.setattr(search_results, "MOST", 5)
    monkeypatch.setattr(ReleaseAdmin, "list_per_page", 2)


def releases_over_the_years(count):
    """The keys of so many releases of one a year, the newest first."""
    made = [
        make_release(title="Invented summary", issued_on=date(2000 + number, 3, 9)).pk
        for number in range(count)
    ]
    return made[::-1]


@pytest.mark.parametrize("words", ["", "summ"])
@pytest.mark.parametrize(
    ("rows", "said", "pages"),
    [(4, "Releases: 4", [2, 2]), (5, "Releases: 5", [2, 2, 1]), (7, "Releases: more than 5", [2, 2, 1])],
)
@pytest.mark.usefixtures("editor", "short")
def test_a_list_is_counted_as_far_as_its_pages_go(client, words, rows, said, pages):
    keys = releases_over_the_years(rows)
    address = reverse("admin:releases_release_changelist")

    answers = [client.get(address, {"q": words, "p": number + 1}) for number in range(len(pages))]
    beyond = client.get(address, {"q": words, "p": len(pages) + 1})

    shown = [[row.pk for row in answer.context["cl"].result_list] for answer in answers]
    assert list(map(len, shown)) == pages
    assert [key for page in shown for key in page] == keys[:5]
    text = " ".join(answers[0].content.decode().split())
    assert f" {said} " in text
    assert ("Pages end at 5: narrow the list down to see the others." in text) is (rows > 5)
    assert ('<span class="question' in text) is (rows <= 5)
    assert beyond.status_code == 302


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (Count.up_to(10_000, 9_999), "9,999"),
        (Count.up_to(10_000, 10_000), "10,000"),
        (Count.up_to(10_000, 10_001), "more than 10,000"),
    ],
)
def test_a_count_says_where_it_ends(count, said):
    assert str(count) == said


@pytest.mark.parametrize("words", ["", "summ"])
@pytest.mark.parametrize(
    ("days", "asked", "back", "choices"),
    [
        ([(2001, 3, 9), (2004, 5, 1), (2004, 5, 2)], {}, None, ["2001", "2004"]),
        ([(2001, 3, 9), (2004, 5, 1), (2004, 7, 2)], {"year": 2004}, "All dates", ["May 2004", "July 2004"]),
        ([(2004, 5, 1), (2004, 7, 2)], {}, "All dates", ["May 2004", "July 2004"]),
        ([(2004, 5, 1), (2004, 5, 3)], {}, "2004", ["1 May", "3 May"]),
        ([(2004, 5, 1), (2004, 7, 2)], {"year": 2004, "month": 7}, "2004", ["2 July"]),
        ([(2004, 5, 1)], {"year": 2004, "month": 5, "day": 1}, "May 2004", ["1 May"]),
        ([(2004, 5, 1)], {"year": 2007}, "All dates", []),
        ([], {}, None, []),
        # Six are more than are counted: every year from the first to the last.
        ([(2001, 3, 9), *[(2004, 5, day) for day in range(1, 6)]], {}, None, ["2001", "2002", "2003", "2004"]),
        ([(2004, 4, 30), *[(2004, 6, day) for day in range(1, 6)]], {"year": 2004}, "All dates",
         ["April 2004", "May 2004", "June 2004"]),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("editor", "short")
def test_years_lead_to_months_and_months_to_days(client, words, days, asked, back, choices):
    for day in days:
        make_release(title="Invented summary", issued_on=date(*day))
    period = {f"issued_on__{part}": value for part, value in asked.items()}

    response = client.get(reverse("admin:releases_release_changelist"), {"q": words} | period)

    offered = response.context["cl"].days
    assert (offered["back"] and offered["back"]["title"]) == back
    assert [choice["title"] for choice in offered["choices"]] == choices
    page = response.content.decode()
    assert all(f">{choice['title']}</a>" in page for choice in offered["choices"] if "link" in choice)


@pytest.mark.parametrize("period", ["year=9999", "year=2004&issued_on__month=13", "year=two"])
@pytest.mark.usefixtures("editor")
def test_a_period_that_is_none_leads_back_to_the_list(client, period):
    response = client.get(reverse("admin:releases_release_changelist") + f"?issued_on__{period}")

    assert (response.status_code, response["Location"]) == (302, "/admin/releases/release/?e=1")


@pytest.mark.parametrize(
    ("typed", "is_found"),
    [
        ("extrad", True),
        ("mutual assist", True),
        ("tradition", False),
        ("extradition -mutual", False),
        ("bkk/cp/1", True),
        ("cp 14", True),
        ("%%%", False),
    ],
)
@pytest.mark.usefixtures("editor")
def test_words_of_a_title_are_found_by_their_beginnings(client, typed, is_found):
    release = make_release(symbol="BKK/CP/14", title="Extradition and mutual legal assistance")

    response = client.get(reverse("admin:releases_release_changelist"), {"q": typed})

    assert list(response.context["cl"].result_list) == ([release] if is_found else [])


@pytest.mark.parametrize("cost", [0, 10**9])
@pytest.mark.usefixtures("editor")
def test_words_find_the_same_whether_read_by_key_or_along_the_list(client, monkeypatch, cost):
    from releases.admin import search_results

    monkeypatch.setattr(search_results, "COST_OF_KEY", cost)
    monkeypatch.setattr(search_results, "MOST", 5)
    expected = [make_release(title="Summary", issued_on=date(2005, 4, day)).pk for day in (3, 2, 1)]
    make_release(title="Summary", language="fr")
    for _ in range(12):
        make_release(title="Other")

    response = client.get(reverse("admin:releases_release_changelist"), {"q": "summary", "language": "en"})

    assert [release.pk for release in response.context["cl"].result_list] == expected


@pytest.mark.parametrize(
    ("order", "expected"), [("", [2001, 2000]), ("4", [2000, 2001]), ("-4", [2001, 2000])]
)
@pytest.mark.usefixtures("editor")
def test_the_list_is_turned_round_by_its_date(client, order, expected):
    releases_over_the_years(2)
    response = client.get(reverse("admin:releases_release_changelist"), {"o": order})

    changelist = response.context["cl"]
    assert changelist.list_display[4] == "issued_on"
    assert [release.issued_on.year for release in changelist.result_list] == expected


@pytest.mark.usefixtures("editor")
def test_only_series_with_releases_are_offered(client):
    make_series("TEST/EMPTY")
    make_release(symbol="TEST/USED/1")

    page = client.get(reverse("admin:releases_release_changelist")).content.decode()

    assert ">TEST/USED</option>" in page
    assert "TEST/EMPTY" not in page


@pytest.mark.usefixtures("editor")
def test_a_series_says_how_many_of_its_releases_are_public(client):
    make_public_release(symbol="TEST/A/1")
    make_public_release(symbol="TEST/A/1", language="fr")
    make_release(symbol="TEST/A/2")
    make_release(symbol="TEST/B/1")

    page = client.get(reverse("admin:releases_series_changelist")).content.decode()

    assert [row.partition("</td>")[0] for row in page.split('<td class="field-public">')[1:]] == ["2", "0"]


@pytest.mark.usefixtures("editor")
def test_a_long_schedule_says_that_there_is_more(client, monkeypatch):
    from releases.admin import overview

    monkeypatch.setattr(overview, "SHOWN", 2)
    soon = timezone.now() + timedelta(days=1)
    for number in range(3):
        make_release(publish_at=soon + timedelta(hours=number), title=f"Number {number}")

    page = client.get(reverse("admin:releases_release_schedule")).content.decode()

    assert "These are the first 2; there are more." in page
    assert [f"Number {number}" in page for number in range(3)] == [True, True, False]
