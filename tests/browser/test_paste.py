"""What comes of a text pasted into the visual editor, under the policy that the site is served with."""

import pytest

from releases.editorial.groups import EDITORS, PRESS_OFFICERS
from releases.models.prose import sanitise
from tests.browser import NO_PLAYWRIGHT, people
from tests.clipboard import ADDRESSES, SAMPLES
from tests.factories import make_event, make_institute, make_public_release, make_release, make_user

Axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason=NO_PLAYWRIGHT).Axe
expect = pytest.importorskip("playwright.sync_api", reason=NO_PLAYWRIGHT).expect
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ADD = "/admin/releases/release/add/"
KEEP_EDITOR = (
    'document.addEventListener("prose-editor:ready", event => { window.editor = event.detail.editor })'
)
PASTE = """async ([type, text]) => {
    editor.commands.clearContent(true);
    editor.commands.focus();
    const transfer = new DataTransfer();
    transfer.setData(type, text);
    if (type === "text/html") transfer.setData("text/plain", "never taken where there is markup");
    const paste = new ClipboardEvent("paste", { clipboardData: transfer, bubbles: true, cancelable: true });
    const { fetch } = window, asked = [];
    window.fetch = (...request) => {
        const answer = fetch(...request);
        asked.push(answer.then(response => response.clone().text()).catch(() => ""));
        return answer;
    };
    editor.view.dom.dispatchEvent(paste);
    window.fetch = fetch;
    await Promise.all(asked);
    // The sentence is written once the same answer is read by the page, too.
    await new Promise(done => setTimeout(done, 20));
    const said = document.querySelector(".left-out");
    return [document.getElementById("id_body").value, said.textContent];
}"""


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
    return lambda *groups: people.sign_in(page.context, live_server.url, make_user(*groups))


@pytest.fixture
def paste(page, live_server, sign_in):
    """A new release with its editor: what `paste(markup)` makes of an empty body, and the sentence beside it."""
    sign_in(PRESS_OFFICERS)
    page.add_init_script(KEEP_EDITOR)
    page.goto(f"{live_server.url}{ADD}")
    page.locator(".left-out").wait_for(state="attached")

    def paste(text, type="text/html"):
        body, said = page.evaluate(PASTE, [type, text])
        return body.replace(' data-type="decimal"', ""), said

    return paste


def test_every_sample_becomes_its_body_and_what_was_left_out_is_said(paste, console):
    found = {sample.name: paste(sample.markup) for sample in SAMPLES}

    assert found == {sample.name: (sample.body, sample.left_out) for sample in SAMPLES}
    assert console == []


def test_plain_text_keeps_its_lines_and_its_addresses_lead_somewhere(paste, console):
    assert paste("See www.example.org, please.\n\nSecond  line", "text/plain") == (
        '<p>See <a href="https://www.example.org">www.example.org</a>, please.</p><p>Second  line</p>',
        "",
    )
    assert console == []


def test_what_is_copied_in_the_editor_comes_back_as_it_was(paste, console):
    own = '<ul data-pm-slice="3 3 []"><li><p>two  spaces</p></li></ul>'

    assert paste(own) == ("<ul><li><p>two  spaces</p></li></ul>", "")
    assert console == []


def test_a_list_stays_whole_behind_the_words_that_are_there(page, paste):
    paste("<p>The workshop will:</p>")

    after = PASTE.replace("editor.commands.clearContent(true);", "")
    page.evaluate(after, ["text/html", "<ul><li>One</li><li>Two</li></ul>"])

    body = page.locator("#id_body").input_value()
    assert body == "<p>The workshop will:</p><ul><li><p>One</p></li><li><p>Two</p></li></ul>"


def test_addresses_are_made_whole_as_those_of_imported_files(page, paste):
    script = """async addresses => {
        const { wholeAddress } = await import("pressroom/paste/addresses");
        return addresses.map(wholeAddress);
    }"""

    assert page.evaluate(script, list(ADDRESSES)) == list(ADDRESSES.values())


def test_a_sentence_is_said_without_the_server_too(page, paste):
    page.context.set_offline(True)

    assert paste("<p>Kept <del>gone</del></p>") == (
        "<p>Kept</p>",
        "Deletions, comments, hidden passages or pictures were left out.",
    )


