import pytest

from releases.intake.files.decoded_twice import put_right
from tests.releases.intake.files.encoding_samples import TEXTS

WRONG = (
    "sloppy-windows-1252",
    "latin-1",
    "cp1251",
    "mac_roman",
    "cp437",
    "cp850",
    "koi8-r",
    "cp866",
    "cp1250",
)


def twice(text, encoding):
    try:
        return text.encode().decode(encoding)
    except UnicodeDecodeError:
        return None


@pytest.mark.parametrize("language", TEXTS)
def test_a_right_text_is_left_alone(language):
    assert put_right(TEXTS[language]) == (TEXTS[language], 0)
    assert put_right(TEXTS[language].upper()) == (TEXTS[language].upper(), 0)


@pytest.mark.parametrize("encoding", WRONG)
@pytest.mark.parametrize("language", ["en", "fr", "de", "ru", "ar", "zh-hans", "pl"])
def test_a_text_that_was_decoded_twice_is_put_right(language, encoding):
    wrong = twice(TEXTS[language], encoding)
    if wrong is not None:
        assert put_right(f"SOC/CP/1\n\n{wrong}") == (f"SOC/CP/1\n\n{TEXTS[language]}", 3)


def test_the_line_that_was_decoded_twice_is_put_right_beside_others():
    assert put_right("„schön“\nÐ and Ñ\nthe shipâ€™s mate\n") == ("„schön“\nÐ and Ñ\nthe ship’s mate\n", 3)


@pytest.mark.parametrize("text", ["CAFÉ» et “MANGÉ”, il a dit « À LA VÔTRE » – ÉTÉ…", "plain", ""])
def test_capitals_beside_quotation_marks_are_no_such_text(text):
    assert put_right(text) == (text, 0)
