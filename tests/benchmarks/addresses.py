"""The addresses that are measured, taken from the database: as many of each sort as there are, up to a bound,
so that each can be asked for once and nothing that was found out for one serves the next.

    DATABASE_URL=… uv run python -m tests.benchmarks.addresses

prints them as JSON, with the number of queries and bytes of a page of each sort.
"""

import json
import os
import re
import sys
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import cycle
from statistics import mean, median
from typing import Any
from urllib.parse import quote, urlencode

import django

LANGUAGES = ("en", "fr", "es", "ru", "ar", "zh-hans", "de")
PAGE_LENGTH = 20
DEEP = 100
MOST = 400
# A word is common that stands in a tenth of the releases.
COMMON_SHARE = 0.1
SHORTEST_WORD = 4
ASKED_IN_PROCESS = 3


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pressroom.settings")
    django.setup()
    found = {}
    for page, addresses in collect(datetime.now(UTC)).items():
        queries, length = _in_process(addresses)
        found[page] = {"addresses": addresses, "queries": queries, "length": length}
    json.dump(found, sys.stdout)


def collect(at: datetime) -> dict[str, list[str]]:
    """page → its addresses, as far as this database has such pages at `at` (aware)."""
    from institutes.models import Institute
    from releases.models import Event, Release, Series

    public = Release.objects.public(at).filter(language="en").order_by("pk")
    releases = _spread(public.values_list("reference", "issued_on"), MOST)
    references, days = [reference for reference, _day in releases], [day for _reference, day in releases]
    institutes = list(Institute.objects.order_by("pk").values_list("slug", flat=True)[:MOST])
    events = _spread(Event.objects.order_by("pk").values_list("slug", flat=True), MOST)
    series = list(Series.objects.order_by("pk").values_list("prefix", flat=True)[:MOST])
    texts = _spread(public.values_list("body_text", flat=True), MOST)
    # After “Invented for load tests:” comes a name of the story's own, then a sentence.
    stories = [text.split()[4:7] for text in texts]
    common = _common_words(texts)
    last = (public.count() + PAGE_LENGTH - 1) // PAGE_LENGTH
    found = {
        "front page": [f"/{language}/" for language in LANGUAGES],
        "release": [f"/en/releases/{reference}/" for reference in references],
        "release as text": [f"/en/releases/{reference}.txt" for reference in references],
        "list": [f"/{language}/releases/" for language in LANGUAGES],
        "list, page 100": [_list(page=DEEP + step) for step in range(MOST) if last >= DEEP + MOST],
        "list, last pages": [_list(page=last - step) for step in range(min(MOST, last))],
        "list, institute and year": [
            _list(**{"institute": institute, "from": day.year, "to": day.year})
            for institute, day in zip(cycle(institutes), days, strict=False)
        ],
        "archive, year": [f"/en/releases/{day:%Y}/" for day in days],
        "archive, month": [f"/en/releases/{day:%Y/%m}/" for day in days],
        "archive, day": [f"/en/releases/{day:%Y/%m/%d}/" for day in days],
        "series": [f"/en/series/{prefix}/" for prefix in series],
        "event": [f"/en/events/{slug}/" for slug in events],
        "institute": [f"/en/institutes/{slug}/" for slug in institutes],
        "search, rare word": [_list(q=words[0]) for words in stories],
        "search, common word": [_list(q=word) for word in common],
        "search, phrase": [_list(q=f'"{" ".join(words[1:])}"') for words in stories],
        "search, beginning": [_list(q=f"{word[:SHORTEST_WORD]}*") for word in common],
        "search, Chinese": [_list("zh-hans", q=words) for words in _chinese_words(at)],
        "search, common word, dates, institute": [
            _list(**{"q": word, "institute": institute, "from": 2003, "to": 2006})
            for word, institute in zip(common, cycle(institutes), strict=False)
        ],
    }
    return {page: list(dict.fromkeys(addresses)) for page, addresses in found.items() if addresses}


def _common_words(texts: list[str]) -> list[str]:
    """Words that stand in many of the texts, the most frequent first; of those that begin alike, one."""
    counts = Counter(word for text in texts for word in set(re.findall(r"[a-z]{4,}", text)))
    frequent = [word for word, count in counts.most_common() if count >= COMMON_SHARE * len(texts)]
    return list({word[: SHORTEST_WORD + 1]: word for word in reversed(frequent)}.values())[::-1]


def _chinese_words(at: datetime) -> list[str]:
    """Pieces of two signs from titles, the most frequent first."""
    from releases.models import Release

    titles = Release.objects.public(at).filter(language="zh-hans").values_list("title", flat=True)[:MOST]
    pieces = Counter(piece for title in titles for piece in re.findall(r"[\u4e00-\u9fff]{2}", title))
    return [piece for piece, _count in pieces.most_common(MOST)]


def _list(language: str = "en", **asked: Any) -> str:
    return f"/{language}/releases/?{urlencode(asked, quote_via=quote)}"


def _spread(rows: Any, count: int) -> list[Any]:
    """So many of the rows, from the first to the last, the same each time."""
    keys = list(rows.values_list("pk", flat=True))
    chosen = keys[:: max(len(keys) // count, 1)][:count]
    return list(rows.filter(pk__in=chosen))


def _in_process(addresses: Iterable[str]) -> tuple[int, int]:
    """Queries and bytes of a page: the median and the mean of a few, the first ones asked twice."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": settings.ALLOWED_HOSTS[0]})
    asked = list(addresses)
    queries, lengths = [], []
    client.get(asked[-1])
    for address in asked[:ASKED_IN_PROCESS]:
        with CaptureQueriesContext(connection) as captured:
            response = client.get(address)
        if response.status_code != 200:
            raise SystemExit(f"{address} was answered with {response.status_code}.")
        queries.append(len(captured))
        lengths.append(len(response.content))
    return round(median(queries)), round(mean(lengths))


if __name__ == "__main__":
    main()
