"""What stands beside the text of a release: what belongs to it, in order, and nothing that is not public."""

from datetime import date

import pytest

from releases.listing.public_index import read_names
from releases.models import EventName, JointSymbol, ReleaseLink
from releases.publication.contents import (
    events_of,
    joint_symbols_of,
    mentions_of,
    neighbours_of,
    public_photos_of,
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
        said = [(one.institute.name, one.institute.acronym, one.name_as_printed) for one in mentions]
        assert said == [
            (name, name[0], institute.slug.upper())
            for name, institute in zip(("Second", "First"), institutes, strict=True)
        ]
        assert [event.name for event in events] == ["Early", "Late"]
        assert [event.name_in("fr") for event in events] == ["Early", "Tard"]
        assert [one.symbol for one in joint] == ["SG/SM/1", "SG/SM/2"]


def test_an_institute_without_names_is_called_by_its_address():
    institute = make_institute("nameless")
    institute.names.all().delete()
    release = make_public_release(institutes=(institute,))

    assert [one.institute.name for one in mentions_of(release, read_names())] == ["nameless"]


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

    assert neighbours_of(release, NOON) == {"previous": before, "next": after}
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
