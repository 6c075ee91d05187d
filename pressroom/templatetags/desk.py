"""What templates of the desk need to put Django's lists and forms before people."""

from django import template
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def said(shown: str) -> str:
    """What Django made of a list or form, its signs for yes and no named in the language of the page."""
    names = {"True": _("Yes"), "False": _("No"), "None": _("Unknown")}
    for value, name in names.items():
        shown = shown.replace(f' alt="{value}">', f' alt="{name}">')
    return shown
