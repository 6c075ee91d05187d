"""Whatever is typed into an address of the desk, the answer is a page: never a fault of the server."""

from datetime import UTC, datetime

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.contrib.messages import get_messages
from django.db import models
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from institutes.desk.proposals import ReadDesk
from tests.factories import (
    make_event,
    make_institute,
    make_photo,
    make_public_release,
    make_series,
    make_user,
)

pytestmark = pytest.mark.django_db
ADMINS = [pytest.param(model, id=model._meta.label_lower) for model in admin.site._registry]
BAD_VALUES = [
    "abc",
    "99999999999999999999",
    "-1",
    "0",
    "1,abc",
    "a\x00b",
    "2026-01-01",
    "9999-12-31 23:59:59+00:00",
    "",
]
BAD_KEYS = ["abc", "99999999999999999999", "0", "a_00b"]


@pytest.fixture
def chief(client):
    user = User.objects.create_superuser("chief")
    client.force_login(user)
    return user


def admin_patterns(patterns=None, names=("admin",)):
    """Name and names of the arguments of every address below /admin/."""
    if patterns is None:
        (found,) = (one for one in get_resolver().url_patterns if getattr(one, "namespace", None) == "admin")
        patterns = found.url_patterns
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from admin_patterns(pattern.url_patterns, names)
        elif isinstance(pattern, URLPattern) and pattern.name and pattern.pattern.converters:
            yield pattern.name, tuple(pattern.pattern.converters)


def make_one_of_each():
    release = make_public_release()
    make_photo(release)
    make_event()
    make_institute()
    make_series("TEST/A")


def form_of(model):
    """The address of the empty form, and the fields that a link could fill in."""
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add")
    return address, [field.name for field in model._meta.get_fields() if isinstance(field, models.Field)]


def answer_of(model):
    """What other forms write is only read."""
    return 403 if isinstance(admin.site.get_model_admin(model), ReadDesk) else 200


@pytest.mark.parametrize("model", ADMINS)
@pytest.mark.parametrize("value", BAD_VALUES)
@pytest.mark.usefixtures("chief")
def test_a_form_prefilled_with_nonsense_is_a_form(client, model, value):
    """Half of the fields at once, as many as an address has room for: each is filled in or left out for itself."""
    address, names = form_of(model)

    for half in (names[::2], names[1::2]):
        assert client.get(address, dict.fromkeys(half, value)).status_code == answer_of(model)


@pytest.mark.parametrize("model", ADMINS)
@pytest.mark.usefixtures("chief")
def test_a_form_with_one_field_prefilled_with_nonsense_is_a_form(client, model):
    address, names = form_of(model)

    answers = {name: client.get(address, {name: "abc"}).status_code for name in names}

    assert answers == dict.fromkeys(names, answer_of(model))


@pytest.mark.parametrize("bad", BAD_KEYS)
@pytest.mark.usefixtures("chief")
def test_an_address_of_the_desk_with_a_key_that_is_none(client, bad):
    """Each argument of each address in turn is bad, the others those of rows that there are."""
    make_one_of_each()
    patterns = [(name, arguments) for name, arguments in admin_patterns() if "url" not in arguments]
    answers = {}
    for name, arguments in patterns:
        for argument in arguments:
            given = {other: "approve" if other == "move" else "1" for other in arguments} | {argument: bad}
            try:
                address = reverse(f"admin:{name}", kwargs=given)
            except NoReverseMatch:  # a converter that refuses the value
                continue
            answers[f"{name} {argument}"] = client.get(address).status_code

    assert len(answers) > 20
    assert {name: status for name, status in answers.items() if status >= 500} == {}


def test_what_a_link_prefills_rightly_is_there(client):
    client.force_login(make_user("Press officers"))
    first, second = make_event(name="One"), make_event(name="Two")
    answer = client.get(
        reverse("admin:releases_release_add"),
        {"events": f"{first.pk},{second.pk}", "title": "A title", "publish_at": "2030-05-01T10:00:00+02:00"},
    )
    form = answer.context["adminform"].form

    assert [str(key) for key in form["events"].value()] == [str(first.pk), str(second.pk)]
    assert form["title"].value() == "A title"
    assert form.initial["publish_at"] == datetime(2030, 5, 1, 8, tzinfo=UTC)
    assert [str(message) for message in get_messages(answer.wsgi_request)] == []


def test_what_cannot_be_prefilled_is_said(client):
    client.force_login(make_user("Press officers"))
    answer = client.get(
        reverse("admin:releases_release_add"),
        {"events": "abc", "publish_at": "2026-01-01", "title": "A title"},
    )

    sentence = "The link that led here fills in something that cannot stand there, so it was left empty: "
    assert [str(message) for message in get_messages(answer.wsgi_request)] == [
        f"{sentence}Events, Planned for."
    ]
    assert answer.context["adminform"].form["title"].value() == "A title"
