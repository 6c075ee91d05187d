"""Institutes at the desk."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from institutes.models import Institute, InstituteLogo
from releases.editorial.groups import EDITORS, PRESS_OFFICERS
from tests.factories import make_institute, make_logo, make_user, picture_bytes
from tests.posting import filled, sentences

pytestmark = pytest.mark.django_db
ADD = "/admin/institutes/institute/add/"
LOGO = {"logo-TOTAL_FORMS": 1, "logo-0-alternative_text": "Invented sign"}


def upload(content):
    return {"logo-0-upload": SimpleUploadedFile("logo.png", content, "image/png")}


@pytest.fixture(autouse=True)
def editor(client):
    client.force_login(make_user(PRESS_OFFICERS, EDITORS))


def test_an_institute_is_added_with_its_name_and_logo(client):
    data = filled(client.get(ADD), slug="inst", kind="associated", **{"names-0-name": "Invented Institute"})

    response = client.post(ADD, data | LOGO | upload(picture_bytes(kind="PNG", mode="RGBA")))

    assert response.status_code == 302
    institute = Institute.objects.get()
    assert (institute.name, institute.logo.alternative_text) == ("Invented Institute", "Invented sign")
    assert institute.logo.rendition(64, "avif").content_type == "image/avif"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            upload(b"<svg><script>alert(1)</script></svg>"),
            ["The file is no JPEG, PNG or WebP picture, whatever its name says; save it as one of these."],
        ),
        (
            upload(picture_bytes()) | {"logo-0-alternative_text": ""},
            ["Say what the picture shows, or mark it as decorative and leave the alternative text empty."],
        ),
        (
            upload(picture_bytes()) | {"names-0-name": ""},
            ["Give at least one name.", "This field is required."],
        ),
        (upload(picture_bytes()) | {"latitude": "61"}, ["Give latitude and longitude together, or neither."]),
        ({}, ["This field is required."]),
    ],
    ids=["no picture", "no words", "no name", "half a place", "no file"],
)
def test_what_is_wrong_is_said_and_nothing_is_saved(client, changes, expected):
    data = filled(client.get(ADD), slug="inst", kind="associated", **{"names-0-name": "Invented Institute"})

    response = client.post(ADD, data | LOGO | changes)

    assert response.status_code == 200
    assert sentences(response) == expected
    assert Institute.objects.count() == InstituteLogo.objects.count() == 0


def test_another_logo_takes_the_place_of_a_deleted_one(client):
    institute = make_institute()
    first = make_logo(institute)
    address = f"/admin/institutes/institute/{institute.pk}/change/"
    page = client.get(address)
    assert first.thumbnail in page.content.decode()

    client.post(address, filled(page) | {"logo-0-DELETE": "on"})
    client.post(address, filled(client.get(address)) | LOGO | upload(picture_bytes(size=(90, 90))))

    assert InstituteLogo.objects.get().width == 90
