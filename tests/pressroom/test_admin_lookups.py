"""The lists of the desk narrow down by their own filters and dates, and by nothing else that is typed."""

from datetime import date
from urllib.parse import parse_qsl

import pytest
from django.contrib import admin
from django.contrib.admin.exceptions import DisallowedModelAdminLookup
from django.contrib.auth.models import User
from django.db import models
from django.urls import reverse
from django.utils import timezone

from institutes.desk.admin import DeskAdmin
from institutes.desk.lists import DeskList
from tests.factories import make_event, make_institute, make_photo, make_public_release, make_series

pytestmark = pytest.mark.django_db
ADMINS = [pytest.param(model, id=model._meta.label_lower) for model in admin.site._registry]
SLOW_LOOKUPS = ("regex", "iregex", "contains", "startswith")
TEXT = (models.CharField, models.TextField, models.FileField)


@pytest.fixture
def chief(client, rf):
    user = User.objects.create_superuser("chief")
    client.force_login(user)
    return user


def text_lookups(model):
    """Every text column of the model, and of the models it refers to or is referred to by."""
    for field in model._meta.get_fields():
        if isinstance(field, TEXT):
            yield field.name
        elif field.is_relation and field.related_model is not None:
            yield from (
                f"{field.name}__{column.name}"
                for column in field.related_model._meta.concrete_fields
                if isinstance(column, TEXT)
            )


def narrowed(model, user, rf, **query):
    """The list of the model as the desk would show it for this query."""
    model_admin = admin.site._registry[model]
    request = rf.get("/", query)
    request.user, request.at, request.resolver_match = user, timezone.now(), None
    return model_admin.get_changelist_instance(request)


def make_rows():
    """Enough of everything that each filter has something to choose from."""
    make_institute(country="TH", city="Bangkok")
    make_institute(country="AT", city="Vienna")
    make_event(country="TH", starts_on=date(2005, 4, 18), ends_on=date(2005, 4, 25))
    make_event(country="AT")
    make_photo(make_public_release())
    make_public_release(language="fr")
    make_series("TEST/A", office="Bangkok")
    make_series("TEST/B", office="Vienna")


@pytest.mark.parametrize("model", ADMINS)
def test_every_admin_has_the_lists_of_the_desk(model, rf, chief):
    model_admin = admin.site._registry[model]

    assert isinstance(model_admin, DeskAdmin)
    assert isinstance(narrowed(model, chief, rf), DeskList)


@pytest.mark.parametrize("model", ADMINS)
def test_no_list_answers_a_lookup_that_none_of_its_filters_has(model, rf, chief):
    lookups = [f"{name}__{lookup}" for name in text_lookups(model) for lookup in SLOW_LOOKUPS]
    answered = []
    for lookup in lookups:
        try:
            narrowed(model, chief, rf, **{lookup: "^(([A-Za-z ,.])+)+$"})
        except DisallowedModelAdminLookup:
            continue
        answered.append(lookup)

    assert len(lookups) >= len(SLOW_LOOKUPS)
    assert answered == []


@pytest.mark.parametrize("model", ADMINS)
@pytest.mark.usefixtures("chief")
def test_a_lookup_of_no_filter_is_a_bad_request(client, model):
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    column = next(text_lookups(model))

    assert client.get(address).status_code == 200
    assert client.get(address, {f"{column}__regex": "a"}).status_code == 400


@pytest.mark.parametrize("model", ADMINS)
def test_what_the_filters_of_a_list_link_to_is_accepted(model, rf, chief):
    make_rows()
    changelist = narrowed(model, chief, rf)
    queries = [
        dict(parse_qsl(choice["query_string"].removeprefix("?"), keep_blank_values=True))
        for spec in changelist.filter_specs
        for choice in spec.choices(changelist)
        if "query_string" in choice
    ]
    has_filters = bool(admin.site._registry[model].list_filter)

    assert bool(queries) is has_filters
    assert any(queries) is has_filters
    for query in queries:
        assert set(narrowed(model, chief, rf, **query).params) == set(query)


@pytest.mark.parametrize("model", ADMINS)
def test_the_date_navigation_of_a_list_is_accepted(model, rf, chief):
    make_rows()
    column = admin.site._registry[model].date_hierarchy
    if column is None:
        return
    rows = narrowed(model, chief, rf).queryset
    day = rows.filter(**{f"{column}__isnull": False}).values_list(column, flat=True)[0]
    period = {f"{column}__year": day.year, f"{column}__month": day.month, f"{column}__day": day.day}

    assert narrowed(model, chief, rf, **period).result_count >= 1
