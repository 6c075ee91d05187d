"""Cities as the migrations make them of texts, with the table that the product brings along."""

import csv
import unicodedata
from pathlib import Path

from django.utils.text import slugify

_TABLE = Path(__file__).parents[2] / "cities.csv"
_LANGUAGES = ("en", "fr", "es", "ru", "ar", "zh-hans", "de")


def folded(name):
    plain = unicodedata.normalize("NFKD", name.replace("'", "’").replace("`", "’"))
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return " ".join(plain.casefold().split()).strip(",،， ")


def load(apps, using):
    city_model, name_model = apps.get_model("institutes", "City"), apps.get_model("institutes", "CityName")
    there = set(city_model.objects.using(using).values_list("slug", flat=True))
    with _TABLE.open(encoding="utf-8", newline="") as table:
        rows = [row for row in csv.DictReader(table) if row["slug"] not in there]
    for row in rows:
        facts = {fact: row[fact] for fact in ("slug", "country", "zone", "latitude", "longitude")}
        city = city_model.objects.using(using).create(**facts)
        said = [(code, row[code], True) for code in _LANGUAGES]
        said += [("en", name, False) for name in row["others"].split(";") if name]
        name_model.objects.using(using).bulk_create(
            name_model(city=city, language=language, name=name, is_official=official, folded=folded(name))
            for language, name, official in said
        )


def point_to_cities(apps, using, models):
    """The texts in `city` of the rows become keys in `city_row`; who is not known yet is made."""
    load(apps, using)
    names = apps.get_model("institutes", "CityName").objects.using(using)
    known = {name.folded: name.city_id for name in names.order_by("is_official", "-city_id")}
    for model in models:
        rows = model.objects.using(using).exclude(city="")
        for text, country in set(rows.order_by().values_list("city", "country")):
            if folded(text) and folded(text) not in known:
                known[folded(text)] = _make(apps, using, text, country)
            rows.filter(city=text, country=country).update(city_row=known.get(folded(text)))


def _make(apps, using, text, country):
    cities = apps.get_model("institutes", "City").objects.using(using)
    stem = slugify(text)[:50].strip("-") or "city"
    number, slug = 1, stem
    while cities.filter(slug=slug).exists():
        number, slug = number + 1, f"{stem}-{number + 1}"
    city = cities.create(slug=slug, country=country)
    names = apps.get_model("institutes", "CityName").objects.using(using)
    names.create(city=city, language="en", name=text, folded=folded(text))
    return city.pk


def say_as_text(apps, using, models):
    """Back: the English names in place of the keys."""
    names = apps.get_model("institutes", "CityName").objects.using(using)
    english = {name.city_id: name.name for name in names.filter(language="en").order_by("is_official", "-pk")}
    for model in models:
        rows = model.objects.using(using).exclude(city_row=None)
        for key in set(rows.order_by().values_list("city_row", flat=True)):
            rows.filter(city_row=key).update(city=english.get(key, "")[:100])
