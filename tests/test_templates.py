"""HTML stands in templates, where a designer can read it, and nowhere else."""

import ast
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Engine, engines
from django.template.base import NodeList, TextNode, VariableNode
from django.template.defaulttags import IfNode
from django.template.loaders.cached import Loader

BASE = Path(settings.BASE_DIR)
EVERY_TEMPLATE = sorted((BASE / "templates").rglob("*.html"))
TEMPLATES = [path for path in EVERY_TEMPLATE if path.relative_to(BASE).parts[1] != "admin"]
LONGEST_LINE = 200
PRODUCT = sorted(
    path for room in ("institutes", "releases", "pressroom") for path in (BASE / room).rglob("*.py")
)
MAKES_HTML = {"mark_safe", "SafeString", "SafeText", "format_html", "format_html_join", "render_to_string"}
# Where Python makes HTML, and why a template cannot.
MAY_MAKE_HTML = {
    "releases/management/demonstration/stories.py": "the text of an invented release, by its template",
    "releases/publication/site_pages.py": "the text of a page that comes with the software, by its template",
    "releases/admin/attachments.py": "a cell of a table",
    "releases/admin/moves.py": "a sentence that the next page shows, with its link, by a template",
    "pressroom/help/views.py": "finds words in the pages of the help, as their templates make them",
    "releases/admin/numbering.py": "answers the form while a symbol is typed, by the template of the form",
    "releases/admin/live_preview.py": "answers the form with what is missing, by the template of the form",
    "releases/templatetags/counts.py": "whole numbers, in which there is nothing to escape",
    "releases/search/highlighting.py": "marks words within a text, letter by letter",
    "releases/admin/release.py": "columns and fields of the admin, which have no template of their own",
    "releases/admin/photo.py": "the same",
    "releases/admin/list_cells.py": "columns of a list of the desk, each made by a template",
    "institutes/admin.py": "the same",
    "institutes/desk/catalogue_lists.py": "the same",
    "institutes/desk/proposals.py": "columns of a list of the desk, each made by a template",
}


def test_there_is_something_to_read():
    assert {"base.html", "detail.html", "_chart.html"} <= {path.name for path in TEMPLATES}
    assert len(PRODUCT) > 100


@pytest.mark.parametrize(
    "path", EVERY_TEMPLATE, ids=lambda path: path.relative_to(BASE / "templates").as_posix()
)
def test_no_line_of_a_template_is_too_long_to_read(path):
    long = [
        number for number, line in enumerate(path.read_text().splitlines(), 1) if len(line) > LONGEST_LINE
    ]

    assert long == []


class Elements(HTMLParser):
    """Notes each element that is closed without having been opened, or the other way round."""

    VOID = frozenset({"meta", "link", "input", "img", "base", "br", "source", "rect", "hr"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.unbalanced: list[str] = []
        self.feed(html)
        self.unbalanced += self.open

    def handle_starttag(self, tag: str, attrs: list) -> None:
        if tag not in self.VOID or (tag == "rect" and "/" not in (self.get_starttag_text() or "")):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list) -> None:
        """`<rect/>` is closed as soon as it is open."""

    def handle_endtag(self, tag: str) -> None:
        if self.open and self.open[-1] == tag:
            self.open.pop()
        else:
            self.unbalanced.append(f"/{tag}")


# A day and time in numbers is read from the left also where the page is read from the right.
IN_NUMBERS = re.compile(r'([^{"]{0,40}"?>|[^>"])\{\{[^{}]*\|date:"Y-m-d H:i[^{}]*\}\}(?!")')


@pytest.mark.parametrize(
    "path", EVERY_TEMPLATE, ids=lambda path: path.relative_to(BASE / "templates").as_posix()
)
def test_a_time_in_numbers_is_read_from_the_left(path):
    before = [
        path.read_text()[: found.start()][-60:] + found[1] for found in IN_NUMBERS.finditer(path.read_text())
    ]
    assert [text for text in before if not text.endswith(' dir="ltr">')] == []


def _halves(nodes: NodeList) -> list[str]:
    """The elements of which only one end stands in this part of a template, or in a part of it."""
    halves, html = [], ""
    for node in nodes:
        if isinstance(node, TextNode):
            html += node.s
        elif isinstance(node, VariableNode):
            html += "x"
        branches = (
            [branch for _condition, branch in node.conditions_nodelists]
            if isinstance(node, IfNode)
            else [getattr(node, name, None) or NodeList() for name in node.child_nodelists]
        )
        halves += [half for branch in branches for half in _halves(branch)]
    return halves + Elements(html).unbalanced


@pytest.mark.parametrize(
    ("source", "halves"),
    [
        ("<p>{% if x %}<b>{% endif %}</p>", ["b"]),
        ("<a href='{% if x %}y'>{% else %}z'></a>{% endif %}", ["/a"]),
        ("{% for a in x %}</li><li>{% endfor %}", ["/li", "li"]),
        ("<ul>{% for a in x %}<li><a{% if a %} b='{{ a }}'{% endif %}>{{ a }}</a></li>{% endfor %}</ul>", []),
    ],
)
def test_half_an_element_is_noticed(source, halves):
    assert sorted(_halves(Engine().from_string(source).nodelist)) == sorted(halves)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(BASE / "templates").as_posix())
def test_every_part_of_a_template_has_whole_elements(path):
    template = engines["django"].get_template(path.relative_to(BASE / "templates").as_posix()).template

    assert _halves(template.nodelist) == []


def _names(path: Path) -> set[str]:
    """Every name that a module uses, imports or looks up in something."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text())):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.alias(name=name):
                names.add(name)
    return names


def test_python_makes_no_html():
    makes = {path.relative_to(BASE).as_posix() for path in PRODUCT if _names(path) & MAKES_HTML}

    assert makes == MAY_MAKE_HTML.keys()


@pytest.mark.parametrize(
    "library", sorted(path for path in PRODUCT if path.parent.name == "templatetags"), ids=str
)
def test_no_tag_holds_a_piece_of_a_template(library):
    """A tag that begins and ends somewhere could begin within one element and end within another."""
    assert not _names(library) & {"simple_block_tag", "parse", "delete_first_token"}


def test_templates_are_compiled_once():
    with_cache = [
        loader for loader in engines["django"].engine.template_loaders if isinstance(loader, Loader)
    ]

    assert len(with_cache) == 1
    assert isinstance(engines["django"].engine, Engine)
