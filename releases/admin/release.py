"""Releases at the editors' desk."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Q, QuerySet
from django.forms import Field, ModelForm
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from js_asset.media import Media

from institutes.desk import HistoryDeskAdmin
from releases import prose
from releases.admin.imports import import_urls
from releases.admin.parts import JointSymbolInline, MentionInline, ReleaseLinkInline, ReleasePhotoInline
from releases.as_issued import text_as_issued
from releases.enums import ReleaseState, Standing
from releases.forms import ReleaseForm
from releases.models import Event, Release
from releases.standing import on_the_clock, standing, standing_in_words, standing_q
from releases.symbol_report import report_symbol
from releases.views.preview import preview
from releases.wire.symbols import compact

WRITTEN = (
    "symbol", "language", "kind", "issued_on", "title", "subtitle", "meeting", "note_of_origin",
    "dateline_city", "dateline_on", "source", "body", "contacts", "events", "correction_note",
    "correction_is_minor",
)  # fmt: skip
LISTED = (
    "reference", "symbol", "title", "language", "edition", "kind", "issued_on", "state", "publish_at",
    "superseded_at", "withdrawn_at",
)  # fmt: skip


class StandingFilter(admin.SimpleListFilter):
    """By what editors tell apart, which is more than the state on the row."""

    title = _("standing")
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list:
        return Standing.choices

    def queryset(self, request: HttpRequest, queryset: QuerySet[Release]) -> QuerySet[Release]:
        if self.value() not in Standing.values:
            return queryset
        return queryset.filter(standing_q(self.value(), request.at))


@admin.register(Release)
class ReleaseAdmin(HistoryDeskAdmin):
    """Releases. What was approved is sealed; only those who may approve move an edition into and out of that."""

    form = ReleaseForm
    list_display = ["reference", "title", "stands", "issued_on", "language", "kind", "edition"]
    list_display_links = ["reference", "title"]
    list_filter = [StandingFilter, "language", "kind", ("series", admin.RelatedOnlyFieldListFilter)]
    date_hierarchy = "issued_on"
    search_fields = ["symbol_key", "title"]
    search_help_text = _("A symbol in any spelling, or words of the title.")
    autocomplete_fields = ["events"]
    inlines = [MentionInline, JointSymbolInline, ReleaseLinkInline, ReleasePhotoInline]
    save_as = True
    change_form_template = "admin/releases/release/change_form.html"

    # What is listed and found

    def get_queryset(self, request: HttpRequest) -> QuerySet[Release]:
        found = super().get_queryset(request)
        match = request.resolver_match
        if match is not None and match.url_name == "releases_release_changelist":
            return found.only(*LISTED)
        return found.select_related("series", "created_by", "modified_by")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Release], search_term: str
    ) -> tuple[QuerySet[Release], bool]:
        """Those whose symbol begins so, in any spelling, and those with every word in the title."""
        words = Q()
        for word in search_term.split():
            words &= Q(title__icontains=word)
        key = compact(search_term)
        if key:
            words |= Q(symbol_key__startswith=key)
            words |= Q(pk__in=Release.objects.filter(joint_symbols__symbol_key__startswith=key).values("pk"))
        return queryset.filter(words), False

    @admin.display(description=_("standing"), ordering="state")
    def stands(self, release: Release) -> str:
        at = timezone.now()
        return format_html(
            '<span class="standing standing-{}">{}</span>',
            standing(release, at),
            standing_in_words(release, at),
        )

    # Who may do what

    def _may_approve(self, request: HttpRequest) -> bool:
        return request.user.has_perm("releases.approve_release")

    def has_change_permission(self, request: HttpRequest, obj: Release | None = None) -> bool:
        may = super().has_change_permission(request, obj)
        return may and (obj is None or obj.state in ReleaseState.OPEN or self._may_approve(request))

    def has_delete_permission(self, request: HttpRequest, obj: Release | None = None) -> bool:
        """What was public once is never deleted: its address is permanent."""
        may = super().has_delete_permission(request, obj)
        if obj is None or obj.state in ReleaseState.OPEN:
            return may
        return may and self._may_approve(request) and obj.publish_at > request.at

    def get_readonly_fields(self, request: HttpRequest, obj: Release | None = None) -> Sequence[str]:
        fields = [*super().get_readonly_fields(request, obj), "reference", "edition", "stands_until"]
        fields += ["text_shown", "original", "guessed", "found_wrong", "written", "changed"]
        if not self._may_approve(request):
            fields += ["state", "publish_at"]
        if obj is not None and obj.state in ReleaseState.ISSUED:
            fields += WRITTEN
        return fields

    # The form

    def get_fieldsets(self, request: HttpRequest, obj: Release | None = None) -> list:
        is_sealed = obj is not None and obj.state in ReleaseState.ISSUED
        groups = [
            (
                _("What it is"),
                {
                    "fields": ["symbol", ("language", "kind"), "issued_on"]
                    + ([("reference", "edition")] if obj else []),
                },
            ),
            (_("Headline"), {"fields": ["title", "subtitle", "meeting", "note_of_origin"]}),
            (
                _("Dateline"),
                {
                    "fields": [("dateline_city", "dateline_on"), "source"],
                    "description": _(
                        "What stands before the text: BANGKOK, 21 April (UN Information Service)."
                    ),
                },
            ),
            (_("Text"), {"fields": ["text_shown" if is_sealed else "body", "contacts"]}),
            (_("What it is about"), {"fields": ["events"]}),
        ]
        if obj is not None and obj.edition > 1:
            groups.append((_("Correction"), {"fields": ["correction_note", "correction_is_minor"]}))
        groups.append(self._publication(obj))
        return groups + (self._origins(obj) if obj is not None else [])

    def _publication(self, obj: Release | None) -> tuple:
        zone = settings.TIME_ZONE.rpartition("/")[2].replace("_", " ")
        fields = (["stands_until"] if obj is not None else []) + ["state", "publish_at"]
        explanation = _(
            "Approved, and its time come: only then is a release public. Times are those of %(zone)s. "
            "What is approved can no longer be edited; a draft can."
        )
        return (_("Publication"), {"fields": fields, "description": explanation % {"zone": zone}})

    def _origins(self, obj: Release) -> list:
        found = [name for name, value in (("guessed", obj.guesses), ("found_wrong", obj.problems)) if value]
        origins = [(_("Who wrote it"), {"fields": ["written", "changed"]})]
        if obj.as_issued:
            text = {"fields": [*found, "original"], "classes": ["collapse"]}
            origins.insert(0, (_("As it came"), text))
        return origins

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest, **kwargs: Any
    ) -> Field | None:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name in {"title", "subtitle", "source", "meeting", "note_of_origin"}:
            field.widget.attrs["class"] = "vLargeTextField"
            field.widget.attrs["dir"] = "auto"
        if db_field.name in {"contacts", "correction_note"}:
            field.widget.attrs |= {"rows": 3, "dir": "auto"}
        return field

    def formfield_for_manytomany(self, db_field: models.Field, request: HttpRequest, **kwargs: Any) -> Field:
        if db_field.name == "events":
            kwargs["queryset"] = Event.objects.with_names()
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    @admin.display(description=_("standing"))
    def stands_until(self, release: Release) -> str:
        at = timezone.now()
        words = standing_in_words(release, at)
        if standing(release, at) is Standing.SCHEDULED:
            return f"{words} ({on_the_clock(release.publish_at)})"
        return words

    @admin.display(description=_("text"))
    def text_shown(self, release: Release) -> str:
        return format_html(
            '<div class="readonly-prose" lang="{}" dir="auto">{}</div>',
            release.language,
            mark_safe(prose.sanitise(release.body)),  # noqa: S308 - sanitised in the same breath
        )

    @admin.display(description=_("text as issued"))
    def original(self, release: Release) -> str:
        issued = text_as_issued(release)
        encoding = issued.content_type.rpartition("charset=")[2]
        text = issued.content.decode(encoding, errors="replace")
        return format_html('<pre class="as-issued" dir="auto">{}</pre>', text)

    @admin.display(description=_("guessed by the importer"))
    def guessed(self, release: Release) -> str:
        rows = ((name, reason) for name, reason in release.guesses.items())
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}: {}</li>", rows))

    @admin.display(description=_("found wrong in it"))
    def found_wrong(self, release: Release) -> str:
        return format_html(
            "<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((p,) for p in release.problems))
        )

    def _signed(self, person: Any, moment: Any) -> str:
        return f"{person or _('nobody known')}, {on_the_clock(moment)}"

    @admin.display(description=_("written"))
    def written(self, release: Release) -> str:
        return self._signed(release.created_by, release.created_at)

    @admin.display(description=_("last changed"))
    def changed(self, release: Release) -> str:
        return self._signed(release.modified_by, release.modified_at)

    # What is done with it

    def save_form(self, request: HttpRequest, form: ModelForm, *args: Any, **kwargs: Any) -> Release:
        release = super().save_form(request, form, *args, **kwargs)
        if release.pk is None:
            release.created_by = request.user
        release.modified_by = request.user
        return release

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict | None = None,
    ) -> HttpResponse:
        """The form. A copy of a release is a draft without symbol and without a time."""
        if "_saveasnew" in request.POST:
            request.POST = request.POST.copy()
            request.POST.update({"symbol": "", "state": ReleaseState.DRAFT})
            for name in ("publish_at_0", "publish_at_1"):
                request.POST[name] = ""
        return super().changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(
        self, request: HttpRequest, context: dict, *args: Any, obj: Release | None = None, **kwargs: Any
    ) -> TemplateResponse:
        # The editor's import map is the one inline script of the site. The text of the nonce, because the
        # lazy nonce is false until it is read.
        context["media"] = Media.from_media(context["media"], nonce=str(request.csp_nonce))
        if obj is not None:
            context["preview_url"] = reverse("admin:releases_release_preview", args=[obj.pk])
        response = super().render_change_form(request, context, *args, obj=obj, **kwargs)
        if obj is not None and obj.state in ReleaseState.ISSUED:
            response.context_data["save_as"] = False
        return response

    def get_view_on_site_url(self, obj: Release | None = None) -> str | None:
        """The public address, while there is one."""
        return obj.get_absolute_url() if obj is not None and obj.is_public(timezone.now()) else None

    def get_urls(self) -> list:
        return [
            *import_urls(self.admin_site),
            path("symbol/", self.admin_site.admin_view(self.symbol_view), name="releases_release_symbol"),
            # Not behind the login page: an address that asks for a password says that something is there.
            path("<int:key>/preview/", preview, name="releases_release_preview"),
            *super().get_urls(),
        ]

    def symbol_view(self, request: HttpRequest) -> JsonResponse:
        """What the form says of the symbol in `symbol`, while it is typed."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        besides = request.GET.get("besides", "")
        report = report_symbol(
            request.GET.get("symbol", ""),
            language=request.GET.get("language", ""),
            besides=int(besides) if besides.isdecimal() and len(besides) < 19 else None,
        )
        return JsonResponse(report)
