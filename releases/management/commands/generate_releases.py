"""`manage.py generate_releases N`: invented releases, for load tests only."""

import sys
from contextlib import nullcontext
from datetime import timedelta
from itertools import cycle
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from tqdm import tqdm

from institutes.models import City, Institute, InstituteName
from releases.database import bulk
from releases.database.backends import backend
from releases.enums import AttachmentKind
from releases.management import invention
from releases.models import (
    Attachment,
    Contact,
    Event,
    EventName,
    JointSymbol,
    Mention,
    Release,
    ReleaseAttachment,
    ReleaseContact,
    ReleaseLink,
    Series,
)
from releases.models.contact import ContactWords
from releases.search import index
from releases.wire.symbols import compact

# Stories whose rows are made in one go: about five hundred rows.
BATCH = 300
# With more the numbers of symbols would have six digits, which no series has reached.
MOST = 1_900_000


class Command(BaseCommand):
    help = (
        "Adds N invented releases in seven languages, with institutes, events, editions, embargoes, "
        "links, contacts and attachments, for load tests. Refused where there are releases that it did not make."
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
        using = DEFAULT_DB_ALIAS
        first = Release.objects.values("reference").distinct().count()
        with (
            bulk.without_write_ahead_log(using),
            transaction.atomic(using=using),
            tqdm(total=count, unit=" releases", disable=not sys.stderr.isatty()) as progress,
            index.loading(using) if count >= bulk.WORTH_A_PROCESS else nullcontext(),
        ):
            Writer(using).write(first, count, progress)
        index.settle(using)
        self.stdout.write(f"{count} invented releases were added.")


class Writer:
    """Writes invented releases and what they belong to, a batch at a time."""

    def __init__(self, using: str) -> None:
        self.using = using
        self.institutes = [institute.pk for institute in _institutes()]
        self.events = [event.pk for event in _events()]
        self.series = {series.prefix: series.pk for series in _series()}
        self.releases = bulk.Table(Release, ("id", "symbol_key", *invention.FIELDS), using)
        self.mentions = bulk.Table(Mention, ("release", "institute", "role", "name_as_printed"), using)
        self.coverage = bulk.Table(Release.events.through, ("release", "event"), using)
        self.links = bulk.Table(ReleaseLink, ("release", "kind", "reference"), using)
        self.contacts, self.attachments = _contacts(), _attachments()
        self.listed_contacts = bulk.Table(ReleaseContact, ("release", "contact", *ContactWords.WORDS), using)
        self.attached = bulk.Table(ReleaseAttachment, ("release", "attachment", "title", "language"), using)
        self.joint_symbols = bulk.Table(JointSymbol, ("release", "symbol", "symbol_key"), using)

    def write(self, first: int, count: int, progress: Any) -> None:
        """`count` rows from story `first` on are there, with their search entries."""
        # A cycle of twelve stories makes twenty rows, and a few second editions.
        stories = count * 12 // 20 + 12
        stored_as = backend(connections[self.using]).search_entry
        tasks = (
            (stored_as, start, min(BATCH, first + stories - start), first + stories)
            for start in range(first, first + stories, BATCH)
        )
        made = bulk.spread(invention.indexed, tasks, processes=bulk.processes_for(count))
        left = count
        for batch in made:
            self._write_batch(batch[:left])
            progress.update(len(batch[:left]))
            left -= len(batch[:left])

    def _write_batch(self, invented: list[tuple[invention.InventedRelease, tuple[str, ...]]]) -> None:
        if not invented:
            return
        keys = bulk.reserved_keys(Release, len(invented), self.using)
        pairs = [(key, one) for key, (one, _entry) in zip(keys, invented, strict=True)]
        self.releases.write(self._row(key, one.fields) for key, one in pairs)
        self.mentions.write(
            (
                key,
                self.institutes[number],
                "partner" if place else "organizer",
                invention.name(number).upper(),
            )
            for key, one in pairs
            for place, number in enumerate(one.institutes)
        )
        self.coverage.write((key, self.events[one.event]) for key, one in pairs if one.event is not None)
        self.links.write((key, *link) for key, one in pairs for link in one.links)
        self.joint_symbols.write(
            (key, one.joint_symbol, compact(one.joint_symbol)) for key, one in pairs if one.joint_symbol
        )
        self._write_what_few_have([key for key, _one in pairs])
        entries = [(key, entry) for key, (_one, entry) in zip(keys, invented, strict=True)]
        index.write_entries(entries, self.using, are_new=True)

    def _write_what_few_have(self, keys: list[int]) -> None:
        """Some rows have a contact of the list, and some a file."""
        self.listed_contacts.write(
            (key, contact.pk, *(getattr(contact, name) for name in ContactWords.WORDS))
            for key, contact in zip(keys[::10], cycle(self.contacts), strict=False)
        )
        self.attached.write(
            (key, attachment.pk, f"Invented table {place}", "en")
            for key, (place, attachment) in zip(
                keys[5::20], cycle(enumerate(self.attachments, 1)), strict=False
            )
        )

    def _row(self, key: int, fields: dict) -> tuple:
        values = invention.DEFAULTS | fields | {"series": self.series[fields["series"]]}
        return key, compact(fields["symbol"]), *(values[name] for name in invention.FIELDS)


def _contacts() -> list[Contact]:
    return [
        Contact.objects.get_or_create(
            name=f"Invented Person {number}",
            office=invention.SOURCE,
            telephone=f"+999 000 {number:04}",
            email=f"invented-{number}@example.org",
            is_invented=True,
        )[0]
        for number in range(1, 4)
    ]


def _attachments() -> list[Attachment]:
    """Two tables with nothing true in them; a second run finds those of the first."""
    attachments = []
    for number in (1, 2):
        content = f"invented,number\nvalue,{number}\n".encode()
        there = Attachment.objects.filter(sha256=Attachment.digest_of(content)).first()
        if there is None:
            there = Attachment(
                file_name=f"invented-table-{number}.csv", kind=AttachmentKind.CSV, is_invented=True
            )
            there.take(content)
            there.save()
        attachments.append(there)
    return attachments


def _city(name: str) -> City:
    city = City.objects.called_or_new(name)
    city.is_invented = city.pk is None or city.is_invented
    city.save()
    return city


def _institutes() -> list[Institute]:
    institutes = []
    for number in range(invention.INSTITUTES):
        name = invention.name(number)
        institute, is_new = Institute.objects.get_or_create(
            slug=f"invented-{name.lower()}",
            defaults={"kind": "associated", "city": _city(name), "is_invented": True},
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
        institutes.append(institute)
    return institutes


def _events() -> list[Event]:
    events = []
    for number in range(invention.CONGRESSES):
        days = (invention.LAST_DAY - invention.FIRST_DAY) // invention.CONGRESSES
        starts_on = invention.FIRST_DAY + days * number
        congress = _event(f"invented-congress-{number + 1}", "congress", starts_on, f"Congress {number + 1}")
        events.append(congress)
        for part in range(invention.WORKSHOPS):
            title = f"Workshop {part + 1} of Congress {number + 1}"
            slug = f"{congress.slug}-workshop-{part + 1}"
            events.append(_event(slug, "workshop", starts_on + timedelta(days=part), title, parent=congress))
    return events


def _event(slug: str, kind: str, starts_on: Any, title: str, parent: Event | None = None) -> Event:
    event, is_new = Event.objects.get_or_create(
        slug=slug,
        defaults={
            "kind": kind,
            "parent": parent,
            "starts_on": starts_on,
            "ends_on": starts_on + timedelta(days=0 if parent else 7),
            "is_invented": True,
        },
    )
    if is_new:
        EventName.objects.create(event=event, name=f"Invented {title} on {invention.name(event.pk)}")
    return event


def _series() -> list[Series]:
    return [
        Series.objects.get_or_create(
            prefix=prefix, defaults={"title": f"Invented series {prefix}", "is_invented": True}
        )[0]
        for prefix in invention.SERIES
    ]
