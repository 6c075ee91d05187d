"""Invented releases for demonstration: marked everywhere, seen on every page, gone by one command."""

import tomllib
from datetime import UTC, datetime

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db.models import ForeignKey

from institutes.models import CatalogueChange, Institute, InstituteName
from releases.enums import ReleaseKind, ReleaseState
from releases.listing import public_index
from releases.listing.selection import Selection
from releases.management.demonstration import removal
from releases.management.demonstration.making import make
from releases.management.demonstration.stories import LANGUAGES, STORIES, stories
from releases.management.demonstration.texts import FOLDER, TOPICS, texts
from releases.models import (
    Attachment,
    Contact,
    Event,
    Photo,
    Release,
    ReleasePhoto,
    Series,
    Transition,
)
from releases.search.index import missing
from tests.factories import make_event, make_institute, make_public_release, make_user
from tests.oracle import search

AT = datetime(2026, 11, 20, 15, 30, tzinfo=UTC)
INVENTABLE = (Release, Series, Event, Institute, Photo, Attachment, Contact)
SEVEN = {language for languages in LANGUAGES for language in languages}


@pytest.fixture
def _no_pictures(monkeypatch):
    """Pictures of a few pixels: their files take most of the time."""
    monkeypatch.setattr("releases.management.demonstration.pictures.LANDSCAPE", (90, 60))
    monkeypatch.setattr("releases.management.demonstration.pictures.PORTRAIT", (60, 90))


@pytest.fixture
def demonstration(db, _no_pictures):
    make(AT)


def shape(value):
    """What a file of texts has, whatever its words: keys, and how many there are of each list."""
    if isinstance(value, dict):
        return {key: shape(part) for key, part in value.items()}
    return [shape(part) for part in value] if isinstance(value, list) else str


def test_every_language_has_the_same_texts():
    english = shape(texts("en"))

    assert {path.stem for path in (FOLDER / "texts").iterdir()} == SEVEN
    assert {language: shape(texts(language)) == english for language in SEVEN} == dict.fromkeys(SEVEN, True)
    assert len(texts("en")["topics"]) == TOPICS


def test_a_story_is_the_same_for_the_same_moment_and_no_two_have_one_title():
    told = stories(AT)

    assert told == stories(AT)
    assert len({(story.form, story.topic) for story in told}) == len(told) == STORIES
    assert sum(len(story.languages) for story in told) == 200


@pytest.mark.usefixtures("demonstration")
def test_there_is_something_of_every_sort():
    releases = Release.objects.all()

    assert releases.filter(edition=1).exclude(kind=ReleaseKind.CORRECTION).count() == 200
    assert {release.language for release in releases} == SEVEN
    assert {release.kind for release in releases} == set(ReleaseKind.values)
    assert {release.state for release in releases} == set(ReleaseState.values)
    assert {release.correction_is_minor for release in releases.filter(edition=2)} == {True, False}
    assert {release.withdrawal_keeps_text for release in releases.filter(withdrawn_at__isnull=False)} == {
        True,
        False,
    }
    assert {release.suffix for release in releases} == {"", "Rev.1", "Corr.1"}
    assert releases.filter(joint_symbols__isnull=False).exists()
    assert releases.filter(publish_at__gt=AT, state="approved").exists()
    assert min(release.issued_on.year for release in releases) < 1960
    assert ReleasePhoto.objects.filter(photo__height__gt=60).exists()
    assert Event.objects.filter(starts_on__lte=AT.date(), ends_on__gte=AT.date(), kind="congress").exists()
    assert missing("default") == 0
    assert CatalogueChange.objects.count() == 0


@pytest.mark.usefixtures("demonstration")
def test_all_of_it_is_marked_and_says_so_in_its_text():
    for model in INVENTABLE:
        assert not model.objects.filter(is_invented=False).exists()
    for release in Release.objects.all():
        words = texts(release.language)
        assert (release.source, release.note_of_origin) == (words["source"], words["note"])
        if release.state in ReleaseState.ISSUED:
            assert words["note"] in bytes(release.issued_text).decode()
    for name in InstituteName.objects.filter(language="en"):
        assert "Invented" in name.name


@pytest.mark.usefixtures("demonstration")
def test_every_page_and_every_release_says_so(client):
    release = Release.objects.public(AT).filter(language="en", institutes__isnull=False).first()
    institute = release.institutes.first()
    addresses = ("/en/", "/en/releases/", "/en/events/", "/en/series/", institute.get_absolute_url())

    for address in (*addresses, release.get_absolute_url()):
        page = client.get(address).content.decode()
        assert "This site shows invented releases, made for demonstration." in page, address
        assert '<meta name="robots" content="noindex">' in page, address
    page = client.get(release.get_absolute_url()).content.decode()
    assert '<span class="invented">Invented</span>' in page
    assert ", invented" in page.partition('class="citation"')[2]
    assert client.get("/en/releases/").content.decode().count('<span class="invented">') >= 10


