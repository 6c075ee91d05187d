"""The front page: nothing empty, what goes on and comes next, and ways to what there is."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from tests.factories import make_event, make_institute, make_photo, make_public_release, make_release

pytestmark = pytest.mark.django_db

NOW = datetime(2008, 4, 21, 12, tzinfo=UTC)
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def _in_2008(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


def front(client, language="en"):
    return " ".join(client.get(f"/{language}/").content.decode().split())


def issue(**fields):
    return make_public_release(**{"publish_at": datetime(2008, 4, 1, tzinfo=UTC)} | fields)


def test_a_site_without_anything_says_so_and_shows_no_empty_part(client):
    page = front(client)

    assert "No releases in this language yet." in page
    for part in ("archive", "now", "on-this-day", "spotlight"):
        assert f'id="{part}"' not in page


def test_the_latest_release_leads(client):
    issue(title="Older", issued_on=date(2008, 4, 18))
    issue(title="Newest", issued_on=date(2008, 4, 20))
    make_release(title="Secret", issued_on=date(2008, 4, 21))

    page = front(client)

    lead, cards = page.split('class="cards front-cards"')
    assert ">Newest</a></h3>" in lead.split('class="lead-title"')[1]
    assert ">Older</a></h3>" in cards
    assert "Secret" not in page


def test_the_photo_of_the_release_that_leads_is_shown(client):
    older, newest = (issue(issued_on=date(2008, 4, day)) for day in (18, 20))
    make_photo(older, alternative_text="Not this one")
    make_photo(newest, make_release(), alternative_text="A hall full of people")

    page = front(client)

    assert 'alt="A hall full of people"' in page
    assert "Not this one" not in page


def test_only_ways_to_what_there_is_are_offered(client):
    institute = make_institute("heuni")
    make_institute("unnamed")
    issue(issued_on=date(1999, 5, 3), institutes=(institute,))
    issue(issued_on=date(2005, 5, 3), kind="statement")
    issue(issued_on=date(2003, 5, 3), language="fr")

    archive = front(client).split('id="archive"')[1]

    count = '<span class="count" aria-hidden="true">1</span><span class="unseen">1 release</span>'
    assert f'<a href="/en/releases/2005/">2005 {count}</a>' in archive
    assert '<a href="/en/releases/1999/">' in archive
    assert "/en/releases/2003/" not in archive
    assert archive.index("2000–2009") < archive.index("1990–1999")
    assert "?kind=statement" in archive
    assert "?kind=press_briefing" not in archive
    assert "/en/institutes/heuni/" in archive
    assert "/en/institutes/unnamed/" not in archive


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ((date(2008, 4, 18), date(2008, 4, 25)), "Now"),
        ((date(2009, 4, 18), date(2009, 4, 25)), "Next congress"),
        ((date(2005, 4, 18), date(2005, 4, 25)), "The last congress covered here"),
    ],
)
def test_a_congress_is_in_the_spotlight(client, days, said):
    congress = make_event("congress-1", name="Congress", kind="congress", starts_on=days[0], ends_on=days[1])
    make_event("part", kind="workshop", parent=congress)
    make_event("cancelled", kind="congress", starts_on=TODAY, ends_on=TODAY, status="cancelled")
    issue(events=(congress,))

    spotlight = front(client).split('class="spotlight"')[1].split("</section>")[0]

    assert f">{said}</p>" in spotlight
    assert '<a href="/en/events/congress-1/">Congress</a>' in spotlight
    assert "1 release" in spotlight
    assert "1 workshop or meeting" in spotlight


def test_a_past_congress_without_releases_is_no_news(client):
    make_event("congress-1", kind="congress", starts_on=date(1955, 1, 1), ends_on=date(1955, 1, 2))

    assert 'class="spotlight"' not in front(client)


def test_this_day_is_remembered(client):
    issue(title="Twenty years ago", issued_on=date(1988, 4, 21))
    issue(title="Another day", issued_on=date(1988, 4, 22))

    remembered = front(client).split('id="on-this-day"')[1].split("</section>")[0]

    assert "Twenty years ago" in remembered
    assert "Another day" not in remembered


def test_few_releases_in_a_language_are_not_all_there_is(client):
    issue(language="fr")
    issue(language="es")

    page = front(client, "fr")

    assert '<p class="elsewhere">' in page
    assert 'href="/fr/releases/?language=all"' in page
