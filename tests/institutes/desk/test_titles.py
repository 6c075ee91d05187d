"""What a page of the desk is called says what is on it, and leaves Django's sentences with a name in them."""

import pytest
from django.contrib import admin
from django.urls import reverse

from institutes.desk.titles import TitledDesk
from tests.desk_pages import addresses, make_desk

pytestmark = pytest.mark.django_db
ADDING = {
    "auth_group": "New group",
    "auth_user": "New account",
    "institutes_institute": "New institute",
    "releases_contact": "New contact",
    "releases_event": "New event",
    "releases_photo": "New photo",
    "releases_release": "New release",
    "releases_series": "New series",
    "releases_sitepage": "New page about the site",
}


@pytest.mark.parametrize("label", ADDING)
def test_a_new_one_is_called_new(client, label):
    client.force_login(make_desk())

    page = client.get(reverse(f"admin:{label}_add"))

    assert page.context["title"] == ADDING[label]


def test_no_page_speaks_as_django_does(client):
    chief = make_desk()
    client.force_login(chief)
    titles = {}

    for pages in addresses(chief).values():
        for address in pages:
            page = client.get(address)
            if page.context is not None and "title" in page.context:
                titles[address] = str(page.context["title"])

    assert titles[reverse("admin:releases_event_changelist")] == "Events"
    assert titles[reverse("admin:institutes_institute_changelist")] == "Institutes"
    sentences = {
        sentence % model._meta.verbose_name
        for model in admin.site._registry
        for sentence in ("Select %s to change", "Select %s to view", "Add %s", "Change %s", "View %s")
    }
    assert sentences & set(titles.values()) == set()
    assert [
        title for title in titles.values() if title.startswith(("Cannot delete", "Delete multiple"))
    ] == []


def test_every_form_that_makes_something_has_its_words():
    makers = {
        f"{model._meta.app_label}_{model._meta.model_name}"
        for model, desk in admin.site._registry.items()
        if isinstance(desk, TitledDesk) and desk.adding
    }

    assert makers == ADDING.keys()
