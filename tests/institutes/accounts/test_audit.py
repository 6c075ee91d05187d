"""The log of accounts."""

import pytest
from django.db import connection

from institutes.accounts.audit import note
from institutes.accounts.origin import Origin
from institutes.enums import AccountAction
from institutes.models import AccountEvent
from releases.database.immutability import SealedError
from tests.factories import NOON, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def line():
    note(AccountAction.LOCKED, make_user(username="anna"), at=NOON, origin=Origin("192.0.2.7", "Firefox"))
    return AccountEvent.objects.get()


@pytest.mark.parametrize(
    "statement",
    ["UPDATE institutes_accountevent SET what = 'unlocked'", "DELETE FROM institutes_accountevent"],
)
@pytest.mark.usefixtures("line")
def test_the_database_refuses_to_change_a_line(statement):
    with (
        pytest.raises(SealedError, match="The log of accounts"),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_a_line_outlives_its_account(line):
    line.person.delete()

    (kept,) = AccountEvent.objects.all()
    assert (kept.person_name, kept.what) == ("anna", "locked")
