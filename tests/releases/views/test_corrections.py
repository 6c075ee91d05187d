"""The page of corrections: what is on it, in which order, narrowed how, and what it costs."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from releases.models import Mention
from tests.factories import (
    NOON,
    WHETHER_INVENTED,
    make_event,
    make_institute,
    make_public_release,
    make_withdrawn_release,
)
from tests.releases.views.test_editions import make_editions

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
ADDRESS = "/en/corrections/"


def page(client, query=""):
    response = client.get(ADDRESS + query)
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode())


def entries(text):
    """What happened and the title, of every line."""
    found = re.findall(
        r"<strong class=\"correction-what[^>]*>(.*?)</strong>.*?<h2[^>]*><a[^>]*>(.*?)</a>", text
    )
    return [(what, title) for what, title in found]


def test_without_any_it_says_so(client):
    make_public_release()

    text = page(client)

    assert "Nothing here has been corrected or withdrawn." in text
    assert '<nav aria-label="Years">' not in text


def test_everything_that_changed_is_there_the_latest_first(client):
    make_editions()
    make_public_release(symbol="TEST/SER/1/Corr.1", title="Corrected anew", publish_at=NOON + 5 * DAY)
    make_public_release(symbol="TEST/SER/2/Rev.1", title="Revised", publish_at=NOON - DAY)
    make_public_release(symbol="TEST/SER/2/Add.1", title="Added")
    make_withdrawn_release(title="Taken back", withdrawn_at=NOON + 9 * DAY, withdrawal_keeps_text=True)

    assert entries(page(client)) == [
        ("Withdrawn", "Taken back"),
        ("Corrigendum", "Corrected anew"),
        ("Minor correction", "Title 3"),
        ("Corrected", "Title 2"),
        ("Revision", "Revised"),
    ]


def test_a_correction_has_its_note_its_words_and_leads_to_all_of_them(client):
    make_editions(2)

    text = page(client)

    assert "Note 2." in text
    assert '<del><span class="unseen">[removed: </span>1' in text
    assert "Seven experts met; the word is" in text
    assert 'href="/en/releases/BKK/CP/14/editions/1/?against=2"' in text
    assert client.get("/en/releases/BKK/CP/14/editions/1/?against=2").status_code == 200


def test_only_the_passages_that_changed_are_there(client):
    long = " ".join(f"word{number}" for number in range(400))
    first, _second = make_editions(2, body=f"<p>{long} at the end.</p>")
    assert first.body != _second.body

    text = page(client)

    assert "word0 " in text
    assert "word399 at the end" not in text
    assert "…" in text


def test_what_is_withdrawn_without_its_text_says_reason_and_reference_alone(client):
    hidden = {"symbol": "TEST/SER/7", "title": "Hidden title", "withdrawal_keeps_text": False}
    first = make_withdrawn_release(**hidden, body="<p>Hidden.</p>", superseded_at=NOON + DAY / 2)
    make_withdrawn_release(
        **hidden,
        edition=2,
        previous=first,
        publish_at=NOON + DAY / 2,
        correction_note="Hidden note",
    )

    text = page(client)

    assert entries(text) == [("Withdrawn", "TEST/SER/7")]
    assert "Invented reason." in text
    assert "Hidden" not in text


def test_what_is_to_come_is_not_there(client):
    first = make_public_release(symbol="BKK/CP/14", superseded_at=datetime(2999, 1, 1, tzinfo=UTC))
    make_public_release(
        symbol="BKK/CP/14", edition=2, previous=first, publish_at=datetime(2999, 1, 1, tzinfo=UTC)
    )

    assert entries(page(client)) == []


def test_it_is_narrowed_by_year_and_language(client):
    make_editions(2)
    make_public_release(symbol="TEST/SER/1/Corr.1", title="Old", publish_at=NOON.replace(year=1999))
    make_public_release(symbol="TEST/SER/1/Corr.1", title="Vieux", language="fr")

    everything, of_year = page(client), page(client, "?year=1999")

    assert [title for _what, title in entries(everything)] == ["Title 2", "Old"]
    assert '<a href="/en/corrections/?year=1999">1999 <span class="count">1</span>' in everything
    assert "1 more in other languages." in everything
    assert [title for _what, title in entries(of_year)] == ["Old"]
    assert "in other languages" not in of_year
    assert len(entries(page(client, "?language=all"))) == 3
    french = page(client, "?language=fr")
    assert [title for _what, title in entries(french)] == ["Vieux"]
    assert '<h2 class="card-title" lang="fr" dir="ltr">' in french


def test_a_year_ends_where_the_site_is(client, settings):
    settings.TIME_ZONE = "Asia/Bangkok"
    make_public_release(
        symbol="TEST/SER/1/Corr.1", title="Late", publish_at=datetime(2004, 12, 31, 18, tzinfo=UTC)
    )

    text = page(client, "?year=2005")

    assert [title for _what, title in entries(text)] == ["Late"]
    assert "?year=2005" in text
    assert entries(page(client, "?year=2004")) == []


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("?year=poem", "“poem” is not a year; write it like 2005."),
        ("?year=0000", "“0000” is not a year; write it like 2005."),
        ("?language=xx", "“xx” is not a language of this site."),
        ("?page=9", "This list has no page 9; this is the last one."),
    ],
)
def test_what_cannot_be_used_is_said(client, query, sentence):
    make_editions(2)

    text = page(client, query)

    assert sentence in text
    assert len(entries(text)) == 1


@pytest.mark.parametrize("year", ["0001", "9999"])
def test_years_at_the_ends_of_the_calendar_have_nothing(client, year):
    make_editions(2)

    assert entries(page(client, f"?year={year}")) == []


def test_pages_follow_one_another(client):
    for number in range(12):
        make_public_release(
            symbol=f"TEST/SER/{number + 1}/Corr.1", title=f"No. {number}", publish_at=NOON + number * DAY
        )

    first, second = page(client), page(client, "?page=2")

    assert [title for _what, title in entries(first)] == [f"No. {number}" for number in range(11, 1, -1)]
    assert [title for _what, title in entries(second)] == ["No. 1", "No. 0"]
    assert 'rel="next" href="?page=2"' in first


@pytest.mark.parametrize("rows", [1, 3])
def test_a_page_costs_the_same_however_many_there_are(client, rows, django_assert_num_queries):
    congress = make_event("congress")
    for number in range(rows):
        first = make_public_release(symbol=f"TEST/SER/{number + 1}", superseded_at=NOON + DAY)
        second = make_public_release(
            symbol=f"TEST/SER/{number + 1}",
            edition=2,
            previous=first,
            publish_at=NOON + DAY,
            title="Other",
            events=(congress,),
        )
        Mention.objects.create(release=second, institute=make_institute(f"institute-{number}"))
    client.get("/en/")

    with django_assert_num_queries(11 + WHETHER_INVENTED):
        text = page(client)
    assert len(entries(text)) == rows
