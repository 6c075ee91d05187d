"""Tables of institutes and events come back: what would change is shown, then done at once, by whom may."""

import re
from datetime import date
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from institutes.desk import table_page, table_plan
from institutes.desk.institute_table import TABLE as INSTITUTES
from institutes.desk.table_import import ChangedMeanwhileError
from institutes.desk.table_plan import CHANGED, FAULTY, NEW, SAME
from institutes.models import CatalogueChange, City, Institute
from releases.admin.event_table import TABLE as EVENTS
from releases.editorial.groups import EDITORS, PRESS_OFFICERS
from releases.models import Event
from tests.factories import NOON, make_institute, make_user
from tests.tables import HEAD, PAGES, ROW, brought_in, csv_of, faults, planned, shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    user = make_user(PRESS_OFFICERS, EDITORS, username="anna")
    client.force_login(user)
    return user


def test_each_row_is_new_changed_or_as_it_is():
    one = make_institute("one", name="One", city="Turin")
    one.names.create(language="it", name="Uno")
    make_institute("two", name="Two")

    found = planned(
        ["Address", "City", "Name (English)", "Short form (English)", "Other names", "Kind", "Colour"],
        ["ONE", "Rome", "One", "O", "it | Uno | U | 1990–2000\nde | Eins", "", "red"],
        ["two", "", "Two", "", "", "Associated institute", ""],
        ["", "Oslo", "Three & more", "", "", "associated", ""],
    )

    assert found.unread == ["Colour"]
    assert [(row.kind, row.slug, row.name) for row in found.rows] == [
        (FAULTY, "one", "One"),
        (SAME, "two", "Two"),
        (NEW, "three-more", "Three & more"),
    ]
    assert faults(found)[0][1] == "F"
    assert shown(found.rows[0]) == [
        ("Other names", "it | Uno", "it | Uno | U | 1990–2000\nde | Eins"),
        ("Short form (English)", "", "O"),
        ("City", "Turin", "Rome"),
    ]


def test_what_was_looked_at_is_written_at_once_and_noted_as_by_that_person(editor):
    one = make_institute("one", name="One", city="Turin", provenance="stays")
    kept = one.names.create(language="fr", name="Un")
    gone = one.names.create(language="it", name="Uno", valid_until=1990)
    missing = make_institute("missing", city="Vienna")
    CatalogueChange.objects.all().delete()

    done = brought_in(
        editor,
        ["Address", "Kind", "City", "Name (English)", "Name (Français)", "Other names", "Successor"],
        ["one", "Associated institute", "Rome", "One!", "Un", "", "later"],
        ["later", "Associated institute", "", "Later", "", "de | Später", ""],
    )

    assert [row.kind for row in done.rows] == [CHANGED, NEW]
    one.refresh_from_db()
    later = Institute.objects.get(slug="later")
    assert (str(one.city), one.provenance, one.successor, later.is_proposed) == (
        "Rome",
        "stays",
        later,
        False,
    )
    assert sorted(one.names.values_list("language", "name")) == [("en", "One!"), ("fr", "Un")]
    assert one.names.get(language="fr") == kept
    assert not one.names.filter(pk=gone.pk).exists()
    assert sorted(later.names.values_list("language", "name")) == [("de", "Später"), ("en", "Later")]
    missing.refresh_from_db()
    assert str(missing.city) == "Vienna"
    noted = {(line.thing, line.made_by, line.made_at) for line in CatalogueChange.objects.all()}
    assert noted == {(one, editor, NOON), (later, editor, NOON)}
    assert one.history.get(history_date=NOON).history_user == editor


def test_parts_and_partners_of_events_are_written(editor):
    make_institute("unafei")
    head = ["Address", "Kind", "Name (English)", "First day", "Last day", "Part of", "Partner institutes"]

    brought_in(
        editor,
        head,
        ["workshop", "Workshop", "Workshop", "21 April 2005", "", "congress", "UNAFEI; unafei"],
        ["congress", "Congress", "Congress", "18.4.2005", "2005-04-25", "", ""],
        table=EVENTS,
    )

    workshop = Event.objects.get(slug="workshop")
    assert (workshop.parent.slug, workshop.starts_on, workshop.ends_on) == (
        "congress",
        date(2005, 4, 21),
        date(2005, 4, 21),
    )
    assert [one.slug for one in workshop.institutes.all()] == ["unafei"]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([["a", "Associated institute", "A", "b"], ["b", "Associated institute", "B", "a"]],
         ["It refers to itself, or to a row that refers to it."] * 2),
        ([["a", "Associated institute", "A", "b"], ["b", "Club", "B", ""]],
         ["It refers to “b”, which cannot be read in line 3.", None]),
        ([["a", "Associated institute", "A", "a"]], ["It refers to itself, or to a row that refers to it."]),
    ],
)  # fmt: skip
def test_rows_that_refer_to_one_another_are_told_apart(rows, said):
    found = planned(["Address", "Kind", "Name (English)", "Successor"], *rows)

    assert [row.kind for row in found.rows] == [FAULTY] * len(rows)
    assert all(
        one is None or row.faults[0].sentence == one for row, one in zip(found.rows, said, strict=True)
    )


def test_faults_keep_everything_back_unless_they_are_left_out(editor):
    rows = (HEAD[:3], ["one", ROW[1], "One"], ["two", "Club", "Two"])

    with pytest.raises(Exception, match="Nothing was written"):
        brought_in(editor, *rows)
    assert not Institute.objects.exists()

    brought_in(editor, *rows, leaving_out_faults=True)
    assert [one.slug for one in Institute.objects.all()] == ["one"]


