"""Facets lead where they say, whatever stands in the address, and what they show is escaped."""

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string

from releases.listing.facets import Chart, Choice, Facets
from releases.views.facets import facet_links
from tests.factories import make_institute, make_public_release

NO_CHART = Chart("year", ())


@pytest.mark.parametrize(
    ("name", "value", "is_chosen", "address", "href"),
    [
        ("institute", "heuni", False, "", "?institute=heuni"),
        ("institute", "heuni", False, "page=3&q=a+b", "?q=a+b&institute=heuni"),
        ("institute", "heuni", False, "institute=isisc&q=x", "?q=x&institute=isisc&institute=heuni"),
        ("institute", "heuni", True, "institute=HEUNI&institute=isisc", "?institute=isisc"),
        ("institute", "heuni", True, "institute=heuni", "?"),
        ("series", "BKK/CP", False, "q=%22%3E%3Cb%3E%26", "?q=%22%3E%3Cb%3E%26&series=BKK%2FCP"),
        ("kind", "statement", True, "q=x&kind=statement", "?q=x"),
        ("year", "2005", False, "from=2003&to=2004-06&q=x", "?q=x&from=2005&to=2005"),
        ("year", "2005", True, "from=2005&to=2005", "?"),
        ("language", "fr", False, "language=es&page=2", "?language=fr"),
        ("language", "fr", True, "language=fr", "?language=all"),
    ],
)
def test_a_value_leads_to_the_list_with_it_or_without_it(name, value, is_chosen, address, href):
    choices = (Choice(value, "Shown", 7000, is_chosen), Choice("other", "Other", 1))

    [facet] = facet_links(Facets(8, {name: choices}, NO_CHART), QueryDict(address))

    link = facet["links"][0]
    assert (link["href"], link["label"], link["count"]) == (href, "Shown", "7,000")
    assert link["is_chosen"] == is_chosen


def test_labels_and_values_are_escaped():
    choices = (Choice('"><i>', '<script>"&', 1), Choice("b", "B", 1, is_chosen=True))
    facets = facet_links(Facets(2, {"series": choices}, NO_CHART), QueryDict())

    page = render_to_string("releases/_facets.html", {"facets": facets})

    assert '<a id="series-%22%3E%3Ci%3E" href="?series=%22%3E%3Ci%3E">' in page
    assert "<bdi>&lt;script&gt;&quot;&amp;</bdi>" in page
    assert (
        '<span class="facet-count" aria-hidden="true">1</span><span class="unseen">1 release</span>' in page
    )
    assert '<a id="series-b" class="facet-chosen" href="?">' in page
    assert '<span class="unseen">Remove filter:</span>' in page


def test_a_dimension_with_nothing_to_choose_is_left_out():
    one = (Choice("en", "English", 1),)

    assert facet_links(Facets(1, {"language": one, "kind": ()}, NO_CHART), QueryDict()) == []
    assert [
        facet["name"]
        for facet in facet_links(
            Facets(1, {"language": one, "kind": (Choice("a", "A", 0, is_chosen=True),)}, NO_CHART),
            QueryDict(),
        )
    ] == ["kind"]


@pytest.fixture
def many_institutes():
    """Fourteen institutes with a release each, and one without."""
    for number in range(14):
        institute = make_institute(f"house-{number}", name=f"House {number}", acronym=f"ÉTÉ{number}")
        make_public_release(symbol=f"BKK/CP/{number}", institutes=(institute,))
    make_institute("empty", name="House of nobody")


@pytest.mark.django_db
@pytest.mark.usefixtures("many_institutes")
def test_of_many_values_a_list_shows_some_and_a_page_all(client):
    listed = client.get("/en/releases/?kind=press_release").content.decode()
    page = client.get("/en/releases/?kind=press_release&facet=institute")

    assert listed.count('<a id="institute-') == 12
    assert (
        'href="?kind=press_release&amp;facet=institute">Show all <span class="facet-count">14</span>'
        in listed
    )
    links = page.context["links"]
    assert len(links) == 14
    assert links[0]["href"] == "?kind=press_release&institute=house-0"
    assert "House of nobody" not in page.content.decode()
    assert 'href="/fr/releases/?kind=press_release&amp;facet=institute"' in page.content.decode()


@pytest.mark.django_db
@pytest.mark.usefixtures("many_institutes")
@pytest.mark.parametrize(
    ("typed", "number"), [("hou", 14), ("house 1", 5), ("ete13", 1), ("ÉTÉ13 house", 1), ("nobody", 0)]
)
def test_a_value_is_found_by_the_words_of_its_names(client, typed, number):
    page = client.get("/en/releases/", {"facet": "institute", "find": typed})

    assert (len(page.context["links"]), page.context["number"]) == (number, number)
    assert ("No name here has" in page.content.decode()) is (number == 0)


@pytest.mark.django_db
@pytest.mark.parametrize("facet", ["year", "kind", "poem", ""])
def test_what_has_no_page_of_values_is_the_list(client, facet):
    make_public_release(title="Listed")

    assert "Listed" in client.get("/en/releases/", {"facet": facet}).content.decode()


@pytest.mark.django_db
def test_what_was_chosen_and_has_nothing_can_be_taken_away_on_the_page_of_values(client):
    make_institute("nothing", name="Nothing")
    make_public_release()

    page = client.get("/en/releases/?facet=institute&institute=nothing")

    [link] = page.context["links"]
    assert (link["href"], link["count"], link["is_chosen"]) == ("?", "0", True)


@pytest.mark.django_db
def test_languages_are_named_in_themselves_and_say_so(client):
    make_public_release()
    make_public_release(language="ar")

    page = client.get("/en/releases/").content.decode()

    assert '<bdi lang="ar" dir="rtl">العربية</bdi>' in page
    assert "<bdi>English</bdi>" in page
