"""The preview beside the form in a real browser: it follows the typing, and nothing of it is saved."""

import pytest

from releases.editorial.groups import PRESS_OFFICERS
from releases.models import Release
from tests.browser import NO_PLAYWRIGHT
from tests.factories import make_release

expect = pytest.importorskip("playwright.sync_api", reason=NO_PLAYWRIGHT).expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_preview_and_what_is_missing_follow_the_typing(office):
    writer = office("writer", PRESS_OFFICERS)
    words = "".join(f"<p>Paragraph {number}.</p>" for number in range(60))
    release = make_release(symbol="BKK/CP/14", title="Saved title", dateline_city="BANGKOK", body=words)
    page, wrong = writer.page, []
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.goto(f"/admin/releases/release/{release.pk}/change/")
    panel, frame = page.locator("#live-preview"), page.frame_locator("#live-preview iframe")

    # It opens on demand, shows the page with its styles, and stays open for this browser.
    expect(panel).to_be_hidden()
    page.get_by_role("button", name="Live preview").click()
    expect(frame.locator("h1")).to_have_text("Saved title")
    page.reload()
    expect(frame.locator("h1")).to_have_text("Saved title")
    expect(frame.locator(".site-nav ul")).to_have_css("list-style-type", "none")

    # It follows the typing, in its place: scrolled to what is typed.
    page.get_by_label("Title:", exact=True).fill("Typed title")
    expect(frame.locator("h1")).to_have_text("Typed title")
    expect(page.get_by_label("Title:", exact=True)).to_be_focused()
    page.locator(".tiptap p").last.click()
    page.keyboard.press("End")
    page.keyboard.type(" And typed more.")
    expect(
        frame.locator(".release-body p").filter(has_text="Paragraph 59. And typed more.")
    ).to_be_in_viewport()

    # What is missing follows too, and leads to its field.
    gaps = page.locator("#gaps-live")
    page.get_by_label("Title:", exact=True).fill("")
    expect(gaps).to_contain_text("Give the release a title.")
    gaps.get_by_role("link", name="Give the release a title.").click()
    expect(page.get_by_label("Title:", exact=True)).to_be_focused()
    page.get_by_label("Title:", exact=True).fill("Typed title")
    expect(gaps).not_to_contain_text("Give the release a title.")

    # As a phone, as text and on paper.
    panel.get_by_role("radio", name="Phone").check()
    assert panel.locator("iframe").evaluate("frame => frame.contentWindow.innerWidth") == 375
    panel.get_by_role("radio", name="Text as issued").check()
    expect(panel.locator("pre")).to_contain_text("Typed title")
    panel.get_by_role("radio", name="Print").check()
    expect(frame.locator(".site-nav")).to_be_hidden()
    panel.get_by_role("radio", name="Desktop").check()
    expect(frame.locator(".site-nav")).to_be_visible()

    # Its links lead nowhere, and nothing was saved.
    frame.get_by_role("link", name="Press room").click()
    expect(frame.locator("h1")).to_have_text("Typed title")
    assert len(page.context.pages) == 1
    assert Release.objects.get().title == "Saved title"
    assert [text for text in wrong if "allow-popups" not in text] == []
