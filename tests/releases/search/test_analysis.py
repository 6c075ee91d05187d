"""Text becomes the same terms whether it is read in one go or piece by piece."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.search import analysis
from releases.search.analysis import LANGUAGES, beginning_kept, fold, read, read_whole, stem

# What words are made of, what parts them, and what only looks as if it did.
LETTERS = st.sampled_from(
    [*"aZéйИ気候变3١.,;-‐'’()/&_", "\u00ad", "\u200b", "\u0301", "ـ", "ال", "U.N.", "1,000", "1\u00a0000"]
)
SPACES = st.sampled_from([" ", "\n", "\n\n", "\t", "\x0b", "\u00a0", "\u202f", "\u2009", "\u3000", "\u2028"])
TEXTS = st.lists(LETTERS | LETTERS | SPACES, max_size=60).map("".join)


@given(text=TEXTS, language=st.sampled_from(LANGUAGES))
def test_reading_piece_by_piece_gives_the_same(text, language):
    assert read(text, language) == read_whole(text, language)


@pytest.mark.parametrize(
    ("text", "language", "words", "stems"),
    [
        ("", "en", (), set()),
        ("The negotiations", "en", ("the", "negotiations"), {"en~negoti"}),
        ("co-operation, now", "en", ("co", "operation", "now"), {"en~co", "en~oper", "en~cooper", "en~now"}),
        ("气候变", "zh", ("气", "候", "变"), {"zh~气", "zh~候", "zh~变", "zh~气候", "zh~候变"}),
        ("1\u00a0000 1 000", "fr", ("1000", "1", "000"), {"fr~1000", "fr~1", "fr~000"}),
        ("المفاوضات", "ar", ("المفاوضات",), {"ar~مفاوض"}),
        ("Cœur ÆGIR", "fr", ("coeur", "aegir"), {"fr~coeur", "fr~aegir"}),
        ("Straße ŁÓDŹ", "fr", ("strasse", "lodz"), {"fr~strass", "fr~lodz"}),
        ("聯合國", "zh", ("联", "合", "国"), {"zh~联", "zh~合", "zh~国", "zh~联合", "zh~合国"}),
    ],
)  # fmt: skip
def test_words_and_stems_of_a_text(text, language, words, stems):
    assert read(text, language) == (words, stems)


def test_pieces_read_before_are_forgotten_before_they_fill_the_memory(monkeypatch):
    monkeypatch.setattr(analysis, "BYTES_REMEMBERED", 4000)
    pieces = analysis._Pieces("en")
    for number in range(30):
        assert pieces[f"word{number}"] == ((f"word{number}",), (f"en~word{number}",))
    long = "x" * 100
    assert pieces[long] == ((long[:60],), (f"en~{long[:60]}",))

    assert 0 < pieces.bytes <= 4000
    assert 1 < len(pieces) < 15
    assert long not in pieces


BEGINNINGS = st.text(
    "abcdefghijklmnopqrstuvwxyzäöüßéèçñабвгдежзийклмнопрстуфхцчшщъыьэюяابتثجحخدرزس", min_size=1, max_size=8
)
ENDINGS = """
    s es ies ied ying ing ed ly ational tional enci anci abli izer ization ator alism fulness ousness iviti
    biliti logies fulli icate ative iciti y ique iques isme logie usion ution ence ité euse eusement emment
    amment aux eaux issement eraient ier c ç anza adora logía ución encia amente idad ivo yeron yendo
    iéndole ándome aríamos ость ейший нн иями ого его ыми ться ющий вшись ungen heit keit lich isch ern end
    ieren ات ون ين ها ية
"""


@given(
    word=st.builds(
        lambda beginning, ending: fold(beginning + ending), BEGINNINGS, st.sampled_from(ENDINGS.split())
    )
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_keeps_the_beginning_of_its_stem(language, word):
    assert word.startswith(beginning_kept(stem(word, language), language))


@pytest.mark.parametrize(
    ("word", "language", "kept"),
    [
        ("dying", "en", "d"),
        ("developments", "en", "deve"),
        ("evidemment", "fr", "evid"),
        ("oesterreich", "de", "o"),
        ("verhandlungen", "de", "verha"),
        ("изменении", "ru", "изме"),
        ("المفاوضات", "ar", ""),
        ("bangkok", "ru", "bang"),
        ("气候", "zh", "气候"),
    ],
)
def test_beginning_that_a_stem_keeps(word, language, kept):
    assert beginning_kept(stem(word, language), language) == kept


def test_no_character_is_simplified_twice():
    forms = analysis.LETTER_FORMS

    assert len(forms) > 2800
    assert not {letter for written in forms.values() for letter in written if ord(letter) in forms}
    assert all(ord(character) <= 0xFFFF for character in map(chr, forms))
