"""A moment as people enter it: day and time on the clock of a named place."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, cast
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from institutes import places
from institutes.desk.day_field import DayField, DayInput
from releases.editorial.clock import ClockChangeError, moment, place
from releases.wire.embargo_notices import read_time

DAY = timedelta(days=1)
FIRST, SECOND = "first", "second"
WHICH = [("", _("Which of the two?")), (FIRST, _("the first time")), (SECOND, _("the second time"))]


class ClockInput(forms.TimeInput):
    """A time of day, with its seconds only where there are any."""

    def format_value(self, value: Any) -> str | None:
        if isinstance(value, time):
            return f"{value:%H:%M:%S}" if value.second else f"{value:%H:%M}"
        return value


class ClockField(forms.TimeField):
    """A time of day as people type it: `10:00`, `10 h 00`, `10.00 a.m.`, `noon`."""

    def to_python(self, value: Any) -> time | None:
        if isinstance(value, str) and (read := read_time(value)) is not None:
            return read
        return super().to_python(value)


class MomentWidget(forms.MultiWidget):
    """Day, time and place. Which of two equal times is meant is asked when the clocks show it twice."""

    use_fieldset = True

    def __init__(self, attrs: dict[str, str] | None = None) -> None:
        self.zone = settings.TIME_ZONE
        day = DayInput(attrs={"aria-label": _("day")})
        clock = ClockInput(attrs={"aria-label": _("time"), "size": 8, "placeholder": "10:00", "dir": "ltr"})
        where = forms.Select(attrs={"aria-label": _("on the clock of")})
        super().__init__([day, clock, where, forms.HiddenInput()], attrs)

    def id_for_label(self, id_: str) -> str:
        """The label of the moment is that of its day: Django leaves the labels of several fields without one."""
        return f"{id_}_0" if id_ else id_

    def decompress(self, value: datetime | None) -> list:
        if value is None:
            return [None, None, self.zone, None]
        local = value.astimezone(ZoneInfo(self.zone))
        # In the hour that comes twice, the moment that stands there is not to become the other one.
        which = (FIRST, SECOND)[local.fold] if is_doubled(local) else None
        if which:
            self.ask_which()
        return [local.date(), local.time(), self.zone, which]

    def ask_which(self) -> None:
        """The form asks which of two equal times is meant."""
        which = forms.Select(choices=WHICH, attrs={"aria-label": _("which of the two")})
        self.widgets = [*self.widgets[:3], which]


def is_doubled(local: datetime) -> bool:
    """Whether the clocks show this aware local time twice."""
    first, second = (local.replace(fold=fold).utcoffset() or timedelta() for fold in (0, 1))
    return first > second


class MomentField(forms.MultiValueField):
    """An aware UTC instant, or None when neither day nor time is given.

    Refused with a sentence: half a moment, a time that the clocks skip, and one that they show twice as
    long as nobody says which is meant.
    """

    widget: Any = MomentWidget

    def __init__(self, **kwargs: Any) -> None:
        zones = forms.ChoiceField(required=False)
        parts = (
            DayField(required=False),
            ClockField(required=False),
            zones,
            forms.CharField(required=False),
        )
        super().__init__(parts, require_all_fields=False, **kwargs)
        self.offer([settings.TIME_ZONE])

    def offer(self, zones: Sequence[str], *, chosen: str | None = None) -> None:
        """These zones come first; those of all other stations follow. `chosen`, or the first, is selected."""
        others = sorted(set(places.zones().values()) | {"UTC"}, key=place)
        choices = [(zone, place(zone)) for zone in dict.fromkeys([*zones, *others])]
        field, select = cast(Any, self.fields[2]), cast(Any, self.widget.widgets[2])
        field.choices = select.choices = choices
        self.widget.zone = chosen or zones[0]

    def has_changed(self, initial: datetime | None, data: Sequence[str] | None) -> bool:
        """Whether another moment is meant: a place without day and time is none."""
        if initial is None and not any((data or ())[:2]):
            return False
        return super().has_changed(initial, data)

    def compress(self, data_list: list) -> datetime | None:
        day, clock, zone, which = data_list or (None, None, None, None)
        if day is None and clock is None:
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        if day is None or clock is None:
            raise ValidationError(_("Give both the day and the time."), code="half")
        return self._moment(day, clock, zone or self.widget.zone, which)

    def _moment(self, day: date, clock: time, zone: str, which: str | None) -> datetime:
        later = {FIRST: False, SECOND: True}.get(which or "")
        try:
            return moment(datetime.combine(day, clock), zone, later=later)
        except ClockChangeError as error:
            if error.code == "doubled":
                self.widget.ask_which()
            raise
        except OverflowError as error:
            raise ValidationError(_("No clock shows that day."), code="overflow") from error
