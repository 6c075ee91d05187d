"""A picture is uploaded in the row of the release: described there, judged, kept after an error, never twice."""

import pytest
from django.contrib.auth.models import Permission
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from institutes.desk import kept_uploads
from releases.editorial.groups import PRESS_OFFICERS
from releases.models import Photo, ReleasePhoto
from tests.factories import make_photo, make_public_release, make_release, make_user, picture_bytes
from tests.posting import filled, sentences

pytestmark = pytest.mark.django_db
WORDS = {
    "photos-0-alternative_text": "Invented people on a stage",
    "photos-0-caption": "The invented opening",
    "photos-0-credit": "Invented Press",
}


@pytest.fixture(autouse=True)
def officer(client):
    user = make_user(PRESS_OFFICERS)
    client.force_login(user)
    yield user
    for name in (
        default_storage.listdir(kept_uploads.FOLDER)[1] if default_storage.exists(kept_uploads.FOLDER) else []
    ):
        default_storage.delete(f"{kept_uploads.FOLDER}/{name}")


def change(release):
    return reverse("admin:releases_release_change", args=[release.pk])


def upload(content=None):
    return SimpleUploadedFile("photo.jpg", picture_bytes() if content is None else content, "image/jpeg")


def send(client, release, **fields):
    row = {"photos-TOTAL_FORMS": 1, "photos-0-upload": upload(), **WORDS}
    return client.post(change(release), filled(client.get(change(release)), **row | fields))


def test_a_picture_with_its_words_is_a_photo_of_the_release_in_one_save(client):
    release = make_release(language="fr")

    assert send(client, release).status_code == 302

    use, photo = ReleasePhoto.objects.get(), Photo.objects.get()
    assert (use.release_id, use.photo_id, use.position) == (release.pk, photo.pk, 1)
    for row in (use, photo):
        assert [row.alternative_text, row.caption, row.credit] == list(WORDS.values())
    assert (photo.language, photo.is_decorative, photo.width) == ("fr", False, 64)
    assert not Photo.objects.public(timezone.now()).exists()
    assert release.history.first().parts["photos"][0][:2] == [1, photo.pk]
    assert photo.history.get().history_user == release.history.first().history_user


def test_a_new_release_is_written_with_its_picture(client):
    address = reverse("admin:releases_release_add")
    written = {"title": "Invented", "body": "<p>Words.</p>", "issued_on": "2005-04-21"}
    row = {"photos-TOTAL_FORMS": 1, "photos-0-upload": upload(), **WORDS}

    assert client.post(address, filled(client.get(address), **written, **row)).status_code == 302
    assert ReleasePhoto.objects.get().caption == "The invented opening"


def test_a_picture_is_kept_until_it_is_described(client):
    release = make_release()

    page = send(client, release, **{"photos-0-alternative_text": ""})

    assert page.status_code == 200
    assert "Say what the new picture shows, in a sentence." in sentences(page)
    assert "photo.jpg is kept" in page.content.decode()
    assert not Photo.objects.exists()
    again = filled(page) | page.context["kept_uploads"]
    again |= {"photos-0-upload": "", "photos-0-alternative_text": "Described now"}
    assert client.post(change(release), again).status_code == 302
    assert ReleasePhoto.objects.get().alternative_text == "Described now"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"photos-0-upload": b"MZ" + bytes(300)}, "The file is no JPEG, PNG or WebP picture"),
        ({"photos-0-upload": b""}, "empty"),
        ({"photos-0-upload": ""}, "Choose a photo from the list, or a new picture."),
        ({"photos-0-photo": True}, "Choose a photo from the list or a new picture, not both."),
    ],
)
def test_a_row_that_is_wrong_says_why_and_saves_nothing(client, fields, expected):
    release = make_release()
    before = Photo.objects.count()
    if "photos-0-photo" in fields:
        fields, before = {"photos-0-photo": make_photo().pk}, 1
    fields = {name: upload(value) if isinstance(value, bytes) else value for name, value in fields.items()}

    page = send(client, release, **fields)

    assert page.status_code == 200
    assert [expected in sentence for sentence in sentences(page)].count(True) == 1
    assert page.context["adminform"].form.instance.pk == release.pk
    assert "Invented people on a stage" in page.content.decode()
    assert (Photo.objects.count(), ReleasePhoto.objects.count()) == (before, 0)


def test_the_same_form_sent_twice_makes_one_photo(client):
    release = make_release()
    data = filled(client.get(change(release)), **{"photos-TOTAL_FORMS": 1, **WORDS})

    for _time in range(2):
        client.post(change(release), data | {"photos-0-upload": upload()})

    assert (Photo.objects.count(), ReleasePhoto.objects.count()) == (1, 1)


def test_the_same_picture_with_other_words_is_refused_and_the_words_stay(client):
    release = make_release()
    send(client, release)
    page = client.get(change(release))
    row = {
        "photos-TOTAL_FORMS": 2,
        "photos-1-upload": upload(),
        "photos-1-alternative_text": "Other words",
        "photos-1-caption": "",
        "photos-1-credit": "",
    }

    again = client.post(change(release), filled(page, **row))

    assert "This photo is on the list already." in sentences(again)
    assert "Other words" in again.content.decode()
    assert Photo.objects.count() == 1


def test_a_saved_row_takes_no_other_file(client):
    release = make_release()
    photo = make_photo(release)

    send(client, release, **{"photos-0-alternative_text": "Written anew"})

    assert Photo.objects.get() == photo
    assert ReleasePhoto.objects.get().alternative_text == "Written anew"


def test_who_may_not_add_photos_chooses_from_the_list_only(client):
    user = make_user()
    user.user_permissions.set(
        Permission.objects.filter(codename__in=["view_release", "change_release"]).all()
        | Permission.objects.filter(codename__endswith="_releasephoto")
        | Permission.objects.filter(codename="view_photo")
    )
    client.force_login(user)
    release = make_release()
    page = client.get(change(release))
    assert b"photos-0-photo" in page.content or b"photos-__prefix__-photo" in page.content
    assert b"-upload" not in page.content.split(b'id="photos-group"')[1].split(b"</fieldset>")[0]

    send(client, release)

    assert not Photo.objects.exists()


def test_an_issued_edition_takes_no_picture(client):
    release = make_public_release()

    assert b"photos-__prefix__-upload" not in client.get(change(release)).content
    client.post(
        change(release),
        {"photos-TOTAL_FORMS": 1, "photos-INITIAL_FORMS": 0, "photos-0-upload": upload(), **WORDS},
    )
    assert not Photo.objects.exists()
