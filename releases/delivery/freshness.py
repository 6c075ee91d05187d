"""When a public page stops being true: the only place that knows.

A page is as true as it was when it was made as long as two things hold: no change that the public can see has
been written to the log of changes, and no moment has come at which time alone changes something, such as the
end of an embargo or of a day. Both together are the generation of a page.
"""

import threading
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from django.db import router
from django.utils import timezone

from releases.database import change_log, moments
from releases.models import Release

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Freshness:
    """What the public sees from `since` until before `until` (both aware), by its name `generation`.

    Two pages of one address and one generation are the same. `token` is the state of the log of changes at
    which this was found out. `holds_invented` says whether any release is invented.
    """

    token: str
    generation: str
    since: datetime
    until: datetime
    holds_invented: bool

    def holds(self, token: str, at: datetime) -> bool:
        """Whether this is what the public sees at `at` (aware), when the log is in the state `token`."""
        return self.token == token and self.since <= at < self.until


class FreshnessReader:
    """Knows the generation of one database, and asks again only when the log or the clock went on."""

    def __init__(self, using: str) -> None:
        self.using = using
        self._lock = threading.Lock()
        self._last: Freshness | None = None

    def read(self, at: datetime) -> Freshness:
        """What the public sees at `at` (aware): one short question to the database, four after a change.

        Whoever makes a page asks this before reading anything else: a change that comes in between is then
        in the page although its generation is the one before, and never the other way round.
        """
        token = change_log.token(self.using)
        last = self._last
        if last is not None and last.holds(token, at):
            return last
        with self._lock:
            if self._last is None or not self._last.holds(token, at):
                self._last = self._find_out(token, at)
            return self._last

    def _find_out(self, token: str, at: datetime) -> Freshness:
        effect = change_log.effect_at(at, self.using)
        first, last = moments.around(at, self.using)
        day_begins, day_ends = _day_of(at)
        since = max(moment for moment in (first, effect.since, day_begins) if moment is not None)
        until = min(moment for moment in (last, effect.until, day_ends) if moment is not None)
        generation = f"{effect.token or token} {since.astimezone(UTC).isoformat()}"
        holds_invented = Release.objects.using(self.using).has_invented()
        return Freshness(token, generation, since, until, holds_invented)


_readers: dict[str, FreshnessReader] = {}


def read(at: datetime, *, using: str | None = None) -> Freshness:
    """What the public sees at `at` (aware) in the database that releases are read from."""
    using = using or router.db_for_read(Release)
    return _readers.setdefault(using, FreshnessReader(using)).read(at)


def _day_of(at: datetime) -> tuple[datetime, datetime]:
    """The beginning of the day of `at` where the site is, and its end: events are current by days."""
    today = timezone.localdate(at)
    begins, ends = (timezone.make_aware(datetime.combine(day, time())) for day in (today, today + ONE_DAY))
    return begins, ends
