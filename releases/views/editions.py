"""An earlier edition of a release, as it was, and how the text changed since."""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from releases.editorial.comparison import compare
from releases.editorial.editions import published_editions
from releases.models import Release
from releases.publication.lookup import answer_at


def edition(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """One earlier edition, below a banner that leads to the latest; `?against=m` shows what changed.

    The number of the latest edition leads to the release itself, and a former reference to the same edition
    below the present one. What was never public is told as what never was.
    """
    answer = answer_at(reference, get_language(), request.at)
    latest = answer.release
    if answer.moved_to or (latest is not None and latest.reference != reference):
        return _moved(request, answer.moved_to or latest.reference, number)
    editions = published_editions(latest, request.at) if latest is not None else []
    by_number = {one.edition: one for one in editions}
    if number not in by_number:
        raise Http404(_("There is no press release %(reference)s here.") % {"reference": reference[:80]})
    asked = request.GET.get("against", "")
    if number == latest.edition:
        return _latest(latest, by_number, asked, request.at)
    shown = by_number[number]
    context = {
        "release": shown,
        "latest": latest,
        "is_latest_withdrawn": answer.is_withdrawn,
        "next_edition": next((one for one in editions if one.edition > number), latest),
        "withdrawn": shown.is_withdrawn(request.at),
        "text_language": get_language_info(shown.language),
        "versions": answer.others,
    }
    if not shown.is_readable(request.at):
        return render(request, "releases/edition_withdrawn.html", context, status=410)
    other = _readable(by_number, asked, request.at)
    if other is not None and other.edition != number:
        first, second = sorted((shown, other), key=lambda one: one.edition)
        context |= {"first": first, "second": second, "compared": compare(first, second)}
    elif asked:
        context["problem"] = _("There is no other edition %(asked)s to compare with.") % {"asked": asked[:12]}
    context["comparable"] = [one for one in editions if one != shown and one.is_readable(request.at)]
    return render(request, "releases/edition.html", context)


def _readable(by_number: dict[int, Release], asked: str, at: datetime) -> Release | None:
    found = by_number.get(int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < 6 else None
    return found if found is not None and found.is_readable(at) else None


def _moved(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    address = reverse("releases:edition", args=[reference, number])
    query = request.GET.urlencode()
    return redirect(f"{address}?{query}" if query else address, permanent=True)


def _latest(latest: Release, by_number: dict[int, Release], asked: str, at: datetime) -> HttpResponse:
    """To the release itself; not for good, because there may be a later edition one day."""
    other = _readable(by_number, asked, at)
    if other is None or other == latest or not latest.is_readable(at):
        return redirect(latest)
    address = reverse("releases:edition", args=[latest.reference, other.edition])
    return redirect(f"{address}?against={latest.edition}")
