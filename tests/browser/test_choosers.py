"""Lists of choices that find nothing propose what was typed, by keys or by the mouse; photos have a point."""

import pytest

from institutes.models import Institute
from institutes.pictures.files import read_picture
from releases.editorial.groups import PRESS_OFFICERS
from releases.models import Event, Photo
from tests.browser import NO_PLAYWRIGHT
from tests.factories import make_release, make_user, picture_bytes

expect = pytest.importorskip("playwright.sync_api", reason=NO_PLAYWRIGHT).expect
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(page, live_server, client):
    client.force_login(make_user(PRESS_OFFICERS))
    cookie = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    # The choosers are made anew when all of the page is there.
    address = f"{live_server.url}/admin/releases/"
    return lambda path: page.goto(f"{address}{path}", wait_until="networkidle")


def test_what_is_not_found_is_proposed_and_chosen_with_nothing_typed_lost(page, desk):
    release = make_release()
    desk(f"release/{release.pk}/change/")
    page.fill("#id_title", "Typed meanwhile")
    events = page.locator(".field-events .select2-search__field")
    events.click()
    page.keyboard.type("Invented Workshop on Harbours")
    offer = page.locator(".select2-results__option", has_text="Propose “Invented Workshop on Harbours”")
    expect(offer).to_be_visible()

    # Enter alone proposes nothing.
    page.keyboard.press("Enter")
    assert not Event.objects.exists()
    events.click()
    expect(offer).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    expect(page.locator(".field-events .proposed")).to_have_text(
        "“Invented Workshop on Harbours” is proposed and chosen here; an editor decides on it."
    )
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    page.click("#mentions-group .add-row a")
    page.click("#mentions-0 .select2-selection")
    page.locator(".select2-container--open .select2-search__field").fill("Institute of Harbours (IIH)")
    page.locator(".select2-results__option", has_text="Propose “Institute of Harbours (IIH)”").click()
    expect(page.locator("#mentions-0 .select2-selection__rendered")).to_contain_text("Institute of Harbours")
    with page.expect_navigation():
        page.locator("[name=_save]").click()

    release.refresh_from_db()
    event, institute = Event.objects.get(), Institute.objects.get()
    assert (release.title, [*release.events.all()], release.mentions.get().institute) == (
        "Typed meanwhile",
        [event],
        institute,
    )
    assert (event.is_proposed, event.kind, institute.is_proposed) == (True, "workshop", True)


def test_the_focal_point_is_set_by_a_click_a_drag_and_by_its_fields(page, desk):
    photo = Photo(alternative_text="Invented people")
    photo.take(read_picture(picture_bytes(size=(400, 300))))
    photo.save()
    desk(f"photo/{photo.pk}/change/")
    picture = page.locator("img.shown")
    box = picture.bounding_box()

    def at(x, y):
        return box["x"] + box["width"] * x, box["y"] + box["height"] * y

    def said():
        return page.input_value("#id_focal_x"), page.input_value("#id_focal_y")

    page.mouse.click(*at(0.25, 0.75))
    assert said() == ("25", "75")
    page.mouse.move(*at(0.25, 0.75))
    page.mouse.down()
    page.mouse.move(*at(0.5, 0.5), steps=3)
    page.mouse.move(*at(0.75, 0.25), steps=3)
    page.mouse.up()
    assert said() == ("75", "25")
    page.fill("#id_focal_y", "100")
    assert page.evaluate("document.querySelector('.focal-point').style.top") == "100%"
    assert page.evaluate("document.querySelector('.focal-crops img').style.objectPosition") == "75% 100%"
    with page.expect_navigation():
        page.locator("[name=_save]").click()

    assert Photo.objects.values_list("focal_x", "focal_y").get() == (75, 100)
