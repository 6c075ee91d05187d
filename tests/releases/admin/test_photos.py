"""Photos at the desk: uploaded once, described, and left alone when an approved edition shows them."""

import re

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from releases.admin.photo import focal_classes
from releases.editorial.groups import EDITORS, PRESS_OFFICERS
from releases.models import Photo
from tests.factories import (
    make_embargoed_release,
    make_photo,
    make_public_release,
    make_release,
    make_user,
    make_withdrawn_release,
    picture_bytes,
)
from tests.posting import errors, filled

pytestmark = pytest.mark.django_db
ADD = "/admin/releases/photo/add/"


def change(photo):
    return reverse("admin:releases_photo_change", args=[photo.pk])


@pytest.fixture(autouse=True)
def officer(client):
    user = make_user(PRESS_OFFICERS)
    client.force_login(user)
    return user


def upload(content=None, name="photo.jpg", kind="image/jpeg"):
    return SimpleUploadedFile(name, picture_bytes() if content is None else content, kind)


def test_an_upload_is_stored_and_described(client):
    data = filled(client.get(ADD), alternative_text="Invented people", credit="Invented Press")

    response = client.post(ADD, data | {"upload": upload(picture_bytes(size=(500, 300)))})

    assert response.status_code == 302
    photo = Photo.objects.get()
    assert (photo.width, photo.height, photo.credit) == (500, 300, "Invented Press")
    assert sorted(default_storage.listdir(photo.place)[1]) == [
        "480.avif",
        "480.jpg",
        "500.avif",
        "500.jpg",
        "master.jpg",
    ]


@pytest.mark.parametrize("name", ["photo.svg", "photo.html", "../../photo", "photo.php.jpg"])
def test_the_name_of_a_file_says_nothing_and_is_not_kept(client, name):
    data = filled(client.get(ADD), alternative_text="Invented people")

    response = client.post(ADD, data | {"upload": upload(name=name, kind="text/html")})

    assert response.status_code == 302
    assert Photo.objects.get().place.startswith("photos/")


HOSTILE = {
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "html": b"<!doctype html><script>alert(1)</script>",
    "gif": picture_bytes(kind="GIF"),
    "polyglot": picture_bytes() + b"<script>alert(1)</script>",
    "truncated": picture_bytes()[:200],
    "empty": b"",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_is_no_picture_is_refused_beside_its_field(client, name):
    data = filled(client.get(ADD), alternative_text="Typed and kept")

    response = client.post(ADD, data | {"upload": upload(HOSTILE[name])})

    assert list(errors(response)) == ["upload"]
    assert len(errors(response)["upload"]) == 1
    assert response.context["adminform"].form["alternative_text"].value() == "Typed and kept"
    assert Photo.objects.count() == 0


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            {"alternative_text": ""},
            [
                "Say what the picture shows, or mark it as decorative and leave the alternative text empty.",
            ],
        ),
        (
            {"alternative_text": "Invented", "is_decorative": "on"},
            [
                "Say what the picture shows, or mark it as decorative and leave the alternative text empty.",
            ],
        ),
    ],
)
def test_a_photo_says_what_it_shows_or_is_decorative(client, words, expected):
    response = client.post(ADD, filled(client.get(ADD), **words) | {"upload": upload()})

    assert errors(response) == {"alternative_text": expected}
    assert Photo.objects.count() == 0


def test_the_file_of_a_photo_never_changes(client):
    photo = make_photo()
    before = photo.rendition(64, "jpg").content

    data = filled(client.get(change(photo)), alternative_text="Other words")
    client.post(change(photo), data | {"upload": upload(picture_bytes(size=(100, 100)))})

    photo.refresh_from_db()
    assert (photo.alternative_text, photo.width) == ("Other words", 64)
    assert photo.rendition(64, "jpg").content == before


@pytest.mark.parametrize(
    "make", [make_release, make_embargoed_release, make_public_release, make_withdrawn_release]
)
def test_the_words_of_a_photo_are_changed_for_releases_to_come(client, make):
    photo = make_photo(make(symbol="TEST/SER/1"), alternative_text="As issued")

    page = client.get(change(photo))
    response = client.post(
        change(photo),
        {
            "alternative_text": "Other words",
            "language": "en",
            "caption": "",
            "credit": "",
            "focal_x": "20",
            "focal_y": "80",
            "seen": page.context["seen"],
        },
    )

    photo.refresh_from_db()
    assert (response.status_code, photo.alternative_text) == (302, "Other words")
    assert (photo.focal_x, photo.focal_y) == (20, 80)
    assert photo.uses.get().alternative_text == "As issued"


