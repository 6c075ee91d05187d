"""Every name that institutes and events are known by, from the database or from the catalogue fixtures."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils.dateparse import parse_date

from institutes.acceptance import accepted_q
from institutes.models import InstituteName
from institutes.places import english_names
from releases.models import EventName

CATALOGUE = ("institutes.json", "congresses.json")


@dataclass(frozen=True, slots=True)
class KnownName:
    """One name of an institute or event, with what is needed to tell whether a text means it.

    `key` is the primary key of the institute or event, None for names that do not come from the database.
    """

    thing: str
    slug: str
    language: str
    name: str
    acronym: str = ""
    valid_from: int | None = None
    valid_until: int | None = None
    number: int | None = None
    city: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    kind: str = ""
    is_official: bool = True
    key: int | None = None


def names_in_database() -> Iterator[KnownName]:
    """The names of all accepted institutes and events; none where the tables have not been made."""
    tables = connection.introspection.table_names()
    if InstituteName._meta.db_table not in tables or EventName._meta.db_table not in tables:
        return
    for row in (
        InstituteName.objects.filter(accepted_q("institute__"))
        .select_related("institute__merged_into")
        .order_by("institute__slug", "pk")
    ):
        institute = _end(row.institute)
        yield _known(row, "institute", institute.slug, kind=institute.kind, key=institute.pk)
    for event_name in (
        EventName.objects.filter(accepted_q("event__"))
        .select_related("event__merged_into", "event__city")
        .prefetch_related("event__city__names")
        .order_by("event__slug", "pk")
    ):
        event = _end(event_name.event)
        facts = {
            "kind": event.kind,
            "number": event.number,
            "city": event.city.name_in("en") if event.city else "",
            "key": event.pk,
        }
        yield _known(
            event_name, "event", event.slug, **facts, starts_on=event.starts_on, ends_on=event.ends_on
        )


def _end(thing: Any) -> Any:
    """What a text means by a name of `thing`: the one it was merged into, or itself."""
    while thing.merged_into_id is not None:
        thing = thing.merged_into
    return thing


def _known(row: InstituteName | EventName, thing: str, slug: str, **facts: Any) -> KnownName:
    fields = ("language", "name", "acronym", "valid_from", "valid_until", "is_official")
    return KnownName(thing=thing, slug=slug, **{field: getattr(row, field) for field in fields}, **facts)


def catalogue_rows() -> list[dict[str, Any]]:
    """The rows of the catalogue fixtures, as `{"model": …, "fields": …}`, in their order."""
    folder = settings.BASE_DIR / "fixtures"
    return [row for name in CATALOGUE for row in _rows(folder / name)]


def _rows(path: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return rows


def names_in_catalogue() -> Iterator[KnownName]:
    """The names in the catalogue fixtures, whatever is in the database."""
    rows = catalogue_rows()
    things = {row["fields"]["slug"]: row["fields"] for row in rows if "slug" in row["fields"]}
    for row in rows:
        thing = row["model"].partition(".")[2].removesuffix("name")
        if thing not in row["fields"]:
            continue
        fields = dict(row["fields"])
        (slug,) = fields.pop(thing)
        yield KnownName(thing=thing, slug=slug, **fields, **_facts(thing, things[slug]))


def _facts(thing: str, fields: dict[str, Any]) -> dict[str, Any]:
    facts: dict[str, Any] = {"kind": fields["kind"]}
    if thing == "event":
        facts["number"] = fields["number"]
        facts["city"] = english_names().get((fields["city"] or [""])[0], "")
        facts |= {name: parse_date(fields[name] or "") for name in ("starts_on", "ends_on")}
    return facts
