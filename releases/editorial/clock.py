"""The moment from which a release is public: entered in a named zone, kept in UTC, told in several zones.

Nothing here reads the clock or the database.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from institutes import days, places
from releases.enums import ReleaseState, Status
from releases.models import Release
from releases.models.visibility import Edition, status

SHORTEST_LEAD = timedelta(minutes=1)
UTC_NAMES = frozenset({"UTC", "Etc/UTC"})
MINUTE, HOUR, DAY = 60, 3600, 86400


class ClockChangeError(ValidationError):
    """The local time does not say one moment: the clocks skip it, or show it twice."""


@dataclass(frozen=True, slots=True)
class Concern:
    """A warning about a time of publication; with `blocks` the time cannot be chosen."""

    message: str | Promise
    blocks: bool


def moment(local: datetime, zone: str, *, later: bool | None = None) -> datetime:
    """The aware UTC instant of `local` (naive, as a clock on the wall of `zone` shows it).

    In the hour that the clocks show twice, `later` says which of the two is meant. Raises ClockChangeError,
    with a sentence that offers what to enter instead, for a time that the clocks skip, and for one that
    they show twice when `later` is None.
    """
    tz = ZoneInfo(zone)
    first, second = local.replace(tzinfo=tz, fold=0), local.replace(tzinfo=tz, fold=1)
    if first.utcoffset() == second.utcoffset():
        return first.astimezone(UTC)
    if first.astimezone(UTC).astimezone(tz).replace(tzinfo=None) != local:
        # Read by the clock as it was before the change, the skipped time is that much after it.
        after = first.astimezone(UTC).astimezone(tz)
        raise ClockChangeError(
            _("In %(place)s the clocks go forward that night: there is no %(time)s. Choose %(after)s."),
            code="missing",
            params={"place": place(zone), "time": f"{local:%H:%M}", "after": f"{after:%H:%M}"},
        )
    if later is None:
        raise ClockChangeError(
            _(
                "In %(place)s the clocks go back that night: %(time)s comes twice, at %(first)s and at "
                "%(second)s UTC. Say which of the two you mean."
            ),
            code="doubled",
            params={
                "place": place(zone),
                "time": f"{local:%H:%M}",
                "first": f"{first.astimezone(UTC):%H:%M}",
                "second": f"{second.astimezone(UTC):%H:%M}",
            },
        )
    return (second if later else first).astimezone(UTC)


def concerns(
    publish_at: datetime, *, at: datetime, event_ends_on: date | None = None, zone: str = "UTC"
) -> list[Concern]:
    """The warnings about making a release public at `publish_at` when it is `at` (both aware).

    `event_ends_on` is the last day of the event that the release announces, as days are counted in `zone`.
    """
    result = []
    if publish_at < at:
        result.append(
            Concern(_("That moment has passed. Publish at once, or choose a later moment."), blocks=True)
        )
    elif publish_at - at < SHORTEST_LEAD:
        result.append(
            Concern(
                _("That is in less than a minute: it may be public before you have read this."), blocks=False
            )
        )
    if event_ends_on is not None and publish_at.astimezone(ZoneInfo(zone)).date() > event_ends_on:
        result.append(
            Concern(
                _("The event that the release announces will be over by then. Check the date."), blocks=False
            )
        )
    return result


def place(zone: str) -> str:
    """A zone as people name it: the city of `Asia/Bangkok`."""
    return zone.rsplit("/", 1)[-1].replace("_", " ")


def zone_of(dateline: str) -> str | None:
    """The zone of the city in a dateline (`BANGKOK`, `Montreal/Rome`); None when it is not a known one.

    With several cities the first known one counts.
    """
    known = places.zones()
    return next((known[name] for name in places.folded_names(dateline) if name in known), None)


def clock_times(instant: datetime, zones: Iterable[str], *, dated: bool = False) -> str:
    """`instant` (aware) on the clocks of `zones` and in UTC: `10:00 Bangkok, 03:00 UTC`.

    A zone that comes twice, or is UTC itself, is named once. The day stands before each time when `dated`,
    or when it is not the same day everywhere.
    """
    clocks = [(place(zone), ZoneInfo(zone)) for zone in dict.fromkeys(zones) if zone not in UTC_NAMES]
    clocks.append(("UTC", ZoneInfo("UTC")))
    shown = [(name, instant.astimezone(zone)) for name, zone in clocks]
    is_dated = dated or len({local.date() for _name, local in shown}) > 1
    pattern = "%Y-%m-%d %H:%M" if is_dated else "%H:%M"
    return ", ".join(f"{local.strftime(pattern)} {name}" for name, local in shown)


def lead(instant: datetime, at: datetime) -> str:
    """How far `instant` is from `at` (both aware), in the unit that matters: `in 3 h`, `2 days ago`."""
    seconds = int((instant - at).total_seconds())
    amount = _amount(abs(seconds))
    if not amount:
        return gettext("now")
    if seconds > 0:
        return gettext("in %(amount)s") % {"amount": amount}
    return gettext("%(amount)s ago") % {"amount": amount}


def _amount(seconds: int) -> str:
    """Days from two days on, hours from two hours on, hours and minutes, minutes, seconds; rounded down."""
    if seconds >= 2 * DAY:
        days = seconds // DAY
        return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}
    hours, minutes = seconds // HOUR, seconds % HOUR // MINUTE
    if hours and minutes:
        return gettext("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": minutes}
    if hours:
        return gettext("%(hours)d h") % {"hours": hours}
    if minutes:
        return gettext("%(minutes)d min") % {"minutes": minutes}
    return gettext("%(seconds)d s") % {"seconds": seconds} if seconds else ""


def announcement(publish_at: datetime, *, at: datetime, zones: Iterable[str]) -> str:
    """One line for lists: `public in 3 h (10:00 Bangkok, 03:00 UTC)`; the date is added beyond a day."""
    clock = clock_times(publish_at, zones, dated=abs(publish_at - at) >= timedelta(days=1))
    params = {"lead": lead(publish_at, at), "clock": clock}
    if publish_at > at:
        return gettext("public %(lead)s (%(clock)s)") % params
    return gettext("public since %(clock)s, %(lead)s") % params


def zones_of(releases: Iterable[Release]) -> list[str]:
    """The time zones to show for these releases: the site's, then those of the cities in their datelines."""
    cities = (zone_of(release.dateline_city) for release in releases)
    return list(dict.fromkeys([settings.TIME_ZONE, *filter(None, cities)]))


