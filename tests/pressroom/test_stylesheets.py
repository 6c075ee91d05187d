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


def _luminance(colour):
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4 for channel in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one, other):
    dark, light = sorted(_luminance(colour) for colour in (one, other))
    return (light + 0.05) / (dark + 0.05)


def _colours(css):
    """The colours of `:root` in the light and in the dark."""
    light, dark = (
        {
            name: value if len(value) == 7 else f"#{value[1] * 2}{value[2] * 2}{value[3] * 2}"
            for name, value in found
        }
        for found in (
            re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", block)
            for block in re.findall(r":root \{(.*?)\}", css, re.DOTALL)[:2]
        )
    )
    return {"light": light, "dark": light | dark}


GROUNDS = ("paper", "paper-soft", "note-paper", "warn-paper")


@pytest.mark.parametrize("look", ["light", "dark"])
def test_what_is_read_and_what_has_the_focus_stand_out_from_every_ground(look):
    css = (BASE / "pressroom" / "static" / "pressroom" / "pressroom.css").read_text()
    colours = _colours(css)[look]
    [of_band] = re.findall(r"\.site-strip, \.site-foot \{ --focus: (#[0-9a-f]{6});", css)

    read = {
        (ink, ground): _contrast(colours[ink], colours[ground])
        for ink in ("ink", "ink-soft", "blue", "warn")
        for ground in GROUNDS
    }
    focus = {ground: _contrast(colours["focus"], colours[ground]) for ground in GROUNDS}

    assert {pair: ratio for pair, ratio in read.items() if ratio < 4.5} == {}
    assert {ground: ratio for ground, ratio in focus.items() if ratio < 3} == {}
    assert _contrast(colours["on-band"], colours["band"]) > 4.5
    assert _contrast(of_band, colours["band"]) > 3
    assert _contrast("#ffffff", "#000000") == 21
