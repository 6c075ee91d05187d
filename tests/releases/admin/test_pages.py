"""Every page of the desk opens, for every kind of thing and every group."""

import pytest
from django.contrib import admin
from django.urls import reverse

from institutes.catalogue import proposals
from institutes.models import CatalogueChange, Proposal
from releases.editorial.groups import CHIEF_EDITORS, EDITORS, PRESS_OFFICERS
from releases.models import SitePage
from tests.factories import (
    NOON,
    make_attachment,
    make_contact,
    make_event,
    make_institute,
    make_logo,
    make_photo,
    make_public_release,
    make_release,
    make_series,
    make_user,
)

pytestmark = pytest.mark.django_db
GROUPS = {
    "officer": [PRESS_OFFICERS],
    "editor": [PRESS_OFFICERS, EDITORS],
    "chief": [PRESS_OFFICERS, EDITORS, CHIEF_EDITORS],
}


def full_release(make):
    release = make(
        institutes=(make_institute(),),
        events=(make_event(),),
        as_issued=b"PRESS RELEASE\n",
        as_issued_type="text/plain",
        guesses={"kind": "Invented reason"},
        problems=[{"line": 3, "code": "invented", "message": "invented problem"}],
    )
    make_photo(release)
    make_attachment(release)
    make_contact(release)
    return release


def institute_with_logo():
    institute = make_institute()
    make_logo(institute)
    return institute


THINGS = {
    "releases_release draft": lambda: full_release(make_release),
    "releases_release public": lambda: full_release(make_public_release),
    "releases_event": lambda: make_event(parent=make_event()).parent,
    "releases_series": make_series,
    "releases_photo": lambda: make_photo(make_public_release()),
    "releases_contact": lambda: make_contact(make_public_release()),
    "institutes_institute": institute_with_logo,
    "releases_sitepage": lambda: SitePage.objects.create(
        kind="about", language="en", title="About", body="<p>About</p>"
    ),
}


# What other forms write, and who reads it.
READ = {"institutes_proposal": set(GROUPS), "institutes_cataloguechange": {"chief"}}


def test_every_kind_of_thing_is_on_the_list():
    ours = {
        f"{model._meta.app_label}_{model._meta.model_name}"
        for model in admin.site._registry
        if model._meta.app_label in {"institutes", "releases"}
    }

    # The list of mails has tests of its own: everybody sees theirs there.
    assert {name.split(" ")[0] for name in THINGS} | READ.keys() == ours - {"institutes_queuedmail"}


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("label", READ)
def test_what_other_forms_write_is_read_by_those_whom_it_concerns(client, label, group):
    event, expected = make_event(), 200 if group in READ[label] else 403
    event.website = "https://new.example/"
    proposals.save(event, event.save, by=make_user(PRESS_OFFICERS), at=NOON)
    row = {"institutes_proposal": Proposal, "institutes_cataloguechange": CatalogueChange}[
        label
    ].objects.first()
    client.force_login(make_user(*GROUPS[group]))

    answers = {
        page: client.get(reverse(f"admin:{label}_{page}", args=args)).status_code
        for page, args in (("changelist", []), ("change", [row.pk]), ("add", []), ("delete", [row.pk]))
    }

    assert answers == {"changelist": expected, "change": expected, "add": 403, "delete": 403}


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("name", THINGS)
def test_every_page_opens_and_those_of_no_right_are_refused(client, name, group):
    thing, label = THINGS[name](), name.split(" ")[0]
    user = make_user(*GROUPS[group])
    client.force_login(user)
    app, model = label.split("_")

    def status(page, *args):
        return client.get(reverse(f"admin:{label}_{page}", args=args)).status_code

    # Pages about the site are the chief editors' alone.
    readable = 200 if user.has_perm(f"{app}.view_{model}") else 403
    assert readable == (403 if label == "releases_sitepage" and group != "chief" else 200)
    assert status("changelist") == readable
    assert status("change", thing.pk) == readable
    assert status("history", thing.pk) == readable
    assert status("add") == (200 if user.has_perm(f"{app}.add_{model}") else 403)
    # A draft is deleted by a move of the workflow, which can be undone, never on this page.
    deletable = user.has_perm(f"{app}.delete_{model}") and not name.startswith("releases_release ")
    assert status("delete", thing.pk) == (200 if deletable else 403)


@pytest.mark.parametrize("name", [name for name in THINGS if name != "releases_series"])
def test_earlier_versions_can_be_read(client, name):
    thing, label = THINGS[name](), name.split(" ")[0]
    client.force_login(make_user(*GROUPS["chief"]))

    version = thing.history.earliest().pk
    response = client.get(reverse(f"admin:{label}_simple_history", args=[thing.pk, version]))

    assert response.status_code == 200
    assert b"<textarea" not in response.content


@pytest.mark.parametrize("name", THINGS)
def test_outsiders_are_sent_to_the_door(client, name):
    thing, label = THINGS[name](), name.split(" ")[0]
    outsider = make_user(is_active=True)
    outsider.is_staff = False
    outsider.save()

    for sign_in in (None, outsider):
        if sign_in:
            client.force_login(sign_in)
        for page, args in (("changelist", []), ("change", [thing.pk]), ("history", [thing.pk])):
            assert client.get(reverse(f"admin:{label}_{page}", args=args)).status_code == 302


def test_the_text_as_it_came_stands_beside_what_was_read_from_it(client):
    release = full_release(make_release)
    client.force_login(make_user(*GROUPS["officer"]))

    page = client.get(reverse("admin:releases_release_change", args=[release.pk])).content.decode()

    for text in ("PRESS RELEASE\n</pre>", "Kind: Invented reason", "Line 3: invented problem"):
        assert text in page
