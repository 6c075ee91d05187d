"""The page of corrections: what changed of what was public."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from institutes.enums import Language
from institutes.requests import SiteRequest
from releases.listing.corrections import Corrections
from releases.listing.pagination import list_page
from releases.publication.corrections import corrections_of
from releases.views.known_query import page_query

PER_PAGE = 10
EVERY_LANGUAGE = "all"


def corrections(request: SiteRequest) -> HttpResponse:
    """Corrections, withdrawals, and releases issued as Corr. or Rev., the latest first.

    `year` and `language` narrow the list; what of them cannot be used is said, and the other applies.
    """
    problems: list[str] = []
    year, asked_language = _year(request, problems), _language(request, problems)
    own = get_language() or "en"
    language = "" if asked_language == EVERY_LANGUAGE else asked_language or own
    listed = Corrections(request.at, language=language, year=year)
    query = QueryDict(mutable=True)
    for name, value in (("year", year and f"{year:04d}"), ("language", asked_language)):
        if value:
            query[name] = value
    shown = list_page(listed, request.GET.get("page"), per_page=PER_PAGE, count=listed.count())
    return render(
        request,
        "releases/corrections.html",
        {
            "problems": problems,
            "known_query": page_query(request, query),
            "shown": shown,
            "corrections": corrections_of(list(shown.page), request.at),
            "years": list(listed.years.items()),
            "year": year,
            "every_language": not language,
            "listed_language": Language(language).translated_name if language not in ("", own) else "",
            "elsewhere": listed.elsewhere(),
        },
    )


def _year(request: HttpRequest, problems: list[str]) -> int | None:
    written = request.GET.get("year", "").strip()
    if not written:
        return None
    if written.isascii() and written.isdigit() and len(written) == 4 and int(written):
        return int(written)
    problems.append(_("“%(written)s” is not a year; write it like 2005.") % {"written": written[:20]})
    return None


def _language(request: HttpRequest, problems: list[str]) -> str:
    written = request.GET.get("language", "").strip()
    if not written or written == EVERY_LANGUAGE or written in Language.values:
        return written
    problems.append(_("“%(written)s” is not a language of this site.") % {"written": written[:20]})
    return ""