def test_nothing_is_written_where_somebody_changed_a_row_since(editor):
    one, _two = make_institute("one", city="Turin"), make_institute("two", city="Turin")
    rows = (["Address", "City"], ["one", "Rome"], ["two", "Rome"])
    seen = planned(*rows).marks
    one.city = City.objects.called("Milan")
    one.save()

    with pytest.raises(ChangedMeanwhileError) as caught:
        brought_in(editor, *rows, seen=seen)

    assert caught.value.slugs == ["one"]
    assert shown(caught.value.plan.rows[0]) == [("City", "Milan", "Rome")]
    assert set(Institute.objects.values_list("city__slug", flat=True)) == {"milan", "turin"}


def test_what_the_database_refuses_at_the_last_moment_undoes_all(editor, monkeypatch):
    make_institute("one", city="Turin")
    monkeypatch.setattr(table_plan.TableReader, "_check", lambda *_args: None)

    with pytest.raises(Exception, match="Line 3: "):
        brought_in(
            editor,
            [*HEAD[:3], "City", "Website"],
            ["one", ROW[1], "One", "Rome", ""],
            ["two", ROW[1], "Two", "", "none"],
        )

    assert [str(one.city) for one in Institute.objects.all()] == ["Turin"]


@pytest.mark.parametrize("groups", [[], [PRESS_OFFICERS]])
@pytest.mark.parametrize("table", [INSTITUTES, EVENTS])
def test_only_those_who_keep_the_catalogue_bring_in_tables(client, table, groups):
    user = make_user(*groups)
    client.force_login(user)

    with pytest.raises(PermissionDenied):
        brought_in(user, HEAD[:3], ROW[:3], table=INSTITUTES)
    assert client.get(PAGES[table]).status_code == 403
    assert client.post(PAGES[table], {"bring_in": "1"}).status_code == 403
    if groups:
        assert b"Import from a table" not in client.get(PAGES[table].removesuffix("import/")).content


def send(client, table, *rows):
    return client.post(PAGES[table], {"read": "1", "file": SimpleUploadedFile("t.csv", csv_of(*rows))})


def confirmed(client, page, table=INSTITUTES, **ticked):
    values = dict(
        re.findall(r'<input type="hidden" name="(file|seen)" value="([^"]*)">', page.content.decode())
    )
    return client.post(PAGES[table], values | {"bring_in": "1"} | ticked)


def test_a_table_goes_from_the_list_through_the_preview_to_the_list(client, editor):
    make_institute("one", name="One", city="Turin near the river")
    listed = client.get("/admin/institutes/institute/").content.decode()
    assert 'href="/admin/institutes/institute/import/"' in listed
    assert "Name (Français)" in client.get(PAGES[INSTITUTES]).content.decode()

    page = send(client, INSTITUTES, ["Address", "City"], ["one", "Rome near the river"])

    text = page.content.decode()
    assert "New: 0. Changed: 1. As they are: 0. Cannot be read: 0." in text
    assert re.search(r"<del>.*Turin.*</del\s*><ins>.*Rome.*</ins\s*> near the river", text)
    assert str(Institute.objects.get().city) == "Turin near the river"
    answer = confirmed(client, page)
    assert answer["Location"] == "/admin/institutes/institute/"
    assert "1 row was changed." in client.get(answer["Location"]).content.decode()
    assert str(Institute.objects.get().city) == "Rome near the river"
    again = confirmed(client, page)
    assert (
        "The file is no longer kept here: choose it once more."
        in client.get(again["Location"]).content.decode()
    )


def test_the_page_asks_again_where_it_cannot_write(client, editor):
    one = make_institute("one", city="Turin")
    page = send(
        client, INSTITUTES, ["Address", "City", "Country"], ["one", "Rome", ""], ["two", "", "Atlantis"]
    )
    assert "Column C (Country): No country is called “Atlantis”." in " ".join(page.content.decode().split())

    refused = confirmed(client, page)
    assert refused.status_code == 422
    assert "Nothing was written: mend the rows" in refused.content.decode()

    one.city = City.objects.called("Milan")
    one.save()
    stale = confirmed(client, refused, others="1")
    assert stale.status_code == 409
    assert "these were changed since you looked, so look again: one." in stale.content.decode()

    done = confirmed(client, stale, others="1")
    assert "1 row was changed. 1 row was left out." in client.get(done["Location"]).content.decode()
    assert str(Institute.objects.get().city) == "Rome"


def test_a_page_shows_no_more_faults_than_people_read(client, editor, monkeypatch):
    monkeypatch.setattr(table_page, "MOST_FAULTY", 2)

    page = send(client, INSTITUTES, ["Address", "Kind"], *[[f"i{number}", "Club"] for number in range(5)])

    assert page.content.decode().count("Column B (Kind)") == 2
    assert "3 more rows cannot be read." in page.content.decode()


def test_nobody_brings_in_the_file_of_another_person(client, editor):
    page = send(client, INSTITUTES, HEAD[:3], ROW[:3])
    client.force_login(make_user(PRESS_OFFICERS, EDITORS))

    confirmed(client, page)

    assert not Institute.objects.exists()


def test_a_workbook_that_came_from_the_page_goes_back_to_it(client, editor):
    make_institute("one", name="=One", provenance="x" * 40_000)
    content = client.get(reverse("admin:institutes_institute_export", args=["xlsx"])).getvalue()
    book = load_workbook(BytesIO(content))
    book.active["A3"], book.active["B3"], book.active["C3"] = "two", "Associated institute", "Two"
    file = BytesIO()
    book.save(file)

    page = client.post(
        PAGES[INSTITUTES], {"read": "1", "file": SimpleUploadedFile("t.xlsx", file.getvalue())}
    )

    assert "New: 1. Changed: 0. As they are: 1. Cannot be read: 0." in page.content.decode()
