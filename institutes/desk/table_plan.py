"""What a table of institutes or events would change, row by row. Nothing is written here.

Rows are matched by their slug. What the file does not have, a row or a column, is left alone.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Model, QuerySet
from django.utils.text import slugify
from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from institutes.catalogue.words import NAMES, TEXTS, fields_of, parts_of, put_value
from institutes.desk.export import as_read_back, unguarded
from institutes.desk.table_columns import Draft, TableColumn, folded, heads, slugs_in
from institutes.desk.table_files import Line, TableFileError
from institutes.desk.table_names import COLUMNS as NAME_COLUMNS
from institutes.desk.table_names import mains, names_of
from institutes.desk.table_texts import texts_of
from institutes.desk.word_differences import pieces

NEW, CHANGED, SAME, FAULTY = "new", "changed", "same", "faulty"
KEY = "slug"
# So many rows are checked and written at once; those that stay as they are do not count.
MOST_CHANGES = 300


@dataclass(frozen=True, slots=True)
class Table:
    """What is brought in: rows of `model`, whose `columns` an export has too."""

    model: type[Model]
    columns: Sequence[TableColumn]

    def rows(self) -> QuerySet:
        """All rows, with what the columns say of them."""
        rows: Any = self.model._default_manager
        many = [one.name for one in self.model._meta.many_to_many]
        single = [one.key for one in self.columns if one.refers_to and one.key not in many]
        found: QuerySet = rows.with_places().select_related(*single, "merged_into")
        return found.prefetch_related(*parts_of(self.model), *many)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, in a sentence; the column by letter and head, both empty where it is the row as a whole."""

    sentence: str
    letter: str = ""
    head: str = ""


@dataclass(frozen=True, slots=True)
class CellChange:
    """What a column says before and after."""

    head: str
    before: str
    after: str

    @property
    def pieces(self) -> Sequence[Any]:
        """The same, word by word."""
        return pieces(self.before, self.after)


@dataclass
class PlannedRow:
    """One line of the file, and what becomes of its row."""

    line: int
    slug: str
    name: str
    kind: str
    draft: Draft
    changes: list[CellChange] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def mark(self) -> str:
        """The same text as long as the same would be changed from the same to the same."""
        changes = [(change.head, change.before, change.after) for change in self.changes]
        said = [self.line, self.slug, self.kind, changes, [fault.sentence for fault in self.faults]]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:12]

    @property
    def links(self) -> set[str]:
        """The slugs of new rows of the same file to which it refers."""
        return set(self.draft.links.values())


@dataclass(frozen=True, slots=True)
class Plan:
    """What a table would change; `unread` are heads that name no column."""

    rows: list[PlannedRow]
    unread: list[str]

    def of(self, *kinds: str) -> list[PlannedRow]:
        """The rows of these kinds, as they stand in the file."""
        return [row for row in self.rows if row.kind in kinds]

    @property
    def marks(self) -> str:
        """What a confirmation sends back, to say what was looked at."""
        return " ".join(row.mark for row in self.rows)


def in_order(rows: Iterable[PlannedRow]) -> list[PlannedRow]:
    """The rows, each after the new ones to which it refers; without those that refer to one another in a circle."""
    waiting, ordered = list(rows), []
    while waiting:
        later = {row.slug for row in waiting}
        ready = [row for row in waiting if not row.links & later]
        ordered += ready
        waiting = [row for row in waiting if row.links & later] if ready else []
    return ordered


def plan(table: Table, lines: Sequence[Line], rows: QuerySet | None = None) -> Plan:
    """What these lines, the head first, would change in `rows`, all of the table if left out.

    Raises TableFileError where the table as a whole cannot be read.
    """
    reader = TableReader(table, lines[0])
    planned = reader.read(lines[1:], table.rows() if rows is None else rows)
    return Plan(planned, reader.unread)


