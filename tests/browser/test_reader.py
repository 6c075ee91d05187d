"""A reader finds BKK/CP/14, by date, by institute and by words, without a mouse and without JavaScript."""

import re

import pytest

from tests.browser import NO_PLAYWRIGHT

expect = pytest.importorskip("playwright.sync_api", reason=NO_PLAYWRIGHT).expect

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("_document"),
]

TITLE = "Workshop to Discuss Enhancing International Law Enforcement Cooperation"


@pytest.fixture(params=[True, False], ids=["scripts", "no scripts"])
def reader(request, browser, live_server):
    """A page of a reader whose browser runs scripts, or does not."""
    context = browser.new_context(java_script_enabled=request.param, base_url=live_server.url, locale="en-GB")
    yield context.new_page()
    context.close()


def expect_found(page, *titles):
    """The list shows these releases and no others."""
    expect(page.locator(".found")).to_have_text(f"{len(titles)} release{'' if len(titles) == 1 else 's'}")
    expect(page.locator(".card-title")).to_have_text(titles)


def test_by_date(reader):
    reader.goto("/en/releases/")
    reader.get_by_label("From", exact=True).fill("2005-04-21")
    reader.get_by_label("To", exact=True).fill("2005-04-21")
    reader.get_by_role("button", name="Show").click()

    expect_found(reader, TITLE)
    reader.get_by_role("link", name=TITLE).click()
    expect(reader).to_have_url(re.compile("/en/releases/BKK/CP/14/$"))


def test_by_a_date_on_which_nothing_was_issued(reader):
    reader.goto("/en/releases/?from=2005-04-22")

    expect_found(reader)
    expect(reader.get_by_text("No releases in English match:")).to_be_visible()
    reader.get_by_role("link", name="See all releases").click()
    expect_found(reader, TITLE)


def test_a_date_that_is_none_is_explained_beside_its_field(reader):
    reader.goto("/en/releases/?from=yesterday")

    expect(reader.get_by_label("From", exact=True)).to_have_value("yesterday")
    expect(reader.locator("#e-from")).to_contain_text("“yesterday” is not a date. Type it like 21 April")
    expect_found(reader, TITLE)


@pytest.mark.parametrize("acronym", ["HEUNI", "UNODC"])
def test_by_institute(reader, acronym):
    reader.goto("/en/institutes/")
    reader.locator(".institutes li", has_text=acronym).get_by_role("link").click()

    expect(reader.locator(".card-title")).to_have_text([TITLE])


def test_by_institute_among_the_facets(reader):
    reader.goto("/en/releases/")
    reader.locator(".facets").get_by_role("link", name="Siracusa International Institute").click()

    expect(reader).to_have_url(re.compile("institute=isisc"))
    expect_found(reader, TITLE)


@pytest.mark.parametrize(
    "words", ["extradition", "extraditions", '"mutual legal assistance"', "bkkcp14", "ISISC", "21 April 2005"]
)
def test_by_words(reader, words):
    reader.goto("/en/")
    reader.get_by_label("Search press releases").fill(words)
    reader.keyboard.press("Enter")

    expect_found(reader, TITLE)


def test_the_words_are_marked(reader):
    reader.goto("/en/releases/?q=extradition")

    assert set(reader.locator("mark").all_inner_texts()) == {"extradition"}


def test_the_keyboard_skips_to_the_content(reader):
    reader.goto("/en/")
    reader.keyboard.press("Tab")

    expect(reader.get_by_role("link", name="Skip to the content")).to_be_focused()


def test_the_keyboard_goes_to_what_is_suggested(page, live_server):
    page.goto(f"{live_server.url}/en/")
    box = page.get_by_role("combobox", name="Search press releases")
    box.press_sequentially("europ")
    option = page.get_by_role("option", name="European Institute for Crime Prevention and Control")
    expect(option).to_be_visible()
    box.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    box.press("Enter")

    expect(page).to_have_url(re.compile("/en/institutes/heuni/$"))


def test_a_misspelt_word_leads_to_the_right_one(reader):
    reader.goto("/en/releases/?q=extraditon")
    reader.get_by_role("link", name="extradition", exact=True).click()

    expect_found(reader, TITLE)