def zones_to_enter(releases: Iterable[Release]) -> list[str]:
    """The time zones in which to enter a time for these releases: those of their datelines first, then the site's."""
    [site, *cities] = zones_of(releases)
    return [*cities, site]


def zone_of_all(releases: Iterable[Release]) -> str | None:
    """The time zone of the city in the dateline, where all the releases are of one."""
    zones = {zone_of(release.dateline_city) for release in releases}
    return zones.pop() if len(zones) == 1 else None


def time_in_words(release: Release, at: datetime) -> str:
    """When an edition went out or goes out; `planned for` while it is open. ValueError without `publish_at`."""
    zones = zones_of([release])
    if release.state not in ReleaseState.OPEN:
        return announcement(release.public_from, at=at, zones=zones)
    return gettext("planned for %(clock)s, %(lead)s") % {
        "clock": clock_times(
            release.public_from, zones, dated=abs(release.public_from - at) >= timedelta(days=1)
        ),
        "lead": lead(release.public_from, at),
    }


def status_in_words(release: Edition, at: datetime) -> str:
    """The status of `release`, with the time left for what is not public yet: `Approved, public in 3 h`."""
    value = status(release, at)
    if value is Status.SCHEDULED and release.publish_at is not None:
        return gettext("Approved, public in %(time)s") % {"time": time_left(release.publish_at - at)}
    return str(value.label)


def status_with_time(release: Release, at: datetime) -> str:
    """The status of an edition, with its time on every clock that matters while it is planned or to come."""
    if release.publish_at is not None and release.state in ReleaseState.OPEN:
        return f"{status_in_words(release, at)}, {time_in_words(release, at)}"
    if status(release, at) is Status.SCHEDULED:
        return gettext("Approved, %(announcement)s") % {"announcement": time_in_words(release, at)}
    return status_in_words(release, at)


def time_left(left: timedelta) -> str:
    """A span of time as people say it, rounded down: `12 min`, `3 h`, `5 days`."""
    minutes = int(left.total_seconds() // 60)
    if minutes < 1:
        return gettext("less than a minute")
    if minutes < 60:
        return gettext("%(count)s min") % {"count": minutes}
    if minutes < 48 * 60:
        return gettext("%(count)s h") % {"count": minutes // 60}
    days = minutes // (24 * 60)
    return ngettext("%(count)s day", "%(count)s days", days) % {"count": days}


def on_the_clock(moment: datetime) -> str:
    """A moment in the site's time zone, and in UTC where that is another: `21 April 2005, 10:00 Bangkok, 03:00 UTC`."""
    local = timezone.localtime(moment)
    universal = moment.astimezone(UTC)
    both = [f"{days.day(local)}, {local:%H:%M} {settings.TIME_ZONE.rpartition('/')[2]}"]
    if settings.TIME_ZONE != "UTC":
        day = "" if local.date() == universal.date() else f"{days.day(universal)}, "
        both.append(f"{day}{universal:%H:%M} UTC")
    return ", ".join(both).replace("_", " ")
