"""Where a list of choices finds nothing, the name that was typed is proposed from there, by whoever may propose."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from institutes.models import Institute, Proposal
from releases.editorial.groups import CHIEF_EDITORS, EDITORS, PRESS_OFFICERS
from releases.models import Event
from tests.factories import make_event, make_institute, make_release, make_user

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/releases/release/propose/"


def send(client, **fields):
    return client.post(
        ADDRESS, {"thing": "institute", "name": "Invented Institute", "language": "en"} | fields
    )


@pytest.mark.parametrize("groups", [(PRESS_OFFICERS,), (EDITORS,), (PRESS_OFFICERS, EDITORS, CHIEF_EDITORS)])
@pytest.mark.parametrize(
    ("thing", "model", "name", "kind"),
    [
        ("institute", Institute, "Invented Institute of Harbours", "associated"),
        ("event", Event, "Invented Workshop on Harbours", "workshop"),
        ("event", Event, "Invented Days", "meeting"),
    ],
)
def test_a_typed_name_is_proposed_whoever_asks(client, groups, thing, model, name, kind):
    person = make_user(*groups)
    client.force_login(person)

    response = send(client, thing=thing, name=f"  {name}  ", language="fr")

    made = model.objects.get()
    assert (response.status_code, response.json()) == (
        200,
        {
            "id": made.pk,
            "text": name,
            "message": f"“{name}” is proposed and chosen here; an editor decides on it.",
        },
    )
    assert (made.is_proposed, made.kind, made.names.get().language) == (True, kind, "fr")
    proposal = Proposal.objects.get()
    assert (proposal.is_new, proposal.state, proposal.made_by, proposal.comment) == (
        True,
        "waiting",
        person,
        "Asked for from a list of choices that did not have it.",
    )


def test_an_acronym_in_brackets_is_taken_as_that(client):
    client.force_login(make_user(PRESS_OFFICERS))

    send(client, name="Invented Institute of Harbours (IIH)")

    name = Institute.objects.get().names.get()
    assert (name.name, name.acronym, name.institute.slug) == ("Invented Institute of Harbours", "IIH", "iih")


def test_what_is_there_already_is_chosen_and_not_made_again(client):
    client.force_login(make_user(PRESS_OFFICERS))
    there = make_institute("harbours", name="Institute of Harbours")

    answers = [send(client, name="institute OF harbours").json() for _time in range(2)]

    assert [answer["id"] for answer in answers] == [there.pk, there.pk]
    assert answers[0]["message"] == (
        "“Institute of Harbours” was in the catalogue already and is chosen here."
    )
    assert (Institute.objects.count(), Proposal.objects.count()) == (1, 0)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"name": "  "}, "Type a name of up to 300 characters first."),
        ({"name": "\u200b"}, "Type a name of up to 300 characters first."),
        ({"name": "I" * 301}, "Type a name of up to 300 characters first."),
        ({"thing": "series"}, "There is no such list of choices."),
        ({"name": "会议"}, "“会议” gives no address: add it on its own form."),
    ],
)
def test_what_cannot_be_proposed_is_refused_with_a_sentence(client, fields, message):
    client.force_login(make_user(PRESS_OFFICERS))

    response = send(client, **fields)

    assert (response.status_code, response.json()) == (409, {"message": message})
    assert not Institute.objects.exists()


def test_an_unknown_language_is_english(client):
    client.force_login(make_user(PRESS_OFFICERS))

    send(client, language="xx")

    assert Institute.objects.get().names.get().language == "en"


def test_who_may_not_propose_is_refused_and_is_not_offered_it(client):
    user = make_user()
    user.user_permissions.set(
        Permission.objects.filter(codename__in=["change_release", "view_release", "view_event"])
        | Permission.objects.filter(codename__endswith="_mention")
    )
    client.force_login(user)

    response = send(client)

    assert (response.status_code, list(response.json())) == (403, ["message"])
    assert not Institute.objects.exists()
    page = client.get(reverse("admin:releases_release_change", args=[make_release().pk]))
    assert b"data-propose" not in page.content
    assert b"_propose_typed" not in page.content


@pytest.mark.parametrize("name", ["Invented Institute", "Another Institute"])
def test_who_may_not_propose_does_not_find_out_what_is_proposed(client, name):
    make_institute(name="Invented Institute", is_proposed=True)
    client.force_login(make_user())

    response = send(client, name=name)

    assert (response.status_code, response.json()) == (
        403,
        {"message": "You do not have the permission for this."},
    )


def test_nobody_from_outside_proposes(client):
    assert send(client).status_code == 302
    client.force_login(make_user(PRESS_OFFICERS))
    assert client.get(ADDRESS).status_code == 405
    assert not Institute.objects.exists()


@pytest.mark.parametrize(
    ("address", "things"),
    [
        ("releases_release", ["event", "institute"]),
        ("releases_event", ["event", "institute"]),
        ("releases_series", ["event"]),
    ],
)
def test_the_lists_of_choices_of_a_form_offer_it(client, address, things):
    make_event()
    client.force_login(make_user(PRESS_OFFICERS))

    page = client.get(reverse(f"admin:{address}_add")).content.decode()

    offered = {thing for thing in ("event", "institute") if f'data-propose-thing="{thing}"' in page}
    assert sorted(offered) == things
    assert 'data-propose-label="Propose “%(name)s”"' in page
    assert "pressroom/propose" in page
