from datetime import timedelta

import pytest
from django.urls import reverse

from institutes.desk.lists import Count
from institutes.desk.mail import failed_mail
from institutes.models import QueuedMail
from releases.editorial.groups import CHIEF_EDITORS, EDITORS
from tests.factories import make_user
from tests.institutes.mail.test_queue import AT, queued

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/institutes/queuedmail/"


def failed(person=None, state="given_up", **fields):
    mail = queued(person=person, **fields)
    QueuedMail.objects.filter(pk=mail.pk).update(state=state, last_error="550 No such person")
    return mail


@pytest.fixture
def ann():
    return make_user(EDITORS, username="ann", email="ann@example.org")


def subjects(client, query=""):
    return [mail.subject for mail in client.get(f"{ADDRESS}{query}").context["cl"].result_list]


def test_everybody_sees_their_own_and_chief_editors_all(client, ann):
    chief = make_user(CHIEF_EDITORS)
    failed(ann, subject="To Ann")
    failed(make_user(), subject="To another")
    queued(person=ann, subject="Waits")

    client.force_login(ann)
    assert subjects(client) == ["To Ann"]
    assert subjects(client, "?state=all") == ["Waits", "To Ann"]
    assert subjects(client, "?state=waiting") == ["Waits"]
    assert failed_mail(ann) == Count(1)
    client.force_login(chief)
    assert subjects(client) == ["To another", "To Ann"]
    assert failed_mail(chief) == Count(2)


def test_the_reason_is_said_and_the_text_is_not(client, ann):
    failed(ann, text="https://example.org/key-to-an-account")
    client.force_login(ann)

    page = client.get(ADDRESS).content.decode()

    assert "550 No such person" in page
    assert "key-to-an-account" not in page


def test_what_failed_is_tried_again_by_those_who_may(client, ann):
    mine, other = failed(ann), failed(make_user())
    on_its_way = failed(ann, state="handed_over")
    client.force_login(ann)

    client.post(
        f"{ADDRESS}?state=all",
        {"action": "try_again", "_selected_action": [mine.pk, other.pk, on_its_way.pk]},
    )

    states = dict(QueuedMail.objects.values_list("pk", "state"))
    assert states == {mine.pk: "waiting", other.pk: "given_up", on_its_way.pk: "handed_over"}


def test_nothing_is_added_changed_or_deleted_by_hand(client, ann):
    mail = failed(ann)
    client.force_login(make_user(CHIEF_EDITORS))

    assert client.get(f"{ADDRESS}add/").status_code == 403
    assert client.post(f"{ADDRESS}{mail.pk}/delete/", {"post": "yes"}).status_code == 403
    assert client.get(f"{ADDRESS}{mail.pk}/change/")["Location"] == ADDRESS
    assert reverse("admin:institutes_queuedmail_changelist") == ADDRESS


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_however_long_it_is(client, rows, ann, django_assert_num_queries):
    for number in range(rows):
        failed(ann, at=AT + timedelta(minutes=number))
    client.force_login(ann)
    client.get(ADDRESS)

    with django_assert_num_queries(6):
        client.get(ADDRESS)
