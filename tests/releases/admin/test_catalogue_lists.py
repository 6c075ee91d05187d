"""The lists of events, institutes and series: what filters show and say, how they are sorted, what they give out."""

import csv
from datetime import date
from io import BytesIO, StringIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from institutes.catalogue import proposals
from institutes.models import City
from releases.editorial.groups import EDITORS, PRESS_OFFICERS
from releases.models import Photo
from tests.factories import (
    NOON,
    make_event,
    make_institute,
    make_photo,
    make_public_release,
    make_release,
    make_series,
    make_user,
)

pytestmark = pytest.mark.django_db
EVENTS, INSTITUTES, SERIES = "releases_event", "institutes_institute", "releases_series"
LISTS = (EVENTS, INSTITUTES, SERIES)


@pytest.fixture
def editor(client):
    user = make_user(PRESS_OFFICERS, EDITORS)
    client.force_login(user)
    return user


def address(name, page="changelist", **query):
    return reverse(f"admin:{name}_{page}", query=query)


def propose(thing, **changes):
    """A press officer proposes these changes of `thing`, or `thing` itself where it is new."""
    officer = make_user(PRESS_OFFICERS)

    def write():
        for field, value in changes.items():
            setattr(thing, field, City.objects.called_or_new(value) if field == "city" else value)
        thing.save()

    return proposals.save(thing, write, by=officer, at=NOON)


@pytest.fixture
def congress(editor):
    """Events of which each filter shows one or two."""
    host = make_institute("unafei", name="Host Institute")
    congress = make_event(
        "congress", name="Invented Congress", kind="congress", city="Bangkok", country="TH",
        starts_on=date(2005, 4, 18), ends_on=date(2005, 4, 25),
    )  # fmt: skip
    make_event("workshop", kind="workshop", parent=congress).institutes.add(host)
    make_event("late", status="provisional", starts_on=date(2020, 1, 1), ends_on=date(2020, 1, 2))
    make_event("planned", status="provisional", starts_on=date(2999, 1, 1), ends_on=date(2999, 1, 2))
    make_event("proposed", is_proposed=True)
    make_event("merged", merged_into=congress)
    propose(make_event("changing", country="AT"), city="Vienna")
    return congress


@pytest.fixture
def institutes(editor):
    unafei = make_institute(
        "unafei", kind="regional", country="JP", city="Fuchu", is_in_programme_network=True
    )
    make_institute("unicri", kind="interregional", country="IT")
    make_institute("proposed", is_proposed=True)
    make_institute("merged", merged_into=unafei)
    propose(make_institute("changing"), city="Vienna")


@pytest.fixture
def series(editor):
    make_release(symbol="USED/1")
    make_series("VIENNA", office="Vienna")
    make_series("CONGRESS", event=make_event("congress", name="Invented Congress"))
    make_series("PROPOSED", is_proposed=True)
    propose(make_series("CHANGING"), office="Geneva")


FILTERS = [
    (EVENTS, {"kind": "congress"}, ["congress"], "Kind: Congress"),
    (EVENTS, {"from": "2005-04-20", "to": "April 2005"}, ["congress"], "Days: 20–30 April 2005"),
    (EVENTS, {"from": "2021"}, ["planned"], "Days: from 1 January 2021"),
    (EVENTS, {"country": "TH"}, ["congress"], "Country: Thailand"),
    (EVENTS, {"status": "provisional"}, ["late", "planned"], "Status: Provisional"),
    (EVENTS, {"institute": "host"}, ["workshop"], "Partner institute: Host Institute"),
    (EVENTS, {"part_of": "congress"}, ["congress", "workshop"], "Part of: Invented Congress"),
    (EVENTS, {"standing": "proposed"}, ["proposed"], "In the catalogue: Proposed"),
    (EVENTS, {"standing": "merged"}, ["merged"], "In the catalogue: Merged into another"),
    (EVENTS, {"standing": "public"}, ["changing", "congress", "late", "planned", "workshop"],
     "In the catalogue: Public"),
    (EVENTS, {"attention": "1"}, ["changing", "late"], "Needs attention: yes"),
    (INSTITUTES, {"kind": "regional"}, ["unafei"], "Kind: Regional institute affiliated with the United Nations"),
    (INSTITUTES, {"country": "IT"}, ["unicri"], "Country: Italy"),
    (INSTITUTES, {"network": "1"}, ["unafei"], "In the programme network: yes"),
    (INSTITUTES, {"standing": "proposed"}, ["proposed"], "In the catalogue: Proposed"),
    (INSTITUTES, {"attention": "1"}, ["changing"], "Needs attention: yes"),
    (SERIES, {"office": "Vienna"}, ["VIENNA"], "Office: Vienna"),
    (SERIES, {"event": "invented"}, ["CONGRESS"], "Event: Invented Congress"),
    (SERIES, {"used": "yes"}, ["USED"], "In use: In use"),
    (SERIES, {"used": "no"}, ["CHANGING", "CONGRESS", "PROPOSED", "VIENNA"], "In use: Not in use"),
    (SERIES, {"standing": "public"}, ["CHANGING", "CONGRESS", "USED", "VIENNA"], "In the catalogue: Public"),
    (SERIES, {"attention": "1"}, ["CHANGING"], "Needs attention: yes"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"language": "fr"}, ["Trois"]),
        ({"used": "public"}, ["One"]),
        ({"used": "yes"}, ["One", "Two"]),
        ({"used": "no"}, ["Three of a kind", "Trois"]),
        ({"decorative": "1"}, ["Three of a kind"]),
    ],
)
def test_photos_are_narrowed_down_too(client, editor, query, words):
    make_photo(make_public_release(), alternative_text="One")
    make_photo(make_release(), alternative_text="Two")
    make_photo(alternative_text="", caption="Three of a kind", is_decorative=True)
    make_photo(alternative_text="Trois", language="fr")

    page = client.get(address("releases_photo", **query))

    shown = page.context["cl"].result_list
    assert sorted(photo.alternative_text or photo.caption for photo in shown) == words
    assert len(page.context["cl"].applied) == 1
    assert client.get(address("releases_photo", o="listed_upload")).context["cl"].result_list[0].pk == min(
        photo.pk for photo in Photo.objects.all()
    )


