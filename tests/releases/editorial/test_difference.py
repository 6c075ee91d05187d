"""The difference between two texts: true to both, by words, and quick."""

import random
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from releases.editorial.difference import Piece, changed, difference, words

MARKS = {"same": "", "gone": "-", "new": "+"}


def shown(old, new):
    return "".join(
        piece.text if piece.kind == "same" else f"[{MARKS[piece.kind]}{piece.text}]"
        for piece in difference(old, new)
    )


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", ""),
        ("One text.", "One text.", "One text."),
        ("", "New", "[+New]"),
        ("Old", "", "[-Old]"),
        ("The third workshop met.", "The fourth workshop met.", "The [-third][+fourth] workshop met."),
        ("It met today.", "It met on Friday today.", "It met [+on Friday ]today."),
        ("One two three", "Uno dos three", "[-One two][+Uno dos] three"),
        ("First.\n\nSecond.", "First.\n\nThird.\n\nSecond.", "First.\n\n[+Third.\n\n]Second."),
        ("21 April 2005", "22 April 2005", "[-21][+22] April 2005"),
        # Words keep what belongs to them, and marks stand alone.
        ("the Secretary-General’s report", "the Secretary-General report",
         "the [-Secretary-General’s][+Secretary-General] report"),
        ("L’atelier a eu lieu", "L’atelier n’a pas eu lieu", "L’atelier [-a][+n’a pas] eu lieu"),
        ("a, b", "a; b", "a[-,][+;] b"),
        # Chinese puts no space between words: sign by sign.
        ("第十一届预防犯罪大会", "第十二届预防犯罪大会", "第十[-一][+二]届预防犯罪大会"),
        ("تاسع مؤتمر الأمم المتحدة", "عاشر مؤتمر الأمم المتحدة", "[-تاسع][+عاشر] مؤتمر الأمم المتحدة"),
        ("Одиннадцатый конгресс", "Двенадцатый конгресс", "[-Одиннадцатый][+Двенадцатый] конгресс"),
        ("กรุงเทพ", "กรุงเทพฯ", "กรุงเทพ[+ฯ]"),
        ("<b>1 & 2</b>", "<b>1 & 3</b>", "<b>1 & [-2][+3]</b>"),
    ],
)  # fmt: skip
def test_texts_differ_by_words(old, new, expected):
    assert shown(old, new) == expected


def test_whether_there_is_a_difference_at_all():
    assert changed(difference("Same", "Same")) is False
    assert changed(difference("Same", "Other")) is True
    assert difference("Same", "Same") == [Piece("same", "Same")]


TEXTS = st.text(st.sampled_from("ab .,\n-’й第大กักم\u064bé\U00020000_0"), max_size=60) | st.lists(
    st.sampled_from(["the ", "Congress ", "met.\n\n", "第", "十", "’"])
).map("".join)


@given(TEXTS)
def test_words_lose_nothing(text):
    assert "".join(words(text)) == text


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_from_the_difference(old, new):
    check(old, new)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 40))
def test_long_texts_too(seed, changes):
    rng = random.Random(seed)  # noqa: S311 - no secret
    old, new = edited(rng, 6_000, changes)
    check(old, new)


def check(old, new):
    pieces = difference(old, new)

    assert "".join(piece.text for piece in pieces if piece.kind != "new") == old
    assert "".join(piece.text for piece in pieces if piece.kind != "gone") == new
    assert all(piece.text for piece in pieces)
    kinds = [piece.kind for piece in pieces]
    assert all(left != right for left, right in pairwise(kinds))
    assert ("new", "gone") not in pairwise(kinds)


VOCABULARY = [
    "the",
    "of",
    "and",
    "Congress",
    "crime",
    "prevention",
    "justice",
    "workshop",
    "institute",
    "delegate",
    "said",
    "treaty",
]


def edited(rng, length, changes):
    """A text of `length` words in paragraphs, and the same with `changes` words or paragraphs changed."""
    old = [rng.choice(VOCABULARY) + (".\n\n" if rng.random() < 0.02 else " ") for _ in range(length)]
    new = list(old)
    for _ in range(changes):
        place = rng.randrange(len(new))
        new[place : place + rng.choice([0, 1, 1, 80])] = [rng.choice(VOCABULARY) + " "]
    return "".join(old), "".join(new)


@pytest.mark.parametrize(
    "texts",
    [
        edited(random.Random(1), 100_000, 60),  # noqa: S311 - no secret
        edited(random.Random(2), 100_000, 5_000),  # noqa: S311 - no secret
        ("a " * 50_000, "b " * 50_000),
        ("a " * 50_000, "a " * 49_000),
        ("a\n" * 50_000, "b\na\n" * 25_000),
        ("第" * 50_000, "第十" * 25_000),
        ("a b " * 700, "b a " * 700),
    ],
    ids=["few changes", "many changes", "all other", "shorter", "lines", "signs", "alternating"],
)
def test_no_text_takes_long(texts):
    start = time.process_time()
    difference(*texts)

    # A page may wait for it. Measured at well under a second; the machine of a test run may be busy.
    assert time.process_time() - start < 6
