"""The list of releases as it is filtered, as CSV and as a workbook, cell by cell."""

import csv
from datetime import date
from io import BytesIO, StringIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from institutes.desk import export
from releases.editorial.groups import EDITORS, PRESS_OFFICERS
from releases.models import Release, Transition
from tests.factories import NOON, make_event, make_institute, make_public_release, make_release, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    user = make_user(PRESS_OFFICERS, EDITORS, username="anna", first_name="Anna", last_name="Author")
    client.force_login(user)
    return user


def address(kind):
    return reverse("admin:releases_release_export", args=[kind])


def table(response):
    content = response.getvalue()
    if response["Content-Type"].startswith("text/csv"):
        return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))
    rows = load_workbook(BytesIO(content)).active.rows
    return [["" if cell.value is None else str(cell.value) for cell in row] for row in rows]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_an_export_says_of_each_release_what_the_desk_knows(client, editor, kind):
    release = make_public_release(
        symbol="BKK/CP/14",
        title="Ministers arrive",
        subtitle="By train",
        body="<p>One two three.</p>",
        created_by=editor,
        created_at=NOON,
        modified_by=editor,
        modified_at=NOON,
        institutes=(make_institute(name="Invented Institute"), make_institute(name="Other Institute")),
        events=(make_event(name="Invented Congress"),),
    )
    Transition.objects.create(
        release=release, reference="BKK/CP/14", language="en", edition=1, move="approve", by=editor, at=NOON
    )

    head, row = table(client.get(address(kind)))

    assert dict(zip(head, row, strict=True)) == {
        "Reference": "BKK/CP/14",
        "Symbol": "BKK/CP/14",
        "Series": "BKK/CP",
        "Number": "14",
        "Language": "English",
        "Edition": "1",
        "Kind": "Press release",
        "Status": "Public",
        "Title": "Ministers arrive",
        "Subtitle": "By train",
        "Date": "2005-04-21",
        "Public from (UTC)": "2005-04-21 12:00",
        "Superseded (UTC)": "",
        "Withdrawn (UTC)": "",
        "Author": "Anna Author",
        "Written (UTC)": "2005-04-21 12:00",
        "Last changed by": "Anna Author",
        "Last changed (UTC)": "2005-04-21 12:00",
        "Approved by": "Anna Author",
        "Institutes": "Invented Institute; Other Institute",
        "Events": "Invented Congress",
        "Words": "3",
    }


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({}, ["=Third", "Second", "First"]),
        ({"o": "issued_on"}, ["First", "Second", "=Third"]),
        ({"language": "fr"}, ["Second"]),
        ({"institute": "heuni"}, ["=Third", "First"]),
        ({"institute": "heuni", "o": "listed_symbol"}, ["First", "=Third"]),
        ({"q": "second"}, ["Second"]),
        ({"status": "public"}, []),
    ],
)
@pytest.mark.usefixtures("editor")
def test_an_export_is_filtered_and_sorted_like_the_list(client, query, titles):
    heuni = make_institute("heuni")
    make_release(symbol="TEST/SER/2", title="First", issued_on=date(2005, 1, 1), institutes=(heuni,))
    make_release(title="Second", issued_on=date(2005, 1, 2), language="fr")
    make_release(symbol="TEST/SER/10", title="=Third", issued_on=date(2005, 1, 3), institutes=(heuni,))

    head, *rows = table(client.get(address("xlsx"), query))
    _head, *lines = table(client.get(address("csv"), query))

    place = head.index("Title")
    assert [row[place] for row in rows] == titles
    assert [line[place] for line in lines] == [title.replace("=", "'=") for title in titles]


@pytest.mark.usefixtures("editor")
def test_an_export_goes_on_beyond_the_pages_of_the_list_and_a_workbook_ends(client, monkeypatch):
    from releases.admin import search_results

    monkeypatch.setattr(search_results, "MOST", 2)
    monkeypatch.setattr(export, "MOST_IN_WORKBOOK", 2)
    heuni = make_institute("heuni")
    for _number in range(3):
        make_release(institutes=(heuni,))

    assert len(table(client.get(address("csv"), {"institute": "heuni"}))) == 4
    refused = client.get(address("xlsx"), {"institute": "heuni"})

    assert (refused.status_code, refused["Location"]) == (302, "/admin/releases/release/?institute=heuni")
    assert b"A workbook has 2 rows at most" in client.get(refused["Location"]).content


@pytest.mark.parametrize(("rows", "queries"), [(1, 17), (3, 17)])
@pytest.mark.usefixtures("editor")
def test_an_export_costs_the_same_for_one_row_and_for_three(client, rows, queries, django_assert_num_queries):
    for _number in range(rows):
        make_release(institutes=(make_institute(),), events=(make_event(),))
    client.get(address("csv")).getvalue()

    with django_assert_num_queries(queries):
        client.get(address("csv")).getvalue()


def test_nothing_is_given_out_to_those_who_may_not_see_the_list(client):
    make_release(title="A draft")
    client.force_login(make_user())

    assert [client.get(address(kind)).status_code for kind in ("csv", "xlsx")] == [403, 403]
    assert Release.objects.count() == 1


@pytest.mark.usefixtures("editor")
def test_what_is_no_export_is_not_there(client):
    assert client.get(address("ods")).status_code == 404
    assert client.get(address("csv"), {"title__regex": "a"}).status_code == 400
