"""How many releases there are, as a page writes it: the one place that does."""

from django import template
from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

register = template.Library()


def digits(number: int) -> SafeString:
    """A whole number as machines write it, which a template puts down as it is.

    There is nothing to escape in it, and a list has three hundred: to look would cost more than all else.
    """
    return SafeString(number)


@register.filter
def counted(number: int | None) -> str:
    """The number with its thousands apart, as the page's language writes it; nothing where it is not known."""
    if number is None:
        return ""
    return digits(number) if number < 1000 else number_format(number, force_grouping=True)


@register.filter
def releases(number: int | None) -> str:
    """The number of releases in words: 3,000 releases; only that they are releases where it is not known."""
    if number is None:
        return _("Releases")
    return ngettext("%(number)s release", "%(number)s releases", number) % {"number": counted(number)}


@register.filter
def more_elsewhere(number: int) -> str:
    """How many more there are in languages that the list leaves out, as a sentence."""
    return ngettext("%(number)s more in other languages.", "%(number)s more in other languages.", number) % {
        "number": counted(number)
    }
