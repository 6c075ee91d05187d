"""Numbers of a series: which is next, who has it, and until when."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from hypothesis import given
from hypothesis import strategies as st

from releases.editorial import numbering
from releases.editorial.errors import NotPermittedError
from releases.editorial.groups import PRESS_OFFICERS
from releases.editorial.symbol_check import report_symbol
from releases.editorial.symbol_reading import series_meant, understand
from releases.models import FormerReference, JointSymbol, NumberReservation
from releases.models.reservation import RESERVED_FOR
from releases.wire.symbols import SymbolError
from tests.factories import NOON, SECOND, make_release, make_series, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana():
    return make_user(PRESS_OFFICERS, username="ana", first_name="Ana")


@pytest.fixture
def ben():
    return make_user(PRESS_OFFICERS, username="ben")


def alive(at=NOON):
    return sorted(
        NumberReservation.objects.alive(at).values_list("series__prefix", "number", "user__username")
    )


@pytest.mark.parametrize(
    ("numbers", "following", "missing"),
    [
        ([], "BKK/CP/1", ()),
        ([1, 2, 3], "BKK/CP/4", ()),
        ([11, 13, 14], "BKK/CP/15", ("BKK/CP/12",)),
        ([10, 20], "BKK/CP/21", tuple(f"BKK/CP/{n}" for n in (19, 18, 17, 16, 15))),
    ],
)
def test_the_next_number_follows_the_last_and_gaps_are_named(ana, numbers, following, missing):
    series = make_series("BKK/CP")
    for number in numbers:
        make_release(symbol=f"BKK/CP/{number}")
    offered = numbering.offer(series, by=ana, at=NOON)
    assert (offered.symbol, offered.missing) == (following, missing)


def test_numbers_that_were_given_up_or_are_joint_are_not_offered(ana):
    release = make_release(symbol="BKK/CP/14")
    JointSymbol.objects.create(release=release, symbol="BKK/CP/15", symbol_key="bkkcp15")
    FormerReference.objects.create(former="BKK/CP/16", language="en", reference="BKK/CP/14", since=NOON)
    assert numbering.offer(release.series, by=ana, at=NOON).symbol == "BKK/CP/17"


@given(st.lists(st.integers(0, 1), min_size=1, max_size=8), st.lists(st.integers(1, 12), max_size=4))
def test_no_two_people_have_the_same_number_nor_one_that_is_used(turns, used):
    series = make_series("BKK/CP")
    User.objects.filter(username__startswith="hand-").delete()
    people = [make_user(PRESS_OFFICERS, username=f"hand-{n}") for n in (0, 1)]
    series.releases.all().delete()
    for number in set(used):
        make_release(symbol=f"BKK/CP/{number}")
    for moment, turn in enumerate(turns):
        numbering.reserve(series, by=people[turn], at=NOON + moment * SECOND)
    taken = [number for _prefix, number, _name in alive()]
    assert len(taken) == len(set(taken)) == len(set(turns))
    assert set(taken).isdisjoint(used)


def test_a_reservation_ends_by_itself_and_its_row_is_gone(ana, ben):
    series = make_series("BKK/CP")
    first = numbering.reserve(series, by=ana, at=NOON)
    assert numbering.reserve(series, by=ben, at=NOON + RESERVED_FOR - SECOND).number == first.number + 1
    numbering.give_back(series, by=ben)
    assert numbering.reserve(series, by=ben, at=NOON + RESERVED_FOR).number == first.number
    assert list(NumberReservation.objects.values_list("user__username", flat=True)) == ["ben"]


def test_who_asks_twice_keeps_the_number_and_has_it_for_longer(ana):
    series = make_series("BKK/CP")
    numbering.reserve(series, by=ana, at=NOON)
    again = numbering.reserve(series, by=ana, at=NOON + timedelta(minutes=10))
    assert (again.number, again.until) == (1, NOON + timedelta(minutes=25))
    assert alive() == [("BKK/CP", 1, "ana")]


def test_nobody_hoards(ana):
    for number in range(numbering.MOST_OF_ONE_PERSON + 2):
        numbering.reserve(make_series(f"TEST/{'ABCDEFGH'[number]}"), by=ana, at=NOON + number * SECOND)
    assert [prefix for prefix, *_rest in alive()] == [f"TEST/{letter}" for letter in "CDEFG"]


def test_a_number_of_somebody_else_is_said_and_taken_only_by_choice(ana, ben):
    series = make_series("BKK/CP")
    numbering.reserve(series, by=ana, at=NOON)
    report = report_symbol("bkk cp 1", language="en", by=ben, at=NOON)
    assert (report.is_right, report.message) == (False, "BKK/CP/1 is reserved by Ana until 12:15 UTC.")
    assert (report.offered, report.reserved_for) == ("BKK/CP/2", "Ana")
    assert numbering.reserve(series, by=ben, at=NOON, number=1).number == 2
    assert numbering.reserve(series, by=ben, at=NOON, number=1, all_the_same=True).number == 1
    assert alive() == [("BKK/CP", 1, "ben")]


def test_who_may_not_write_takes_no_number():
    with pytest.raises(NotPermittedError):
        numbering.reserve(make_series("BKK/CP"), by=make_user(), at=NOON)
    assert alive() == []


def test_a_saved_release_ends_the_reservation(ana):
    series = make_series("BKK/CP")
    numbering.reserve(series, by=ana, at=NOON)
    numbering.note_saved(make_release(symbol="BKK/CP/1"))
    assert alive() == []


@pytest.mark.parametrize(
    ("typed", "symbol"),
    [
        ("bkk cp 21", "BKK/CP/21"),
        ("bkkcp21", "BKK/CP/21"),
        ("BKK-CP-21", "BKK/CP/21"),
        ("bkk/cp/21", "BKK/CP/21"),
        ("bkkcp21corr1", "BKK/CP/21/Corr.1"),
    ],
)
def test_careless_symbols_are_understood(typed, symbol):
    make_series("BKK/CP")
    assert understand(typed).text == symbol


@pytest.mark.parametrize(
    ("typed", "prefix"),
    [
        ("BKK/CP", "BKK/CP"),
        ("bkk cp/", "BKK/CP"),
        ("bkkcp", "BKK/CP"),
        ("BKK/CP/14", None),
        ("HR/CT", "HR/CT/05"),
        ("hr/ct/98", "HR/CT/98"),
        ("hr/ct/98/", "HR/CT/98"),
        ("HR/CT/98/27", None),
        ("NEW", None),
        ("", None),
        ("\x00/", None),
    ],
)
def test_a_series_without_its_number_is_known(typed, prefix):
    for made in ("BKK/CP", "HR/CT/98", "HR/CT/05"):
        make_series(made)
    found = series_meant(typed, at=NOON)
    assert (found.prefix if found else None) == prefix


@given(st.text(max_size=70))
def test_whatever_is_typed_has_an_answer(text):
    make_series("BKK/CP")
    assert report_symbol(text, language="en", at=NOON).message
    with suppress(SymbolError):
        symbol = understand(text)
        assert understand(symbol.text).reference == symbol.reference
