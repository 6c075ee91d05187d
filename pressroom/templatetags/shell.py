"""What all pages have around them, made as seldom as it changes."""

from functools import cache

from django import template
from django.conf import settings
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.urls import get_script_prefix
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from institutes.enums import Language
from releases.templatetags.reading import html_language

register = template.Library()


class Once(template.Node):
    """Renders what it holds once in the process for each language, and for each value it is given."""

    child_nodelists = ()

    def __init__(self, nodelist: NodeList, value: FilterExpression | None) -> None:
        self.nodelist = nodelist
        self.value = value
        self.kept: dict[tuple, SafeString] = {}

    def render(self, context: Context) -> SafeString:
        value = self.value.resolve(context) if self.value else ""
        key = (get_language(), get_script_prefix(), value)
        kept = self.kept.get(key)
        if kept is None:
            kept = self.kept[key] = self.nodelist.render(context)
        return kept


@register.tag
def once(parser: Parser, token: Token) -> Once:
    """`{% once %}…{% endonce %}`: words and addresses of the site, which are the same on every page of a language.

    Nothing that belongs to one page or reader may stand there, no block either. `{% once section %}` makes
    one for each value of `section`, of which there may only be a few.
    """
    _name, *values = token.split_contents()
    if len(values) > 1:
        raise template.TemplateSyntaxError("“once” takes one value or none.")
    nodelist = parser.parse(["endonce"])
    parser.delete_first_token()
    return Once(nodelist, parser.compile_filter(values[0]) if values else None)


@register.simple_tag(takes_context=True)
def language_switch(context: Context) -> SafeString:
    """A list item for each of the official languages, with the address of this same page in it."""
    request = context["request"]
    _root, _language, rest = [*request.path.split("/", 2), "", ""][:3]
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    here = conditional_escape(rest + query)
    return mark_safe("".join(f"{before}{here}{after}" for before, after in _switches(get_language())))  # noqa: S308 - each part is escaped


@cache
def _switches(current: str) -> list[tuple[SafeString, SafeString]]:
    """What stands before and after the rest of the address."""
    return [
        (
            format_html('<li><a href="/{}/', code),
            format_html(
                '" lang="{0}" hreflang="{0}"{1}>{2}</a></li>',
                html_language(code),
                mark_safe(' aria-current="true"') if code == current else "",
                Language(code).label,
            ),
        )
        for code in settings.OFFICIAL_LANGUAGES
    ]
