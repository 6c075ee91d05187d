"""What was sent from a form, merged with what somebody else saved since the form was shown."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, UniqueConstraint
from django.forms import BaseForm
from django.forms.formsets import DELETION_FIELD_NAME, INITIAL_FORM_COUNT, TOTAL_FORM_COUNT
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from institutes import days
from institutes.desk import sent_values
from institutes.desk.merging import (
    ASKING,
    Change,
    Finding,
    Merged,
    MergedRow,
    Row,
    TypedRow,
    mark,
    merge_row,
    merge_rows,
)

SEEN = "seen"
"""The field of the form that says what its person had before them: `{table: {key: {field: marks}}}`, in JSON."""
YIELDED = "yielded"
"""The boxes ticked beside what both changed, where the saved words are to stand."""
OWN = ""
"""The table, and the key in it, of the fields of the object itself."""
MOST_ROWS = 2_000
Seen = dict[str, dict[str, Row]]


@dataclass(frozen=True, slots=True)
class Told:
    """A finding as people read it: where it is, what stands there now and what was typed."""

    change: Change
    where: str
    theirs: str = ""
    mine: str = ""
    # What the box is called in which the person chooses the saved words.
    choice: str = ""
    pieces: Any = None


class Table:
    """The rows of one inline as they are saved now."""

    def __init__(self, formset: Any, label: str, *, is_open: bool = True) -> None:
        self.formset = formset
        self.label, self.is_open = label, is_open
        self.prefix = str(formset.prefix)
        self.model: Any = formset.model
        self.key = str(self.model._meta.pk.name)
        self.skipped = (self.key, formset.fk.name, DELETION_FIELD_NAME)
        self.forms = {str(form.instance.pk): form for form in formset.initial_forms}
        self.blank = formset.empty_form

    def names(self, form: BaseForm) -> Iterable[str]:
        """The fields of a row."""
        return sent_values.filled_in(form, self.skipped)

    @property
    def rows(self) -> dict[str, Row]:
        """The values of each row by its key."""
        return {
            key: {name: sent_values.shown(form, name) for name in self.names(form)}
            for key, form in self.forms.items()
        }

    @property
    def blank_row(self) -> Row:
        """The values of a new row that nobody has touched."""
        return {name: sent_values.shown(self.blank, name) for name in self.names(self.blank)}

    @property
    def identity(self) -> list[str] | None:
        """The fields that no two rows of this object share; None where the form does not hold all of them."""
        parent = self.formset.fk.name
        for constraint in self.model._meta.constraints:
            if isinstance(constraint, UniqueConstraint) and parent in constraint.fields:
                names = [name for name in constraint.fields if name != parent]
                return names if set(names) <= set(self.names(self.blank)) else None
        return None

    def sent(self, data: QueryDict) -> list[TypedRow] | None:
        """The rows that were sent; None where they do not say how many they are."""
        try:
            total = min(int(data.get(f"{self.prefix}-{TOTAL_FORM_COUNT}", "")), MOST_ROWS)
            first = int(data.get(f"{self.prefix}-{INITIAL_FORM_COUNT}", ""))
        except ValueError:
            return None
        return [self._row(data, place, is_known=place < first) for place in range(total)]

    def _row(self, data: QueryDict, place: int, *, is_known: bool) -> TypedRow:
        prefix = f"{self.prefix}-{place}"
        key = data.get(f"{prefix}-{self.key}") or None if is_known else None
        form = self.forms.get(key or "", self.blank)
        values = {name: sent_values.sent(form, name, prefix, data) for name in self.names(form)}
        return TypedRow(key, values, place, f"{prefix}-{DELETION_FIELD_NAME}" in data)


@dataclass
class FormMerge:
    """The form of `row` as it is saved now, and what came of merging with it what was sent.

    `told` lists, for people, what the other person did; `asks` is true where it is to be seen before anything
    is saved. `seen` is what a page that is shown now lets its person see.
    """

    row: Model
    form: BaseForm
    tables: list[Table]
    compare: Callable[[str, str], list] | None = None
    told: list[Told] = field(default_factory=list)
    is_same: bool = False
    # Who saved it before, and when.
    hand: tuple[Any, datetime] | None = None

    @property
    def asks(self) -> bool:
        """Whether both changed the same."""
        return any(one.change in ASKING for one in self.told)

    @property
    def quiet(self) -> list[Told]:
        """What the other person did and this one did not touch."""
        return [one for one in self.told if one.change not in ASKING]

    @property
    def contested(self) -> list[Told]:
        """What both changed."""
        return [one for one in self.told if one.change in ASKING]

    @property
    def own(self) -> Row:
        """The values of the object's own fields."""
        return {name: sent_values.shown(self.form, name) for name in sent_values.filled_in(self.form)}

    @property
    def seen(self) -> str:
        """What the form lets its person see, for the field SEEN."""
        tables = {OWN: {OWN: self.own}} | {table.prefix: table.rows for table in self.tables}
        return json.dumps(
            {
                name: {key: {n: mark(values) for n, values in row.items()} for key, row in rows.items()}
                for name, rows in tables.items()
            },
            ensure_ascii=False,
            separators=(",", ":"),
        )

    def merge(self, request: HttpRequest) -> None:
        """`request` holds what was sent and what others saved since, and `told` says what that was."""
        data = request.POST.copy()
        seen, yielded = read_seen(data.get(SEEN, "")), set(data.getlist(YIELDED))
        self.is_same = True
        self._merge_own(data, seen, yielded)
        for table in self.tables:
            self._merge_table(request, data, table, seen.get(table.prefix, {}), yielded)
        request.POST = data  # type: ignore[assignment]  # mutable: the form that is shown again is filled from it
        if self.told:
            self.hand = last_hand(self.row)

    def _merge_own(self, data: QueryDict, seen: Seen, yielded: set[str]) -> None:
        names = list(sent_values.filled_in(self.form))
        mine = {name: sent_values.sent(self.form, name, "", data) for name in names}
        theirs = self.own
        chosen = [name for name in names if f"{OWN}:{OWN}:{name}" in yielded]
        many = [name for name in names if sent_values.is_choice_of_many(self.form.fields[name])]
        values, findings = merge_row(seen.get(OWN, {}).get(OWN, {}), theirs, mine, many=many, yielded=chosen)
        self.is_same = self.is_same and mine == theirs
        for name, merged in values.items():
            if merged != mine[name]:
                sent_values.write(self.form, name, "", data, merged)
        self.told += [self._told(finding, OWN, self.form, "") for finding in findings]

    def _merge_table(
        self, request: HttpRequest, data: QueryDict, table: Table, seen: dict[str, Row], yielded: set[str]
    ) -> None:
        mine = table.sent(data)
        if mine is None:
            return
        theirs = table.rows
        if not table.is_open:
            # Their values were not sent, only their keys: nothing of them is this person's.
            mine = [TypedRow(row.key, theirs[row.key], row.place) for row in mine if row.key in theirs]
        typed = {row.place: row for row in mine}
        names = list(table.names(table.blank))
        many = [name for name in names if sent_values.is_choice_of_many(table.blank.fields[name])]
        start = f"{table.prefix}:"
        chosen = {one.removeprefix(start) for one in yielded if one.startswith(start)}
        merged = merge_rows(
            seen, theirs, mine, identity=table.identity, blank=table.blank_row, many=many, yielded=chosen
        )
        blanks = {row.place for row in mine if row.key is None and row.values == table.blank_row}
        self.is_same = self.is_same and all(
            (row.key in theirs and not row.is_deleted and row.values == theirs[row.key])
            or row.place in blanks
            for row in mine
        )
        _put_rows(request, data, table, merged, typed)
        self.told += [self._told_row(finding, table) for finding in merged.findings]

    def _told_row(self, finding: Finding, table: Table) -> Told:
        form = table.forms.get(finding.key, table.blank)
        if finding.change in {Change.REMOVED, Change.OFFERED}:
            words = _row_in_words(table, finding)
        else:
            words = str(form.instance)
        return self._told(finding, table.prefix, form, f"{capfirst(table.label)}: {words}")

    def _told(self, finding: Finding, table: str, form: BaseForm, row: str) -> Told:
        choice = f"{table}:{finding.key}:{finding.name}" if finding.change is not Change.OFFERED else ""
        if not finding.name:
            return Told(finding.change, row, choice=choice)
        label = capfirst(str(form[finding.name].label))
        theirs = sent_values.in_words(form, finding.name, finding.theirs)
        mine = sent_values.in_words(form, finding.name, finding.mine)
        pieces = self.compare(theirs, mine) if self.compare and finding.change is Change.CONTESTED else None
        return Told(finding.change, f"{row}, {label}" if row else label, theirs, mine, choice, pieces)


