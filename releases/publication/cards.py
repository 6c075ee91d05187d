"""A release as a row of a list shows it."""

from collections.abc import Iterable
from typing import TypedDict

from django.utils.translation import get_language

from institutes import days
from institutes.enums import Language
from releases.enums import ReleaseKind
from releases.models import Release
from releases.search.highlighting import Highlighter
from releases.search.query import Query


class Card(TypedDict):
    """What a row shows, ready for a template: texts to be escaped, or HTML that is marked as safe.

    `issued_on` is written as ISO 8601 writes it, `day` as the page's language does. `language` is that of `title` and
    `text` as HTML writes it, `direction` is `ltr` or `rtl`, and `language_name` what the page's language calls it; all
    three are empty where it is that of the page.
    """

    href: str
    symbol: str
    issued_on: str
    day: str
    kind: str
    language: str
    direction: str
    language_name: str
    title: str
    text: str
    is_corrected: bool
    is_invented: bool


def cards_of(releases: Iterable[Release], query: Query | None = None) -> list[Card]:
    """A card for each release, in the page's language, with the words of `query` marked.

    With a query the text is the passage that answers best, and the releases need their `body_text`.
    """
    page_language = get_language()
    highlighter = Highlighter(query) if query else None
    rows = list(releases)
    kinds = {kind: str(ReleaseKind(kind).label) for kind in {release.kind for release in rows}}
    return [_card(release, page_language, kinds[release.kind], highlighter) for release in rows]


def _card(release: Release, page_language: str | None, kind: str, highlighter: Highlighter | None) -> Card:
    foreign = Language(release.language) if release.language != page_language else None
    return {
        "href": release.get_absolute_url(),
        "symbol": release.symbol,
        "issued_on": release.issued_on.isoformat(),
        "day": days.day(release.issued_on),
        "kind": kind,
        "language": foreign.html_code if foreign else "",
        "direction": foreign.direction if foreign else "",
        "language_name": foreign.translated_name if foreign else "",
        "title": highlighter.title(release) if highlighter else release.title,
        "text": highlighter.passage(release) if highlighter else release.summary,
        "is_corrected": bool(
            release.edition > 1 and release.correction_note and not release.correction_is_minor
        ),
        "is_invented": release.is_invented,
    }
