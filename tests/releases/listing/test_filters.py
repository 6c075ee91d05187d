"""What readers may ask of the list, and what they are told when they ask the impossible."""

from datetime import date

import pytest
from django.http import QueryDict
from django.utils.translation import override
from django_filters import CharFilter, RangeFilter
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from releases.listing.facets import count_facets
from releases.listing.filters import ReleaseFilter
from releases.models import Release
from tests.factories import (
    NOON,
    make_embargoed_release,
    make_event,
    make_institute,
    make_public_release,
    make_series,
)
from tests.oracle import answer_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive():
    """Five releases with something to tell each by."""
    heuni, isisc = make_institute("heuni"), make_institute("isisc")
    congress = make_event("congress", kind="congress")
    workshop = make_event("workshop", kind="workshop", parent=congress)
    make_series("BKK/CP", event=congress)
    make_public_release(
        symbol="BKK/CP/14", title="fourteen", institutes=(heuni, isisc), events=(workshop, congress),
        dateline_city="BANGKOK, Thailand",
    )  # fmt: skip
    make_public_release(
        symbol="BKK/CP/15", title="fifteen", issued_on=date(2005, 4, 22), dateline_city="BANGKOK"
    )
    make_public_release(
        symbol="UNIS/CP/500",
        title="vienna",
        issued_on=date(2004, 12, 31),
        institutes=(isisc,),
        dateline_city="WIEN",
    )
    make_public_release(symbol="", title="briefing", issued_on=date(2006, 1, 1), kind="press_briefing")
    make_public_release(
        symbol="BKK/CP/14", title="quatorze", language="fr", institutes=(heuni,), dateline_city="曼谷"
    )


def titles(query, language="en"):
    with override(language):
        releases = ReleaseFilter(QueryDict(query), at=NOON)
        found = [release.title for release in answer_to(releases, Release.objects.public(NOON))]
        listed = releases.listing
        # What the index lists is what the database would.
        assert [release.title for release in listed[:20]] == found
        assert listed.count() == len(found)
        return found, dict(releases.form.errors)


EVERYTHING = ["briefing", "fifteen", "fourteen", "vienna"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", EVERYTHING),
        ("from=2005-04-21&to=2005-04-21", ["fourteen"]),
        ("from=2005-04-22", ["briefing", "fifteen"]),
        ("to=2005-04-21", ["fourteen", "vienna"]),
        ("from=2005&to=2005", ["fifteen", "fourteen"]),
        ("from=2005-04&to=2005-04", ["fifteen", "fourteen"]),
        ("to=2004", ["vienna"]),
        ("from=April 2005&to=30/04/2005", ["fifteen", "fourteen"]),
        ("from=21 نيسان/أبريل 2005&to=２００５年4月", ["fifteen", "fourteen"]),
        ("to=٢٠٠٤", ["vienna"]),
        ("from=&to=", EVERYTHING),
        ("institute=heuni", ["fourteen"]),
        ("institute=HEUNI", ["fourteen"]),
        ("institute=isisc", ["fourteen", "vienna"]),
        ("institute=heuni&institute=isisc", ["fourteen", "vienna"]),
        ("event=workshop", ["fourteen"]),
        ("event=congress", ["fifteen", "fourteen"]),
        ("event=congress&event=workshop", ["fifteen", "fourteen"]),
        ("series=BKK/CP", ["fifteen", "fourteen"]),
        ("series=bkk/cp&series=UNIS/CP", ["fifteen", "fourteen", "vienna"]),
        ("city=vienna", ["vienna"]),
        ("city=Bangkok", ["fifteen", "fourteen"]),
        ("city=bangkok&language=fr", ["quatorze"]),
        ("city=bangkok&city=vienna", ["fifteen", "fourteen", "vienna"]),
        ("kind=press_briefing", ["briefing"]),
        ("kind=press_briefing&kind=press_release", EVERYTHING),
        ("language=fr", ["quatorze"]),
        ("sort=oldest", ["vienna", "fourteen", "fifteen", "briefing"]),
        ("sort=newest", EVERYTHING),
        ("sort=relevance", EVERYTHING),
        ("institute=isisc&from=2005", ["fourteen"]),
    ],
)
def test_the_list_is_what_was_asked_for(archive, query, expected):
    assert titles(query) == (expected, {})


def test_without_a_language_the_page_decides(archive):
    assert titles("", language="fr") == (["quatorze"], {})
    assert titles("", language="ru") == ([], {})


def test_all_languages_are_listed_when_asked_for(archive):
    found, errors = titles("language=all&institute=heuni")

    assert (sorted(found), errors) == (["fourteen", "quatorze"], {})


