"""Preview links: from whom, for how long, and every opening on record."""

from datetime import timedelta

import pytest

from releases.editorial import preview_links, workflow
from releases.editorial.errors import NotPermittedError, WorkflowError
from releases.editorial.groups import EDITORS, PRESS_OFFICERS
from releases.models import PreviewLink, PreviewOpening, Release
from tests.factories import NOON, SECOND, make_public_release, make_release, make_user

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def share(release=None, life=DAY):
    return preview_links.share_preview(
        release or make_release(), by=make_user(PRESS_OFFICERS), at=NOON, life=life, note=" A reviewer "
    )


def test_a_link_shows_the_draft_until_it_expires():
    link, token = share()

    seen = [
        preview_links.open_preview(token, at=at)
        for at in (NOON - SECOND, NOON, NOON + DAY - SECOND, NOON + DAY, NOON + 2 * DAY)
    ]

    assert seen == [None, link.release, link.release, None, None]
    assert preview_links.open_preview("invented", at=NOON) is None
    assert (len(token), link.note, token in link.digest) == (43, "A reviewer", False)


def test_every_opening_is_on_record():
    link, token = share()
    preview_links.open_preview(token, at=NOON, agent="Invented/1.0 " + "x" * 300)
    preview_links.open_preview(token, at=NOON + SECOND)
    preview_links.open_preview(token, at=NOON + DAY)

    assert list(link.openings.values_list("at", "agent")) == [
        (NOON + SECOND, ""),
        (NOON, "Invented/1.0 " + "x" * 187),
    ]


def test_a_revoked_link_opens_nothing():
    link, token = share()
    _other, other_token = share()

    preview_links.revoke_preview(link, by=make_user(PRESS_OFFICERS), at=NOON)

    assert preview_links.open_preview(token, at=NOON) is None
    assert preview_links.open_preview(other_token, at=NOON) is not None


def test_a_link_is_dead_at_approval_and_stays_so():
    release = make_release(state="submitted")
    _link, token = share(release)
    editor = make_user(EDITORS)

    row = workflow.approve(release, by=editor, at=NOON, publish_at=NOON + 2 * DAY)
    assert preview_links.open_preview(token, at=NOON) is None
    workflow.unschedule(row, by=editor, at=NOON)

    assert Release.objects.get().state == "submitted"
    assert preview_links.open_preview(token, at=NOON) is None
    assert PreviewOpening.objects.count() == 0


@pytest.mark.parametrize("life", [timedelta(0), -DAY, timedelta(days=30, seconds=1)])
def test_a_link_lasts_some_time_and_not_for_ever(life):
    with pytest.raises(WorkflowError, match="A preview link lasts for 30 days at the most"):
        share(life=life)

    assert PreviewLink.objects.count() == 0


def test_what_is_approved_or_gone_has_no_preview_link():
    gone = make_release()
    Release.objects.filter(pk=gone.pk).delete()

    for release in (make_public_release(), gone):
        with pytest.raises(WorkflowError, match="Only an edition that is not approved yet"):
            share(release)


def test_links_are_made_and_revoked_by_who_may_write():
    link, token = share()
    outsider = make_user()

    with pytest.raises(NotPermittedError):
        preview_links.share_preview(link.release, by=outsider, at=NOON, life=DAY)
    with pytest.raises(NotPermittedError):
        preview_links.revoke_preview(link, by=outsider, at=NOON)

    assert preview_links.open_preview(token, at=NOON) == link.release
