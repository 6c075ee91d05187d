"""Searching releases: the query composes, ranks, and says what it understood."""

from datetime import date

import pytest

from releases.models import Release
from releases.search.query import parse, readings
from tests.factories import NOON, SECOND, make_embargoed_release, make_institute, make_public_release
from tests.oracle import issued_between, search

pytestmark = pytest.mark.django_db


def titles(found):
    return [release.title for release in found]


def test_search_composes_as_an_ordinary_set():
    for number in range(1, 6):
        make_public_release(title=f"Okapi {number}", issued_on=date(2005, 4, number), kind="statement")
    make_embargoed_release(title="Okapi hidden", issued_on=date(2005, 4, 9), kind="statement")
    make_public_release(title="Quagga", kind="statement")
    statements = Release.objects.filter(kind="statement").public(NOON + SECOND)

    found = issued_between(search(statements, "okapi"), date(2005, 4, 2), None)

    assert found.count() == 4
    assert titles(found[:2]) == ["Okapi 5", "Okapi 4"]
    assert titles(found.order_by("issued_on")[1:3]) == ["Okapi 3", "Okapi 4"]
    assert found.filter(title__contains="5").exists()
    assert found.values_list("issued_on__year", flat=True).distinct().order_by("issued_on__year").count() == 1
    assert Release.objects.filter(pk__in=found.values("pk")).count() == 4


def test_hits_are_ranked_by_place_and_form_then_by_date():
    filler = "<p>" + "Invented filler. " * 40 + "</p>"
    for title, body, day in (
        ("Delegates negotiated", filler, 1),
        ("Older negotiation", filler, 2),
        ("Newer negotiation", filler, 3),
        ("Lead stemmed", "<p>They negotiated.</p>" + filler, 4),
        ("Lead exact", "<p>A negotiation.</p>" + filler, 5),
        ("Body stemmed", filler + "<p>They negotiated.</p>", 6),
        ("Body exact", filler + "<p>A negotiation.</p>", 7),
    ):
        make_public_release(title=title, body=body, issued_on=date(2005, 4, day))

    assert titles(search(Release.objects.all(), "negotiation")) == [
        "Newer negotiation",
        "Older negotiation",
        "Delegates negotiated",
        "Lead exact",
        "Lead stemmed",
        "Body exact",
        "Body stemmed",
    ]


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("ISISC", ["Acronym", "Full"]),
        ("isisc", ["Acronym", "Full"]),
        ("Siracusa International Institute", ["Acronym", "Full"]),
        ('"Siracusa International Institute"', ["Acronym", "Full"]),
        ("ISISC workshop", ["Full"]),
        ("-ISISC quagga", ["None"]),
    ],
)
def test_a_name_finds_the_other_names(typed, wanted):
    name = "Siracusa International Institute for Criminal Justice and Human Rights"
    make_institute("isisc", name=name, acronym="ISISC")
    make_public_release(title="Acronym", body="<p>Quagga: said ISISC.</p>")
    make_public_release(title="Full", body=f"<p>Quagga workshop: said the {name}.</p>")
    make_public_release(title="None", body="<p>Quagga institute.</p>")

    assert sorted(titles(search(Release.objects.all(), typed))) == wanted


def test_blank_query_gives_all_and_unusable_gives_none_and_says_so():
    release = make_public_release()

    assert list(search(Release.objects.all(), "  ")) == [release]
    assert list(search(Release.objects.all(), "?!")) == []
    assert readings(parse("?!")) == [
        "There is nothing to look for in “?!”: type a word, a symbol like BKK/CP/14 or a date."
    ]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("crime", []),
        ("April 2005", ["Releases of April 2005."]),
        ("2005-04-21", ["Releases of 21 April 2005."]),
        ("bkk/cp/14", ["Release BKK/CP/14, and releases that mention it."]),
        ("UNIS/CP", ["Releases of the series UNIS/CP, or with these words."]),
    ],
)
def test_what_was_recognised_is_said_back(typed, said):
    assert readings(parse(typed)) == said
