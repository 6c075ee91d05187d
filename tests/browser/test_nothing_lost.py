"""What somebody types is there again: after a crash, a log-out, an expired session, in another browser."""

import json
import re

import pytest
from django.contrib.sessions.models import Session

from institutes.models import KeptForm
from releases.editorial.groups import EDITORS, PRESS_OFFICERS
from releases.models import Release, Series
from tests.browser import NO_PLAYWRIGHT
from tests.factories import make_institute, make_release, make_series

expect = pytest.importorskip("playwright.sync_api", reason=NO_PLAYWRIGHT).expect
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# The promise: nothing typed for longer than this is lost.
PROMISED = 2000
ADD = "/admin/releases/release/add/"


@pytest.fixture
def writer(office):
    person = office("writer", PRESS_OFFICERS, EDITORS)
    person.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    return person


def change(row):
    return f"/admin/{row._meta.app_label}/{row._meta.model_name}/{row.pk}/change/"


def kept():
    """What is kept on the server, whoever typed it, as text."""
    return [form.fields for form in KeptForm.objects.exclude(fields="")]


@pytest.fixture
def wait_until_kept():
    """Waits until so many forms are kept, no longer than promised."""

    def wait_until_kept(page, count=1):
        for _time in range(PROMISED // 100):
            if len(kept()) == count:
                return
            page.wait_for_timeout(100)
        pytest.fail("Nothing was kept in time.")

    return wait_until_kept


def stored(page):
    """What the browser stores of this site, besides the choice of light or dark."""
    return page.evaluate(
        "JSON.stringify(Object.fromEntries("
        "Object.entries({...localStorage, ...sessionStorage}).filter(([name]) => name !== 'theme')))"
    )


def crash(page):
    """The page is gone without a word, as when the browser crashes."""
    page.context.new_cdp_session(page).send("Page.setWebLifecycleState", {"state": "frozen"})
    page.close(run_before_unload=False)


def log_in(page, name="writer"):
    page.get_by_label("Username:").fill(name)
    page.get_by_label("Password:").fill("invented-password")
    page.get_by_role("button", name="Log in").click()


def offered(page):
    return page.locator("#kept-offers form")


def put_back(page):
    offered(page).get_by_role("link", name="Put it back").click()


def test_after_a_crash_it_is_offered_and_put_back_and_the_save_forgets_it(writer, wait_until_kept):
    release = make_release(title="One title")
    writer.page.goto(change(release))
    writer.write("Subtitle:", "Hours of thought")
    writer.write_text("Hours of work.")
    wait_until_kept(writer.page)
    context = writer.page.context
    crash(writer.page)
    page = context.new_page()

    page.goto(change(release))
    expect(offered(page)).to_contain_text("You typed here on 2005-04-21 08:00 UTC and did not save.")
    expect(offered(page)).to_contain_text("It differs in: Subtitle, Body.")
    expect(page.get_by_label("Subtitle:")).to_have_value("")
    put_back(page)
    expect(page.get_by_label("Subtitle:")).to_have_value("Hours of thought")
    expect(page.locator(".tiptap")).to_have_text("Hours of work.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("was changed successfully")

    saved = Release.objects.get()
    assert (saved.subtitle, saved.body) == ("Hours of thought", "<p>Hours of work.</p>")
    page.goto(change(release))
    expect(offered(page)).to_have_count(0)
    assert kept() == []


def test_two_new_releases_in_two_tabs_are_kept_apart(writer, wait_until_kept):
    tabs = [writer.page, writer.page.context.new_page()]
    for number, tab in enumerate(tabs):
        tab.goto(ADD)
        tab.get_by_label("Title:", exact=True).first.fill(f"Number {number}")
        wait_until_kept(tab, number + 1)
    context = writer.page.context
    page = context.new_page()
    for tab in tabs:
        crash(tab)

    page.goto("/admin/")
    expect(page.locator("#not-saved li")).to_have_count(2)
    page.get_by_role("link", name="Number 0").click()
    expect(page.get_by_label("Title:", exact=True).first).to_have_value("Number 0")
    page.goto("/admin/")
    page.get_by_role("link", name="Number 1").click()
    expect(page.get_by_label("Title:", exact=True).first).to_have_value("Number 1")


def test_a_save_in_one_tab_forgets_nothing_of_another(writer, wait_until_kept):
    first, second = (make_release(title=title) for title in ("First", "Second"))
    writer.page.goto(change(first))
    writer.write("Subtitle:", "Kept")
    wait_until_kept(writer.page)
    other = writer.page.context.new_page()
    other.goto(change(second))
    other.get_by_label("Subtitle:").fill("Saved")
    other.get_by_role("button", name="Save", exact=True).click()
    expect(other.locator(".messagelist")).to_contain_text("was changed successfully")

    other.goto(change(first))
    expect(offered(other)).to_have_count(1)


@pytest.mark.parametrize("way", ["mouse", "select", "date", "row", "chooser", "editor"])
def test_whatever_way_it_is_changed_it_is_kept_within_two_seconds(writer, way, wait_until_kept):
    release = make_release()
    institute = make_institute(name="Invented Institute of Crime")
    page = writer.page
    page.goto(change(release))
    page.locator(".tiptap").wait_for()
    page.wait_for_timeout(700)
    if way == "mouse":
        # As the menu of the right button does it: no key is pressed.
        page.locator("#id_subtitle").click()
        page.evaluate("document.execCommand('insertText', false, 'Pasted with the mouse')")
        words = "Pasted with the mouse"
    elif way == "select":
        page.locator("#id_kind").click()
        page.locator("#id_kind").select_option(index=2)
        words = f'["kind", "{page.locator("#id_kind").input_value()}"]'
    elif way == "date":
        # As the calendar of the browser does it, which no test can press.
        page.locator("#id_issued_on").click()
        page.locator(".field-issued_on .day-calendar").evaluate(
            "(day) => { day.value = '2005-04-22'; day.dispatchEvent(new Event('change', {bubbles: true})); }"
        )
        words = '["issued_on", "22 April 2005"]'
    elif way == "row":
        page.locator("#mentions-group summary").click()
        page.locator("#mentions-group .add-row a").click()
        words = '["mentions-TOTAL_FORMS", "1"]'
    elif way == "chooser":
        page.locator("#mentions-group summary").click()
        page.locator("#mentions-group .add-row a").click()
        page.locator("#mentions-0 .select2-selection").click()
        page.locator(".select2-search__field").last.fill("Crime")
        page.locator(".select2-results__option", has_text="Invented Institute of Crime").click()
        words = f'["mentions-0-institute", "{institute.pk}"]'
    else:
        page.locator(".tiptap").click()
        page.evaluate("document.execCommand('insertText', false, 'Pasted by mouse')")
        words = "Pasted by mouse"

    wait_until_kept(page)
    page.wait_for_timeout(700)
    assert words in kept()[0]


def test_a_log_out_right_after_the_last_key_loses_nothing_and_leaves_nothing_readable(writer):
    release = make_release()
    page = writer.page
    page.goto(change(release))
    page.locator(".tiptap").wait_for()
    page.get_by_label("Subtitle:").click()
    page.keyboard.type("Typed just now")
    page.on("dialog", lambda dialog: dialog.accept())
    page.evaluate("document.getElementById('logout-form').requestSubmit()")
    page.get_by_text("Log in again").wait_for()

    assert "Typed just now" in kept()[0]
    assert stored(page) == "{}"
    page.goto(f"/admin/login/?next={change(release)}")
    log_in(page)
    put_back(page)
    expect(page.get_by_label("Subtitle:")).to_have_value("Typed just now")


def test_after_an_expired_session_it_is_offered_again(writer):
    release = make_release()
    page = writer.page
    page.goto(change(release))
    page.locator(".tiptap").wait_for()
    Session.objects.all().delete()
    writer.write("Subtitle:", "Typed without a session")
    page.wait_for_timeout(PROMISED)
    assert kept() == []
    found = stored(page)
    assert "pressroom:unsent:" in found
    assert "Typed without" not in found
    page.get_by_role("button", name="Save", exact=True).click()
    log_in(page)

    put_back(page)
    expect(page.get_by_label("Subtitle:")).to_have_value("Typed without a session")
    assert stored(page) == "{}"
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("was changed successfully")
    assert Release.objects.get().subtitle == "Typed without a session"


def test_what_waits_in_the_browser_is_nothing_to_another_person(writer, office):
    page = writer.page
    page.goto(ADD)
    page.locator(".tiptap").wait_for()
    page.context.set_offline(True)
    writer.write("Title:", "Embargoed words")
    page.wait_for_timeout(PROMISED)
    found = stored(page)
    page.context.set_offline(False)
    other = office("other", PRESS_OFFICERS, EDITORS)
    other.page.evaluate(
        "(stored) => Object.entries(JSON.parse(stored)).forEach(([name, value]) => localStorage.setItem(name, value))",
        found,
    )

    other.page.goto(ADD)
    other.page.wait_for_timeout(700)

    assert json.loads(found)
    assert "Embargoed" not in found
    expect(offered(other.page)).to_have_count(0)
    assert not KeptForm.objects.filter(user__username="other").exists()


def test_a_lost_connection_is_made_good_when_it_is_back(writer, wait_until_kept):
    page = writer.page
    page.goto(ADD)
    page.locator(".tiptap").wait_for()
    page.context.set_offline(True)
    writer.write("Title:", "Typed on a train")
    page.wait_for_timeout(PROMISED)
    assert kept() == []

    page.context.set_offline(False)
    wait_until_kept(page)

    page.wait_for_timeout(300)
    assert stored(page) == "{}"


def test_it_is_offered_in_another_browser(writer, browser, live_server, wait_until_kept):
    series = make_series("OTH/SER")
    writer.page.goto(change(series))
    writer.page.locator("#id_title").fill("Typed at the office")
    wait_until_kept(writer.page)
    context = browser.new_context(base_url=live_server.url)
    page = context.new_page()
    page.goto(f"/admin/login/?next={change(series)}")
    log_in(page)

    put_back(page)
    expect(page.locator("#id_title")).to_have_value("Typed at the office")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("was changed successfully")

    context.close()
    assert Series.objects.get(prefix="OTH/SER").title == "Typed at the office"


def test_thrown_away_it_is_not_offered_again(writer, wait_until_kept):
    release = make_release()
    writer.page.goto(change(release))
    writer.write("Subtitle:", "A bad idea")
    wait_until_kept(writer.page)
    page = writer.page.context.new_page()
    crash(writer.page)
    page.goto(change(release))

    offered(page).get_by_role("button", name="Throw it away").click()

    expect(offered(page)).to_have_count(0)
    assert page.url.endswith(change(release))
    assert kept() == []


def test_leaving_a_changed_form_asks_and_saving_does_not(writer):
    page, asked = writer.page, []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    release = make_release()
    page.goto(change(release))
    page.locator(".tiptap").wait_for()
    page.get_by_role("link", name="History").click()
    page.wait_for_url(re.compile("/history/"))
    assert asked == []

    page.goto(change(release))
    page.get_by_label("Subtitle:").click()
    page.keyboard.type("Changed")
    page.get_by_role("link", name="History").click()
    page.wait_for_timeout(500)
    assert asked == ["beforeunload"]
    assert page.url.endswith(change(release))

    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("was changed successfully")
    assert asked == ["beforeunload"]


@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_bar_stays_in_sight_and_the_tools_leave_the_title_free(writer, width, language):
    release = make_release(title="An invented title of many words " * 5)
    page = writer.page
    page.set_viewport_size({"width": width, "height": 800})
    page.context.add_cookies([{"name": "django_language", "value": language, "url": page.url}])
    page.goto(change(release))
    for name in ("_save", "_preview", "_submit"):
        expect(page.locator(f"[name={name}]")).to_be_in_viewport(ratio=1)

    page.locator(".more summary").click()
    last = page.locator(".more button").last
    expect(last).to_be_in_viewport(ratio=1)
    box = last.bounding_box()
    middle = [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2]
    assert page.evaluate("([x, y]) => document.elementFromPoint(x, y).name", middle) == "_saveasnew"
    page.evaluate("scrollTo(0, 0)")
    title, tools = (page.locator(name).bounding_box() for name in ("#content > h2", ".object-tools"))
    assert title["y"] + title["height"] <= tools["y"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_submit_submits_what_is_typed_without_scripts_too(browser, live_server, writer):
    release = make_release(title="Old title")
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"/admin/login/?next={change(release)}")
    log_in(page)
    page.locator("#id_title").fill("New title")
    page.locator("#submit-comment").fill("Please soon.")

    page.get_by_role("button", name="Submit").click()

    expect(page.locator(".messagelist")).to_contain_text("waits for approval")
    context.close()
    saved = Release.objects.get()
    assert (saved.title, saved.state) == ("New title", "submitted")


def test_after_a_sign_in_in_another_tab_save_saves(writer):
    release = make_release(title="Old title")
    page = writer.page
    page.goto(change(release))
    page.locator(".tiptap").wait_for()
    other = page.context.new_page()
    other.goto("/admin/")
    other.get_by_role("button", name="Log out").click()
    other.goto("/admin/login/")
    log_in(other)

    page.get_by_label("Title:", exact=True).fill("New title")
    page.get_by_role("button", name="Save", exact=True).click()
    again = page.get_by_role("button", name="Send it once more")
    expect(again.or_(page.locator(".messagelist"))).to_be_visible()
    if again.is_visible():
        again.click()

    expect(page.locator(".messagelist")).to_contain_text("was changed successfully")
    assert Release.objects.get().title == "New title"