def rows_of(response):
    return sorted(getattr(row, "slug", None) or row.prefix for row in response.context["cl"].result_list)


@pytest.mark.parametrize(("name", "query", "rows", "chip"), FILTERS)
def test_each_filter_shows_what_fits_and_says_that_it_is_on(client, request, name, query, rows, chip):
    request.getfixturevalue({EVENTS: "congress", INSTITUTES: "institutes", SERIES: "series"}[name])

    response = client.get(address(name, **query))

    assert rows_of(response) == rows
    applied = response.context["cl"].applied
    assert [f"{str(one.label).capitalize()}: {one.words}" for one in applied] == [chip]
    assert client.get(address(name) + applied[0].without).context["cl"].applied == []


@pytest.mark.parametrize(
    ("name", "query", "sentence"),
    [
        (EVENTS, {"from": "soon"}, "“soon” is no date."),
        (EVENTS, {"institute": "nowhere"}, "Nothing here is called “nowhere”."),
        (INSTITUTES, {"country": "XX"}, "“XX” is not one of the choices."),
        (SERIES, {"used": "perhaps"}, "“perhaps” is not one of the choices."),
    ],
)
def test_what_cannot_be_used_narrows_nothing_and_says_why(client, congress, name, query, sentence):
    everything = rows_of(client.get(address(name)))

    page = client.get(address(name, **query))

    assert rows_of(page) == everything
    assert sentence in page.content.decode()


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("lookup", ["source__regex", "kind__exact", "names__name__icontains", "id__in"])
def test_no_other_column_is_asked(client, editor, name, lookup):
    assert client.get(address(name, **{lookup: "a"})).status_code == 400
    assert client.get(reverse(f"admin:{name}_export", args=["csv"]), {lookup: "a"}).status_code == 400


@pytest.mark.parametrize(
    ("name", "order", "rows"),
    [
        (EVENTS, "listed_name", ["b", "c", "a"]),
        (EVENTS, "listed_days", ["c", "a", "b"]),
        (EVENTS, "listed_place", ["a", "b", "c"]),
        (INSTITUTES, "listed_name", ["x", "y", "z"]),
        (INSTITUTES, "listed_place", ["z", "x", "y"]),
        (SERIES, "listed_prefix", ["A", "B", "C"]),
    ],
)
def test_a_list_is_sorted_by_what_an_index_carries(client, editor, name, order, rows):
    expected = {"a": (2006, "AT"), "b": (2007, "FI"), "c": (2005, "TH")}
    for slug, (year, country) in expected.items():
        day = date(year, 1, 1)
        make_event(
            {"a": "m3", "b": "m1", "c": "m2"}[slug], name=slug, starts_on=day, ends_on=day, country=country
        )
    for slug, country in {"z": "AT", "x": "FI", "y": "TH"}.items():
        make_institute(slug, name=slug, country=country)
    for prefix in "BCA":
        make_series(prefix)

    up = client.get(address(name, o=order)).context["cl"]
    down = client.get(address(name, o=f"-{order}")).context["cl"]

    def names(changelist):
        return [getattr(row, "name", None) or row.prefix for row in changelist.result_list]

    assert names(up) == rows
    assert names(down) == rows[::-1]


