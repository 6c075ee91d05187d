"""Releases at the editors' desk."""

from collections.abc import Sequence
from typing import Any, cast

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.db import models
from django.http import HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from js_asset.media import Media

from institutes.catalogue.words import label
from institutes.desk.admin import HistoryDeskAdmin
from institutes.desk.city_field import CityInput
from institutes.desk.folding import COLLAPSE, folded
from institutes.desk.form_merge import FormMerge
from institutes.desk.requests import DeskRequest
from releases.admin.attachments import AttachingDesk, ReleaseAttachmentInline
from releases.admin.calendar import CalendarDesk
from releases.admin.changelist import FindingDesk
from releases.admin.choosers import ProposingChoices
from releases.admin.comments import CommentingDesk
from releases.admin.contacts import ReleaseContactInline
from releases.admin.forms import ReleaseForm
from releases.admin.going_on import GoingOnDesk
from releases.admin.imports import import_urls
from releases.admin.inlines import JointSymbolInline, MentionInline, ReleaseLinkInline
from releases.admin.list_cells import ListedDesk
from releases.admin.list_export import ReleaseExportingDesk
from releases.admin.live_preview import LivePreviewDesk
from releases.admin.moves import MovingDesk, offered_moves
from releases.admin.numbering import NumberingDesk, SymbolInput
from releases.admin.overview import OverviewDesk
from releases.admin.photo import ReleasePhotoInline
from releases.admin.presence import PresenceDesk
from releases.admin.preview_links import SharingDesk
from releases.admin.publishing_together import TogetherDesk
from releases.admin.shown_gaps import shown_gaps
from releases.admin.suggestions import SuggestingDesk
from releases.admin.translating import TranslatingDesk
from releases.admin.translations import TranslationsDesk
from releases.admin.writing import EDITOR_MODULES, WritingDesk
from releases.admin.xliff import XliffDesk
from releases.editorial.clock import on_the_clock, status_with_time
from releases.editorial.comments import conversation
from releases.editorial.completeness import completeness
from releases.editorial.difference import difference
from releases.editorial.editions import Lineage, corrected_elsewhere, lock_editions
from releases.editorial.errors import TEXTS, NotPermittedError, StaleError
from releases.editorial.issued_text import original_of
from releases.editorial.review_answers import answers_to
from releases.editorial.rules import RULES, refusal
from releases.editorial.workflow import save_checked, save_edition
from releases.enums import Move, ReleaseState
from releases.models import Event, Release, prose
from releases.models.parts import note_parts
from releases.models.reading_words import field_label, in_words
from releases.models.table_frames import framed
from releases.models.visibility import status


