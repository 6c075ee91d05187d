"""Days as the site writes them (`institutes.days`), for every template: no library has to be loaded for it."""

from collections.abc import Callable
from datetime import date
from functools import wraps

from django import template

from institutes import days

register = template.Library()

_FILTERS: dict[str, Callable[..., str]] = {
    "day": days.day,
    "day_and_month": days.day_and_month,
    "month": days.month,
    "month_name": days.month_name,
    "year": days.year,
    "weekday": days.weekday,
    "dated": days.dated,
    "machine_date": days.machine_date,
    "moment": days.moment,
}


def _or_nothing(write: Callable[..., str]) -> Callable[..., str]:
    @wraps(write)
    def filtered(value: date | None, *argument: str) -> str:
        return write(value, *argument) if value else ""

    return filtered


for _name, _write in _FILTERS.items():
    # A time is that of the site's zone, unless it was put into another one.
    register.filter(_name, _or_nothing(_write), expects_localtime=True)


@register.simple_tag
def span(first: date | None, last: date | None, precision: str = "day") -> days.Span:
    """The days from `first` to `last`: `{% span event.starts_on event.ends_on as days %}`.

    Put down it is 18–25 April 2005; its pieces are `days.first`, `days.to` and `days.last`.
    Without a day all of them are empty; an end that is not known is the other one.
    """
    known = [day for day in (first, last) if day]
    return days.span(known[0], known[-1], precision) if known else days.Span("")
