"""The buttons of a release's form act on what is typed in it: they save it first, and then go on."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from institutes.desk.kept_forms import KeepingDesk
from institutes.desk.requests import DeskRequest
from releases.admin.move_forms import DECISIONS, Submit
from releases.admin.moves import told_of
from releases.editorial import workflow
from releases.editorial.errors import WorkflowError
from releases.enums import Move, ReleaseState
from releases.models import Release

# What stands on the bar itself; the other moves are in its menu.
ON_THE_BAR = (Move.APPROVE, Move.SEND_BACK, Move.CONFIRM, Move.UNSCHEDULE, Move.CORRECT, Move.WITHDRAW)


class GoingOnDesk(KeepingDesk):
    """`_preview`, `_submit` and `_move` save what was changed and nothing else, then lead on."""

    def changeform_view(
        self,
        request: DeskRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict | None = None,
    ) -> HttpResponse:
        if request.method == "POST" and object_id is not None and _leads_on(request):
            release = self.get_object(request, unquote(object_id))
            if release is not None and self._is_as_saved(request, release):
                response = self._go_on(request, release)
                if response is not None:
                    return response
        return super().changeform_view(request, object_id, form_url, extra_context)

    def _is_as_saved(self, request: DeskRequest, release: Release) -> bool:
        """Whether the form says what is saved, so that to save it would make its sender an author of nothing."""
        if request.POST.get("version") != str(release.version):
            return False
        is_open = self.has_change_permission(request, release)
        return not is_open or not self.differing(request, release, request.POST)

    def response_add(
        self, request: DeskRequest, obj: Release, post_url_continue: str | None = None
    ) -> HttpResponse:
        """As Django's; a copy of a release says what it has not taken over."""
        if "_saveasnew" in request.POST:
            said = _("This is a new draft, a copy of the other: it has no symbol and no time of its own yet.")
            self.message_user(request, said, messages.WARNING)
        return super().response_add(request, obj, post_url_continue)

    def response_post_save_add(self, request: DeskRequest, obj: Release) -> HttpResponse:
        return self._go_on(request, obj) or super().response_post_save_add(request, obj)

    def response_post_save_change(self, request: DeskRequest, obj: Release) -> HttpResponse:
        return self._go_on(request, obj) or super().response_post_save_change(request, obj)

    def _go_on(self, request: DeskRequest, release: Release) -> HttpResponse | None:
        """Where the button leads. None for one that only saves."""
        move = request.POST.get("_move", "")
        if "_preview" in request.POST:
            # The preview itself shows that it was saved.
            list(messages.get_messages(request))
            return redirect("admin:releases_release_preview", release.pk)
        if "_together" in request.POST:
            keys = [("key", key) for key in _languages_to_join(release)]
            return redirect(f"{reverse('admin:releases_release_set_join')}?{urlencode(keys)}")
        if "_submit" in request.POST:
            return self._submit(request, release)
        if move in DECISIONS:
            return redirect("admin:releases_release_move", release.pk, move)
        return None

    def _submit(self, request: DeskRequest, release: Release) -> HttpResponse:
        submit_and_tell(request, release)
        return redirect("admin:releases_release_change", release.pk)

    def bar(self, release: Release | None, moves: list[Move]) -> dict[str, Any]:
        """The moves of the bar and of its menu; to submit a draft has a button of its own."""
        others = [move for move in moves if move is not Move.SUBMIT]
        return {
            "may_be_submitted": release is None or Move.SUBMIT in moves,
            "bar_moves": [move for move in others if move in ON_THE_BAR],
            "menu_moves": [move for move in others if move not in ON_THE_BAR],
            "is_draft": release is None or release.state == ReleaseState.DRAFT,
        }


def _languages_to_join(release: Release) -> list[int]:
    """The release, and its versions in other languages that are open and in no set: mostly they go out together."""
    others = Release.objects.filter(
        reference=release.reference, state__in=ReleaseState.OPEN, membership__isnull=True
    )
    return [release.pk, *others.exclude(pk=release.pk).order_by("pk").values_list("pk", flat=True)]


def submit_and_tell(request: DeskRequest, release: Release) -> None:
    """The release, as it was just saved, waits for approval, with the comment of the form; or it is said why not."""
    comment = request.POST.get("submit_comment", "")
    try:
        workflow.submit(release, by=request.user, at=request.at, seen=release.version, comment=comment)
    except WorkflowError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, told_of(Submit.done, release))


def _leads_on(request: DeskRequest) -> bool:
    return not {"_preview", "_submit", "_move", "_together"}.isdisjoint(request.POST)
