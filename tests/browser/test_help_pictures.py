"""Makes the pictures of the help anew from the running desk, in each of its languages.

The site is filled as `quickstart` fills it, and its clock stands: what did not change at the desk is the same picture.
`PICTURES_IN=fr,ar` makes those of some languages only.
"""

import os
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from PIL import Image

from institutes.catalogue import proposals
from pressroom.help.pictures import FOLDER, PICTURES, WIDTH
from releases.editorial import publishing_together, review_answers, workflow
from releases.editorial.groups import CHIEF_EDITORS, EDITORS, PRESS_OFFICERS
from releases.editorial.preview_links import share_preview
from releases.models import Event, Photo, Release
from tests.browser import NO_PLAYWRIGHT
from tests.browser.people import sign_in
from tests.factories import make_photo, make_release, make_user

pytest.importorskip("playwright.sync_api", reason=NO_PLAYWRIGHT)
pytestmark = [
    pytest.mark.pictures,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("_document"),
]
LARGEST = 40_000
TEN_IN_BANGKOK = datetime(2005, 4, 22, 3, 0, tzinfo=UTC)
LANGUAGES = [
    language
    for language in settings.DESK_LANGUAGES
    if language in os.environ.get("PICTURES_IN", ",".join(settings.DESK_LANGUAGES)).split(",")
]
TITLES = {
    15: "Congress Opens Debate on Mutual Legal Assistance",
    16: "Justice Ministers Meet in Bangkok",
    17: "Programme of the Last Day of the Congress",
    18: "Experts Discuss the Recovery of Assets",
    19: "Congress Adopts Its Declaration",
}
BODY = (
    "<p>Delegates to the Eleventh United Nations Congress on Crime Prevention and Criminal Justice met today in "
    "Bangkok.</p><p>They discussed how States can help each other in criminal matters.</p>"
)
FRENCH = "<p>Les délégations au onzième Congrès se sont réunies aujourd’hui à Bangkok.</p>"
RECEIVED = Path(settings.BASE_DIR, "fixtures/BKK-CP-14.txt").read_text().replace("BKK/CP/14", "BKK/CP/20")


class Newsroom:
    """What is at the desk in the pictures, and who looks at it."""

    def __init__(self, now):
        self.now = now
        self.viewer = make_user(PRESS_OFFICERS, EDITORS, CHIEF_EDITORS, username="anan", first_name="Anan")
        self.author = make_user(PRESS_OFFICERS, username="malee", first_name="Malee")
        self.editor = make_user(PRESS_OFFICERS, EDITORS, username="carlos", first_name="Carlos")
        self.returned = self.draft(15, by=self.viewer, publish_at=TEN_IN_BANGKOK)
        self.move(workflow.submit, self.returned, by=self.viewer)
        self.move(
            workflow.send_back,
            self.returned,
            by=self.editor,
            comment="Please name the Minister in the first paragraph.",
        )
        self.waiting = self.draft(16, by=self.author, publish_at=TEN_IN_BANGKOK)
        self.move(workflow.submit, self.waiting, by=self.author, comment="The Minister has read it.")
        self.due = self.draft(17, by=self.author)
        self.move(workflow.submit, self.due, by=self.author)
        self.move(workflow.approve, self.due, by=self.editor, publish_at=now + timedelta(hours=2))
        self.pictured = self.draft(18, by=self.viewer)
        make_photo(
            self.pictured,
            alternative_text="Four people at a table with microphones.",
            caption="The panel of the workshop in Bangkok on 20 April 2005.",
            credit="UN Photo",
        )
        self.french = self.draft(
            18, by=self.viewer, language="fr", title="Le recouvrement des avoirs", body=FRENCH,
            follows=self.pictured, follows_version=self.pictured.version,
        )  # fmt: skip
        self.set = self.together()
        self.review()
        self.proposal = self.propose()

    def draft(self, number, *, by, language="en", title="", body=BODY, **fields):
        """A text of the Congress that lacks nothing."""
        release = make_release(
            symbol=f"BKK/CP/{number}", language=language, title=title or TITLES[number], body=body,
            dateline_city="BANGKOK", dateline_on=date(2005, 4, 21), source="UN Information Service",
            created_by=by, modified_by=by, modified_at=self.now, **fields,
        )  # fmt: skip
        release.events.add(Event.objects.get(slug="crime-congress-11"))
        return release

    def move(self, move, release, **arguments):
        release.refresh_from_db()
        move(release, at=self.now, **arguments)

    def together(self):
        english, french = (
            self.draft(19, by=self.author, language=language, title=title, body=body)
            for language, title, body in (
                ("en", "", BODY),
                ("fr", "Le Congrès adopte sa déclaration", FRENCH),
            )
        )
        for release in (english, french):
            self.move(workflow.submit, release, by=self.author)
        chosen = publishing_together.make_set("Declaration", TEN_IN_BANGKOK, by=self.viewer, at=self.now)
        publishing_together.add(chosen, [english, french], by=self.viewer, at=self.now)
        return chosen

    def review(self):
        _link, token = share_preview(self.pictured, by=self.viewer, at=self.now, life=timedelta(days=3))
        answers = [
            review_answers.Answer(1, "agreed"),
            review_answers.Answer(2, "change", "The room was the other one."),
        ]
        review_answers.record_answers(
            token,
            name="A. Reader",
            answers=answers,
            seen=review_answers.digest_of(self.pictured),
            at=self.now,
        )

    def propose(self):
        event = Event.objects.get(slug="crime-congress-11")
        event.website = "https://www.unodc.org/congress"
        return proposals.save(event, event.save, by=self.author, at=self.now)


