"""The list of releases on a phone and on paper, with and without scripts."""

from datetime import date

import pypdfium2
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


def test_on_paper_every_sheet_says_what_it_is_of_which_number_and_that_it_is_no_official_record(
    page, live_server
):
    """The citation does not stand alone on the last sheet."""
    body = "".join(f"<p>{'Forty words of the text as it was read out. ' * 9}</p>" for _paragraph in range(14))
    release = make_public_release(symbol="TEST/SER/1", body=body)
    page.goto(live_server.url + release.get_absolute_url())

    with pypdfium2.PdfDocument(page.pdf(format="A4")) as document:
        sheets = [sheet.get_textpage().get_text_range() for sheet in document]

    assert len(sheets) > 1
    for number, text in enumerate(sheets, 1):
        assert text.splitlines()[:2] == [
            f"{number} / {len(sheets)}",
            "United Nations press releases TEST/SER/1",
        ]
        assert "are not official records of the United Nations." in text
    assert "How to cite" in sheets[-1]
    assert "as it was read out" in sheets[-1]
