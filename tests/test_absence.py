"""A database that holds hidden editions answers as one that does not: the same bytes, by the same questions."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from institutes.models import InstituteName
from tests.factories import (
    make_embargoed_release,
    make_event,
    make_institute,
    make_public_release,
    make_release,
    make_series,
    make_withdrawn_release,
)

pytestmark = pytest.mark.django_db
WORDS = (
    "okapi",
    "secret",
    "secre",
    "okapi secret",
    '"secret okapi"',
    "se*",
    "-okapi",
    "SEC/RET/1",
    "hidden institute",
)
ADDRESSES = [
    *(f"/en/releases/?q={words}" for words in WORDS),
    *(f"/en/releases/?language=all&q={words}&institute=river&sort=oldest" for words in WORDS),
    *(f"/en/suggestions/?q={words}" for words in WORDS),
    "/en/", "/en/releases/", "/en/releases/?language=all", "/en/releases/?kind=statement&event=congress",
    "/en/releases/?institute=river&institute=hill", "/en/releases/?series=SEC/RET", "/en/releases/?series=PUB",
    "/en/releases/?from=2005&to=2005", "/en/releases/?page=2", "/en/releases/2005/", "/en/releases/2005/04/",
    "/en/releases/2006/", "/en/releases/2006/04/21/", "/en/series/", "/en/series/PUB/", "/en/events/congress/",
    "/en/institutes/", "/en/institutes/river/", "/en/institutes/hill/", "/fr/releases/", "/ar/releases/?q=okapi",
]  # fmt: skip


def answers(client):
    """What each address says, and the questions that it asks the database, without their values."""
    found = {}
    for address in ADDRESSES:
        client.get(address)  # what has changed is read
        with CaptureQueriesContext(
            connection,
        ) as asked:
            response = client.get(address)
        questions = [re.sub(r"'[^']*'|\d+", "?", query["sql"]) for query in asked.captured_queries]
        found[address] = response.status_code, response.content, questions
    return found


def hide(river, hill, congress):
    """Many editions that nobody may see, with all that could show in a count, a list or a suggestion."""
    makers = (make_embargoed_release, make_withdrawn_release, make_release)
    for number in range(1, 31):
        makers[number % 3](
            title="Secret okapi", symbol=f"SEC/RET/{number}", body="<p>Secret okapi, okapi secret.</p>" * 5,
            institutes=(river, hill), events=(congress,), kind="statement", language=("en", "fr", "ar")[number % 3],
            issued_on=date(2005 + number % 3, 4, 21),
        )  # fmt: skip


def test_hidden_editions_change_no_answer(client):
    river, hill, congress = make_institute("river"), make_institute("hill"), make_event("congress")
    InstituteName.objects.create(institute=hill, name="Hidden Institute", acronym="HID")
    make_series("PUB")
    make_series("SEC/RET")
    for number in range(1, 26):
        make_public_release(
            title=f"Okapi {number}", symbol=f"PUB/{number}", body="<p>Okapi.</p>" * number,
            institutes=(river,) if number % 2 else (), events=(congress,) if number % 3 else (),
        )  # fmt: skip
    without = answers(client)
    hide(river, hill, congress)
    with_hidden = answers(client)

    for address, answer in without.items():
        assert with_hidden[address] == answer, address
    assert b"</mark> 25" in without["/en/releases/?q=okapi"][1]


def test_the_same_editions_would_show_if_they_were_public(client):
    """The test above has something to find."""
    river, hill, congress = make_institute("river"), make_institute("hill"), make_event("congress")
    make_series("PUB")
    make_public_release(symbol="PUB/1")
    without = answers(client)
    for number in range(1, 4):
        make_public_release(
            title="Secret okapi", symbol=f"SEC/RET/{number}", institutes=(river, hill), events=(congress,),
            kind="statement", issued_on=date(2005, 4, 21),
        )  # fmt: skip
    changed = {address for address, answer in answers(client).items() if without[address] != answer}

    assert {
        "/en/releases/?q=secret",
        "/en/releases/",
        "/en/suggestions/?q=secre",
        "/en/institutes/hill/",
    } <= changed
