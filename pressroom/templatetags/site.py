"""What the frame of every page needs: addresses of pages, and the same page in other languages."""

from django import template
from django.template import engines
from django.template.base import FilterExpression, Parser, Token
from django.template.context import Context
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.templatetags import i18n
from django.utils.html import conditional_escape
from django.utils.translation import gettext

from institutes import page_urls
from pressroom import page_languages

register = template.Library()


class PageUrl(template.Node):
    """The path of a page in the active language, put down or kept under a name."""

    def __init__(self, page: str, kept_as: str) -> None:
        self.page = page
        self.kept_as = kept_as

    def render(self, context: Context) -> str:
        url = page_urls.fixed_address(self.page)
        if not self.kept_as:
            return url
        context[self.kept_as] = url
        return ""


@register.tag
def page_url(_parser: Parser, token: Token) -> PageUrl:
    """The path of a page that has no name in its address, in the active language: `{% page_url "front" %}`.

    The same as `{% url %}` for a fraction of its price, which every page would pay a dozen times.
    """
    _name, page, *kept_as = token.split_contents()
    return PageUrl(page.strip("\"'"), kept_as[1] if kept_as else "")


class StaticFile(template.Node):
    """The address of a static file."""

    def __init__(self, path: str) -> None:
        self.path = path

    def render(self, context: Context) -> str:
        return page_urls.static_address(self.path)


@register.tag
def static_file(_parser: Parser, token: Token) -> StaticFile:
    """The address of a static file: Django's `{% static %}` for a twentieth of its price."""
    _name, path = token.split_contents()
    return StaticFile(path.strip("\"'"))


class Sentence(template.Node):
    """A sentence of the site in the active language. As in Django, what translators write is not escaped."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence.replace("%", "%%")

    def render(self, context: Context) -> str:
        return gettext(self.sentence).replace("%%", "%")


@register.tag
def translate(parser: Parser, token: Token) -> template.Node:
    """Django's `{% translate %}`: load this library after `i18n`.

    A plain sentence, which nearly all are, is looked up at once. Django's own makes a lazy text of it first,
    which costs six times as much, and a page has dozens of them.
    """
    _name, *arguments = token.split_contents()
    is_plain = len(arguments) == 1 and arguments[0][0] in "\"'" and "|" not in arguments[0]
    return Sentence(arguments[0][1:-1]) if is_plain else i18n.do_translate(parser, token)


class Rows(template.Node):
    """A template of rows (see `pressroom.row_templates`), with these values."""

    def __init__(self, name: str, values: dict[str, FilterExpression]) -> None:
        self.name = name
        self.values = values

    def render(self, context: Context) -> str:
        values = {name: value.resolve(context) for name, value in self.values.items()}
        rendered: str = engines["rows"].get_template(self.name).render(values)
        return rendered


@register.tag
def rows(parser: Parser, token: Token) -> Rows:
    """A template of rows with the values that are named: `{% rows "releases/_facets.html" facets=facets %}`."""
    _name, template_name, *arguments = token.split_contents()
    values = {}
    for argument in arguments:
        name, _sign, value = argument.partition("=")
        values[name] = parser.compile_filter(value)
    return Rows(template_name.strip("\"'"), values)


class Worded(template.Node):
    """A text in its language: marked where that is not the language of the page."""

    def __init__(self, text: FilterExpression) -> None:
        self.text = text

    def render(self, context: Context) -> str:
        text = self.text.resolve(context)
        if not getattr(text, "lang", ""):
            return conditional_escape(text)
        rendered: str = engines["rows"].get_template("_wording.html").render({"text": text})
        return rendered


@register.tag
def wording(parser: Parser, token: Token) -> Worded:
    """A `Wording`, such as the name of an event, marked where it is in another language: `{% wording event.name %}`."""
    _name, text = token.split_contents()
    return Worded(parser.compile_filter(text))


class BlockText(template.Node):
    """What the page puts into a block of its frame, as a line of text, put down once more or kept under a name."""

    def __init__(self, block: str, kept_as: str) -> None:
        self.block = block
        self.kept_as = kept_as

    def render(self, context: Context) -> str:
        blocks = context.render_context.get(BLOCK_CONTEXT_KEY)
        block = blocks.get_block(self.block) if blocks is not None else None
        text = " ".join(block.render(context).split()) if block is not None else ""
        if self.kept_as:
            context[self.kept_as] = text
            return ""
        # It is escaped for HTML already; a sentence of the catalogue may have quotation marks.
        return text.removesuffix("·").rstrip().replace('"', "&quot;")


@register.tag
def block_text(_parser: Parser, token: Token) -> BlockText:
    """The text of a block of this page in a second place: `content="{% block_text "title" %}"`.

    The line is without the “·” that parts a title from the name of the site, and empty where the block is.
    """
    _name, block, *kept_as = token.split_contents()
    return BlockText(block.strip("\"'"), kept_as[1] if kept_as else "")


@register.simple_tag(takes_context=True)
def language_links(context: Context) -> list[page_languages.LanguageLink]:
    """This page in each of the official languages, with what it understands of the query string."""
    return page_languages.language_links(context["request"], context)


@register.simple_tag(takes_context=True)
def alternates(context: Context) -> list[page_languages.Alternate]:
    """This page in every language in which it is, for search engines."""
    return page_languages.alternates(context["request"], context)


@register.simple_tag(takes_context=True)
def canonical_address(context: Context) -> str:
    """The whole address of this page, without what it does not understand of the query string."""
    return page_languages.canonical_address(context["request"], context)