def read_seen(text: str) -> Seen:
    """What the person had before them; nothing where `text` does not say it in the form that FormMerge writes."""
    try:
        read = json.loads(text)
        return {
            str(table): {
                str(key): {str(name): tuple(map(str, values)) for name, values in row.items()}
                for key, row in rows.items()
            }
            for table, rows in read.items()
        }
    except (ValueError, TypeError, AttributeError, RecursionError):
        return {}


def _row_in_words(table: Table, finding: Finding) -> str:
    """A row that is no more, by the words it had in the form."""
    said = (sent_values.in_words(table.blank, name, values) for name, values in finding.row.items() if values)
    return ", ".join(said)


def _put_rows(
    request: HttpRequest, data: QueryDict, table: Table, merged: Merged, typed: dict[int, TypedRow]
) -> None:
    """The rows stand in `data` and among the files in their new order, those that exist first."""
    old, files = {}, {}
    for place in typed:
        start = f"{table.prefix}-{place}-"
        old[place] = {
            name.removeprefix(start): data.getlist(name) for name in list(data) if name.startswith(start)
        }
        files[place] = {
            name.removeprefix(start): request.FILES.getlist(name)
            for name in list(request.FILES)
            if name.startswith(start)
        }
    for name in [name for name in data if _is_of_row(name, table.prefix)]:
        del data[name]
    for name in [name for name in request.FILES if _is_of_row(name, table.prefix)]:
        del request.FILES[name]
    for place, row in enumerate(merged.rows):
        start = f"{table.prefix}-{place}"
        if row.place is not None:
            for name, values in old[row.place].items():
                data.setlist(f"{start}-{name}", values)
            for name, uploads in files[row.place].items():
                request.FILES.setlist(f"{start}-{name}", uploads)
        _put_row(data, table, start, row, typed)
    data[f"{table.prefix}-{INITIAL_FORM_COUNT}"] = str(sum(row.key is not None for row in merged.rows))
    data[f"{table.prefix}-{TOTAL_FORM_COUNT}"] = str(len(merged.rows))


