"""Events and series at the desk."""

from datetime import date

import pytest

from releases.editorial.groups import EDITORS, PRESS_OFFICERS
from releases.models import Event, Series
from tests.factories import make_event, make_institute, make_series, make_user
from tests.posting import errors, filled, sentences

pytestmark = pytest.mark.django_db
ADD = "/admin/releases/event/add/"
CONGRESS = {"slug": "congress-12", "kind": "congress", "names-0-name": "Twelfth Invented Congress"}
WORKSHOP = {
    "parts-TOTAL_FORMS": 1,
    "parts-0-name": "Workshop on inventions",
    "parts-0-slug": "workshop-inventions",
    "parts-0-kind": "workshop",
    "parts-0-starts_on": "2010-04-12",
    "parts-0-ends_on": "2010-04-12",
    "parts-0-status": "confirmed",
}


@pytest.fixture(autouse=True)
def editor(client):
    client.force_login(make_user(PRESS_OFFICERS, EDITORS))


def test_a_congress_is_added_with_its_name_and_its_workshops(client):
    institute = make_institute()

    response = client.post(ADD, filled(client.get(ADD), **CONGRESS, institutes=[institute.pk]) | WORKSHOP)

    assert response.status_code == 302
    congress = Event.objects.get(slug="congress-12")
    workshop = Event.objects.get(slug="workshop-inventions")
    assert (congress.name, list(congress.institutes.all())) == ("Twelfth Invented Congress", [institute])
    assert (workshop.parent, workshop.name) == (congress, "Workshop on inventions")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"names-0-name": ""}, ["Give at least one name.", "This field is required."]),
        ({"parts-0-name": ""}, ["This field is required."]),
        (
            {"ends_on": "2010-04-12"},
            ["Give both the first and the last day, the last not before the first, or neither."],
        ),
        (
            {"parts-0-ends_on": "2010-04-11"},
            ["Give both the first and the last day, the last not before the first, or neither."],
        ),
        ({"slug": "taken"}, ["Event with this Address already exists."]),
    ],
    ids=str,
)
def test_what_is_wrong_is_said_and_nothing_is_saved(client, changes, expected):
    make_event("taken")
    data = filled(client.get(ADD), **CONGRESS) | WORKSHOP

    response = client.post(ADD, data | changes)

    assert response.status_code == 200
    assert sentences(response) == expected
    assert Event.objects.count() == 1


def test_an_event_keeps_at_least_one_name(client):
    event = make_event()
    address = f"/admin/releases/event/{event.pk}/change/"
    data = filled(client.get(address)) | {"names-0-DELETE": "on"}

    response = client.post(address, data)

    assert response.status_code == 200
    assert b"Give at least one name." in response.content
    assert event.names.count() == 1


def test_a_part_has_no_parts(client):
    part = make_event(parent=make_event())

    page = client.get(f"/admin/releases/event/{part.pk}/change/")

    assert [inline.opts.__class__.__name__ for inline in page.context["inline_admin_formsets"]] == [
        "EventNameInline",
        "EventTextInline",
    ]


def test_two_series_do_not_share_their_letters(client):
    make_series("BKK/CP")
    address = "/admin/releases/series/add/"

    response = client.post(address, filled(client.get(address), prefix="bkk/cp"))

    assert errors(response)["__all__"] == ["There is a series with this prefix already."]
    assert Series.objects.count() == 1


@pytest.mark.parametrize("count", [1, 150, 400])
def test_an_event_with_many_parts_is_saved_and_leads_to_each(client, count, django_assert_max_num_queries):
    congress = make_event("congress", kind="congress")
    Event.objects.bulk_create(
        Event(slug=f"workshop-{number}", kind="workshop", parent=congress) for number in range(count)
    )
    address = f"/admin/releases/event/{congress.pk}/change/"

    with django_assert_max_num_queries(30):
        page = client.get(address)
    data = filled(page, city="Turin")
    saved = client.post(address, data)

    assert saved.status_code == 302
    assert str(Event.objects.get(pk=congress.pk).city) == "Turin"
    assert len(data) < 60
    for part in congress.parts.all():
        assert f'href="/admin/releases/event/{part.pk}/change/"' in page.content.decode()


def test_a_hundred_and_fifty_workshops_are_added_at_once(client):
    congress = make_event("congress", kind="congress")
    address = f"/admin/releases/event/{congress.pk}/change/"
    new = {
        f"parts-{number}-{name}": value
        for number in range(150)
        for name, value in {
            "name": f"Workshop {number}",
            "slug": f"workshop-{number}",
            "kind": "workshop",
            "number": "",
            "starts_on": "",
            "ends_on": "",
            "status": "confirmed",
        }.items()
    }

    response = client.post(address, filled(client.get(address)) | new | {"parts-TOTAL_FORMS": 150})

    assert response.status_code == 302
    assert congress.parts.count() == 150


@pytest.mark.parametrize(
    ("names", "slug"),
    [
        ({"names-0-name": "Twelfth Invented Congress"}, "twelfth-invented-congress"),
        ({"names-0-name": "Twelfth Congress", "names-0-acronym": "TIC"}, "tic"),
        ({"names-0-name": "Taken"}, "taken-2"),
        ({"names-0-name": "الندوة"}, "event"),
    ],
)
def test_the_address_is_made_of_the_name(client, names, slug):
    make_event("taken")
    response = client.post(ADD, filled(client.get(ADD), **{"kind": "congress", "slug": ""} | names))
    assert response.status_code == 302
    assert Event.objects.order_by("pk").last().slug == slug


def test_one_day_is_enough_and_typed_as_people_type_it(client):
    parts = WORKSHOP | {"parts-0-starts_on": "12 April 2010", "parts-0-ends_on": "", "parts-0-slug": ""}
    data = filled(client.get(ADD), **CONGRESS, starts_on="12/4/2010", country="TH")
    assert client.post(ADD, data | parts).status_code == 302
    congress, workshop = Event.objects.order_by("pk")
    assert (congress.starts_on, congress.ends_on) == (date(2010, 4, 12), date(2010, 4, 12))
    assert (workshop.starts_on, workshop.ends_on) == (date(2010, 4, 12), date(2010, 4, 12))
    assert workshop.slug == "workshop-on-inventions"


def test_countries_and_languages_are_chosen_by_name(client):
    event = make_event(country="TR", city="Ankara")
    page = client.get(f"/admin/releases/event/{event.pk}/change/").text
    assert '<option value="TR" selected>Türkiye</option>' in page
    assert '<option value="en" selected>English</option>' in page
    assert '<option value="fi">Finnish</option>' in page
    assert '<option value="Bangkok" data-zone="Asia/Bangkok" data-country="TH">' in page
    assert page.index('id="names-group"') < page.index('id="id_kind"') < page.index('id="id_slug"')
    assert "Türkiye" in client.get("/admin/releases/event/").text


def test_what_is_wrong_is_listed_first_and_leads_to_its_field(client):
    data = filled(client.get(ADD), **CONGRESS | {"kind": ""}, starts_on="soon") | WORKSHOP
    response = client.post(ADD, data | {"parts-0-name": ""})
    assert [(one.target, one.label) for one in response.context["problems"]] == [
        ("id_kind", "Kind"),
        ("id_starts_on", "First day"),
        ("id_parts-0-name", "Workshop or meeting of this event 1: Name"),
    ]
    page = response.text
    assert page.index("There is a problem") < page.index('id="id_kind"')
    assert 'href="#id_starts_on"' in page
    assert 'aria-describedby="id_starts_on_error"' in page
    assert 'id="id_starts_on_error"' in page
