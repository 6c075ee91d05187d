"""Contacts are chosen from a list, and stand in the edition with the words they had then."""

import pytest
from django.urls import reverse

from releases.editorial.groups import EDITORS, PRESS_OFFICERS
from releases.models import Contact, ReleaseContact
from releases.models.parts import read_parts
from tests.factories import make_contact, make_public_release, make_release, make_user
from tests.posting import filled

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def officer(client):
    user = make_user(PRESS_OFFICERS)
    client.force_login(user)
    return user


def change(release):
    return reverse("admin:releases_release_change", args=[release.pk])


def rows():
    return list(ReleaseContact.objects.order_by("position").values_list("position", "name"))


def test_contacts_are_chosen_and_stand_in_their_order(client):
    release = make_release()
    anna, boris, clara = (make_contact(name=name) for name in ("Anna", "Boris", "Clara"))
    chosen = {"listed_contacts-TOTAL_FORMS": 3}
    for number, (contact, position) in enumerate([(anna, ""), (boris, ""), (clara, "1")]):
        chosen |= {
            f"listed_contacts-{number}-contact": contact.pk,
            f"listed_contacts-{number}-position": position,
        }

    response = client.post(change(release), filled(client.get(change(release)), **chosen))

    assert response.status_code == 302
    assert rows() == [(1, "Anna"), (1, "Clara"), (2, "Boris")]
    release.refresh_from_db()
    assert release.version == 2
    assert release.history.first().parts == read_parts([release.pk])[release.pk]


@pytest.mark.parametrize("renews", [True, False])
def test_what_the_list_says_now_is_taken_over_when_that_is_asked_for(client, renews):
    release = make_release()
    contact = make_contact(release, name="Anna")
    Contact.objects.filter(pk=contact.pk).update(name="Anna Married")
    ticked = {"listed_contacts-0-renews": "on"} if renews else {}

    response = client.post(change(release), filled(client.get(change(release)), **ticked))

    assert response.status_code == 302
    assert rows() == [(1, "Anna Married" if renews else "Anna")]


def test_another_contact_in_the_row_brings_its_own_words(client):
    release = make_release()
    make_contact(release, name="Anna")
    boris = make_contact(name="Boris")

    client.post(
        change(release), filled(client.get(change(release)), **{"listed_contacts-0-contact": boris.pk})
    )

    assert rows() == [(1, "Boris")]


def test_only_who_is_offered_can_be_found(client):
    make_contact(name="Invented Anna", is_current=False)
    make_contact(name="Invented Boris")
    asked = {"app_label": "releases", "model_name": "releasecontact", "field_name": "contact", "term": "inv"}

    found = client.get(reverse("admin:autocomplete"), asked).json()["results"]

    assert [one["text"] for one in found] == ["Invented Boris, +66 2 288 1866"]


def test_a_press_officer_adds_to_the_list_and_deletes_nothing_from_it(client):
    address = reverse("admin:releases_contact_add")
    words = {"name": "Anna", "office": "UNIS", "email": "anna@invented.example"}

    assert client.post(address, filled(client.get(address), **words)).status_code == 302
    contact = Contact.objects.get()
    assert (contact.line, contact.is_current) == ("Anna, UNIS, anna@invented.example", True)
    assert client.get(reverse("admin:releases_contact_delete", args=[contact.pk])).status_code == 403


def test_what_is_changed_in_the_list_changes_no_release(client):
    release = make_public_release()
    contact = make_contact(release, name="Anna", email="anna@invented.example")
    before = client.get(release.get_absolute_url()).content
    client.force_login(make_user(EDITORS))
    address = reverse("admin:releases_contact_change", args=[contact.pk])

    assert client.post(address, filled(client.get(address), name="Boris")).status_code == 302

    assert Contact.objects.get().name == "Boris"
    client.logout()
    assert client.get(release.get_absolute_url()).content == before
    assert b"Anna" in before
