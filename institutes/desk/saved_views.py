"""Views of a list that a person saved: chosen, renamed, deleted, one of them opened first."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _

from institutes.desk.fitting_lists import EVERYTHING, VIEW_VAR
from institutes.desk.requests import DeskRequest
from institutes.models import SavedView
from institutes.models.saved_view import LONGEST_QUERY, MOST_OF_ONE_LIST

# Sent with the form of the filters, whose empty fields are left out of the address.
NARROWED_VAR = "narrowed"
LONGEST_NAME = 60


class SavedViewsDesk(admin.ModelAdmin):
    """A list with views. Each person has their own; they hold what the list knows and nothing else.

    `ready_views` are there for everybody: names with their query strings.
    """

    ready_views: Sequence[tuple[Any, str]] = ()

    def get_urls(self) -> list:
        view = self.admin_site.admin_view(self.views_view)
        return [path("views/", view, name=f"{self._list_name()}_views"), *super().get_urls()]

    def _list_name(self) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}"

    def _list_address(self, query: str = "") -> str:
        return reverse(f"admin:{self._list_name()}_changelist") + (f"?{query}" if query else "")

    def views_of(self, request: DeskRequest) -> list[SavedView]:
        """The views that the person saved of this list."""
        if not hasattr(request, "saved_views"):
            request.saved_views = list(SavedView.objects.of(request.user, self._list_name()))
        return request.saved_views

    def changelist_view(self, request: DeskRequest, extra_context: dict | None = None) -> HttpResponse:
        """The list. Its bare address shows the view that opens first; that of a view shows what it holds now."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        if request.method == "GET" and (query := self._other_query(request)) is not None:
            return redirect(self._list_address(query))
        context: dict[str, Any] = {
            "ready_views": [{"name": name, "query": query} for name, query in self.ready_views],
            "saved_views": self.views_of(request),
            "shown_view": self._shown_view(request),
            "views_url": reverse(f"admin:{self._list_name()}_views"),
        }
        return super().changelist_view(request, context | (extra_context or {}))

    def _shown_view(self, request: DeskRequest) -> SavedView | None:
        wanted = request.GET.get(VIEW_VAR, "")
        return next((view for view in self.views_of(request) if str(view.pk) == wanted), None)

    def _other_query(self, request: DeskRequest) -> str | None:
        """The query string that the list is better asked with; None where it is fine."""
        if NARROWED_VAR in request.GET:
            sent = request.GET.items()
            return urlencode([pair for pair in sent if pair[1] and pair[0] != NARROWED_VAR]) or "view=all"
        if not request.GET:
            first = next((view for view in self.views_of(request) if view.is_standard), None)
            return None if first is None else self._opened(request, first)
        if set(request.GET) == {VIEW_VAR} and request.GET[VIEW_VAR] != EVERYTHING:
            view = self._shown_view(request)
            if view is not None:
                opened = self._opened(request, view)
                # A view of everything is shown at this very address.
                return opened if opened != request.GET.urlencode() else None
            messages.warning(request, _("This view is no longer there; here is the whole list."))
            return f"{VIEW_VAR}={EVERYTHING}"
        return None

    def _opened(self, request: DeskRequest, view: SavedView) -> str:
        """The query string of a view, in which what the list no longer knows is left out, and said."""
        known, unknown = self._sifted(request, view.query)
        if unknown:
            sentence = _("“%(view)s” asks for something that this list no longer has: %(names)s.")
            messages.warning(request, sentence % {"view": view.name, "names": ", ".join(unknown)})
        return urlencode([*known, (VIEW_VAR, view.pk)])

    def _sifted(self, request: DeskRequest, query: str) -> tuple[list[tuple[str, str]], list[str]]:
        """The pairs of a query string that the list knows, and the names of the others."""
        bare = QueryDict()
        asked, request.GET = request.GET, bare
        try:
            changelist: Any = self.get_changelist_instance(request)
        finally:
            request.GET = asked
        known: set[str] = changelist.known_parameters
        pairs = parse_qsl(query)
        unknown = sorted({name for name, _value in pairs} - known)
        return [pair for pair in pairs if pair[0] in known], unknown

    def views_view(self, request: DeskRequest) -> HttpResponse:
        """Saves, renames, deletes a view of the person, or makes it open first; then the list again."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return redirect(self._list_address())
        sent = request.POST
        if "save" in sent:
            return self._save_view(request, sent.get("name", "").strip(), sent.get("query", ""))
        views = SavedView.objects.of(request.user, self._list_name())
        wanted = sent.get(VIEW_VAR, "")
        view = views.filter(pk=wanted if wanted.isdecimal() and len(wanted) < 19 else 0).first()
        if view is None:
            messages.error(request, _("This view is no longer there."))
            return redirect(self._list_address(f"{VIEW_VAR}={EVERYTHING}"))
        return self._change_saved_view(request, view)

    def _save_view(self, request: DeskRequest, name: str, query: str) -> HttpResponse:
        known, _unknown = self._sifted(request, query[: 2 * LONGEST_QUERY])
        kept = urlencode(known)
        views = SavedView.objects.of(request.user, self._list_name())
        problem = _name_problem(name)
        if len(kept) > LONGEST_QUERY:
            problem = _("These filters are too long to be saved.")
        elif not problem and views.exclude(name=name).count() >= MOST_OF_ONE_LIST:
            problem = _("You have %(most)s views of this list; delete one first.") % {
                "most": MOST_OF_ONE_LIST
            }
        if problem:
            messages.error(request, problem)
            return redirect(self._list_address(kept or f"{VIEW_VAR}={EVERYTHING}"))
        view, _is_new = SavedView.objects.update_or_create(
            user=request.user, list_name=self._list_name(), name=name, defaults={"query": kept}
        )
        messages.success(request, _("The view “%(name)s” is saved.") % {"name": name})
        return redirect(self._list_address(f"{VIEW_VAR}={view.pk}"))

    def _change_saved_view(self, request: DeskRequest, view: SavedView) -> HttpResponse:
        back = f"{VIEW_VAR}={view.pk}"
        try:
            with transaction.atomic():
                if "delete" in request.POST:
                    view.delete()
                    back, said = f"{VIEW_VAR}={EVERYTHING}", _("The view “%(name)s” is deleted.")
                elif "rename" in request.POST:
                    said = _rename(view, request.POST.get("name", "").strip())
                else:
                    said = _make_standard(view, is_standard="standard" in request.POST)
        except IntegrityError:
            messages.error(request, _("You have a view of this name already."))
        except ValueError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, said % {"name": view.name})
        return redirect(self._list_address(back))


def _name_problem(name: str) -> str:
    if not name:
        return _("Give the view a name.")
    if len(name) > LONGEST_NAME:
        return _("A name has %(most)s letters at most.") % {"most": LONGEST_NAME}
    return ""


def _rename(view: SavedView, name: str) -> str:
    if problem := _name_problem(name):
        raise ValueError(problem)
    view.name = name
    view.save(update_fields=["name"])
    return _("The view is called “%(name)s” now.")


def _make_standard(view: SavedView, *, is_standard: bool) -> str:
    SavedView.objects.of(view.user, view.list_name).filter(is_standard=True).update(is_standard=False)
    view.is_standard = is_standard
    view.save(update_fields=["is_standard"])
    return _("The list opens with “%(name)s”.") if is_standard else _("The list opens with everything.")
