"""The list and the archive as a reader meets them."""

import json
import re
from datetime import date

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse
from django.utils import timezone

from releases.listing import public_index
from tests.factories import WHETHER_INVENTED, make_event, make_institute, make_public_release, make_series

pytestmark = pytest.mark.django_db

CONGRESS_DAY = date(2005, 4, 21)


@pytest.mark.usefixtures("_no_page_cache")
@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("/en/", 3),
        ("/en/releases/", 2),
        ("/en/releases/?institute=heuni&event=congress&series=BKK/CP&from=2005", 2),
        ("/en/releases/2005/", 2),
        ("/en/releases/2005/04/", 2),
        ("/en/releases/2005/04/21/", 2),
        ("/en/series/", 1),
        ("/en/series/BKK/CP/", 4),
        ("/en/events/", 4),
        ("/en/events/congress/", 5),
        ("/en/institutes/", 1),
        ("/en/institutes/heuni/", 4),
    ],
)
def test_queries_do_not_grow_with_the_rows(client, django_assert_num_queries, address, queries, count):
    heuni, congress = make_institute("heuni"), make_event("congress", kind="congress")
    for number in range(1, count + 1):
        series = make_series("BKK/CP" if number == 1 else f"BKK/X{'ABC'[number - 1]}", event=congress)
        make_institute(f"other-{number}")
        make_event(f"other-{number}", starts_on=CONGRESS_DAY, ends_on=CONGRESS_DAY)
        make_event(f"part-{number}", parent=congress)
        make_public_release(symbol=f"{series.prefix}/{number}", institutes=(heuni,), events=(congress,))
        make_public_release(symbol=f"BKK/CP/{number * 10}", institutes=(heuni,), events=(congress,))

    # The register is read once, when the process starts; from then on only what has changed.
    public_index.read(timezone.now())
    with django_assert_num_queries(queries + WHETHER_INVENTED):
        response = client.get(address)

    assert response.status_code == 200


def test_a_list_says_how_many_there_are_in_other_languages(client):
    make_public_release(symbol="BKK/CP/14", title="English title")
    make_public_release(symbol="BKK/CP/14", title="Titre français", language="fr")

    page = client.get("/en/releases/").content.decode()

    assert "English title" in page
    assert "Titre français" not in page
    assert "1 more in other languages." in page
    assert 'href="?language=all"' in page


def test_an_empty_list_says_what_was_looked_for_and_offers_a_way_on(client):
    make_public_release(title="Something else")
    make_institute("heuni", acronym="HEUNI")

    page = client.get("/en/releases/", {"institute": "heuni", "from": "2005-04-22"}).content.decode()

    assert "No releases in English match:" in page
    assert "Search without HEUNI" in page
    assert 'href="?from=2005-04-22"' in page
    assert f'href="{reverse("releases:list")}"' in page


def test_a_wrong_date_is_said_beside_its_field_and_kept(client):
    make_public_release(title="Still listed")

    page = client.get("/en/releases/", {"from": "yesterday"}).content.decode()

    assert re.search(r'value="yesterday"\s+aria-describedby="e-from h-dates"\s+aria-invalid="true"', page)
    assert "“yesterday” is not a date. Type it like 21 April 2005, April 2005 or 2005-04-21." in page
    assert "Still listed" in page


def test_a_date_is_read_as_people_type_it_and_links_have_it_as_machines_do(client):
    make_public_release(title="Typed", issued_on=date(2005, 5, 4))
    make_public_release(title="Before", issued_on=date(2005, 4, 5))

    page = client.get("/en/releases/", {"from": "04/05/2005", "sort": "oldest"}).content.decode()

    assert "Typed" in page
    assert "Before" not in page
    assert 'value="04/05/2005"' in page
    assert (
        '<p class="hint" id="n-from">The day was taken to stand first; 5 April 2005 is typed 2005-04-05.</p>'
    ) in page
    assert 'aria-describedby="n-from h-dates"' in page
    assert 'href="/fr/releases/?from=2005-05-04&amp;sort=oldest"' in page
    assert "inputmode" not in page


