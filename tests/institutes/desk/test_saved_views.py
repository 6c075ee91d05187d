"""Views of a list: saved, opened, renamed, deleted, one of them first; each person has their own."""

import pytest
from django.urls import reverse

from institutes.models import SavedView
from institutes.models.saved_view import MOST_OF_ONE_LIST
from releases.editorial.groups import PRESS_OFFICERS
from tests.factories import make_institute, make_release, make_user

pytestmark = pytest.mark.django_db
LIST = "/admin/releases/release/"
VIEWS = f"{LIST}views/"


@pytest.fixture
def officer(client):
    user = make_user(PRESS_OFFICERS)
    client.force_login(user)
    return user


def saved(user, name="French", query="language=fr", **fields):
    return SavedView.objects.create(user=user, list_name="releases_release", name=name, query=query, **fields)


def said(response):
    return [str(message) for message in response.context["messages"]]


def test_a_view_holds_the_filters_and_the_order_by_name(client, officer):
    page = client.get(LIST, {"language": "fr", "q": "bkk", "o": "-6", "status": ""})
    query = page.context["cl"].own_query

    client.post(VIEWS, {"save": "1", "name": " French ", "query": f"{query}&title__regex=a&p=3"})

    view = SavedView.objects.get()
    assert (view.user, view.list_name, view.name) == (officer, "releases_release", "French")
    assert view.query == "language=fr&o=-listed_change&q=bkk"


def test_a_view_opens_with_what_it_holds(client, officer):
    french = make_release(language="fr")
    make_release()
    view = saved(officer)

    page = client.get(LIST, {"view": view.pk}, follow=True)

    assert page.redirect_chain == [(f"{LIST}?language=fr&view={view.pk}", 302)]
    assert list(page.context["cl"].result_list) == [french]
    assert page.context["shown_view"] == view


def test_one_view_opens_first_until_another_does(client, officer):
    first, second = saved(officer, "A"), saved(officer, "B", "status=draft")

    client.post(VIEWS, {"view": first.pk, "standard": "1"})
    client.post(VIEWS, {"view": second.pk, "standard": "1"})

    assert client.get(LIST)["Location"] == f"{LIST}?status=draft&view={second.pk}"
    assert client.get(LIST, {"view": "all"}).status_code == 200
    client.post(VIEWS, {"view": second.pk, "not_standard": "1"})
    assert client.get(LIST).status_code == 200


def test_a_view_is_renamed_and_deleted(client, officer):
    view = saved(officer)
    saved(officer, "Taken")

    refused = client.post(VIEWS, {"view": view.pk, "rename": "1", "name": "Taken"}, follow=True)
    client.post(VIEWS, {"view": view.pk, "rename": "1", "name": "Mine"})

    assert said(refused) == ["You have a view of this name already."]
    assert sorted(SavedView.objects.values_list("name", flat=True)) == ["Mine", "Taken"]
    client.post(VIEWS, {"view": view.pk, "delete": "1"})
    assert [left.name for left in SavedView.objects.all()] == ["Taken"]


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("institute=gone", "Nothing here is called “gone”."),
        ("series=GONE", "“GONE” is not one of the choices."),
        ("colour=red", "“French” asks for something that this list no longer has: colour."),
        ("o=-colour", ""),
    ],
)
def test_what_is_gone_is_said_and_is_no_error(client, officer, query, sentence):
    release = make_release()
    make_institute("heuni")
    view = saved(officer, query=query)

    page = client.get(LIST, {"view": view.pk}, follow=True)

    assert page.status_code == 200
    assert list(page.context["cl"].result_list) == [release]
    assert sentence in page.content.decode()


@pytest.mark.parametrize(
    ("name", "query", "sentence"),
    [
        ("", "language=fr", "Give the view a name."),
        ("n" * 61, "", "A name has 60 letters at most."),
        ("Long", f"q={'a' * 1100}", "These filters are too long to be saved."),
    ],
)
@pytest.mark.usefixtures("officer")
def test_what_cannot_be_saved_is_refused_in_a_sentence(client, name, query, sentence):
    page = client.post(VIEWS, {"save": "1", "name": name, "query": query}, follow=True)

    assert said(page) == [sentence]
    assert not SavedView.objects.exists()


def test_views_are_bounded_and_one_of_the_same_name_is_replaced(client, officer):
    for number in range(MOST_OF_ONE_LIST):
        saved(officer, f"View {number}")

    page = client.post(VIEWS, {"save": "1", "name": "One more", "query": ""}, follow=True)
    client.post(VIEWS, {"save": "1", "name": "View 3", "query": "status=draft"})

    assert said(page) == ["You have 30 views of this list; delete one first."]
    assert SavedView.objects.count() == MOST_OF_ONE_LIST
    assert SavedView.objects.get(name="View 3").query == "status=draft"


def test_nobody_opens_or_changes_the_view_of_another_person(client, officer):
    other = make_user(PRESS_OFFICERS)
    view = saved(other, "Of another", is_standard=True)

    page = client.get(LIST, {"view": view.pk}, follow=True)
    client.post(VIEWS, {"view": view.pk, "delete": "1"})

    assert said(page) == ["This view is no longer there; here is the whole list."]
    assert client.get(LIST).status_code == 200
    assert "Of another" not in client.get(LIST).content.decode()
    assert SavedView.objects.get() == view


def test_views_are_for_those_who_may_see_the_list(client):
    client.force_login(make_user())

    assert client.post(VIEWS, {"save": "1", "name": "Mine", "query": ""}).status_code == 403
    assert reverse("admin:releases_release_views") == VIEWS
