"""How long a search takes in the process: first page with count, facets, chart and marked passages.

    DATABASE_URL=… uv run python -m tests.benchmarks.search --releases 100000

Fills an empty database with invented releases, or takes those that are there, and prints a Markdown table:
milliseconds of the median and of the slowest twentieth, in rounds that take the queries in turn.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from statistics import median
from typing import Any

import django

AT = datetime(2026, 1, 1, tzinfo=UTC)
QUERIES = {
    "rare word": "Quazoturzo Limrannov",
    "common word": "government",
    "two words": "climate development",
    "phrase": '"rule of law"',
    "beginning": "gov*",
    "Chinese": "气候变化",
    "symbol": "INV/CP/14",
    "month": "April 2005",
    "nothing found": "quagga okapi",
}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--releases", type=int, default=100_000, help="how many an empty database is given")
    options.add_argument("--rounds", type=int, default=20)
    chosen = options.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pressroom.settings")
    django.setup()
    _fill(chosen.releases)
    _report(_steps(), chosen.rounds)


def _fill(count: int) -> None:
    from django.core.management import call_command

    from releases.models import Release

    call_command("migrate", verbosity=0)
    if not Release.objects.exists():
        started = time.perf_counter()
        call_command("generate_releases", str(count))
        sys.stdout.write(f"Generated in {time.perf_counter() - started:.0f} s.\n\n")


def _steps() -> dict[str, Callable[[], Any]]:
    from institutes.models import Institute

    slug = Institute.objects.order_by("pk").first().slug
    steps = {name: partial(_page, {"q": text}) for name, text in QUERIES.items()}
    steps["common word, four years, one institute"] = partial(
        _page, {"q": "government", "from": "2003", "to": "2006", "institute": slug}
    )
    steps["list, first page"] = partial(_page, {})
    steps["list, page 500"] = partial(_page, {}, start=9980)
    steps["list, one institute and year"] = partial(_page, {"institute": slug, "from": "2005", "to": "2005"})
    steps["saving one edition"] = _save
    return steps


def _page(asked: dict[str, str], start: int = 0) -> Any:
    """A page of the list as the view makes it, but for the template; nothing found out before is used."""
    from releases.listing.facets import count_facets
    from releases.listing.filters import ReleaseFilter
    from releases.search.highlighting import Highlighter

    asking = ReleaseFilter(asked | {"language": "all"}, at=AT)
    listing = asking.listing
    facets = count_facets(listing, page_language="en")
    rows = listing[start : start + 20]
    if asking.query:
        highlighter = Highlighter(asking.query)
        return [(highlighter.title(row), highlighter.passage(row)) for row in rows], facets
    return rows, facets


def _save() -> None:
    from django.db import transaction

    from releases.models import Release

    with transaction.atomic():
        release = Release.objects.filter(state="draft").order_by("pk").first()
        release.title = f"{release.title} once more"
        release.save()
        transaction.set_rollback(True)


def _report(steps: dict[str, Callable[[], Any]], rounds: int) -> None:
    from django.db import connection

    from releases.models import Release

    taken: dict[str, list[float]] = {name: [] for name in steps}
    for step in steps.values():
        step()
    for _round in range(rounds):
        for name, step in steps.items():
            started = time.perf_counter()
            step()
            taken[name].append((time.perf_counter() - started) * 1000)
    sys.stdout.write(f"{connection.vendor}, {Release.objects.count():,} releases, {rounds} rounds, ms\n\n")
    sys.stdout.write("| | p50 | p95 |\n|---|---:|---:|\n")
    for name, times in taken.items():
        slow = sorted(times)[int(len(times) * 0.95)] if len(times) > 1 else times[0]
        sys.stdout.write(f"| {name} | {median(times):.1f} | {slow:.1f} |\n")


if __name__ == "__main__":
    main()
