"""The page of releases by languages at the desk."""

from datetime import date

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from releases.models import Release
from tests.factories import make_public_release, make_release, make_user

pytestmark = pytest.mark.django_db
PAGE = reverse("admin:releases_release_translations")


@pytest.fixture
def officer(client):
    person = make_user("Press officers")
    client.force_login(person)
    return person


def shown(response):
    """reference → what each cell of its row says."""
    return {
        row["source"].reference: [cell["words"] for cell in row["cells"]] for row in response.context["rows"]
    }


def test_releases_stand_by_languages_and_what_is_missing_can_be_translated_with_one_button(client, officer):
    english = make_public_release(symbol="BKK/CP/14")
    make_release(symbol="BKK/CP/14", language="fr", modified_by=officer)

    page = client.get(PAGE)

    assert shown(page) == {"BKK/CP/14": ["Public", "Draft", "", "", "", ""]}
    assert officer.username in page.content.decode()
    assert f'name="open" value="{english.pk}-ar"' in page.content.decode()
    assert f'name="open" value="{english.pk}-fr"' not in page.content.decode()

    response = client.post(PAGE, {"open": f"{english.pk}-ar"})

    draft = Release.objects.get(language="ar")
    assert response.url == reverse("admin:releases_release_translate", args=[draft.pk])
    assert (draft.state, draft.follows_id, draft.created_by) == ("draft", english.pk, officer)
    # Pressed a second time, it leads to the draft that is there.
    assert client.post(PAGE, {"open": f"{english.pk}-ar"}).url == reverse(
        "admin:releases_release_change", args=[draft.pk]
    )


@pytest.mark.parametrize("sent", ["", "0-fr", "x-fr", "99999999999999999999-fr", "1"])
def test_a_button_that_nobody_was_shown_is_answered_with_a_sentence(client, officer, sent):
    assert client.post(PAGE, {"open": sent}).url == PAGE


def test_the_page_is_narrowed_down_and_says_what_it_does_not_understand(client, officer):
    make_public_release(symbol="BKK/CP/14", issued_on=date(2005, 4, 21))
    make_public_release(symbol="NBO/CP/1", issued_on=date(2006, 4, 21), language="fr")

    assert [*shown(client.get(PAGE))] == ["NBO/CP/1", "BKK/CP/14"]
    assert [*shown(client.get(PAGE, {"lacking": "fr"}))] == ["BKK/CP/14"]
    assert [*shown(client.get(PAGE, {"first": "1 January 2006"}))] == ["NBO/CP/1"]
    page = client.get(PAGE, {"first": "tomorrowish", "lacking": "fr"})
    assert [*shown(page)] == ["BKK/CP/14"]
    assert page.context["form"].errors["first"]
    assert client.get(PAGE, {"page": "7"}).context["rows"] == []


def test_who_may_not_add_releases_sees_the_page_without_buttons(client):
    make_public_release()
    person = make_user()
    client.force_login(person)
    assert client.get(PAGE).status_code == 403
    person.user_permissions.add(Permission.objects.get(codename="view_release"))
    page = client.get(PAGE)
    assert page.status_code == 200
    assert b'name="open"' not in page.content


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_for_one_row_and_for_three(client, officer, rows, django_assert_num_queries):
    for _row in range(rows):
        make_public_release()
    client.get(PAGE)

    with django_assert_num_queries(7):
        client.get(PAGE)


@pytest.mark.parametrize("page", ["change", "history"])
def test_the_languages_of_a_release_stand_on_its_pages(client, officer, page):
    english = make_public_release(symbol="BKK/CP/14")
    french = make_release(symbol="BKK/CP/14", language="fr")

    response = client.get(reverse(f"admin:releases_release_{page}", args=[english.pk]))

    assert [cell["words"] for cell in response.context["languages"]["cells"]] == [
        "Public",
        "Draft",
        "",
        "",
        "",
        "",
    ]
    assert reverse("admin:releases_release_change", args=[french.pk]) in response.content.decode()
