"""What an edition lacks as the desk shows it: each with the place of the form where it is mended."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise

from releases.editorial.completeness import Gap
from releases.models import Release

# The places of the form that are no field of it.
PLACES = {
    "mentions": "mentions-group",
    "photos": "photos-group",
    "attachments": "attachments-group",
    "links": "links-group",
    "joint_symbols": "joint_symbols-group",
    "suggestions": "suggestions-title",
}


@dataclass(frozen=True, slots=True)
class ShownGap:
    """One gap: `href` leads to its place on the form, `link` to another page where it is mended, or is empty."""

    message: str | Promise
    blocks: bool
    href: str
    link: str


def shown_gaps(gaps: Iterable[Gap], release: Release | None = None) -> list[ShownGap]:
    """The gaps in their order. The places are those of the page itself, or of the form of `release`."""
    form = reverse("admin:releases_release_change", args=[release.pk]) if release is not None else ""
    return [ShownGap(gap.message, gap.blocks, f"{form}#{place_of(gap.field)}", gap.link) for gap in gaps]


def place_of(field: str) -> str:
    """The id of the element of the form where something is missing."""
    if field == "encoding":
        return "content-main"
    return PLACES.get(field, f"id_{field}")
