"""Which editions somebody has to look at, as an index has them however long the archive is."""

from datetime import UTC, datetime
from typing import Any

from django.db.models import F

from releases.enums import ReleaseState, Status
from releases.models.lookups import PUBLISH_AT
from releases.models.mention import Mention
from releases.models.release import Release

# Before any time that can be planned.
BEGINNING = datetime(1, 1, 2, tzinfo=UTC)


def guessed_keys() -> Any:
    """The keys of editions of which the importer guessed something that nobody has confirmed, some of them twice."""
    return _guesses().union(_guessed_names(), all=True)


def needing_attention_keys(at: datetime) -> Any:
    """The keys of editions that wait for somebody at `at` (aware), some of them twice.

    They were returned, or should have gone out by now and are not approved, or were approved by force and nobody
    has confirmed it, or are still open and hold a guess.
    """
    keys: Any = Release.objects.order_by().values_list("pk", flat=True)
    is_open = {"state__written_in": ReleaseState.OPEN}
    forced = keys.filter(state=ReleaseState.APPROVED, awaits_confirmation=True)
    due = keys.alias(out_at=PUBLISH_AT).filter(out_at__gt=BEGINNING, out_at__lte=at, **is_open)
    overdue = [due.filter(state=state) for state in ReleaseState.OPEN]
    guesses = _guesses().filter(**is_open)
    names = _guessed_names().filter(release__state__in=ReleaseState.OPEN)
    returned = keys.with_status(Status.RETURNED, at)
    return forced.union(*overdue, guesses, names, returned, all=True)


def _guesses() -> Any:
    return Release.objects.filter(guesses__has_entries=True).order_by().values_list("pk", flat=True)


def _guessed_names() -> Any:
    guessed = Mention.objects.filter(is_guess=True).order_by()
    return guessed.values_list(F("release_id"), flat=True)
