"""The desk in a browser, under the policy that the site is served with."""

import re

import pytest
from django.urls import reverse

from releases.editorial.groups import EDITORS, PRESS_OFFICERS
from releases.models import Release
from tests import desk_pages
from tests.browser import NO_PLAYWRIGHT, people
from tests.factories import (
    make_release,
    make_series,
    make_user,
)

expect = pytest.importorskip("playwright.sync_api", reason=NO_PLAYWRIGHT).expect
Axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason=NO_PLAYWRIGHT).Axe
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# The narrow one last: the next page is then opened as on a phone, and looked at on a desk, too.
WIDTHS = (1280, 375)


@pytest.fixture
def console(page):
    """What the browser complains of: errors of scripts, and whatever the content policy refuses."""
    complaints = []
    page.on(
        "console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return complaints


@pytest.fixture
def sign_in(page, live_server):
    """Signs a user of `make_user` in."""

    return lambda user: people.sign_in(page.context, live_server.url, user)


def test_an_editor_writes_a_release_in_the_editor(page, live_server, console, sign_in):
    make_series("BKK/CP")
    sign_in(make_user(PRESS_OFFICERS, EDITORS))

    page.goto(f"{live_server.url}/admin/releases/release/add/")
    page.get_by_label("Symbol:", exact=True).first.fill("bkk/cp/14")
    page.get_by_text("Series BKK/CP, number 14. The symbol is free.").wait_for()
    page.locator("#id_title").fill("Written in a browser")
    page.locator("#id_issued_on").fill("2005-04-21")
    editor = page.get_by_role("textbox", name="Body")
    editor.click()
    page.keyboard.type("First paragraph.")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+b")
    page.keyboard.type("Bold words.")
    page.get_by_role("button", name="Save", exact=True).click()

    page.get_by_text("was added successfully").wait_for()
    release = Release.objects.get()
    assert (release.reference, release.title) == ("BKK/CP/14", "Written in a browser")
    assert release.body == "<p>First paragraph.</p><p><strong>Bold words.</strong></p>"
    assert console == []


def test_the_editor_turns_with_the_language(page, live_server, console, sign_in):
    sign_in(make_user(PRESS_OFFICERS))

    page.goto(f"{live_server.url}/admin/releases/release/add/")
    editor = page.get_by_role("textbox", name="Body")
    editor.wait_for()
    for language, direction in (("en", "ltr"), ("ar", "rtl"), ("fr", "ltr")):
        page.locator("#id_language").select_option(language)
        # The editor is there a moment before the script that turns it.
        expect(editor).to_have_attribute("lang", language)
        expect(editor).to_have_attribute("dir", direction)
    assert console == []


def test_a_taken_symbol_is_said_at_once(page, live_server, sign_in):
    make_release(symbol="BKK/CP/14")
    sign_in(make_user(PRESS_OFFICERS))

    page.goto(f"{live_server.url}/admin/releases/release/add/")
    page.get_by_label("Symbol:", exact=True).first.fill("BKK/CP/14")
    page.get_by_text("BKK/CP/14 is taken").wait_for()
    page.locator("#id_language").select_option("fr")
    page.get_by_text("BKK/CP/14 is there in English").wait_for()


def test_the_form_works_without_scripts(browser, live_server):
    make_series("BKK/CP")
    user = make_user(PRESS_OFFICERS)
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()

    page.goto(f"{live_server.url}/admin/login/?next=/admin/releases/release/add/")
    page.locator("#id_username").fill(user.username)
    page.locator("#id_password").fill("invented-password")
    page.get_by_role("button", name="Log in").click()
    page.locator("#id_symbol").fill("BKK/CP/14")
    page.locator("#id_title").fill("Written without scripts")
    page.locator("#id_issued_on").fill("2005-04-21")
    page.locator("#id_body").fill("<p>Text.</p>")
    page.locator("[name=_save]").click()

    page.wait_for_url(re.compile(r"/admin/releases/release/$"))
    context.close()
    assert [release.body for release in Release.objects.all()] == ["<p>Text.</p>"]


# Every page is looked at by one of so many tests, which go on at the same time.
PARTS = 4


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("part", range(PARTS))
def test_no_page_of_the_desk_shuts_anyone_out_or_breaks_the_policy(
    page, live_server, console, sign_in, scheme, part
):
    chief = desk_pages.make_desk()
    page.emulate_media(color_scheme=scheme)
    every = sorted(address for pages in desk_pages.addresses(chief).values() for address in pages)
    strangers = {reverse(f"admin:{name}") for name in desk_pages.FOR_STRANGERS}
    found, complaints, seen = {}, [], 0

    for address in sorted(every[part::PARTS], key=lambda address: address not in strangers):
        if address not in strangers:
            sign_in(chief)
        page.goto(f"{live_server.url}{address}", wait_until="networkidle")
        seen += page.url == f"{live_server.url}{address}"
        complaints += console
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            violations = Axe().run(page).response["violations"]
            found[address, width] = {violation["id"] for violation in violations}
        # What axe itself tries and is refused is no fault of the page.
        console.clear()

    assert {address: ids for address, ids in found.items() if ids} == {}
    assert complaints == []
    assert seen == len(every[part::PARTS])


def test_the_page_of_the_qr_code_shuts_nobody_out(page, live_server, sign_in):
    sign_in(make_user(PRESS_OFFICERS))
    page.goto(f"{live_server.url}/admin/account/second-factor/")
    page.get_by_role("button", name="app").first.click()
    page.wait_for_url("**/second-factor/app/")

    assert Axe().run(page).response["violations"] == []


def test_the_rarer_places_of_the_menu_close_as_menus_do(page, live_server, sign_in):
    sign_in(make_user(PRESS_OFFICERS))
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{live_server.url}/admin/")
    more = page.locator(".desk-menu-more")

    for leave in (
        lambda: page.keyboard.press("Escape"),
        lambda: page.locator("#content").click(position={"x": 5, "y": 5}),
        page.get_by_role("link", name="Releases").first.focus,
    ):
        more.locator("summary").click()
        expect(more).to_have_attribute("open", "")
        leave()
        expect(more).not_to_have_attribute("open", "")
