"""The page of one release and its text as issued, while it is public and after it was withdrawn."""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from institutes import days
from institutes.page_urls import address, fixed_address
from institutes.requests import SiteRequest
from releases.editorial.editions import corrected_elsewhere, published_editions
from releases.editorial.typed_edition import TypedEdition
from releases.listing import public_index
from releases.listing.names import Directory
from releases.models import Release, ReleasePhoto
from releases.publication.attachments import attachments_of, previewed_attachments
from releases.publication.beside import beside
from releases.publication.contents import (
    citation_of,
    contacts_of,
    dateline_of,
    events_of,
    institutes_of,
    joint_symbols_of,
    mentions_of,
    neighbour_link,
    notes_of,
    public_photos_of,
    version_links,
)
from releases.publication.formats import references
from releases.publication.formats.card_image import card_image, is_drawn
from releases.publication.formats.text import IssuedText, file_name, text_as_issued, withdrawn_text
from releases.publication.lookup import Answer, answer_at, answer_for
from releases.publication.related import Related, related
from releases.publication.timestamps import TimestampLink, link_to, timestamp_of
from releases.search.periods import Period

if TYPE_CHECKING:
    from releases.publication.contents import WithContents


def detail(request: SiteRequest, reference: str) -> HttpResponse:
    """The public edition in the page's language, or the notice that the release was withdrawn.

    Any other way of writing the reference, and a former one, leads to the right one. Where there is no
    version in this language, a page with status 404 names the languages there are, and shows none of them
    unasked.
    """
    answer = answer_at(reference, get_language(), request.at)
    if answer.moved_to:
        return redirect("releases:detail", reference=answer.moved_to, permanent=True)
    versions: list[Release] = [answer.release, *answer.others] if answer.release else answer.others
    if not versions:
        raise Http404(_("There is no press release %(reference)s here.") % {"reference": reference[:80]})
    if versions[0].reference.lower() == reference.lower() and versions[0].reference != reference:
        return redirect("releases:detail", reference=versions[0].reference, permanent=True)
    if answer.release is None:
        context: dict[str, Any] = {"versions": version_links(versions), "reference": reference}
        return render(request, "releases/language_missing.html", context, status=404)
    if answer.is_withdrawn and not answer.release.withdrawal_keeps_text:
        context = {"release": answer.release, "versions": version_links(answer.others)}
        return render(request, "releases/withdrawn.html", context, status=410)
    return render_release(request, answer.release, answer)


def page_as_read(request: SiteRequest, release: Release, at: datetime) -> str:
    """The page of a saved edition as its readers get it at `at` (aware), in its language, to be shown in a frame."""
    with override(release.language):
        attachments = previewed_attachments(release, "")
        return framed_page(request, answer_for(release, at), at, {"attachments": attachments})


def framed_page(request: SiteRequest, answer: Answer, at: datetime, parts: dict[str, Any]) -> str:
    """The page of what `answer` has, in the active language, to be shown in a frame that lets nothing run.

    `parts` is what the page does not read of the row itself: `typed`, an edition that is saved nowhere, or the
    `attachments` of one that is. It has no banner, no scripts and none of the messages
    that wait for the person; its links lead nowhere there.
    """
    edition = cast("WithContents", answer.release)
    preview = {"preview": True, "framed": True, "at": at, **parts}
    return render_release(request, edition, answer, preview).content.decode()


def preview_page(
    request: SiteRequest, release: Release, *, text_url: str = "", form_url: str = "", token: str = ""
) -> HttpResponse:
    """The page of `release` as readers will see it, below a banner that says what it is.

    `text_url` is where the preview has its text, `form_url` where it is written, `token` the secret of the link
    by which it was opened.
    """
    answer = answer_for(release, request.at)
    preview = {
        "preview": True,
        "text_url": text_url,
        "form_url": form_url,
        "answers_url": reverse("shared-answers", args=[token]) if token else "",
        "attachments": previewed_attachments(release, token),
    }
    return render_release(request, cast("WithContents", answer.release), answer, preview)


