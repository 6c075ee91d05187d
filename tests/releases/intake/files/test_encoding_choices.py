import pytest

from releases.intake.files.encoding import DecodingError
from releases.intake.files.encoding_choices import NAMES, choices_for, decode_as

RUSSIAN = "Пресс-релиз о суде\n"
GERMAN = "Ein Richter übt Gerechtigkeit aus\n"


def test_plain_ascii_has_nothing_to_choose():
    assert choices_for(b"A court met.\n", "A court met.\n") == []


@pytest.mark.parametrize(
    ("encoding", "text"), [("cp1251", RUSSIAN), ("koi8-r", RUSSIAN), ("mac-roman", GERMAN)]
)
def test_what_was_misread_is_offered_in_its_encoding_with_its_first_word(encoding, text):
    data = text.encode(encoding)
    offered = {choice.encoding: choice.word for choice in choices_for(data, data.decode("cp850"))}
    assert offered[encoding] == ("Пресс-релиз" if text == RUSSIAN else "übt")


def test_an_encoding_that_reads_it_as_it_was_read_is_not_offered():
    data = GERMAN.encode("cp1252")
    words = [choice.word for choice in choices_for(data, GERMAN)]
    assert "übt" not in words
    assert len(words) == len(set(words))


def test_only_wide_files_are_offered_wide_encodings():
    narrow = {choice.encoding for choice in choices_for(RUSSIAN.encode("cp1251"), "")}
    wide = {choice.encoding for choice in choices_for(RUSSIAN.encode("utf-16-le"), "")}
    assert narrow.isdisjoint({"utf-16-le", "utf-16-be"})
    assert wide == {"utf-16-le", "utf-16-be"}


@pytest.mark.parametrize("encoding", NAMES)
def test_what_is_decoded_gives_its_bytes_again(encoding):
    text = decode_as(b"A court met.\n" * 2, encoding).text
    assert text.encode(encoding) == b"A court met.\n" * 2


@pytest.mark.parametrize("encoding", ["utf-8", "rot13", "no such thing"])
def test_what_does_not_fit_is_refused_in_a_sentence(encoding):
    with pytest.raises(DecodingError, match=r"^This file is not in .+: choose another encoding\.$"):
        decode_as(RUSSIAN.encode("cp1251"), encoding)
