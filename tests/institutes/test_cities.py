"""Cities have the names that documents of the United Nations use, and places are written as in each language."""

import pytest
from django.core.management import call_command
from django.utils.translation import override

from institutes import places
from institutes.models import CatalogueChange, City, CityName, Institute
from tests.factories import make_event, make_institute

LANGUAGES = ("en", "fr", "es", "ru", "ar", "zh-hans")
NAMES = {
    "addis-ababa": ("Addis Ababa", "Addis-Abeba", "Addis Abeba", "Аддис-Абеба", "أديس أبابا", "亚的斯亚贝巴"),
    "bangkok": ("Bangkok", "Bangkok", "Bangkok", "Бангкок", "بانكوك", "曼谷"),
    "beijing": ("Beijing", "Beijing", "Beijing", "Пекин", "بيجين", "北京"),
    "beirut": ("Beirut", "Beyrouth", "Beirut", "Бейрут", "بيروت", "贝鲁特"),
    "cairo": ("Cairo", "Le Caire", "El Cairo", "Каир", "القاهرة", "开罗"),
    "geneva": ("Geneva", "Genève", "Ginebra", "Женева", "جنيف", "日内瓦"),
    "havana": ("Havana", "La Havane", "La Habana", "Гавана", "هافانا", "哈瓦那"),
    "kyiv": ("Kyiv", "Kyïv", "Kyiv", "Киев", "كييف", "基辅"),
    "nairobi": ("Nairobi", "Nairobi", "Nairobi", "Найроби", "نيروبي", "内罗毕"),
    "new-york": ("New York", "New York", "Nueva York", "Нью-Йорк", "نيويورك", "纽约"),
    "seoul": ("Seoul", "Séoul", "Seúl", "Сеул", "سيول", "首尔"),
    "the-hague": ("The Hague", "La Haye", "La Haya", "Гаага", "لاهاي", "海牙"),
    "vienna": ("Vienna", "Vienne", "Viena", "Вена", "فيينا", "维也纳"),
}
PLACES = {
    "bangkok": (
        *("Bangkok, Thailand", "Bangkok (Thaïlande)", "Bangkok (Tailandia)", "Бангкок, Таиланд"),
        *("بانكوك، تايلند", "泰国曼谷"),
    ),
    "caracas": (
        *("Caracas, Bolivarian Republic of Venezuela", "Caracas (République bolivarienne du Venezuela)"),
        *("Caracas (República Bolivariana de Venezuela)", "Каракас, Боливарианская Республика Венесуэла"),
        *("كاراكاس، جمهورية فنزويلا البوليفارية", "委内瑞拉玻利瓦尔共和国加拉加斯"),
    ),
    "jerusalem": ("Jerusalem", "Jérusalem", "Jerusalén", "Иерусалим", "القدس", "耶路撒冷"),
    "kuwait-city": (
        *("Kuwait City", "Koweït", "Ciudad de Kuwait", "Эль-Кувейт", "مدينة الكويت", "科威特城"),
    ),
    "seoul": (
        *("Seoul, Republic of Korea", "Séoul (République de Corée)", "Seúl (República de Corea)"),
        *("Сеул, Республика Корея", "سيول، جمهورية كوريا", "大韩民国首尔"),
    ),
    "singapore": ("Singapore", "Singapour", "Singapur", "Сингапур", "سنغافورة", "新加坡"),
    "tunis": (*("Tunis, Tunisia", "Tunis (Tunisie)", "Túnez", "Тунис", "تونس", "突尼斯"),),
}

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("slug", NAMES)
def test_a_city_has_the_name_of_the_united_nations_in_each_language(slug):
    city = City.objects.get(slug=slug)

    assert tuple(city.name_in(language) for language in LANGUAGES) == NAMES[slug]


@pytest.mark.parametrize("slug", PLACES)
def test_a_place_is_written_as_in_the_documents_of_each_language(slug):
    event = make_event(city=City.objects.get(slug=slug))
    written = []
    for language in LANGUAGES:
        with override(language):
            written.append(event.place)

    assert tuple(written) == PLACES[slug]
    assert {place.lang for place in written} == {""}


def test_a_place_whose_city_has_no_name_in_the_language_is_in_that_of_its_name():
    institute = make_institute(city="Novaria", country="AT")

    with override("ar"):
        assert (institute.place, institute.place.lang, institute.place.dir) == (
            "Novaria, Austria",
            "en",
            "ltr",
        )


