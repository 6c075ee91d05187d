"""Where an edition stands at a moment, in words: public and superseded are times, not states."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from releases.enums import ReleaseState
from releases.models import Release
from releases.querysets import issued_q, public_q


class Standing(models.TextChoices):
    """What editors tell apart."""

    DRAFT = "draft", gettext_lazy("Draft")
    SUBMITTED = "submitted", gettext_lazy("Submitted")
    EMBARGOED = "embargoed", gettext_lazy("Approved, not yet public")
    PUBLIC = "public", gettext_lazy("Public")
    SUPERSEDED = "superseded", gettext_lazy("Superseded")
    WITHDRAWN = "withdrawn", gettext_lazy("Withdrawn")


def standing(release: Release, at: datetime) -> Standing:
    """Where `release` stands at `at` (aware)."""
    if release.state in ReleaseState.OPEN:
        return Standing(release.state)
    if release.is_public(at):
        return Standing.PUBLIC
    if release.is_issued(at):
        return Standing.SUPERSEDED
    return Standing.EMBARGOED if release.publish_at > at else Standing.WITHDRAWN


def standing_q(value: str, at: datetime) -> Q:
    """The editions whose standing at `at` is `value`."""
    gone_out = Q(state__in=ReleaseState.ISSUED, publish_at__lte=at)
    rules = {
        Standing.DRAFT: Q(state=ReleaseState.DRAFT),
        Standing.SUBMITTED: Q(state=ReleaseState.SUBMITTED),
        Standing.EMBARGOED: Q(state__in=ReleaseState.ISSUED, publish_at__gt=at),
        Standing.PUBLIC: public_q(at),
        Standing.SUPERSEDED: issued_q(at) & Q(superseded_at__lte=at),
        Standing.WITHDRAWN: gone_out & Q(withdrawn_at__lte=at),
    }
    return rules[value]


def standing_in_words(release: Release, at: datetime) -> str:
    """Where `release` stands, with the time left for what is not public yet: `Approved, public in 3 h`."""
    value = standing(release, at)
    if value is Standing.EMBARGOED:
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
