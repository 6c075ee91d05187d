"""The list of releases changes in place, and whatever goes wrong the browser goes there as it always did."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from releases.editorial.workflow import withdraw
from releases.models import Release
from tests.browser import NO_PLAYWRIGHT
from tests.factories import make_event, make_institute, make_public_release, make_user

expect = pytest.importorskip("playwright.sync_api", reason=NO_PLAYWRIGHT).expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

RIVER, HILL = "#institute-river", "#institute-hill"


@pytest.fixture
def _archive():
    """45 releases of three years, the odd ones about a river; one about a hill, one in French."""
    river, hill, meeting = (
        make_institute("river", name="River"),
        make_institute("hill", name="Hill"),
        make_event(),
    )
    for number in range(1, 46):
        make_public_release(
            symbol=f"TEST/SER/{number}",
            title=f"Number {number}",
            body="<p>An okapi came.</p>" if number <= 3 else "<p>Nobody came.</p>",
            issued_on=date(2003, 1, 1) + timedelta(days=20 * number),
            institutes=(river,) if number % 2 else (hill,) if number == 2 else (),
            events=(meeting,) if number == 4 else (),
            kind="statement" if number == 5 else "press_release",
        )
    make_public_release(symbol="TEST/SER/1", language="fr", title="Numéro 1")


@pytest.fixture
def site(browser, live_server, _archive):
    """Opens an address of the list; in the end nothing may have been complained of in the console."""
    context = browser.new_context(
        base_url=live_server.url, viewport={"width": 1280, "height": 800}, locale="en-GB"
    )
    errors = []
    context.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    context.on("weberror", lambda error: errors.append(str(error.error)))

    def opened(address="/en/releases/", size=None):
        page = context.new_page()
        if size:
            page.set_viewport_size(size)
        page.goto(address)
        page.evaluate("window.stayed = true")
        page.evaluate(
            "window.announced = []; new MutationObserver(() => said.textContent && announced.push(said.textContent))"
            ".observe(said, { childList: true, characterData: true, subtree: true })"
        )
        return page

    opened.errors = errors
    yield opened
    context.close()
    assert errors == []


def expect_in_place(page, address, found, *, stayed=True):
    """The address and the number of releases, on the page that was opened first or on another."""
    expect(page).to_have_url(re.compile(re.escape(address) + "$"))
    expect(page.locator("#found")).to_have_text(found)
    expect(page.locator("#list")).not_to_have_attribute("aria-busy", "true")
    assert page.evaluate("window.stayed === true") is stayed


def announced(page):
    return page.evaluate("announced")


def test_a_facet_is_toggled(site):
    page = site("/en/releases/?sort=oldest&page=2")
    page.locator(RIVER).click()

    expect_in_place(page, "/en/releases/?sort=oldest&institute=river", "23 releases")
    expect(page.locator(RIVER)).to_be_focused()
    expect(page.locator(RIVER)).to_have_class("facet-chosen")
    expect(page.locator(".applied .chip-text")).to_have_text(["River"])
    expect(page.locator(".card-title").first).to_have_text("Number 1")
    french = page.locator("#languages a[lang=fr]")
    expect(french).to_have_attribute("href", "/fr/releases/?institute=river&sort=oldest")
    assert announced(page) == ["23 releases"]

    page.keyboard.press("Enter")

    expect_in_place(page, "/en/releases/?sort=oldest", "45 releases")
    expect(page.locator(RIVER)).to_be_focused()
    assert announced(page) == ["23 releases", "45 releases"]


@pytest.mark.parametrize(
    ("address", "click", "ends", "found"),
    [
        ("?institute=river", ".applied a >> nth=0", "/en/releases/", "45 releases"),
        ("?institute=river", ".applied .plain", "/en/releases/", "45 releases"),
        ("", ".chart-bars a >> nth=0", "?from=2003-01&to=2003-01", "1 release"),
        ("?q=okapo", ".empty a >> nth=0", "?q=okapi", "3 releases"),
        ("", ".elsewhere a", "/en/releases/?language=all", "46 releases"),
    ],
    ids=["chip", "start again", "bar", "spelling", "every language"],
)
def test_what_has_gone_leaves_the_focus_at_the_head_of_what_was_found(site, address, click, ends, found):
    page = site(f"/en/releases/{address}")
    page.locator(click).click()

    expect_in_place(page, ends, found)
    expect(page.locator("#found")).to_be_focused()
    assert announced(page) == []  # the heading that has the focus is read already


def test_pages_are_turned(site):
    page = site("/en/releases/?institute=river")
    page.get_by_role("link", name="Next").press("Enter")

    expect_in_place(page, "/en/releases/?institute=river&page=2", "23 releases Page 2 of 2")
    expect(page.locator(".card-title")).to_have_text(["Number 5", "Number 3", "Number 1"])
    expect(page.locator("#found")).to_be_focused()
    page.wait_for_timeout(500)  # a scroll that was still going on would carry the heading away
    assert 0 <= page.locator("#found").bounding_box()["y"] < 100


def test_back_and_forward_ask_anew_and_keep_nothing(site):
    page = site()
    page.evaluate("scrollTo({ top: 300, behavior: 'instant' })")
    page.locator(RIVER).click()
    expect_in_place(page, "?institute=river", "23 releases")
    page.get_by_role("link", name="Next").click()
    expect_in_place(page, "?institute=river&page=2", "23 releases Page 2 of 2")
    withdraw(
        Release.objects.get(symbol="TEST/SER/45"),
        by=make_user("Chief editors"), at=timezone.now(), reason="Invented.", keep_text=False,
    )  # fmt: skip

    page.go_back()
    expect_in_place(page, "?institute=river", "22 releases")
    expect(page.get_by_text("Number 45")).to_have_count(0)
    page.go_back()
    expect_in_place(page, "/en/releases/", "44 releases")
    expect(page.locator(RIVER)).to_be_focused()
    assert page.evaluate("scrollY") == 300
    page.go_forward()
    expect_in_place(page, "?institute=river", "22 releases")
    assert page.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]") == []


@pytest.mark.parametrize(
    "address", ["?institute=river&page=2", "?q=okapi", "?q=nothing-like-it", "?from=yesterday"]
)
def test_the_address_opened_anew_is_the_same_page(site, address):
    page = site()
    page.evaluate(f"list.querySelector('.facets a').setAttribute('href', '{address}')")
    page.locator(".facets a").first.click()
    expect(page).to_have_url(re.compile(re.escape(address) + "$"))
    expect(page.locator("#list")).not_to_have_attribute("aria-busy", "true")
    other = site(f"/en/releases/{address}")

    assert page.evaluate("stayed")
    assert page.title() == other.title()
    for part in ("#list", "#languages"):
        assert page.locator(part).inner_html() == other.locator(part).inner_html()
    assert page.locator("#quick-search").input_value() == other.locator("#quick-search").input_value()


@pytest.mark.parametrize("field", ["#f-q", "#quick-search"])
def test_words_are_looked_for(site, field):
    page = site("/en/releases/?page=2")
    page.locator(field).fill(" okapi ")
    page.keyboard.press("Enter")

    expect_in_place(page, "/en/releases/?q=+okapi+", "3 releases")
    assert page.title() == "okapi · Releases · Press room"
    expect(page.locator("#quick-search")).to_have_value("okapi")
    expect(page.locator("#found")).to_be_focused()


def test_another_order_is_shown_at_once(site):
    page = site("/en/releases/?institute=river")
    page.get_by_label("Order").select_option("Oldest first")

    expect_in_place(page, "/en/releases/?sort=oldest&institute=river", "23 releases")
    expect(page.locator(".card-title").first).to_have_text("Number 1")
    expect(page.get_by_label("Order")).to_be_focused()
    assert announced(page) == ["23 releases"]


def test_a_date_that_is_none_is_said_in_place(site):
    page = site()
    page.get_by_label("From", exact=True).fill("yesterday")
    page.get_by_role("button", name="Show").click()

    expect_in_place(page, "/en/releases/?from=yesterday", "45 releases")
    expect(page.locator("#e-from")).to_have_text(re.compile("“yesterday” is not a date."))
    expect(page.locator("#problems")).to_be_focused()
    assert page.title() == "Error: Releases · Press room"
    page.locator("#problems a").click()
    expect(page.locator("#f-from")).to_be_focused()


def test_what_is_wrong_has_the_focus_without_scripts_too(page_without_scripts):
    page_without_scripts.goto("/en/releases/?kind=poem")

    expect(page_without_scripts.locator("#problems")).to_be_focused()
    expect(page_without_scripts.locator("#values-kind .problem")).to_have_text(
        "“poem” is not known; it was left out."
    )


def test_a_facet_that_was_closed_stays_closed(site):
    page = site()
    page.locator("#facet-year").click()
    page.locator("#facet-kind").click()
    page.locator(RIVER).click()

    expect_in_place(page, "?institute=river", "23 releases")
    expect(page.locator("#values-kind")).not_to_have_attribute("open", "")
    expect(page.locator("#values-institute")).to_have_attribute("open", "")


def test_all_values_of_a_facet_are_on_a_page_that_narrows_down(site):
    for number in range(13):
        institute = make_institute(f"more-{number}", name=f"More {number}", acronym=f"ÉM{number}")
        make_public_release(symbol=f"MORE/{number}", institutes=(institute,))
    page = site()
    page.get_by_role("link", name="Show all").click()

    expect(page).to_have_url(re.compile(r"/en/releases/\?facet=institute$"))
    expect(page.locator("#facet-values > li:visible")).to_have_count(15)
    page.get_by_label("Find in this list").fill("em1 mor")
    expect(page.locator("#facet-values > li:visible")).to_have_count(4)
    expect(page.get_by_role("status")).to_have_text("Shown: 4")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("find=em1"))
    expect(page.locator("#facet-values > li")).to_have_count(4)
    page.get_by_role("link", name="More 12").click()
    expect(page.locator("#found")).to_have_text("1 release")


def test_other_links_lead_away(site):
    page = site()
    with page.context.expect_page() as other:
        page.locator(RIVER).click(modifiers=["ControlOrMeta"])
    expect(other.value).to_have_url(re.compile("institute=river$"))
    expect_in_place(page, "/en/releases/", "45 releases")
    page.locator(".card-title a").first.click()

    expect(page).to_have_url(re.compile("/en/releases/TEST/SER/45/$"))
    assert not page.evaluate("window.stayed === true")
    page.go_back()
    expect(page.locator("#found")).to_have_text("45 releases")


def test_the_way_back_leads_through_a_release(site):
    page = site()
    page.locator(RIVER).click()
    expect_in_place(page, "?institute=river", "23 releases")
    page.locator(".card-title a").first.click()
    expect(page).to_have_url(re.compile("/en/releases/TEST/SER/45/$"))

    page.go_back()
    expect(page).to_have_url(re.compile(r"\?institute=river$"))
    expect(page.locator("#found")).to_have_text("23 releases")
    page.go_back()
    expect(page).to_have_url(re.compile("/en/releases/$"))
    expect(page.locator("#found")).to_have_text("45 releases")


def test_suggestions_end_when_the_words_are_sent(site):
    page = site()
    page.locator("#quick-search").press_sequentially("Number 4")
    expect(page.get_by_role("listbox", name="Suggestions")).to_be_visible()
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile("q=Number"))
    expect(page.get_by_role("listbox", name="Suggestions")).to_be_hidden()
    assert page.evaluate("stayed")


def asked_in_place(route):
    return route.request.resource_type == "xhr"


@pytest.mark.parametrize("failure", ["line down", "error", "another page", "slow"])
def test_a_request_that_fails_becomes_ordinary_navigation(site, failure):
    page = site()
    page.evaluate("htmx.config.timeout = 300")

    def fail(route):
        if not asked_in_place(route):
            route.continue_()
        elif failure == "line down":
            route.abort()
        elif failure == "error":
            route.fulfill(status=500, body="<p>Broken</p>")
        elif failure == "another page":
            route.fulfill(status=200, content_type="text/html", body="<h1>Sign in</h1>")

    page.route("**/releases/?*", fail)
    page.locator(RIVER).click()

    expect_in_place(page, "/en/releases/?institute=river", "23 releases", stayed=False)
    site.errors.clear()  # the browser itself complains of a line that is down


def test_a_failure_on_the_way_back_loads_that_page(site):
    page = site()
    page.locator(RIVER).click()
    expect_in_place(page, "?institute=river", "23 releases")
    page.route("**/releases/", lambda route: route.abort() if asked_in_place(route) else route.continue_())
    page.go_back()

    expect_in_place(page, "/en/releases/", "45 releases", stayed=False)
    site.errors.clear()


def test_a_double_click_chooses_once(site):
    page = site()
    page.locator(RIVER).dblclick()

    expect_in_place(page, "?institute=river", "23 releases")
    page.wait_for_timeout(300)
    expect_in_place(page, "?institute=river", "23 releases")


def test_an_older_click_never_overwrites_a_newer_one(site):
    page = site()
    held = []

    def hold(route):
        if "institute=river" in route.request.url:
            held.append(route)
        else:
            route.continue_()

    page.route("**/releases/?*", hold)
    page.locator(RIVER).click()
    expect(page.locator("#list")).to_have_attribute("aria-busy", "true")
    page.locator(HILL).click()
    expect_in_place(page, "?institute=hill", "1 release")
    for route in held:
        route.continue_()
    page.wait_for_timeout(300)

    expect_in_place(page, "?institute=hill", "1 release")
    assert len(held) == 1
    # htmx says in the console that it gave a request up.
    assert all("htmx:" in error for error in site.errors)
    site.errors.clear()


def test_what_is_typed_meanwhile_stays(site):
    page = site()
    held = []
    page.route("**/releases/?*", lambda route: held.append(route))  # noqa: PLW0108 - Playwright takes no built-in
    page.locator(RIVER).click()
    page.locator("#f-from").fill("2004")
    held[0].continue_()

    expect_in_place(page, "?institute=river", "23 releases")
    expect(page.locator("#f-from")).to_have_value("2004")
    expect(page.locator("#f-from")).to_be_focused()


def test_on_a_phone_the_filter_stays_open_until_the_search_is_sent(site):
    page = site("/en/releases/?institute=river", size={"width": 375, "height": 667})
    page.locator("#narrow > summary").click()
    page.locator("#kind-statement").click()
    expect_in_place(page, "?institute=river&kind=statement", "1 release")
    expect(page.locator("#kind-statement")).to_be_focused()
    expect(page.locator("#narrow > summary")).to_have_text("Filters 2 in use")

    page.get_by_role("button", name="Show").click()
    expect(page.locator("#kind-statement")).not_to_be_visible()
    expect(page.locator("#found")).to_be_focused()
    expect(page.locator("#found")).to_be_in_viewport()


@pytest.fixture
def page_without_scripts(browser, live_server):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.mark.usefixtures("_archive")
def test_without_scripts_everything_works(page_without_scripts):
    page = page_without_scripts
    page.goto("/en/releases/")
    page.locator(RIVER).click()
    expect(page.locator("#found")).to_have_text("23 releases")
    page.get_by_role("link", name="Next").click()
    expect(page.locator("#found")).to_have_text("23 releases Page 2 of 2")
    page.get_by_label("Keywords").fill("okapi")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("#found")).to_have_text("2 releases")
    assert page.get_by_label("Order").input_value() == ""  # the best match comes first
    page.go_back()
    expect(page.locator("#found")).to_have_text("23 releases Page 2 of 2")
