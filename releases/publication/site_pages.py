"""What a page about the site says: the text of whoever runs it, or the one that comes with the software."""

import re

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import override

from releases.enums import SitePageKind
from releases.models import SitePage

# Not those that keep words together.
BLANKS = re.compile(r"[ \n]+")
# The languages in which the software brings a text, in templates/site_pages/.
WRITTEN_IN = frozenset(settings.OFFICIAL_LANGUAGES)


def site_page(kind: SitePageKind, language: str) -> SitePage:
    """The page in that language, else in English, else in any: what it is in stands in its `language`.

    Where nobody has written it, it is the text of the software. Never a text of the software beside one of the
    organisation's: the two may contradict each other.
    """
    written = {page.language: page for page in SitePage.objects.filter(kind=kind).order_by("language")}
    if not written:
        return delivered(kind, language)
    return written.get(language) or written.get(settings.LANGUAGE_CODE) or next(iter(written.values()))


def delivered(kind: SitePageKind, language: str) -> SitePage:
    """The text that comes with the software, in that language or in English; it is no row of the database."""
    language = language if language in WRITTEN_IN else settings.LANGUAGE_CODE
    with override(language):
        # In one line: the editor of the desk keeps every space.
        body = BLANKS.sub(" ", render_to_string(f"site_pages/{kind}.{language}.html")).strip()
        return SitePage(kind=kind, language=language, title=str(kind.label), body=body)