def render_release(
    request: SiteRequest, release: "WithContents", answer: Answer, preview: dict[str, Any] | None = None
) -> HttpResponse:
    """The page of `release`, which is what `answer` has; `preview` is what a preview has in place of addresses."""
    is_preview = preview is not None
    at: datetime = (preview or {}).get("at", request.at)
    typed: TypedEdition | None = (preview or {}).get("typed")
    editions = published_editions(release, at) if release.edition > 1 else []
    context = {
        "release": release,
        "withdrawn": release.is_withdrawn(at),
        "permalink": f"{settings.SITE_URL}{release.get_absolute_url()}",
        "text_url": address("releases:text", release.reference),
        "citation": citation_of(release, at),
        "photos": _photos(release, at, typed, preview=is_preview) if release.has_photos else [],
        "related": _related(release, editions, at, typed),
        "editions": _editions(release, editions, at, preview=is_preview),
        "ahead": corrected_elsewhere(release, at, elsewhere=answer.elsewhere),
        "versions": version_links(answer.others),
        "timestamp": _timestamp(release, at, preview=is_preview),
        "text_name": file_name(release),
        "trail": [] if is_preview else _trail(release),
        "card_url": _card_url(release, at, preview=is_preview),
    }
    names_something = bool(release.page_mentions or release.page_events)
    if names_something and not is_preview:
        index = public_index.read(at)
        events, institutes = events_of(release, index.directory), institutes_of(release, index.directory)
        context |= _read_with(release, index.directory)
        context["beside"] = beside(release, index, events, institutes, at)
    else:
        context |= _read_with(release, public_index.read_names() if names_something else None)
    return render(request, "releases/detail.html", context | (preview or {}))


def _trail(release: Release) -> list[tuple[str, str]]:
    """The list of releases, and the series of the release or the year in which it was issued."""
    above = [(fixed_address("releases:list"), _("Releases"))]
    if release.series is not None:
        return [*above, (release.series.get_absolute_url(), release.series.prefix)]
    year = Period(release.issued_on.year)
    return [*above, (year.get_absolute_url(), days.year(release.issued_on))]


def _read_with(release: "WithContents", directory: Directory | None) -> dict[str, Any]:
    """What came with the row of the release: people, places and neighbours."""
    series = release.series
    return {
        "dateline": dateline_of(release),
        "mentions": mentions_of(release, directory) if directory else [],
        "events": events_of(release, directory) if directory else [],
        "joint_symbols": joint_symbols_of(release),
        "contacts": contacts_of(release),
        "attachments": attachments_of(release),
        "series": series,
        "previous": neighbour_link(release, release.page_previous),
        "next": neighbour_link(release, release.page_next),
    }


def _editions(
    release: Release, editions: list[Release], at: datetime, *, preview: bool
) -> list[dict[str, Release | bool]]:
    """The editions that went out, the latest first, each with whether it can be compared with this one.

    What is only a preview has no address with which to compare.
    """
    return [
        {
            "edition": edition,
            "withdrawn": edition.is_withdrawn(at),
            "is_comparable": edition.is_readable(at) and edition != release and not preview,
        }
        for edition in reversed(editions)
    ]


def _timestamp(release: "WithContents", at: datetime, *, preview: bool) -> TimestampLink | None:
    if preview or not release.is_issued(at):
        return None
    return link_to(release, release.stamped_at, address("releases:timestamp", release.reference))


def _card_url(release: "WithContents", at: datetime, *, preview: bool) -> str:
    has_card = not preview and release.is_public(at) and is_drawn(release)
    return address("releases:card", release.reference) if has_card else ""


def _related(
    release: "WithContents", editions: list[Release], at: datetime, typed: TypedEdition | None
) -> list[Related]:
    former = {edition.reference for edition in editions} - {release.reference}
    if not (release.has_links or release.is_linked_to or former):
        return []
    return related(release, at, former=former, links=None if typed is None else typed.links)


def _photos(
    release: Release, at: datetime, typed: TypedEdition | None, *, preview: bool
) -> Iterable[ReleasePhoto]:
    if typed is not None:
        return typed.photos
    return release.photos.select_related("photo") if preview else public_photos_of(release, at)


