"""What stands beside the text of a release: what belongs to it, in order, and nothing that is not public."""

from datetime import date

import pytest

from releases.listing.public_index import read_names
from releases.models import EventName, JointSymbol, Release, ReleaseLink
from releases.publication.contents import (
    citation_of,
    dateline_of,
    events_of,
    joint_symbols_of,
    mentions_of,
    neighbours_of,
    public_photos_of,
    version_links,
)
from releases.publication.lookup import PARTS, answer_at
from tests.factories import (
    NOON,
    SECOND,
    make_embargoed_release,
    make_event,
    make_institute,
    make_photo,
    make_public_release,
    make_release,
)

pytestmark = pytest.mark.django_db

APRIL_21 = date(2005, 4, 21)


def test_every_part_is_found_in_its_order(django_assert_num_queries):
    late = make_event(name="Late", starts_on=date(2005, 5, 1), ends_on=date(2005, 5, 2))
    early = make_event(name="Early", starts_on=date(2005, 4, 1), ends_on=date(2005, 4, 2))
    EventName.objects.create(event=late, name="Tard", language="fr")
    institutes = (make_institute(name="Second", acronym="S"), make_institute(name="First", acronym="F"))
    release = make_public_release(events=(late, early), institutes=institutes)
    JointSymbol.objects.create(release=release, symbol="SG/SM/2", symbol_key="sgsm2", position=2)
    JointSymbol.objects.create(release=release, symbol="SG/SM/1", symbol_key="sgsm1", position=1)

    names = read_names()
    with django_assert_num_queries(3):
        mentions, events, joint = (
            mentions_of(release, names),
            events_of(release, names),
            joint_symbols_of(release),
        )
        assert mentions == [
            {
                "href": f"/en/institutes/{institute.slug}/",
                "name": name,
                "role": "",
                "printed": institute.slug.upper(),
            }
            for name, institute in zip(("Second", "First"), institutes, strict=True)
        ]
        assert [event.name for event in events] == ["Early", "Late"]
        assert [event.name_in("fr") for event in events] == ["Early", "Tard"]
        assert [one.symbol for one in joint] == ["SG/SM/1", "SG/SM/2"]


def test_an_institute_without_names_is_called_by_its_address():
    institute = make_institute("nameless")
    institute.names.all().delete()
    release = make_public_release(institutes=(institute,))

    assert [mention["name"] for mention in mentions_of(release, read_names())] == ["nameless"]


def test_photos_are_found_from_the_second_at_which_they_are_public():
    release = make_public_release()
    photo = make_photo(release)

    assert public_photos_of(release, NOON - SECOND) == []
    assert [use.photo for use in public_photos_of(release, NOON)] == [photo]


def test_neighbours_are_the_nearest_that_are_public_in_the_language():
    release = make_public_release(symbol="BKK/CP/14")
    make_public_release(symbol="BKK/CP/11")
    before = make_public_release(symbol="BKK/CP/12")
    make_public_release(symbol="BKK/CP/13", language="fr")
    make_embargoed_release(symbol="BKK/CP/15")
    make_release(symbol="BKK/CP/16")
    after = make_public_release(symbol="BKK/CP/17")
    make_public_release(symbol="BKK/CP/18")

    assert neighbours_of(release, NOON) == {
        position: {"href": other.get_absolute_url(), "symbol": other.symbol, "title": "Invented title"}
        for position, other in (("previous", before), ("next", after))
    }
    assert neighbours_of(release, NOON - SECOND) == {}
    assert neighbours_of(make_public_release(symbol=""), NOON) == {}


def test_an_address_says_which_parts_there_are():
    release = make_public_release(symbol="BKK/CP/14")
    assert answer_at("BKK/CP/14", "en", NOON).parts == frozenset()

    make_photo(release)
    JointSymbol.objects.create(release=release, symbol="SG/SM/1", symbol_key="sgsm1")
    ReleaseLink.objects.create(release=release, reference="BKK/CP/13")
    release.events.add(make_event())
    release.mentions.create(institute=make_institute())
    make_public_release(symbol="BKK/CP/14", language="fr")
    hidden = make_embargoed_release()
    ReleaseLink.objects.create(release=hidden, reference="BKK/CP/14")
    assert answer_at("BKK/CP/14", "en", NOON).parts == PARTS - {"links_here"}

    ReleaseLink.objects.create(release=make_public_release(), reference="BKK/CP/14")
    assert answer_at("BKK/CP/14", "en", NOON).parts == PARTS


def test_a_name_as_printed_is_said_where_it_is_another():
    institute = make_institute("heuni", name="European Institute", acronym="HEUNI")
    release = make_public_release(institutes=(institute,))
    mention = release.mentions.get()

    for printed, said in (
        ("HEUNI", ""),
        ("European Institute", ""),
        ("", ""),
        ("The Institute", "The Institute"),
    ):
        mention.name_as_printed = printed
        assert mention.other_name_as_printed == said


@pytest.mark.parametrize(
    ("fields", "place", "day", "source"),
    [
        ({"dateline_city": "BANGKOK", "dateline_on": APRIL_21}, "BANGKOK, ", "21 April", ""),
        ({"dateline_city": "BANGKOK", "source": "UNIS"}, "BANGKOK", "", "UNIS"),
        ({"dateline_on": APRIL_21}, "", "21 April", ""),
        (
            {"dateline_city": "بانكوك", "dateline_on": APRIL_21, "language": "ar"},
            "بانكوك، ",
            "21 نيسان/أبريل",
            "",
        ),
    ],
)
def test_a_dateline_is_written_in_the_language_of_its_release(fields, place, day, source):
    assert dateline_of(Release(**fields)) == {
        "place": place,
        "date": "2005-04-21" if day else "",
        "day": day,
        "source": source,
    }


def test_a_text_without_a_dateline_has_none():
    assert dateline_of(Release(source="UNIS")) is None


@pytest.mark.parametrize(
    ("fields", "kind", "notes"),
    [
        ({}, "press release", []),
        ({"edition": 2}, "press release", ["edition 2"]),
        ({"language": "de"}, "Press release", []),
        (
            {"edition": 3, "state": "withdrawn", "publish_at": NOON - SECOND, "withdrawn_at": NOON},
            "press release",
            ["edition 3", "withdrawn on 21 April 2005"],
        ),
    ],
)
def test_a_citation_says_which_edition_it_is_and_what_became_of_it(fields, kind, notes):
    assert citation_of(Release(issued_on=APRIL_21, **fields), NOON) == {
        "source": "United Nations",
        "kind": kind,
        "day": "21 April 2005",
        "notes": notes,
    }


def test_versions_are_named_in_their_own_languages():
    version = Release(reference="BKK/CP/14", language="zh-hans", title="标题")

    assert version_links([version]) == [
        {"href": "/zh-hans/releases/BKK/CP/14/", "language": "zh-Hans", "name": "中文", "title": "标题"}
    ]
