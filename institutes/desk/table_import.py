"""A table of institutes or events brought in: all that was looked at in the preview, at once, or nothing."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from institutes.catalogue import proposals
from institutes.catalogue.words import put
from institutes.desk.table_files import Line
from institutes.desk.table_plan import CHANGED, FAULTY, NEW, Plan, PlannedRow, Table, in_order, plan


class ChangedMeanwhileError(Exception):
    """Nothing was written: rows are otherwise by now than in the preview. `plan` is what would change today."""

    def __init__(self, planned: Plan, slugs: Sequence[str]) -> None:
        super().__init__(", ".join(slugs))
        self.plan, self.slugs = planned, slugs


def may_bring_in(user: Any, model: type[Model]) -> bool:
    """Whether `user` brings in tables of `model`: adds rows, and changes the catalogue without asking."""
    add = f"{model._meta.app_label}.add_{model._meta.model_name}"
    return proposals.may_decide(user, model) and bool(user.has_perm(add))


def bring_in(
    table: Table, lines: Sequence[Line], *, by: Any, at: datetime, seen: str, leaving_out_faults: bool = False
) -> Plan:
    """What was planned is written, all of it or nothing, as done by `by` at `at` (aware).

    `seen` are the marks of the plan that `by` looked at. Raises ChangedMeanwhileError where rows are otherwise by now;
    PermissionDenied; TableFileError; and ValidationError where rows have faults that are not left out, or where the
    database refuses something at the last moment.
    """
    if not may_bring_in(by, table.model):
        raise PermissionDenied
    try:
        with transaction.atomic():
            # In one order for everybody, so that no two wait for each other.
            rows = table.rows().order_by("pk").select_for_update(of=("self",), no_key=True)
            planned = plan(table, lines, rows)
            _check_seen(planned, seen.split())
            if planned.of(FAULTY) and not leaving_out_faults:
                raise ValidationError(
                    _(
                        "Nothing was written: mend the rows that cannot be read, or tick that the others come in."
                    )
                )
            written = {row.slug: row.draft.thing for row in planned.of(NEW, CHANGED)}
            for row in in_order(planned.of(NEW, CHANGED)):
                _write(row, written, by, at)
    except IntegrityError as error:
        raise ValidationError(
            _("This contradicts something that was saved at the same moment; check and save again.")
        ) from error
    return planned


def _check_seen(planned: Plan, seen: Sequence[str]) -> None:
    if seen != planned.marks.split():
        known = set(seen)
        raise ChangedMeanwhileError(planned, [row.slug for row in planned.rows if row.mark not in known])


def _write(row: PlannedRow, written: dict[str, Any], by: Any, at: datetime) -> None:
    thing, words = row.draft.thing, row.draft.words
    words |= {name: written[slug].pk for name, slug in row.draft.links.items()}

    def write() -> None:
        thing._history_user, thing._history_date = by, at
        put(thing, words)

    try:
        proposals.save(thing, write, by=by, at=at)
    except ValidationError as error:
        sentence = _("Line %(line)s: %(problem)s") % {"line": row.line, "problem": " ".join(error.messages)}
        raise ValidationError(sentence) from error