class Camera:
    """Takes pictures of the desk as its viewer sees it."""

    def __init__(self, page, language, newsroom):
        self.page, self.language, self.room = page, language, newsroom

    def take(self, name):
        picture = PICTURES[name]
        self.page.set_viewport_size({"width": WIDTH, "height": picture.height})
        shown = getattr(self, f"show_{name}")()
        # A page that is shorter than the window could not be scrolled.
        self.page.evaluate("document.body.style.minBlockSize = '300vh'")
        shown.evaluate("one => scrollBy(0, one.getBoundingClientRect().top)")
        self.page.evaluate("document.activeElement.blur()")
        self.page.wait_for_load_state("networkidle")
        self._keep(name, self.page.screenshot(animations="disabled", caret="hide"))

    def _keep(self, name, png):
        """The picture is in the folder of its language, as good as it can be within the bytes that it may have."""
        folder = FOLDER / self.language
        folder.mkdir(parents=True, exist_ok=True)
        picture = Image.open(BytesIO(png)).convert("RGB")
        assert picture.size == (WIDTH, PICTURES[name].height)
        for quality in range(80, 20, -10):
            out = BytesIO()
            picture.save(out, "WEBP", quality=quality, method=6)
            if out.tell() <= LARGEST:
                break
        assert out.tell() <= LARGEST
        (folder / f"{name}.webp").write_bytes(out.getvalue())

    def open(self, address, shown="main"):
        self.page.goto(f"/admin/{address}")
        return self.page.locator(shown).first

    def form(self, release, shown="main"):
        return self.open(f"releases/release/{release.pk}/change/", shown)

    def show_home(self):
        return self.open("")

    def show_write(self):
        return self.form(self.room.returned)

    def show_import(self):
        self.open("releases/release/import/")
        self.page.locator("textarea[name=text]").fill(RECEIVED)
        self.page.locator("main form [type=submit]").last.click()
        return self.page.locator(".import-review .import-status, .import-review").first

    def show_dates(self):
        return self.form(self.room.returned, ".field-events")

    def show_symbol(self):
        self.open("releases/release/add/")
        self.page.locator("#id_symbol").press_sequentially("BKK/CP")
        self.page.locator("#id_symbol_report [name=_number]").first.wait_for()
        return self.page.locator("main")

    def show_photos(self):
        return self.form(self.room.pictured, "#photos-group")

    def show_proposal(self):
        return self.open(f"institutes/proposal/{self.room.proposal.pk}/change/")

    def show_approve(self):
        return self.open(f"releases/release/{self.room.waiting.pk}/move/approve/")

    def show_together(self):
        return self.open(f"releases/release/sets/{self.room.set.pk}/")

    def show_translate(self):
        return self.open(f"releases/release/{self.room.french.pk}/translate/", ".beside-head")

    def show_reviewer(self):
        return self.form(self.room.pictured, ".reviewed")

    def show_find(self):
        shown = self.open("releases/release/")
        self.page.locator(".list-filters > summary").click()
        return shown

    def show_account(self):
        return self.open("account/second-factor/")


@pytest.fixture
def camera(browser, live_server, clock, request):
    """A camera at the desk of the pictures, for the language that the test is asked for."""
    language = request.param
    newsroom = Newsroom(clock.now)
    context = browser.new_context(base_url=live_server.url, locale=language, timezone_id="Asia/Bangkok")
    context.clock.set_fixed_time(clock.now)
    # What counts down shows the first second.
    context.add_init_script("performance.now = () => 0")
    sign_in(context, live_server.url, newsroom.viewer)
    page = context.new_page()
    page.set_default_timeout(15_000)
    yield Camera(page, language, newsroom)
    context.close()


@pytest.mark.parametrize("camera", LANGUAGES, indirect=True)
def test_the_pictures_of_a_language_are_made(camera):
    for name in PICTURES:
        camera.take(name)

    made = {path.stem for path in (FOLDER / camera.language).glob("*.webp")}
    assert made == set(PICTURES)
    assert Release.objects.count() == 8
    assert Photo.objects.count() == 1
