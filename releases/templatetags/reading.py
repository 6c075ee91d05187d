"""What templates need to put a release before a reader."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _
from django_countries import countries

from institutes.enums import Language
from releases.enums import MentionRole, ReleaseKind
from releases.models import Release
from releases.search import highlighting
from releases.search.query import Query
from releases.wire.writer import short_date

register = template.Library()


@register.filter
def direction(language: str) -> str:
    """`rtl` for languages written from right to left, else `ltr`."""
    return "rtl" if get_language_info(language)["bidi"] else "ltr"


@register.filter
def html_language(language: str) -> str:
    """The code as BCP 47 writes it: zh-Hans."""
    main, _hyphen, script = language.partition("-")
    return f"{main}-{script.title()}" if script else main


@register.filter
def language_name(language: str) -> str:
    """The name of the language, in that language."""
    return Language(language).label


@register.filter
def kind_name(kind: str) -> str:
    """What the kind of a release is called in the page's language."""
    return ReleaseKind(kind).label


@register.filter
def kind_in_a_sentence(kind: str, language: str) -> str:
    """The kind as it is called inside a sentence: in small letters but in German, where it is a noun."""
    name = kind_name(kind)
    return name if language == "de" else name.lower()


@register.filter
def role_name(role: str) -> str:
    """What an institute does in a release, in the page's language."""
    return MentionRole(role).label


@register.simple_tag
def version_links(versions: Iterable[Release]) -> SafeString:
    """A list item for each version in another language, with its address."""
    return format_html_join(
        "",
        '<li><a href="{0}" lang="{1}" hreflang="{1}">{2}</a></li>',
        (
            (version.get_absolute_url(), html_language(version.language), language_name(version.language))
            for version in versions
        ),
    )


@register.filter
def in_words(day: date) -> str:
    """The day as the page's language writes it."""
    return _in_words(day, get_language())


@lru_cache(maxsize=4096)
def _in_words(day: date, _language: str) -> str:
    return date_format(day)


@register.filter
def dateline_date(day: date, language: str) -> str:
    """The day as a dateline prints it: 21 April, 9 de marzo."""
    return short_date(day, language)


@register.filter
def country_name(code: str) -> str:
    """The name of the country in the page's language, or its code where the code is not known."""
    return countries.name(code) or code


@register.simple_tag
def days(first: date | None, last: date | None) -> SafeString | str:
    """One date or two, machine-readable and in words."""
    if first is None:
        return ""
    written = format_html('<time datetime="{}">{}</time>', first.isoformat(), date_format(first))
    if last is None or last == first:
        return written
    other = format_html('<time datetime="{}">{}</time>', last.isoformat(), date_format(last))
    # Translators: first and last day of an event
    return format_html(_("{first} to {last}"), first=written, last=other)


@register.simple_tag
def marked_title(release: Release, query: Query) -> SafeString:
    """The title with the words that were looked for marked."""
    return highlighting.marked_title(release, query)


@register.simple_tag
def marked_passage(release: Release, query: Query) -> SafeString:
    """The part of the text that best answers the words that were looked for, with them marked."""
    return highlighting.marked_passage(release, query)
