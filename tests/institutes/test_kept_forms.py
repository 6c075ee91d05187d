"""What is typed at the desk is kept for the person who typed it, and for nobody else."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from institutes.desk.kept_forms import LONGEST, browser_secret, new_key
from institutes.models import Institute, KeptForm
from institutes.models.kept_form import LIFE, MOST_OF_ONE_PERSON
from releases.editorial.groups import CHIEF_EDITORS, EDITORS, PRESS_OFFICERS
from releases.models import Event, Photo, Release, Series
from tests.factories import make_event, make_institute, make_photo, make_release, make_series, make_user
from tests.posting import filled

pytestmark = pytest.mark.django_db
KEY = "k" * 22
FORMS = [Release, Event, Photo, Series, Institute]


def address(name, model=Release, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{name}", args=args)


def keep(client, user, *, model=Release, **values):
    """What a page of `model` sends while somebody types."""
    fields = values.pop("fields", {"title": "Typed"})
    pairs = [
        (name, str(one))
        for name, value in fields.items()
        for one in (value if isinstance(value, list) else [value])
    ]
    sent = {"user": user.pk, "key": KEY, "turn": 1, "object": "", "fields": json.dumps(pairs)}
    return client.post(address("kept", model), sent | values)


@pytest.fixture
def writer(client):
    user = make_user(PRESS_OFFICERS, EDITORS, CHIEF_EDITORS, username="writer")
    client.force_login(user)
    return user


@pytest.mark.parametrize("model", FORMS)
def test_every_form_of_the_desk_is_kept_and_put_back(client, writer, model):
    make = {
        Release: make_release,
        Event: make_event,
        Photo: make_photo,
        Series: make_series,
        Institute: make_institute,
    }
    found = make[model]()
    name, words = {
        Release: ("title", "Typed"),
        Event: ("city", "Typed"),
        Photo: ("caption", "Typed"),
        Series: ("title", "Typed"),
        Institute: ("city", "Typed"),
    }[model]
    form = client.get(address("change", model, found.pk))
    typed = filled(form, **{name: words})

    assert keep(client, writer, model=model, object=found.pk, fields=typed).status_code == 200

    offered = client.get(address("change", model, found.pk))
    assert len(offered.context["keeping"]["offers"]) == 1
    led = client.get(address("kept_form", model, KEY))
    assert led.url == f"{address('change', model, found.pk)}?kept={KEY}"
    put_back = client.get(led.url)
    assert put_back.status_code == 200
    assert put_back.context["adminform"].form[name].value() == words
    assert getattr(model.objects.get(pk=found.pk), name) != words


def test_rows_of_tables_are_kept_and_put_back_with_the_form(client, writer):
    institute = make_institute()
    release = make_release()
    fields = filled(client.get(address("change", Release, release.pk))) | {
        "mentions-TOTAL_FORMS": 1,
        "mentions-0-institute": institute.pk,
        "mentions-0-role": "partner",
    }
    keep(client, writer, object=release.pk, fields=fields)

    offer = client.get(address("change", Release, release.pk)).context["keeping"]["offers"][0]
    assert offer.differing == ["Institutes that the text names"]
    page = client.get(f"{address('change', Release, release.pk)}?kept={KEY}").content.decode()
    assert 'value="partner" selected' in page
    assert release.mentions.count() == 0


def test_nothing_is_offered_where_nothing_differs(client, writer):
    release = make_release()
    fields = filled(client.get(address("change", Release, release.pk)))

    keep(client, writer, object=release.pk, fields=fields)

    assert client.get(address("change", Release, release.pk)).context["keeping"]["offers"] == []


def test_two_pages_of_the_same_form_do_not_share_what_they_keep(client, writer):
    keys = [client.get(address("add")).context["keeping"]["key"] for _page in range(2)]
    for key in keys:
        keep(client, writer, key=key, fields={"title": f"In {key}"})

    assert {form.about for form in KeptForm.objects.of(writer)} == {f"In {key}" for key in keys}


def test_only_the_save_that_contains_it_forgets_what_was_kept(client, writer):
    release, other = make_release(), make_release()
    keep(client, writer, key="a" * 22, object=release.pk, turn=3)
    keep(client, writer, key="b" * 22, object=release.pk)
    data = filled(client.get(address("change", Release, other.pk)), title="Another one")

    assert client.post(address("change", Release, other.pk), data).status_code == 302
    assert KeptForm.objects.of(writer).count() == 2
    data = filled(client.get(address("change", Release, release.pk)), title="The one")
    data |= {"_kept_key": "a" * 22, "_kept_turn": "3"}
    assert client.post(address("change", Release, release.pk), data | {"title": ""}).status_code == 200
    assert KeptForm.objects.of(writer).count() == 2
    assert client.post(address("change", Release, release.pk), data).status_code == 302

    assert [form.key for form in KeptForm.objects.of(writer)] == ["b" * 22]


def test_what_arrives_after_the_save_that_contains_it_is_not_kept(client, writer):
    release = make_release()
    data = filled(client.get(address("change", Release, release.pk)), title="Saved")
    client.post(address("change", Release, release.pk), data | {"_kept_key": KEY, "_kept_turn": "7"})

    for turn, count in ((6, 0), (7, 0), (8, 1)):
        assert keep(client, writer, object=release.pk, turn=turn).status_code == 200
        assert KeptForm.objects.of(writer).count() == count


def test_the_last_turn_is_kept_in_whatever_order_they_arrive(client, writer):
    for turn in (2, 5, 3):
        keep(client, writer, turn=turn, fields={"title": f"Turn {turn}"})

    assert KeptForm.objects.get().posted()["title"] == "Turn 5"


def test_a_form_put_back_takes_the_place_of_what_was_kept_unless_that_went_on(client, writer):
    keep(client, writer, key="a" * 22, turn=4)
    origin = {"from": "a" * 22, "from_turn": 4}

    keep(client, writer, key="a" * 22, turn=5)
    keep(client, writer, key="b" * 22, **origin)
    assert KeptForm.objects.of(writer).count() == 2
    keep(client, writer, key="b" * 22, turn=2, **origin | {"from_turn": 5})
    assert [form.key for form in KeptForm.objects.of(writer)] == ["b" * 22]


def test_a_form_that_is_as_saved_again_is_not_kept(client, writer):
    keep(client, writer)
    assert client.post(
        address("kept"), {"user": writer.pk, "key": KEY, "turn": 2, "fields": ""}
    ).status_code == 200  # fmt: skip

    assert not KeptForm.objects.of(writer).exists()


def test_nobody_reads_what_another_person_typed(client, writer):
    keep(client, writer, fields={"title": "Embargoed secret"})
    assert "Embargoed secret" in client.get("/admin/").content.decode()
    chief = make_user(PRESS_OFFICERS, EDITORS, CHIEF_EDITORS, is_superuser=True)
    client.force_login(chief)

    pages = [
        client.get("/admin/"),
        client.get(address("add")),
        client.get(f"{address('add')}?kept={KEY}"),
        client.get(address("kept_form", Release, KEY)),
    ]
    client.post(address("kept_form", Release, KEY))
    keep(client, chief, fields={"title": "Mine"}, turn=9)

    assert [response.status_code for response in pages] == [200, 200, 200, 404]
    assert not any("Embargoed secret" in response.content.decode() for response in pages)
    assert [form.about for form in KeptForm.objects.of(writer)] == ["Embargoed secret"]


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({}, 200),
        ({"key": "short"}, 400),
        ({"key": "k" * 21 + "é"}, 400),
        ({"turn": "x"}, 400),
        ({"turn": "-1"}, 400),
        ({"turn": "9" * 400}, 400),
        ({"object": "1' OR"}, 400),
        ({"object": "9" * 40}, 400),
        ({"object": "9999999"}, 200),
        ({"fields": "{"}, 400),
        ({"fields": "7"}, 400),
        ({"fields": '[["title", 7]]'}, 400),
        ({"fields": "[" * 100_000}, 400),
        ({"fields": '[["title", "\\u0000 \\ud800"]]'}, 200),
        ({"fields": json.dumps([["n", "v"]] * 10_001)}, 400),
        ({"fields": json.dumps([["title", "x" * LONGEST]])}, 413),
        ({"user": "999999"}, 409),
    ],
)
def test_what_is_sent_is_bounded(client, writer, changes, status):
    sent = {"user": writer.pk, "key": KEY, "turn": 1, "object": "", "fields": '[["title", "Typed"]]'}

    assert client.post(address("kept"), sent | changes).status_code == status
    assert KeptForm.objects.exists() is (status == 200)


def test_a_person_has_so_many_kept_forms_and_no_more(client, writer):
    KeptForm.objects.bulk_create(
        KeptForm(user=writer, key=new_key(), form="releases.release", fields="[]", turn=1,
                 kept_at=timezone.now() - timedelta(hours=1, seconds=number))
        for number in range(MOST_OF_ONE_PERSON)
    )  # fmt: skip

    keep(client, writer)

    assert KeptForm.objects.count() == MOST_OF_ONE_PERSON
    assert KeptForm.objects.of(writer).first().key == KEY


def test_what_is_old_is_swept(client, writer):
    other = make_user()
    now = timezone.now()
    for key, fields, age in (
        ("old", "[]", LIFE + timedelta(hours=1)),
        ("new", "[]", LIFE - timedelta(hours=1)),
        ("done", "", timedelta(hours=25)),
        ("just-done", "", timedelta(hours=23)),
    ):
        KeptForm.objects.create(
            user=other, key=key, form="releases.release", fields=fields, turn=1, kept_at=now - age
        )

    keep(client, writer)

    assert set(KeptForm.objects.values_list("key", flat=True)) == {"new", "just-done", KEY}


@pytest.mark.parametrize(
    ("groups", "model", "status"),
    [
        ([PRESS_OFFICERS], Release, 200),
        ([PRESS_OFFICERS], Institute, 200),
        ([], Institute, 403),
        ([], Release, 403),
        (None, Release, 302),
    ],
)
def test_forms_are_kept_for_those_who_may_fill_them_in(client, groups, model, status):
    user = make_user(*(groups or ()))
    if groups is not None:
        client.force_login(user)

    assert keep(client, user, model=model).status_code == status
    assert KeptForm.objects.exists() is (status == 200)


def test_a_form_is_kept_only_with_a_token_of_the_site(writer):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(writer)

    assert keep(strict, writer).status_code == 403
    assert not KeptForm.objects.exists()


def test_words_for_what_can_no_longer_be_written_are_shown_to_be_copied(client, writer):
    release = make_release()
    keep(client, writer, object=release.pk, fields={"title": "Hours of work", "subtitle": ""})
    release.delete()

    page = client.get(address("kept_form", Release, KEY))
    assert page.status_code == 200
    assert "Hours of work" in page.content.decode()
    thrown = client.post(address("kept_form", Release, KEY), {"next": "https://evil.example/"})

    assert thrown.url == "/admin/"
    assert not KeptForm.objects.exists()


def test_passwords_are_typed_into_no_form_that_is_kept(client):
    client.force_login(make_user(is_superuser=True))

    for name in ("auth_user_add", "auth_user_changelist"):
        assert b"kept-form.js" not in client.get(reverse(f"admin:{name}")).content


def test_the_key_of_the_browsers_store_is_one_persons(writer):
    other = make_user()
    before = browser_secret(writer)
    assert (browser_secret(writer) == before, browser_secret(other) == before) == (True, False)

    writer.set_password("another-invented-password")

    assert browser_secret(writer) != before
