"""The form of a release knows the job: numbers, days, cities, and what is wrong."""

import pytest

from releases.editorial.groups import PRESS_OFFICERS
from releases.models import NumberReservation, Release
from tests.browser import NO_PLAYWRIGHT
from tests.factories import make_release, make_user

expect = pytest.importorskip("playwright.sync_api", reason=NO_PLAYWRIGHT).expect
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

STOPS = """() => [...document.querySelectorAll(
  "#content :is(input, select, textarea, button, a[href], summary, [contenteditable=true], [tabindex])")]
  .filter((one) => one.tabIndex >= 0 && !one.disabled && one.type !== "hidden" && one.offsetParent !== null
    && !one.matches(".select2-hidden-accessible") && (one.matches("summary") || !one.closest("details:not([open])")))
  .map((one) => one.id || one.name)"""


def test_a_release_is_written_by_one_who_types_as_people_do(page, live_server):
    make_release(symbol="BKK/CP/14")
    user = make_user(PRESS_OFFICERS)
    page.goto(f"{live_server.url}/admin/login/?next=/admin/releases/release/add/")
    page.get_by_label("Username").fill(user.username)
    page.get_by_label("Password").fill("invented-password")
    page.get_by_role("button", name="Log in").click()

    page.locator("#id_symbol").fill("bkk cp")
    page.get_by_role("button", name="Take BKK/CP/15").click()
    expect(page.locator("#id_symbol")).to_have_value("BKK/CP/15")
    expect(page.locator("#id_symbol_report")).to_contain_text("BKK/CP/15 is reserved for you until")
    assert list(NumberReservation.objects.values_list("number", flat=True)) == [15]

    page.locator("#id_issued_on").fill("6/7/2004")
    expect(page.locator(".field-issued_on .day-said")).to_have_text(
        "Tuesday 6 July 2004. The day was taken to stand first; 7 June 2004 is typed 2004-06-07."
    )
    page.locator("#id_dateline_city").fill("Bangkok")
    expect(page.locator("#id_publish_at_2")).to_have_value("Asia/Bangkok")
    page.locator("#id_meeting").evaluate("(field) => (field.value = 'x'.repeat(1000))")
    page.get_by_role("button", name="Save", exact=True).click()

    summary = page.locator(".error-summary")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("heading")).to_have_text("There is a problem")
    summary.get_by_role("link", name="Meeting").press("Enter")
    expect(page.locator("#id_meeting")).to_be_focused()
    page.locator("#id_meeting").fill("")
    summary.get_by_role("link", name="Body").press("Enter")
    page.keyboard.type("Invented text.")
    page.locator("#id_title").fill("Invented title")
    stops = page.evaluate(STOPS)
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url("**/release/")

    release = Release.objects.get(symbol="BKK/CP/15")
    assert (str(release.issued_on), release.body) == ("2004-07-06", "<p>Invented text.</p>")
    assert not NumberReservation.objects.exists()
    # From the symbol to Save by the tabulator; it was 45. Two are the files to attach and the word to whoever approves.
    assert stops.index("_save") - stops.index("id_symbol") <= 29
