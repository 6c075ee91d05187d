"""What the public may see: the rule for the database, and the status of an edition in memory beside it.

Public and superseded are times, not states: the clock alone moves an edition there.
"""

from datetime import datetime
from typing import Protocol

from django.db.models import F, Q

from releases.enums import ReleaseState, Status


class Edition(Protocol):
    """The columns of a release that its status follows from."""

    state: str
    returned_at: datetime | None
    publish_at: datetime | None
    superseded_at: datetime | None
    withdrawn_at: datetime | None


def issued_q(at: datetime, prefix: str = "") -> Q:
    """Editions that had gone out by `at` (aware) and were not withdrawn: the public one and earlier ones."""
    return Q(
        Q(**{f"{prefix}withdrawn_at__isnull": True}) | Q(**{f"{prefix}withdrawn_at__gt": at}),
        **{f"{prefix}state__in": ReleaseState.ISSUED, f"{prefix}publish_at__lte": at},
    )


def public_q(at: datetime, prefix: str = "") -> Q:
    """The only definition of what the public may see at `at` (aware).

    `prefix` reaches it across joins: `public_q(at, "mentions__release__")`. Its twin for one row in memory
    is `Release.is_public`.
    """
    return issued_q(at, prefix) & (
        Q(**{f"{prefix}superseded_at__isnull": True}) | Q(**{f"{prefix}superseded_at__gt": at})
    )


def withdrawn_q(at: datetime, prefix: str = "") -> Q:
    """Editions that were public once and are withdrawn at `at` (aware).

    They are no part of `public_q`: no list, search, feed or count shows them. Only their own addresses say
    that they were withdrawn, because these have been printed and linked. What was withdrawn at the very
    instant at which it would have gone out was never public, and has no address to keep.
    """
    return Q(
        **{
            f"{prefix}state": ReleaseState.WITHDRAWN,
            f"{prefix}publish_at__lt": F(f"{prefix}withdrawn_at"),
            f"{prefix}withdrawn_at__lte": at,
        }
    )


def status(edition: Edition, at: datetime) -> Status:
    """The status of `edition` at `at` (aware): its state, and after an approval what the clock has made of it.

    The public sees it exactly when the answer is `Status.PUBLIC`.
    """
    if edition.state not in ReleaseState.ISSUED:
        is_returned = edition.state == ReleaseState.DRAFT and edition.returned_at is not None
        return Status.RETURNED if is_returned else Status(edition.state)
    if edition.withdrawn_at is not None and edition.withdrawn_at <= at:
        return Status.WITHDRAWN
    if edition.publish_at is None or edition.publish_at > at:
        return Status.SCHEDULED
    if edition.superseded_at is not None and edition.superseded_at <= at:
        return Status.SUPERSEDED
    return Status.PUBLIC


def status_q(value: str, at: datetime) -> Q:
    """The editions whose status at `at` (aware) is `value`, which is not `Status.SCHEDULED`.

    The conditions on open states are what the partial indexes of drafts were made for.
    """
    gone_out = Q(state__in=ReleaseState.ISSUED, publish_at__lte=at)
    is_open = Q(state__written_in=ReleaseState.OPEN)
    rules = {
        Status.DRAFT: Q(state=ReleaseState.DRAFT, returned_at__isnull=True) & is_open,
        Status.RETURNED: Q(returned_at__isnull=False),
        Status.SUBMITTED: Q(state=ReleaseState.SUBMITTED) & is_open,
        Status.PUBLIC: public_q(at),
        Status.SUPERSEDED: issued_q(at) & Q(superseded_at__lte=at),
        Status.WITHDRAWN: gone_out & Q(withdrawn_at__lte=at),
    }
    return rules[Status(value)]