def test_the_page_of_a_photo_says_which_editions_use_other_words(client):
    photo = make_photo(
        make_public_release(symbol="TEST/SER/1"), make_release(symbol="TEST/SER/2"), alternative_text="Hall"
    )
    photo.uses.filter(release__symbol="TEST/SER/2").update(caption="A caption of its own")

    uses = client.get(change(photo)).content.decode().partition('class="photo-uses"')[2].partition("</ul>")[0]

    first, second = uses.split("TEST/SER/")[1:]
    assert "<dd" not in first
    assert re.findall(r"<d[td][^>]*>([^<]*)", second) == ["Caption here", "A caption of its own"]


@pytest.mark.parametrize(
    ("make", "deleted"), [(None, True), (make_release, False), (make_public_release, False)]
)
def test_a_photo_is_deleted_only_while_nothing_uses_it(client, make, deleted):
    client.force_login(make_user(PRESS_OFFICERS, EDITORS))
    photo = make_photo(*([make()] if make else []))

    client.post(reverse("admin:releases_photo_delete", args=[photo.pk]), {"post": "yes"})

    assert Photo.objects.filter(pk=photo.pk).exists() is not deleted


def test_a_new_photo_is_cropped_about_its_centre(client):
    client.post(ADD, filled(client.get(ADD), alternative_text="Invented people") | {"upload": upload()})

    photo = Photo.objects.get()
    assert (photo.focal_x, photo.focal_y) == (50, 50)
    assert [name in client.get(ADD).content.decode() for name in ("focal_x", "focal_y")] == [False, False]


@pytest.mark.parametrize(
    ("x", "y", "classes"),
    [(50, 50, "focal-x-50 focal-y-50"), (0, 100, "focal-x-0 focal-y-100"), (23, 78, "focal-x-25 focal-y-80")],
)
def test_cropped_pictures_of_the_desk_keep_the_focal_point_in_view(client, x, y, classes):
    release = make_release()
    photo = make_photo(release, focal_x=x, focal_y=y)

    listed = client.get(reverse("admin:releases_photo_changelist")).content.decode()
    form = client.get(reverse("admin:releases_release_change", args=[release.pk])).content.decode()

    assert f'<img class="thumbnail {classes}" src="{photo.thumbnail}"' in listed
    assert f'<img class="photo-thumbnail {classes}" src="{photo.thumbnail}"' in form
    assert [page.count("pressroom/focal-point") > 0 for page in (listed, form)] == [True, True]


def test_each_focal_point_has_its_class():
    rules = (settings.BASE_DIR / "pressroom/static/pressroom/focal-point.css").read_text()

    for value in range(101):
        for name in focal_classes(Photo(focal_x=value, focal_y=value)).split():
            axis, place = name.removeprefix("focal-").split("-")
            assert f".{name} {{ --focal-{axis}: {place}%; }}" in rules


@pytest.mark.parametrize("value", ["101", "-1", "", "left"])
def test_a_focal_point_outside_the_picture_is_refused_beside_its_field(client, value):
    photo = make_photo()

    response = client.post(change(photo), filled(client.get(change(photo)), focal_x=value, credit="Typed"))

    assert list(errors(response)) == ["focal_x"]
    assert response.context["adminform"].form["credit"].value() == "Typed"
    photo.refresh_from_db()
    assert (photo.focal_x, photo.credit) == (50, "")


def test_the_database_knows_no_focal_point_outside_a_picture():
    with pytest.raises(IntegrityError), transaction.atomic():
        make_photo(focal_y=101)


def test_a_focal_point_changes_no_public_page(client):
    release = make_public_release()
    photo = make_photo(release)
    before = client.get(release.get_absolute_url()).content

    Photo.objects.update(focal_x=0, focal_y=0)

    assert client.get(release.get_absolute_url()).content == before
    assert b"focal" not in before
    assert photo.jpeg_srcset.encode() in before
