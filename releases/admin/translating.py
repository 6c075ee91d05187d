"""A translation beside its original at the editors' desk: the form of the edition, paragraph by paragraph."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from js_asset import ImportMap, Script
from js_asset.media import Media

from institutes.desk.admin import HistoryDeskAdmin
from institutes.desk.forms import CheckedForm
from institutes.desk.missing import not_there
from institutes.desk.requests import DeskRequest
from institutes.models import KeptForm
from releases.admin.forms import ReleaseForm
from releases.admin.inlines import EditionInline
from releases.editorial.clock import status_with_time
from releases.editorial.editions import Lineage
from releases.editorial.errors import WorkflowError
from releases.editorial.rules import refusal
from releases.editorial.translation.alignment import Beside
from releases.editorial.translation.following import follow
from releases.editorial.translation.original import LINES, Line, Original, original_of
from releases.editorial.translation.paragraphs import Added, Text, clean, put_together, read, typed
from releases.editorial.translation.part_words import ATTACHMENT, PHOTO, split, unit_key
from releases.enums import Move, ReleaseState
from releases.models import Release, ReleaseAttachment, ReleasePhoto, prose
from releases.models.parts import mark, read_parts

# The body as the page showed it, into which the paragraphs are put.
SHOWN = "body_shown"
PARAGRAPH, ADDED = "paragraph-", "added-"
ADDING = re.compile(r"added-(?P<after>-1|[0-9]{1,5})-(?P<kind>p|h2|h3|ul|ol)-(?P<row>[0-9]{1,5})")
# More have no room among the fields that one form may send.
MOST_PARAGRAPHS = 1_000
UP_TO_DATE = "up_to_date"
LARGEST_KEY = 2**63
EDITORS = Media(
    js=[Script("pressroom/translate.js", type="module")],
    css={"all": ["pressroom/translate.css"]},
    importmap=ImportMap({"pressroom/editor": "pressroom/editor.js"}),
)


class TranslationForm(ReleaseForm):
    """What of an edition is translated; its body comes in paragraphs."""

    publish_at = None  # type: ignore[assignment]  # Django's way to leave a field out


class PhotoWordsInline(EditionInline):
    """The words under the photos that the edition has; which these are is chosen on the form of the edition."""

    model = ReleasePhoto
    form = CheckedForm
    fields = list(ReleasePhoto.WORDS)
    can_delete = False
    max_num = 0
    verbose_name = gettext_lazy("photo")
    verbose_name_plural = gettext_lazy("photos")


class AttachmentTitlesInline(EditionInline):
    """The titles of the files that the edition has; the language of a file is not that of its title."""

    model = ReleaseAttachment
    form = CheckedForm
    fields = ["title"]
    can_delete = False
    max_num = 0
    verbose_name = gettext_lazy("attachment")
    verbose_name_plural = gettext_lazy("attachments")


class TranslatingDesk(HistoryDeskAdmin):
    """The page `translate/` of an edition is its form with other fields: saved, merged and kept in the same way."""

    def get_urls(self) -> list:
        view = self.admin_site.admin_view
        return [
            path("<int:key>/translate/", view(self.translate_view), name="releases_release_translate"),
            path("<int:key>/follow/", view(require_POST(self.follow_view)), name="releases_release_follow"),
            *super().get_urls(),
        ]

    def translate_view(self, request: DeskRequest, key: int) -> HttpResponse:
        """The texts of an edition that is being written, each beside that of another language."""
        release = self.get_object(request, str(key)) if key < LARGEST_KEY else None
        if release is None:
            return not_there(request, self.opts, str(key))
        if not self.has_view_or_change_permission(request, release):
            raise PermissionDenied
        form = redirect("admin:releases_release_change", key)
        if request.method != "POST" and not self.has_change_permission(request, release):
            return form
        original = original_of(release, request.GET.get("original", ""))
        if original is None:
            self.message_user(request, _("There is no version in another language yet."), messages.WARNING)
            return form
        request.beside = original
        if request.method == "POST":
            request.POST = with_body(request.POST)  # type: ignore[assignment]  # mutable, as the merge has it
        return self.changeform_view(request, str(key))

    def follow_view(self, request: DeskRequest, key: int) -> HttpResponse:
        """The edition follows the original that its page showed; also one that is public."""
        release = self.get_object(request, str(key)) if key < LARGEST_KEY else None
        if release is None:
            return not_there(request, self.opts, str(key))
        try:
            self._follow(request, release, seen=request.POST.get("seen", ""))
        except WorkflowError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
        else:
            self.message_user(request, _("It is marked as up to date with the original."), messages.SUCCESS)
        return redirect("admin:releases_release_change", key)

    def _follow(self, request: DeskRequest, release: Release, *, seen: int | str) -> None:
        original = Release.objects.filter(pk=number(request.POST.get("original_key"))).first()
        if original is None:
            raise WorkflowError(_("The original is gone. Look at the page again."), code="original")
        original.version = number(request.POST.get("original_version"))
        follow(release, original, by=request.user, at=request.at, seen=seen)

    def typed_view(self, request: DeskRequest, key: int | None) -> HttpResponse:
        """The live preview of what is typed; what the page does not ask for is as it is saved."""
        if SHOWN in request.POST and key is not None:
            row = Release.objects.filter(pk=key if key < LARGEST_KEY else 0).first()
            request.beside = original_of(row) if row is not None else None
            sent = with_body(request.POST)
            sent.setlist(
                "events", [str(event) for event in row.events.values_list("pk", flat=True)] if row else []
            )
            request.POST = sent  # type: ignore[assignment]
        answer: HttpResponse = super().typed_view(request, key)
        return answer

    # The form

    def translated_fieldsets(self, request: DeskRequest) -> list | None:
        """The fields of the page; None on any other page."""
        if getattr(request, "beside", None) is None:
            return None
        return [(None, {"fields": [*LINES, "body"]})]

    def get_form(self, request: DeskRequest, obj: Any = None, **kwargs: Any) -> Any:
        if getattr(request, "beside", None) is not None:
            kwargs["form"] = TranslationForm
        return super().get_form(request, obj, **kwargs)

    def get_inlines(self, request: DeskRequest, obj: Any) -> Any:
        if getattr(request, "beside", None) is not None:
            return [PhotoWordsInline, AttachmentTitlesInline]
        return super().get_inlines(request, obj)

    def merge(self, request: DeskRequest, object_id: str | None) -> Any:
        # What was kept of the page, and is put back, comes in paragraphs too.
        request.POST = with_body(request.POST)  # type: ignore[assignment]
        return super().merge(request, object_id)

    def follow_if_told(self, request: DeskRequest, release: Release) -> None:
        """With the save that took over what changed, the translation is of the original as it was shown."""
        if getattr(request, "beside", None) is not None and UP_TO_DATE in request.POST:
            self._follow(request, release, seen=release.version)

    def differing(self, request: DeskRequest, obj: Any, data: QueryDict) -> list[str]:
        """As for every form, by the fields of the page that the data comes from."""
        beside = original_of(obj) if SHOWN in data and obj is not None else None
        with _page_of(request, beside):
            labels = super().differing(request, obj, with_body(data))
        return [*labels, _("Up to date with the original")] if beside and UP_TO_DATE in data else labels

    def form_address(self, kept: KeptForm) -> str:
        if kept.object_id and SHOWN in kept.posted():
            return reverse("admin:releases_release_translate", args=[kept.object_id])
        return super().form_address(kept)

    # What is shown

    def render_change_form(
        self, request: DeskRequest, context: dict, *args: Any, **options: Any
    ) -> HttpResponse:
        beside = getattr(request, "beside", None)
        if beside is not None:
            context |= translation_page(beside, context, request.at)
            context["media"] = context["media"] + EDITORS
        response = super().render_change_form(request, context, *args, **options)
        if beside is not None and isinstance(response, TemplateResponse):
            response.template_name = "admin/releases/release/translate.html"
        return response

    def beside_of(self, request: DeskRequest, release: Release) -> dict[str, Any]:
        """What the form of an edition says of its original; the page beside it shows that itself."""
        original = original_of(release) if getattr(request, "beside", None) is None else None
        if original is None or release.state == ReleaseState.WITHDRAWN:
            return {}
        is_behind = original.is_changed
        may_follow = is_behind and refusal(Move.FOLLOW, Lineage.of(release), request.user, request.at) is None
        return {
            "original_beside": original,
            "is_translation": release.follows_id is not None,
            "is_behind": is_behind,
            "follow_seen": mark(release.version, read_parts([release.pk])[release.pk]) if may_follow else "",
        }


def translation_page(beside: Original, context: dict, at: datetime) -> dict[str, Any]:
    """The rows of the page: lines and paragraphs of the original, each with the field beside it."""
    form = context["adminform"].form
    body = prose.sanitise(form["body"].value() or "")
    rows = beside.rows(body)
    texts = {line.name: line for line in beside.lines}
    outside = beside.part_words()
    changed: list[Any] = [row for row in rows if row.changes]
    changed += [text for text in (*texts.values(), *outside.values()) if text.changes]
    lines = [(form[name], texts.get(name)) for name in LINES]
    empty = [line for line in lines if not (line[1] or line[0].value() or line[0].errors)]
    fits = len(rows) <= MOST_PARAGRAPHS
    return {
        "beside": beside,
        "beside_status": status_with_time(beside.edition, at),
        "body_shown": body,
        "lines": [line for line in lines if line not in empty],
        "empty_lines": empty,
        "rows": [(row, field_name(row), _shown(row)) for row in rows] if fits else [],
        "is_too_long": not fits,
        "part_rows": list(_part_rows(beside, outside, context)),
        "other_parts": _other_parts(outside, context),
        "count": len(changed),
    }


def _shown(row: Beside) -> str:
    """The paragraph of the original, with nothing left in it that could run."""
    return clean(row.original.markup) if row.original is not None else ""


def _part_rows(beside: Original, outside: dict[str, Line], context: dict) -> Iterator[tuple[str, Any, list]]:
    """The rows of photos and attachments: what each is called, and each field with the words that the original has."""
    credits = {use.photo_id: use.credit for use in beside.edition.photos.all()}
    for kind, which, inline in _inlines_of_parts(context):
        for number, row in enumerate(inline.formset.forms, 1):
            key = getattr(row.instance, which)
            fields = []
            for field in row.visible_fields():
                line = outside.get(unit_key(kind, key, field.name))
                if line is None and kind == PHOTO:
                    line = Line(field.name, credits.get(key, "") if field.name == "credit" else "", [])
                fields.append((field, line))
            yield f"{capfirst(inline.opts.verbose_name)} {number}", row, fields


def _inlines_of_parts(context: dict) -> Iterator[tuple[str, str, Any]]:
    for inline in context["inline_admin_formsets"]:
        is_photo = inline.formset.model is ReleasePhoto
        yield (PHOTO, "photo_id", inline) if is_photo else (ATTACHMENT, "attachment_id", inline)


def _other_parts(outside: dict[str, Line], context: dict) -> list[Line]:
    """The words of photos and attachments of the original that the translation does not have."""
    own = {
        (kind, getattr(row.instance, which))
        for kind, which, inline in _inlines_of_parts(context)
        for row in inline.formset.forms
    }
    return [
        line for unit, line in outside.items() if split(unit)[:2] not in own and (line.text or line.changes)
    ]


def field_name(row: Beside) -> str:
    """The name of the field for a row; empty where nothing can be typed."""
    if row.translated is not None:
        return f"{PARAGRAPH}{row.number}"
    return f"{ADDED}{row.after}-{row.adds}-{row.place}" if row.adds else ""


def with_body(data: QueryDict) -> QueryDict:
    """What was sent, with the body that its paragraphs make; unchanged where it does not come from the page."""
    if SHOWN not in data:
        return data
    sent = data.copy()
    # Browsers send line ends of their own.
    shown = prose.sanitise(data.get(SHOWN, "").replace("\r\n", "\n"))
    sent["body"] = put_together(read(shown), _changed(read(shown), data), _added(data))
    return sent


def _changed(text: Text, data: QueryDict) -> dict[int, str]:
    changed = {}
    for place, paragraph in enumerate(text.paragraphs):
        sent = data.get(f"{PARAGRAPH}{place}")
        if sent is not None and sent.replace("\r\n", "\n").strip() != paragraph.markup:
            changed[place] = typed(sent.replace("\r\n", "\n"), paragraph.kind)
    return changed


def _added(data: QueryDict) -> list[Added]:
    """In the order of the page: each name says after which paragraph, as what, and in which row."""
    found = []
    for name in data:
        told = ADDING.fullmatch(name)
        if told is not None:
            markup = typed(data.get(name, "").replace("\r\n", "\n"), told["kind"])
            found.append((int(told["row"]), Added(int(told["after"]), told["kind"], markup)))
    return [one for _row, one in sorted(found, key=lambda each: each[0]) if one.markup]


def number(text: str | None) -> int:
    """The number that was sent; 0, which no row has, for what is none."""
    return int(text) if text and text.isdecimal() and len(text) < 19 else 0


@contextmanager
def _page_of(request: DeskRequest, beside: Original | None) -> Iterator[None]:
    before = getattr(request, "beside", None)
    request.beside = beside
    try:
        yield
    finally:
        request.beside = before
