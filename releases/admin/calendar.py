"""The calendar of the desk: a page for each month."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from institutes.desk.requests import DeskRequest
from releases.editorial.calendar import Day, month_of
from releases.editorial.clock import place, status_in_words
from releases.models import Release
from releases.models.visibility import status

# Of one day; the list of releases has the others.
MOST_A_DAY = 12


class CalendarDesk(admin.ModelAdmin):
    """What went out, what is to go out and what takes place, for whoever may see releases."""

    def get_urls(self) -> list:
        view = self.admin_site.admin_view(self.calendar_view)
        return [path("calendar/", view, name="releases_release_calendar"), *super().get_urls()]

    def calendar_view(self, request: DeskRequest) -> HttpResponse:
        """The month named by `month` as 2005-04, or the one that it is now on the clocks of the site."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        today, asked = timezone.localdate(request.at), request.GET.get("month", "")
        first = _first_day(asked) if asked else today.replace(day=1)
        if first is None:
            messages.error(request, _("Give the month as 2005-04. This is the present one."))
        month = month_of(first or today.replace(day=1))
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": _("Calendar"),
            "month": month,
            "weeks": [[_shown(day, request.at) for day in week] for week in month.weeks],
            "weekdays": WEEKDAYS.values(),
            "today": today,
            "zone": place(settings.TIME_ZONE),
        }
        page = "admin/releases/release/calendar.html"
        return TemplateResponse(request, page, context, status=200 if first else 400)


def _first_day(text: str) -> date | None:
    try:
        first = datetime.strptime(text, "%Y-%m").date()  # noqa: DTZ007 - a month has no zone
    except ValueError:
        return None
    # A day more or less than the clocks know has no instant in every zone.
    return first if date(2, 1, 1) <= first <= date(9998, 12, 1) else None


def _shown(day: Day | None, at: datetime) -> dict | None:
    """What a cell of the month shows of a day; None for a day of another month."""
    if day is None:
        return None
    return {
        "day": day.day,
        "events": day.events[:MOST_A_DAY],
        "releases": [_line(release, at) for release in day.releases[:MOST_A_DAY]],
        "more": max(0, len(day.releases) - MOST_A_DAY) + max(0, len(day.events) - MOST_A_DAY),
    }


def _line(release: Release, at: datetime) -> dict:
    local = release.public_from.astimezone(ZoneInfo(settings.TIME_ZONE))
    return {
        "release": release,
        "time": f"{local:%H:%M}",
        "status": status(release, at),
        "status_text": status_in_words(release, at),
    }
