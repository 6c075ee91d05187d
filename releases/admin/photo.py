"""Photos at the editors' desk."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db import models
from django.db.models import Count, Exists, OuterRef, QuerySet
from django.forms.models import BaseInlineFormSet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from institutes import days
from institutes.desk.admin import HistoryDeskAdmin, TableFormSet
from institutes.desk.catalogue_lists import two_lines
from institutes.desk.fitting_lists import FittingDesk
from institutes.desk.requests import DeskRequest
from institutes.desk.saved_views import SavedViewsDesk
from releases.admin.catalogue_filters import PHOTO_FILTERS
from releases.admin.forms import PhotoForm, ReleasePhotoForm, uses_of
from releases.admin.inlines import EditionInline
from releases.models import Photo, Release, ReleasePhoto


@admin.register(Photo)
class PhotoAdmin(SavedViewsDesk, FittingDesk, HistoryDeskAdmin):
    """Photos, with the words that editions begin with which are still to use them."""

    adding = _("New photo")
    form = PhotoForm
    instead_of_deleting = _("Take it out of the drafts first. Releases that were issued keep their photos.")
    list_display = ["thumbnail", "listed_name", "listed_upload", "listed_use"]
    list_display_links = None
    sortable_by = ["listed_upload"]
    list_filter = PHOTO_FILTERS
    show_facets = admin.ShowFacets.NEVER
    ready_views = [(_("Not in use"), "used=no")]
    date_hierarchy = "uploaded_at"
    search_fields = ["alternative_text", "caption", "credit"]
    search_help_text = _("Words of the alternative text, the caption or the credit.")
    readonly_fields = ["shown", "size", "used_in", "uploaded_at"]

    class Media:
        css = {"all": ["pressroom/focal-point.css"]}
        js = ["pressroom/focal-point.js"]

    def get_fieldsets(self, request: DeskRequest, obj: Photo | None = None) -> list:
        if obj is None:
            first: list[Any] = ["upload"]
        else:
            first = ["shown", ("focal_x", "focal_y"), "size", "used_in", "uploaded_at"]
        return [
            (None, {"fields": first}),
            (
                pgettext_lazy("of a photo", "Words"),
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
        if db_field.name in {"focal_x", "focal_y"}:
            field.widget.attrs |= {"max": 100}
        return field

    @admin.display(description=_("picture"))
    def thumbnail(self, photo: Photo) -> str:
        # Empty: the alternative text stands in the next column already.
        return format_html(
            '<img class="thumbnail {}" src="{}" alt="" loading="lazy">', focal_classes(photo), photo.thumbnail
        )

    @admin.display(description=_("picture"))
    def shown(self, photo: Photo) -> str:
        return format_html(
            '<img class="shown" src="{}" alt="{}" width="{}" height="{}">',
            photo.source,
            photo.alternative_text,
            photo.width,
            photo.height,
        )

    @admin.display(description=_("what it shows"))
    def listed_name(self, photo: Photo) -> str:
        below = " · ".join(filter(None, [photo.credit, photo.get_language_display()]))
        return two_lines(photo, below, address=reverse("admin:releases_photo_change", args=[photo.pk]))

    @admin.display(description=_("uploaded at"), ordering="uploaded_at")
    def listed_upload(self, photo: Photo) -> str:
        return two_lines(days.day(timezone.localtime(photo.uploaded_at)), self.size(photo))

    @admin.display(description=_("editions"))
    def listed_use(self, photo: Any) -> str:
        return two_lines(photo.use_count, marks=[("public", gettext("Public"))] if photo.is_shown else [])

    @admin.display(description=_("size"))
    def size(self, photo: Photo) -> str:
        return _("%(width)s × %(height)s pixels") % {"width": photo.width, "height": photo.height}

    @admin.display(description=_("used in"))
    def used_in(self, photo: Photo) -> str:
        """The editions, each with the words of its own that differ from those of the photo."""
        uses = [
            (use, [(_column(use, name).verbose_name, getattr(use, name)) for name in _differing(use)])
            for use in photo.uses.select_related("release").order_by("release__reference", "release")
        ]
        return render_to_string("admin/releases/photo/_uses.html", {"uses": uses})


def focal_classes(photo: Photo) -> str:
    """The classes of focal-point.css with which a cropped picture keeps its focal point in view.

    In steps of five per cent: the policy of the site allows no style on an element.
    """
    x, y = (round(value / 5) * 5 for value in (photo.focal_x, photo.focal_y))
    return f"focal-x-{x} focal-y-{y}"


class PhotoFormSet(TableFormSet):
    """The photos of one edition; the same picture sent twice with the same words is there once."""

    def save_new(self, form: Any, commit: bool = True) -> ReleasePhoto:  # noqa: FBT001, FBT002
        picture = form.cleaned_data.get("upload")
        there = uses_of(self.instance.pk, picture) if picture is not None else ()
        use = next((use for use in there if form.says_the_same(use)), None)
        return use if use is not None else super().save_new(form, commit)


class ReleasePhotoInline(EditionInline):
    """The photos of an edition, each shown small beside its words; a new one is uploaded in its row."""

    class Media:
        css = {"all": ["pressroom/focal-point.css"]}

    model = ReleasePhoto
    form = ReleasePhotoForm
    formset = PhotoFormSet
    template = "admin/releases/release/photos.html"
    readonly_fields = ["thumbnail"]
    autocomplete_fields = ["photo"]
    formfield_overrides = {models.TextField: {"widget": AdminTextareaWidget(attrs={"rows": 2})}}

    def get_fields(self, request: DeskRequest, obj: Release | None = None) -> list[str]:
        upload = ["upload"] if self._may_upload(request, obj) else []
        return ["thumbnail", "photo", *upload, *ReleasePhoto.WORDS, "position"]

    def get_formset(self, request: DeskRequest, obj: Any = None, **kwargs: Any) -> type[BaseInlineFormSet]:
        formset: Any = super().get_formset(request, obj, **kwargs)
        formset.form.may_upload = self._may_upload(request, obj)
        return formset

    def _may_upload(self, request: DeskRequest, obj: Release | None) -> bool:
        """Whether the person may add a picture to those of the desk, and this edition takes one."""
        return request.user.has_perm("releases.add_photo") and self.has_change_permission(request, obj)

    def get_queryset(self, request: DeskRequest) -> QuerySet[ReleasePhoto]:
        return super().get_queryset(request).select_related("photo")

    @admin.display(description=_("picture"))
    def thumbnail(self, use: ReleasePhoto) -> str:
        if not use.pk:
            return "–"
        # Empty: the alternative text stands in a field beside it.
        return format_html(
            '<img class="photo-thumbnail {}" src="{}" alt="" loading="lazy">',
            focal_classes(use.photo),
            use.photo.thumbnail,
        )


def _column(use: ReleasePhoto, name: str) -> Any:
    return use._meta.get_field(name)


def _differing(use: ReleasePhoto) -> list[str]:
    return [name for name in ReleasePhoto.WORDS if getattr(use, name) != getattr(use.photo, name)]
