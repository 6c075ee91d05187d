"""What pages of the desk ask of the help: words explained on the spot, and pictures."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.translation import get_language

from pressroom.help.pictures import ENGLISH, PICTURES, WIDTH, language_of
from pressroom.help.words import BY_SLUG

register = template.Library()


@register.inclusion_tag("admin/help/_words.html")
def explained(*slugs: str, words: Iterable[str] = ()) -> dict[str, Any]:
    """Words of the trade, each of which opens and says what it means."""
    return {"words": [BY_SLUG[slug] for slug in (*slugs, *words)]}


@register.inclusion_tag("admin/help/_picture.html")
def help_picture(name: str) -> dict[str, Any]:
    """A picture of the desk in the language of its reader; in English, and saying so, where there is none yet."""
    picture, language = PICTURES[name], get_language() or ENGLISH
    shown = language_of(name, language)
    return {
        "picture": picture,
        "width": WIDTH,
        "address": static(f"pressroom/help/{shown}/{name}.webp"),
        "is_foreign": shown != language,
    }