def test_a_line_says_what_is_special_about_its_row(client, congress):
    propose(make_event("new", name="New one", is_proposed=True), city="Vienna")
    declined = propose(make_event("no", is_proposed=True), city="Nowhere")
    proposals.decline(
        declined, by=make_user(PRESS_OFFICERS, EDITORS), at=NOON, seen=declined.version, reason="No."
    )

    page = client.get(address(EVENTS)).content.decode()

    def cell(slug):
        row = page[page.index(f">Invented Meeting {slug}<" if slug != "new" else ">New one<") :]
        return row.partition("</th>")[0].partition("</td>")[0]

    assert "Part of Invented Congress" in cell("workshop")
    assert "Change proposed" in cell("changing")
    assert ">Proposed<" in cell("new")
    assert ">Proposed<" in cell("proposed")
    assert ">Declined<" in cell("no")
    assert ">Merged into another<" in cell("merged")
    assert 'class="status' not in cell("late")


def test_a_view_of_events_is_saved_and_no_view_of_institutes(client, editor):
    client.post(address(EVENTS, "views"), {"save": "1", "name": "Congresses", "query": "kind=congress&x=1"})

    assert b"Congresses" in client.get(address(EVENTS)).content
    assert b"Congresses" not in client.get(address(INSTITUTES)).content
    assert editor.pk == client.get(address(EVENTS)).context["saved_views"][0].user_id


def table(response):
    content = response.getvalue()
    if response["Content-Type"].startswith("text/csv"):
        return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))
    rows = load_workbook(BytesIO(content)).active.rows
    return [["" if cell.value is None else str(cell.value) for cell in row] for row in rows]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_is_filtered_is_given_out_with_every_name(client, congress, kind):
    congress.names.create(language="fr", name="Congrès inventé", acronym="CI")
    congress.names.create(language="it", name="Congresso | finto", is_official=False, valid_from=2004)
    congress.institutes.add(make_institute("ilanud"), make_institute("heuni"))

    head, row = table(client.get(reverse("admin:releases_event_export", args=[kind]), {"kind": "congress"}))

    assert {title: cell for title, cell in zip(head, row, strict=True) if cell} == {
        "Address": "congress",
        "Kind": "Congress",
        "Name (English)": "Invented Congress",
        "Name (Français)": "Congrès inventé",
        "Short form (Français)": "CI",
        "Other names": r"it | Congresso \| finto |  | 2004– | not official",
        "First day": "2005-04-18",
        "Last day": "2005-04-25",
        "Precision of the days": "Day",
        "City": "Bangkok",
        "Country": "Thailand",
        "Status": "Confirmed",
        "Partner institutes": "heuni; ilanud",
        "In the catalogue": "Public",
    }


def test_a_table_of_series_says_how_many_releases_are_public(client, editor):
    make_public_release(symbol="TEST/A/1")
    make_release(symbol="TEST/B/1")

    response = client.get(reverse("admin:releases_series_export", args=["csv"]), {"o": "-listed_prefix"})

    assert 'filename="series-' in response["Content-Disposition"]
    assert table(response) == [
        ["Prefix", "Title", "Office", "Event", "Public releases", "In the catalogue"],
        ["TEST/B", "", "", "", "0", "Public"],
        ["TEST/A", "", "", "", "1", "Public"],
    ]


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_nothing_is_given_out_to_those_who_may_not_see_the_list(client, name, kind):
    client.force_login(make_user())

    assert client.get(reverse(f"admin:{name}_export", args=[kind])).status_code == 403


def make_full_event(_number):
    event = make_event(parent=make_event(), city="Bangkok")
    event.institutes.add(make_institute())
    event.texts.create(language="en", description="A meeting.")


def make_full_institute(_number):
    institute = make_institute(successor=make_institute(), city="Bangkok")
    institute.texts.create(language="en", description="An institute.")


MAKERS = {
    EVENTS: make_full_event,
    INSTITUTES: make_full_institute,
    SERIES: lambda n: make_series(f"TEST/{'ABC'[n]}", event=make_event()),
}


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("name", "queries"), [(EVENTS, 17), (INSTITUTES, 14), (SERIES, 12)])
def test_an_export_costs_the_same_for_one_row_and_for_three(
    client, editor, name, queries, rows, django_assert_num_queries
):
    for number in range(rows):
        MAKERS[name](number)
    place = reverse(f"admin:{name}_export", args=["csv"])
    client.get(place).getvalue()

    with django_assert_num_queries(queries):
        client.get(place).getvalue()
