"""The editors' desk as a whole."""

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.i18n import JavaScriptCatalog

from institutes.accounts import audit
from institutes.accounts.origin import origin_of
from institutes.desk.day_field import read_day_view
from institutes.desk.kept_forms import browser_secret, unsaved_forms
from institutes.desk.requests import DeskRequest
from institutes.enums import AccountAction
from pressroom.dashboard import needs, published_last
from pressroom.help.topics import topic_of
from pressroom.library_words import EDITOR_WORDS, MONTH_WORDS
from pressroom.menu import menu
from pressroom.site_at import site_at_view


class Choices(AutocompleteJsonView):
    """What a field of a form offers while its reader types; what is only proposed says so."""

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        choice: dict[str, str] = super().serialize_result(obj, to_field_name)
        if getattr(obj, "is_proposed", False):
            choice["text"] = gettext("%(name)s (proposed)") % {"name": choice["text"]}
        return choice


class ScriptWords(JavaScriptCatalog):
    """What the scripts of the desk say, in the language of the page: those of Django, and the text editor's tools."""

    packages = ["django.contrib.admin"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        words = (*EDITOR_WORDS, *MONTH_WORDS)
        return context | {"catalog": context["catalog"] | {word: gettext(word) for word in words}}


class Desk(AdminSite):
    """The admin, opening with what needs its person, and with one menu on every page."""

    site_header = "pressroom"
    site_title = "pressroom"
    index_title = _("Editors’ desk")
    empty_value_display = "–"
    logout_template = "admin/account/logged_out.html"
    # The menu is on every page, and has what the sidebar had.
    enable_nav_sidebar = False

    def get_urls(self) -> list[URLPattern | URLResolver]:
        from pressroom.accounts.urls import desk_urls  # noqa: PLC0415 - needs the models
        from pressroom.help.urls import help_urls  # noqa: PLC0415 - the same

        day = path("read-day/", self.admin_view(read_day_view), name="read_day")
        ahead = path("site-at/", self.admin_view(site_at_view), name="site_at")
        return [day, ahead, *help_urls(self), *desk_urls(self), *super().get_urls()]

    def i18n_javascript(self, request: Any, extra_context: dict | None = None) -> HttpResponseBase:
        return ScriptWords.as_view()(request)

    def each_context(self, request: Any) -> dict[str, Any]:
        """What the template of every page of the desk may rely on, the menu, and the help that is about it."""
        context = super().each_context(request)
        if not self.has_permission(request):
            return context | {"menu": None, "help_topic": None}
        page = request.resolver_match.url_name if request.resolver_match else ""
        return context | {"menu": menu(request), "help_topic": topic_of(page or "")}

    def logout(self, request: DeskRequest, extra_context: dict | None = None) -> HttpResponse:
        """Nobody is signed in any more in this browser, and that is written down."""
        if request.method == "POST":
            what, origin = AccountAction.SIGNED_OUT, origin_of(request)
            audit.note(what, request.user, by=request.user, at=request.at, origin=origin)
        return super().logout(request, extra_context)

    def autocomplete_view(self, request: DeskRequest) -> HttpResponseBase:
        return Choices.as_view(admin_site=self)(request)

    def app_index(
        self, request: DeskRequest, app_label: str, extra_context: dict | None = None
    ) -> HttpResponse:
        """Django's page for each of its applications is none of the desk: whoever asks for it is at home."""
        return redirect("admin:index")

    def index(self, request: DeskRequest, extra_context: dict | None = None) -> HttpResponse:
        """The first page: what needs its person, or where nothing does, what was published last."""
        from releases.admin.import_form import SourceForm  # noqa: PLC0415 - registers models with this desk

        context = dict(extra_context or {})
        context["not_saved"] = unsaved_forms(request.user, self)
        context["browser_secret"] = browser_secret(request.user)
        context["needs"] = needs(request.user, request.at)
        context["import_form"] = SourceForm()
        needs_nothing = not context["needs"] and not context["not_saved"]
        if needs_nothing and request.user.has_perm("releases.view_release"):
            context["published"] = published_last(request.at)
        return super().index(request, context)