def test_what_is_wrong_is_said_above_the_list_and_leads_to_its_place(client):
    make_public_release(title="Still listed")

    page = client.get("/en/releases/?from=yesterday&kind=poem&page=9").content.decode()

    assert "<title>Error: Releases ·\nPress room</title>" in page
    assert 'role="group" aria-labelledby="problems-title" tabindex="-1" autofocus' in page
    assert '<a href="#f-from">From: “yesterday” is not a date.' in page
    assert '<a href="#facet-kind">Kind: “poem” is not known; it was left out.</a>' in page
    assert '<summary id="facet-kind" aria-describedby="e-kind">' in page
    assert '<p class="problem" id="e-kind">“poem” is not known; it was left out.</p>' in page
    assert page.index("This list has no page 9") < page.index('id="found"')
    assert page.count("This list has no page 9") == 1
    assert "Still listed" in page


def test_a_second_page_says_so_in_its_title(client):
    for number in range(21):
        make_public_release(symbol=f"BKK/CP/{number}")

    page = client.get("/en/releases/?page=2").content.decode()
    year = client.get("/en/releases/2005/?page=2").content.decode()

    assert "Page 2 of 2 · " in page[: page.index("</title>")]
    assert "Page 2 of 2 · " in year[: year.index("</title>")]


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("0", "This list has no page 0; this is the last one."),
        ("99", "This list has no page 99; this is the last one."),
        ("two", "A page is named by its number; this is the first one."),
    ],
)
def test_a_page_that_is_not_there_is_said(client, page, said):
    make_public_release()

    response = client.get("/en/releases/", {"page": page})

    assert response.status_code == 200
    assert said in response.content.decode()


def test_a_long_list_is_cut_into_pages_that_miss_nothing(client):
    made = [make_public_release(symbol=f"BKK/CP/{number}").symbol for number in range(1, 46)]

    pages = [client.get("/en/releases/", {"page": number}) for number in (1, 2, 3)]

    shown = [release.symbol for page in pages for release in page.context["shown"].page]
    assert [len(page.context["shown"].page) for page in pages] == [20, 20, 5]
    assert shown == made[::-1]
    assert '<a rel="next" href="?page=2">' in pages[0].content.decode()


def test_the_archive_leads_from_year_to_month_to_day(client):
    make_public_release(title="April", issued_on=CONGRESS_DAY)
    make_public_release(title="December", issued_on=date(2005, 12, 31))
    make_public_release(title="Before", issued_on=date(2003, 5, 1))

    year = client.get("/en/releases/2005/")
    month = client.get("/en/releases/2005/04/")
    day = client.get("/en/releases/2005/04/21/")

    assert [release.title for release in year.context["shown"].page] == ["December", "April"]
    assert [(part.get_absolute_url(), count) for part, count in year.context["parts"]] == [
        ("/en/releases/2005/04/", 1),
        ("/en/releases/2005/12/", 1),
    ]
    assert [release.title for release in month.context["shown"].page] == ["April"]
    assert [part.get_absolute_url() for part, _count in month.context["parts"]] == [
        "/en/releases/2005/04/21/"
    ]
    assert [release.title for release in day.context["shown"].page] == ["April"]
    assert year.context["previous"].get_absolute_url() == "/en/releases/2003/"
    assert year.context["next"] is None
    assert month.context["next"].get_absolute_url() == "/en/releases/2005/12/"
    assert day.context["previous"].get_absolute_url() == "/en/releases/2003/05/01/"


