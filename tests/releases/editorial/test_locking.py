"""What a move reads of the database before it is made."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from releases.editorial.groups import CHIEF_EDITORS, EDITORS, PRESS_OFFICERS
from releases.enums import Move, Status
from tests.factories import NOON, make_institute, make_release, make_user
from tests.releases.editorial.test_workflow import ACTIONS, ROWS

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
# From where each move is made, and how many SELECTs it takes on SQLite and on PostgreSQL, for an edition that
# is the first and for a third one. Up to four of them ask who is told: the hands, those with a right, who
# approved, what was to be told before; a correction asks for the other languages. What is decided with its set
# asks whether there is one.
SELECTS = {
    Move.SAVE: (Status.DRAFT, (6, 6), (7, 7)),
    Move.SUBMIT: (Status.DRAFT, (7, 7), (8, 8)),
    Move.SEND_BACK: (Status.SUBMITTED, (6, 6), (7, 7)),
    Move.APPROVE: (Status.SUBMITTED, (17, 19), (18, 20)),
    Move.FORCE_APPROVE: (Status.SUBMITTED, (19, 21), (20, 22)),
    Move.CONFIRM: (Status.PUBLIC, (8, 8), (9, 9)),
    Move.UNSCHEDULE: (Status.SCHEDULED, (9, 9), (10, 10)),
    Move.WITHDRAW: (Status.PUBLIC, (9, 17), (10, 18)),
    Move.CORRECT: (Status.PUBLIC, (15, 15), (16, 16)),
    Move.TRANSLATE: (Status.PUBLIC, (16, 16), (17, 17)),
    Move.CONFIRM_GUESSES: (Status.DRAFT, (6, 6), (7, 7)),
    Move.DELETE: (Status.DRAFT, (17, 17), (17, 17)),
}


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("move", SELECTS)
def test_a_move_reads_the_lineage_once(move, number):
    person = make_user(PRESS_OFFICERS, EDITORS, CHIEF_EDITORS)
    person.get_all_permissions()
    author = person if move == Move.FORCE_APPROVE else None
    where, *selects_by_engine = SELECTS[move]
    expected = selects_by_engine[connection.vendor == "postgresql"][number == 3]
    release = make_edition(where, number=number, created_by=author)
    if move == Move.CONFIRM_GUESSES:
        release.mentions.create(institute=make_institute(), is_guess=True)

    with CaptureQueriesContext(connection) as queries:
        ACTIONS[move](release, by=person, at=NOON + timedelta(milliseconds=500))

    # psycopg does not tell the text of a statement that the server has prepared; such are SELECTs alone.
    statements = [query["sql"] or "SELECT" for query in queries]
    selects = [sql for sql in statements if sql.startswith("SELECT")]
    lineage = [sql for sql in selects if "WITH RECURSIVE" in sql]
    # On PostgreSQL it is locked first, and then read as it is under the lock.
    assert len(lineage) == (2 if connection.features.has_select_for_update else 1)
    assert len(selects) == expected


def make_edition(status, *, number, **fields):
    """An edition of this status; before a third one there are two that went out."""
    previous = None
    for earlier in range(1, number):
        is_last = earlier == number - 1 and "publish_at" not in ROWS[status]
        previous = make_release(
            symbol="BKK/CP/14",
            edition=earlier,
            previous=previous,
            state="approved",
            publish_at=NOON - (number + 1 - earlier) * DAY,
            superseded_at=None if is_last else NOON - (number - earlier) * DAY,
            correction_note="Invented." if previous else "",
        )
    note = "Invented." if previous else ""
    row = {"symbol": "BKK/CP/14", "edition": number, "previous": previous, "correction_note": note}
    return make_release(**row, **ROWS[status], **fields)