@pytest.mark.parametrize(
    ("query", "expected", "field", "message"),
    [
        (
            "from=yesterday",
            EVERYTHING,
            "from",
            "“yesterday” is not a date. Type it like 21 April 2005, April 2005 or 2005-04-21.",
        ),
        (
            "from=2005-02-30&to=2005-04-21",
            ["fourteen", "vienna"],
            "from",
            "There is no day 2005-02-30 in the calendar.",
        ),
        ("institute=nobody", EVERYTHING, "institute", "“nobody” is not known; it was left out."),
        # A city that is there, but from which nothing public is dated, is as one that is not there.
        ("city=helsinki", EVERYTHING, "city", "“helsinki” is not known; it was left out."),
        ("city=nowhere", EVERYTHING, "city", "“nowhere” is not known; it was left out."),
        (
            "institute=nobody&institute=heuni",
            ["fourteen"],
            "institute",
            "“nobody” is not known; it was left out.",
        ),
        (
            "event=nothing&kind=press_briefing",
            ["briefing"],
            "event",
            "“nothing” is not known; it was left out.",
        ),
        ("series=XX/YY", EVERYTHING, "series", "“XX/YY” is not known; it was left out."),
        ("institute=%00", EVERYTHING, "institute", "“\x00” is not known; it was left out."),
        ("kind=poem", EVERYTHING, "kind", "“poem” is not known; it was left out."),
        (
            "language=tlh",
            EVERYTHING,
            "language",
            "“tlh” is not known; it was left out.",
        ),
        (
            "from=2006&to=2005",
            [],
            "to",
            "The last day, 31 December 2005, comes before the first; nothing can match.",
        ),
    ],
)
def test_what_cannot_be_used_is_said_and_the_rest_applies(archive, query, expected, field, message):
    assert titles(query) == (expected, {field: [message]})


def listed(releases):
    return [release.title for release in releases.listing[:20]]


def test_a_queryset_narrows_the_list_and_shows_nothing_hidden(archive):
    make_embargoed_release(title="hidden", kind="press_briefing")
    briefings = Release.objects.filter(kind="press_briefing")

    assert listed(ReleaseFilter({}, at=NOON)) == EVERYTHING
    assert listed(ReleaseFilter({}, briefings, at=NOON)) == ["briefing"]
    assert listed(ReleaseFilter({"to": "2005"}, briefings, at=NOON)) == []
    assert ReleaseFilter({}, briefings, at=NOON.replace(year=3000)).listing.count() == 2


def test_what_django_filter_teaches_works_and_means_the_same_list(archive):
    releases = ReleaseFilter({"institute": ["isisc", "nobody"], "sort": "oldest"}, queryset=None, at=NOON)

    assert not releases.is_valid()
    assert releases.errors == {"institute": ["“nobody” is not known; it was left out."]}
    assert [release.title for release in releases.qs] == ["vienna", "fourteen"] == listed(releases)
    assert releases.qs.filter(issued_on__year=2004).count() == 1
    assert ReleaseFilter({"institute": ["isisc"]}, at=NOON).is_valid()
    assert list(releases.form.fields) == list(ReleaseFilter.base_filters)


class CityByField(ReleaseFilter):
    """With one filter more, as the documentation of django-filter has them."""

    dateline = CharFilter(field_name="dateline_city", lookup_expr="iexact")


class CityByMethod(ReleaseFilter):
    """The same by a method."""

    dateline = CharFilter(method="filter_city")

    def filter_city(self, queryset, name, value):
        return queryset.filter(dateline_city__iexact=value)


@pytest.fixture(params=[CityByField, CityByMethod], ids=lambda way: way.__name__)
def city_filter(request, monkeypatch):
    """Releases of two cities, and the pages with a filter of cities."""
    monkeypatch.setattr("releases.views.lists.ReleaseFilter", request.param)
    monkeypatch.setattr("releases.delivery.parameters.ReleaseFilter", request.param)
    river, hill = make_institute("river"), make_institute("hill")
    for year in (2003, 2005):
        make_public_release(
            title=f"Bangkok {year}", dateline_city="Bangkok", issued_on=date(year, 4, 21), institutes=(river,)
        )
    make_public_release(title="Bangkok en français", dateline_city="Bangkok", language="fr")
    make_public_release(title="Vienna okapi", dateline_city="Vienna", kind="statement", institutes=(hill,))
    make_embargoed_release(title="Bangkok hidden", dateline_city="Bangkok", institutes=(hill,))
    return request.param


def test_a_filter_of_four_lines_narrows_list_count_facets_and_chart(client, city_filter):
    releases = city_filter({"dateline": "BANGKOK"}, at=NOON)
    facets = count_facets(releases.listing, page_language="en")

    assert listed(releases) == ["Bangkok 2005", "Bangkok 2003"]
    assert [release.title for release in releases.qs] == listed(releases)
    assert (releases.listing.count(), releases.listing.elsewhere(), facets.total) == (2, 1, 2)
    assert {name: [choice.value for choice in choices] for name, choices in facets.choices.items()} == {
        "year": ["2005", "2003"], "institute": ["river"], "event": [], "city": ["bangkok"], "series": ["TEST/SER"],
        "kind": ["press_release"], "language": ["en", "fr"],
    }  # fmt: skip
    assert sum(bar.count for bar in facets.chart.bars) == 2

    page = client.get("/en/releases/", {"dateline": "Bangkok", "institute": "river"}).content.decode()
    assert "Bangkok 2005" in page
    assert "Vienna okapi" not in page
    assert 'href="?institute=river&amp;dateline=Bangkok&amp;from=2005&amp;to=2005"' in page
    assert '<input type="hidden" name="dateline" value="Bangkok">' in page


