"""Rows of a release are put in order by the keyboard and by dragging, and files are attached beside them."""

import pytest

from releases.editorial.groups import PRESS_OFFICERS
from tests.attachment_samples import pdf
from tests.browser import NO_PLAYWRIGHT
from tests.factories import make_photo, make_release, make_user

expect = pytest.importorskip("playwright.sync_api", reason=NO_PLAYWRIGHT).expect
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def photos_of(release):
    return [use.alternative_text for use in release.photos.all()]


def test_rows_are_moved_by_keyboard_and_mouse_and_files_attached(page, live_server, client):
    release, user = make_release(), make_user(PRESS_OFFICERS)
    for number, name in enumerate(("One", "Two", "Three"), 1):
        photo = make_photo(alternative_text=name)
        release.photos.create(photo=photo, position=number)
    client.force_login(user)
    cookie = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    page.goto(f"{live_server.url}/admin/releases/release/{release.pk}/change/")
    rows = page.locator("#photos-group tr.form-row:not(.empty-form)")
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")

    expect(rows.first.locator("img.photo-thumbnail")).to_be_visible()
    expect(rows.first.locator("input[name$=-position]")).to_be_hidden()
    first = rows.nth(0).get_by_role("button", name="Move down")
    first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#photos-group .row-status")).to_have_text("Now 2 of 3")
    assert page.evaluate("document.activeElement.title") == "Move down"
    rows.nth(2).locator(".row-handle").drag_to(rows.nth(0), target_position={"x": 5, "y": 2})
    page.set_input_files(
        "#id_attachments-new", [{"name": "an-annex.pdf", "mimeType": "x/y", "buffer": pdf()}]
    )
    with page.expect_navigation():
        page.locator("input[name=_continue], button[name=_continue]").first.click()

    assert photos_of(release) == ["Three", "Two", "One"]
    assert [row.title for row in release.attachments.all()] == ["an annex"]
