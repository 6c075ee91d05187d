"""The buttons of a release's form act on what is typed in it."""

import pytest
from django.urls import reverse

from releases.editorial.groups import EDITORS, PRESS_OFFICERS
from releases.models import Release
from tests.factories import make_institute, make_public_release, make_release, make_series, make_user
from tests.posting import filled

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer(client):
    writer = make_user(PRESS_OFFICERS, username="writer")
    client.force_login(writer)
    return writer


def page(name, release=None, *more):
    return reverse(f"admin:releases_release_{name}", args=[release.pk, *more] if release else [])


def press(client, release, **changes):
    """What comes of a button on the form as it is now, with these changes."""
    return client.post(page("change", release), filled(client.get(page("change", release)), **changes))


@pytest.mark.parametrize(
    ("button", "goal"),
    [
        ({"_preview": "yes"}, ("preview",)),
        ({"_move": "translate"}, ("move", "translate")),
        ({"_move": "submit"}, ("move", "submit")),
        ({"_submit": "yes"}, ("change",)),
    ],
)
def test_a_button_saves_what_is_typed_and_leads_on(client, writer, button, goal):
    release = make_release(created_by=writer, title="Old title")

    answer = press(client, release, title="New title", **button)

    assert answer.url == page(goal[0], release, *goal[1:])
    assert Release.objects.get().title == "New title"
    assert Release.objects.get().state == ("submitted" if "_submit" in button else "draft")


@pytest.mark.parametrize("button", [{"_preview": "yes"}, {"_move": "approve"}])
def test_a_button_on_a_form_that_was_not_changed_saves_nothing(client, writer, button):
    release = make_release(
        state="submitted", created_by=make_user(), institutes=(make_institute(),), contacts="One\nTwo"
    )
    client.force_login(make_user(PRESS_OFFICERS, EDITORS))

    assert press(client, release, **button).status_code == 302

    saved = Release.objects.get()
    assert (saved.version, saved.modified_by) == (release.version, None)


def test_a_choice_for_a_suggestion_is_a_change_too(client, writer):
    make_institute(name="Invented Institute of Crime")
    release = make_release(created_by=writer)
    body = "<p>The Invented Institute of Crime met.</p>"
    press(client, release, body=body)
    shown = client.get(page("change", release))
    [suggestion] = shown.context["suggestions"]

    client.post(page("change", release), filled(shown, _preview="yes", **{suggestion["field"]: "dismiss"}))

    assert [one["dismissed"] for one in Release.objects.get().suggestions] == [True]


@pytest.mark.parametrize("button", [{"_preview": "yes"}, {"_submit": "yes"}, {"_move": "translate"}])
def test_a_form_with_a_mistake_leads_nowhere(client, writer, button):
    release = make_release(created_by=writer)

    answer = press(client, release, title="", subtitle="Typed", **button)

    assert answer.status_code == 200
    assert answer.context["adminform"].form["subtitle"].value() == "Typed"
    assert Release.objects.get().state == "draft"


def test_submit_submits_a_new_release_with_its_comment(client, writer):
    make_series("BKK/CP")
    text = {"symbol": "BKK/CP/14", "title": "New", "issued_on": "2005-04-21", "body": "<p>Text.</p>"}
    data = filled(client.get(page("add")), **text, submit_comment="Please soon.", _submit="yes")

    answer = client.post(page("add"), data)

    release = Release.objects.get()
    assert answer.url == page("change", release)
    assert release.state == "submitted"
    assert release.transitions.get().comment == "Please soon."
    told = f'href="{answer.url}">BKK/CP/14 (English)</a> waits for approval.'
    assert told in client.get(answer.url).content.decode()


def test_submit_on_what_somebody_else_changed_meanwhile_shows_both(client, writer):
    release = make_release(created_by=writer)
    data = filled(client.get(page("change", release)), _submit="yes")
    press(client, release, title="Changed in another tab")

    answer = client.post(page("change", release), data)

    assert answer.status_code == 200
    assert Release.objects.get().state == "draft"


def test_what_is_issued_is_moved_by_links_since_its_form_is_closed(client, writer):
    shown = client.get(page("change", make_public_release())).content.decode()

    assert 'name="_move"' not in shown
    assert 'class="button move-correct" href="' in shown


def test_the_preview_leads_back_to_the_form(client, writer):
    release = make_release()

    shown = client.get(page("preview", release)).content.decode()

    assert f'<a href="{page("change", release)}">Back to the form</a>' in shown


def test_a_copy_says_what_it_has_not_taken_over(client, writer):
    release = make_release(symbol="BKK/CP/14", created_by=writer)
    data = filled(client.get(page("change", release)), _saveasnew="yes")

    answer = client.post(page("change", release), data)

    copy = Release.objects.exclude(pk=release.pk).get()
    assert (copy.symbol, copy.title) == ("", release.title)
    said = "This is a new draft, a copy of the other: it has no symbol and no time of its own yet."
    assert said in client.get(answer.url).content.decode()
