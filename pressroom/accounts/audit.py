"""The log of accounts, for chief editors: who signed in, who failed, who changed what about whom."""

import csv
from datetime import datetime, time, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from institutes.accounts import people
from institutes.desk.requests import DeskRequest
from institutes.models import AccountEvent
from pressroom.accounts.account import inside
from pressroom.accounts.forms import AuditFilter

A_PAGE = 100
MOST_IN_FILE = 20_000
COLUMNS = ("at", "what", "person", "by", "network", "device", "details")


def _narrowed(form: AuditFilter) -> QuerySet[AccountEvent]:
    """The lines that are asked for, the last first."""
    found = AccountEvent.objects.order_by("-pk")
    wanted: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    if name := wanted.get("person"):
        found = found.filter(Q(person_name=name) | Q(by_name=name))
    if what := wanted.get("what"):
        found = found.filter(what=what)
    if since := wanted.get("since"):
        found = found.filter(at__gte=_midnight(since))
    if until := wanted.get("until"):
        found = found.filter(at__lt=_midnight(until) + timedelta(days=1))
    if before := wanted.get("before"):
        found = found.filter(pk__lt=before)
    return found


def _midnight(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def log(request: DeskRequest) -> HttpResponse:
    """A hundred lines, and a link to those before them; with `format=csv` a file of all that are asked for."""
    if not people.may_manage(request.user):
        raise PermissionDenied
    form = AuditFilter(request.GET)
    found = _narrowed(form)
    if request.GET.get("format") == "csv":
        return _file(found)
    lines = list(found[: A_PAGE + 1])
    query = request.GET.copy()
    query.pop("before", None)
    return inside(
        request,
        "audit",
        _("Log of accounts"),
        form=form,
        lines=lines[:A_PAGE],
        last=lines[A_PAGE - 1].pk if len(lines) > A_PAGE else None,
        query=query.urlencode(),
        most_in_file=MOST_IN_FILE,
    )


def _file(found: QuerySet[AccountEvent]) -> HttpResponse:
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="accounts.csv"'
    writer = csv.writer(response)
    writer.writerow(COLUMNS)
    for line in found[:MOST_IN_FILE].iterator():
        names = [line.what, line.person_name, line.by_name, line.network, line.device, line.details]
        writer.writerow([line.at.isoformat(), *map(_harmless, names)])
    return response


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in "=+-@\t\r" and cell else cell
