import json
from datetime import UTC, date, datetime

import pytest
from django.conf import settings
from django.core.management import call_command
from django.forms.models import model_to_dict

from institutes.models import Institute, InstituteName
from releases.management.commands.build_fixture import build
from releases.models import Event, EventName, Mention, Release, Series

FIXTURES = settings.BASE_DIR / "fixtures"
DOCUMENT = FIXTURES / "BKK-CP-14.txt"
FIXTURE = FIXTURES / "bkk-cp-14.json"
ALL = (FIXTURES / "institutes.json", FIXTURES / "congresses.json", FIXTURE)


def load(*paths):
    call_command("loaddata", *paths, verbosity=0)


def counts():
    models = (Institute, InstituteName, Event, EventName, Series, Release, Mention)
    return [model.objects.count() for model in models]


def histories():
    return [model.history.count() for model in (Institute, Event, Release)]


def test_the_fixture_is_what_the_command_makes():
    assert FIXTURE.read_text(encoding="utf-8") == build(DOCUMENT)


def test_the_fixture_has_no_primary_keys():
    assert [row for row in json.loads(FIXTURE.read_text(encoding="utf-8")) if "pk" in row] == []


@pytest.mark.django_db
def test_the_fixture_holds_the_release_as_issued():
    load(FIXTURE)
    release = Release.objects.get()
    assert (release.reference, release.state, release.edition) == ("BKK/CP/14", "approved", 1)
    assert release.publish_at == datetime(2005, 4, 21, tzinfo=UTC)
    assert bytes(release.as_issued) == DOCUMENT.read_bytes()
    assert (release.series.prefix, release.series.event.slug) == ("BKK/CP", "crime-congress-11")
    assert list(release.mentions.values_list("institute__slug", "role", "name_as_printed", "is_guess")) == [
        ("unodc", "organizer", "United Nations Office on Drugs and Crime", False),
        (
            "heuni",
            "partner",
            "European Institute for Crime Prevention and Control (HEUNI), affiliated with the United Nations",
            False,
        ),
        ("isisc", "partner", "International Institute of Higher Studies in Criminal Sciences (ISISC)", False),
    ]


@pytest.mark.django_db
def test_the_fixture_holds_what_the_document_says_of_the_events():
    load(FIXTURE)
    congress, workshop = Event.objects.order_by("number").reverse()
    assert (congress.kind, congress.number, congress.starts_on, congress.ends_on) == (
        "congress",
        11,
        date(2005, 4, 18),
        date(2005, 4, 25),
    )
    assert "A/CONF.203/18" in congress.source
    assert (workshop.kind, workshop.parent, workshop.starts_on, workshop.ends_on) == (
        "workshop",
        congress,
        date(2005, 4, 21),
        date(2005, 4, 21),
    )
    assert (str(workshop.city), workshop.country) == ("Bangkok", "TH")
    assert set(workshop.institutes.values_list("slug", flat=True)) == {"heuni", "isisc"}


@pytest.mark.django_db
def test_the_fixture_holds_what_the_document_says_of_the_institutes():
    load(FIXTURE)
    heuni, isisc = Institute.objects.filter(slug__in=["heuni", "isisc"]).order_by("slug")
    assert (str(heuni.city), heuni.country, heuni.founded_on) == ("Helsinki", "FI", date(1981, 12, 23))
    assert (str(isisc.city), isisc.country, isisc.founded_on.year) == ("Siracusa", "IT", 1972)
    said = isisc.texts.get(language="en").consultative_status
    assert said == "United Nations Category II non-governmental organization (2005)"
    assert (heuni.is_in_programme_network, isisc.is_in_programme_network) == (True, True)


@pytest.mark.django_db
def test_what_saving_derives_is_in_the_fixture_already():
    load(FIXTURE)
    release, series = Release.objects.get(), Series.objects.get()
    before = {field.name: getattr(release, field.name) for field in Release._meta.local_fields}
    letters = series.letters
    release.save()
    series.save()
    after = {field.name: getattr(release, field.name) for field in Release._meta.local_fields}
    assert {name for name in before if before[name] != after[name]} == set()
    assert series.letters == letters


@pytest.mark.django_db
def test_loading_twice_changes_nothing_and_leaves_no_history():
    load(*ALL)
    first = counts(), model_to_dict(Institute.objects.get(slug="heuni"))
    load(*ALL)
    assert (counts(), model_to_dict(Institute.objects.get(slug="heuni"))) == first
    assert histories() == [0, 0, 0]


@pytest.mark.django_db
@pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1), (0, 2, 1)])
def test_the_fixtures_agree_in_whatever_order_they_are_loaded(order):
    for position in order:
        load(ALL[position])
    rows = {row["fields"]["slug"]: row["fields"] for row in _rows(ALL[0]) if "slug" in row["fields"]}
    for slug, fields in rows.items():
        institute = Institute.objects.get(slug=slug)
        assert (institute.provenance, institute.source) == (fields["provenance"], fields["source"])
    assert set(
        Event.objects.get(slug="crime-congress-11-workshop-1").institutes.values_list("slug", flat=True)
    ) == {
        "heuni",
        "isisc",
    }


def _rows(path):
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", ["institutes.json", "congresses.json"])
def test_every_row_of_the_catalogue_has_a_source(name):
    things = [row["fields"] for row in _rows(FIXTURES / name) if "slug" in row["fields"]]
    assert [fields["slug"] for fields in things if not fields["provenance"]] == []
    assert len(things) == {"institutes.json": 19, "congresses.json": 21}[name]


@pytest.mark.django_db
def test_the_catalogue_is_valid():
    load(*ALL)
    for model in (Institute, InstituteName, Event, EventName, Series):
        for row in model.objects.all():
            row.full_clean()
