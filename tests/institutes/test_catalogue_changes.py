"""Each change of what is public in the catalogue is listed for the chief editors, with the words before and after."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command

from institutes.catalogue import changes, proposals
from institutes.desk.lists import Count
from institutes.models import CatalogueChange, Institute, Proposal
from releases.editorial.groups import CHIEF_EDITORS, EDITORS, PRESS_OFFICERS
from releases.models import Event
from tests.factories import NOON, make_event, make_institute, make_logo, make_series, make_user
from tests.posting import filled

pytestmark = pytest.mark.django_db
LIST = "/admin/institutes/cataloguechange/"


@pytest.fixture
def editor(client):
    editor = make_user(PRESS_OFFICERS, EDITORS)
    client.force_login(editor)
    return editor


@pytest.fixture
def chief():
    return make_user(PRESS_OFFICERS, EDITORS, CHIEF_EDITORS)


def noted(thing):
    """What was listed last of a thing, as (field, before, after)."""
    line = CatalogueChange.objects.filter(object_id=thing.pk).first()
    return [(one["field"], one["before"], one["after"]) for one in line.differences]


def test_one_save_of_a_form_is_one_line_with_all_its_words(client, editor):
    event, institute = make_event("event", name="Old name"), make_institute(name="Partner")
    CatalogueChange.objects.all().delete()
    address = f"/admin/releases/event/{event.pk}/change/"
    typed = {"website": "https://new.example/", "names-0-name": "New name", "institutes": [institute.pk]}

    client.post(address, filled(client.get(address), **typed))

    (line,) = CatalogueChange.objects.all()
    assert (line.thing, line.made_by, line.name) == (event, editor, "New name")
    assert noted(event) == [
        ("website", [], ["https://new.example/"]),
        ("institutes", [], ["Partner"]),
        ("names", ["en: Old name"], ["en: New name"]),
    ]


SERIES_OF = "TEST/SER"


def _series():
    series = make_series(SERIES_OF, title="Old", office="Vienna")
    series.title = "New"
    series.save()
    return series, [("title", ["Old"], ["New"])]


def _name_deleted():
    institute = make_institute()
    name = institute.names.create(language="fr", name="Nom", valid_from=1990)
    name.delete()
    return institute, [("names", ["fr: Nom, 1990–"], [])]


def _logo():
    institute = make_institute()
    logo = make_logo(institute, alternative_text="Old sign")
    logo.alternative_text = "New sign"
    logo.save()
    return institute, [("logo", [f"Old sign · {logo.sha256[:8]}"], [f"New sign · {logo.sha256[:8]}"])]


def _status():
    event = make_event()
    event.status = "cancelled"
    event.save()
    return event, [("status", ["Confirmed"], ["Cancelled"])]


def _successor():
    institute = make_institute()
    institute.successor = make_institute(name="Heir")
    institute.save()
    return institute, [("successor", [], ["Heir"])]


def _deleted():
    institute = make_institute("gone")
    copy = Institute.objects.get(pk=institute.pk)
    institute.delete()
    return copy, [
        ("slug", ["gone"], []),
        ("kind", ["Associated institute"], []),
        ("is_in_programme_network", ["No"], []),
        ("founded_precision", ["Day"], []),
    ]


@pytest.mark.parametrize(
    "act", [_series, _name_deleted, _logo, _status, _successor, _deleted], ids=lambda act: act.__name__
)
def test_whatever_is_changed_through_whatever_door_is_listed(act):
    thing, expected = act()

    assert noted(thing) == expected


def test_what_fixtures_brought_has_its_words_before():
    """Rows that were loaded have no history, and their words before are listed all the same."""
    event = make_event(name="Loaded")
    event.history.all().delete()
    event.names.get().save()
    count = CatalogueChange.objects.count()

    event.names.update(name="Loaded again")
    name = event.names.get()
    name.name = "Typed"
    name.save()

    assert CatalogueChange.objects.count() == count + 1
    assert noted(event) == [("names", ["en: Loaded again"], ["en: Typed"])]


def test_what_fixtures_bring_is_no_change():
    fixtures = (f"fixtures/{name}.json" for name in ("institutes", "congresses", "bkk-cp-14"))

    call_command("loaddata", *fixtures, verbosity=0)

    assert Event.objects.filter(institutes__isnull=False).exists()
    assert CatalogueChange.objects.count() == 0


def test_what_is_only_proposed_is_not_listed_until_it_is_accepted(client, editor):
    officer = make_user(PRESS_OFFICERS)
    client.force_login(officer)
    add = "/admin/releases/event/add/"
    client.post(add, filled(client.get(add), slug="new", kind="meeting", **{"names-0-name": "Invented"}))
    event = Event.objects.get()
    event.website = "https://first.example/"
    proposals.save(event, event.save, by=officer, at=NOON)
    before = CatalogueChange.objects.count()
    proposal = Proposal.objects.get()

    proposals.accept(proposal, by=editor, at=NOON, seen=proposal.version)

    assert before == 0
    (line,) = CatalogueChange.objects.all()
    assert (line.made_by, line.made_at, line.name) == (editor, NOON, "Invented")
    assert {("website", (), ("https://first.example/",)), ("names", (), ("en: Invented",))} <= {
        (field, tuple(old), tuple(new)) for field, old, new in noted(event)
    }


def test_a_proposed_change_is_listed_when_it_is_accepted(client, editor):
    event, officer = make_event(), make_user(PRESS_OFFICERS)
    CatalogueChange.objects.all().delete()
    event.website = "https://new.example/"
    proposal = proposals.save(event, event.save, by=officer, at=NOON)
    before = CatalogueChange.objects.count()

    proposals.accept(proposal, by=editor, at=NOON, seen=1)

    assert before == 0
    assert noted(event) == [("website", [], ["https://new.example/"])]


def test_chief_editors_read_the_words_and_tick_each_change(client, chief):
    event = make_event("event", name="Old name")
    CatalogueChange.objects.all().delete()
    event.website = "https://new.example/"
    event.save()
    make_institute()
    client.force_login(chief)
    line = CatalogueChange.objects.get(object_id=event.pk, name="Old name")
    unseen = changes.unseen().count()

    home, page, seen = (client.get(address) for address in ("/admin/", f"{LIST}?seen=no", f"{LIST}?seen=yes"))
    client.post(LIST, {"action": "mark_seen", "_selected_action": [line.pk]})

    (section,) = [section for section in home.context["needs"] if section.name == "changes"]
    assert section.count == Count(unseen)
    assert "https://new.example/" not in seen.text
    assert '<ins dir="auto">https://new.example/</ins>' in page.text
    assert 'href="/en/events/event/"' in page.text
    line.refresh_from_db()
    assert (line.seen_by, changes.unseen().count()) == (chief, unseen - 1)


def test_the_list_is_for_chief_editors(client, editor, chief):
    event = make_event()
    line = CatalogueChange.objects.filter(object_id=event.pk)

    assert client.get(LIST).status_code == 403
    assert "changes" not in [section.name for section in client.get("/admin/").context["needs"]]
    with pytest.raises(PermissionDenied):
        changes.mark_seen(line, by=editor, at=NOON)
    assert changes.mark_seen(line, by=chief, at=NOON) == line.count()


@pytest.mark.parametrize("rows", [1, 5])
def test_the_list_costs_the_same_however_long_it_is(client, chief, rows, django_assert_num_queries):
    for _number in range(rows):
        make_event()
    client.force_login(chief)

    with django_assert_num_queries(7):
        assert client.get(LIST).status_code == 200
