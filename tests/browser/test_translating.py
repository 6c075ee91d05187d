"""A translator's way: from the page of languages to the paragraphs beside the original, with and without scripts."""

import pytest

from releases.editorial.groups import PRESS_OFFICERS
from releases.models import Release
from tests.browser import NO_PLAYWRIGHT
from tests.browser.people import sign_in
from tests.factories import make_public_release, make_user

expect = pytest.importorskip("playwright.sync_api", reason=NO_PLAYWRIGHT).expect
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BODY = "<h2>Opening</h2><p>The <strong>first</strong> of two.</p><ul><li>An item</li></ul>"


def test_a_release_is_translated_paragraph_by_paragraph(page, live_server, browser):
    make_public_release(symbol="BKK/CP/14", title="Opening of the Congress", body=BODY)
    user = make_user(PRESS_OFFICERS)
    sign_in(page.context, live_server.url, user)
    page.goto(f"{live_server.url}/admin/releases/release/translations/")
    page.get_by_role("button", name="Translate BKK/CP/14: العربية").click()
    page.get_by_label("Title", exact=True).fill("افتتاح المؤتمر")
    editors = page.locator(".beside .ProseMirror")
    expect(editors).to_have_count(3)
    expect(editors.nth(1)).to_have_attribute("lang", "ar")
    expect(page.locator(".theirs strong")).to_have_text("first")

    editors.nth(1).click()
    page.keyboard.press("Control+a")
    page.keyboard.type("الأولى ")
    page.keyboard.press("Control+b")
    page.keyboard.type("من اثنتين")
    boxes = [page.locator(place).nth(6).bounding_box() for place in (".beside .theirs", ".beside .mine")]
    assert boxes[0]["y"] == boxes[1]["y"]
    assert boxes[0]["x"] < boxes[1]["x"]
    page.set_viewport_size({"width": 375, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") == 375
    with page.expect_navigation():
        page.locator("[name=_save]").click()

    draft = Release.objects.get(language="ar")
    assert draft.title == "افتتاح المؤتمر"
    assert draft.body == BODY.replace(
        "The <strong>first</strong> of two.", "الأولى <strong>من اثنتين</strong>"
    )

    plain = browser.new_context(java_script_enabled=False)
    sign_in(plain, live_server.url, user)
    without = plain.new_page()
    without.goto(f"{live_server.url}/admin/releases/release/{draft.pk}/translate/")
    without.locator("[name=paragraph-2]").fill("بند <em>أول</em>")
    without.locator("[name=_save]").click()
    plain.close()

    assert "<li>بند <em>أول</em></li>" in Release.objects.get(pk=draft.pk).body
