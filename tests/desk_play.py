"""The desk as people play on it: what each of them has open, typed and saved, and what the database has of it.

Every word that anybody types is there once: `w17x`, or `WORD/17` where a symbol is asked for. So a word that is
found in a page was shown, one that is found in a row is saved, and one that is found nowhere is gone.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from institutes.models import City, Institute
from releases.editorial.groups import CHIEF_EDITORS, EDITORS, PRESS_OFFICERS
from releases.models import Event, Photo, Release
from tests.factories import make_user
from tests.posting import filled, sentences

WORD = re.compile(r"w[0-9]+x|WORD/[0-9]+")
OWN = ""
# A table, the key of a row in it and a field; the object itself is the one row of the table OWN.
Place = tuple[str, str, str]


@dataclass(frozen=True)
class Table:
    """A table of a form. `fields` take any word; a new row has a word in `told` and `others` beside it."""

    fields: tuple[str, ...]
    told: str
    # The field that chooses another row, which no two rows may share.
    chosen: str = ""
    others: dict[str, Any] = field(default_factory=dict)
    # Whether its first row has to stay.
    needs_one: bool = False


@dataclass(frozen=True)
class Form:
    fields: tuple[str, ...]
    tables: dict[str, Table]
    # A field in which several rows are chosen.
    many: str = ""


NAMES = Table(("name", "acronym"), "name", others={"language": "fr", "is_official": "on"}, needs_one=True)
FORMS: dict[type[Model], Form] = {
    Release: Form(
        ("title", "subtitle", "meeting", "body", "contacts", "source", "note_of_origin"),
        {
            "mentions": Table(
                ("name_as_printed",), "name_as_printed", chosen="institute", others={"role": "mentioned"}
            ),
            "joint_symbols": Table(("symbol",), "symbol", others={"position": "7"}),
            "links": Table(("reference",), "reference", others={"kind": "see"}),
            "photos": Table(
                ("alternative_text", "caption", "credit"),
                "alternative_text",
                chosen="photo",
                others={"position": "7"},
            ),
            # A further one needs a file, which nobody chooses here.
            "attachments": Table(("title",), ""),
        },
        many="events",
    ),
    Event: Form(("city", "provenance", "source"), {"names": NAMES}, many="institutes"),
    Institute: Form(
        ("city", "provenance", "source", "founded_source"),
        {"names": NAMES, "logo": Table(("alternative_text", "credit"), "")},
    ),
    Photo: Form(("alternative_text", "caption", "credit"), {}),
}
SYMBOLS = {"symbol", "reference"}
# What a save writes besides what was typed.
NOT_TYPED = {"version", "modified_at", "modified_by_id", "body_text", "summary", "suggestions", "symbol_key"}


def words(text: str | bytes) -> set[str]:
    return set(WORD.findall(text.decode() if isinstance(text, bytes) else text))


def saved(row: Model) -> dict[Place, Any]:
    """All that the form of `row` is about as the database has it."""
    form, found = FORMS[type(row)], {}
    for table, rows in _tables(row, form):
        for values in rows:
            key = "" if table == OWN else str(values["id"])
            found |= {(table, key, name): value for name, value in values.items() if name not in NOT_TYPED}
    city = (OWN, "", "city_id")
    if found.get(city) is not None:
        # A city is typed by its name.
        found[city] = City.objects.get(pk=found[city]).name_in("en")
    if form.many:
        chosen = getattr(row, form.many).values_list("pk", flat=True)
        found |= {(form.many, str(pk), ""): True for pk in chosen}
    return found


def _tables(row: Model, form: Form) -> Iterator[tuple[str, list[dict]]]:
    yield OWN, [_values(type(row).objects.filter(pk=row.pk))]
    for name in form.tables:
        relation = type(row)._meta.get_field(name)
        rows = relation.related_model.objects.filter(**{relation.field.name: row.pk})
        yield name, list(rows.order_by("pk").values())


def _values(rows: Any) -> dict:
    return {name: value for name, value in rows.values()[0].items() if name != "id"}


def words_in(found: dict[Place, Any]) -> dict[str, Place]:
    """word → where it stands."""
    return {one: place for place, value in found.items() if isinstance(value, str) for one in words(value)}


@dataclass
class Typed:
    """What a person did in a form of `row`: the words that stand there, where they wrote, what they struck."""

    row: Model
    words: set[str] = field(default_factory=set)
    written: set[Place] = field(default_factory=set)
    struck: set[tuple[str, str]] = field(default_factory=set)

    def copy(self) -> "Typed":
        return Typed(self.row, set(self.words), set(self.written), set(self.struck))


class Person:
    """Somebody at the desk: their session, and every word that a page has shown them or that they typed."""

    def __init__(self, name: str) -> None:
        self.user = make_user(PRESS_OFFICERS, EDITORS, CHIEF_EDITORS, username=name)
        self.client, self.known, self.is_signed_in = Client(), set(), False
        # What the server was sent while they typed, by the key of the page.
        self.kept: dict[str, Typed] = {}
        self.sign_in()

    def sign_in(self) -> None:
        self.client.force_login(self.user)
        self.is_signed_in = True

    def loses_session(self) -> None:
        self.client.cookies.clear()
        self.is_signed_in = False

    def reads(self, response: HttpResponse) -> HttpResponse:
        self.known |= words(response.content)
        return response

    def __repr__(self) -> str:
        return self.user.username


class Tab:
    """A page of one person with the form of `row`: `data` is what stands in it, as the browser would send it."""

    def __init__(self, person: Person, row: Model, *, kept: str = "") -> None:
        self.person, self.row, self.form = person, row, FORMS[type(row)]
        self.name = f"admin:{row._meta.label_lower.replace('.', '_')}"
        self.address = reverse(f"{self.name}_change", args=[row.pk])
        self.typed = person.kept[kept].copy() if kept else Typed(row)
        self.shows(person.reads(person.client.get(self.address + (f"?kept={kept}" if kept else ""))))

    def shows(self, response: HttpResponse) -> None:
        """The person has this page before them now, with everything that the server filled in."""
        assert response.status_code == 200, (self.address, response.status_code)
        keeping = response.context["keeping"]
        self.page, self.data, self.turn = response, filled(response), int(keeping["turn"])
        self.key, self.origin, self.offers = keeping["key"], keeping["origin"], keeping["offers"]
        self.data |= {
            "_kept_key": self.key,
            "_kept_from": self.origin,
            "_kept_from_turn": keeping["origin_turn"],
        }
        if keeping["is_unsaved"]:
            self.turn += 1
        for table in self.form.tables:
            for n in range(int(self.data.get(f"{table}-TOTAL_FORMS", 0))):
                self._finds_row(table, n)

    def _finds_row(self, table: str, n: int) -> None:
        """A row that this person added may be one that somebody else added too: they wrote in that one then."""
        start = f"{table}-{n}-"
        values = {name.removeprefix(start): str(v) for name, v in self.data.items() if name.startswith(start)}
        for name, value in values.items():
            if words(value) & self.typed.words and (table, "", name) in self.typed.written:
                self.typed.written |= {(table, str(values.get("id") or ""), other) for other in values}
                return

    # What is typed

    def rows(self, table: str) -> list[int]:
        """The places of the rows that are there and not struck."""
        total = int(self.data.get(f"{table}-TOTAL_FORMS", 0))
        return [n for n in range(total) if f"{table}-{n}-DELETE" not in self.data and self._is_row(table, n)]

    def deletable(self, table: str) -> list[int]:
        """Those of them that may be struck: not the only logo, and not the first name that was given."""
        known, first = self.form.tables[table], ""
        if not known.told:
            return []
        if known.needs_one:
            first = str(getattr(self.row, table).order_by("pk").first().pk)
        return [n for n in self.rows(table) if str(self.data.get(f"{table}-{n}-id")) != first]

    def _is_row(self, table: str, n: int) -> bool:
        if n < int(self.data[f"{table}-INITIAL_FORMS"]):
            return True
        told = self.form.tables[table].told
        return bool(told and self.data.get(f"{table}-{n}-{told}"))

    def put(self, name: str, place: Place, value: str) -> None:
        self.turn += 1
        self.typed.words -= words(str(self.data.get(name, "")))
        self.data[name] = value
        self.typed.words |= words(value)
        self.person.known |= words(value)
        self.typed.written.add(place)

    def types(self, field_name: str, word: str) -> None:
        self.put(field_name, (OWN, "", field_name), word)

    def types_in_row(self, table: str, n: int, field_name: str, word: str) -> None:
        key = str(self.data.get(f"{table}-{n}-id") or "")
        self.put(f"{table}-{n}-{field_name}", (table, key, field_name), word)

    def adds_row(self, table: str, word: str, choices: list[Model]) -> bool:
        """Whether there was anything left to choose for a new row."""
        known = self.form.tables[table]
        chosen = {}
        if known.chosen:
            taken = {
                str(self.data.get(f"{table}-{n}-{known.chosen}"))
                for n in range(int(self.data[f"{table}-TOTAL_FORMS"]))
            }
            left = [str(one.pk) for one in choices if str(one.pk) not in taken]
            if not left:
                return False
            chosen = {known.chosen: left[0]}
        n = int(self.data[f"{table}-TOTAL_FORMS"])
        self.data[f"{table}-TOTAL_FORMS"] = str(n + 1)
        self.data |= {f"{table}-{n}-{name}": value for name, value in (known.others | chosen).items()}
        self.put(f"{table}-{n}-{known.told}", (table, "", known.told), word)
        return True

    def strikes_row(self, table: str, n: int) -> None:
        """A row that is saved is marked; one that is new is gone from the page, and those after it move up."""
        start = f"{table}-{n}-"
        self.turn += 1
        self.typed.words -= words(
            " ".join(str(self.data[name]) for name in self.data if name.startswith(start))
        )
        if n < int(self.data[f"{table}-INITIAL_FORMS"]):
            self.data[f"{start}DELETE"] = "on"
            self.typed.struck.add((table, str(self.data[f"{start}id"])))
            return
        last = int(self.data[f"{table}-TOTAL_FORMS"]) - 1
        for place in range(n, last + 1):
            for name in [name for name in self.data if name.startswith(f"{table}-{place}-")]:
                value = self.data.pop(name)
                if place > n:
                    self.data[name.replace(f"-{place}-", f"-{place - 1}-", 1)] = value
        self.data[f"{table}-TOTAL_FORMS"] = str(last)

    def chooses(self, one: Model) -> None:
        """Chosen if it was not, and not if it was."""
        many = self.form.many
        chosen = [str(pk) for pk in self.data.get(many, [])]
        pk = str(one.pk)
        self.data[many] = [other for other in chosen if other != pk] + ([] if pk in chosen else [pk])
        self.typed.written.add((many, pk, ""))
        self.turn += 1

    # What is sent

    def keeps(self) -> HttpResponse:
        """The page sends what stands in the form, as it does within two seconds of each change."""
        pairs = [
            (name, str(one))
            for name, value in self.data.items()
            if not name.startswith("_")
            for one in (value if isinstance(value, list) else [value])
        ]
        sent = {
            "user": self.person.user.pk,
            "object": self.row.pk,
            "key": self.key,
            "turn": self.turn,
            "from": self.origin,
            "from_turn": self.data["_kept_from_turn"],
            "fields": json.dumps(pairs),
        }
        response = self.person.client.post(reverse(f"{self.name}_kept"), sent)
        if response.status_code == 200:
            self.person.kept.pop(self.origin, None)
            self.person.kept[self.key] = self.typed.copy()
        return response

    def sends(self) -> HttpResponse:
        return self.person.client.post(self.address, self.data | {"_kept_turn": self.turn})

    def is_saved_by(self, response: HttpResponse) -> bool:
        """Whether the person is told that it was saved; a page that asks for the password is no such word."""
        return response.status_code == 302 and "/login/" not in response.url

    def why(self) -> list[str]:
        return sentences(self.page) if "errors" in self.page.context else []

    def __repr__(self) -> str:
        return f"{self.person} on {self.row._meta.model_name}"
