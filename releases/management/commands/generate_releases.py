"""`manage.py generate_releases N`: invented releases, for load tests only."""

import os
import sys
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DEFAULT_DB_ALIAS, models, transaction
from tqdm import tqdm

from institutes.models import Institute, InstituteName
from releases import index, invention
from releases.models import Event, EventName, JointSymbol, Mention, Release, ReleaseLink, Series
from releases.wire.symbols import compact

BATCH = 500
WORTH_A_PROCESS = 2000
MOST = 5_000_000


class Command(BaseCommand):
    help = (
        "Adds N invented releases in seven languages, with institutes, events, editions, embargoes and "
        "links, for load tests. Refused where there are releases that it did not make."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("count", type=int, metavar="N", help="how many rows of releases")

    def handle(self, *args: Any, count: int, **options: Any) -> None:
        if not 1 <= count <= MOST:
            raise CommandError(f"Give a number from 1 to {MOST}.")
        if Release.objects.exclude(source=invention.SOURCE).exists():
            raise CommandError(
                "This database holds releases that generate_releases did not make; invented ones would stand "
                "among them. Use an empty database, named by DATABASE_URL."
            )
        first = Release.objects.values("reference").distinct().count()
        with (
            transaction.atomic(),
            tqdm(total=count, unit=" releases", disable=not sys.stderr.isatty()) as progress,
        ):
            writer = Writer()
            writer.write(first, count, progress)
        index.settle(DEFAULT_DB_ALIAS)
        self.stdout.write(f"{count} invented releases were added.")


class Writer:
    """Writes invented releases and what they belong to, a batch at a time."""

    def __init__(self) -> None:
        self.institutes = _institutes()
        self.events = _events()
        self.series = _series()

    def write(self, first: int, count: int, progress: Any) -> None:
        """`count` rows from story `first` on are there, with their search entries."""
        using = DEFAULT_DB_ALIAS
        processes = max(1, (os.cpu_count() or 1) - 1) if count >= WORTH_A_PROCESS else 0
        # A cycle of twelve stories makes twenty rows, and a few second editions.
        stories = count * 12 // 20 + 12
        rows = islice(invention.releases(first, stories, total=first + stories), count)
        with index.loading(using):
            for entries in index.analysed(self._batches(rows), using, processes=processes):
                index.write_entries(entries, using)
                progress.update(len(entries))

    def _batches(self, rows: Iterator[invention.InventedRelease]) -> Iterator[list[tuple[int, dict]]]:
        while some := list(islice(rows, BATCH)):
            yield self._write_batch(some)

    def _write_batch(self, invented: list[invention.InventedRelease]) -> list[tuple[int, dict]]:
        # Django's own bulk_create: the search entries come from other processes, a little later.
        made = models.QuerySet(Release).bulk_create(map(self._row, invented))
        pairs = list(zip(made, invented, strict=True))
        Mention.objects.bulk_create(
            Mention(
                release=row,
                institute=self.institutes[number],
                role="partner" if place else "organizer",
                name_as_printed=invention.name(number).upper(),
            )
            for row, one in pairs
            for place, number in enumerate(one.institutes)
        )
        through = Release.events.through
        through.objects.bulk_create(
            through(release=row, event=self.events[one.event]) for row, one in pairs if one.event is not None
        )
        ReleaseLink.objects.bulk_create(
            ReleaseLink(release=row, kind=kind, reference=reference)
            for row, one in pairs
            for kind, reference in one.links
        )
        models.QuerySet(JointSymbol).bulk_create(
            JointSymbol(release=row, symbol=one.joint_symbol, symbol_key=compact(one.joint_symbol))
            for row, one in pairs
            if one.joint_symbol
        )
        return [(row.pk, _texts(one)) for row, one in pairs]

    def _row(self, one: invention.InventedRelease) -> Release:
        fields = one.fields | {"series": self.series[one.fields["series"]]}
        return Release(**fields, symbol_key=compact(one.fields["symbol"]))


def _texts(one: invention.InventedRelease) -> dict:
    return {
        "title": one.fields["title"],
        "subtitle": "",
        "body": one.fields["body_text"],
        "language": one.fields["language"],
        "issued_on": one.fields["issued_on"],
        "symbols": [one.fields["symbol"], one.joint_symbol],
    }


def _institutes() -> list[Institute]:
    found = []
    for number in range(invention.INSTITUTES):
        name = invention.name(number)
        institute, is_new = Institute.objects.get_or_create(
            slug=f"invented-{name.lower()}", defaults={"kind": "associated", "city": name}
        )
        if is_new:
            for language, text in (
                ("en", f"Invented Institute of {name}"),
                ("fr", f"Institut inventé de {name}"),
                ("es", f"Instituto inventado de {name}"),
            ):
                InstituteName.objects.create(
                    institute=institute, language=language, name=text, acronym=f"I{name[:4].upper()}"
                )
        found.append(institute)
    return found


def _events() -> list[Event]:
    found = []
    for number in range(invention.CONGRESSES):
        days = (invention.LAST_DAY - invention.FIRST_DAY) // invention.CONGRESSES
        starts_on = invention.FIRST_DAY + days * number
        congress = _event(f"invented-congress-{number + 1}", "congress", starts_on, f"Congress {number + 1}")
        found.append(congress)
        for part in range(invention.WORKSHOPS):
            title = f"Workshop {part + 1} of Congress {number + 1}"
            slug = f"{congress.slug}-workshop-{part + 1}"
            found.append(_event(slug, "workshop", starts_on + timedelta(days=part), title, parent=congress))
    return found


def _event(slug: str, kind: str, starts_on: Any, title: str, parent: Event | None = None) -> Event:
    event, is_new = Event.objects.get_or_create(
        slug=slug,
        defaults={
            "kind": kind,
            "parent": parent,
            "starts_on": starts_on,
            "ends_on": starts_on + timedelta(days=0 if parent else 7),
        },
    )
    if is_new:
        EventName.objects.create(event=event, name=f"Invented {title} on {invention.name(event.pk)}")
    return event


def _series() -> dict[str, Series]:
    return {
        prefix: Series.objects.get_or_create(prefix=prefix, defaults={"title": f"Invented series {prefix}"})[
            0
        ]
        for prefix in invention.SERIES
    }
