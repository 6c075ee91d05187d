"""An earlier edition of a release, as it was, and how the text changed since."""

from collections.abc import Callable
from datetime import datetime
from operator import attrgetter
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from institutes.requests import SiteRequest
from releases.editorial.comparison import compare
from releases.editorial.editions import published_editions
from releases.editorial.part_comparison import compare_parts
from releases.models import Release
from releases.models.parts import read_parts
from releases.publication.attachments import public_attachments
from releases.publication.contents import contact, dateline_of, version_links
from releases.publication.lookup import answer_at
from releases.publication.timestamps import TimestampLink, link_to, stamped_at
from releases.views.detail import present_reference, text_response, timestamp_response


def edition(request: SiteRequest, reference: str, number: int) -> HttpResponse:
    """One earlier edition, below a banner that leads to the latest; `?against=m` shows what changed.

    The number of the latest edition leads to the release itself, and a former reference to the same edition
    below the present one. An edition that was never public gets the answer of one that does not exist.
    """
    answer = answer_at(reference, get_language(), request.at)
    present = present_reference(answer)
    if present and present != reference:
        return _moved(request, present, number)
    latest = answer.release
    editions = published_editions(latest, request.at) if latest is not None else []
    by_number = {edition.edition: edition for edition in editions}
    if latest is None or number not in by_number:
        raise _no_edition(reference)
    against = request.GET.get("against", "")
    if number == latest.edition:
        return _latest(latest, by_number, against, request.at)
    shown = by_number[number]
    context = {
        "release": shown,
        "latest": latest,
        "is_latest_withdrawn": answer.is_withdrawn,
        "next_edition": next((later for later in editions if later.edition > number), latest),
        "withdrawn": shown.is_withdrawn(request.at),
        "versions": version_links(answer.others),
        "timestamp": _timestamp(shown, latest, request.at),
    }
    if not shown.is_readable(request.at):
        return render(request, "releases/edition_withdrawn.html", context, status=410)
    context["comparable"] = [
        edition for edition in editions if edition != shown and edition.is_readable(request.at)
    ]
    return render(request, "releases/edition.html", context | _text(shown, by_number, against, request.at))


def _no_edition(reference: str) -> Http404:
    return Http404(_("There is no press release %(reference)s here.") % {"reference": reference[:80]})


def _text(shown: Release, by_number: dict[int, Release], against: str, at: datetime) -> dict[str, Any]:
    """The words that differ from the edition `against`, where it can be read; else the text of `shown` itself."""
    other = _readable(by_number, against, at)
    if other is not None and other != shown:
        first, second = sorted((shown, other), key=attrgetter("edition"))
        parts = read_parts([first.pk, second.pk])
        compared = [*compare(first, second), *compare_parts(parts[first.pk], parts[second.pk])]
        return {"first": first, "second": second, "compared": compared}
    own = read_parts([shown.pk])[shown.pk]
    text: dict[str, Any] = {
        "dateline": dateline_of(shown),
        "joint_symbols": [symbol for _position, symbol in own.get("joint_symbols", [])],
        "attachments": public_attachments(shown, at) if own.get("attachments") else [],
        "contacts": [contact(*words) for _position, _key, *words in own.get("listed_contacts", [])],
    }
    if against:
        text["problem"] = _("There is no other edition %(asked)s to compare with.") % {"asked": against[:12]}
    return text


def edition_text(request: SiteRequest, reference: str, number: int) -> HttpResponse:
    """The text of an earlier edition as issued; once withdrawn the notice, and the text where that stays readable.

    The number of the latest edition leads to the text of the release, a former reference to the present one.
    """
    return _file(request, reference, number, "text", text_response)


def edition_timestamp(request: SiteRequest, reference: str, number: int) -> HttpResponse:
    """The time stamp of an earlier edition, while its text can be had as issued; its address leads on as that does."""
    return _file(request, reference, number, "timestamp", timestamp_response)


def _file(
    request: SiteRequest,
    reference: str,
    number: int,
    kind: str,
    response_of: Callable[[Release, datetime], HttpResponse],
) -> HttpResponse:
    answer = answer_at(reference, get_language(), request.at, for_text=True)
    latest, present = answer.release, present_reference(answer)
    if present and present != reference:
        return redirect(reverse(f"releases:edition-{kind}", args=[present, number]), permanent=True)
    editions = published_editions(latest, request.at) if latest is not None else []
    shown = next((edition for edition in editions if edition.edition == number), None)
    if latest is None or shown is None:
        raise _no_edition(reference)
    if number == latest.edition:
        return redirect(f"releases:{kind}", reference=reference)
    return response_of(shown, request.at)


def _timestamp(shown: Release, latest: Release, at: datetime) -> TimestampLink | None:
    if not shown.is_issued(at):
        return None
    href = reverse("releases:edition-timestamp", args=[latest.reference, shown.edition])
    return link_to(shown, stamped_at(shown), href)


def _readable(by_number: dict[int, Release], number: str, at: datetime) -> Release | None:
    """The edition of that number, where its text can be read."""
    other = by_number.get(_number(number))
    return other if other is not None and other.is_readable(at) else None


def _number(text: str) -> int:
    """The number of an edition, of what stands in an address; 0 where that is no number."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0


def _moved(request: SiteRequest, reference: str, number: int) -> HttpResponse:
    """To the same edition below the present reference."""
    address = reverse("releases:edition", args=[reference, number])
    against = _number(request.GET.get("against", ""))
    return redirect(f"{address}?against={against}" if against else address, permanent=True)


def _latest(latest: Release, by_number: dict[int, Release], against: str, at: datetime) -> HttpResponse:
    """To the release itself; not for good, because there may be a later edition one day.

    Where it is to be compared with an earlier edition, to the page of that one, which compares them.
    """
    other = _readable(by_number, against, at)
    if other is None or other == latest or not latest.is_readable(at):
        return redirect(latest)
    address = reverse("releases:edition", args=[latest.reference, other.edition])
    return redirect(f"{address}?against={latest.edition}")
