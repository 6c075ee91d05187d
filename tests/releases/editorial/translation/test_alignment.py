"""Which paragraph stands beside which."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.editorial.translation.alignment import aligned, became, rows
from releases.editorial.translation.paragraphs import Paragraph, read

ENGLISH = read(
    "<h2>Opening</h2><p>The Congress opened in Bangkok on 18 April 2005 before 3,000 people.</p>"
    "<p>A short one.</p><p>The Minister of Justice spoke at length of the rule of law and of help between States.</p>"
).paragraphs
FRENCH = read(
    "<h2>Ouverture</h2><p>Le Congrès s’est ouvert à Bangkok le 18 avril 2005 devant 3 000 personnes.</p>"
    "<p>Le Ministre de la justice a longuement parlé de l’état de droit et de l’entraide entre les États.</p>"
).paragraphs
PARAGRAPHS = st.lists(
    st.builds(
        Paragraph, st.text("ab 12", max_size=6), st.just(0), st.sampled_from([("p",), ("h2",), ("ul", "li")])
    ),
    max_size=6,
)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (ENGLISH, FRENCH, [(0, 0), (1, 1), (2, None), (3, 2)]),
        (FRENCH, ENGLISH, [(0, 0), (1, 1), (None, 2), (2, 3)]),
        (ENGLISH, ENGLISH, [(0, 0), (1, 1), (2, 2), (3, 3)]),
        (ENGLISH, [], [(0, None), (1, None), (2, None), (3, None)]),
        ([], FRENCH, [(None, 0), (None, 1), (None, 2)]),
    ],
)
def test_paragraphs_of_two_languages_are_paired_by_what_they_look_like(one, other, expected):
    assert aligned(one, other) == expected


def test_a_paragraph_that_moved_up_by_one_is_still_the_same_one():
    now = [
        ENGLISH[0],
        read("<p>Added at the top by a correction of the text.</p>").paragraphs[0],
        *ENGLISH[1:],
    ]

    assert became(ENGLISH, now) == [(0, 0), (None, 1), (1, 2), (2, 3), (3, 4)]


@given(PARAGRAPHS, PARAGRAPHS)
def test_each_paragraph_stands_in_one_pair_and_in_its_order(one, other):
    for pairs in (aligned(one, other), became(one, other)):
        assert [left for left, _right in pairs if left is not None] == list(range(len(one)))
        assert [right for _left, right in pairs if right is not None] == list(range(len(other)))


@given(PARAGRAPHS, PARAGRAPHS, PARAGRAPHS)
def test_each_paragraph_of_the_original_and_of_the_translation_has_one_row(now, followed, translated):
    found = rows(now, followed, translated)

    assert [row.original for row in found if row.original is not None] == now
    assert [row.before for row in found if row.before is not None] == followed
    assert [row.number for row in found if row.number is not None] == list(range(len(translated)))


def test_what_was_taken_out_of_the_original_stands_beside_its_translation():
    now = [ENGLISH[0], *ENGLISH[2:]]

    found = rows(now, ENGLISH, ENGLISH)

    assert [(row.is_gone, row.is_new, row.number) for row in found] == [
        (False, False, 0),
        (True, False, 1),
        (False, False, 2),
        (False, False, 3),
    ]


def test_nothing_is_said_to_have_changed_where_nobody_knows_what_was_translated():
    assert [bool(row.changes) for row in rows(ENGLISH, None, FRENCH)] == [False] * 4
