"""Where facts come from and what is in doubt is for the desk: no public page has a word of it."""

import json

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.utils.html import escape

from tests.factories import make_event, make_institute

pytestmark = pytest.mark.django_db
FIXTURES = settings.BASE_DIR / "fixtures"


def test_what_is_for_the_desk_is_on_no_page(client):
    said = {"provenance": "Met in texts, unconfirmed.", "source": "A/CONF.203/18"}
    institute = make_institute("heuni", founded_on="1981-12-23", founded_source="General knowledge", **said)
    event = make_event("congress", starts_on="2005-04-18", ends_on="2005-04-25", **said)

    for thing in (institute, event):
        page = client.get(thing.get_absolute_url()).content.decode()
        assert "A/CONF.203/18" in page
        assert "unconfirmed" not in page
        assert "General knowledge" not in page


def test_no_page_of_the_catalogue_says_it():
    names = ("institutes", "congresses", "bkk-cp-14")
    call_command("loaddata", *(FIXTURES / f"{name}.json" for name in names), verbosity=0)
    rows = [
        row["fields"]
        for name in names[:2]
        for row in json.loads((FIXTURES / f"{name}.json").read_text(encoding="utf-8"))
        if "slug" in row["fields"]
    ]
    for fields in rows:
        section = "institutes" if "founded_on" in fields else "events"
        page = Client().get(f"/en/{section}/{fields['slug']}/").content.decode()
        notes = [fields["provenance"], *fields["provenance"].split("\n")]
        assert [note for note in notes if note and escape(note) in page] == [], fields["slug"]
        assert "unconfirmed" not in page
        assert "general knowledge" not in page
