"""Photos at the editors' desk."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db import models
from django.db.models import Count, Exists, OuterRef, QuerySet
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from institutes.desk.admin import HistoryDeskAdmin
from institutes.desk.requests import DeskRequest
from releases.admin.forms import PhotoForm, ReleasePhotoForm
from releases.admin.inlines import EditionInline
from releases.models import Photo, ReleasePhoto


@admin.register(Photo)
class PhotoAdmin(HistoryDeskAdmin):
    """Photos, with the words that editions begin with which are still to use them."""

    adding = _("New photo")
    form = PhotoForm
    instead_of_deleting = _("Take it out of the drafts first. Releases that were issued keep their photos.")
    list_display = ["thumbnail", "words", "credit", "language", "size", "uses", "is_public"]
    list_display_links = ["words"]
    list_filter = ["is_decorative", "language"]
    date_hierarchy = "uploaded_at"
    search_fields = ["alternative_text", "caption", "credit"]
    search_help_text = _("Words of the alternative text, the caption or the credit.")
    readonly_fields = ["shown", "size", "used_in", "uploaded_at"]

    def get_fieldsets(self, request: DeskRequest, obj: Photo | None = None) -> list:
        first = ["upload"] if obj is None else ["shown", "size", "used_in", "uploaded_at"]
        return [
            (None, {"fields": first}),
            (
                _("Words"),
                {
                    "fields": ["language", "alternative_text", "is_decorative", "caption", "credit"],
                    "description": _(
                        "A release that takes the photo begins with these words and then has its own: what is "
                        "changed here changes no release."
                    ),
                },
            ),
        ]

    def get_queryset(self, request: DeskRequest) -> QuerySet[Photo]:
        public = Photo.objects.public(timezone.now()).filter(pk=OuterRef("pk"))
        return (
            super()
            .get_queryset(request)
            .annotate(use_count=Count("uses", distinct=True), is_shown=Exists(public))
        )

    def formfield_for_dbfield(self, db_field: models.Field, request: DeskRequest, **kwargs: Any) -> Any:
        field: Any = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name in {"alternative_text", "credit"}:
            field.widget.attrs |= {"class": "vLargeTextField", "dir": "auto"}
        if db_field.name == "caption":
            field.widget.attrs |= {"rows": 3, "dir": "auto"}
        return field

    @admin.display(description=_("picture"))
    def thumbnail(self, photo: Photo) -> str:
        # Empty: the alternative text stands in the next column already.
        return format_html('<img class="thumbnail" src="{}" alt="" loading="lazy">', photo.thumbnail)

    @admin.display(description=_("picture"))
    def shown(self, photo: Photo) -> str:
        return format_html(
            '<img class="shown" src="{}" alt="{}" width="{}" height="{}">',
            photo.source,
            photo.alternative_text,
            photo.width,
            photo.height,
        )

    @admin.display(description=_("what it shows"), ordering="alternative_text")
    def words(self, photo: Photo) -> str:
        return str(photo)

    @admin.display(description=_("size"), ordering="width")
    def size(self, photo: Photo) -> str:
        return _("%(width)s × %(height)s pixels") % {"width": photo.width, "height": photo.height}

    @admin.display(description=_("editions"), ordering="use_count")
    def uses(self, photo: Any) -> int:
        return photo.use_count

    @admin.display(description=_("used in"))
    def used_in(self, photo: Photo) -> str:
        """The editions, each with the words of its own that differ from those of the photo."""
        uses = [
            (use, [(_column(use, name).verbose_name, getattr(use, name)) for name in _differing(use)])
            for use in photo.uses.select_related("release").order_by("release__reference", "release")
        ]
        return render_to_string("admin/releases/photo/_uses.html", {"uses": uses})

    @admin.display(description=_("public"), boolean=True, ordering="is_shown")
    def is_public(self, photo: Any) -> bool:
        return photo.is_shown


class ReleasePhotoInline(EditionInline):
    """The photos of an edition, each shown small beside its words."""

    model = ReleasePhoto
    form = ReleasePhotoForm
    fields = ["thumbnail", "photo", "alternative_text", "caption", "credit", "position"]
    readonly_fields = ["thumbnail"]
    autocomplete_fields = ["photo"]
    formfield_overrides = {models.TextField: {"widget": AdminTextareaWidget(attrs={"rows": 2})}}

    def get_queryset(self, request: DeskRequest) -> QuerySet[ReleasePhoto]:
        return super().get_queryset(request).select_related("photo")

    @admin.display(description=_("picture"))
    def thumbnail(self, use: ReleasePhoto) -> str:
        if not use.pk:
            return "–"
        # Empty: the alternative text stands in a field beside it.
        return format_html(
            '<img class="photo-thumbnail" src="{}" alt="" loading="lazy">', use.photo.thumbnail
        )


def _column(use: ReleasePhoto, name: str) -> Any:
    return use._meta.get_field(name)


def _differing(use: ReleasePhoto) -> list[str]:
    return [name for name in ReleasePhoto.WORDS if getattr(use, name) != getattr(use.photo, name)]
