import pytest

from releases.wire.language import tell_language, tell_other_language


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


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("渡輪檢查員今天在港口開始為期一週的演練，這個消息發布後各國代表表示歡迎。", "traditional Chinese"),
        ("渡轮检查员今天在港口开始为期一周的演练，这个消息发布后各国代表表示欢迎。", ""),
        ("Інспектори поромів розпочали сьогодні в порту тиждень навчань", "Ukrainian"),
        ("Инспекторы паромов начали сегодня в порту неделю учений", ""),
        ("フェリーの検査官は本日、港で一週間の演習を始めました。", "Japanese"),
        ("Inspektorzy promów rozpoczęli dziś w porcie tydzień ćwiczeń na pożyczonym statku.", "Polish"),
        ("Inspector Łukasz Żak of Gdańsk spoke of the ferries and bells of the lake, and of the harbour too, " * 2, ""),
        ("", ""),
    ],
)  # fmt: skip
def test_a_language_that_the_site_does_not_have_is_named(text, language):
    assert tell_other_language(text) == language