def text(request: SiteRequest, reference: str) -> HttpResponse:
    """The text as issued, byte for byte; composed in the layout of the service where nothing was imported.

    Of a release that was withdrawn: the notice, and below it the text where that stays readable.
    """
    return _file(request, reference, "text", text_response)


def timestamp(request: SiteRequest, reference: str) -> HttpResponse:
    """The time stamp of the text (RFC 3161), where there is one and while the text can be had as issued."""
    return _file(request, reference, "timestamp", timestamp_response)


def card(request: SiteRequest, reference: str) -> HttpResponse:
    """The picture that messengers show of a link to the release, where the fonts of this machine can draw it."""
    return _file(request, reference, "card", card_response)


def card_response(release: Release, at: datetime) -> HttpResponse:
    """The picture of an edition that is public at `at`; none of one that was withdrawn."""
    drawn = card_image(release) if release.is_public(at) else None
    if drawn is None:
        raise Http404(_("There is no picture of this release."))
    return HttpResponse(drawn, content_type="image/png", headers={"X-Content-Type-Options": "nosniff"})


def bibtex(request: SiteRequest, reference: str) -> HttpResponse:
    """How to cite the release, for programs that read BibTeX."""
    return _file(request, reference, "bibtex", partial(_reference_response, references.bibtex))


def ris(request: SiteRequest, reference: str) -> HttpResponse:
    """How to cite the release, for programs that read RIS."""
    return _file(request, reference, "ris", partial(_reference_response, references.ris))


def _reference_response(
    make: Callable[[Release, str, list[str]], IssuedText], release: Release, at: datetime
) -> HttpResponse:
    """A reference to download. Of a release that was withdrawn with its text there is none, the title being gone."""
    if release.is_withdrawn(at) and not release.withdrawal_keeps_text:
        return HttpResponse(
            _("This release was withdrawn."), status=410, content_type="text/plain; charset=utf-8"
        )
    made = make(release, f"{settings.SITE_URL}{release.get_absolute_url()}", notes_of(release, at))
    response = file_response(made)
    response["Content-Disposition"] = content_disposition_header(True, made.filename)  # noqa: FBT003 - Django's signature
    return response


def present_reference(answer: Answer) -> str:
    """Where the release is: at another symbol, or where it was asked for in other letters; empty where none is."""
    return answer.moved_to or (answer.release.reference if answer.release else "")


def _file(
    request: SiteRequest, reference: str, kind: str, response_of: Callable[[Release, datetime], HttpResponse]
) -> HttpResponse:
    answer = answer_at(reference, get_language(), request.at, for_text=True)
    release = answer.release
    present = present_reference(answer)
    if present and present != reference:
        return redirect(f"releases:{kind}", reference=present, permanent=True)
    if release is None:
        raise Http404(
            _("There is no press release %(reference)s in this language.") % {"reference": reference[:80]}
        )
    return response_of(release, request.at)


def text_response(release: Release, at: datetime) -> HttpResponse:
    """The text of an edition that went out by `at`; of one that was withdrawn the notice, and what stays readable."""
    if not release.is_withdrawn(at):
        return file_response(text_as_issued(release))
    return file_response(withdrawn_text(release), status=200 if release.withdrawal_keeps_text else 410)


def timestamp_response(release: Release, at: datetime) -> HttpResponse:
    """The time stamp of an edition that went out by `at`.

    Not of one that was withdrawn: what can be read of its text then is no longer what the stamp is about.
    """
    issued = timestamp_of(release) if release.is_issued(at) else None
    if issued is None:
        raise Http404(_("There is no time stamp of this text."))
    return file_response(issued)


def file_response(issued: IssuedText, *, status: int = 200) -> HttpResponse:
    """The text of a release as a file that browsers show and search engines leave to the page."""
    return HttpResponse(
        issued.content,
        status=status,
        content_type=issued.content_type,
        headers={
            "Content-Disposition": content_disposition_header(False, issued.filename),  # noqa: FBT003 - Django's signature
            "X-Content-Type-Options": "nosniff",
            "X-Robots-Tag": "noindex",
        },
    )