def test_where_no_city_is_known_the_country_stands_alone():
    event = make_event(country="KR")

    with override("fr"):
        assert (event.place, event.place.lang) == ("République de Corée", "")
    assert make_event().place == ""


@pytest.mark.parametrize("typed", ["BANGKOK", " bangkok ", "Бангкок", "曼谷", "بانكوك"])
def test_a_city_is_found_by_its_name_in_any_language(typed, django_assert_num_queries):
    with django_assert_num_queries(1):
        city = City.objects.called(typed)

    assert city is not None
    assert city.slug == "bangkok"


def test_marks_and_former_spellings_are_understood():
    found = [City.objects.called(name) for name in ("geneve", "BOGOTA", "Kiev", "Sana'a", "汉城", "")]

    assert [city.slug if city else None for city in found] == [
        *("geneva", "bogota", "kyiv", "sanaa", "seoul", None)
    ]


def test_a_dateline_of_several_cities_names_each():
    assert places.folded_names("MONTREAL/ROME") == ["montreal/rome", "montreal", "rome"]
    assert places.folded_names("Genève et Vienne")[1:] == ["geneve", "vienne"]
    assert places.folded_names("Washington, D.C.")[0] == "washington, d.c."


def test_the_country_is_that_of_the_city():
    assert make_institute(city="Seoul", country="KP").country == "KR"
    assert make_institute(city="Jerusalem", country="").country == ""


def test_another_country_of_a_city_is_that_of_what_is_in_it():
    institute, event = make_institute(city="Novaria", country="AT"), make_event(city="Novaria")
    elsewhere = make_institute(city="Seoul")
    city = City.objects.called("Novaria")
    assert (institute.country, event.country) == ("AT", "AT")

    city.country = "FI"
    city.save()

    for thing in (institute, event, elsewhere):
        thing.refresh_from_db()
    assert (institute.country, event.country, elsewhere.country) == ("FI", "FI", "KR")
    assert institute.history.first().country == "FI"
    change = CatalogueChange.objects.filter(object_id=institute.pk, name=institute.name).first()
    assert change.differences[-1]["field"] == "country"


def test_a_city_without_a_country_takes_none_away():
    institute = make_institute(city="Novaria", country="AT")
    institute.city.country = ""
    institute.city.save()

    institute.refresh_from_db()
    assert institute.country == "AT"


def test_a_city_that_is_not_known_is_made_with_its_country():
    institute = make_institute(city="Tromsø", country="NO")
    again = make_event(city="TROMSØ")

    assert (institute.city, again.country) == (again.city, "NO")
    assert (institute.city.slug, institute.city.country) == ("troms", "NO")
    assert str(institute.city) == "Tromsø"


def test_cities_of_one_name_have_addresses_of_their_own():
    slugs = []
    for country in ("ES", "VE"):
        city = City.new("Mérida", country)
        city.save()
        slugs.append(city.slug)

    assert slugs == ["merida", "merida-2"]


def test_every_city_of_the_product_is_a_row_once_and_stays_as_somebody_changed_it():
    CityName.objects.filter(city__slug="bangkok", language="en").update(name="Krung Thep")
    City.objects.filter(slug="apia").delete()

    call_command("migrate", verbosity=0)

    assert City.objects.count() == len(places.rows())
    assert str(City.objects.get(slug="bangkok")) == "Krung Thep"
    assert str(City.objects.get(slug="apia")) == "Apia"


def test_every_city_has_all_names_a_zone_and_coordinates():
    for row in places.rows():
        assert all(row.values()) or {key for key in row if not row[key]} <= {"country", "others"}, row["slug"]
        assert abs(float(row["latitude"])) <= 90


def test_a_form_shows_the_city_in_the_language_of_its_reader_and_takes_a_new_one(admin_client):
    institute = make_institute(city="Vienna")
    address = f"/admin/institutes/institute/{institute.pk}/change/"

    page = admin_client.get(address).content.decode()

    assert 'value="Vienna"' in page
    assert '<option value="Geneva" data-zone="Europe/Zurich" data-country="CH">' in page
    assert Institute.objects.get(pk=institute.pk).country == "AT"


@pytest.mark.django_db(transaction=True)
def test_a_database_that_was_emptied_has_the_cities_again():
    City.objects.create(slug="invented-town")
    before = City.objects.count()

    call_command("flush", interactive=False, verbosity=0)

    assert City.objects.count() == before - 1
