"""The page that is shown, in other languages: for the links at its head, and for search engines."""

from functools import cache
from typing import Any, TypedDict
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest
from django.template.context import Context
from django.urls import get_script_prefix
from django.utils.translation import get_language, override, pgettext

from institutes.enums import Language
from institutes.page_urls import AS_IT_IS, address

LANGUAGE_CODES = frozenset(Language.values)


class LanguageLink(TypedDict):
    """This page in another language: `code` as HTML writes it, `name` in that language.

    `missing` is empty, or says in that language that there is no such version; the link then leads to a page that
    names the versions there are.
    """

    href: str
    code: str
    name: str
    direction: str
    is_current: bool
    missing: str


class Alternate(TypedDict):
    """The whole address of this page in a language, as `hreflang` names it; `x-default` for all others."""

    href: str
    language: str


def language_links(request: HttpRequest, context: Context) -> list[LanguageLink]:
    """This page in each of the official languages.

    Of a release only the `versions` of the context are there. German is among the languages where the page or a
    version is in it.
    """
    versions = context.get("versions")
    # A preview is in the language of the release, in a frame in that of the desk.
    current = (
        context["release"].language if context.get("preview") else get_language() or settings.LANGUAGE_CODE
    )
    hrefs = (
        _of_any_page(request, context)
        if versions is None
        else _of_release(request, context, current, versions)
    )
    return [
        {
            "href": href,
            "code": Language(code).html_code,
            "name": Language(code).label,
            "direction": Language(code).direction,
            "is_current": code == current,
            "missing": _not_available(code) if is_missing else "",
        }
        for code, (href, is_missing) in hrefs.items()
    ]


def alternates(request: HttpRequest, context: Context) -> list[Alternate]:
    """This page in every language in which it is, itself too, and the one for readers of any other language.

    The page may name them itself: its context has `alternates` then, each with `href`, a path, and `language`, a code
    as HTML writes it. Of a release the versions are meant; any other page is there in every official language, but
    page 2 of a list in one is not page 2 of the list in another.
    """
    given = context.get("alternates")
    if given is None:
        links = language_links(request, context) if not canonical_query(context) else []
        given = [{"href": link["href"], "language": link["code"]} for link in links if not link["missing"]]
    if not given:
        return []
    whole: list[Alternate] = [
        {"href": f"{settings.SITE_URL}{one['href']}", "language": one["language"]} for one in given
    ]
    others = next((one for one in whole if one["language"] == settings.LANGUAGE_CODE), whole[0])
    return [*whole, {"href": others["href"], "language": "x-default"}]


def canonical_address(request: HttpRequest, context: Context) -> str:
    """The whole address of this page without what it does not understand of the query string."""
    return f"{settings.SITE_URL}{quote(request.path, safe=AS_IT_IS)}{canonical_query(context)}"


def canonical_query(context: Context) -> str:
    """What the page understands of the query string, from the “?” on; its first page needs no number."""
    query = context.get("known_query")
    if not query:
        return ""
    if query.get("page") == "1":
        query = query.copy()
        del query["page"]
    return f"?{query.urlencode()}" if query else ""


def _of_any_page(request: HttpRequest, context: Context) -> dict[str, tuple[str, bool]]:
    """The same path in each language; of an address without a language, what the page names, or the front page.

    `path_in_language` of the context is what it names: a path below the language, with its query string.
    """
    _root, first, rest = [*request.path_info.split("/", 2), "", ""][:3]
    path = quote(rest, safe=AS_IT_IS) if first in LANGUAGE_CODES else context.get("path_in_language", "")
    query = context.get("known_query")
    query_string = f"?{query.urlencode()}" if query else ""
    return {
        code: (f"{get_script_prefix()}{code}/{path}{query_string}", False)
        for code in settings.OFFICIAL_LANGUAGES
    }


def _of_release(
    request: HttpRequest, context: Context, current: str, versions: list[Any]
) -> dict[str, tuple[str, bool]]:
    there = {version["language"]: version["href"] for version in versions}
    # A preview is at no address of its own: the form asks for it, and a link leads to it by its token.
    is_preview = context.get("preview")
    there[Language(current).html_code] = "#main" if is_preview else quote(request.path, safe=AS_IT_IS)
    shown = context.get("latest") or context.get("release")
    reference = shown.reference if shown else context["reference"]
    hrefs = {}
    for language in Language:
        is_missing = language.html_code not in there
        # A preview has no page that would say what is missing; German is no language of every page.
        if is_missing and (is_preview or language not in settings.OFFICIAL_LANGUAGES):
            continue
        href = there.get(language.html_code) or address("releases:detail", reference, language.value)
        hrefs[language.value] = (href, is_missing)
    return hrefs


@cache
def _not_available(language: str) -> str:
    with override(language):
        return pgettext("a version of a release in a language", "not available")
