"""Where an edition stands at a moment, in words: public and superseded are times, not states."""

from datetime import UTC, datetime, timedelta
from typing import Protocol

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from releases.enums import ReleaseState, Standing
from releases.models import Release
from releases.models.querysets import PUBLISH_AT, issued_q, public_q

# After any time that can be entered.
END = datetime(9999, 12, 31, tzinfo=UTC)


class Edition(Protocol):
    """The columns of a release that say where it stands."""

    state: str
    publish_at: datetime | None
    superseded_at: datetime | None
    withdrawn_at: datetime | None


def standing(edition: Edition, at: datetime) -> Standing:
    """What `edition` is at `at` (aware): its state, and after an approval what the clock has made of it.

    The public sees it exactly when the answer is `Standing.PUBLIC`.
    """
    if edition.state not in ReleaseState.ISSUED:
        return Standing(edition.state)
    if edition.withdrawn_at is not None and edition.withdrawn_at <= at:
        return Standing.WITHDRAWN
    if edition.publish_at is None or edition.publish_at > at:
        return Standing.SCHEDULED
    if edition.superseded_at is not None and edition.superseded_at <= at:
        return Standing.SUPERSEDED
    return Standing.PUBLIC


def standing_q(value: str, at: datetime) -> Q:
    """The editions whose standing at `at` is `value`; an index has the answer, whatever the value."""
    gone_out = Q(state__in=ReleaseState.ISSUED, publish_at__lte=at)
    is_open = Q(state__written_in=ReleaseState.OPEN)
    # Found first, because they are few: SQLite would otherwise look for them in a list of everything. That
    # they are few PostgreSQL believes of a span with two ends only.
    to_come = Release.objects.alias(out_at=PUBLISH_AT).filter(
        state__written_in=ReleaseState.ISSUED, out_at__gt=at, out_at__lt=END
    )
    rules = {
        Standing.DRAFT: Q(state=ReleaseState.DRAFT) & is_open,
        Standing.SUBMITTED: Q(state=ReleaseState.SUBMITTED) & is_open,
        Standing.SCHEDULED: Q(pk__in=to_come.order_by().values("pk")),
        Standing.PUBLIC: public_q(at),
        Standing.SUPERSEDED: issued_q(at) & Q(superseded_at__lte=at),
        Standing.WITHDRAWN: gone_out & Q(withdrawn_at__lte=at),
    }
    return rules[value]


def standing_in_words(release: Edition, at: datetime) -> str:
    """Where `release` stands, with the time left for what is not public yet: `Approved, public in 3 h`."""
    value = standing(release, at)
    if value is Standing.SCHEDULED:
        return _("Approved, public in %(time)s") % {"time": time_left(release.publish_at - at)}
    return str(value.label)


def time_left(left: timedelta) -> str:
    """A span of time as people say it, rounded down: `12 min`, `3 h`, `5 days`."""
    minutes = int(left.total_seconds() // 60)
    if minutes < 1:
        return _("less than a minute")
    if minutes < 60:
        return _("%(count)s min") % {"count": minutes}
    if minutes < 48 * 60:
        return _("%(count)s h") % {"count": minutes // 60}
    days = minutes // (24 * 60)
    return ngettext("%(count)s day", "%(count)s days", days) % {"count": days}


def on_the_clock(moment: datetime) -> str:
    """A moment in the site's time zone, and in UTC where that is another: `21 April 2005, 10:00 Bangkok, 03:00 UTC`."""
    local = timezone.localtime(moment)
    universal = moment.astimezone(UTC)
    both = [f"{date_format(local, 'DATE_FORMAT')}, {local:%H:%M} {settings.TIME_ZONE.rpartition('/')[2]}"]
    if settings.TIME_ZONE != "UTC":
        day = "" if local.date() == universal.date() else f"{date_format(universal, 'DATE_FORMAT')}, "
        both.append(f"{day}{universal:%H:%M} UTC")
    return ", ".join(both).replace("_", " ")
