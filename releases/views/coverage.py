"""What was issued about an event, day by day, and what its series have."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import TypedDict

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from institutes import days
from institutes.enums import DatePrecision
from releases.listing.series import Completeness
from releases.models import Event, Release
from releases.publication.cards import Card, cards_of

# A day of the event more than these is not counted: sessions last for months.
LAST_COUNTED_DAY = 31
GAPS_NAMED = 8


class CoverageDay(TypedDict):
    """The releases of one printed date: `day` as the page's language writes it, `position` in the event."""

    issued_on: str
    day: str
    position: str
    cards: list[Card]


class SeriesLine(TypedDict):
    """A series of an event in words: `found` is what of it is here, `missing` what is not."""

    href: str
    prefix: str
    found: str
    missing: str


def by_day(event: Event, releases: Iterable[Release]) -> list[CoverageDay]:
    """The releases in the order given, which is that of their dates, a group for every date."""
    return [
        {
            "issued_on": day.isoformat(),
            "day": days.day(day),
            "position": _position(event, day),
            "cards": cards_of(of_day),
        }
        for day, of_day in groupby(releases, key=lambda release: release.issued_on)
    ]


def _position(event: Event, day: date) -> str:
    """Which day of the event it is; empty where that says nothing."""
    first, last = event.starts_on, event.ends_on
    if first is None or last is None or first == last or event.days_precision != DatePrecision.DAY:
        return ""
    if day < first:
        return _("Before the event")
    if day > last:
        return _("After the event")
    number = (day - first).days + 1
    return _("Day %(number)s") % {"number": number} if number <= LAST_COUNTED_DAY else ""


def series_lines(series: Iterable[Completeness]) -> list[SeriesLine]:
    """What is here of each series, and which numbers are not, the first few of them."""
    return [_line(each) for each in series]


def _line(each: Completeness) -> SeriesLine:
    named, more = each.missing[:GAPS_NAMED], each.missing[GAPS_NAMED:]
    numbers = pgettext("between items", ", ").join(str(gap) for gap in named) + (" …" if more else "")
    found = ngettext(
        "%(known)s of the numbers 1–%(highest)s is in this collection.",
        "%(known)s of the numbers 1–%(highest)s are in this collection.",
        each.known,
    )
    return {
        "href": each.series.get_absolute_url(),
        "prefix": each.series.prefix,
        "found": found % {"known": each.known, "highest": each.highest},
        "missing": _("Not in this collection: %(numbers)s") % {"numbers": numbers} if named else "",
    }
