"""What keeps an edition back that refers to something no editor has accepted."""

import pytest

from releases.editorial import workflow
from releases.editorial.completeness import completeness
from releases.editorial.errors import IncompleteError
from releases.editorial.groups import CHIEF_EDITORS, EDITORS, PRESS_OFFICERS
from releases.models import Series
from tests.factories import NOON, make_event, make_institute, make_release, make_user

pytestmark = pytest.mark.django_db
PROPOSED = {
    "mentions": lambda: {"institutes": (make_institute(name="Okapi", is_proposed=True),)},
    "events": lambda: {"events": (make_event(name="Okapi", is_proposed=True),)},
    "symbol": lambda: {
        "symbol": f"{Series.objects.create(prefix='OKAPI', is_proposed=True)}/1",
    },
}
APPROVALS = {
    "approve": lambda release, by: workflow.approve(release, by=by, at=NOON),
    "force": lambda release, by: workflow.force_approve(release, by=by, at=NOON, reason="Invented."),
}


@pytest.mark.parametrize("field", PROPOSED)
@pytest.mark.parametrize("way", APPROVALS)
def test_what_refers_to_a_proposed_one_is_not_approved(field, way):
    chief = make_user(PRESS_OFFICERS, EDITORS, CHIEF_EDITORS)
    author = chief if way == "force" else make_user(PRESS_OFFICERS)
    release = make_release(state="submitted", created_by=author, **PROPOSED[field]())

    with pytest.raises(IncompleteError) as refused:
        APPROVALS[way](release, chief)

    name = "OKAPI" if field == "symbol" else "Okapi"
    (gap,) = refused.value.gaps
    assert (gap.field, str(gap.message)) == (
        field,
        f"“{name}” is only proposed. An editor has to accept it first.",
    )
    release.refresh_from_db()
    assert release.state == "submitted"


@pytest.mark.parametrize("field", PROPOSED)
def test_the_gap_leads_to_what_is_proposed(field, client):
    client.force_login(make_user(PRESS_OFFICERS, EDITORS))
    release = make_release(**PROPOSED[field]())

    (gap,) = (gap for gap in completeness(release) if gap.field == field and gap.blocks)

    assert client.get(gap.link).status_code == 200
    assert f'href="{gap.link}"' in client.get(f"/admin/releases/release/{release.pk}/change/").text
