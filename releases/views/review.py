"""The answers of a reviewer who was sent a link to a draft: a page without an account and without scripts."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from institutes.requests import SiteRequest
from releases.editorial.errors import WorkflowError
from releases.editorial.review_answers import Answer, answers_with, digest_of, paragraphs_of, record_answers
from releases.models import PreviewLink
from releases.views.preview_links import no_page, opened, private

STATUSES = {"often": 429, "changed": 409}


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def answers(request: SiteRequest, token: str) -> HttpResponse:
    """The paragraphs of the draft, each to be agreed to or not; what is sent is recorded.

    The secret in the address is all that gives the right to answer, and no other site knows it: nothing that a
    browser sends by itself counts, so that there is nothing to forge. A token of a cookie would not reach us
    besides, since this page tells nobody where it is.
    """
    link = opened(request, token)
    with override(link.release.language):
        if request.method == "POST":
            return private(_record(request, token, link))
        return private(_page(request, token, link, {"is_recorded": "recorded" in request.GET}))


def _record(request: SiteRequest, token: str, link: PreviewLink) -> HttpResponse:
    chosen = [
        Answer(paragraph.place, verdict, request.POST.get(f"comment-{paragraph.place}", ""))
        for paragraph in paragraphs_of(link.release)
        if (verdict := request.POST.get(f"verdict-{paragraph.place}", ""))
    ]
    name, seen = request.POST.get("name", ""), request.POST.get("seen", "")
    try:
        recorded = record_answers(token, name=name, answers=chosen, seen=seen, at=request.at)
    except WorkflowError as error:
        status = STATUSES.get(error.code or "", 400)
        return _page(request, token, link, {"refusals": error.messages}, status=status)
    if recorded is None:
        raise no_page()
    return redirect(f"{reverse('shared-answers', args=[token])}?recorded")


def _page(
    request: HttpRequest, token: str, link: PreviewLink, more: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    release, typed = link.release, request.POST
    rows = [
        {
            "place": paragraph.place,
            "words": paragraph.words,
            "verdict": typed.get(f"verdict-{paragraph.place}", ""),
            "comment": typed.get(f"comment-{paragraph.place}", ""),
        }
        for paragraph in paragraphs_of(release)
    ]
    context = {
        "release": release,
        "rows": rows,
        "seen": digest_of(release),
        "name": typed.get("name", ""),
        "given": answers_with(link),
        "preview_url": reverse("shared", args=[token]),
    }
    return render(request, "releases/review.html", context | more, status=status)
