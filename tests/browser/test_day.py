"""A press officer's day by keyboard alone: what each part of it costs in keys, stops of the tabulator and pages."""

from datetime import UTC, datetime

import pytest
from django.conf import settings

from releases.editorial import workflow
from releases.editorial.groups import EDITORS, PRESS_OFFICERS
from releases.models import Release
from tests.attachment_samples import pdf
from tests.browser import NO_PLAYWRIGHT
from tests.browser.keyboard import Typist
from tests.factories import make_user, picture_bytes
from tests.releases.intake.files.test_source_text import word

expect = pytest.importorskip("playwright.sync_api", reason=NO_PLAYWRIGHT).expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
EIGHT_IN_BANGKOK = datetime(2005, 4, 21, 1, 0, tzinfo=UTC)
TEN_IN_BANGKOK = datetime(2005, 4, 21, 3, 0, tzinfo=UTC)
NOON_IN_BANGKOK = datetime(2005, 4, 21, 5, 0, tzinfo=UTC)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
INSTITUTE = "Siam Institute for Criminal Justice Training"
FILE = word(
    "BKK/CP/14",
    "21 April 2005",
    "Invented judges learn to listen",
    f"BANKOK, 21 April (UN Information Service) -- The workshop was held with the {INSTITUTE} (SICJT) in the hall of "
    "the council and went on all day.",
    "The second paragraph says what the judges heard.",
)
# Keys, those of them that are Tab, pages. Clicks are none.
COSTS = {
    "import a Word file": (8, 1, 1),
    "mend the dateline": (11, 0, 0),
    "propose a partner, keep": (8, 0, 2),
    "add a photo": (10, 3, 0),
    "add a PDF": (6, 0, 0),
    "set 10:00 in Bangkok": (5, 1, 0),
    "submit": (1, 0, 1),
    "accept the institute": (5, 0, 2),
    "approve": (3, 0, 2),
    "correct": (18, 0, 5),
    "translate into French": (21, 6, 2),
    "four languages into a set": (13, 1, 2),
    "approve the set": (8, 0, 3),
}


def said(person, sentence):
    expect(person.page.locator(".messagelist")).to_contain_text(sentence)


def line(person, words):
    return person.page.locator(".need a").filter(has_text=words).first


def go_home(person):
    """Each part of the day begins there; the way back is none of its cost."""
    person.press("g")
    person.go("h")
    person.spent()


def write_and_submit(writer, spent):
    """From home to a release that waits for approval."""
    page = writer.page
    writer.go_to("imp")
    writer.choose_file(page.locator("#id_files"), "release.docx", FILE, WORD)
    writer.go("Control+Enter")
    expect(page.get_by_role("heading", name="What was read")).to_be_visible()
    spent["import a Word file"] = writer.spent()

    writer.go_to("dateline")
    writer.press("Control+a")
    writer.write("BANGKOK")
    spent["mend the dateline"] = writer.spent()

    writer.go_to("prop")
    writer.go("Enter")
    role = page.get_by_label(f"Role of {INSTITUTE}")
    expect(role).to_be_focused()
    writer.write("par")
    expect(role).to_have_value("partner")
    writer.go("Control+Enter")
    said(writer, "BKK/CP/14 is a draft now.")
    spent["propose a partner, keep"] = writer.spent()

    writer.go_to("pho")
    writer.press("Enter")
    upload = page.locator("#id_photos-0-upload")
    writer.choose_file(upload, "hall.jpg", picture_bytes(), "image/jpeg")
    writer.press("Tab")
    expect(page.locator("#id_photos-0-alternative_text")).to_be_focused()
    writer.write("Judges in an invented hall.")
    spent["add a photo"] = writer.spent()

    writer.go_to("att")
    writer.choose_file(page.locator("#id_attachments-new"), "annex.pdf", pdf(), "application/pdf")
    spent["add a PDF"] = writer.spent()

    writer.go_to("pl")
    writer.write("21 April 2005")
    writer.press("Tab")
    writer.write("10:00")
    expect(page.locator("#id_publish_at_2")).to_have_value("Asia/Bangkok")
    spent["set 10:00 in Bangkok"] = writer.spent()

    writer.go("Control+Enter")
    said(writer, "BKK/CP/14 (English) waits for approval.")
    spent["submit"] = writer.spent()


def decide(editor, spent):
    """The institute is accepted and the release approved, for the time that is planned."""
    editor.reach(line(editor, INSTITUTE), "j")
    editor.go("Enter")
    editor.go("Control+Enter")
    said(editor, "accepted")
    spent["accept the institute"] = editor.spent()

    go_home(editor)
    editor.reach(line(editor, "BKK/CP/14"), "j")
    editor.go("Enter")
    editor.go("Control+Enter")
    said(editor, "Approved, public in 2 h (10:00 Bangkok, 03:00 UTC).")
    spent["approve"] = editor.spent()


