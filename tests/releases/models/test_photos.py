"""What a photo says of itself, and what becomes of its files."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from institutes.models import InstituteLogo
from releases.models import Photo, ReleasePhoto
from tests.factories import (
    NOON,
    SECOND,
    make_embargoed_release,
    make_institute,
    make_logo,
    make_photo,
    make_public_release,
    make_release,
    make_withdrawn_release,
)

pytestmark = pytest.mark.django_db
SAY_WHAT_IT_SHOWS = (
    "Say what the picture shows, or mark it as decorative and leave the alternative text empty."
)


@pytest.mark.parametrize(
    "fields",
    [
        {"alternative_text": "", "is_decorative": False},
        {"alternative_text": "Invented", "is_decorative": True},
    ],
)
def test_a_picture_says_what_it_shows_or_is_decorative(fields):
    with pytest.raises(IntegrityError, match="photo_described"), transaction.atomic():
        make_photo(**fields)
    with pytest.raises(IntegrityError, match="institutelogo_described"), transaction.atomic():
        make_logo(make_institute(), **fields)
    for model in (Photo, InstituteLogo):
        with pytest.raises(ValidationError) as caught:
            model(width=64, height=48, **fields).validate_constraints()
        assert caught.value.messages == [SAY_WHAT_IT_SHOWS]

    assert Photo.objects.count() == InstituteLogo.objects.count() == 0


SAID = {"alternative_text": "A bridge.", "caption": "The bridge opens.", "credit": "UN Photo"}
ALL, OWN = ("A bridge.", "The bridge opens.", "UN Photo"), ("", "", "UN Photo")


@pytest.mark.parametrize(
    ("language", "words", "expected"),
    [
        ("en", {}, ALL),
        ("en", {"caption": "Here."}, ("A bridge.", "Here.", "UN Photo")),
        ("en", {"credit": "Invented Press"}, ("A bridge.", "The bridge opens.", "Invented Press")),
        ("fr", {}, OWN),
        ("fr", {"alternative_text": "Un pont."}, ("Un pont.", "", "UN Photo")),
    ],
)
def test_a_photo_brings_its_words_into_an_edition_of_its_language(language, words, expected):
    use = ReleasePhoto.objects.create(
        release=make_release(language=language), photo=make_photo(**SAID), **words
    )

    assert ReleasePhoto.objects.values_list(*ReleasePhoto.WORDS).get() == expected
    use.caption = use.credit = ""
    use.save()
    assert ReleasePhoto.objects.values_list("caption", "credit").get() == ("", "")


@pytest.mark.parametrize("make", [make_release, make_embargoed_release, make_public_release])
def test_what_is_said_of_a_photo_later_changes_no_edition(make):
    photo = make_photo(make(), **SAID)

    photo.alternative_text, photo.caption, photo.credit = "Slander.", "Slander.", "Nobody"
    photo.save()

    assert ReleasePhoto.objects.values_list(*ReleasePhoto.WORDS).get() == ALL


def test_photos_are_public_with_an_edition_that_uses_them():
    shown = make_photo(make_public_release(), make_release())
    for release in (make_release(), make_embargoed_release(), make_withdrawn_release()):
        make_photo(release)
    make_photo()

    assert Photo.objects.count() == 5
    assert list(Photo.objects.public(NOON + 10**7 * SECOND)) == [shown]
    assert list(Photo.objects.public(NOON - SECOND)) == []


def test_an_edition_shows_only_the_photos_that_are_served():
    first = make_public_release(symbol="TEST/1", superseded_at=NOON + SECOND)
    second = make_public_release(symbol="TEST/1", edition=2, publish_at=NOON + SECOND)
    kept = make_photo(first, second)
    removed = make_photo(first)

    assert [use.photo for use in first.photos.public(NOON)] == [kept, removed]
    assert [use.photo for use in first.photos.public(NOON + SECOND)] == [kept]


def test_the_files_go_when_the_deletion_is_final(django_capture_on_commit_callbacks):
    folder = make_photo().place

    with django_capture_on_commit_callbacks() as callbacks:
        Photo.objects.all().delete()
        assert sorted(default_storage.listdir(folder)[1]) == ["64.avif", "64.jpg", "master.jpg"]
    for callback in callbacks:
        callback()

    assert default_storage.listdir(folder)[1] == []


def test_a_photo_in_use_cannot_be_deleted():
    photo = make_photo(make_release())

    with pytest.raises(ProtectedError):
        photo.delete()

    assert list(Photo.objects.all()) == [photo]
