"""Forms of the catalogue at the desk: what somebody who may not change it writes there is kept as a proposal."""

from typing import Any

from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.forms import ModelForm
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from institutes.catalogue import proposals
from institutes.desk.kept_forms import KeepingDesk
from institutes.desk.requests import DeskRequest
from institutes.enums import ProposalState
from institutes.models import Proposal


class ProposingDesk(KeepingDesk):
    """Institutes, events or series. Everything is written by `catalogue.proposals.save`, as the person may."""

    change_form_template = "admin/institutes/proposing_form.html"

    def save_model(self, request: DeskRequest, obj: Any, form: ModelForm, *_args: Any) -> None:
        """Nothing yet: the row and what belongs to it are saved together, by `save_related`."""

    def save_related(self, request: DeskRequest, form: ModelForm, formsets: list, change: Any) -> None:
        def write() -> None:
            super(ProposingDesk, self).save_model(request, form.instance, form, change)
            self.save_all(request, form, formsets, change)

        request.proposal = proposals.save(
            form.instance,
            write,
            by=request.user,
            at=request.at,
            comment=request.POST.get("proposal_comment", ""),
        )
        request.is_only_proposed = not proposals.may_decide(request.user)
        if request.is_only_proposed:
            # What `write` did may have been undone, and this with it.
            self.forget_kept(request, form.instance)

    def save_all(self, request: DeskRequest, form: ModelForm, formsets: list, change: Any) -> None:
        """What belongs to the row is saved."""
        super().save_related(request, form, formsets, change)

    def log_change(self, request: DeskRequest, obj: Any, message: Any) -> Any:
        if getattr(request, "is_only_proposed", False):
            message = _("Proposed a change.") if request.proposal else _("Changed nothing.")
        return super().log_change(request, obj, message)

    def response_add(self, request: DeskRequest, obj: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if getattr(request, "is_only_proposed", False):
            messages.info(request, _("It is nowhere public until an editor accepts it."))
        return super().response_add(request, obj, *args, **kwargs)

    def response_change(self, request: DeskRequest, obj: Any) -> HttpResponse:
        if not getattr(request, "is_only_proposed", False) or obj.is_proposed or "_popup" in request.POST:
            return super().response_change(request, obj)
        if request.proposal is None:
            messages.info(request, _("Nothing was changed."))
            return redirect(request.path)
        messages.success(request, _("Your change waits for an editor. Nothing public has changed."))
        return redirect("admin:institutes_proposal_change", request.proposal.pk)

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        """The public page, where there is one."""
        return None if obj is not None and obj.is_proposed else super().get_view_on_site_url(obj)

    def render_change_form(
        self,
        request: DeskRequest,
        context: dict,
        add: bool = False,  # noqa: FBT001, FBT002 - the signature of Django
        change: bool = False,  # noqa: FBT001, FBT002
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        context["proposes"] = not proposals.may_decide(request.user)
        context["is_proposed"] = obj is not None and obj.is_proposed
        if obj is not None:
            context["waiting"] = Proposal.objects.filter(
                content_type=ContentType.objects.get_for_model(obj),
                object_id=obj.pk,
                state=ProposalState.WAITING,
            ).select_related("made_by")
        return super().render_change_form(request, context, add, change, form_url, obj)
