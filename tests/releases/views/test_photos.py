"""Who is sent the file of a photo, and who is told that there is none."""

import io
from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.utils import timezone
from PIL import Image

from releases.editorial.groups import CHIEF_EDITORS, EDITORS, PRESS_OFFICERS
from releases.models import Photo, Release, ReleasePhoto
from tests.factories import (
    NOON,
    SECOND,
    make_embargoed_release,
    make_institute,
    make_logo,
    make_photo,
    make_public_release,
    make_release,
    make_user,
    make_withdrawn_release,
)

pytestmark = pytest.mark.django_db
HIDDEN = {
    "in no release": lambda: None,
    "in a draft": make_release,
    "in a submitted edition": lambda: make_release(state="submitted", publish_at=NOON),
    "under embargo": make_embargoed_release,
    "withdrawn": make_withdrawn_release,
    "superseded": lambda: make_public_release(superseded_at=NOON + SECOND),
}


def hidden_photo(name):
    release = HIDDEN[name]()
    return make_photo(*([release] if release else []))


def told(response):
    """All that a reader is told, save the token that the reader brought."""
    return response.status_code, sorted(response.headers.items()), response.content


@pytest.mark.parametrize("suffix", ["avif", "jpg"])
def test_a_public_photo_is_sent_to_everyone(client, suffix):
    photo = make_photo(make_public_release(), make_release(), make_withdrawn_release())

    response = client.get(photo.address(64, suffix))

    assert response.status_code == 200
    assert response["Content-Type"] == {"avif": "image/avif", "jpg": "image/jpeg"}[suffix]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "public, no-cache"
    assert "Cookie" not in response["Vary"]
    assert Image.open(io.BytesIO(response.content)).size == (64, 48)


def test_a_reader_who_has_the_photo_is_not_sent_it_again(client):
    photo = make_photo(make_public_release())
    address = photo.address(64, "jpg")
    etag = client.get(address)["ETag"]

    again = client.get(address, headers={"If-None-Match": etag})

    assert (again.status_code, again.content) == (304, b"")
    assert again["Cache-Control"] == "public, no-cache"


@pytest.mark.parametrize("name", HIDDEN)
@pytest.mark.parametrize("method", ["get", "head"])
def test_outsiders_are_told_the_same_as_of_a_name_that_never_was(client, name, method):
    photo = hidden_photo(name)
    shown = make_photo(make_public_release())
    address, nowhere = photo.address(64, "jpg"), photo.address(64, "jpg").replace(photo.token, "x" * 22)
    ask = getattr(client, method)
    assert ask(shown.address(64, "jpg")).status_code == 200

    assert told(ask(address)) == told(ask(nowhere))
    assert ask(address).status_code == 404


@pytest.mark.parametrize("name", HIDDEN)
def test_a_copy_does_not_open_a_photo_that_is_no_longer_public(client, name):
    photo = hidden_photo(name)
    etag = photo.rendition(64, "jpg").etag

    assert client.get(photo.address(64, "jpg"), headers={"If-None-Match": etag}).status_code == 404


@pytest.mark.parametrize("name", HIDDEN)
@pytest.mark.parametrize("group", [PRESS_OFFICERS, EDITORS, CHIEF_EDITORS])
def test_editors_see_it_and_no_copy_is_kept(client, name, group):
    photo = hidden_photo(name)
    client.force_login(make_user(group))

    response = client.get(photo.address(64, "avif"))

    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store, no-cache"
    assert "ETag" not in response
    assert response["Vary"] == "Accept-Language, Cookie"


@pytest.mark.parametrize("fields", [{}, {"is_staff": False}, {"is_active": False}])
def test_an_account_without_the_right_is_an_outsider(client, fields):
    photo = hidden_photo("in a draft")
    groups = (EDITORS,) if fields else ()
    user = make_user(*groups)
    for name, value in fields.items():
        setattr(user, name, value)
    user.save()
    client.force_login(user)

    assert client.get(photo.address(64, "jpg")).status_code == 404


@pytest.mark.parametrize("path", ["65.jpg", "0.jpg", "master.jpg", "64.png", "64.jpg%0A", "9999.avif", ""])
def test_only_the_widths_and_types_that_are_made_are_there(client, path):
    photo = make_photo(make_public_release())

    assert client.get(f"/media/photos/{photo.token}/{path}").status_code == 404


def test_only_reading_is_allowed(client):
    photo = make_photo(make_public_release())

    assert client.post(photo.address(64, "jpg")).status_code == 405


def test_no_header_tells_of_a_correction_to_come(client):
    photo = make_photo(make_public_release())
    before = told(client.get(photo.address(64, "jpg")))
    release = Release.objects.get()
    Release.objects.filter(pk=release.pk).update(superseded_at=timezone.now() + timedelta(seconds=30))

    assert told(client.get(photo.address(64, "jpg"))) == before


def test_logos_are_sent_to_everyone(client):
    logo = make_logo(make_institute())

    response = client.get(logo.address(64, "avif"))

    assert (response.status_code, response["Content-Type"]) == (200, "image/avif")
    assert response["Cache-Control"] == "public, max-age=86400"
    assert client.get(logo.address(65, "avif")).status_code == 404
    assert client.get(f"/media/logos/{'x' * 22}/64.jpg").status_code == 404


def test_a_photo_on_a_page_names_its_sizes_and_says_what_it_shows():
    photo = make_photo(caption="Never shown", credit="Never shown")
    use = ReleasePhoto(
        photo=photo, alternative_text='A "hall"', caption="Invented <b>caption</b>", credit="Invented Press"
    )

    page = render_to_string("releases/_photo.html", {"use": use})

    assert f'<source type="image/avif" srcset="/media/photos/{photo.token}/64.avif 64w"' in page
    assert f'<img src="/media/photos/{photo.token}/64.jpg"' in page
    assert 'width="64" height="48" loading="lazy"' in page
    assert 'alt="A &quot;hall&quot;">' in page
    assert '<span class="caption" dir="auto">Invented &lt;b&gt;caption&lt;/b&gt;</span>' in page
    assert "Photo: Invented Press" in page
    assert "Never shown" not in page


def test_a_photo_without_words_on_a_page_has_an_empty_alternative():
    use = ReleasePhoto(photo=make_photo())
    page = render_to_string("releases/_photo.html", {"use": use, "preview": True})

    assert 'alt="">' in page
    assert "figcaption" not in page


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_page_shows_the_words_of_its_edition_whatever_is_said_of_the_photo_since(client, language):
    release = make_public_release(language=language)
    photo = make_photo(release, alternative_text="Hall", caption="Harmless", credit="Press")
    address = release.get_absolute_url()
    before = client.get(address).content

    Photo.objects.filter(pk=photo.pk).update(alternative_text="SLANDER", caption="SLANDER", credit="SLANDER")

    assert client.get(address).content == before
    assert (b"Harmless" in before) is (language == "en")
    assert b"Press</small>" in before


def test_a_photo_is_downloaded_in_its_own_size(client):
    release, draft = make_public_release(), make_release()
    shown, hidden = (make_photo(use, size=(2400, 1600)) for use in (release, draft))

    page = client.get(release.get_absolute_url()).content.decode()
    answer = client.get(f"/media/photos/{shown.token}/2400.jpg")

    assert f'href="/media/photos/{shown.token}/2400.jpg" download>' in page
    assert Image.open(io.BytesIO(answer.content)).size == (2400, 1600)
    assert client.get(f"/media/photos/{hidden.token}/2400.jpg").status_code == 404
    assert client.get(f"/media/photos/{shown.token}/2400.avif").status_code == 404
