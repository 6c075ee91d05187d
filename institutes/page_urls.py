"""Addresses of pages and static files: what Django makes, made once for each kind of page and language."""

from functools import cache
from urllib.parse import quote

from django.templatetags.static import static
from django.urls import get_script_prefix, reverse
from django.utils.http import RFC3986_SUBDELIMS
from django.utils.translation import get_language, override

# The characters that Django does not quote in a path.
AS_IT_IS = RFC3986_SUBDELIMS + "/~:@"
PLACE = "place-of-the-name"


def address(page: str, name: str, language: str | None = None) -> str:
    """The path of the page `page` (`events:detail`) of the object with the slug or reference `name`, in `language`.

    Without `language`, in the active one.
    """
    before, after = _around(page, language or get_language(), get_script_prefix())
    return f"{before}{quote(name, safe=AS_IT_IS)}{after}"


def fixed_address(page: str) -> str:
    """The path of the page `page` (`events:list`), which has no name in it, in the active language."""
    return _fixed(page, get_language(), get_script_prefix())


@cache
def static_address(path: str) -> str:
    """The address of a static file, as Django's `static` finds it out anew each time: none changes while we run."""
    return static(path)


@cache
def _fixed(page: str, _language: str | None, _script_prefix: str) -> str:
    return reverse(page)


@cache
def _around(page: str, language: str | None, _script_prefix: str) -> tuple[str, str]:
    with override(language):
        before, _name, after = reverse(page, args=[PLACE]).partition(PLACE)
    return before, after
