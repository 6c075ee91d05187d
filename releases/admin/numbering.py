"""Symbols on the form of a release: what is said of them while they are typed, and numbers that are taken."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.http import HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import path
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from institutes.catalogue import proposals
from institutes.desk.requests import DeskRequest
from releases.editorial import numbering
from releases.editorial.errors import WorkflowError
from releases.editorial.symbol_check import SymbolReport, as_json, report_symbol
from releases.editorial.symbol_reading import series_meant, symbol_text, understand
from releases.models import Release, Series
from releases.models.reading_words import in_words
from releases.models.reservation import NumberReservation
from releases.wire.symbols import SymbolError

TAKE, ALL_THE_SAME = "_number", "_number_all_the_same"
"""Names of the buttons that take a number: the one offered, or one that another person has reserved."""
PROPOSE_SERIES = "_propose_series"
"""Name of the button that adds, or proposes, the series that the symbol names."""
REPORT = "admin/releases/release/_symbol_report.html"


class SymbolInput(forms.TextInput):
    """A symbol; where it was refused, with what is wrong and what can be taken instead."""

    template_name = "admin/releases/release/symbol_input.html"
    report: SymbolReport | None = None

    def get_context(self, name: str, value: Any, attrs: dict | None) -> dict[str, Any]:
        return super().get_context(name, value, attrs) | {"report": self.report}


def canonical_symbol(text: str, *, by: User, at: datetime) -> str:
    """The symbol that was typed, in its canonical spelling; empty where none was.

    Raises ValidationError, with a sentence, where it is none; a series alone is answered with its next number.
    """
    if not text.strip():
        return ""
    if series_meant(text, at=at) is not None:
        report = report_symbol(text, language="", at=at, by=by)
        raise ValidationError(report.message, code="series_alone")
    try:
        return understand(text).text
    except SymbolError as error:
        raise ValidationError(in_words(str(error)), code="no_symbol") from error


def refuse_reserved(symbol: str, *, by: User, at: datetime) -> None:
    """Nobody else has the number, nor takes it before the transaction ends; ValidationError where they have."""
    read = understand(symbol)
    series = Series.objects.with_prefix(read.series)
    if series is not None and connection.in_atomic_block:
        numbering.lock(series)
    if numbering.reserved_by_another(read, by=by, at=at) is not None:
        report = report_symbol(symbol, language="", at=at, by=by)
        raise ValidationError(report.message, code="reserved")


class NumberingDesk(admin.ModelAdmin):
    """Numbers of a series are offered, taken and given back; without scripts by the buttons of the form."""

    def get_urls(self) -> list:
        view = self.admin_site.admin_view
        return [
            path("symbol/", view(self.symbol_view), name="releases_release_symbol"),
            path("symbol/take/", view(require_POST(self.take_view)), name="releases_release_take_number"),
            *super().get_urls(),
        ]

    def changeform_view(self, request: DeskRequest, *arguments: Any, **named: Any) -> HttpResponse:
        """Where a button that takes a number was pressed, the form is saved with that number in it.

        The same with the button that proposes the series of the symbol: what was typed is saved with it.
        """
        if request.method == "POST" and request.POST.get(PROPOSE_SERIES):
            self._propose_series(request, request.POST[PROPOSE_SERIES])
            data: Any = request.POST.copy()
            data["_continue"] = "yes"
            request.POST = data
        wanted = request.POST.get(TAKE) or request.POST.get(ALL_THE_SAME)
        if request.method == "POST" and wanted:
            sent: Any = request.POST.copy()
            sent["_continue"] = "yes"
            try:
                reservation = self._take(request, wanted, all_the_same=ALL_THE_SAME in request.POST)
                sent["symbol"] = symbol_text(reservation.series, reservation.number)
            except (SymbolError, WorkflowError):
                # The form says what is wrong with it.
                sent["symbol"] = wanted
            request.POST = sent
        return super().changeform_view(request, *arguments, **named)

    def _propose_series(self, request: DeskRequest, prefix: str) -> None:
        """The series is there, only proposed where the person may not decide; or they are told why it is not."""
        if Series.objects.with_prefix(prefix) is not None:
            return
        series = Series(prefix=prefix)
        comment = gettext("Asked for with the symbol of a release.")
        try:
            series.full_clean()
            proposals.save(series, series.save, by=request.user, at=request.at, comment=comment)
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
            return
        said = (
            gettext("Series %(series)s is proposed: an editor has to accept it before the release goes out.")
            if series.is_proposed
            else gettext("Series %(series)s is added.")
        )
        self.message_user(request, said % {"series": series.prefix}, messages.SUCCESS)

    def symbol_view(self, request: DeskRequest) -> JsonResponse:
        """What the form says of the symbol in `symbol`, while it is typed; `shown` is the same for the page."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        besides = request.GET.get("besides", "")
        report = report_symbol(
            request.GET.get("symbol", ""),
            language=request.GET.get("language", ""),
            at=request.at,
            by=request.user,
            besides=int(besides) if besides.isdecimal() and len(besides) < 19 else None,
        )
        return JsonResponse(as_json(report) | {"shown": render_to_string(REPORT, {"report": report})})

    def take_view(self, request: DeskRequest) -> JsonResponse:
        """The number in `symbol`, or the next one, is reserved: answers with `symbol`; with `back`, given back."""
        if not (self.has_add_permission(request) or self.has_change_permission(request)):
            raise PermissionDenied
        text = request.POST.get("symbol", "")
        try:
            if "back" in request.POST:
                series = series_meant(text, at=request.at) or _series_of(text)
                numbering.give_back(series, by=request.user)
                return JsonResponse({"symbol": ""})
            taken = self._take(request, text, all_the_same="all_the_same" in request.POST)
        except (SymbolError, WorkflowError) as error:
            message = in_words(str(error)) if isinstance(error, SymbolError) else error.messages[0]
            return JsonResponse({"symbol": "", "message": message}, status=409)
        return JsonResponse({"symbol": symbol_text(taken.series, taken.number)})

    def _take(self, request: DeskRequest, text: str, *, all_the_same: bool) -> NumberReservation:
        """Raises SymbolError where `text` names no series of ours."""
        series = series_meant(text, at=request.at)
        number = None
        if series is None:
            series, number = _series_of(text), understand(text).number
        return numbering.reserve(
            series, by=request.user, at=request.at, number=number, all_the_same=all_the_same
        )

    def save_related(self, request: DeskRequest, form: Any, *arguments: Any) -> None:
        """As ever; and the number of what was saved is reserved no longer."""
        super().save_related(request, form, *arguments)
        if isinstance(form.instance, Release):
            numbering.note_saved(form.instance)


def _series_of(text: str) -> Series:
    symbol = understand(text)
    series = Series.objects.with_prefix(symbol.series)
    if series is None:
        raise SymbolError(symbol.text)
    return series
