import pytest

from releases.wire.language import tell_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The Board thanked the governments that had sent their figures.", "en"),
        ("La réponse est attendue lundi dans la salle des délégations.", "fr"),
        ("El curso fue idea del director y de los jueces de la ciudad.", "es"),
        ("Er ist von Montag bis Freitag geöffnet und steht allen offen.", "de"),
        ("Сегодня их больше, чем в прошлом году.", "ru"),
        ("وتعود الحافلة في الربيع.", "ar"),
        ("馆长说，最受欢迎的是菜谱。UNODC", "zh-hans"),
    ],
)
def test_language_is_told(text, language):
    assert tell_language(text) == (language, True)


@pytest.mark.parametrize("text", ["", "12345", "Xyzzy"])
def test_nothing_to_tell_from_is_english_and_a_guess(text):
    assert tell_language(text) == ("en", False)
