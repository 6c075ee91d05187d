"""The index has what the database has, whatever changed, by whichever door, at any time."""

from datetime import date, timedelta
from itertools import count
from operator import attrgetter

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from releases.editorial import workflow
from releases.listing import public_index
from releases.listing.public_index import Reader
from releases.listing.selection import Selection
from releases.models import Event, Mention, Release, Series
from tests.factories import (
    NOON,
    SECOND,
    make_embargoed_release,
    make_event,
    make_institute,
    make_public_release,
    make_release,
    make_series,
    make_user,
)
from tests.oracle import about_event, naming

pytestmark = pytest.mark.django_db
LATER = NOON + SECOND
HOUR = timedelta(hours=1)


def agrees(reader, at):
    """Whether a reader says of everything what the database says."""
    index, public = reader.index(at), Release.objects.public(at)

    def keys(releases):
        return set(releases.values_list("pk", flat=True))

    assert set(index.public) == keys(public)
    assert index.in_order(index.public, 0, 1000) == list(public.in_order().values_list("pk", flat=True))
    for event in Event.objects.all():
        assert set(index.select(Selection(event=(event.pk,)))) == keys(about_event(public, event))
    for institute in index.directory.institutes.values():
        assert set(index.select(Selection(institute=(institute.pk,)))) == keys(naming(public, institute))
    for series in Series.objects.all():
        assert set(index.select(Selection(series=(series.pk,)))) == keys(public.filter(series=series))
    for language in ("en", "fr"):
        assert set(index.select(Selection(language=(language,)))) == keys(public.filter(language=language))
    return index


@pytest.fixture
def world():
    """A congress with a workshop and a series, two institutes, and releases of every fate."""
    congress = make_event("congress")
    workshop = make_event("workshop", parent=congress)
    river, hill = make_institute("river"), make_institute("hill")
    series = make_series("BKK/CP", event=congress)
    releases = [
        make_public_release(symbol="BKK/CP/1", institutes=(river,)),
        make_public_release(symbol="TEST/SER/1", events=(workshop,), issued_on=date(2004, 12, 31)),
        make_public_release(symbol="TEST/SER/2", institutes=(river, hill), language="fr"),
        make_embargoed_release(symbol="TEST/SER/3", institutes=(hill,), events=(congress,)),
        make_release(symbol="TEST/SER/4", institutes=(hill,)),
    ]
    return {
        "congress": congress, "workshop": workshop, "river": river, "hill": hill, "series": series,
        "releases": releases, "numbers": count(10),
        "chief": make_user("Chief editors"),
    }  # fmt: skip


def write(world):
    make_public_release(symbol=f"BKK/CP/{next(world['numbers'])}", institutes=(world["hill"],))


def embargo(world):
    make_embargoed_release(symbol=f"BKK/CP/{next(world['numbers'])}", events=(world["workshop"],))


def write_in_bulk(world):
    number = next(world["numbers"])
    Release.objects.bulk_create(
        [
            Release(
                reference=f"BKK/CP/{number}/{part}", symbol=f"BKK/CP/{number}/{part}", number=number,
                series=world["series"], title="Okapi", issued_on=date(2005, 4, part), state="approved",
                publish_at=NOON,
            )
            for part in (1, 2)
        ]
    )  # fmt: skip


def mention(world):
    draft = world["releases"][4]
    Mention.objects.filter(release=draft).delete()
    Mention.objects.create(release=draft, institute=world["river"], name_as_printed="RIVER")


def move_workshop(world):
    workshop = Event.objects.get(pk=world["workshop"].pk)
    workshop.parent = None if workshop.parent_id else world["congress"]
    workshop.save()


def move_series(world):
    series = Series.objects.get(prefix="TEST/SER")
    series.event = None if series.event_id else world["workshop"]
    series.save()


def supersede(world):
    Release.objects.filter(symbol="BKK/CP/1").update(superseded_at=NOON + HOUR)


def withdraw(world):
    release = Release.objects.get(symbol="TEST/SER/1")
    if release.state != "withdrawn":
        workflow.withdraw(release, by=world["chief"], at=NOON + HOUR, reason="Invented.", keep_text=True)


def delete(world):
    Release.objects.filter(symbol="TEST/SER/4").delete()