def test_the_archive_leads_only_to_times_that_have_any(client):
    for number, year in enumerate((1995, 2003, 2004, 2004)):
        make_public_release(symbol=f"BKK/X/{number}", issued_on=date(year, 5, 1))
        make_public_release(symbol=f"BKK/Y/{number}", issued_on=date(year + 11, 5, 1), language="fr")

    response = client.get("/en/releases/2004/05/")
    page = response.content.decode()

    assert [
        (decade, [(year.year, count) for year, count in years])
        for decade, years in response.context["decades"]
    ] == [("2000\N{EN DASH}2009", [(2004, 2), (2003, 1)]), ("1990\N{EN DASH}1999", [(1995, 1)])]
    assert '<span class="unseen">2 releases</span>' in page
    assert "/en/releases/2015/" not in page
    assert [text for _href, text in response.context["trail"]] == ["Releases", "2004"]
    assert client.get("/ru/releases/2004/").context["decades"] == []


def test_a_time_without_any_is_not_for_search_engines(client):
    make_public_release()

    empty, full = (client.get(f"/en/releases/{year}/").content.decode() for year in (2004, 2005))

    assert "No releases in English bear a date of this period." in empty
    assert '<meta name="robots" content="noindex, follow">' in empty
    assert '<meta name="robots"' not in full


@pytest.mark.parametrize(
    "address", ["/en/releases/2005/13/", "/en/releases/2005/02/30/", "/en/releases/0000/"]
)
def test_a_date_that_no_calendar_has_is_not_found(client, address):
    assert client.get(address).status_code == 404


def test_a_series_shows_what_is_missing_from_it(client):
    for number in (2, 9, 14):
        make_public_release(symbol=f"BKK/CP/{number}")
    make_public_release(symbol="BKK/CP/10", language="fr")

    response = client.get("/en/series/BKK/CP/")

    assert [(row["symbol"], row["missing"]) for row in response.context["rows"]] == [
        ("BKK/CP/14", "Not in this collection: 11–13"),
        ("BKK/CP/9", "Not in this collection: 3–8"),
        ("BKK/CP/2", ""),
    ]
    assert "Not in this collection: 11–13" in response.content.decode()


def test_of_releases_with_one_number_the_last_says_what_is_missing(client):
    for symbol in ("BKK/CP/14", "BKK/CP/14/Corr.1", "BKK/CP/12"):
        make_public_release(symbol=symbol)

    rows = client.get("/fr/series/BKK/CP/").context["rows"]
    assert rows == []
    rows = client.get("/en/series/BKK/CP/").context["rows"]
    assert [(row["symbol"], row["missing"]) for row in rows] == [
        ("BKK/CP/14/Corr.1", ""),
        ("BKK/CP/14", "Not in this collection: 13"),
        ("BKK/CP/12", ""),
    ]


def test_a_series_is_found_in_any_case(client):
    make_public_release(symbol="BKK/CP/14")

    assert client.get("/en/series/bkk/cp/").url == "/en/series/BKK/CP/"
    assert client.get("/en/series/XX/").status_code == 404


def test_who_asks_in_place_gets_the_same_bytes(client):
    make_public_release()
    page = client.get("/en/releases/?kind=press_release")
    in_place = client.get(
        "/en/releases/?kind=press_release", headers={"HX-Request": "true", "HX-Target": "list"}
    )
    known = client.get(
        "/en/releases/?kind=press_release", headers={"HX-Request": "true", "If-None-Match": page["ETag"]}
    )

    assert in_place.content == page.content
    assert in_place["ETag"] == page["ETag"]
    assert "HX-" not in page.get("Vary", "")
    assert known.status_code == 304


def test_the_scripts_of_the_list_are_there_and_may_not_evaluate(client):
    page = client.get("/en/releases/").content.decode()
    config = json.loads(re.search(r"<meta name=\"htmx-config\" content='([^']+)'>", page)[1])

    assert [
        finders.find(path) is not None for path in re.findall(r'<script src="/static/([^"]+)"', page)
    ] == [
        True,
        True,
        True,
    ]
    off = ("allowEval", "allowScriptTags", "includeIndicatorStyles", "historyEnabled")
    assert [config[name] for name in off] == [False] * 4
    assert config["historyCacheSize"] == 0
    assert "<style" not in page
    assert " style=" not in page
    assert re.search(r"<script(?! src)", page) is None