def correct_and_translate(writer, spent):
    """The next edition and its French version wait for approval."""
    page = writer.page
    writer.press("g")
    writer.go("r")
    writer.press("j")
    writer.go("Enter")
    writer.go_to("cor")
    writer.go("Enter")
    expect(page.locator("#id_note")).to_be_focused()
    writer.write("The judges are named.")
    writer.go("Control+Enter")
    writer.go_to("bod")
    writer.press("Control+Home")
    writer.write("Today: ")
    writer.go("Control+Enter")
    said(writer, "BKK/CP/14 (English) waits for approval.")
    spent["correct"] = writer.spent()

    writer.go_to("fra")
    writer.go("Enter")
    writer.go_to("tit")
    writer.press("Control+a")
    writer.write("Des juges apprennent")
    for number, words in enumerate(("Tenu toute la journée.", "Entendu par les juges."), 1):
        writer.reach(page.get_by_role("textbox", name=f"Paragraph {number}"))
        writer.press("Control+a")
        writer.write(words)
    writer.reach(page.locator("[name$=-alternative_text]"))
    writer.write("Des juges dans une salle.")
    writer.go("Control+Enter")
    said(writer, "BKK/CP/14 (Français) waits for approval.")
    spent["translate into French"] = writer.spent()


def colleagues_translate(at):
    """Two more languages come from elsewhere."""
    colleague = make_user(PRESS_OFFICERS)
    source = Release.objects.get(language="en", edition=2)
    for language in ("es", "ru"):
        draft = workflow.open_translation(source, language, by=colleague, at=at)
        draft.photos.update(alternative_text=f"Invented words in {language}.")
        draft.title, draft.body = f"Invented title in {language}", f"<p>Invented text in {language}.</p>"
        draft = workflow.save_edition(draft, by=colleague, at=at, seen=draft.version)
        workflow.submit(draft, by=colleague, at=at, seen=draft.version)


def publish_together(writer, editor, spent):
    """Four languages are planned as one by the one and approved as one by the other."""
    page = writer.page
    writer.go_to("pub")
    writer.go("Enter")
    expect(page.locator("[name=joins]:checked")).to_have_count(4)
    writer.go_to("pub")
    writer.write("21 April 2005")
    writer.press("Tab")
    writer.write("12:00")
    writer.go("Control+Enter")
    said(writer, "They go out together or wait together.")
    spent["four languages into a set"] = writer.spent()

    go_home(editor)
    editor.reach(editor.page.locator(".need-sets a").first, "j")
    editor.go("Enter")
    editor.go("Control+Enter")
    editor.go("Control+Enter")
    said(editor, "All 4 releases are approved")
    spent["approve the set"] = editor.spent()


def test_a_press_officers_day_by_keyboard_alone(clock, office):
    clock.now = EIGHT_IN_BANGKOK
    writer, spent = Typist(office("writer", PRESS_OFFICERS).page), {}
    write_and_submit(writer, spent)
    editor = Typist(office("editor", PRESS_OFFICERS, EDITORS).page)
    decide(editor, spent)
    release = Release.objects.get()
    assert (release.state, release.publish_at) == ("approved", TEN_IN_BANGKOK)
    assert (release.dateline_city, release.mentions.get().role) == ("BANGKOK", "partner")
    assert (release.photos.count(), release.attachments.count()) == (1, 1)

    clock.wait(hours=2, minutes=5)
    correct_and_translate(writer, spent)
    colleagues_translate(clock.now)
    publish_together(writer, editor, spent)
    waiting = Release.objects.filter(state="approved", publish_at=NOON_IN_BANGKOK)
    assert sorted(waiting.values_list("language", "edition")) == [("en", 2), ("es", 1), ("fr", 1), ("ru", 1)]

    assert spent == COSTS


def test_from_a_pasted_text_to_the_public_in_five_clicks_and_four_pages(office):
    writer = office("writer", PRESS_OFFICERS)
    pages = Typist(writer.page)
    text = (settings.BASE_DIR / "fixtures" / "BKK-CP-14.txt").read_text(encoding="utf-8")
    writer.page.locator(".desk-import > summary").click()
    writer.clicks += 1
    writer.write("Text of a release:", text)
    writer.click("Read")
    writer.click("Keep and submit")
    expect(writer.page.locator(".messagelist")).to_contain_text("waits for approval")
    writer.page.wait_for_load_state()
    assert (writer.clicks, pages.spent()[2]) == (3, 2)

    editor = office("editor", PRESS_OFFICERS, EDITORS)
    pages = Typist(editor.page)
    editor.follow("BKK/CP/14")
    editor.click("Approve", exact=True)
    expect(editor.page.locator(".messagelist")).to_contain_text("is approved. Public.")
    editor.page.wait_for_load_state()
    assert (editor.clicks, pages.spent()[2]) == (2, 2)
