"""What is used is not deleted, and the page says where it is used."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from institutes.models import Institute
from releases.editorial.groups import CHIEF_EDITORS, EDITORS, PRESS_OFFICERS
from releases.models import Contact, Event, ReleaseContact, Series
from tests.factories import (
    make_event,
    make_institute,
    make_photo,
    make_public_release,
    make_release,
    make_series,
    make_user,
)

pytestmark = pytest.mark.django_db
DJANGOS_WORDS = (
    "would result in deleting",
    "would require deleting",
    "protected related objects",
    "Are you sure",
    "related items",
    "relationship",
)


def used_event():
    event = make_event("used")
    make_release(symbol="TEST/SER/1", title="A draft", events=(event,))
    make_event("part", name="A part of it", parent=event)
    Series.objects.create(prefix="USED/EV", event=event)
    return event, ["TEST/SER/1 A draft", "A part of it", "USED/EV"]


def used_institute():
    institute = make_institute("used")
    make_release(symbol="TEST/SER/1", title="A draft", institutes=(institute,))
    make_institute("before", name="Its predecessor", successor=institute)
    make_event("partner", name="Its event").institutes.add(institute)
    return institute, ["TEST/SER/1 A draft", "Its predecessor", "Its event"]


def used_series():
    make_public_release(symbol="TEST/SER/1", title="Out")
    return make_series("TEST/SER"), ["TEST/SER/1 Out"]


def used_photo():
    return make_photo(make_release(symbol="TEST/SER/1", title="A draft")), ["TEST/SER/1 A draft"]


def used_contact():
    contact = Contact.objects.create(name="Invented Name", office="Bangkok", telephone="1")
    row = ReleaseContact(release=make_release(symbol="TEST/SER/1", title="A draft"), contact=contact)
    row.take_words()
    row.save()
    return contact, ["TEST/SER/1 A draft"]


@pytest.mark.parametrize("make", [used_event, used_institute, used_series, used_photo, used_contact])
def test_what_is_used_stays_and_the_page_names_its_uses(client, make):
    client.force_login(make_user(PRESS_OFFICERS, EDITORS, CHIEF_EDITORS))
    thing, names = make()
    address = reverse(f"admin:{thing._meta.app_label}_{thing._meta.model_name}_delete", args=[thing.pk])

    page, refused = client.get(address), client.post(address, {"post": "yes"})

    assert (page.status_code, refused.status_code) == (200, 409)
    text = page.content.decode()
    shown = [words for use in page.context["protected"] for words, _address in use.pages]
    assert sorted(shown) == sorted(names)
    assert all(at in text for use in page.context["protected"] for _words, at in use.pages)
    assert not [words for words in DJANGOS_WORDS if words in text]
    assert type(thing).objects.filter(pk=thing.pk).exists()


def test_what_is_not_used_is_deleted(client):
    client.force_login(make_user(PRESS_OFFICERS, EDITORS, CHIEF_EDITORS))
    for thing in (make_event(), make_institute()):
        address = reverse(f"admin:{thing._meta.app_label}_{thing._meta.model_name}_delete", args=[thing.pk])
        assert client.post(address, {"post": "yes"}).status_code == 302
    assert (Event.objects.count(), Institute.objects.count()) == (0, 0)


def test_what_goes_with_it_is_said_in_the_words_of_the_desk(client):
    client.force_login(make_user(PRESS_OFFICERS, EDITORS, CHIEF_EDITORS))
    event = make_event("alone", name="Invented meeting")
    event.institutes.add(make_institute())
    event.names.create(language="fr", name="Réunion inventée")

    text = client.get(reverse("admin:releases_event_delete", args=[event.pk])).content.decode()

    assert "“Invented meeting” is not used anywhere. What is deleted does not come back." in text
    assert "<li>Names: 2</li>" in text
    assert not [words for words in DJANGOS_WORDS if words in text]


def test_many_that_are_not_used_are_named_before_they_go(client):
    client.force_login(make_user(PRESS_OFFICERS, EDITORS, CHIEF_EDITORS))
    events = [make_event("one", name="First invented"), make_event("two", name="Second invented")]
    sent = {
        "action": "delete_selected",
        "_selected_action": [event.pk for event in events],
        "index": 0,
    }

    text = client.post(reverse("admin:releases_event_changelist"), sent).content.decode()
    client.post(reverse("admin:releases_event_changelist"), sent | {"post": "yes"})

    assert "First invented" in text
    assert "Second invented" in text
    assert not [words for words in DJANGOS_WORDS if words in text]
    assert Event.objects.count() == 0


@pytest.mark.parametrize("count", [1, 25])
def test_long_lists_of_uses_end_with_their_number(client, count, django_assert_max_num_queries):
    client.force_login(make_user(PRESS_OFFICERS, EDITORS, CHIEF_EDITORS))
    institute = make_institute()
    for _n in range(count):
        make_release(institutes=(institute,))
    address = reverse("admin:institutes_institute_delete", args=[institute.pk])

    with django_assert_max_num_queries(20):
        page = client.get(address)

    (uses,) = page.context["protected"]
    assert len(uses.pages) == min(count, 20)
    assert ("and 5 more" in page.content.decode()) is (count == 25)


def test_uses_that_the_person_may_not_see_are_only_counted(client):
    person = make_user()
    names = ("delete_institute", "view_institute")
    person.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(person)
    institute = make_institute()
    make_release(title="Of another office", institutes=(institute,))

    text = client.get(reverse("admin:institutes_institute_delete", args=[institute.pk])).content.decode()

    assert "1 that you may not see" in text
    assert "Of another office" not in text


def test_many_at_once_are_refused_in_the_same_words(client):
    client.force_login(make_user(PRESS_OFFICERS, EDITORS, CHIEF_EDITORS))
    event, names = used_event()
    other = make_event("other")
    sent = {"action": "delete_selected", "_selected_action": [event.pk, other.pk], "index": 0}

    text = client.post(reverse("admin:releases_event_changelist"), sent).content.decode()
    client.post(reverse("admin:releases_event_changelist"), sent | {"post": "yes"})

    assert all(name in text for name in names)
    assert not [words for words in DJANGOS_WORDS if words in text]
    assert Event.objects.count() == 3