@pytest.mark.django_db
def test_a_page_of_a_site_without_them_does_not(client):
    release = make_public_release()

    for address in ("/en/", "/en/releases/", release.get_absolute_url()):
        page = client.get(address).content.decode()
        assert "This site shows" not in page
        assert 'class="invented"' not in page
        assert "noindex" not in page


@pytest.mark.django_db
@pytest.mark.usefixtures("_no_pictures")
def test_one_command_removes_it_all_and_nothing_else(capsys, django_capture_on_commit_callbacks):
    call_command(
        "loaddata", "fixtures/institutes.json", "fixtures/congresses.json", "fixtures/bkk-cp-14.json"
    )
    real = {model: list(model.objects.order_by("pk").values()) for model in INVENTABLE}
    capsys.readouterr()
    places = set(default_storage.listdir("")[0])
    make(AT, make_user())
    stored = [photo.place for photo in Photo.objects.all()]

    with django_capture_on_commit_callbacks(execute=True):
        call_command("remove_demo")

    assert capsys.readouterr().out.startswith("Removed: 207 releases, 8 photos, 2 attachments, 4 series, ")
    assert {model: list(model.objects.order_by("pk").values()) for model in INVENTABLE} == real
    for model in (Release, Institute, Event, Photo, Contact):
        assert not model.history.filter(is_invented=True).exists()
    assert all(not default_storage.listdir(place)[1] for place in stored if default_storage.exists(place))
    assert places <= set(default_storage.listdir("")[0])
    assert CatalogueChange.objects.count() == 0


@pytest.mark.usefixtures("demonstration")
def test_search_and_lists_follow(client):
    before = public_index.read(AT)
    assert before.count(Selection(language=("en",))) > 50
    assert search(Release.objects.all(), "drinking water")

    removal.remove()

    assert public_index.read(AT).count() == 0
    assert not search(Release.objects.all(), "drinking water")
    assert "invented" not in client.get("/en/").content.decode()


@pytest.mark.usefixtures("demonstration")
def test_what_real_rows_refer_to_stays_and_is_named(capsys):
    institute = Institute.objects.get(slug="invented-youth-office")
    event = Event.objects.get(slug="invented-congress-4-workshop-1")
    original = Release.objects.filter(state="approved", language="en").first()
    real = make_public_release(institutes=(institute,), events=(event,), follows=original)
    partner = make_event()
    partner.institutes.add(Institute.objects.get(slug="invented-public-service"))

    call_command("remove_demo")

    said = capsys.readouterr().out
    real.refresh_from_db()
    assert real.history.filter(follows=original.pk).exists()
    assert Release.objects.get() == real
    assert real.follows is None
    assert list(real.institutes.all()) == [institute]
    assert list(real.events.all()) == [event]
    assert partner.institutes.count() == 1
    # A workshop keeps its congress, both their partners, and they keep their cities.
    assert set(Event.objects.exclude(pk=partner.pk)) == {event, event.parent}
    assert said.count("Kept, because what is real refers to it: ") == 8


@pytest.mark.usefixtures("demonstration")
def test_a_second_removal_has_nothing_to_do(capsys):
    removal.remove()
    call_command("remove_demo")

    assert capsys.readouterr().out == "There was nothing invented here.\n"


@pytest.mark.django_db
def test_what_generate_releases_makes_is_marked_and_removed_too(capsys):
    make_institute("real")
    call_command("generate_releases", "60")
    assert Release.objects.filter(is_invented=True).count() == 60

    call_command("remove_demo")

    assert [Release.objects.count(), Event.objects.count(), Series.objects.count()] == [0, 0, 0]
    assert [institute.slug for institute in Institute.objects.all()] == ["real"]


@pytest.mark.usefixtures("demonstration")
def test_what_the_desk_did_with_them_goes_too():
    release = Release.objects.filter(state="approved", publish_at__lt=AT, language="en").first()
    Transition.objects.create(
        release=release, reference=release.reference, language="en", edition=1, move="confirm",
        from_state="approved", to_state="approved", by=make_user(), at=AT,
    )  # fmt: skip

    removal.remove()

    assert not Transition.objects.exists()


def test_whatever_can_refer_to_the_catalogue_is_thought_of():
    for model, (uses, parts) in removal.CATALOGUE.items():
        pointers = {
            (relation.field.model, relation.field.name)
            for relation in model._meta.get_fields(include_hidden=True)
            if not relation.concrete and isinstance(getattr(relation, "field", None), ForeignKey)
        }
        pointers = {pointer for pointer in pointers if pointer[0].__name__ != "InstituteLogo"}
        # Lines of history name what was, and keep nothing.
        pointers = {pointer for pointer in pointers if pointer[0]._meta.pk.name != "history_id"}
        assert pointers == {*uses, *parts}, model


def test_the_catalogue_names_no_real_place():
    told = tomllib.loads((FOLDER / "catalogue.toml").read_text(encoding="utf-8"))

    assert all("country" not in one for one in told["institutes"] + told["events"])
