"""Proposals at the editors' desk, and what changed in the public catalogue."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from institutes.catalogue import changes, proposals
from institutes.catalogue.words import in_language, label, model_of
from institutes.desk.admin import DeskAdmin
from institutes.desk.requests import DeskRequest
from institutes.enums import ProposalState
from institutes.models import CatalogueChange, Proposal

STATUS = {"permission": 403, "stale": 409, "proposed": 409}


def desk_address(thing: Any) -> str:
    """The form of an institute, event or series; empty when it was deleted."""
    if thing is None:
        return ""
    return reverse(f"admin:{thing._meta.app_label}_{thing._meta.model_name}_change", args=[thing.pk])


def kind(row: Any) -> str:
    """What a row is about: an institute, an event, a series."""
    return str(capfirst(model_of(row)._meta.verbose_name))


class ReadDesk(DeskAdmin):
    """Rows that other forms write: here they are read."""

    def has_add_permission(self, request: DeskRequest) -> bool:
        return False

    def has_change_permission(self, request: DeskRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: DeskRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: DeskRequest) -> QuerySet:
        return super().get_queryset(request).prefetch_related("thing")

    @admin.display(description=_("kind"))
    def kind(self, row: Any) -> str:
        return kind(row)


class ProposalAdmin(ReadDesk):
    list_display = ["name", "kind", "what", "made_by", "made_at", "state", "reason"]
    list_filter = ["state", "is_new"]
    list_select_related = ["made_by", "content_type"]
    search_fields = ["name", "made_by__username"]

    @admin.display(description=_("what"))
    def what(self, proposal: Proposal) -> str:
        return gettext("New") if proposal.is_new else gettext("Change")

    def change_view(
        self, request: DeskRequest, object_id: str, form_url: str = "", extra_context: dict | None = None
    ) -> HttpResponse:
        """What is proposed, the words before and after, and for those who may, the decision."""
        proposal: Proposal | None = self.get_object(request, unquote(object_id))
        if proposal is None:
            raise Http404
        if not self.has_view_permission(request, proposal):
            raise PermissionDenied
        errors, status = [], 200
        if request.method == "POST":
            try:
                return self._decide(request, proposal)
            except ValidationError as error:
                errors, status = error.messages, STATUS.get(getattr(error, "code", ""), 200)
            proposal.refresh_from_db()
        model = model_of(proposal)
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": _("%(kind)s: %(name)s") % {"kind": kind(proposal), "name": proposal.name},
            "proposal": proposal,
            "what": self.what(proposal),
            "address": desk_address(proposal.thing),
            "differences": proposals.compared(proposal),
            "waits": proposal.state == ProposalState.WAITING,
            "may_decide": proposals.may_decide(request.user, model),
            "errors": errors,
            "reason": request.POST.get("reason", ""),
        }
        return TemplateResponse(request, "admin/institutes/proposal.html", context, status=status)

    def _decide(self, request: DeskRequest, proposal: Proposal) -> HttpResponse:
        seen = request.POST.get("seen", "")
        who: dict[str, Any] = {
            "by": request.user,
            "at": request.at,
            "seen": int(seen) if seen.isdecimal() else -1,
        }
        if "accept" in request.POST:
            proposals.accept(proposal, **who)
            messages.success(request, gettext("“%(name)s” is accepted and public.") % {"name": proposal.name})
        else:
            proposals.decline(proposal, reason=request.POST.get("reason", ""), **who)
            messages.success(request, gettext("“%(name)s” is declined.") % {"name": proposal.name})
        return redirect("admin:institutes_proposal_changelist")


class SeenFilter(admin.SimpleListFilter):
    """By whether a chief editor has ticked the change."""

    title = _("seen")
    parameter_name = "seen"

    def lookups(self, request: DeskRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [("no", gettext("Not yet")), ("yes", gettext("Seen"))]

    def queryset(self, request: DeskRequest, queryset: QuerySet) -> QuerySet:
        wanted = {"no": True, "yes": False}.get(self.value() or "")
        return queryset if wanted is None else queryset.filter(seen_at__isnull=wanted)


class CatalogueChangeAdmin(ReadDesk):
    """The changes, the last first, each to be ticked as seen."""

    list_display = ["name", "kind", "words", "made_by", "made_at", "pages", "seen"]
    list_display_links = None
    readonly_fields = ["name", "kind", "words", "made_by", "made_at", "pages", "seen"]
    exclude = ["content_type", "object_id", "differences", "seen_by", "seen_at"]
    list_filter = [SeenFilter]
    list_select_related = ["made_by", "seen_by", "content_type"]
    search_fields = ["name", "made_by__username"]
    actions = ["mark_seen"]

    def has_seen_permission(self, request: DeskRequest) -> bool:
        return request.user.has_perm("institutes.change_cataloguechange")

    @admin.action(description=_("Tick as seen"), permissions=["seen"])
    def mark_seen(self, request: DeskRequest, rows: QuerySet[CatalogueChange]) -> None:
        count = changes.mark_seen(rows, by=request.user, at=request.at)
        messages.success(request, gettext("Ticked as seen: %(count)s.") % {"count": count})

    @admin.display(description=_("words before and after"))
    def words(self, change: CatalogueChange) -> str:
        model = model_of(change)
        rows = [
            {
                "label": label(model, difference["field"]),
                "before": in_language(model, difference["field"], difference["before"]),
                "after": in_language(model, difference["field"], difference["after"]),
            }
            for difference in change.differences
        ]
        return render_to_string("admin/institutes/_differences.html", {"differences": rows})

    @admin.display(description=_("page"))
    def pages(self, change: CatalogueChange) -> str:
        thing = change.thing
        public = thing.get_absolute_url() if thing is not None else ""
        links = {"desk": desk_address(thing), "public": public}
        return render_to_string("admin/institutes/_pages_of.html", links)

    @admin.display(description=_("seen"), boolean=True)
    def seen(self, change: CatalogueChange) -> bool:
        return change.seen_at is not None
