"""The logo and the name of the office behind the site, which an installation sets."""

from io import BytesIO

import pytest
from django.core.exceptions import ImproperlyConfigured
from PIL import Image

from pressroom.environment import Environment
from pressroom.site_logo import read_logo
from tests.factories import make_public_release

LANGUAGES = ("en", "fr", "ar")
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120.4 40"><rect width="9" height="9"/></svg>'


def picture():
    file = BytesIO()
    Image.new("RGB", (60, 30)).save(file, "PNG")
    return file.getvalue()


@pytest.fixture
def logo(tmp_path, settings):
    path = tmp_path / "logo.svg"
    path.write_bytes(DRAWING)
    settings.SITE_LOGO = read_logo(path)
    return settings.SITE_LOGO


@pytest.mark.parametrize(
    ("name", "content", "proportion"), [("l.svg", DRAWING, (120, 40)), ("l.PNG", picture(), (60, 30))]
)
def test_a_drawing_or_a_picture_is_a_logo(tmp_path, name, content, proportion):
    (tmp_path / name).write_bytes(content)

    logo = read_logo(tmp_path / name)

    assert (logo.width, logo.height) == proportion


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("l.svg", b"<svg></svg>", "it is no SVG drawing with a viewBox"),
        ("l.svg", b"<html viewBox='0 0 1 1'>", "it is no SVG drawing with a viewBox"),
        ("l.svg", b"<svg viewBox='0 0 0 9'>", "it is no SVG drawing with a viewBox"),
        ("l.svg", b"<svg viewBox='0 0 1.1.1 9'>", "it is no SVG drawing with a viewBox"),
        ("l.png", b"GIF89a", "it is no PNG picture"),
        ("l.png", picture()[:40], "it is no PNG picture"),
        ("l.gif", picture(), "its name does not end in .svg or .png"),
        ("l.svg", DRAWING + b" " * 210_000, "it has more than 200 kB"),
        ("l.svg", None, "there is no such file, or it cannot be read"),
    ],
)
def test_what_cannot_be_the_logo_is_refused_in_a_sentence(tmp_path, monkeypatch, name, content, why):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    monkeypatch.setenv("SITE_LOGO", str(tmp_path / name))

    with pytest.raises(ImproperlyConfigured) as refusal:
        Environment().site_logo()

    assert str(refusal.value) == (
        f"SITE_LOGO is “{tmp_path / name}”, but {why}; name an SVG or PNG file, or leave it out."
    )


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", {}),
        ("Press Service", {"en": "Press Service"}),
        ("en=Press Service; fr=Service de presse;", {"en": "Press Service", "fr": "Service de presse"}),
    ],
)
def test_the_office_has_a_name_or_one_for_each_language(monkeypatch, text, names):
    monkeypatch.setenv("SITE_OFFICE", text)

    assert Environment().site_office(LANGUAGES) == names


@pytest.mark.parametrize("text", ["en=A; xx=B", "en=", "fr=Nom", "en=A; Nom"])
def test_a_name_for_no_language_is_refused(monkeypatch, text):
    monkeypatch.setenv("SITE_OFFICE", text)

    with pytest.raises(ImproperlyConfigured, match=r"^SITE_OFFICE has "):
        Environment().site_office(LANGUAGES)


@pytest.mark.django_db
def test_logo_and_office_stand_at_the_head_of_every_page(client, logo, settings):
    settings.SITE_OFFICE = {"en": "Press Service", "fr": "Service de presse"}
    make_public_release(symbol="BKK/CP/14")

    for address in ("/en/", "/en/releases/BKK/CP/14/", "/en/nothing/"):
        page = client.get(address).content.decode()
        assert (
            f'<img class="brand-logo" src="/media/site/{logo.name}" width="120" height="40" alt="">' in page
        )
        assert '<p class="site-office">Press Service</p>' in page
    french, arabic = (client.get(f"/{language}/").content.decode() for language in ("fr", "ar"))
    assert '<p class="site-office">Service de presse</p>' in french
    assert '<bdi lang="en" dir="ltr">Press Service</bdi>' in arabic


@pytest.mark.django_db
def test_without_them_there_is_no_empty_place(client):
    page = client.get("/en/").content.decode()

    assert "site-office" not in page
    assert "brand-logo" not in page


@pytest.mark.django_db
def test_the_logo_is_served_under_its_present_name_alone_and_can_run_nothing(client, logo):
    response = client.get(f"/media/site/{logo.name}")

    assert (response.status_code, response.content) == (200, DRAWING)
    assert response.headers["Content-Type"] == "image/svg+xml"
    assert response.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert client.get("/media/site/0123456789abcdef.svg").status_code == 404
