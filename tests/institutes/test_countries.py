"""Countries are named as the United Nations names them."""

import csv
from pathlib import Path

import pytest
from django.utils.translation import override

from institutes import countries
from institutes.countries import country_choices, country_in_text, country_name

LANGUAGES = ("en", "fr", "es", "ru", "ar", "zh-hans")
# Code → names in these languages: the short names of UNTERM.
NAMES = {
    "BO": (
        *("Bolivia (Plurinational State of)", "Bolivie (État plurinational de)"),
        *("Bolivia (Estado Plurinacional de)", "Боливия (Многонациональное Государство)"),
        *("دولة بوليفيا المتعددة القوميات", "多民族玻利维亚国"),
    ),
    "CD": (
        *("Democratic Republic of the Congo", "République démocratique du Congo"),
        *("República Democrática del Congo", "Демократическая Республика Конго"),
        *("جمهورية الكونغو الديمقراطية", "刚果民主共和国"),
    ),
    "CI": ("Côte d’Ivoire", "Côte d’Ivoire", "Côte d’Ivoire", "Кот-д’Ивуар", "كوت ديفوار", "科特迪瓦"),
    "CZ": ("Czechia", "Tchéquie", "Chequia", "Чехия", "تشيكيا", "捷克"),
    "FI": ("Finland", "Finlande", "Finlandia", "Финляндия", "فنلندا", "芬兰"),
    "GB": (
        "United Kingdom of Great Britain and Northern Ireland",
        "Royaume-Uni de Grande-Bretagne et d’Irlande du Nord",
        "Reino Unido de Gran Bretaña e Irlanda del Norte",
        "Соединенное Королевство Великобритании и Северной Ирландии",
        "المملكة المتحدة لبريطانيا العظمى وآيرلندا الشمالية",
        "大不列颠及北爱尔兰联合王国",
    ),
    "IR": (
        *("Iran (Islamic Republic of)", "Iran (République islamique d’)"),
        *("Irán (República Islámica del)", "Иран (Исламская Республика)"),
        *("جمهورية إيران الإسلامية", "伊朗伊斯兰共和国"),
    ),
    "KP": (
        *("Democratic People’s Republic of Korea", "République populaire démocratique de Corée"),
        *("República Popular Democrática de Corea", "Корейская Народно-Демократическая Республика"),
        *("جمهورية كوريا الشعبية الديمقراطية", "朝鲜民主主义人民共和国"),
    ),
    "KR": (
        *("Republic of Korea", "République de Corée", "República de Corea", "Республика Корея"),
        *("جمهورية كوريا", "大韩民国"),
    ),
    "LA": (
        *("Lao People’s Democratic Republic", "République démocratique populaire lao"),
        *("República Democrática Popular Lao", "Лаосская Народно-Демократическая Республика"),
        *("جمهورية لاو الديمقراطية الشعبية", "老挝人民民主共和国"),
    ),
    "MD": (
        *("Republic of Moldova", "République de Moldova", "República de Moldova", "Республика Молдова"),
        *("جمهورية مولدوفا", "摩尔多瓦共和国"),
    ),
    "MK": (
        *("North Macedonia", "Macédoine du Nord", "Macedonia del Norte", "Северная Македония"),
        *("مقدونيا الشمالية", "北马其顿"),
    ),
    "NL": (
        *("Netherlands (Kingdom of the)", "Pays-Bas (Royaume des)", "Países Bajos (Reino de los)"),
        *("Нидерланды (Королевство)", "مملكة هولندا", "荷兰王国"),
    ),
    "PS": (
        *("State of Palestine", "État de Palestine", "Estado de Palestina", "Государство Палестина"),
        *("دولة فلسطين", "巴勒斯坦国"),
    ),
    "RU": (
        *("Russian Federation", "Fédération de Russie", "Federación de Rusia", "Российская Федерация"),
        *("الاتحاد الروسي", "俄罗斯联邦"),
    ),
    "SA": (
        *("Saudi Arabia", "Arabie saoudite", "Arabia Saudita", "Саудовская Аравия"),
        *("المملكة العربية السعودية", "沙特阿拉伯"),
    ),
    "SY": (
        *("Syrian Arab Republic", "République arabe syrienne", "República Árabe Siria"),
        *("Сирийская Арабская Республика", "الجمهورية العربية السورية", "阿拉伯叙利亚共和国"),
    ),
    "TH": ("Thailand", "Thaïlande", "Tailandia", "Таиланд", "تايلند", "泰国"),
    "TR": ("Türkiye", "Türkiye", "Türkiye", "Турция", "تركيا", "土耳其"),
    "TZ": (
        *("United Republic of Tanzania", "République-Unie de Tanzanie", "República Unida de Tanzanía"),
        *("Объединенная Республика Танзания", "جمهورية تنزانيا المتحدة", "坦桑尼亚联合共和国"),
    ),
    "US": (
        *("United States of America", "États-Unis d’Amérique", "Estados Unidos de América"),
        *("Соединенные Штаты Америки", "الولايات المتحدة الأمريكية", "美利坚合众国"),
    ),
    "VA": ("Holy See", "Saint-Siège", "Santa Sede", "Святой Престол", "الكرسي الرسولي", "教廷"),
    "VE": (
        *("Venezuela (Bolivarian Republic of)", "Venezuela (République bolivarienne du)"),
        *("Venezuela (República Bolivariana de)", "Венесуэла (Боливарианская Республика)"),
        *("جمهورية فنزويلا البوليفارية", "委内瑞拉玻利瓦尔共和国"),
    ),
}


@pytest.mark.parametrize("code", NAMES)
def test_a_country_has_the_name_of_the_united_nations_in_each_language(code):
    assert tuple(country_name(code, language) for language in LANGUAGES) == NAMES[code]


def test_the_name_is_that_of_the_page():
    with override("ru"):
        assert country_name("KR") == "Республика Корея"
    with override("de"):
        assert country_name("MD") == "Republik Moldau"


def test_a_code_that_nobody_names_stays_and_none_is_nothing():
    assert [country_name("XX"), country_name("")] == ["XX", ""]


def test_after_a_city_a_name_stands_in_its_order():
    assert country_in_text("VE", "fr") == "République bolivarienne du Venezuela"
    assert country_in_text("IR", "es") == "República Islámica del Irán"
    assert country_in_text("TH", "es") == "Tailandia"


def test_every_country_has_a_name_in_every_language_that_is_a_phrase():
    path = Path(countries.__file__).with_name("countries.csv")
    with path.open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    assert len(rows) == 248
    for row in rows:
        for language in (*LANGUAGES, "de"):
            name = row[language]
            assert name, (row["iso"], language)
            assert name == " ".join(name.split())
            assert not set("_'") & set(name), name
            assert name.count("(") == name.count(")"), name


def test_choices_follow_the_letters_of_the_language():
    with override("fr"):
        names = [name for _code, name in country_choices()]
    assert names.index("Égypte") < names.index("Émirats arabes unis") < names.index("Fidji")
