"""The way from years to months to days above the list of releases."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.contrib.admin.views.main import ChangeList
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from institutes.days import day_and_month, month

YEAR, MONTH, DAY = "issued_on__year", "issued_on__month", "issued_on__day"


def days(changelist: ChangeList) -> dict[str, Any]:
    """What `admin/date_hierarchy.html` shows: the years, months or days to choose, and the way `back`.

    Of a list that is counted to the end, those that have releases; of a longer one all from its first day
    to its last, since a look at each would cost more the longer the list is.
    """
    year, month, day = (changelist.params.get(name) for name in (YEAR, MONTH, DAY))
    if year and month and day:
        return _one_day(changelist, date(int(year), int(month), int(day)))
    present = _present(changelist)
    if not year and len({one.year for one in present}) == 1:
        year = present[0].year
        month = present[0].month if len({one.month for one in present}) == 1 else None
    if year and month:
        back = _link(changelist, str(year), {YEAR: year})
        return {"back": back, "choices": [_day(changelist, one) for one in present]}
    if year:
        months = sorted({one.replace(day=1) for one in present})
        back = _link(changelist, _("All dates"), {})
        return {"back": back, "choices": [_month(changelist, one) for one in months]}
    years = sorted({one.year for one in present})
    return {"back": None, "choices": [_link(changelist, str(one), {YEAR: one}) for one in years]}


def _present(changelist: Any) -> list[date]:
    """The days that may be chosen, the first one first."""
    results = changelist.found
    if results and not results.counted.is_more:
        return sorted(results.days)
    days = (results.rows if results else changelist.queryset).values_list("issued_on", flat=True)
    if not changelist.counted.is_more:
        return sorted(days.order_by().distinct())
    last, first = days.in_order()[:1], days.in_order().reverse()[:1]
    return list(_between(*first, *last))


def _between(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=number) for number in range((last - first).days + 1))


def _one_day(changelist: ChangeList, day: date) -> dict[str, Any]:
    return {
        "back": _month(changelist, day),
        "choices": [{"title": capfirst(day_and_month(day))}],
    }


def _month(changelist: ChangeList, day: date) -> dict[str, str]:
    return _link(changelist, capfirst(month(day)), {YEAR: day.year, MONTH: day.month})


def _day(changelist: ChangeList, day: date) -> dict[str, str]:
    title = capfirst(day_and_month(day))
    return _link(changelist, title, {YEAR: day.year, MONTH: day.month, DAY: day.day})


def _link(changelist: ChangeList, title: str, period: dict[str, Any]) -> dict[str, str]:
    return {"title": title, "link": changelist.get_query_string(period, ["issued_on__"])}
