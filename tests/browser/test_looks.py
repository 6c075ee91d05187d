"""The list of releases on a phone and on paper, with and without scripts."""

from datetime import date

import pytest

from tests.browser import NO_PLAYWRIGHT
from tests.factories import make_institute, make_public_release

expect = pytest.importorskip("playwright.sync_api", reason=NO_PLAYWRIGHT).expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ADDRESS = "/en/releases/?institute=river"


@pytest.fixture
def _archive():
    river, hill = make_institute("river", name="River"), make_institute("hill", name="Hill")
    for number in range(1, 26):
        make_public_release(
            symbol=f"TEST/SER/{number}",
            issued_on=date(2000 + number, 4, 21),
            institutes=(river, hill),
            kind="statement" if number == 5 else "press_release",
        )
    make_public_release(symbol="TEST/SER/1", language="fr", institutes=(river,))


@pytest.fixture(params=[True, False], ids=["scripts", "no scripts"])
def phone(request, browser, live_server):
    """A page on a phone that runs scripts, or does not."""
    context = browser.new_context(
        base_url=live_server.url, viewport={"width": 375, "height": 667}, java_script_enabled=request.param
    )
    yield context.new_page()
    context.close()


@pytest.mark.usefixtures("_archive")
def test_on_a_phone_the_filter_is_folded_away_until_it_is_wanted(phone):
    phone.goto(ADDRESS)

    expect(phone.locator("#narrow > summary")).to_have_text("Filters 1 in use")
    expect(phone.locator("#institute-river")).not_to_be_visible()
    expect(phone.locator(".applied .chip-text")).to_have_text(["River"])
    expect(phone.locator(".card-title").first).to_be_in_viewport()

    phone.locator("#narrow > summary").click()
    expect(phone.locator("#institute-river")).to_be_visible()
    phone.locator(".to-found a").click()
    expect(phone.locator("#found")).to_be_in_viewport()


@pytest.mark.usefixtures("_archive")
def test_on_a_wide_screen_the_filter_is_open(page, live_server):
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(live_server.url + ADDRESS)

    expect(page.locator("#institute-river")).to_be_visible()
    expect(page.locator("#narrow > summary")).to_be_hidden()


@pytest.mark.usefixtures("_archive")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_paper_only_the_list_is_left(page, live_server, scheme):
    page.emulate_media(media="print", color_scheme=scheme)
    page.goto(live_server.url + ADDRESS)

    for shown in (
        "#found",
        ".applied .chip-text",
        ".chart-bars",
        ".chart-ends",
        ".elsewhere",
        ".card-title >> nth=0",
    ):
        expect(page.locator(shown)).to_be_visible()
    for hidden in (
        "#narrow",
        ".pages",
        ".plain",
        ".quick-search",
        ".languages",
        ".elsewhere a",
        ".chart-numbers",
    ):
        expect(page.locator(hidden)).to_be_hidden()
    black_on_white = (
        "[getComputedStyle(document.body).color, getComputedStyle(document.documentElement).backgroundColor]"
    )
    assert page.evaluate(black_on_white) == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