@admin.register(Release)
class ReleaseAdmin(
    AttachingDesk,
    GoingOnDesk,
    TranslatingDesk,
    TranslationsDesk,
    XliffDesk,
    SuggestingDesk,
    ListedDesk,
    ReleaseExportingDesk,
    FindingDesk,
    TogetherDesk,
    MovingDesk,
    OverviewDesk,
    SharingDesk,
    PresenceDesk,
    CommentingDesk,
    CalendarDesk,
    LivePreviewDesk,
    WritingDesk,
    NumberingDesk,
    ProposingChoices,
    HistoryDeskAdmin,
):
    """Releases. The form writes the text of an edition that is open; everything else is a move of the workflow."""

    adding = _("New release")
    form = ReleaseForm
    autocomplete_fields = ["events"]
    inlines = [
        MentionInline,
        JointSymbolInline,
        ReleaseLinkInline,
        ReleasePhotoInline,
        ReleaseAttachmentInline,
        ReleaseContactInline,
    ]
    save_as = True
    # A text that two people wrote is read before it is saved.
    shows_merged = True
    compare = staticmethod(difference)
    change_form_template = "admin/releases/release/change_form.html"

    class Media:
        js = [
            "pressroom/presence.js",
            "pressroom/moment.js",
            "pressroom/symbol.js",
            "pressroom/toolbar.js",
        ]

    # Who may do what

    def has_change_permission(self, request: DeskRequest, obj: Release | None = None) -> bool:
        """Whether the form can be filled in: that of an edition that is still being written."""
        return super().has_change_permission(request, obj) and (obj is None or obj.state in ReleaseState.OPEN)

    def has_delete_permission(self, request: DeskRequest, obj: Release | None = None) -> bool:
        """Nobody deletes here what Django would delete for good: drafts are deleted by a move."""
        return False

    def get_readonly_fields(self, request: DeskRequest, obj: Release | None = None) -> Sequence[str]:
        fields = [*super().get_readonly_fields(request, obj), "reference", "edition", "status_now"]
        return [*fields, "text_shown", "original", "guessed", "found_wrong", "written", "changed"]

    # The form

    def get_fieldsets(self, request: DeskRequest, obj: Release | None = None) -> list:
        """What an ordinary release needs comes first and is short; the rest is folded until it holds something."""
        translated = self.translated_fieldsets(request)
        if translated is not None:
            return translated
        is_sealed = obj is not None and obj.state in ReleaseState.ISSUED
        groups: list[tuple] = [
            (None, {"fields": ["symbol", ("language", "kind", "issued_on")]}),
            (
                _("Text"),
                {
                    "fields": [
                        *("title", "subtitle"),
                        ("dateline_city", "dateline_on", "source"),
                        "text_shown" if is_sealed else "body",
                    ]
                },
            ),
            (_("About and when"), {"fields": ["events", *self._publication(obj), "contacts"]}),
            (_("Meeting and origin"), folded([("meeting", "note_of_origin")], obj)),
        ]
        if obj is None:
            return groups
        if obj.edition > 1:
            groups[1:1] = [(_("Correction"), {"fields": ["correction_note", "correction_is_minor"]})]
        return groups + self._origins(obj)

    def _publication(self, obj: Release | None) -> list[str]:
        is_sealed = obj is not None and obj.state in ReleaseState.ISSUED
        return (["status_now"] if is_sealed else []) + ([] if is_sealed else ["publish_at"])

    def _origins(self, obj: Release) -> list:
        doubts = [name for name, value in (("guessed", obj.guesses), ("found_wrong", obj.problems)) if value]
        fields = [("reference", "edition"), ("written", "changed")]
        origins: list[tuple] = [(_("Who wrote it"), {"fields": fields, "classes": [COLLAPSE]})]
        if obj.as_issued:
            text = {"fields": [*doubts, "original"], "classes": [COLLAPSE]}
            origins.insert(0, (_("As it came"), text))
        return origins

    def formfield_for_dbfield(self, db_field: models.Field, request: DeskRequest, **kwargs: Any) -> Any:
        if db_field.name == "symbol":
            kwargs["widget"] = SymbolInput
        if db_field.name == "dateline_city":
            kwargs["widget"] = CityInput
        field: Any = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name in {"title", "subtitle", "source", "meeting", "note_of_origin"}:
            field.widget.attrs["class"] = "vLargeTextField"
            field.widget.attrs["dir"] = "auto"
        if db_field.name in {"contacts", "correction_note"}:
            field.widget.attrs |= {"rows": 2, "dir": "auto"}
        return field

    def formfield_for_manytomany(self, db_field: Any, request: DeskRequest, **kwargs: Any) -> Any:
        if db_field.name == "events":
            kwargs["queryset"] = Event.objects.with_names()
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    @admin.display(description=_("status"))
    def status_now(self, release: Release) -> str:
        return status_with_time(release, timezone.now())

    @admin.display(description=_("text"))
    def text_shown(self, release: Release) -> str:
        return format_html(
            '<div class="readonly-prose" lang="{}" dir="auto">{}</div>',
            release.language,
            mark_safe(framed(prose.sanitise(release.body))),  # noqa: S308 - sanitised in the same breath
        )

    @admin.display(description=_("text as issued"))
    def original(self, release: Release) -> str:
        content, encoding = original_of(release)
        text = content.decode(encoding, errors="replace")
        return format_html('<pre class="as-issued" dir="auto">{}</pre>', text)

    @admin.display(description=_("guessed by the importer"))
    def guessed(self, release: Release) -> str:
        rows = ((field_label(name), in_words(reason)) for name, reason in release.guesses.items())
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}: {}</li>", rows))

    @admin.display(description=_("found wrong in it"))
    def found_wrong(self, release: Release) -> str:
        said = (
            (_("Line %(line)s: %(message)s") % (problem | {"message": in_words(problem["message"])}),)
            for problem in release.problems
        )
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", said))

    def _signed(self, person: Any, moment: Any) -> str:
        return f"{person or _('nobody known')}, {on_the_clock(moment)}"

    @admin.display(description=_("written"))
    def written(self, release: Release) -> str:
        return self._signed(release.created_by, release.created_at)

    @admin.display(description=_("last changed"))
    def changed(self, release: Release) -> str:
        return self._signed(release.modified_by, release.modified_at)

    # What is done with it

    def get_form(self, request: DeskRequest, obj: Release | None = None, **kwargs: Any) -> type[ReleaseForm]:
        form: Any = super().get_form(request, obj, **kwargs)
        form.by, form.at = request.user, request.at
        return form

    def get_changeform_initial_data(self, request: DeskRequest) -> dict[str, Any]:
        """A new release is dated today, as the clocks of the site have it."""
        today = timezone.localdate(request.at)
        return {"issued_on": today} | super().get_changeform_initial_data(request)

    def save_model(self, request: DeskRequest, obj: Release, form: ReleaseForm, *_args: Any) -> None:
        # An edition that is there is saved after its parts, as one change with them.
        if form.checked is None:
            save_edition(obj, by=request.user, at=request.at)

    def save_related(self, request: DeskRequest, form: ReleaseForm, *args: Any) -> None:
        super().save_related(request, form, *args)
        if form.checked is None:
            note_parts(form.instance)
        else:
            saved = save_checked(form.instance, form.checked)
            self.follow_if_told(request, saved)

    def changeform_view(
        self,
        request: DeskRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict | None = None,
    ) -> HttpResponse:
        """The form. A copy of a release has no symbol and no time.

        Where the edition was approved or deleted while somebody wrote on it, what they typed is shown to them.
        """
        if "_saveasnew" in request.POST:
            sent = request.POST.copy()
            for name in ("symbol", "publish_at_0", "publish_at_1"):
                sent[name] = ""
            request.POST = sent  # type: ignore[assignment]  # mutable, as the merge has it
        elif request.method == "POST" and object_id is not None and self.has_change_permission(request):
            release = self.get_object(request, unquote(object_id))
            if release is None or release.state not in ReleaseState.OPEN:
                return self._overtaken(request, release)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def lock(self, row: Release) -> None:
        """All editions are locked, in the order in which moves of the workflow lock them."""
        lock_editions(row)

    def merge(self, request: DeskRequest, object_id: str | None) -> FormMerge | None:
        """As for every form; what was merged, or says nothing new, was seen as it is now."""
        merge = super().merge(request, object_id)
        if merge is not None and (merge.told or merge.is_same):
            version = request.POST.get("version", "")
            row, sent = cast(Release, merge.row), cast(Any, request.POST)
            if version.isdecimal() and len(version) < 10 and int(version) < row.version:
                sent["version"] = str(row.version)
        return merge

    def differing(self, request: DeskRequest, obj: Release | None, data: QueryDict) -> list[str]:
        """As for every form, and what is chosen for the suggestions beside it."""
        labels = super().differing(request, obj, data)
        has_chosen = obj is not None and self.has_chosen(obj, data)
        return [*labels, str(_("The text names"))] if has_chosen else labels

    def _overtaken(self, request: DeskRequest, release: Release | None) -> HttpResponse:
        """The texts that can no longer be saved, to be copied from, each against what is there now."""
        typed = Release(**{name: request.POST.get(name, "") for name in TEXTS})
        typed.body = prose.sanitise(typed.body)
        error = StaleError(release, typed=typed)
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": _("Not saved"),
            "release": release,
            "sentences": error.messages if release is None else [RULES[Move.SAVE].otherwise],
            "texts": [(label(Release, name), request.POST[name]) for name in TEXTS if request.POST.get(name)],
            "differences": error.differences(),
        }
        return TemplateResponse(request, "admin/releases/release/overtaken.html", context, status=409)

    def render_change_form(
        self,
        request: DeskRequest,
        context: dict,
        add: bool = False,  # noqa: FBT001, FBT002 - the signature of Django
        change: bool = False,  # noqa: FBT001, FBT002
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        # The editor's import map is the one inline script of the site. The text of the nonce, because the
        # lazy nonce is false until it is read.
        context["media"] = Media.from_media(context["media"], nonce=str(request.csp_nonce)) + EDITOR_MODULES
        context["may_submit"] = request.user.has_perm("releases.submit_release")
        context["typed_names"] = self.typed_names(request)
        context |= self.bar(None, [])
        if obj is not None:
            # The edition as it is, not as it was just typed.
            row = Release.objects.filter(pk=obj.pk).first()
            context |= self._around(request, row) if row is not None else {}
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _around(self, request: DeskRequest, release: Release) -> dict[str, Any]:
        """What stands around the form of an edition: what can be done with it, who else is there, what lacks."""
        is_open = release.state in ReleaseState.OPEN
        return self.bar(release, offered_moves(release, request.user, request.at)) | {
            "four_eyes": self._four_eyes(request, release),
            "status_text": status_with_time(release, request.at),
            "status": status(release, request.at),
            "gaps": shown_gaps(completeness(release)) if is_open else [],
            "reviewed": answers_to(release),
            "suggestions": self.suggested(request, release) if is_open else [],
            "unknown": self.unknown(release) if is_open else [],
            "lags_behind": corrected_elsewhere(release, request.at) if is_open else [],
            "others": self.others_present(request, release),
            "conversation": conversation(release),
            "save_as": is_open,
            **self.beside_of(request, release),
            **self.languages_shown(request, release),
        }

    def _four_eyes(self, request: DeskRequest, release: Release) -> list[str]:
        """Why an editor who may approve cannot approve this one, or what would keep them from it."""
        if release.state != ReleaseState.SUBMITTED or not request.user.has_perm("releases.approve_release"):
            return []
        error = refusal(Move.APPROVE, Lineage.of(release), request.user, request.at)
        if error is None:
            return [
                str(_("You can approve this edition. Save a change to it, and somebody else has to decide."))
            ]
        return error.messages if isinstance(error, NotPermittedError) else []

    def get_view_on_site_url(self, obj: Release | None = None) -> str | None:
        """The public address, while there is one."""
        return obj.get_absolute_url() if obj is not None and obj.is_public(timezone.now()) else None

    def get_urls(self) -> list:
        return [*import_urls(self.admin_site), *super().get_urls()]
