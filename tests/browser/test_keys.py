"""Each key of the desk does what the help says, and nothing while somebody writes."""

import pytest

from releases.editorial.groups import CHIEF_EDITORS, EDITORS, PRESS_OFFICERS
from releases.models import Release
from tests.browser import NO_PLAYWRIGHT, people
from tests.factories import make_event, make_release, make_user

expect = pytest.importorskip("playwright.sync_api", reason=NO_PLAYWRIGHT).expect
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# A key of another alphabet: what the browser says when that place of the keyboard is pressed.
FOREIGN = "([key, code, more]) => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', "
FOREIGN += "{ key, code, bubbles: true, cancelable: true, ...more }))"


@pytest.fixture
def desk(page, live_server):
    """A page at the desk of somebody who may do everything."""
    user = make_user(PRESS_OFFICERS, EDITORS, CHIEF_EDITORS)
    people.sign_in(page.context, live_server.url, user)
    page.set_default_timeout(10_000)

    def open_page(address):
        page.goto(f"{live_server.url}/admin/{address}")
        return page

    open_page.user = user
    return open_page


@pytest.fixture
def draft():
    return make_release(symbol="BKK/CP/21", title="Before")


def leave_fields(page):
    page.evaluate("document.activeElement.blur()")


def test_control_s_in_a_field_saves_all_that_was_typed(desk, draft):
    page = desk(f"releases/release/{draft.pk}/change/")
    expect(page.locator("[name=_save]")).to_have_attribute("aria-keyshortcuts", "Control+S")
    page.locator("#id_title").fill("After")
    page.keyboard.press("Control+s")

    page.wait_for_url("**/release/")
    draft.refresh_from_db()
    assert (draft.title, draft.state) == ("After", "draft")


def test_control_s_in_the_text_saves_it(desk, draft):
    page = desk(f"releases/release/{draft.pk}/change/")
    editor = page.locator(".tiptap")
    editor.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" More.")
    page.keyboard.press("Control+s")

    page.wait_for_url("**/release/")
    draft.refresh_from_db()
    assert draft.body == "<p>Invented text. More.</p>"


def test_control_enter_submits_the_draft_with_what_was_typed(desk, draft):
    page = desk(f"releases/release/{draft.pk}/change/")
    expect(page.locator("[name=_submit]")).to_have_attribute("aria-keyshortcuts", "Control+Enter")
    page.locator("#id_title").fill("After")
    page.locator(".tiptap").click()
    page.keyboard.press("Control+Enter")

    expect(page.locator(".messagelist")).to_contain_text("waits for approval")
    draft.refresh_from_db()
    assert (draft.title, draft.state, draft.body) == ("After", "submitted", "<p>Invented text.</p>")


def test_control_enter_opens_the_approval_and_then_approves(desk):
    release = make_release(
        symbol="BKK/CP/21", state="submitted", dateline_city="BANGKOK", dateline_on="2005-04-21"
    )
    page = desk(f"releases/release/{release.pk}/change/")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/move/approve/**")
    expect(page.locator(".move-form input.default")).to_have_attribute("aria-keyshortcuts", "Control+Enter")
    page.keyboard.press("Control+Enter")

    expect(page.locator(".messagelist")).to_contain_text("is approved")
    release.refresh_from_db()
    assert release.state == "approved"


def test_what_cannot_be_undone_has_no_key(desk):
    release = make_release(symbol="BKK/CP/21", state="approved", publish_at="2005-04-21T00:00Z")
    page = desk(f"releases/release/{release.pk}/move/withdraw/")
    page.locator("textarea").first.fill("A reason.")
    address = page.url
    page.keyboard.press("Control+Enter")
    page.keyboard.press("Control+s")
    page.wait_for_timeout(500)

    assert page.url == address
    assert page.locator("[aria-keyshortcuts]").count() == 0
    release.refresh_from_db()
    assert release.state == "approved"


def test_control_shift_enter_saves_and_shows_the_preview(desk, draft):
    page = desk(f"releases/release/{draft.pk}/change/")
    page.locator("#id_title").fill("After")
    page.keyboard.press("Control+Shift+Enter")

    page.wait_for_url("**/preview/**")
    expect(page.get_by_role("heading", level=1)).to_contain_text("After")
    assert Release.objects.get().title == "After"


def test_other_forms_are_saved_by_the_same_key(desk):
    event = make_event("congress", name="Congress")
    page = desk(f"releases/event/{event.pk}/change/")
    page.locator("#id_website").fill("https://www.unodc.org/")
    page.keyboard.press("Control+s")

    page.wait_for_url("**/event/")
    event.refresh_from_db()
    assert event.website == "https://www.unodc.org/"


