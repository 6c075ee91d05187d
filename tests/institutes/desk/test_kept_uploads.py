"""A picture that was chosen once is not chosen again because another field was wrong."""

import re
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from institutes.desk import kept_uploads
from institutes.models import InstituteLogo
from releases.editorial.groups import EDITORS, PRESS_OFFICERS
from releases.models import Photo
from tests.factories import make_institute, make_user, picture_bytes
from tests.posting import filled

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_kept():
    """Tests of other files keep files too, before these and after them."""
    forget_all()
    yield
    forget_all()


def forget_all():
    for name in kept_files():
        default_storage.delete(f"kept-uploads/{name}")


@pytest.fixture
def editor(client):
    user = make_user(PRESS_OFFICERS, EDITORS)
    client.force_login(user)
    return user


def upload(name="logo.png", content=None):
    return SimpleUploadedFile(name, content or picture_bytes(kind="PNG"), "image/png")


def names_of_kept(response):
    shown = response.content.decode()
    return dict(re.findall(r'<input type="hidden" name="([\w-]+-kept)" value="([^"]+)">', shown))


def kept_files():
    return default_storage.listdir("kept-uploads")[1] if default_storage.exists("kept-uploads") else []


@pytest.mark.usefixtures("editor")
def test_a_logo_is_kept_when_another_field_is_wrong(client):
    institute = make_institute()
    address = f"/admin/institutes/institute/{institute.pk}/change/"
    typed = {"logo-TOTAL_FORMS": 1, "logo-0-alternative_text": "Sign"}
    data = filled(client.get(address)) | typed

    page = client.post(address, data | {"latitude": "61", "logo-0-upload": upload()})

    assert page.status_code == 200
    assert "logo.png is kept: it need not be chosen again." in page.content.decode()
    again = client.post(address, filled(page, latitude="", **{"logo-0-upload": None}) | names_of_kept(page))
    assert again.status_code == 302
    assert InstituteLogo.objects.get().rendition(64, "jpg") is not None
    assert kept_files() == []


@pytest.mark.usefixtures("editor")
def test_a_photo_is_kept_through_several_errors_and_can_be_replaced(client):
    address = "/admin/releases/photo/add/"
    page = client.post(address, filled(client.get(address)) | {"upload": upload("first.png")})
    assert list(names_of_kept(page)) == ["upload-kept"]
    page = client.post(address, filled(page, upload=None) | names_of_kept(page))
    assert "first.png is kept" in page.content.decode()
    assert len(kept_files()) == 1

    words = {"alternative_text": "Invented people"}
    other = {"upload": upload("second.png", picture_bytes(size=(90, 90)))}
    assert (
        client.post(address, filled(page, upload=None, **words) | names_of_kept(page) | other).status_code
        == 302
    )

    assert Photo.objects.get().width == 90


@pytest.mark.usefixtures("editor")
def test_what_is_no_picture_is_not_kept(client):
    address = "/admin/releases/photo/add/"

    page = client.post(address, filled(client.get(address)) | {"upload": upload(content=b"<svg></svg>")})

    assert names_of_kept(page) == {}
    assert kept_files() == []


def test_only_whoever_sent_it_has_it_back_and_for_a_day(editor):
    sealed = kept_uploads.keep(editor, upload())

    assert kept_uploads.kept(editor, sealed).name == "logo.png"
    assert kept_uploads.kept(make_user(), sealed) is None
    for nonsense in ("", "x", sealed[:-1] + ("a" if sealed[-1] != "a" else "b")):
        assert kept_uploads.kept(editor, nonsense) is None
    kept_uploads.forget(editor, sealed)
    assert kept_uploads.kept(editor, sealed) is None


def test_the_files_of_one_person_are_bounded_and_old_ones_go(editor, monkeypatch):
    monkeypatch.setattr(kept_uploads, "MOST_OF_ONE_PERSON", 5)
    other = make_user()
    first = kept_uploads.keep(other, upload())
    sealed = [kept_uploads.keep(editor, upload(f"{number}.png")) for number in range(7)]

    assert len(kept_files()) == 6
    assert kept_uploads.kept(editor, sealed[-1]).name == "6.png"
    assert kept_uploads.kept(other, first) is not None

    age = default_storage.get_modified_time
    newest = kept_files()[0]
    later = timezone.now() + timedelta(days=2)
    monkeypatch.setattr(
        default_storage,
        "get_modified_time",
        lambda path: later if path.endswith(newest) else age(path),
    )
    kept_uploads._sweep(editor.pk)
    assert kept_files() == [newest]
