"""One key leads to any field, part or button of a page, by the beginning of its name."""

import pytest

from releases.editorial.groups import PRESS_OFFICERS
from releases.models import Release
from tests.browser import NO_PLAYWRIGHT, people
from tests.browser.keyboard import Typist
from tests.factories import make_release, make_user

expect = pytest.importorskip("playwright.sync_api", reason=NO_PLAYWRIGHT).expect
Axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason=NO_PLAYWRIGHT).Axe
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RUSSIAN_G = "document.dispatchEvent(new KeyboardEvent('keydown', { key: 'п', code: 'KeyG', ctrlKey: true }))"


@pytest.fixture
def typist(page, live_server):
    people.sign_in(page.context, live_server.url, make_user(PRESS_OFFICERS))
    page.set_default_timeout(10_000)
    release = make_release(symbol="TEST/SER/1")
    page.goto(f"{live_server.url}/admin/releases/release/{release.pk}/change/")
    return Typist(page)


def test_it_leads_into_fields_folded_parts_and_to_buttons(typist):
    page = typist.page
    typist.go_to("subt")
    expect(page.locator("#id_subtitle")).to_be_focused()
    typist.go_to("body")
    expect(page.get_by_role("textbox", name="Body")).to_be_focused()
    typist.go_to("PLANNED")
    expect(page.locator("#id_publish_at_0")).to_be_focused()
    typist.go_to("previ")
    expect(page.locator("[name=_preview]")).to_be_focused()
    expect(page.locator("#links-group details")).not_to_have_attribute("open", "")
    typist.go_to("links to")
    expect(page.locator("#links-group .add-row a")).to_be_focused()

    # The row that is added has the focus, and not what comes after it.
    typist.press("Enter")
    expect(page.locator("#id_links-0-kind")).to_be_focused()


def test_of_several_the_arrows_choose_and_escape_leaves_all_as_it_was(typist):
    page = typist.page
    typist.go_to("title")
    typist.press("Control+g")
    page.keyboard.type("dateline")
    options = page.get_by_role("dialog").get_by_role("option")
    expect(options.nth(1)).to_have_text("Dateline: date")
    assert Axe().run(page).response["violations"] == []
    typist.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    typist.press("Enter")
    expect(page.locator("#id_dateline_on")).to_be_focused()

    typist.press("Control+g")
    page.keyboard.type("no such thing")
    expect(page.locator("dialog [role=status]")).to_have_text("Nothing on this page is called so.")
    typist.press("Enter", "Control+Enter", "Escape")
    expect(page.locator("dialog")).to_have_count(0)
    expect(page.locator("#id_dateline_on")).to_be_focused()
    assert Release.objects.get().state == "draft"


def test_it_is_the_same_key_on_a_keyboard_of_other_letters(typist):
    typist.page.evaluate(RUSSIAN_G)
    expect(typist.page.get_by_role("dialog")).to_be_visible()
