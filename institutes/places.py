"""Cities of the United Nations as the product brings them along, and how the name of a city is recognised.

`cities.csv` has headquarters, the offices away from it, the regional commissions, the information centres, the seats of
programmes, funds, agencies, tribunals, missions and institutes, and the cities of the crime congresses; which they are:
the list of information centres (https://unic.un.org/) and the directory of the system
(https://www.un.org/en/about-us/un-system). Names are those of UNTERM and of documents in each language: Kyiv and
Киев, بانكوك, 日内瓦; `others` are spellings that datelines have besides. Zones are those of the tz database, countries
codes of ISO 3166, coordinates those of the city, to about a kilometre. Jerusalem and Pristina have no country: a form
does not decide what the organs have left open.

`load` makes them rows in every installation: after each `migrate`, those that are missing.
"""

import csv
import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

LANGUAGES = ("en", "fr", "es", "ru", "ar", "zh-hans", "de")
_TABLE = Path(__file__).with_name("cities.csv")
# What stands between the cities of a dateline: MONTREAL/ROME.
_BETWEEN = re.compile(r"\s*[/,،，、;]\s*|\s+(?:and|et|y|und|и|[-–—])\s+", re.IGNORECASE)
_ROWS_AT_ONCE = 500


def folded(name: str) -> str:
    """A name as it is compared with others: small letters without marks, no more blanks than one."""
    plain = unicodedata.normalize("NFKD", name.replace("'", "’").replace("`", "’"))
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return " ".join(plain.casefold().split()).strip(",،， ")


def folded_names(dateline: str) -> list[str]:
    """What a dateline may name, folded: all of it, then its parts; empty for none."""
    whole = folded(dateline)
    parts = [part for part in _BETWEEN.split(whole) if part]
    return [whole, *(part for part in parts if part != whole)] if whole else []


# How the language puts a country after its city; a comma where nothing is said.
_WRITTEN = {
    "fr": "{city} ({country})",
    "es": "{city} ({country})",
    "de": "{city} ({country})",
    "ar": "{city}، {country}",
    "zh-hans": "{country}{city}",
}


def written(city: str, country: str, language: str) -> str:
    """A city and its country as the documents of that language write them: Bangkok (Thaïlande), 泰国曼谷.

    Of a city whose name has that of its country in it, the name says enough: Singapore, Kuwait City.
    """
    if not city or not country or _says(city, country, language):
        return city or country
    return _WRITTEN.get(language, "{city}, {country}").format(city=city, country=country)


def _says(city: str, country: str, language: str) -> bool:
    if language == "zh-hans":
        return city.removesuffix("城") == country
    return re.search(rf"(?<!\w){re.escape(folded(country))}(?!\w)", folded(city)) is not None


@cache
def rows() -> tuple[dict[str, str], ...]:
    """The lines of the table."""
    with _TABLE.open(encoding="utf-8", newline="") as table:
        return tuple(csv.DictReader(table))


@cache
def zones() -> dict[str, str]:
    """Any folded name of a city that the product brings along → its zone."""
    return {folded(name): row["zone"] for row in rows() for name in _names(row)}


@cache
def english_names() -> dict[str, str]:
    """The English name of each city that the product brings along, by its slug."""
    return {row["slug"]: row["en"] for row in rows()}


def _names(row: dict[str, str]) -> list[str]:
    return [*(row[language] for language in LANGUAGES), *_others(row)]


def _others(row: dict[str, str]) -> list[str]:
    return [name for name in row["others"].split(";") if name]


def load(city_model: Any, name_model: Any, using: str) -> None:
    """The cities of the table that are missing are rows, with their names. Nothing that is there is changed."""
    cities, names = city_model.objects.using(using), name_model.objects.using(using)
    there = set(cities.values_list("slug", flat=True))
    missing = [row for row in rows() if row["slug"] not in there]
    if not missing:
        return
    facts = ("slug", "country", "zone", "latitude", "longitude")
    cities.bulk_create(
        [city_model(**{fact: row[fact] for fact in facts}) for row in missing], batch_size=_ROWS_AT_ONCE
    )
    keys = dict(cities.filter(slug__in=[row["slug"] for row in missing]).values_list("slug", "pk"))
    names.bulk_create(
        [
            name_model(city_id=keys[row["slug"]], folded=folded(name), **said)
            for row in missing
            for name, said in _said(row)
        ],
        batch_size=_ROWS_AT_ONCE,
    )


def _said(row: dict[str, str]) -> list[tuple[str, dict[str, Any]]]:
    """Every name of a line, with what else is said of it."""
    official = [(row[code], {"language": code, "name": row[code]}) for code in LANGUAGES]
    others = [(name, {"language": "en", "name": name, "is_official": False}) for name in _others(row)]
    return [*official, *others]
