"""Addresses of institutes and events that were merged into others."""

from typing import Any

from django.http import HttpResponsePermanentRedirect, QueryDict

from institutes.requests import SiteRequest
from releases.listing.filters import ReleaseFilter


def moved(request: SiteRequest, to: Any) -> HttpResponsePermanentRedirect:
    """To the page of the institute or event that means the same, with the rest of the address as it was."""
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(f"{to.get_absolute_url()}{'?' if query else ''}{query}")


def moved_query(request: SiteRequest, releases: ReleaseFilter) -> QueryDict | None:
    """The query of a list with the present slugs in place of old ones; None where it has no old ones."""
    directory = releases.index.directory
    old: dict[str, dict[str, Any]] = {
        "institute": directory.merged_institutes.by_old_slug,
        "event": directory.merged_events.by_old_slug,
    }
    query, is_moved = request.GET.copy(), False
    for name, slugs in old.items():
        asked = query.getlist(name)
        now = [slugs[text.lower()].slug if text.lower() in slugs else text for text in asked]
        if now != asked:
            query.setlist(name, list(dict.fromkeys(now)))
            is_moved = True
    return query if is_moved else None
