"""Moves of the workflow at the editors' desk: a page that asks, for one edition or for many."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from institutes.accounts.confirmation import ask_again
from institutes.desk.requests import DeskRequest
from releases.admin.bulk import done, refused
from releases.admin.move_forms import DECISIONS, Decision, Outcome
from releases.admin.shown_gaps import ShownGap, shown_gaps
from releases.editorial.approval import accompanying, changes_of
from releases.editorial.clock import status_with_time
from releases.editorial.comments import conversation
from releases.editorial.completeness import completeness
from releases.editorial.editions import Lineage
from releases.editorial.errors import NotPermittedError, StaleError, WorkflowError
from releases.editorial.review_answers import answers_to
from releases.editorial.rules import may_ever, possible_moves, refusal
from releases.enums import Move, ReleaseState
from releases.models import DeletedDraft, Release
from releases.models.parts import mark, read_parts
from releases.models.visibility import status
from releases.views.detail import page_as_read

MOST_AT_ONCE = 100
LARGEST_KEY = 2**63
ACTION = "move_"


@dataclass
class Row:
    """One edition on the page that asks: its status, what it lacks and why it cannot be moved."""

    release: Release
    status_text: str = ""
    status: str = ""
    refusals: list[str] = field(default_factory=list)
    gaps: Sequence[ShownGap] = ()
    http_status: int = 200
    outcome: Outcome | None = None
    # What the page says its person sees.
    seen: str = ""

    @property
    def is_kept_back(self) -> bool:
        """Whether something is missing that keeps the edition back."""
        return any(gap.blocks for gap in self.gaps)

    @classmethod
    def of(cls, release: Release, at: datetime) -> "Row":
        return cls(release, status_with_time(release, at), status(release, at))


def http_status_of(error: WorkflowError) -> int:
    """403 for what the person may not do, 409 for what does not fit the status of the edition."""
    return 403 if isinstance(error, NotPermittedError) else 409


def offered_moves(release: Release, user: User, at: datetime) -> list[Move]:
    """The moves to show buttons for, in the order of the desk."""
    possible = set(possible_moves(release, user, at))
    return [Move(move) for move in DECISIONS if move in possible]


def told_of(
    done: str | Promise,
    release: Release,
    *,
    is_there: bool = True,
    more: str = "",
    deleted: DeletedDraft | None = None,
) -> str:
    """The sentence `done` about `release`, named in it with a link while it is there, and then the sentence `more`.

    Of one that was deleted, with a link to where that is undone.
    """
    before, _named, after = str(done).partition("%(reference)s")
    context = {"before": before, "after": after, "release": release, "is_there": is_there, "more": more}
    context["deleted"] = deleted
    return render_to_string("admin/releases/release/_told.html", context)


class MovingDesk(admin.ModelAdmin):
    """Buttons and bulk actions that lead to one page, which acts through the workflow alone."""

    def get_urls(self) -> list:
        view = self.admin_site.admin_view(self.move_view)
        return [
            path("<int:key>/move/<slug:move>/", view, name="releases_release_move"),
            *super().get_urls(),
        ]

    def move_view(self, request: DeskRequest, key: int, move: str) -> HttpResponse:
        """One edition and one move: what will happen, what is missing, and the button."""
        if move not in DECISIONS:
            raise Http404(_("There is no page at this address."))
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        return self._ask(request, Move(move), [key] if key < LARGEST_KEY else [])

    def response_action(
        self, request: DeskRequest, queryset: QuerySet[Release], **location: Any
    ) -> HttpResponse | None:
        """The action on the ticked rows; texts that cannot be keys are left out."""
        ticked = request.POST.getlist(ACTION_CHECKBOX_NAME)
        sent = request.POST.copy()
        keys = [key for key in ticked if key.isdecimal() and int(key) < LARGEST_KEY]
        sent.setlist(ACTION_CHECKBOX_NAME, keys)
        request.POST = sent  # type: ignore[assignment]  # as Django's own middleware for uploads does
        return super().response_action(request, queryset, **location)

    def get_actions(self, request: DeskRequest, action_location: Any = None) -> dict[str, Any]:
        """The moves that the person has the permission for, in place of the deletion that asks nobody.

        Django 6.1 says by `action_location` whether they are for the list or for the form of one release,
        which has buttons of its own; 5.2 asks for the list only.
        """
        location = {} if action_location is None else {"action_location": action_location}
        actions: dict[str, Any] = super().get_actions(request, **location)
        actions.pop("delete_selected", None)
        is_form = getattr(action_location, "name", "") == "CHANGE_FORM"
        if is_form or "_popup" in request.GET:
            return actions
        for move in map(Move, DECISIONS):
            if may_ever(move, request.user):
                actions[f"{ACTION}{move}"] = (partial(_move_chosen, move), f"{ACTION}{move}", move.label)
        return actions

    def move_many(self, request: DeskRequest, move: Move, chosen: QuerySet[Release]) -> HttpResponse | None:
        """The same page for all the editions that were ticked in the list."""
        keys = list(chosen.order_by("pk").values_list("pk", flat=True)[: MOST_AT_ONCE + 1])
        if len(keys) > MOST_AT_ONCE:
            many = _("Choose %(most)s releases at the most.") % {"most": MOST_AT_ONCE}
            self.message_user(request, many, messages.ERROR)
            return None
        return self._ask(request, move, keys, action=f"{ACTION}{move}")

    def _ask(self, request: DeskRequest, move: Move, keys: list[int], action: str = "") -> HttpResponse:
        found = Release.objects.select_related("series", "created_by", "modified_by", "previous")
        releases = list(found.filter(pk__in=keys).prefetch_related("events").order_by("pk"))
        is_answer = request.method == "POST" and "confirmed" in request.POST
        form = DECISIONS[move](request.POST if is_answer else None, releases=releases, at=request.at)
        rows = [Row.of(release, request.at) for release in releases]
        if is_answer and "_look" not in request.POST and form.is_valid():
            asked = ask_again(request) if form.needs_confirmation else None
            if asked is not None:
                return asked
            self._make(request, form, rows)
            if any(row.outcome for row in rows):
                return self._told(request, form, rows, is_bulk=bool(action))
            is_answer = False
        else:
            self._foresee(request, form, rows)
        _mark_rows(rows, request.POST if is_answer else {})
        if not releases:
            gone = Row(Release(), refusals=StaleError(None).messages, http_status=409)
            return self._page(request, form, [gone], action)
        return self._page(request, form, rows, action)

    def _make(self, request: DeskRequest, form: Decision, rows: list[Row]) -> None:
        for row in rows:
            # A form that does not say what was seen is refused as stale.
            seen = request.POST.get(f"seen-{row.release.pk}", "")
            try:
                row.outcome = form.make(row.release, by=request.user, at=request.at, seen=seen)
            except WorkflowError as error:
                # What the page shows next, and what the next answer says it saw, is how things stand now.
                release = Release.objects.filter(pk=row.release.pk).first() or row.release
                vars(row).update(vars(Row.of(release, request.at)))
                row.refusals, row.http_status = error.messages, http_status_of(error)
                self._find_gaps(form, row)

    def _find_gaps(self, form: Decision, row: Row) -> None:
        if form.needs_completeness and row.release.pk and row.release.state in ReleaseState.OPEN:
            row.gaps = shown_gaps(completeness(row.release), row.release)

    def _foresee(self, request: DeskRequest, form: Decision, rows: list[Row]) -> None:
        for row in rows:
            self._find_gaps(form, row)
            error = refusal(form.move, Lineage.of(row.release), request.user, request.at)
            if error is not None:
                row.refusals, row.http_status = error.messages, http_status_of(error)

    def _told(self, request: DeskRequest, form: Decision, rows: list[Row], *, is_bulk: bool) -> HttpResponse:
        """Back to where the person came from, with a sentence about each edition, the same one only once."""
        moved = [row for row in rows if row.outcome is not None]
        told = _told_of_one if len(moved) == 1 else _told_of_many
        for said in told(form, moved, request.at):
            self.message_user(request, said, messages.SUCCESS)
        for one in refused(row for row in rows if row.outcome is None):
            self.message_user(request, one.sentence, messages.ERROR)
        outcome = rows[0].outcome
        if is_bulk:
            return redirect(request.get_full_path())
        if not isinstance(outcome, Release):
            return redirect("admin:releases_release_changelist")
        page = "translate" if form.move == Move.TRANSLATE else "change"
        return redirect(f"admin:releases_release_{page}", outcome.pk)

    def _page(self, request: DeskRequest, form: Decision, rows: list[Row], action: str) -> HttpResponse:
        release = rows[0].release
        back = (
            reverse("admin:releases_release_change", args=[release.pk])
            if release.pk and not action
            else reverse("admin:releases_release_changelist")
        )
        can_go_on = form.is_bound or any(not row.refusals for row in rows)
        is_kept_back = form.is_kept_back and all(row.is_kept_back for row in rows)
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": form.move.label,
            "form": form,
            "rows": rows,
            # Of one edition its page says why; of many the reasons stand together on top.
            "refused": refused(rows) if action and len(rows) > 1 else [],
            "action": action,
            "action_checkbox_name": ACTION_CHECKBOX_NAME,
            "back": back,
            "media": self.media + form.media,
            "can_go_on": can_go_on,
            "is_kept_back": is_kept_back,
            "instead": form.instead if release.pk and not action and not rows[0].refusals else None,
            "moment_url": reverse("admin:releases_release_moment"),
            "conversation": conversation(release) if release.pk and len(rows) == 1 else None,
        }
        if form.shows_page and release.pk and not action:
            context |= self._shown(request, form, release)
        # One edition: its refusal is that of the page. Of many, the others may still go.
        http_status = max(row.http_status for row in rows) if all(row.refusals for row in rows) else 200
        return TemplateResponse(request, "admin/releases/release/move.html", context, status=http_status)

    def _shown(self, request: DeskRequest, form: Decision, release: Release) -> dict[str, Any]:
        """The page as readers get it from its time on, and what else there is to look at before one decides."""
        planned: datetime = form.initial.get("publish_at") or request.at
        return {
            "page": page_as_read(request, release, max(planned, request.at)),
            "changes": changes_of(release),
            "accompanying": accompanying(release),
            "reviewed": answers_to(release),
        }


def _told_of_one(form: Decision, rows: list[Row], at: datetime) -> Iterator[str]:
    """What was done with one edition, with its time where it is approved."""
    row = rows[0]
    is_there = isinstance(row.outcome, Release)
    about = row.outcome if isinstance(row.outcome, Release) else row.release
    is_approved = is_there and about.state == ReleaseState.APPROVED
    more = f"{status_with_time(about, at)}." if is_approved else ""
    kept = row.outcome if isinstance(row.outcome, DeletedDraft) else None
    yield told_of(form.done, about, is_there=is_there, more=more, deleted=kept)


def _told_of_many(form: Decision, rows: list[Row], at: datetime) -> Iterator[str]:
    """What was done with several, the same sentence once."""
    moved = []
    for row in rows:
        time = ""
        if isinstance(row.outcome, Release) and row.outcome.state == ReleaseState.APPROVED:
            time = status_with_time(row.outcome, at)
        moved.append((str(form.done), row.release, time))
    return done(moved)


def _mark_rows(rows: list[Row], answered: Mapping[str, str]) -> None:
    """Each row has the mark of its edition as it is; a form that comes back to be filled in, what was seen at first."""
    parts = read_parts(row.release.pk for row in rows)
    for row in rows:
        now = mark(row.release.version, parts.get(row.release.pk, {}))
        row.seen = answered.get(f"seen-{row.release.pk}", now)


def _move_chosen(
    move: Move, model_admin: MovingDesk, request: DeskRequest, chosen: QuerySet[Release]
) -> HttpResponse | None:
    return model_admin.move_many(request, move, chosen)
