"""What the list of releases gives out as CSV and as a workbook."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from institutes.desk.export import CHUNK, ExportColumn, ExportingDesk
from institutes.desk.requests import DeskRequest
from releases.database.keys import among_keys
from releases.editorial.clock import place
from releases.enums import Move, Status
from releases.models import Event, Mention, Transition
from releases.models.visibility import status

READ = (
    *("reference", "symbol", "series", "number", "language", "edition", "kind", "state", "title"),
    *("subtitle", "returned_at"),
    *("issued_on", "publish_at", "superseded_at", "withdrawn_at", "created_by", "created_at"),
    *("modified_by", "modified_at", "body_text"),
)
APPROVALS = (Move.APPROVE, Move.FORCE_APPROVE)


class ReleaseExportingDesk(ExportingDesk):
    """The list of releases, with who wrote and approved each edition, what it is about, and how long it is."""

    def export_columns(self, request: DeskRequest) -> Sequence[ExportColumn]:
        at = request.at
        zone = place(settings.TIME_ZONE)

        def time(of: str, name: str) -> ExportColumn:
            return ExportColumn(
                _("%(time)s (%(zone)s)") % {"time": of, "zone": zone}, lambda row: _clock(getattr(row, name))
            )

        return [
            ExportColumn(_("Reference"), lambda row: row.reference),
            ExportColumn(_("Symbol"), lambda row: row.symbol),
            ExportColumn(pgettext("singular", "Series"), lambda row: row.series.prefix if row.series else ""),
            ExportColumn(_("Number"), lambda row: row.number),
            ExportColumn(_("Language"), lambda row: row.get_language_display()),
            ExportColumn(_("Edition"), lambda row: row.edition),
            ExportColumn(_("Kind"), lambda row: row.get_kind_display()),
            ExportColumn(pgettext("of an edition", "Status"), lambda row: str(Status(status(row, at)).label)),
            ExportColumn(_("Title"), lambda row: row.title),
            ExportColumn(_("Subtitle"), lambda row: row.subtitle),
            ExportColumn(_("Date"), lambda row: row.issued_on.isoformat()),
            time(_("Public from"), "publish_at"),
            time(pgettext("when", "Superseded"), "superseded_at"),
            time(pgettext("when", "Withdrawn"), "withdrawn_at"),
            ExportColumn(_("Author"), lambda row: _person(row.created_by)),
            time(_("Written"), "created_at"),
            ExportColumn(_("Last changed by"), lambda row: _person(row.modified_by)),
            time(_("Last changed"), "modified_at"),
            ExportColumn(_("Approved by"), _approvers),
            ExportColumn(_("Institutes"), lambda row: "; ".join(_institutes(row))),
            ExportColumn(_("Events"), lambda row: "; ".join(event.name for event in row.events.all())),
            ExportColumn(pgettext("number of words", "Words"), lambda row: len(row.body_text.split())),
        ]

    def exported(self, request: DeskRequest, changelist: Any) -> QuerySet:
        rows: QuerySet = changelist.queryset
        if request.wanted is None:
            return rows
        # The pages of the list end, what is given out does not.
        unbounded = self.get_queryset(request).filter(among_keys("pk", list(request.wanted)))
        for spec in changelist.filter_specs:
            unbounded = spec.queryset(request, unbounded)
        return unbounded.order_by(*rows.query.order_by)

    def export_rows(self, request: DeskRequest, rows: QuerySet) -> Iterator[Any]:
        """The rows with what their columns say, 500 at a time, in six queries each."""
        mentions = (
            Mention.objects.select_related("institute").prefetch_related("institute__names").order_by("pk")
        )
        approvals = Transition.objects.filter(move__in=APPROVALS).select_related("by").order_by("pk")
        return iter(
            rows.select_related("series", "created_by", "modified_by")
            .only(*READ, "series__prefix", *_people())
            .prefetch_related(
                Prefetch("mentions", mentions),
                Prefetch("events", Event.objects.with_names().order_by("pk")),
                Prefetch("transitions", approvals, to_attr="approvals"),
            )
            .iterator(chunk_size=CHUNK)
        )


def _people() -> list[str]:
    parts = ("username", "first_name", "last_name")
    return [f"{role}__{part}" for role in ("created_by", "modified_by") for part in parts]


def _person(person: Any) -> str:
    return "" if person is None else person.get_full_name() or person.username


def _clock(moment: datetime | None) -> str:
    """The moment on the site's clock; its zone stands in the head of the column."""
    return "" if moment is None else f"{timezone.localtime(moment):%Y-%m-%d %H:%M}"


def _approvers(row: Any) -> str:
    return "; ".join(dict.fromkeys(_person(approval.by) for approval in row.approvals))


def _institutes(row: Any) -> Iterator[str]:
    for mention in row.mentions.all():
        yield mention.institute.name
