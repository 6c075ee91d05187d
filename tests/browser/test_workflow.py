"""A press office at work: from the first word to the withdrawal, on the real pages, with only the clock mocked."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import User

from releases.editorial import deleted_drafts, workflow
from releases.editorial.groups import CHIEF_EDITORS, EDITORS, PRESS_OFFICERS
from releases.editorial.preview_links import share_preview
from releases.models import Release, Transition
from tests.browser import NO_PLAYWRIGHT
from tests.browser.people import MORNING
from tests.factories import make_release

expect = pytest.importorskip("playwright.sync_api", reason=NO_PLAYWRIGHT).expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGE = "/en/releases/BKK/CP/14/"


@pytest.fixture
def reader(browser, live_server):
    context = browser.new_context(base_url=live_server.url)
    yield context.new_page()
    context.close()


def status(reader, address=PAGE):
    return reader.goto(address).status


def home(person):
    person.page.goto("/admin/")


def said(person, sentence):
    expect(person.page.locator(".messagelist")).to_contain_text(sentence)


def test_from_the_first_word_to_the_withdrawal(office, reader, clock):
    writer = office("writer", PRESS_OFFICERS)
    editor = office("editor", PRESS_OFFICERS, EDITORS)

    # The press officer writes and submits.
    writer.follow("Write a release")
    writer.write("Symbol:", "BKK/CP/14")
    writer.write("Title:", "Workshop opens")
    writer.write("Dateline: city:", "BANGKOK")
    writer.write_text("The workshop opened today in the presense of many.")
    writer.click("Submit")
    said(writer, "BKK/CP/14 (English) waits for approval.")
    assert (writer.effort, Release.objects.get().issued_on) == ((2, 4), MORNING.date())
    assert status(reader) == 404

    # The editor returns it, and the press officer reads why.
    editor.page.reload()
    editor.follow("BKK/CP/14 Workshop opens")
    editor.follow("Return to the author")
    editor.write("What is to be changed:", "Presence is spelt with a c.")
    editor.click("Return to the author")
    said(editor, "BKK/CP/14 (English) went back to its author.")
    assert editor.effort == (3, 1)
    home(writer)
    writer.clicks = writer.fields = 0
    writer.follow("BKK/CP/14 Workshop opens")
    writer.follow("History")
    expect(writer.page.locator("blockquote")).to_have_text("Presence is spelt with a c.")
    writer.page.go_back()
    writer.write_text("The workshop opened today in the presence of many.")
    writer.click("Submit")
    assert writer.effort == (3, 1)

    # Approved under embargo: 17:30 in Bangkok, which is 10:30 UTC.
    home(editor)
    editor.clicks = editor.fields = 0
    editor.follow("BKK/CP/14 Workshop opens")
    editor.page.get_by_label("day", exact=True).fill("2005-04-21")
    editor.page.get_by_label("on the clock of", exact=True).select_option("Asia/Bangkok")
    editor.page.get_by_label("time", exact=True).fill("17:30")
    expect(editor.page.locator(".moment-said")).to_have_text(
        "public in 2 h 30 min (17:30 Bangkok, 10:30 UTC)"
    )
    editor.click("Approve", exact=True)
    said(editor, "Approved, public in 2 h 30 min (17:30 Bangkok, 10:30 UTC).")
    clock.wait(hours=2, minutes=29, seconds=59)
    assert status(reader) == 404
    clock.wait(seconds=1)
    assert status(reader) == 200
    expect(reader.locator("h1")).to_have_text("Workshop opens")

    # A correction is scheduled, waits, and takes over.
    home(writer)
    writer.clicks = writer.fields = 0
    writer.follow("BKK/CP/14 Workshop opens")
    writer.follow("Correct")
    writer.write("What is corrected:", "The name of the workshop.")
    writer.click("Correct", exact=True)
    writer.write("Title:", "Workshop on assistance opens")
    writer.click("Submit")
    assert writer.effort == (4, 2)
    home(editor)
    editor.follow("BKK/CP/14 Workshop on assistance opens")
    editor.page.get_by_label("day", exact=True).fill("2005-04-21")
    editor.page.get_by_label("time", exact=True).fill("18:30")
    editor.click("Approve", exact=True)
    said(editor, "is approved.")
    clock.wait(minutes=59, seconds=59)
    reader.goto(PAGE)
    expect(reader.locator("h1")).to_have_text("Workshop opens")
    clock.wait(seconds=1)
    reader.goto(PAGE)
    expect(reader.locator("h1")).to_have_text("Workshop on assistance opens")
    expect(reader.locator("main")).to_contain_text("The name of the workshop.")

    # The chief editor, who comes only now, takes it back.
    chief = office("chief", PRESS_OFFICERS, EDITORS, CHIEF_EDITORS)
    chief.follow("BKK/CP/14 Workshop on assistance opens")
    chief.follow("Withdraw")
    chief.write("Reason, for the public:", "Sent out in error.")
    chief.page.get_by_label("is gone; the notice stands alone").check()
    chief.click("Withdraw", exact=True)
    said(chief, "BKK/CP/14 (English) is withdrawn.")
    assert chief.effort == (3, 1)
    assert status(reader) in {404, 410}
    assert "Workshop on assistance opens" not in reader.content()

    moves = Transition.objects.values_list("move", "by__username")
    assert list(moves) == [
        ("submit", "writer"),
        ("send_back", "editor"),
        ("submit", "writer"),
        ("approve", "editor"),
        ("correct", "writer"),
        ("submit", "writer"),
        ("approve", "editor"),
        ("withdraw", "chief"),
        ("withdraw", "chief"),
    ]


def test_an_editor_adds_a_release_dated_today_and_a_reader_sees_it(office, reader):
    first = office("first", PRESS_OFFICERS, EDITORS)
    second = office("second", PRESS_OFFICERS, EDITORS)

    first.follow("Write a release")
    first.write("Title:", "Mobile library leaves")
    first.write_text("It leaves today.")
    first.click("Preview", exact=True)
    expect(first.page.locator("h1")).to_have_text("Mobile library leaves")
    expect(first.page.locator(".preview-banner")).to_contain_text("Preview. This page is not public.")
    first.follow("Back to the form")
    first.click("Submit")
    expect(first.page.locator(".move-approve")).to_have_count(0)
    expect(first.page.locator("body")).to_contain_text("somebody else has to decide")
    assert first.effort == (4, 2)

    home(second)
    second.follow(re.compile("Mobile library leaves"))
    second.click("Approve", exact=True)
    said(second, "is approved. Public.")
    assert second.effort == (2, 0)

    reader.goto("/en/")
    reader.get_by_role("link", name="Mobile library leaves").first.click()
    expect(reader.locator("h1")).to_have_text("Mobile library leaves")
    assert reader.url.endswith("/en/releases/2005/04/21/mobile-library-leaves/")


def test_two_editors_on_one_draft(office):
    first = office("first", PRESS_OFFICERS, EDITORS)
    second = office("second", PRESS_OFFICERS, EDITORS)
    release = make_release(symbol="BKK/CP/14", title="One title", body="<p>One long text.</p>")
    address = f"/admin/releases/release/{release.pk}/change/"

    first.page.goto(address)
    second.page.goto(address)
    expect(second.page.locator("#others")).to_have_text("first has had this open since 08:00 UTC.")
    second.write("Subtitle:", "From the second")
    second.write_text("One short text.")
    second.click("Save", exact=True)
    said(second, "was changed successfully")
    first.write_text("One long and true text.")
    first.click("Save", exact=True)

    expect(first.page.locator(".errornote + .errorlist")).to_contain_text(
        "second changed this while you had it open"
    )
    expect(first.page.locator(".difference del")).to_have_text("[removed: short end of what was removed]")
    expect(first.page.locator(".difference ins")).to_have_text("[added: long and true end of what was added]")
    expect(first.page.locator(".tiptap")).to_have_text("One long and true text.")
    expect(first.page.get_by_label("Subtitle:")).to_have_value("From the second")
    first.write_text("One short and true text.")
    first.click("Save", exact=True)
    said(first, "was changed successfully")
    saved = Release.objects.get()
    assert (saved.subtitle, saved.body) == ("From the second", "<p>One short and true text.</p>")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_page_of_the_desk_is_wider_than_a_phone(office, language):
    chief = office("chief", PRESS_OFFICERS, EDITORS, CHIEF_EDITORS)
    chief.page.set_viewport_size({"width": 375, "height": 800})
    cookie = {"name": "django_language", "value": language, "url": chief.page.url}
    chief.page.context.add_cookies([cookie])
    planned = {"publish_at": MORNING + timedelta(days=2), "dateline_city": "BANGKOK", "state": "submitted"}
    release = make_release(symbol="BKK/CP/14", title="An invented title of several words " * 4, **planned)
    forced = make_release(symbol="BKK/CP/15", created_by=User.objects.get(), **planned)
    workflow.force_approve(forced, by=User.objects.get(), at=MORNING, reason="An invented reason. " * 20)
    deleted_drafts.delete_draft(make_release(), by=User.objects.get(), at=MORNING)
    share_preview(
        release, by=User.objects.get(), at=MORNING, life=timedelta(days=1), note="Ms. Invented " * 9
    )
    wider = {}

    for name in ("schedule/", "forced/", "deleted/", *(
        f"{release.pk}/{page}/" for page in ("change", "history", "links", "move/approve", "move/delete")
    )):  # fmt: skip
        chief.page.goto(f"/admin/releases/release/{name}")
        expect(chief.page.locator("html")).to_have_attribute("dir", "rtl" if language == "ar" else "ltr")
        wider[name] = chief.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )

    assert len(wider) == 8
    assert {name: pixels for name, pixels in wider.items() if pixels > 0} == {}