def test_a_slash_leads_to_the_search_box(desk, draft):
    page = desk("releases/release/")
    box = page.locator("#searchbar")
    expect(box).to_have_attribute("aria-keyshortcuts", "/")
    leave_fields(page)
    page.keyboard.press("/")
    expect(box).to_be_focused()

    page.keyboard.type("a/b")
    expect(box).to_have_value("a/b")


def test_j_and_k_walk_the_lines_and_enter_opens_one(desk):
    for number in (21, 22, 23):
        make_release(symbol=f"BKK/CP/{number}", issued_on=f"2005-04-{number}")
    page = desk("releases/release/")
    leave_fields(page)
    lines = page.locator("#result_list .field-symbol_cell a, #result_list tbody td:nth-child(2) a")
    for key, line in (("j", 0), ("j", 1), ("j", 2), ("j", 2), ("k", 1)):
        page.keyboard.press(key)
        expect(lines.nth(line)).to_be_focused()
    page.keyboard.press("Enter")

    page.wait_for_url("**/change/")
    expect(page.locator("#id_symbol")).to_have_value("BKK/CP/22")


@pytest.mark.parametrize(
    ("key", "address"),
    [
        ("h", "/admin/"),
        ("w", "/admin/releases/release/add/"),
        ("a", "/admin/account/"),
        ("e", "/admin/releases/event/"),
    ],
)
def test_g_and_a_letter_lead_to_a_place_of_the_menu(desk, key, address):
    page = desk("releases/series/")
    leave_fields(page)
    page.keyboard.press("g")
    page.keyboard.press(key)

    page.wait_for_url(f"**{address}")


def test_a_question_mark_opens_the_list_of_keys(desk):
    page = desk("")
    page.keyboard.press("?")

    page.wait_for_url("**/admin/help/keys/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Keys of the keyboard")


def test_keys_without_control_do_nothing_while_somebody_writes(desk, draft):
    page = desk(f"releases/release/{draft.pk}/change/")
    address = page.url
    page.locator("#id_title").fill("")
    page.locator("#id_title").press_sequentially("gh/?jk")
    editor = page.locator(".tiptap")
    editor.click()
    page.keyboard.press("Control+End")
    page.keyboard.type("gh/?jk")

    expect(page.locator("#id_title")).to_have_value("gh/?jk")
    expect(editor).to_contain_text("Invented text.gh/?jk")
    assert page.url == address


@pytest.mark.parametrize(
    ("first", "second"), [(("п", "KeyG"), ("р", "KeyH")), (("ل", "KeyG"), ("ا", "KeyH"))], ids=["ru", "ar"]
)
def test_keys_of_other_alphabets_count_by_their_place(desk, first, second):
    page = desk("releases/series/")
    leave_fields(page)
    for key, code in (first, second):
        page.evaluate(FOREIGN, [key, code, {}])

    page.wait_for_url("**/admin/")


def test_control_and_the_place_of_s_save_on_a_russian_keyboard(desk, draft):
    page = desk(f"releases/release/{draft.pk}/change/")
    page.locator("#id_title").fill("After")
    page.evaluate(FOREIGN, ["ы", "KeyS", {"ctrlKey": True}])

    page.wait_for_url("**/release/")
    assert Release.objects.get().title == "After"


def test_single_keys_can_be_switched_off_and_on(desk):
    page = desk("help/keys/")
    expect(page.get_by_role("status")).to_have_text("Single keys are switched on in this browser.")
    page.get_by_role("button", name="Switch single keys off").click()
    expect(page.get_by_role("status")).to_have_text("Single keys are switched off in this browser.")

    desk("releases/release/")
    leave_fields(page)
    page.keyboard.press("/")
    page.keyboard.press("g")
    page.keyboard.press("h")
    page.wait_for_timeout(500)
    assert page.url.endswith("/admin/releases/release/")
    expect(page.locator("#searchbar")).not_to_be_focused()
    assert page.locator("#searchbar").get_attribute("aria-keyshortcuts") is None

    desk("help/keys/")
    page.get_by_role("button", name="Switch single keys on").click()
    page.keyboard.press("g")
    page.keyboard.press("h")
    page.wait_for_url("**/admin/")


def test_the_list_of_keys_is_a_page_without_scripts(browser, live_server):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    people.sign_in(context, live_server.url, make_user(PRESS_OFFICERS))
    page = context.new_page()
    page.goto("/admin/help/keys/")

    expect(page.get_by_role("row").filter(has_text="Save the form.")).to_contain_text("Ctrl + S")
    expect(page.locator("[data-single-keys]")).to_be_hidden()
    page.goto("/admin/releases/release/add/")
    word = page.locator(".explained details").filter(has_text="dateline")
    expect(word.locator("p")).to_be_hidden()
    word.locator("summary").click()
    expect(word.locator("p")).to_contain_text("The beginning of the text")
    context.close()
