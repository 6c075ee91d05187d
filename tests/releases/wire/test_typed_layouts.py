"""Whatever the layout in which a body was typed, its paragraphs, headings and items come back as they were."""

import itertools
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from releases.wire.parser import parse
from tests.releases.wire.typed_layouts import DATE, LAYOUTS, SYMBOL
from tests.releases.wire.typed_words import BULLETS, HEADINGS, ITEMS, NAMES, SENTENCES

HEADER = f"{SYMBOL}\n{DATE}\n\nHarbour Masters Agree on One Logbook\n\n"
DATELINE = "VIENNA, 8 May (UN Information Service) -- "

PARAGRAPHS = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=5, unique=True).map(
    lambda sentences: ("paragraph", " ".join(sentences))
)


@st.composite
def lists(draw):
    bullet = draw(st.sampled_from(BULLETS))
    items = draw(st.lists(st.sampled_from(ITEMS), min_size=2, max_size=4, unique=True))
    numbered = [("list_item", f"{bullet or f'{place}.'} {item}") for place, item in enumerate(items, start=1)]
    return [
        ("paragraph", "The rules that were agreed on in the end are these four and no others:"),
        *numbered,
    ]


@st.composite
def bodies(draw):
    """Sections below headings, one of them with a list; no two paragraphs are the same."""
    parts = [draw(PARAGRAPHS), ("paragraph", " ".join(SENTENCES[:3]))]
    headings = draw(st.lists(st.sampled_from(HEADINGS), min_size=1, max_size=5, unique=True))
    for heading in headings:
        parts += [("heading", heading), draw(PARAGRAPHS)]
        parts += draw(lists()) if heading == headings[-1] else []
        parts.append(draw(PARAGRAPHS))
    names = itertools.cycle(NAMES)
    return [(kind, re.sub(r"\{\}", lambda _match: next(names), text)) for kind, text in parts]


@pytest.mark.parametrize("layout", LAYOUTS)
@settings(max_examples=12)
@given(parts=bodies())
def test_a_typed_body_comes_back_as_it_was(layout, parts):
    first = ("paragraph", DATELINE + parts[0][1])
    document = parse(f"{HEADER}{LAYOUTS[layout]([first, *parts[1:]])}\n\n* *** *\n")
    assert [(block.kind.value, " ".join(block.text.split())) for block in document.blocks] == parts
