"""What templates need to put a release, an event or an institute before a reader."""

from django import template

from institutes.enums import Language
from institutes.models import Located
from institutes.names import Wording
from releases.enums import ReleaseKind
from releases.models import table_frames

register = template.Library()


@register.filter
def direction(language: str) -> str:
    """`rtl` for languages written from right to left, else `ltr`."""
    return Language(language).direction


@register.filter
def framed(body: str) -> str:
    """The sanitised markup of a body with its tables in frames that scroll by themselves."""
    return table_frames.framed(body)


@register.filter
def html_language(language: str) -> str:
    """The code as BCP 47 writes it: zh-Hans."""
    return Language(language).html_code


@register.filter
def language_name(language: str) -> str:
    """The name of the language, in that language."""
    return Language(language).label


@register.filter
def language_here(language: str) -> str:
    """The name of the language, in the page's language."""
    return Language(language).translated_name


@register.filter
def kind_name(kind: str) -> str:
    """What the kind of a release is called in the page's language."""
    return str(ReleaseKind(kind).label)


@register.filter
def place(located: Located) -> Wording:
    """City and country, as far as they are known, as the page's language writes them: Bangkok, Thailand."""
    return located.place