@pytest.mark.parametrize("happening", ["paste", "drop"])
def test_a_picture_alone_is_refused_in_words(page, paste, console, happening):
    page.evaluate(
        """happening => {
            const transfer = new DataTransfer();
            transfer.items.add(new File(["x"], "photo.png", { type: "image/png" }));
            editor.view.dom.scrollIntoView();
            const { x, y } = editor.view.dom.getBoundingClientRect();
            const given = { bubbles: true, cancelable: true, clientX: x + 20, clientY: y + 20 };
            editor.view.dom.dispatchEvent(
                happening === "paste"
                    ? new ClipboardEvent("paste", { clipboardData: transfer, ...given })
                    : new DragEvent("drop", { dataTransfer: transfer, ...given })
            );
        }""",
        happening,
    )

    page.get_by_text("Left out: 1 picture.").wait_for()
    assert console == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_was_left_out_and_the_link_dialog_shut_nobody_out(page, paste, scheme):
    page.emulate_media(color_scheme=scheme)
    make_institute(name="Workshop Institute")
    paste("<p>See <del>that</del> <a href='https://www.un.org/'>page</a></p>")
    page.get_by_text("Left out: 1 deletion.").wait_for()
    shown = Axe().run(page, context=".field-body").response["violations"]

    page.keyboard.press("Control+a")
    page.keyboard.press("Control+k")
    dialog = page.get_by_role("dialog", name="Link")
    dialog.get_by_label("Address:").fill("nowhere")
    page.keyboard.press("Enter")
    dialog.get_by_label("Or look for").fill("works")
    dialog.get_by_role("button", name="Workshop Institute").wait_for()

    assert shown == []
    assert Axe().run(page, context="dialog").response["violations"] == []


def test_a_long_text_is_pasted_at_once(page, paste):
    markup = (
        "<p class=MsoNormal>Words <b style='font-weight:normal'>of a long</b> <del>old</del>text.</p>" * 3000
    )

    started = page.evaluate("performance.now()")
    body, said = paste(markup)

    assert body == "<p>Words of a long text.</p>" * 3000
    assert said == "Left out: 3000 deletions."
    assert page.evaluate("performance.now()") - started < 8000


def test_spaces_of_paragraphs_that_nobody_touched_survive(page, live_server, console, sign_in):
    first = "<p>Bangkok.  It  opened&nbsp;on   Monday.</p><ul><li><p>one  two</p></li></ul><h2>Part  A</h2>"
    release = make_release(body=f"{first}<p>Last.</p>", symbol="BKK/CP/15")
    sign_in(PRESS_OFFICERS, EDITORS)
    page.goto(f"{live_server.url}/admin/releases/release/{release.pk}/change/")
    editor = page.get_by_role("textbox", name="Body")
    page.locator(".left-out").wait_for(state="attached")

    editor.get_by_text("Last.").click()
    page.keyboard.press("End")
    page.keyboard.type(" More.")
    page.get_by_role("button", name="Save", exact=True).click()

    page.get_by_text("was changed successfully").wait_for()
    release.refresh_from_db()
    assert release.body == f"{first}<p>Last. More.</p>"
    assert console == []


def test_a_link_is_chosen_among_what_is_public_or_gets_its_scheme(page, paste, console, settings):
    settings.SITE_URL = "https://press.example.org"
    make_public_release(symbol="BKK/CP/14", title="Workshop on timber")
    make_release(symbol="BKK/CP/15", title="Workshop that nobody may know")
    make_event(name="Workshop week")
    make_institute(name="Workshop Institute")
    paste("<p>See this page.</p>")
    page.get_by_text("See this page.").click(click_count=3)
    page.locator("button[title='insert link']").click()
    dialog = page.get_by_role("dialog", name="Link")

    dialog.get_by_label("Address:").fill("draft.docx")
    dialog.get_by_role("button", name="Set the link").click()
    dialog.get_by_role("alert").wait_for()
    dialog.get_by_label("Or look for").fill("worksh")
    dialog.get_by_role("button", name="Workshop on timber").wait_for()
    offered = dialog.locator(".link-targets button").all_inner_texts()
    dialog.get_by_role("button", name="Workshop on timber").click()
    dialog.get_by_role("button", name="Set the link").click()

    body = expect(page.locator("#id_body"))
    assert sorted(offered) == ["Workshop Institute", "Workshop on timber", "Workshop week"]
    body.to_have_value('<p><a href="https://press.example.org/en/releases/BKK/CP/14/">See this page.</a></p>')
    page.locator("button[title='insert link']").click()
    dialog.get_by_label("Address:").fill("www.un.org")
    page.keyboard.press("Enter")
    body.to_have_value('<p><a href="https://www.un.org">See this page.</a></p>')
    page.locator("button[title='insert link']").click()
    dialog.get_by_role("button", name="Take the link away").click()
    body.to_have_value("<p>See this page.</p>")
    assert console == []


def test_a_table_comes_out_of_the_editor_with_its_heads(page, live_server, sign_in):
    table = (
        '<table><thead><tr><th scope="col">Port</th><th scope="col">Ships</th></tr></thead><tbody>'
        '<tr><th scope="row">Split</th><td>12</td></tr><tr><th scope="row">Rijeka</th><td></td></tr></tbody></table>'
    )
    release = make_release(body=f"<p>See:</p>{table}")
    sign_in(PRESS_OFFICERS)
    page.add_init_script(KEEP_EDITOR)
    page.goto(f"{live_server.url}/admin/releases/release/{release.pk}/change/")
    page.locator(".left-out").wait_for(state="attached")

    written = page.evaluate("editor.getHTML()")

    assert sanitise(written) == release.body
