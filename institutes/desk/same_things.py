"""Institutes and events that mean the same, made one by an editor; and that taken back."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from institutes.catalogue import merging
from institutes.catalogue.proposals import ProposalError
from institutes.desk.deleting import uses_of
from institutes.desk.missing import not_there
from institutes.desk.requests import DeskRequest

STATUS = {"permission": 403}


class SameThingsDesk(admin.ModelAdmin):
    """A page that asks into which other one the row is to be merged; what is merged is offered nowhere any more."""

    def get_urls(self) -> list:
        name = f"{self.opts.app_label}_{self.opts.model_name}_merge"
        view = self.admin_site.admin_view(self.merge_view)
        return [path("<path:object_id>/merge/", view, name=name), *super().get_urls()]

    def merge_address(self, thing: Any) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_merge", args=[thing.pk])

    def get_search_results(self, request: DeskRequest, queryset: QuerySet, search_term: str) -> tuple:
        if request.path.endswith("/autocomplete/"):
            queryset = queryset.filter(merged_into=None)
        return super().get_search_results(request, queryset, search_term)

    def merge_view(self, request: DeskRequest, object_id: str) -> HttpResponse:
        """What refers to the row, and the choice of the other; `into` or `take_back`, sent back, does it."""
        thing: Any = self.get_object(request, unquote(object_id))
        if thing is None:
            return not_there(request, self.opts, object_id)
        if not merging.may_merge(request.user, self.model):
            raise PermissionDenied
        errors, status = [], 200
        if request.method == "POST":
            try:
                return self._merge(request, thing)
            except ProposalError as error:
                errors, status = error.messages, STATUS.get(getattr(error, "code", ""), 409)
            thing.refresh_from_db()
        others = self.get_queryset(request).filter(merged_into=None, is_proposed=False).exclude(pk=thing.pk)
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "media": self.media,
            "title": _("Merge “%(name)s” into another") % {"name": thing},
            "thing": thing,
            "others": sorted(((other.pk, str(other)) for other in others), key=lambda one: one[1].casefold()),
            "chosen": request.POST.get("into", ""),
            "uses": uses_of([thing], request.user),
            "errors": errors,
        }
        return TemplateResponse(request, "admin/institutes/merge.html", context, status=status)

    def _merge(self, request: DeskRequest, thing: Any) -> HttpResponse:
        change = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        if "take_back" in request.POST:
            merging.take_back(thing, by=request.user, at=request.at)
            messages.success(request, _("“%(name)s” stands for itself again.") % {"name": thing})
            return redirect(change, thing.pk)
        key = request.POST.get("into", "")
        if not (key.isdecimal() and len(key) < 19):
            raise ProposalError(_("Choose the one that stays."), code="required")
        into = self.model(pk=int(key))
        merging.merge(thing, into, by=request.user, at=request.at)
        said = _("“%(name)s” is merged: its pages lead here, and it can be taken back on its form.")
        messages.success(request, said % {"name": thing})
        return redirect(change, into.pk)

    def render_delete_form(self, request: DeskRequest, context: dict[str, Any]) -> HttpResponse:
        thing = context["object"]
        if merging.may_merge(request.user, self.model) and not thing.is_proposed and not thing.merged_into_id:
            context["merge_address"] = self.merge_address(thing)
        return super().render_delete_form(request, context)

    def render_change_form(
        self,
        request: DeskRequest,
        context: dict,
        add: bool = False,  # noqa: FBT001, FBT002 - the signature of Django
        change: bool = False,  # noqa: FBT001, FBT002
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        if obj is not None and not obj.is_proposed:
            context["merged_into"] = obj.merged_into
            if merging.may_merge(request.user, self.model):
                context["merge_address"] = self.merge_address(obj)
        return super().render_change_form(request, context, add, change, form_url, obj)
