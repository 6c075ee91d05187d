"""What press officers write about institutes, events and series waits for an editor."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from institutes.catalogue import proposals
from institutes.desk.lists import Count
from institutes.models import Institute, KeptForm, Proposal
from releases.editorial.groups import EDITORS, PRESS_OFFICERS
from releases.models import Event, Series
from tests.factories import NOON, make_event, make_institute, make_logo, make_series, make_user
from tests.posting import filled, sentences

pytestmark = pytest.mark.django_db
# What is made: its model, what is typed to add one, its public page, and a change that shows there.
NEW = {
    "event": (
        Event,
        {"slug": "fake", "kind": "congress", "names-0-name": "MINISTER RESIGNS", "starts_on": "2026-11-26",
         "ends_on": "2036-11-26"},
        "/en/events/fake/",
    ),
    "institute": (
        Institute,
        {"slug": "fake", "kind": "associated", "names-0-name": "MINISTER RESIGNS"},
        "/en/institutes/fake/",
    ),
    "series": (Series, {"prefix": "FAKE", "title": "MINISTER RESIGNS"}, "/en/series/FAKE/"),
}  # fmt: skip
CHANGED = {
    "event": (lambda: make_event("event"), {"names-0-name": "DEFACED", "website": "https://evil.example/x"}),
    "institute": (
        lambda: make_institute("institute"),
        {"names-0-name": "DEFACED", "website": "https://evil.example/x"},
    ),
    "series": (lambda: make_series("SERIES", title="Right"), {"title": "DEFACED"}),
}
FRONTS = (
    "/en/",
    "/en/events/",
    "/en/institutes/",
    "/en/suggestions/?q=minister",
    "/en/suggestions/?q=defaced",
)


def form(model, key=None):
    place = f"/admin/{model._meta.app_label}/{model._meta.model_name}"
    return f"{place}/add/" if key is None else f"{place}/{key}/change/"


def public(*more):
    """What an outsider reads on these pages and on those that list everything."""
    return b"".join(Client().get(address).content for address in (*FRONTS, *more))


@pytest.fixture
def officer():
    return make_user(PRESS_OFFICERS)


@pytest.fixture
def editor():
    return make_user(PRESS_OFFICERS, EDITORS)


def add(client, kind):
    model, typed, _page = NEW[kind]
    response = client.post(form(model), filled(client.get(form(model)), **typed))
    assert response.status_code == 302, sentences(response)
    return model.objects.get()


def change(client, kind, thing=None, **typed):
    make, changes = CHANGED[kind]
    thing = thing or make()
    address = form(type(thing), thing.pk)
    response = client.post(address, filled(client.get(address), **typed or changes))
    assert response.status_code == 302, sentences(response)
    return thing


def page_of(thing):
    return thing.get_absolute_url().replace("/de/", "/en/")


@pytest.mark.parametrize("kind", NEW)
def test_what_a_press_officer_adds_is_nowhere_public_until_it_is_accepted(client, officer, editor, kind):
    client.force_login(officer)

    thing = add(client, kind)

    proposal = Proposal.objects.get()
    assert (thing.is_proposed, proposal.thing, proposal.made_by) == (True, thing, officer)
    assert b"MINISTER" not in public(NEW[kind][2])
    proposals.accept(proposal, by=editor, at=NOON, seen=proposal.version)
    thing.refresh_from_db()
    assert not thing.is_proposed
    assert kind == "series" or b"MINISTER" in public(NEW[kind][2])


@pytest.mark.parametrize("kind", CHANGED)
def test_what_a_press_officer_changes_stays_as_it_was_until_it_is_accepted(client, officer, editor, kind):
    client.force_login(officer)

    thing = change(client, kind)

    page = page_of(thing)
    assert b"DEFACED" not in public(page)
    assert b"evil.example" not in public(page)
    proposal = Proposal.objects.get()
    (before,) = {str(row.before) for row in proposals.compared(proposal) if row.field in ("names", "title")}
    assert "DEFACED" not in before
    proposals.accept(proposal, by=editor, at=NOON, seen=1)
    thing.refresh_from_db()
    words = thing.title if kind == "series" else f"{thing.name} {thing.website}"
    assert words == ("DEFACED" if kind == "series" else "DEFACED https://evil.example/x")


@pytest.mark.parametrize("kind", NEW)
def test_editors_change_the_catalogue_themselves(client, editor, kind):
    client.force_login(editor)

    added = add(client, kind)
    changed = change(client, kind)

    assert not added.is_proposed
    assert "DEFACED" in str(proposals.words(changed))
    assert Proposal.objects.count() == 0


@pytest.mark.parametrize("way", ["accept", "decline"])
def test_nobody_decides_without_the_permission(client, officer, editor, way):
    client.force_login(officer)
    thing = change(client, "event")
    proposal = Proposal.objects.get()
    address = f"/admin/institutes/proposal/{proposal.pk}/change/"

    with pytest.raises(proposals.ProposalError) as refused:
        decide(proposal, way, officer, 1)

    assert refused.value.code == "permission"
    assert client.post(address, {way: "1", "seen": 1, "reason": "Mine."}).status_code == 403
    assert b'name="accept"' not in client.get(address).content
    editor.is_active = False
    with pytest.raises(proposals.ProposalError):
        decide(proposal, way, editor, 1)
    thing.refresh_from_db()
    proposal.refresh_from_db()
    assert (thing.website, proposal.state) == ("", "waiting")


def decide(proposal, way, by, seen):
    if way == "accept":
        return proposals.accept(proposal, by=by, at=NOON, seen=seen)
    return proposals.decline(proposal, by=by, at=NOON, seen=seen, reason="Wrong.")


def test_the_function_that_saves_asks_for_the_permission(officer):
    event, nobody = make_event(), make_user()

    with pytest.raises(proposals.ProposalError):
        proposals.save(event, event.save, by=nobody, at=NOON)
    event.website = "https://evil.example/x"
    proposal = proposals.save(event, event.save, by=officer, at=NOON)

    event.refresh_from_db()
    assert (event.website, proposal.after) == ("", {"website": "https://evil.example/x"})


def test_a_form_opened_while_it_was_proposed_changes_nothing_once_it_is_accepted(officer):
    event = make_event(is_proposed=True)
    opened = Event.objects.get(pk=event.pk)
    Event.objects.filter(pk=event.pk).update(is_proposed=False)

    opened.website = "https://evil.example/x"
    proposals.save(opened, opened.save, by=officer, at=NOON)

    event.refresh_from_db()
    assert (event.is_proposed, event.website) == (False, "")


def test_who_proposed_it_reads_what_became_of_it_and_why(client, officer, editor):
    client.force_login(officer)
    change(client, "event")
    proposal = Proposal.objects.get()
    address = f"/admin/institutes/proposal/{proposal.pk}/change/"
    client.force_login(editor)

    no_reason = client.post(address, {"decline": "1", "seen": 1, "reason": " "})
    client.post(address, {"decline": "1", "seen": 1, "reason": "Invented by nobody."})

    assert "Say why; who proposed it will read it." in no_reason.text
    client.force_login(officer)
    for page in (address, "/admin/", "/admin/institutes/proposal/"):
        assert "Invented by nobody." in client.get(page).text
    assert make_event().website == ""


def test_the_desk_counts_what_waits(client, officer, editor):
    client.force_login(officer)
    change(client, "event")
    client.force_login(editor)

    home = client.get("/admin/")

    (section,) = [section for section in home.context["needs"] if section.name == "proposals"]
    assert section.count == Count(1)
    assert "Proposals to decide" in home.text


def test_what_was_changed_since_is_not_overwritten(client, officer, editor):
    client.force_login(officer)
    event = change(client, "event")
    Event.objects.filter(pk=event.pk).update(website="https://right.example/")
    proposal = Proposal.objects.get()
    client.force_login(editor)

    response = client.post(f"/admin/institutes/proposal/{proposal.pk}/change/", {"accept": "1", "seen": 1})

    event.refresh_from_db()
    assert (response.status_code, event.website) == (409, "https://right.example/")
    for shown in ("https://right.example/", "https://evil.example/x", "DEFACED"):
        assert shown in response.text


def test_two_proposals_about_different_fields_are_both_accepted(client, officer, editor):
    client.force_login(officer)
    event = change(client, "event", make_event(), website="https://one.example/")
    change(client, "event", event, city="Bangkok")

    for proposal in Proposal.objects.all():
        proposals.accept(proposal, by=editor, at=NOON, seen=1)

    event.refresh_from_db()
    assert (event.website, str(event.city)) == ("https://one.example/", "Bangkok")


def test_a_new_one_that_was_written_on_has_to_be_looked_at_again(client, officer, editor):
    client.force_login(officer)
    event = add(client, "event")
    change(client, "event", event, website="https://evil.example/x")
    proposal = Proposal.objects.get()

    with pytest.raises(proposals.ProposalError) as refused:
        proposals.accept(proposal, by=editor, at=NOON, seen=1)

    assert refused.value.code == "stale"
    proposals.accept(proposal, by=editor, at=NOON, seen=2)
    with pytest.raises(proposals.ProposalError):
        proposals.accept(proposal, by=editor, at=NOON, seen=2)


def test_what_refers_to_a_proposed_one_is_accepted_after_it(client, officer, editor):
    congress = make_event(name="Twelfth Congress", is_proposed=True)
    client.force_login(officer)
    workshop = change(client, "event", make_event(), parent=congress.pk)
    proposal = Proposal.objects.get()

    with pytest.raises(ValidationError) as refused:
        proposals.accept(proposal, by=editor, at=NOON, seen=1)
    client.force_login(editor)
    address = form(Event, workshop.pk)
    response = client.post(address, filled(client.get(address), parent=congress.pk))

    assert refused.value.messages == ["“Twelfth Congress” is only proposed: accept it first."]
    assert sentences(response) == refused.value.messages
    workshop.refresh_from_db()
    assert workshop.parent is None


def test_names_are_added_changed_and_kept(client, officer, editor):
    event = make_event(name="Old name")
    kept = event.names.create(language="fr", name="Nom")
    client.force_login(officer)
    more = {
        "names-TOTAL_FORMS": 3,
        "names-2-language": "es",
        "names-2-name": "Nombre",
        "names-2-acronym": "N",
        "names-2-is_official": "on",
    }
    change(client, "event", event, **{"names-0-name": "New name"} | more)
    other = make_event()
    proposal = Proposal.objects.get()

    (difference,) = proposals.compared(proposal)
    proposals.accept(proposal, by=editor, at=NOON, seen=1)

    assert difference.before == ["en: Old name", "fr: Nom"]
    assert difference.after == ["en: New name", "fr: Nom", "es: Nombre (N)"]
    assert [name.name for name in event.names.order_by("pk")] == ["New name", "Nom", "Nombre"]
    assert event.names.get(language="fr") == kept
    assert other.names.count() == 1


def test_a_form_saved_unchanged_proposes_nothing(client, officer):
    client.force_login(officer)
    event = make_event()
    address = form(Event, event.pk)

    response = client.post(address, filled(client.get(address)), follow=True)

    assert "Nothing was changed." in response.text
    assert Proposal.objects.count() == 0


def test_logos_and_deletion_are_for_editors(client, officer):
    institute = make_institute("inst")
    make_logo(institute)
    client.force_login(officer)
    address = form(Institute, institute.pk)

    client.post(address, filled(client.get(address)) | {"logo-0-credit": "forged", "logo-0-DELETE": "on"})

    institute.refresh_from_db()
    assert institute.logo.credit == ""
    assert client.post(address.replace("change", "delete"), {"post": "yes"}).status_code == 403


def test_a_field_that_offers_a_proposed_one_says_so(client, officer):
    make_event(name="Twelfth Congress", is_proposed=True)
    client.force_login(officer)
    field = {"app_label": "releases", "model_name": "release", "field_name": "events"}

    offered = client.get("/admin/autocomplete/", {"term": "twelfth"} | field).json()["results"]

    assert [one["text"] for one in offered] == ["Twelfth Congress (proposed)"]
    assert Client().get("/admin/autocomplete/", {"term": "twelfth"} | field).status_code == 302


def test_what_was_kept_of_a_form_is_forgotten_when_it_is_proposed(client, officer):
    event, key = make_event(), "k" * 22
    kept = {"user": officer, "key": key, "form": "releases.event", "object_id": str(event.pk), "turn": 1}
    KeptForm.objects.create(**kept, fields='[["website", "https://new.example/"]]', kept_at=timezone.now())
    client.force_login(officer)

    change(client, "event", event, website="https://new.example/", _kept_key=key, _kept_turn=2)

    assert Proposal.objects.get().after == {"website": "https://new.example/"}
    assert not KeptForm.objects.of(officer).exists()