def test_a_filter_of_four_lines_joins_words_dates_and_pages(client, city_filter):
    for number in range(1, 31):
        make_public_release(title=f"Okapi {number}", dateline_city="Bangkok", issued_on=date(2005, 5, number))

    def count(**asked):
        return city_filter(asked, at=NOON).listing.count()

    assert (count(q="okapi"), count(q="okapi", dateline="vienna"), count(q="okapi", dateline="Oslo")) == (
        31,
        1,
        0,
    )
    assert (count(dateline="bangkok", to="2004"), count(dateline="bangkok", to="2005")) == (1, 32)
    second = client.get("/en/releases/", {"dateline": "Bangkok", "page": "2"})
    assert [release.title for release in second.context["shown"].page][-2:] == [
        "Bangkok 2005",
        "Bangkok 2003",
    ]
    assert 'href="?dateline=Bangkok&amp;page=1"' in second.content.decode()


# Values for every filter there is: good ones, unknown ones, impossible ones.
VALUES = {
    "q": ["fourteen", "fifteen OR briefing", "-vienna", "14", "?!", "quagga"],
    "from": ["2004", "2005-04-22", "2006-01", "yesterday"],
    "to": ["2004", "2005-04", "2005-04-21", "2005-02-30"],
    "institute": ["heuni", "ISISC", "nobody"],
    "event": ["congress", "workshop", "nothing"],
    "series": ["BKK/CP", "unis/cp", "XX/YY"],
    "city": ["bangkok", "VIENNA", "nowhere"],
    "kind": ["press_briefing", "press_release", "poem"],
    "language": ["all", "en", "fr", "tlh"],
    "sort": ["newest", "oldest", "relevance", "sideways"],
}


def test_every_filter_is_compared_with_plain_querysets():
    assert list(VALUES) == list(ReleaseFilter.base_filters)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.fixed_dictionaries(
        {},
        optional={
            name: st.lists(st.sampled_from(values), min_size=1, max_size=2) for name, values in VALUES.items()
        },
    )
)
def test_sets_and_querysets_list_the_same(archive, asked):
    query = QueryDict(mutable=True)
    for name, values in asked.items():
        query.setlist(name, values)
    releases = ReleaseFilter(query, at=NOON)
    expected = [release.pk for release in answer_to(releases, Release.objects.public(NOON))]

    assert releases.listing.keys(0, 20) == expected
    assert releases.listing.count() == len(expected)
    assert [release.pk for release in releases.qs] == expected
    assert [release.pk for release in releases.listing[:20]] == expected
    # The links of the page lead to the same list.
    again = ReleaseFilter(releases.known_query(), at=NOON)
    assert again.errors == {} or "to" in again.errors
    assert (again.selection, again.order, again.words) == (releases.selection, releases.order, releases.words)


@pytest.mark.parametrize(
    ("query", "known"),
    [
        ("", ""),
        ("x=1&page=3&utm_source=okapi", ""),
        ("sort=oldest&q=+okapi+&to=2005-4", "q=okapi&to=2005-04&sort=oldest"),
        ("q=okapi&q=quagga", "q=quagga"),
        (
            "institute=ISISC&institute=heuni&institute=nobody&institute=isisc",
            "institute=heuni&institute=isisc",
        ),
        ("series=bkk/cp/", "series=BKK%2FCP"),
        ("event=nothing&from=yesterday&language=tlh&kind=Statement", "kind=statement"),
        (f"x={'A' * 60_000}&institute={'B' * 60_000}&q={'C' * 60_000}", ""),
    ],
)
def test_links_have_only_what_the_filter_knows(archive, query, known):
    assert ReleaseFilter(QueryDict(query), at=NOON).known_query().urlencode() == known


def test_ranges_know_their_parameters():
    class Numbered(ReleaseFilter):
        number = RangeFilter()

    make_public_release(title="in", symbol="TEST/SER/500")
    make_public_release(title="out", symbol="TEST/SER/700")
    releases = Numbered(QueryDict("number_max=600&number_min=400&number=1"), at=NOON)

    assert Numbered.parameters() == (*VALUES, "number_min", "number_max")
    assert listed(releases) == ["in"]
    assert releases.known_query().urlencode() == "number_min=400&number_max=600"


def test_unknown_parameters_reach_no_byte_of_the_page(client, archive):
    address = "/en/releases/?institute=isisc"
    page = client.get(address)
    with_nonsense = client.get(f"{address}&utm_source=nonsense&x={'nonsense' * 200}")

    assert "vienna" in page.content.decode()
    assert with_nonsense.content == page.content


@example({"q": ":"})
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(
            ["q", "from", "to", "institute", "event", "series", "kind", "language", "sort", "page"]
        ),
        st.text(max_size=60),
    )
)
def test_no_value_breaks_the_list(client, values):
    assert client.get("/en/releases/", values).status_code == 200
