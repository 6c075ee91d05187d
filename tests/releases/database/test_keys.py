"""Any number of keys is one parameter."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from releases.database.keys import among_keys
from releases.models import Release
from tests.factories import make_release

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "others", [[], [10**6], range(10**6, 10**6 + 300_000)], ids=["none", "one", "very many"]
)
def test_rows_with_one_of_the_keys_come(others):
    releases = [make_release(symbol=f"TEST/SER/{number}") for number in (1, 2, 3)]
    keys = [releases[0].pk, releases[2].pk, *others]

    with CaptureQueriesContext(connection) as queries:
        found = list(Release.objects.filter(among_keys("pk", keys)).order_by("pk"))

    assert found == [releases[0], releases[2]]
    assert len(queries) == 1


def test_no_key_is_no_row():
    make_release()

    assert not Release.objects.filter(among_keys("pk", [])).exists()
