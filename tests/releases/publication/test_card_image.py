"""The picture of a link to a release: drawn in every script, or not at all."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.utils.translation import override
from PIL import Image, features

from releases.publication.formats import card_fonts
from releases.publication.formats.card_fonts import SAMPLES, face_for
from releases.publication.formats.card_image import card_image, is_drawn
from tests.factories import (
    NOON,
    make_embargoed_release,
    make_public_release,
    make_release,
    make_withdrawn_release,
)

TITLES = {
    "en": "States agree on first steps on clean water in cities",
    "fr": "Les États s’accordent sur de premières mesures : l’eau potable",
    "ru": "Государства согласовали первые шаги: Чистая вода в городах",
    "ar": "الدول تتفق على خطوات أولى: المياه النظيفة في المدن (12)",
    "zh-hans": "各国商定首批措施：“城市清洁用水”，第12次会议",
}
HAS_FONTS = set(card_fonts.drawn_languages()) >= set(SAMPLES)
needs_fonts = pytest.mark.skipif(not HAS_FONTS, reason="Fonts of every script are not on this machine.")
ADDRESS = "/en/releases/BKK/CP/14.png"


@pytest.fixture
def _no_fonts(settings, tmp_path):
    settings.FONTS_DIR = str(tmp_path)


def drawn(release):
    with override(release.language):
        return card_image(release)


@needs_fonts
@pytest.mark.django_db
@pytest.mark.parametrize("language", TITLES)
def test_it_is_drawn_in_every_script(language):
    release = make_public_release(language=language, title=TITLES[language])

    content = drawn(release)
    image = Image.open(BytesIO(content)).convert("L")

    assert image.size == (1200, 630)
    assert len(content) < 60_000
    # The title is on the side where its language begins.
    start, end = (
        image.crop((left, 150, left + 300, 520)).point(lambda value: 255 * (value > 200)).histogram()[255]
        for left in ((72, 828) if language != "ar" else (828, 72))
    )
    assert start > end
    assert content == drawn(release)


@needs_fonts
@pytest.mark.django_db
def test_a_long_title_is_cut_short_and_stays_inside():
    release = make_public_release(title="Considerations " * 33)

    image = Image.open(BytesIO(drawn(release))).convert("L")

    assert image.crop((1140, 0, 1200, 600)).getextrema()[1] < 200


@pytest.mark.django_db
@pytest.mark.usefixtures("_no_fonts")
def test_without_fonts_there_is_none_rather_than_boxes(client):
    make_public_release(symbol="BKK/CP/14")

    assert client.get(ADDRESS).status_code == 404
    page = client.get("/en/releases/BKK/CP/14/").content.decode()
    assert "og:image" not in page
    assert '<meta name="twitter:card" content="summary">' in page


@needs_fonts
def test_a_text_with_a_letter_that_no_font_has_is_not_drawn():
    assert face_for("Title") is not None
    assert face_for("Title \U000f0000") is None


@needs_fonts
def test_arabic_is_not_drawn_unjoined(monkeypatch):
    monkeypatch.setattr(features, "check", lambda name: name != "raqm")

    assert face_for("بيان") is None
    assert face_for("Statement") is not None


@needs_fonts
@pytest.mark.django_db
def test_the_page_names_it_and_it_is_kept_until_it_stops_being_true(client):
    release = make_public_release(symbol="BKK/CP/14", title="The first")
    page = client.get("/en/releases/BKK/CP/14/").content.decode()
    assert f'<meta property="og:image" content="http://testserver{ADDRESS}">' in page
    assert '<meta name="twitter:card" content="summary_large_image">' in page

    first = client.get(ADDRESS)

    assert (first.status_code, first["Content-Type"]) == (200, "image/png")
    assert client.get(ADDRESS, HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 304
    assert client.get("/en/releases/bkk/cp/14.png")["Location"] == ADDRESS
    release.superseded_at = NOON + timedelta(days=1)
    release.save()
    make_public_release(
        symbol="BKK/CP/14",
        title="The second",
        edition=2,
        previous=release,
        publish_at=NOON + timedelta(days=1),
    )
    assert client.get(ADDRESS, HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 200


@needs_fonts
@pytest.mark.django_db
@pytest.mark.parametrize("maker", [make_release, make_embargoed_release, make_withdrawn_release])
def test_what_is_not_public_has_none(client, maker):
    maker(symbol="BKK/CP/14")

    assert client.get(ADDRESS).status_code == 404
    assert "og:image" not in client.get("/en/releases/BKK/CP/14/").content.decode()


@needs_fonts
@pytest.mark.django_db
def test_an_invented_one_says_so():
    real = make_public_release(symbol="BKK/CP/1", title="One title")
    invented = make_public_release(symbol="BKK/CP/2", title="One title", is_invented=True)

    assert is_drawn(invented)
    colours = [Image.open(BytesIO(drawn(one))).convert("RGB").getcolors(256) for one in (real, invented)]
    yellow = [any(red > 240 and blue < 90 for _count, (red, _green, blue) in found) for found in colours]
    assert yellow == [False, True]
