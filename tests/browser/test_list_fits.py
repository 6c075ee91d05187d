"""The lists of the desk fit their screen, and views are kept by keyboard alone."""

from datetime import date, timedelta

import pytest

from institutes.models import Institute, SavedView
from releases.editorial.groups import EDITORS, PRESS_OFFICERS
from tests.browser import NO_PLAYWRIGHT
from tests.factories import (
    make_event,
    make_institute,
    make_photo,
    make_public_release,
    make_release,
    make_series,
)
from tests.tables import HEAD, ROW, csv_of

expect = pytest.importorskip("playwright.sync_api", reason=NO_PLAYWRIGHT).expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LIST = "/admin/releases/release/"
FITS = """() => {
  const table = document.querySelector("#result_list").getBoundingClientRect();
  const box = document.querySelector("#changelist").getBoundingClientRect();
  const page = document.documentElement;
  return [page.scrollWidth <= innerWidth, table.left >= box.left - 1, table.right <= box.right + 1];
}"""


@pytest.fixture
def officer(office):
    """A press officer who looks at releases with long and short titles."""
    person = office("press-officer", PRESS_OFFICERS)
    make_public_release(symbol="BKK/CP/1", title="Cooperation against trafficking " * 6)
    make_release(symbol="BKK/CP/1", title="Coopération", language="fr")
    make_release(title="A draft without a symbol " * 5, symbol="", issued_on=date(2005, 4, 20))
    return person


def test_nothing_of_the_list_is_off_the_screen(officer):
    page = officer.page
    for language in ("en", "ar"):
        page.set_extra_http_headers({"Accept-Language": language})
        for width in (1280, 1024, 375):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(f"{LIST}?view=all&language=&author=&narrowed=1&from=2005")
            assert page.evaluate(FITS) == [True, True, True], (language, width)


@pytest.fixture
def editor(office):
    """An editor who looks at a catalogue with long and short names."""
    person = office("editor", PRESS_OFFICERS, EDITORS)
    day = date(2005, 4, 18)
    congress = make_event(
        name="Eleventh Invented Congress on the Prevention of Everything " * 3,
        kind="press_conference", number=11, city="Llanfairpwllgwyngyll", country="LA",
        starts_on=day, ends_on=day + timedelta(days=7), status="provisional",
    )  # fmt: skip
    make_event(parent=congress, starts_on=day, ends_on=day, is_proposed=True)
    make_institute(
        name="Invented Institute for the Treatment of Everybody " * 4, acronym="IITE", kind="regional",
        is_in_programme_network=True, city="Llanfairpwllgwyngyll", country="LA",
    )  # fmt: skip
    make_institute(is_proposed=True)
    make_series("TEST/SER", title="A subject of many words " * 6, office="Vienna", event=congress)
    make_photo(make_public_release(), alternative_text="Many people in a hall. " * 9)
    return person


@pytest.mark.parametrize(
    "name", ["releases/event", "institutes/institute", "releases/series", "releases/photo"]
)
def test_nothing_of_the_catalogue_is_off_the_screen(editor, name):
    page = editor.page
    for language in ("en", "ar"):
        page.set_extra_http_headers({"Accept-Language": language})
        for width in (1280, 1024, 375):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(f"/admin/{name}/?view=all")
            assert page.evaluate(FITS) == [True, True, True], (language, width)
        page.goto(f"/admin/{name}/")
        heights = page.evaluate(
            "[...document.querySelectorAll('#result_list tbody tr')].map(r => r.offsetHeight)"
        )
        assert max(heights) < 300, language


def test_a_table_is_looked_at_and_brought_in_on_any_screen(editor):
    page = editor.page
    rows = [*HEAD, "City"], [*ROW, "Llanfairpwllgwyngyllgogerychwyrndrobwll"], ["long", "Club" * 40]
    for language in ("en", "ar"):
        page.set_extra_http_headers({"Accept-Language": language})
        for width in (1280, 375):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto("/admin/institutes/institute/import/")
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (language, width)
            table = {"name": "table.csv", "mimeType": "text/csv", "buffer": csv_of(*rows)}
            page.locator("input[type=file]").set_input_files(table)
            page.locator("button[name=read]").click()
            expect(page.locator(".table-row")).to_have_count(1)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (language, width)
    page.locator("input[name=others]").check()
    page.locator("button[name=bring_in]").click()
    expect(page.locator(".messagelist")).to_be_visible()
    assert Institute.objects.get(slug="heuni").city.name.startswith("Llanfair")


def test_a_view_is_saved_opened_first_and_deleted_by_keyboard(officer):
    page = officer.page
    page.goto(f"{LIST}?language=fr")
    fold = page.get_by_text("Save or change views")
    fold.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("French")
    page.keyboard.press("Enter")
    expect(page.get_by_text("The view “French” is saved.")).to_be_visible()

    page.get_by_text("Save or change views").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Open first").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("The list opens with “French”.")).to_be_visible()
    page.goto(LIST)
    expect(page.locator("#result_list tbody tr")).to_have_count(1)
    expect(page.locator(".applied-filters")).to_contain_text("Français")

    page.get_by_text("Save or change views").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Delete").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("The view “French” is deleted.")).to_be_visible()
    assert not SavedView.objects.exists()
