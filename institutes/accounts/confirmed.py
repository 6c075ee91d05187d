"""When a person last showed who they are, for what needs more than an open session."""

from datetime import datetime, timedelta

from django.contrib.sessions.backends.base import SessionBase

CONFIRMED = "desk_confirmed_at"
LIFE = timedelta(minutes=10)


def remember(session: SessionBase, at: datetime) -> None:
    """The person of the session has shown at `at` (aware) who they are."""
    session[CONFIRMED] = at.isoformat()


def is_fresh(session: SessionBase, at: datetime) -> bool:
    """Whether they have within LIFE before `at`."""
    return CONFIRMED in session and at - datetime.fromisoformat(session[CONFIRMED]) <= LIFE
