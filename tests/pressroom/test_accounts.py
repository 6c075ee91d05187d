"""Accounts and groups at the desk."""

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _superuser(client):
    client.force_login(User.objects.create_superuser("root"))


def test_an_account_is_added_and_then_changed(client):
    password = {"password1": "invented-password", "password2": "invented-password", "usable_password": "true"}
    added = client.post(reverse("admin:auth_user_add"), {"username": "anna"} | password)
    anna = User.objects.get(username="anna")
    address = reverse("admin:auth_user_change", args=[anna.pk])
    page = client.get(address)
    form = page.context["adminform"].form
    typed = {name: value for name, value in form.initial.items() if isinstance(value, str)}
    typed["seen"] = page.context["seen"]
    joined = {"date_joined_0": "2026-11-01", "date_joined_1": "10:00"}
    changed = client.post(address, typed | joined | {"is_staff": "on", "first_name": "Anna"})

    assert added.status_code == changed.status_code == 302
    anna.refresh_from_db()
    assert (anna.first_name, anna.is_staff, anna.check_password("invented-password")) == ("Anna", True, True)


def test_a_name_that_is_taken_is_refused_beside_its_field(client):
    Group.objects.create(name="Photographers")

    response = client.post(reverse("admin:auth_group_add"), {"name": "Photographers"})

    assert list(response.context["adminform"].form.errors) == ["name"]
    assert Group.objects.filter(name="Photographers").count() == 1
