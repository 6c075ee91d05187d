"""The comments of an edition stand where somebody works on it."""

import pytest
from django.urls import reverse

from releases.editorial import workflow
from releases.editorial.comments import say
from releases.editorial.groups import EDITORS, PRESS_OFFICERS
from releases.models import Comment
from tests.factories import NOON, make_public_release, make_release, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    editor = make_user(PRESS_OFFICERS, EDITORS, username="editor")
    client.force_login(editor)
    return editor


def address(release, page="comments"):
    return reverse(f"admin:releases_release_{page}", args=[release.pk])


PAGES = {
    "form": lambda release: address(release, "change"),
    "approval": lambda release: reverse("admin:releases_release_move", args=[release.pk, "approve"]),
    "history": lambda release: address(release, "history"),
    "comments": address,
}


@pytest.mark.parametrize("name", PAGES)
def test_a_comment_is_written_and_read_on_every_page_about_the_edition(client, editor, name):
    release = make_release(state="submitted")
    page = PAGES[name](release)
    assert b'name="text"' in client.get(page).content

    answer = client.post(address(release), {"text": "Who is <b>he</b>?", "next": page})

    assert answer.url == f"{page}#comments"
    assert "Who is &lt;b&gt;he&lt;/b&gt;?" in client.get(page).content.decode()
    assert Comment.objects.get().by == editor


@pytest.mark.parametrize(("name", "is_beside_form"), [("form", True), ("approval", True), ("history", False)])
def test_without_a_script_a_comment_leaves_the_form_beside_it_open(client, editor, name, is_beside_form):
    release = make_release(state="submitted")

    page = client.get(PAGES[name](release)).content.decode()

    form = page.partition('class="comment-form"')[2].partition("</form>")[0]
    back = address(release) if is_beside_form else PAGES[name](release)
    assert ('target="_blank"' in form.partition(">")[0]) == is_beside_form
    assert f'name="next" value="{back}"' in form
    assert ("<noscript>" in form) == is_beside_form


@pytest.mark.parametrize("name", ["form", "approval"])
def test_the_last_submission_or_return_stands_on_top(client, editor, name):
    writer = make_user(PRESS_OFFICERS, first_name="Ann", last_name="Lee")
    release = make_release(created_by=writer)
    release = workflow.submit(release, by=writer, at=NOON, comment="For tonight.")
    other = make_user(PRESS_OFFICERS, EDITORS, username="other")
    release = workflow.send_back(release, by=other, at=NOON, comment="Name the Minister.")
    draft = client.get(address(release, "change")).content.decode()
    release = workflow.submit(release, by=writer, at=NOON, comment="Named.")

    page = client.get(PAGES[name](release)).content.decode()

    assert page.index("Submitted by Ann Lee") < page.index("Named.") < page.index('id="comments"')
    assert draft.index("Returned by other") < draft.index("Name the Minister.") < draft.index('name="title"')
    assert '<span class="status status-returned">Returned</span>' in draft


def test_a_comment_can_be_sent_without_leaving_the_page(client, editor):
    release = make_public_release()

    answer = client.post(address(release), {"text": "Seen."}, headers={"X-In-Place": "yes"})

    assert answer.status_code == 200
    assert "Seen." in answer.content.decode()
    assert b"<html" not in answer.content


@pytest.mark.parametrize(
    "origin", ["https://elsewhere.example/", "//elsewhere.example", "", "javascript:alert(1)"]
)
def test_a_comment_leads_nowhere_else(client, editor, origin):
    release = make_release()

    answer = client.post(address(release), {"text": "Seen.", "next": origin})

    assert answer.url == address(release, "change") + "#comments"


def test_what_cannot_be_said_is_shown_again(client, editor):
    release = make_release()

    answer = client.post(address(release), {"text": "y" * 4001})

    assert answer.status_code == 409
    assert "Write no more than 4000 letters." in answer.content.decode()
    assert "y" * 4001 in answer.content.decode()
    assert not Comment.objects.exists()


def test_who_may_not_see_releases_reads_no_comments(client):
    release = make_release()
    say(release, by=make_user(PRESS_OFFICERS), at=NOON, text="hiddenword")
    client.force_login(make_user())

    answers = [client.get(address(release)), client.post(address(release), {"text": "Hello"})]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert Comment.objects.count() == 1


@pytest.mark.parametrize("key", [0, 2**80])
def test_an_edition_that_is_not_there_has_no_comments(client, editor, key):
    assert client.get(f"/admin/releases/release/{key}/comments/").status_code == 302
