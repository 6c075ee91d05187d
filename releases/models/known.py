"""What readers know of: what is public, and what was until it was withdrawn."""

from typing import Any

from django.db.models import Exists, F, OuterRef, Q

from releases.models.release import Release
from releases.models.visibility import public_q, withdrawn_q


def known_q(at: Any, prefix: str = "") -> Q:
    """What readers know of at `at`: what is public, and the last edition of each release that was withdrawn.

    For what has to name a withdrawn release in its place: symbols, series, links. An edition whose place a later
    one took is not among them. `prefix` reaches it across joins, as that of `public_q` does.
    """
    later = Release.objects.filter(
        public_q(at) | withdrawn_q(at),
        reference=OuterRef(f"{prefix}reference"),
        language=OuterRef(f"{prefix}language"),
        edition__gt=OuterRef(f"{prefix}edition"),
    )
    # What was withdrawn at the very second at which it was to be superseded was not.
    not_superseded = (
        Q(**{f"{prefix}superseded_at__isnull": True})
        | Q(**{f"{prefix}superseded_at__gt": at})
        | Q(**{f"{prefix}superseded_at__gte": F(f"{prefix}withdrawn_at")})
    )
    is_last = Q(not_superseded, ~Exists(later))
    return public_q(at, prefix) | (withdrawn_q(at, prefix) & is_last)
