"""Sets of releases at the desk: made, filled, agreed to, approved and taken back, with nothing lost on the way."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from releases.editorial.groups import EDITORS, PRESS_OFFICERS
from releases.editorial.publishing_together import add, make_set
from releases.models import PublicationSet, Release
from tests.factories import make_release, make_user
from tests.posting import filled, seen_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def officer():
    return make_user(PRESS_OFFICERS, username="officer")


@pytest.fixture
def editor(client):
    user = make_user(PRESS_OFFICERS, EDITORS, username="editor")
    client.force_login(user)
    return user


@pytest.fixture
def chosen(officer):
    """A set with an English and a French release, to go out tomorrow."""
    now = timezone.now()
    row = make_set("Opening", now + DAY, by=officer, at=now)
    members = [
        make_release(symbol="TEST/SER/1", language=language, state="submitted") for language in ("en", "fr")
    ]
    add(row, members, by=officer, at=now)
    return row


def address(name, *arguments):
    return reverse(f"admin:releases_release_{name}", args=arguments)


def seen(chosen):
    rows = Release.objects.filter(membership__set=chosen)
    return {f"seen-{release.pk}": seen_of(release) for release in rows}


def typed(moment, name="Opening"):
    return {
        "name": name,
        "publish_at_0": f"{moment:%Y-%m-%d}",
        "publish_at_1": "10:00",
        "publish_at_2": "UTC",
    }


def test_a_set_is_made_and_named(client, editor):
    made = client.post(address("sets"), typed(timezone.now() + 2 * DAY))
    row = PublicationSet.objects.get()

    assert made["Location"] == address("set", row.pk)
    assert (row.name, row.created_by, row.publish_at.hour) == ("Opening", editor, 10)
    assert b"Opening" in client.get(address("sets")).content


def test_what_was_typed_stays_where_a_set_cannot_be_made(client, editor):
    page = client.post(address("sets"), typed(timezone.now() - 2 * DAY, name="Typed name"))

    assert page.status_code == 409
    assert b"That moment has passed" in page.content
    assert b"Typed name" in page.content
    assert client.post(address("sets"), {}).status_code == 400
    assert not PublicationSet.objects.exists()


def test_releases_ticked_in_the_list_go_into_a_new_set(client, editor):
    releases = [make_release(), make_release()]
    ticked = {"action": "publish_together", "_selected_action": [release.pk for release in releases]}

    sent_on = client.post(address("changelist"), ticked)
    joined = client.post(sent_on["Location"], typed(timezone.now() + 2 * DAY))

    row = PublicationSet.objects.get()
    assert joined["Location"] == address("set", row.pk)
    assert list(row.members.values_list("release", flat=True)) == [release.pk for release in releases]


def test_a_set_that_cannot_be_filled_is_not_made(client, editor):
    approved = make_release(state="approved", publish_at=timezone.now() + DAY)

    page = client.post(f"{address('set_join')}?key={approved.pk}", typed(timezone.now() + 2 * DAY))

    assert page.status_code == 409
    assert b"It is approved already" in page.content
    assert not PublicationSet.objects.exists()


def test_what_a_release_lacks_is_said_before_it_joins(client, editor):
    whole, lacking = make_release(body="<p>Text.</p>"), make_release(body="")

    page = client.get(f"{address('set_join')}?key={whole.pk}&key={lacking.pk}").content.decode()

    assert f'href="{address("change", lacking.pk)}#id_body"' in page
    assert f'href="{address("change", whole.pk)}#id_body"' not in page


def test_the_queries_of_the_page_to_join_do_not_grow(client, editor):
    numbers = []
    for count in (1, 3):
        keys = "&".join(f"key={make_release().pk}" for _each in range(count))
        client.get(f"{address('set_join')}?{keys}")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"{address('set_join')}?{keys}")
        numbers.append(len(queries))

    assert numbers[0] == numbers[1]


def test_a_release_joins_a_set_that_there_is(client, editor, chosen):
    release = make_release()
    page = client.get(f"{address('set_join')}?key={release.pk}")
    assert b"Opening" in page.content

    client.post(f"{address('set_join')}?key={release.pk}", {"chosen": chosen.pk})

    assert chosen.members.count() == 3


def test_the_form_of_a_release_leads_to_it_with_its_other_languages(client, editor, chosen):
    release = make_release(language="en", symbol="TEST/SER/2")
    french, russian = (make_release(language=language, symbol="TEST/SER/2") for language in ("fr", "ru"))
    make_release(language="ar", symbol="TEST/SER/2", state="approved", publish_at=timezone.now() + DAY)
    add(chosen, [russian], by=editor, at=timezone.now())
    page = client.get(address("change", release.pk))
    assert b'name="_together"' in page.content

    sent = client.post(address("change", release.pk), filled(page, _together="yes"))

    assert sent["Location"] == f"{address('set_join')}?key={release.pk}&key={french.pk}"


def test_of_several_those_join_that_are_left_ticked(client, editor):
    releases = [make_release() for _each in range(3)]
    keys = [release.pk for release in releases]
    page = f"{address('set_join')}?" + "&".join(f"key={key}" for key in keys)
    assert client.get(page).content.count(b'name="joins"') == 3
    sent = {"offered": keys, "joins": keys[1:], **typed(timezone.now() + 2 * DAY)}

    again = client.post(page, sent | {"name": ""})
    client.post(page, sent)

    assert again.content.decode().count(" checked>") == 2
    assert list(PublicationSet.objects.get().members.values_list("release", flat=True)) == keys[1:]
    alone = client.get(f"{address('set_join')}?key={keys[0]}")
    assert b'name="joins"' not in alone.content


def test_a_set_is_planned_on_the_clock_of_the_dateline(client, editor):
    release = make_release(dateline_city="BANGKOK")

    form = client.get(f"{address('set_join')}?key={release.pk}").context["form"]

    assert form.fields["publish_at"].widget.zone == "Asia/Bangkok"


def test_all_are_approved_and_taken_back_as_one(client, editor, chosen, officer):
    page = client.get(address("set", chosen.pk))
    assert b"You can approve it." in page.content
    assert b'data-due="' in page.content

    sent = {"when": "planned", "comment": ""} | seen(chosen)
    approved = client.post(address("set_approve", chosen.pk), sent, follow=True)
    assert "All 2 releases are approved" in approved.content.decode()
    assert {release.state for release in Release.objects.all()} == {"approved"}
    assert b"Take all off the schedule" in approved.content

    taken = client.post(
        address("set_unschedule", chosen.pk), {"comment": "Wait."} | seen(chosen), follow=True
    )
    assert "All 2 releases are off the schedule." in taken.content.decode()
    assert {release.state for release in Release.objects.all()} == {"submitted"}


def test_each_that_keeps_the_others_back_is_named(client, editor, chosen, officer):
    own = make_release(symbol="TEST/SER/2", created_by=editor, state="submitted")
    add(chosen, [own], by=officer, at=timezone.now())

    page = client.post(
        address("set_approve", chosen.pk), {"when": "planned", "comment": "Kept"} | seen(chosen)
    )

    assert page.status_code == 409
    assert b"some of the releases keep the others back" in page.content
    assert b"You wrote or changed this edition; somebody else has to decide." in page.content
    assert b"Kept" in page.content
    assert {release.state for release in Release.objects.all()} == {"submitted"}


def test_a_page_that_does_not_say_what_was_seen_approves_nothing(client, editor, chosen):
    page = client.post(address("set_approve", chosen.pk), {"when": "now", "comment": ""})

    assert page.status_code == 409
    assert {release.state for release in Release.objects.all()} == {"submitted"}


def test_an_editor_agrees_and_takes_one_out(client, editor, chosen):
    client.post(address("set", chosen.pk), {"_agree": "yes"} | seen(chosen))
    assert b"editor agreed to it." in client.get(address("set", chosen.pk)).content

    first = chosen.members.first()
    client.post(address("set", chosen.pk), {"_remove": first.release_id})

    assert chosen.members.count() == 1
    assert client.post(address("set", chosen.pk), {"_remove": "x"}).status_code == 409


def test_a_member_is_not_offered_alone(client, editor, chosen):
    release = Release.objects.first()
    page = client.get(address("move", release.pk, "approve"))

    assert page.status_code == 409
    assert "goes out together with others in “Opening”" in page.content.decode()


@pytest.mark.parametrize("name", ["sets", "set_join", "set", "set_approve", "set_unschedule"])
def test_nobody_without_the_permission_sees_a_set(client, chosen, name):
    client.force_login(make_user())
    arguments = [chosen.pk] if name in ("set", "set_approve", "set_unschedule") else []

    assert client.get(address(name, *arguments)).status_code == 403


@pytest.mark.parametrize("key", [999_999, 2**63, 10**30])
def test_a_set_that_is_not_there(client, editor, key):
    for name in ("set", "set_approve", "set_unschedule"):
        assert client.get(address(name, key)).status_code in (302, 404)


@pytest.mark.parametrize("name", ["set", "set_approve"])
def test_the_queries_of_a_page_do_not_grow_with_the_set(client, editor, officer, name):
    numbers = []
    for count in (1, 3):
        now = timezone.now()
        row = make_set("Set", now + DAY, by=officer, at=now)
        add(row, [make_release(state="submitted") for _each in range(count)], by=officer, at=now)
        client.get(address(name, row.pk))
        with CaptureQueriesContext(connection) as queries:
            client.get(address(name, row.pk))
        numbers.append(len(queries))

    assert numbers[0] == numbers[1]


def test_a_set_stands_on_the_first_page_of_who_has_to_act(client, editor, chosen):
    assert b"Waiting to go out together" in client.get(reverse("admin:index")).content

    client.force_login(make_user(PRESS_OFFICERS))

    assert b"Waiting to go out together" not in client.get(reverse("admin:index")).content
