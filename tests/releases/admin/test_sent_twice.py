"""A form for a new object that is sent twice makes one object, and what was typed since is not lost."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from institutes.models import Institute
from releases.editorial.groups import EDITORS, PRESS_OFFICERS
from releases.models import Event, Photo, Release, Series
from tests.factories import make_institute, make_user, picture_bytes
from tests.posting import filled

pytestmark = pytest.mark.django_db
TYPED = {
    Release: {"title": "Double click", "issued_on": "2005-04-21", "body": "<p>Text.</p>", "symbol": ""},
    Event: {"slug": "event", "kind": "meeting", "names-0-name": "Invented Meeting"},
    Institute: {"slug": "institute", "kind": "associated", "names-0-name": "Invented Institute"},
    Series: {"prefix": "BKK/CP", "title": "Invented"},
    Photo: {"alternative_text": "Invented people", "language": "en"},
}
NEWER = {Release: "title", Event: "city", Institute: "city", Series: "title", Photo: "alternative_text"}


def sent(client, model, key="a" * 22):
    address = f"/admin/{model._meta.app_label}/{model._meta.model_name}/add/"
    data = filled(client.get(address)) | TYPED[model] | {"_kept_key": key, "_kept_turn": "0"}
    return address, data


def post(client, address, data):
    if "photo" in address:
        data = data | {"upload": SimpleUploadedFile("photo.jpg", picture_bytes(), "image/jpeg")}
    return client.post(address, data)


@pytest.fixture(autouse=True)
def _editor(client):
    client.force_login(make_user(PRESS_OFFICERS, EDITORS))


@pytest.mark.parametrize("model", TYPED)
def test_a_form_sent_twice_makes_one_object_and_leads_to_it(client, model):
    address, data = sent(client, model)

    assert post(client, address, data).status_code == 302
    again = post(client, address, data)

    made = model.objects.get()
    assert again.url == f"{address.removesuffix('add/')}{made.pk}/change/"
    page = client.get(again.url)
    assert "This was saved already." in [str(message) for message in page.context["messages"]]


@pytest.mark.parametrize("model", TYPED)
def test_what_was_typed_since_is_offered_as_a_change(client, model):
    address, data = sent(client, model)
    assert post(client, address, data).status_code == 302
    before = getattr(model.objects.get(), NEWER[model])

    again = post(client, address, data | {NEWER[model]: "Typed since"})

    made = model.objects.get()
    assert getattr(made, NEWER[model]) == before
    page = client.get(again.url)
    assert page.context["adminform"].form[NEWER[model]].value() == "Typed since"
    saved = client.post(page.request["PATH_INFO"], filled(page))
    assert saved.status_code == 302
    assert str(getattr(model.objects.get(), NEWER[model])) == "Typed since"


def test_rows_of_a_form_sent_twice_are_there_once(client):
    address, data = sent(client, Release)
    data |= {
        "mentions-TOTAL_FORMS": 1,
        "mentions-0-institute": make_institute().pk,
        "mentions-0-role": "partner",
    }
    assert client.post(address, data).status_code == 302

    again = client.post(address, data | {"title": "Typed since"})
    page = client.get(again.url)
    assert client.post(page.request["PATH_INFO"], filled(page)).status_code == 302

    release = Release.objects.get()
    assert (release.title, release.mentions.count()) == ("Typed since", 1)


def test_two_pages_make_two_objects(client):
    for key in ("a" * 22, "b" * 22):
        address, data = sent(client, Release, key)
        assert client.post(address, data).status_code == 302

    assert Release.objects.count() == 2


def test_the_form_of_one_person_is_not_that_of_another(client):
    address, data = sent(client, Release)
    client.post(address, data)
    client.force_login(make_user(PRESS_OFFICERS, EDITORS))

    assert client.post(address, data).status_code == 302
    assert Release.objects.count() == 2