def _put_row(data: QueryDict, table: Table, start: str, row: MergedRow, typed: dict[int, TypedRow]) -> None:
    form = table.forms.get(row.key or "", table.blank)
    before = typed[row.place].values if row.place is not None else {}
    data[f"{start}-{table.key}"] = row.key or ""
    for name, values in row.values.items():
        if values != before.get(name) and name in form.fields:
            sent_values.write(form, name, start, data, values)
    if row.is_deleted:
        data[f"{start}-{DELETION_FIELD_NAME}"] = "on"
    else:
        data.pop(f"{start}-{DELETION_FIELD_NAME}", None)


def _is_of_row(name: str, prefix: str) -> bool:
    rest = name.removeprefix(f"{prefix}-")
    return rest != name and rest.partition("-")[0].isdecimal()


def last_hand(row: Model) -> tuple[Any, datetime] | None:
    """Who last saved `row`, None where nobody signed in did, and when; None where nothing tells."""
    if hasattr(row, "history"):
        saved = row.history.select_related("history_user").order_by("-history_date", "-history_id").first()
        return (saved.history_user, saved.history_date) if saved else None
    kind = ContentType.objects.get_for_model(row)
    entry = LogEntry.objects.filter(content_type=kind, object_id=row.pk).select_related("user").first()
    return (entry.user, entry.action_time) if entry else None


def changed_meanwhile(merge: FormMerge) -> str:
    """Who saved the row last, and when, to whoever comes second."""
    hand = merge.hand
    if hand is None or hand[0] is None:
        return _(
            "This was changed while you had it open. Nothing of yours was saved yet: look at both, then save."
        )
    return _(
        "%(person)s changed this while you had it open (%(time)s). Nothing of yours was saved yet: look at both, "
        "then save."
    ) % {"person": _called(hand[0]), "time": _when(hand[1])}


def taken_over(merge: FormMerge) -> str:
    """What of another person was saved together with one's own."""
    where = "; ".join(_in_short(one) for one in merge.quiet)
    hand = merge.hand
    if hand is None or hand[0] is None:
        return _("While you had this open, it was changed; that was kept: %(where)s") % {"where": where}
    return _("%(person)s changed this while you had it open (%(time)s); that was kept: %(where)s") % {
        "person": _called(hand[0]),
        "time": _when(hand[1]),
        "where": where,
    }


def _in_short(told: Told) -> str:
    if told.change is Change.ADDED:
        return _("%(row)s (added)") % {"row": told.where}
    if told.change is Change.REMOVED:
        return _("%(row)s (removed)") % {"row": told.where}
    return told.where


def _called(person: Any) -> str:
    return person.get_full_name() or person.get_username()


def _when(at: datetime) -> str:
    local = timezone.localtime(at)
    return days.moment(local)


def tables_of(desk: Any, request: HttpRequest, row: Model) -> Iterator[Table]:
    """The inlines of the form of `row` at `desk`, as the database has them."""
    counts: dict[str, int] = {}
    for formset, inline in desk.get_formsets_with_inlines(request, row):
        prefix = formset.get_default_prefix()
        counts[prefix] = counts.get(prefix, 0) + 1
        if counts[prefix] > 1:
            prefix = f"{prefix}-{counts[prefix]}"
        yield Table(
            formset(instance=row, prefix=prefix, queryset=inline.get_queryset(request)),
            str(inline.verbose_name),
            is_open=inline.has_change_permission(request, row),
        )
