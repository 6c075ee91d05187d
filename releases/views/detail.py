"""The page of one release, its earlier editions, and its text as issued."""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from releases.as_issued import text_as_issued
from releases.models import Release
from releases.querysets import public_q


def detail(request: HttpRequest, reference: str) -> HttpResponse:
    """The public edition in the page's language.

    Any other way of writing the reference leads to the right one. Where there is no version in this
    language, a page with status 404 names the languages there are, and shows none of them unasked.
    """
    versions = list(Release.objects.at_reference(reference).public(request.at).select_related("series"))
    if not versions:
        raise Http404(_("There is no press release %(reference)s here.") % {"reference": reference[:80]})
    if versions[0].reference != reference:
        return redirect("releases:detail", reference=versions[0].reference, permanent=True)
    for version in versions:
        if version.language == get_language():
            return render_release(request, version)
    return render(request, "releases/language_missing.html", {"versions": versions}, status=404)


def render_release(request: HttpRequest, release: Release, *, preview: bool = False) -> HttpResponse:
    """The page of `release` as readers see it; `preview` adds a banner and changes nothing else."""
    return render(
        request,
        "releases/detail.html",
        {
            "release": release,
            "text_language": get_language_info(release.language),
            "mentions": release.mentions.select_related("institute").prefetch_related("institute__names"),
            "events": release.events.with_names().order_by("starts_on", "-ends_on", "pk"),
            "joint_symbols": release.joint_symbols.all(),
            "versions": _other_languages(release, request.at),
            "neighbours": _neighbours(release, request.at),
            "preview": preview,
            "text_url": reverse("releases:text", args=[release.reference]),
        },
    )


def _other_languages(release: Release, at: datetime) -> list[Release]:
    """The public versions of the same reference in other languages."""
    others = Release.objects.public(at).filter(reference=release.reference).exclude(language=release.language)
    return list(others.only("reference", "language", "title").order_by("language"))


def _neighbours(release: Release, at: datetime) -> dict:
    """The previous and next public release of the series in the same language, by number."""
    if release.series_id is None:
        return {}
    run = Release.objects.filter(public_q(at), series=release.series_id, language=release.language)
    run = run.only("reference", "language", "symbol", "title", "number")
    return {
        "previous": run.filter(number__lt=release.number).order_by("-number", "-pk").first(),
        "next": run.filter(number__gt=release.number).order_by("number", "pk").first(),
    }


def text(request: HttpRequest, reference: str) -> HttpResponse:
    """The text as issued, byte for byte; composed in the layout of the service where nothing was imported."""
    versions = Release.objects.at_reference(reference).public(request.at)
    release = versions.filter(language=get_language()).first()
    if release is None:
        raise Http404(
            _("There is no press release %(reference)s in this language.") % {"reference": reference[:80]}
        )
    if release.reference != reference:
        return redirect("releases:text", reference=release.reference, permanent=True)
    issued = text_as_issued(release)
    return HttpResponse(
        issued.content,
        content_type=issued.content_type,
        headers={
            "Content-Disposition": content_disposition_header(False, issued.filename),  # noqa: FBT003 - Django's signature
            "X-Content-Type-Options": "nosniff",
            "X-Robots-Tag": "noindex",
        },
    )
