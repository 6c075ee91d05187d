"""What stands beside the text of a release: what belongs to it, in order, and nothing that is not public."""

from datetime import date

import pytest
from django.template.loader import render_to_string
from django.utils.html import strip_tags
from django.utils.translation import override

from releases.listing.public_index import read_names
from releases.models import EventName, JointSymbol, Release, ReleaseLink
from releases.publication.contents import (
    citation_of,
    dateline_of,
    events_of,
    joint_symbols_of,
    mentions_of,
    neighbour_link,
    public_photos_of,
    version_links,
)
from releases.publication.lookup import answer_at, answer_for
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
NBSP = "\N{NO-BREAK SPACE}"


def test_a_page_is_asked_for_by_one_statement_and_has_everything_in_order(django_assert_num_queries):
    late = make_event(name="Late", starts_on=date(2005, 5, 1), ends_on=date(2005, 5, 2))
    early = make_event(name="Early", starts_on=date(2005, 4, 1), ends_on=date(2005, 4, 2))
    EventName.objects.create(event=late, name="Tard", language="fr")
    institutes = (make_institute(name="Second", acronym="S"), make_institute(name="First", acronym="F"))
    release = make_public_release(symbol="BKK/CP/14", events=(late, early), institutes=institutes)
    JointSymbol.objects.create(release=release, symbol="SG/SM/2", symbol_key="sgsm2", position=2)
    JointSymbol.objects.create(release=release, symbol="SG/SM/1", symbol_key="sgsm1", position=1)

    names = read_names()
    with django_assert_num_queries(1):
        page = answer_at("BKK/CP/14", "en", NOON).release
        events = events_of(page, names)
        assert mentions_of(page, names) == [
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
        assert joint_symbols_of(page) == ["SG/SM/1", "SG/SM/2"]


def test_an_institute_without_names_is_called_by_its_address():
    institute = make_institute("nameless")
    institute.names.all().delete()
    release = make_public_release(institutes=(institute,))
    page = answer_for(release, NOON).release

    assert [mention["name"] for mention in mentions_of(page, read_names())] == ["nameless"]


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

    page = answer_for(release, NOON).release
    for position, other in ((page.page_previous, before), (page.page_next, after)):
        assert neighbour_link(page, position) == {
            "href": other.get_absolute_url(),
            "symbol": other.symbol,
            "title": "Invented title",
        }
    for alone, at in ((release, NOON - SECOND), (make_public_release(symbol=""), NOON)):
        page = answer_for(alone, at).release
        assert (page.page_previous, page.page_next) == (None, None)
        assert neighbour_link(page, page.page_next) is None


MORE = ("has_photos", "has_links", "is_linked_to", "has_versions")


def test_a_page_says_what_else_there_is_to_ask_for():
    release = make_public_release(symbol="BKK/CP/14")

    def more():
        page = answer_at("BKK/CP/14", "en", NOON).release
        return {name for name in MORE if getattr(page, name)}

    make_release(symbol="BKK/CP/14", language="ar")
    ReleaseLink.objects.create(release=make_embargoed_release(), reference="BKK/CP/14")
    assert more() == set()
    make_photo(release)
    assert more() == {"has_photos"}
    ReleaseLink.objects.create(release=release, reference="BKK/CP/13")
    assert more() == {"has_photos", "has_links"}
    make_public_release(symbol="BKK/CP/14", language="fr")
    assert more() == {"has_photos", "has_links", "has_versions"}
    ReleaseLink.objects.create(release=make_public_release(), reference="BKK/CP/14")
    assert more() == set(MORE)


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
    ("fields", "city", "comma", "day", "source"),
    [
        ({"dateline_city": "BANGKOK", "dateline_on": APRIL_21}, "BANGKOK", ", ", "21 April", ""),
        ({"dateline_city": "BANGKOK", "source": "UNIS"}, "BANGKOK", "", "", "UNIS"),
        ({"dateline_on": APRIL_21}, "", "", "21 April", ""),
        (
            {"dateline_city": "بانكوك", "dateline_on": APRIL_21, "language": "ar"},
            "بانكوك",
            "، ",
            "21 نيسان/أبريل",
            "",
        ),
    ],
)
def test_a_dateline_is_written_in_the_language_of_its_release(fields, city, comma, day, source):
    assert dateline_of(Release(**fields)) == {
        "city": city,
        "comma": comma,
        "date": "2005-04-21" if day else "",
        "day": day,
        "source": source,
    }


def test_a_text_without_a_dateline_has_none():
    assert dateline_of(Release(source="UNIS")) is None


@pytest.mark.parametrize(
    ("fields", "kind", "end"),
    [
        ({}, "press release", ", 21 April 2005."),
        ({"edition": 2}, "press release", ", 21 April 2005, edition 2."),
        ({"language": "de"}, "Press release", ", 21 April 2005."),
        (
            {"edition": 3, "state": "withdrawn", "publish_at": NOON - SECOND, "withdrawn_at": NOON},
            "press release",
            ", 21 April 2005, edition 3, withdrawn on 21 April 2005.",
        ),
    ],
)
def test_a_citation_says_which_edition_it_is_and_what_became_of_it(fields, kind, end):
    assert citation_of(Release(issued_on=APRIL_21, **fields), NOON) == {
        "source": "United Nations",
        "kind": kind,
        "end": end,
    }


@pytest.mark.parametrize(
    ("language", "cited"),
    [
        ("en", "UNIS, “A TITLE”, press release BKK/CP/14, 21 April 2005."),
        (
            "fr",
            f"UNIS, «{NBSP}A TITLE{NBSP}», communiqué de presse BKK/CP/14, 21{NBSP}avril 2005.",
        ),
        ("es", "UNIS, «A TITLE», comunicado de prensa BKK/CP/14, 21 de abril de 2005."),
        ("ru", "UNIS, «A TITLE», пресс-релиз BKK/CP/14, 21 апреля 2005 года."),
        ("ar", "UNIS، «A TITLE»، نشرة صحفية BKK/CP/14، 21 نيسان/أبريل 2005."),
        ("zh-hans", "UNIS，《A TITLE》，新闻稿 BKK/CP/14，2005年4月21日。"),
        ("de", "UNIS, „A TITLE“, Pressemitteilung BKK/CP/14, 21. April 2005."),
    ],
)
def test_a_citation_has_the_signs_of_its_language(language, cited):
    release = Release(
        issued_on=APRIL_21, language=language, title="A TITLE", symbol="BKK/CP/14", source="UNIS"
    )
    with override(language):
        values = {"release": release, "citation": citation_of(release, NOON)}
        written = strip_tags(render_to_string("releases/_citation.html", values))

    assert written.strip() == cited


def test_versions_are_named_in_their_own_languages():
    version = Release(reference="BKK/CP/14", language="zh-hans", title="标题")

    assert version_links([version]) == [
        {"href": "/zh-hans/releases/BKK/CP/14/", "language": "zh-Hans", "name": "中文", "title": "标题"}
    ]
