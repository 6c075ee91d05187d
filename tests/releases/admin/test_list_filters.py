"""The filters and orders of the list of releases: what they show, what they say, and what they cost."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from releases.editorial.groups import EDITORS, PRESS_OFFICERS
from releases.models import Mention, Transition
from tests.factories import (
    NOON,
    make_event,
    make_institute,
    make_public_release,
    make_release,
    make_user,
)

pytestmark = pytest.mark.django_db
LIST = "/admin/releases/release/"
ORDERS = ["listed_symbol", "listed_status", "issued_on", "listed_change"]


@pytest.fixture
def editor(client):
    user = make_user(PRESS_OFFICERS, EDITORS, username="anna", first_name="Anna")
    client.force_login(user)
    return user


def shown(client, **query):
    return [release.title for release in client.get(LIST, query).context["cl"].result_list]


@pytest.fixture
def office(editor):
    """One release for each filter, and one that fits none."""
    boris = make_user(PRESS_OFFICERS, username="boris")
    rows = {
        "plain": make_release(title="plain"),
        "mine": make_release(title="mine", created_by=editor),
        "his": make_release(title="his", created_by=boris),
        "approved": make_public_release(title="approved"),
        "about": make_release(title="about", events=(make_event("congress", name="Invented Congress"),)),
        "named": make_release(title="named", institutes=(make_institute("heuni", name="HEUNI"),)),
        "old": make_release(title="old", issued_on=date(1999, 3, 5)),
        "late": make_release(title="late", publish_at=timezone.now() - timedelta(hours=1)),
        "guess": make_release(title="guess", guesses={"title": "a guess"}),
        "french": make_release(title="french", language="fr"),
        "statement": make_release(title="statement", kind="statement", symbol="OTHER/1"),
    }
    guessed = make_release(title="guessed name")
    Mention.objects.create(release=guessed, institute=make_institute(), is_guess=True)
    Transition.objects.create(
        release=rows["approved"], reference="x", language="en", edition=1, move="approve", by=boris, at=NOON
    )
    return rows


FILTERS = [
    ({"author": "me"}, {"mine"}, "Author: Me"),
    ({"author": "boris"}, {"his"}, "Author: boris"),
    ({"approver": "boris"}, {"approved"}, "Approved by: boris"),
    ({"event": "congress"}, {"about"}, "Event: Invented Congress"),
    ({"event": "invented con"}, {"about"}, "Event: Invented Congress"),
    ({"institute": "heuni"}, {"named"}, "Institute: HEUNI"),
    ({"from": "1999", "to": "March 1999"}, {"old"}, "Date: 1 January–31 March 1999"),
    ({"to": "٥/٣/١٩٩٩"}, {"old"}, "Date: until 5 March 1999"),
    ({"attention": "1"}, {"late", "guess", "guessed name"}, "Needs attention: yes"),
    ({"guessed": "1"}, {"guess", "guessed name"}, "Guessed: yes"),
    ({"language": "fr"}, {"french"}, "Language: Français"),
    ({"status": "public"}, {"approved"}, "Status: Public"),
    ({"series": "OTHER"}, {"statement"}, "Series: OTHER"),
    ({"kind": "statement"}, {"statement"}, "Kind: Statement"),
    ({"guessed": "1", "q": "name"}, {"guessed name"}, "Guessed: yes"),
]


@pytest.mark.parametrize(("query", "titles", "chip"), FILTERS)
@pytest.mark.usefixtures("office")
def test_each_filter_shows_what_fits_and_says_that_it_is_on(client, query, titles, chip):
    response = client.get(LIST, query)

    changelist = response.context["cl"]
    assert {release.title for release in changelist.result_list} == titles
    assert [f"{str(one.label).capitalize()}: {one.words}" for one in changelist.applied] == [chip]
    rest = client.get(LIST + changelist.applied[0].without).context["cl"]
    assert rest.applied == []


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"institute": "nowhere"}, "Nothing here is called “nowhere”."),
        ({"institute": "inv"}, "“inv” fits several: Invented A, Invented B. Write more of the name."),
        ({"from": "soon"}, "“soon” is no date."),
        ({"from": "2005", "to": "2004"}, "The last day is before the first."),
        ({"status": "lost"}, "“lost” is not one of the choices."),
        ({"author": "nobody"}, "“nobody” is not one of the choices."),
    ],
)
@pytest.mark.usefixtures("editor")
def test_what_cannot_be_used_narrows_nothing_and_says_why(client, query, sentence):
    make_release(title="there", issued_on=date(2006, 1, 1))
    make_institute(name="Invented A"), make_institute(name="Invented B")

    page = client.get(LIST, query)

    assert [release.title for release in page.context["cl"].result_list] == ["there"]
    assert sentence in page.content.decode()


@pytest.mark.parametrize(
    ("order", "titles"),
    [
        ("listed_symbol", ["A/2", "A/10", "B/1", ""]),
        ("-listed_symbol", ["", "B/1", "A/10", "A/2"]),
        ("listed_change", ["B/1", "A/2", "", "A/10"]),
        ("-listed_change", ["A/10", "", "A/2", "B/1"]),
        ("listed_status", ["A/10", "B/1", "A/2", ""]),
        ("issued_on", ["", "A/10", "A/2", "B/1"]),
        ("-issued_on", ["B/1", "A/2", "A/10", ""]),
        ("nothing", ["B/1", "A/2", "A/10", ""]),
    ],
)
@pytest.mark.usefixtures("editor")
def test_the_list_is_sorted_by_each_column_both_ways(client, order, titles):
    for symbol, day, change, time in (
        ("A/10", 2, 4, 1),
        ("A/2", 3, 2, None),
        ("", 1, 3, None),
        ("B/1", 4, 1, None),
    ):
        make_release(
            symbol=symbol and f"INV/C{symbol}",
            title=symbol or "none",
            issued_on=date(2005, 4, day),
            modified_at=datetime(2005, 5, change, tzinfo=UTC),
            publish_at=time and datetime(2005, 4, time, tzinfo=UTC),
        )

    page = client.get(LIST, {"o": order})

    assert [release.symbol.removeprefix("INV/C") for release in page.context["cl"].result_list] == titles
    direction = "descending" if order.startswith("-") or order == "nothing" else "ascending"
    assert page.content.decode().count(f'aria-sort="{direction}"') == 1


@pytest.mark.usefixtures("editor")
def test_a_release_has_one_line_in_each_language_until_editions_are_asked_for(client):
    for edition, fields in ((1, {"superseded_at": NOON}), (2, {})):
        make_public_release(symbol="INV/CA/1", title=f"edition {edition}", edition=edition, **fields)
    make_release(symbol="INV/CA/1", title="french", language="fr")

    page = client.get(LIST)

    rows = {release.title: release for release in page.context["cl"].result_list}
    assert set(rows) == {"edition 2", "french"}
    assert [other.edition for other in rows["edition 2"].other_editions] == [1]
    assert [other.language for other in rows["edition 2"].other_languages] == ["fr"]
    assert "1 other edition" in page.content.decode()
    assert shown(client, status="superseded") == ["edition 1"]


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("query", "queries"),
    [
        *(({"o": f"{sign}{order}"}, 13) for order in ORDERS for sign in ("", "-")),
        *(
            ({name: value}, 13)
            for name, value in (("language", "en"), ("kind", "press_release"), ("from", "2005"))
        ),
        *(
            ({name: value}, 13)
            for name, value in (("author", "me"), ("series", "TEST/SER"), ("status", "draft"))
        ),
        # Nothing is there to be read with its editions.
        *(({"status": value}, 10) for value in ("submitted", "public", "returned", "withdrawn")),
        # The keys are read instead of counted, and say the days as well.
        *(({name: value}, 12) for name, value in (("event", "congress"), ("institute", "heuni"))),
        *(({name: value}, 12) for name, value in (("approver", "me"), ("attention", "1"), ("guessed", "1"))),
    ],
)
def test_every_filter_and_order_costs_the_same_for_one_row_and_for_three(
    client, editor, rows, query, queries, django_assert_num_queries
):
    event, institute = make_event("congress"), make_institute("heuni")
    for _number in range(rows):
        release = make_release(
            created_by=editor, guesses={"title": "x"}, events=(event,), institutes=(institute,)
        )
        Transition.objects.create(
            release=release, reference="x", language="en", edition=1, move="approve", by=editor, at=NOON
        )
    client.get(LIST, query)

    with django_assert_num_queries(queries):
        client.get(LIST, query)


@pytest.mark.parametrize(
    ("query", "words"), [({}, "There is nothing here yet."), ({"q": "x"}, "Nothing fits.")]
)
@pytest.mark.usefixtures("editor")
def test_an_empty_list_says_what_to_do(client, query, words):
    page = client.get(LIST, query).content.decode()

    assert words in page
    assert ("Add the first one" in page) is (not query)


@pytest.mark.usefixtures("editor")
def test_the_form_of_the_filters_leaves_what_is_empty_out_of_the_address(client):
    response = client.get(LIST, {"narrowed": "1", "status": "draft", "kind": "", "o": "-1"})

    assert response["Location"] == f"{LIST}?status=draft&o=-1"
