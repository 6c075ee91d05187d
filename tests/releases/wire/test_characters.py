import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.wire.characters import TurnedDirection, is_blank, turned_direction

SIGNS = "\u202a\u202b\u202c\u2066\u2067\u2068\u2069"
PAIRS = [
    ("\u202a", "\u202c"),
    ("\u202b", "\u202c"),
    ("\u2066", "\u2069"),
    ("\u2067", "\u2069"),
    ("\u2068", "\u2069"),
]


@pytest.mark.parametrize(
    "text",
    ["", " ", "\u00a0\t\n", "\u200b", "\ufeff\u200d", "\u3164", "\u2800", "\u2066\u2069", "\ufe0f", "\u00ad"],
)
def test_what_nobody_sees_is_blank(text):
    assert is_blank(text)
    assert not is_blank(f"{text}a")


@pytest.mark.parametrize("text", ["a", "–", "١", "联", "\u200b.", "😀"])
def test_what_is_seen_is_not_blank(text):
    assert not is_blank(text)


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("plain", None),
        ("\u200fmarks\u200e are fine", None),
        ("\u202bالقاهرة\u202c and \u2067الإسكوا\u2069", None),
        ("\u2067\u202bnested\u202c\u2069", None),
        ("annual \u202egpj.exe", "U+202E"),
        ("annual \u202dreport\u202c", "U+202D"),
        ("never \u202bended", "U+202B"),
        ("never \u2068ended", "U+2068"),
        ("ends nothing\u202c", "U+202C"),
        ("ends nothing\u2069", "U+2069"),
        ("\u2067crossed \u202bover\u2069 each\u202c", "U+202B"),
    ],
)
def test_only_what_is_balanced_may_turn_the_direction(text, sign):
    turned = turned_direction(text)
    assert (turned and turned.sign) == sign


def test_it_says_where_the_sign_stands():
    assert turned_direction("The annual \u202e report") == TurnedDirection("U+202E", "The annual", "report")


balanced = st.recursive(
    st.text(st.characters(exclude_characters=SIGNS + "\u202d\u202e"), max_size=5),
    lambda inner: st.tuples(st.sampled_from(PAIRS), inner, inner).map(
        lambda p: p[0][0] + p[1] + p[0][1] + p[2]
    ),
)


@given(balanced)
def test_every_balanced_text_is_fine(text):
    assert turned_direction(text) is None


@given(balanced, balanced, st.sampled_from(SIGNS))
def test_one_sign_too_many_is_found(before, after, sign):
    assert turned_direction(before + sign + after) is not None