class TableReader:
    """One table while it is read: which cell belongs to which column, and what the database has."""

    def __init__(self, table: Table, head: Line) -> None:
        self.table = table
        named = {name: column for column in table.columns for name in heads(column)}
        self.heads = {column.key: str(column.head) for column in table.columns}
        self.places: dict[str, int] = {}
        self.unread: list[str] = []
        for place, text in enumerate(head.cells):
            column = named.get(folded(text))
            if column is None:
                self.unread += [text] if text else []
            elif column.key in self.places:
                raise TableFileError(_("Two columns are called “%(head)s”.") % {"head": text})
            else:
                self.places[column.key] = place
        if KEY not in self.places:
            raise TableFileError(
                _("No column is called “%(head)s”: by it the rows are matched.") % {"head": self.heads[KEY]}
            )
        here = [column for column in table.columns if column.read is not None and column.key in self.places]
        # Names without a column of their own come first: they are told from the others as the database has them.
        self.columns = sorted(here, key=lambda column: column.key != NAMES)

    def cell(self, line: Line, key: str) -> str:
        """The text of a cell; empty where the line ends before it."""
        place = self.places.get(key, len(line.cells))
        return line.cells[place] if place < len(line.cells) else ""

    def read(self, lines: Sequence[Line], rows: QuerySet) -> list[PlannedRow]:
        """Every line, with what becomes of its row."""
        typed = {self.cell(line, KEY) for line in lines}
        slugs = [self.cell(line, KEY).casefold() or self._made_slug(line) for line in lines]
        there = {row.slug.casefold(): row for row in rows.filter(slug__in=typed | set(slugs))}
        things = [there.get(slug) or self.table.model(slug=slug) for slug in slugs]
        known = self._known(lines, dict(zip(slugs, things, strict=True)))
        planned = [
            self._read_line(line, slug, thing, known)
            for line, slug, thing in zip(lines, slugs, things, strict=True)
        ]
        self._find_repeated(planned)
        writing = [row for row in planned if row.kind in (NEW, CHANGED)]
        if len(writing) > MOST_CHANGES:
            raise TableFileError(
                _("More than %(most)s rows are new or changed: give the table in several parts.")
                % {"most": f"{MOST_CHANGES:,}"}
            )
        for row in writing:
            self._check(row)
        self._find_lost_links(planned)
        return planned

    def _made_slug(self, line: Line) -> str:
        """An address made of the first short form or name, where none is typed."""
        keys = [column.key for column in self.table.columns if column.key.startswith(("acronym_", "name_"))]
        texts = [slugify(self.cell(line, key)) for key in sorted(keys, key=lambda key: key[0] != "a")]
        column: Any = self.table.model._meta.get_field(KEY)
        return str(next(filter(None, texts), "")[: column.max_length])

    def _known(self, lines: Sequence[Line], own: dict[str, Any]) -> dict[type[Model], dict[str, Any]]:
        """The rows to which cells refer, by model and slug, those of the file itself among them."""
        wanted: dict[type[Model], set[str]] = {}
        for column in self.columns:
            if column.refers_to is not None:
                found = wanted.setdefault(column.refers_to, set())
                found.update(slug for line in lines for slug in slugs_in(self.cell(line, column.key)))
        known: dict[type[Model], dict[str, Any]] = {}
        for model, slugs in wanted.items():
            rows: Any = model._default_manager.filter(slug__in=slugs).prefetch_related(NAMES)
            there = {row.slug.casefold(): row for row in rows}
            known[model] = own | there if model is self.table.model else there
        return known

    def _read_line(self, line: Line, slug: str, thing: Any, known: Any) -> PlannedRow:
        is_new = thing.pk is None
        names = [] if is_new else names_of(thing)
        draft = Draft(thing, names, mains(names), known, texts=[] if is_new else texts_of(thing))
        row = PlannedRow(
            line.number, slug, slug if is_new else str(thing.name), NEW if is_new else SAME, draft
        )
        if not self.cell(line, KEY) and not is_new:
            said = _("“%(slug)s” is in the catalogue already: write this address if you mean it.")
            self._fault(row, KEY, said % {"slug": slug})
            return row
        for column in self.columns:
            if column.key != KEY:
                self._read_cell(row, column, self.cell(line, column.key))
        if row.kind == SAME and row.changes:
            row.kind = CHANGED
        self._take_names(row)
        return row

    def _read_cell(self, row: PlannedRow, column: TableColumn, cell: str) -> None:
        is_new = row.draft.thing.pk is None
        value = None if is_new else column.value(row.draft.thing)
        before = "" if value is None else str(value)
        if column.read is None or (not is_new and as_read_back(before, cell)):
            return
        kept = dict(row.draft.words)
        try:
            after = column.read(unguarded(cell), row.draft)
        except ValidationError as error:
            self._fault(row, column.key, " ".join(error.messages))
            return
        if after != before:
            row.changes.append(CellChange(self.heads[column.key], before, after))
        elif not is_new:
            row.draft.words = kept

    def _take_names(self, row: PlannedRow) -> None:
        """That the names change is among the words of the row; a new one is called as it would be."""
        draft = row.draft
        of_names = {head for key, head in self.heads.items() if key.startswith(("name", "acronym_"))}
        if any(change.head in of_names for change in row.changes):
            draft.words[NAMES] = draft.names
        if row.kind != SAME and not draft.names:
            self._fault(row, NAMES, _("Give at least one name."))
        elif draft.thing.pk is None:
            row.name = next(name["name"] for name in [*draft.mains.values(), *draft.names])

    def _fault(self, row: PlannedRow, key: str, sentence: str) -> None:
        row.kind = FAULTY
        place = self.places.get(key)
        letter = "" if place is None else get_column_letter(place + 1)
        row.faults.append(Fault(sentence, letter, self.heads.get(key, "") if letter else ""))

    def _find_repeated(self, planned: Sequence[PlannedRow]) -> None:
        first: dict[str, int] = {}
        for row in planned:
            if row.slug in first:
                said = _("“%(slug)s” stands in line %(line)s already.")
                self._fault(row, KEY, said % {"slug": row.slug, "line": first[row.slug]})
            first.setdefault(row.slug, row.line)

    def _find_lost_links(self, planned: Sequence[PlannedRow]) -> None:
        """A row that refers to one which cannot be brought in cannot be brought in either."""
        found = True
        while found:
            faulty = {row.slug: row.line for row in planned if row.kind == FAULTY}
            found = False
            for row in (row for row in planned if row.kind in (NEW, CHANGED)):
                for slug in row.links & faulty.keys():
                    said = _("It refers to “%(slug)s”, which cannot be read in line %(line)s.")
                    self._fault(row, "", said % {"slug": slug, "line": faulty[slug]})
                    found = True
        writing = [row for row in planned if row.kind in (NEW, CHANGED)]
        ordered = {id(row) for row in in_order(writing)}
        for row in writing:
            if id(row) not in ordered:
                self._fault(row, "", _("It refers to itself, or to a row that refers to it."))

    def _check(self, row: PlannedRow) -> None:
        """The rules of the model, for what the row would be."""
        thing, words = row.draft.thing, row.draft.words
        for column in fields_of(self.table.model):
            if column.name in words and not column.many_to_many:
                put_value(thing, column, words[column.name])
        try:
            thing.full_clean()
        except ValidationError as error:
            self._blame(row, error)
        if NAMES in words:
            self._check_names(row)
        if TEXTS in words:
            self._check_texts(row)

    def _blame(self, row: PlannedRow, error: ValidationError, otherwise: str = "") -> None:
        for name, sentences in error.message_dict.items():
            key = otherwise if otherwise or name == NON_FIELD_ERRORS else name
            self._fault(row, key, " ".join(sentences))

    def _check_names(self, row: PlannedRow) -> None:
        relation: Any = self.table.model._meta.get_field(NAMES)
        owner = relation.field.name
        own_column = {id(name): f"name_{code}" for code, name in row.draft.mains.items()}
        taken: set[tuple[str, str]] = set()
        for name in row.draft.names:
            key = own_column.get(id(name), NAMES)
            written = relation.related_model(**{column: name[column] for column in NAME_COLUMNS})
            try:
                written.full_clean(exclude=[owner])
            except ValidationError as error:
                self._blame(row, error, otherwise=key)
            said = (name["language"], name["name"])
            if said in taken:
                self._fault(row, key, _("“%(name)s” stands here twice in one language.") % {"name": said[1]})
            taken.add(said)

    def _check_texts(self, row: PlannedRow) -> None:
        relation: Any = self.table.model._meta.get_field(TEXTS)
        for text in row.draft.words[TEXTS]:
            columns = {name: value for name, value in text.items() if name != "id"}
            try:
                relation.related_model(**columns).full_clean(exclude=[relation.field.name])
            except ValidationError as error:
                for name, sentences in error.message_dict.items():
                    self._fault(row, f"{name}_{text['language']}", " ".join(sentences))
