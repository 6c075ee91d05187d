"""Showing a draft to somebody who has no account."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from releases.editorial.errors import NotPermittedError, WorkflowError
from releases.enums import ReleaseState
from releases.models import PreviewLink, PreviewOpening, Release

LONGEST_LIFE = timedelta(days=30)
AGENT_LENGTH = 200
# A program that looks again within this time opens the link once more and is noted once; nor is a link noted for ever.
SAME_OPENING = timedelta(minutes=10)
MOST_OPENINGS = 500


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _check_permission(by: User) -> None:
    if not by.is_active or not by.has_perm("releases.change_release"):
        raise NotPermittedError(_("You do not have the permission for this."), code="permission")


def share_preview(
    release: Release, *, by: User, at: datetime, life: timedelta, note: str = ""
) -> tuple[PreviewLink, str]:
    """A link to the open edition `release`, good from `at` (aware) for `life`, and the secret of its address.

    The secret is 43 characters that are safe in an address. It is known only now: show it to the person.
    Raises WorkflowError when the edition is not open or the life is not between a moment and 30 days.
    """
    _check_permission(by)
    if not timedelta(0) < life <= LONGEST_LIFE:
        raise WorkflowError(_("A preview link lasts for 30 days at the most."), code="life")
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        row = Release.objects.select_for_update().filter(pk=release.pk).first()
        if row is None or row.state not in ReleaseState.OPEN:
            raise WorkflowError(
                _("Only an edition that is not approved yet has preview links."), code="status"
            )
        link = PreviewLink.objects.create(
            release=row,
            digest=_digest(token),
            note=note.strip(),
            created_by=by,
            created_at=at,
            expires_at=at + life,
        )
    return link, token


def revoke_preview(link: PreviewLink, *, by: User, at: datetime) -> None:
    """The link opens nothing from `at` on; one that was revoked before stays as it is."""
    _check_permission(by)
    PreviewLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=at)


def open_preview(token: str, *, at: datetime, agent: str = "") -> Release | None:
    """The edition that the link shows at `at`, as `open_link` has it."""
    link = open_link(token, at=at, agent=agent)
    return None if link is None else link.release


def open_link(token: str, *, at: datetime, agent: str = "") -> PreviewLink | None:
    """The link, with the edition that it shows at `at`, and the opening is on record.

    The same program within SAME_OPENING is one opening, and of one link MOST_OPENINGS are kept. None for a secret
    that was never given out as for one that expired, was revoked, or whose edition was approved: nobody can tell
    these apart.
    """
    link = valid_link(token, at=at)
    if link is None:
        return None
    agent = agent.replace("\0", "")[:AGENT_LENGTH]
    is_same = Q(agent=agent, at__gt=at - SAME_OPENING)
    noted = link.openings.aggregate(all=Count("pk"), same=Count("pk", filter=is_same))
    if not noted["same"] and noted["all"] < MOST_OPENINGS:
        PreviewOpening.objects.create(link=link, at=at, agent=agent)
    return link


def valid_link(token: str, *, at: datetime, lock: bool = False) -> PreviewLink | None:
    """The link of that secret, with its edition, where it shows one at `at` (aware).

    With `lock`, inside a transaction, nobody else locks it before that ends.
    """
    links = PreviewLink.objects.select_related("release")
    links = links.select_for_update(of=("self",)) if lock else links
    return links.filter(
        digest=_digest(token),
        created_at__lte=at,
        expires_at__gt=at,
        revoked_at=None,
        release__state__in=ReleaseState.OPEN,
    ).first()
