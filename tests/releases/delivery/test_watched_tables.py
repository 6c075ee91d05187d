"""What public pages read is watched: a change that the log does not tell of would leave a kept page untrue."""

import re

import pytest
from django.db import connection
from django.test import Client

from institutes.models import City, Institute
from releases.database.change_rules import RULES
from releases.delivery.parameters import LIST, PARAMETERS
from releases.models import Event, JointSymbol, Release
from tests.factories import make_attachment, make_logo, make_photo
from tests.test_leaks import DOORS, build_shown

# The log itself, and the index of words, which the database keeps in step with the releases.
NOT_WATCHED = {"releases_change", "releases_searchentry"}
# Doors of outsiders that answer each of them alone, or are no pages.
NEVER_KEPT = {
    "",
    "symbol",
    "shared",
    "shared-answers",
    "shared-text",
    "shared-file",
    "attachments:attachment",
    "photos:photo",
    "logos:logo",
    "site-logo",
}
TABLE = re.compile(r'\b(?:FROM|JOIN)\s+"?((?:releases|institutes)_[a-z]+(?:_[a-z]+)*)')


def test_every_public_page_is_kept_or_named_as_never_kept():
    assert {LIST, *PARAMETERS} == DOORS.keys() - NEVER_KEPT


@pytest.mark.django_db
def test_every_table_that_a_public_page_reads_has_a_rule_in_the_log():
    build_shown()
    release, institute = Release.objects.get(symbol="BKK/CP/14"), Institute.objects.get()
    make_photo(release)
    make_attachment(release)
    make_logo(institute)
    JointSymbol.objects.create(release=release, symbol="SG/SM/777", symbol_key="sgsm777")
    Event.objects.get().institutes.add(institute)
    Institute.objects.update(city=City.objects.called("Helsinki"))
    addresses = [address for door in (LIST, *PARAMETERS) for address in DOORS[door]]
    tables = set()

    def note_tables(execute, sql, *question):
        tables.update(TABLE.findall(sql))
        return execute(sql, *question)

    with connection.execute_wrapper(note_tables):
        for address in addresses:
            Client().get(address)

    assert tables - NOT_WATCHED == RULES.keys()
