"""Who is told of proposals and of changes of the public catalogue."""

from datetime import timedelta

import pytest

from institutes.catalogue import proposals
from institutes.catalogue.changes import changing
from institutes.enums import InstituteKind
from institutes.mail.notices import compose
from institutes.models import City, Institute, Notice, QueuedMail
from tests.factories import make_institute, make_user
from tests.institutes.mail.test_queue import AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    groups = {
        "officer": "Press officers", "other": "Press officers", "editor": "Editors", "second": "Editors",
        "chief": "Chief editors", "deputy": "Chief editors",
    }  # fmt: skip
    return {
        name: make_user(group, username=name, email=f"{name}@example.org") for name, group in groups.items()
    }


def told():
    """Each mail that is made now, as kind, person and subject."""
    compose(AT + timedelta(minutes=1))
    found = set(QueuedMail.objects.values_list("kind", "person__username", "subject"))
    QueuedMail.objects.all().delete()
    return found


def proposed(by):
    institute = Institute(slug="courts", kind=InstituteKind.ASSOCIATED)
    return proposals.save(institute, institute.save, by=by, at=AT)


def test_those_who_decide_hear_of_a_proposal_and_who_made_it_what_became_of_it(staff):
    proposal = proposed(staff["officer"])
    assert told() == {
        ("proposed", name, f"Proposal: {proposal.name}") for name in ("editor", "second", "chief", "deputy")
    }

    proposals.decline(proposal, by=staff["editor"], at=AT, seen=1, reason="We have it.")
    assert told() == {("declined", "officer", f"Declined: {proposal.name}")}

    other = Institute(slug="prisons", kind=InstituteKind.ASSOCIATED)
    proposal = proposals.save(other, other.save, by=staff["officer"], at=AT)
    told()
    proposals.accept(proposal, by=staff["chief"], at=AT, seen=1)
    assert told() == {
        ("accepted", "officer", f"Accepted: {proposal.name}"),
        # A new institute is public now, which is a change of the catalogue.
        ("catalogue", "deputy", f"Catalogue changed: {proposal.name}"),
    }


def test_chief_editors_hear_of_changes_of_the_catalogue_but_for_whoever_made_them(staff):
    institute = make_institute("heuni", name="HEUNI")
    Notice.objects.all().delete()
    with changing(staff["chief"], AT):
        institute.website = "https://heuni.example.org"
        institute.save()
        institute.city = City.objects.called("Helsinki")
        institute.save()

    assert told() == {("catalogue", "deputy", "Catalogue changed: HEUNI")}


def test_an_editor_changes_and_all_chief_editors_hear_of_it_in_one_mail_each(staff):
    institutes = [make_institute(f"i{number}", name=f"I{number}") for number in range(3)]
    Notice.objects.all().delete()
    with changing(staff["editor"], AT):
        for institute in institutes:
            institute.city = City.objects.called("Helsinki")
            institute.save()

    assert told() == {("catalogue", name, "Changes of the catalogue: 3") for name in ("chief", "deputy")}