CHANGES = [
    write, embargo, write_in_bulk, mention, move_workshop, move_series, supersede, withdraw, delete,
]  # fmt: skip
TIMES = [
    NOON - timedelta(days=2), NOON - SECOND, NOON, LATER, NOON + HOUR - SECOND, NOON + HOUR,
    NOON + timedelta(days=3), NOON + timedelta(days=400_000),
]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES, ids=attrgetter("__name__"))
def test_a_change_is_seen_by_every_reader_at_once(world, change):
    here, elsewhere = Reader("default"), Reader("default")
    for reader in (here, elsewhere):
        agrees(reader, LATER)
    change(world)

    assert agrees(here, LATER).public == agrees(elsewhere, LATER).public


@given(
    st.lists(
        st.one_of(
            st.tuples(st.sampled_from(CHANGES), st.booleans()), st.tuples(st.sampled_from(TIMES), st.none())
        ),
        max_size=12,
    )
)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_happens_the_index_agrees_with_the_database(world, steps):
    with transaction.atomic():
        reader, at = Reader("default"), LATER
        agrees(reader, at)
        for step, is_kept in steps:
            if is_kept is None:
                at = step
            else:
                with transaction.atomic():
                    step(world)
                    agrees(reader, at)
                    transaction.set_rollback(not is_kept)
            agrees(reader, at)
        transaction.set_rollback(True)


def test_nothing_is_read_while_nothing_changes(world, django_assert_num_queries):
    reader = Reader("default")
    first = reader.index(LATER)
    with django_assert_num_queries(1):
        assert reader.index(LATER + SECOND) is first
    with django_assert_num_queries(1):
        reader.directory()


def test_one_change_reads_one_release(world, django_assert_num_queries):
    reader = Reader("default")
    first = reader.index(LATER)
    write(world)

    with django_assert_num_queries(5):  # the log, times, rows, mentions, events
        second = reader.index(LATER)
    assert len(second.public) == len(first.public) + 1


def test_an_index_that_someone_holds_stays_as_it_was(world):
    reader = Reader("default")
    first = reader.index(LATER)
    before = {name: {key: set(one) for key, one in sets.items()} for name, sets in first.sets.items()}
    for change in CHANGES:
        change(world)
        reader.index(LATER)

    assert {name: {key: set(one) for key, one in sets.items()} for name, sets in first.sets.items()} == before


def test_hidden_releases_are_in_no_set_that_is_counted(world):
    index = Reader("default").index(LATER)
    hidden = {release.pk for release in world["releases"][3:]}

    for narrowing in (
        Selection(),
        Selection(institute=(world["hill"].pk,)),
        Selection(event=(world["congress"].pk,)),
    ):
        assert not hidden & set(index.select(narrowing))
    assert hidden & set(Reader("default").index(NOON + timedelta(days=400_000)).public)


def test_the_process_keeps_one_index(world, django_assert_num_queries):
    first = public_index.read(LATER)
    with django_assert_num_queries(1):
        assert public_index.read(LATER) is first


@pytest.mark.parametrize(
    ("day", "before", "after"),
    [
        (date(2005, 4, 21), date(2004, 12, 31), None),
        (date(2005, 4, 20), date(2004, 12, 31), date(2005, 4, 21)),
        (date(2004, 12, 31), None, date(2005, 4, 21)),
        (date.min, None, date(2004, 12, 31)),
        (date.max, date(2005, 4, 21), None),
    ],
)
def test_nearest_days_with_releases(world, day, before, after):
    index = Reader("default").index(LATER)

    assert (index.day_before(Selection(), day), index.day_after(Selection(), day)) == (before, after)
    assert index.day_before(Selection(language=("ru",)), day) is None


def plan_draft(world):
    Release.objects.filter(symbol="TEST/SER/4").update(publish_at=LATER + HOUR)


def test_an_index_is_valid_until_an_edition_goes_out(world):
    goes_out = LATER + 2 * HOUR
    plan_draft(world)
    make_embargoed_release(publish_at=goes_out)
    reader = Reader("default")
    first = reader.index(LATER)

    # The draft's own time says nothing: only what is approved goes out.
    assert first.valid_until == goes_out
    assert reader.index(goes_out - SECOND) is first
    assert len(reader.index(goes_out).public) == len(first.public) + 1
