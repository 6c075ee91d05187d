"""Pages mirror in Arabic: nothing in the stylesheets or templates of this site has a fixed left or right."""

import re
from pathlib import Path

import pytest
from django.conf import settings

BASE = Path(settings.BASE_DIR)
STYLES = sorted((BASE / "pressroom" / "static" / "pressroom").rglob("*.css"))
DESK = sorted((BASE / "templates" / "admin").rglob("*.html"))
PHYSICAL = re.compile(
    r"(?<![\w-])((?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)[\w-]*|left|right"
    r"|border-(?:top|bottom)-(?:left|right)-radius|(?:text-align|float|clear)\s*:\s*(?:left|right))\s*(?=[:;}]|$)",
    re.MULTILINE,
)


def test_the_pattern_knows_what_has_a_fixed_side():
    fixed = ("a { left: 0 }", "a { margin-left: 1em }", "a { text-align: left; }", "a { float: right }")
    mirrored = ("a { inset-inline-start: 0 }", "a { margin-inline: 1em }", "a { text-align: start; }")
    assert [bool(PHYSICAL.search(style)) for style in (*fixed, *mirrored)] == [True] * 4 + [False] * 3


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_no_style_has_a_fixed_side(path):
    assert PHYSICAL.findall(path.read_text()) == []


@pytest.mark.parametrize("path", DESK, ids=lambda path: path.relative_to(BASE).as_posix())
def test_an_arrow_from_word_to_word_turns_with_the_page(path):
    text = path.read_text()
    assert len(re.findall("[←→]", text)) == text.count('<span class="arrow">→</span>')
