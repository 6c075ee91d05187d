"""Sets of releases at the desk: their list, the page of one, and the pages that approve it or take it back as one."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from institutes.desk.missing import not_there
from institutes.desk.requests import DeskRequest
from releases.admin.moment_field import MomentField
from releases.admin.moves import LARGEST_KEY, http_status_of
from releases.admin.shown_gaps import shown_gaps
from releases.editorial import publishing_together
from releases.editorial.clock import announcement, clock_times, lead, zone_of_all, zones_of, zones_to_enter
from releases.editorial.completeness import Surroundings, gaps_among
from releases.editorial.errors import RefusedTogetherError, WorkflowError
from releases.editorial.set_overview import SetOverview, overview
from releases.enums import ReleaseState
from releases.models import PublicationSet, Release
from releases.models.publication_set import LONGEST_NAME
from releases.models.visibility import status

SHOWN = 100
ADDS, CHANGES, APPROVES = "add_publicationset", "change_publicationset", "approve_release"


class SetForm(forms.Form):
    """The name of a set, and when it goes out."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=LONGEST_NAME)
    publish_at = MomentField(
        label=pgettext_lazy("when", "Public"),
        error_messages={"required": gettext_lazy("Give the day and the time.")},
    )

    def __init__(self, *args: Any, releases: Iterable[Release] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(Any, self.fields["publish_at"]).offer(zones_to_enter(releases), chosen=zone_of_all(releases))


class AsOfForm(forms.Form):
    """A moment as of which somebody wants to see the site."""

    as_of = MomentField(label=gettext_lazy("As of"))


class JoinForm(SetForm):
    """Which set the releases are added to: one that there is, or a new one."""

    chosen = forms.ModelChoiceField(
        PublicationSet.objects.none(),
        label=gettext_lazy("Set"),
        required=False,
        empty_label=gettext_lazy("a new set:"),
    )
    field_order = ("chosen", "name", "publish_at")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        waiting = PublicationSet.objects.exclude(members__release__state__in=ReleaseState.ISSUED)
        fields: dict[str, Any] = self.fields
        fields["chosen"].queryset = waiting.order_by("-pk")[:SHOWN]
        if self.data.get("chosen"):
            # Only a new one needs a name and a time.
            fields["name"].required = fields["publish_at"].required = False
            fields["chosen"].queryset = waiting


class DecisionForm(forms.Form):
    """When the set goes out, and what is said to the others."""

    when = forms.ChoiceField(
        label=pgettext_lazy("when", "Public"),
        widget=forms.RadioSelect,
        initial="planned",
        choices=[("planned", gettext_lazy("at the time of the set")), ("now", gettext_lazy("at once"))],
    )
    comment = forms.CharField(
        label=gettext_lazy("Comment"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text=gettext_lazy("For your colleagues; may be left empty."),
    )


class TogetherDesk(admin.ModelAdmin):
    """Pages about sets of releases, for whoever may see them; what is done there the editorial rules allow."""

    def get_urls(self) -> list:
        view = self.admin_site.admin_view
        return [
            path("sets/", view(self.sets_view), name="releases_release_sets"),
            path("sets/join/", view(self.join_view), name="releases_release_set_join"),
            path("sets/<int:key>/", view(self.set_view), name="releases_release_set"),
            path("sets/<int:key>/approve/", view(self.approve_set_view), name="releases_release_set_approve"),
            path(
                "sets/<int:key>/unschedule/",
                view(self.unschedule_set_view),
                name="releases_release_set_unschedule",
            ),
            *super().get_urls(),
        ]

    def get_actions(self, request: DeskRequest, action_location: Any = None) -> dict[str, Any]:
        """As before, and for many at once: to publish them together."""
        location = {} if action_location is None else {"action_location": action_location}
        actions: dict[str, Any] = super().get_actions(request, **location)
        if "_popup" not in request.GET and request.user.has_perm(f"releases.{CHANGES}"):
            actions["publish_together"] = (_join_chosen, "publish_together", gettext_lazy("Publish together"))
        return actions

    def sets_view(self, request: DeskRequest) -> HttpResponse:
        """The sets, the last to go out first, and a form for a new one."""
        _check(request)
        form = SetForm(request.POST or None)
        http_status = 200
        if request.method == "POST":
            http_status = 400
            if form.is_valid():
                try:
                    made = publishing_together.make_set(**form.cleaned_data, by=request.user, at=request.at)
                    return redirect("admin:releases_release_set", made.pk)
                except WorkflowError as error:
                    form.add_error(None, error.messages)
                    http_status = http_status_of(error)
        context = {
            "sets": _listed(request.at),
            "form": form,
            "as_of": AsOfForm(),
            "may_add": _may(request, ADDS),
        }
        return self._together(request, "sets", _("Publish together"), http_status, **context)

    def set_view(self, request: DeskRequest, key: int) -> HttpResponse:
        """One set with its releases; sent `_plan`, `_agree` or `_remove`, that is done."""
        chosen = _chosen(request, key)
        if chosen is None:
            return not_there(request, self.opts, str(key))
        form = _plan_form(request, chosen)
        http_status, sentences = 200, []
        if request.method == "POST":
            try:
                said = self._change(request, chosen, form)
                if said:
                    self.message_user(request, said, messages.SUCCESS)
                    return redirect("admin:releases_release_set", chosen.pk)
                http_status = 400
            except WorkflowError as error:
                http_status, sentences = http_status_of(error), error.messages
        shown = overview(chosen, request.user, request.at)
        context = _of(shown, request.at) | {
            "form": form,
            "sentences": sentences,
            "may_change": shown.is_open and _may(request, CHANGES),
            "may_approve": _may(request, APPROVES),
        }
        return self._together(request, "set", chosen.name, http_status, **context)

    def _change(self, request: DeskRequest, chosen: PublicationSet, form: SetForm) -> str:
        """What is said of what was done; nothing where the form has to be filled in again."""
        who: dict[str, Any] = {"by": request.user, "at": request.at}
        if "_agree" in request.POST:
            agreed = publishing_together.agree(chosen, seen=_seen(request), **who)
            return _("You agreed to %(count)s releases of the set.") % {"count": len(agreed)}
        if "_remove" in request.POST:
            key = request.POST["_remove"]
            is_key = key.isdecimal() and int(key) < LARGEST_KEY
            release = Release(pk=int(key) if is_key else 0)
            publishing_together.remove(chosen, release, **who)
            return _("The release is decided about by itself again.")
        if form.is_valid():
            publishing_together.plan(chosen, **form.cleaned_data, **who)
            return _("The set is planned anew.")
        return ""

    def join_view(self, request: DeskRequest) -> HttpResponse:
        """Adds the releases named by `key` to a set, or to a new one; of several, those that are left ticked."""
        _check(request)
        keys = [int(key) for key in request.GET.getlist("key") if key.isdecimal() and int(key) < LARGEST_KEY]
        releases = list(Release.objects.filter(pk__in=keys[:SHOWN]).order_by("pk"))
        form = JoinForm(request.POST or None, releases=releases, initial=_suggested(releases, request.at))
        left_out = _left_out(request, releases)
        http_status = 200
        if request.method == "POST":
            http_status = 400
            if form.is_valid():
                try:
                    joining = [release for release in releases if release.pk not in left_out]
                    return self._join(request, form, joining)
                except WorkflowError as error:
                    form.add_error(None, error.messages)
                    http_status = http_status_of(error)
        surroundings = Surroundings.of(releases)
        shown = [
            {
                "release": release,
                "status": status(release, request.at),
                "gaps": shown_gaps(gaps_among(release, surroundings), release),
                "is_ticked": release.pk not in left_out,
            }
            for release in releases
        ]
        return self._together(request, "set_join", _("Publish together"), http_status, form=form, rows=shown)

    def _join(self, request: DeskRequest, form: JoinForm, releases: list[Release]) -> HttpResponse:
        who: dict[str, Any] = {"by": request.user, "at": request.at}
        chosen = form.cleaned_data.pop("chosen")
        with publishing_together.whole():
            if chosen is None:
                chosen = publishing_together.make_set(**form.cleaned_data, **who)
            publishing_together.add(chosen, releases, **who)
        self.message_user(request, _("They go out together or wait together."), messages.SUCCESS)
        return redirect("admin:releases_release_set", chosen.pk)

    def approve_set_view(self, request: DeskRequest, key: int) -> HttpResponse:
        """All releases of the set with what is approved, and the button."""

        def act(chosen: PublicationSet, form: DecisionForm) -> list[Release]:
            at_once = form.cleaned_data["when"] == "now"
            return publishing_together.approve_together(
                chosen, by=request.user, at=request.at, seen=_seen(request),
                publish_at=request.at if at_once else None, comment=form.cleaned_data["comment"],
            )  # fmt: skip

        form = DecisionForm(request.POST or None)
        return self._decide(request, key, form, act, _("Approve together"))

    def unschedule_set_view(self, request: DeskRequest, key: int) -> HttpResponse:
        """All releases of the set, and the button that takes them off the schedule."""

        def act(chosen: PublicationSet, form: DecisionForm) -> list[Release]:
            return publishing_together.unschedule_together(
                chosen,
                by=request.user,
                at=request.at,
                seen=_seen(request),
                comment=form.cleaned_data["comment"],
            )

        form = DecisionForm(request.POST or None)
        del form.fields["when"]
        return self._decide(request, key, form, act, _("Take all off the schedule"))

    def _decide(
        self,
        request: DeskRequest,
        key: int,
        form: DecisionForm,
        act: Callable[[PublicationSet, DecisionForm], list[Release]],
        title: str,
    ) -> HttpResponse:
        chosen = _chosen(request, key)
        if chosen is None:
            return not_there(request, self.opts, str(key))
        http_status, sentences, refused = 200, [], {}
        if request.method == "POST" and form.is_valid():
            try:
                moved = act(chosen, form)
            except WorkflowError as error:
                http_status = http_status_of(error)
                if isinstance(error, RefusedTogetherError):
                    refused = {release.pk: texts for release, texts in error.refusals}
                    sentences = [_("Nothing was changed: some of the releases keep the others back.")]
                else:
                    sentences = error.messages
            else:
                self.message_user(request, _said(moved, request.at), messages.SUCCESS)
                return redirect("admin:releases_release_set", chosen.pk)
        chosen.refresh_from_db()
        shown = overview(chosen, request.user, request.at)
        context = _of(shown, request.at, refused) | {"form": form, "sentences": sentences, "decides": title}
        return self._together(request, "set_decision", title, http_status, **context)

    def _together(
        self, request: DeskRequest, name: str, title: str, http_status: int = 200, **context: Any
    ) -> HttpResponse:
        every = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": title,
            "media": self.media,
        }
        page = f"admin/releases/release/{name}.html"
        return TemplateResponse(request, page, every | context, status=http_status)


def _join_chosen(_desk: Any, _request: DeskRequest, chosen: QuerySet[Release]) -> HttpResponse:
    keys = list(chosen.order_by("pk").values_list("pk", flat=True)[:SHOWN])
    return redirect(f"{reverse('admin:releases_release_set_join')}?{urlencode({'key': keys}, doseq=True)}")


def _may(request: DeskRequest, permission: str) -> bool:
    return request.user.has_perm(f"releases.{permission}")


def _check(request: DeskRequest) -> None:
    if not (_may(request, "view_publicationset") and _may(request, "view_release")):
        raise PermissionDenied


def _chosen(request: DeskRequest, key: int) -> PublicationSet | None:
    _check(request)
    rows = PublicationSet.objects.select_related("created_by")
    return rows.filter(pk=key if key < LARGEST_KEY else 0).first()


def _plan_form(request: DeskRequest, chosen: PublicationSet) -> SetForm:
    releases = [member.release for member in publishing_together.members_of(chosen)]
    sent = request.POST if request.method == "POST" and "_plan" in request.POST else None
    return SetForm(sent, releases=releases, initial={"name": chosen.name, "publish_at": chosen.publish_at})


def _seen(request: DeskRequest) -> dict[int, str]:
    """key → mark, as the page says that its person saw each edition."""
    sent = {name.removeprefix("seen-"): name for name in request.POST if name.startswith("seen-")}
    return {int(key): request.POST[name] for key, name in sent.items() if key.isdecimal() and len(key) < 19}


def _left_out(request: DeskRequest, releases: list[Release]) -> set[int]:
    """The keys of those that the page offered and its person took the tick from."""
    offered, ticked = request.POST.getlist("offered"), request.POST.getlist("joins")
    return {
        release.pk for release in releases if str(release.pk) in offered and str(release.pk) not in ticked
    }


def _suggested(releases: list[Release], at: datetime) -> dict[str, Any]:
    """A new set is called as its first release, and goes out when the last of them is planned for."""
    planned = [release.publish_at for release in releases if release.publish_at and release.publish_at > at]
    name = releases[0].reference[:LONGEST_NAME] if releases else ""
    return {"name": name, "publish_at": max(planned, default=None)}


def _listed(at: datetime) -> list[dict[str, Any]]:
    issued = Q(members__release__state__in=ReleaseState.ISSUED)
    rows: Any = PublicationSet.objects.annotate(count=Count("members"), out=Count("members", filter=issued))
    return [
        {
            "row": row,
            "time": announcement(row.publish_at, at=at, zones=zones_of([])) if row.out else _planned(row, at),
            "is_approved": bool(row.out),
            "is_public": bool(row.out) and row.publish_at <= at,
            "is_overdue": not row.out and row.publish_at <= at,
        }
        for row in rows.order_by("-publish_at", "-pk")[:SHOWN]
    ]


def _planned(row: PublicationSet, _at: datetime, releases: Iterable[Release] = ()) -> str:
    return _("planned for %(time)s") % {"time": clock_times(row.publish_at, zones_of(releases), dated=True)}


def _of(shown: SetOverview, at: datetime, refused: dict[int, list[str]] | None = None) -> dict[str, Any]:
    """What the templates of a set have of it."""
    releases = [one.release for one in shown.members]
    return {
        "shown": shown,
        "chosen": shown.row,
        "time": clock_times(shown.row.publish_at, zones_of(releases), dated=True),
        "lead": lead(shown.row.publish_at, at),
        "rows": [
            {
                "one": one,
                "release": one.release,
                "gaps": shown_gaps(one.gaps, one.release),
                "status": status(one.release, at),
                "refusals": (refused or {}).get(one.release.pk, []),
            }
            for one in shown.members
        ],
    }


def _said(moved: list[Release], at: datetime) -> str:
    first = moved[0]
    if first.state != ReleaseState.APPROVED:
        return _("All %(count)s releases are off the schedule.") % {"count": len(moved)}
    time = announcement(first.public_from, at=at, zones=zones_of(moved))
    return _("All %(count)s releases are approved, %(time)s.") % {"count": len(moved), "time": time}
