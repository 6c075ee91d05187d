"""The first page of the desk: what needs the person who opens it, and nothing else.

A further kind of thing that may need somebody is a function of `NEEDS`.
"""

from collections.abc import Callable
from datetime import datetime

from django.contrib.auth.models import User

from pressroom.dashboard.catalogue import needs_of_catalogue
from pressroom.dashboard.lines import Line, Section
from pressroom.dashboard.mail import needs_of_mail
from pressroom.dashboard.releases import needs_of_releases, published, published_last
from pressroom.dashboard.sets import needs_of_sets

# The permission without which a function is not asked, and the function: who and when (aware) → sections.
NEEDS: tuple[tuple[str, Callable[[User, datetime], list[Section]]], ...] = (
    ("releases.view_release", needs_of_releases),
    ("releases.view_publicationset", needs_of_sets),
    ("", needs_of_catalogue),
    ("", needs_of_mail),
)

__all__ = ["NEEDS", "Line", "Section", "needs", "published", "published_last"]


def needs(user: User, at: datetime) -> list[Section]:
    """What needs `user` at `at` (aware); each section has a line at the least."""
    return [
        section
        for permission, of_kind in NEEDS
        if not permission or user.has_perm(permission)
        for section in of_kind(user, at)
    ]
