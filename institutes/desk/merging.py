"""Two people filled in one form: whose words stand where, field by field and row by row.

A row is known by its key and never by its place. `seen` is what the second person had before them, `theirs` what
the first has saved since, `mine` what the second sends. Nothing here knows of forms or of a database.
"""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

# What a browser sends for one field: several texts where several can be chosen, none where it is empty.
Values = tuple[str, ...]
Row = Mapping[str, Values]
# Texts beyond this many characters are remembered by their digest: enough to see whether they changed.
LONGEST_REMEMBERED = 40


class Change(StrEnum):
    """What the other person did, and where it met what this one typed."""

    TAKEN = "taken"  # they alone changed the field: it reads as theirs
    ADDED = "added"  # they added the row
    REMOVED = "removed"  # they removed the row, which this one had not touched
    CONTESTED = "contested"  # both changed the field: it reads as typed, and theirs is shown beside it
    OFFERED = "offered"  # they removed the row, this one changed it: it is offered as a new row
    STRUCK = "struck"  # they changed the row, this one deletes it


ASKING = frozenset({Change.CONTESTED, Change.OFFERED, Change.STRUCK})
"""What is saved only after the person has seen it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One change of the other person. `name` is the field; empty where it is about the whole row."""

    change: Change
    key: str
    name: str = ""
    theirs: Values = ()
    mine: Values = ()
    # The whole row as it was sent, where it is no more.
    row: Row = field(default_factory=dict)


@dataclass(slots=True)
class TypedRow:
    """A row as it was sent: its key, None for a new one; `place` is where it stood among the others."""

    key: str | None
    values: Row
    place: int = 0
    is_deleted: bool = False


@dataclass(slots=True)
class MergedRow:
    """A row as it is to be saved. `place` is that of the row that was sent; None for one that was not."""

    key: str | None
    values: dict[str, Values]
    place: int | None = None
    is_deleted: bool = False


@dataclass(slots=True)
class Merged:
    """Rows to save, those that exist first, and what is to be told."""

    rows: list[MergedRow] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def mark(values: Values) -> Values:
    """What of `values` is remembered: short texts as they are, long ones by their digest."""
    return tuple(
        text
        if len(text) <= LONGEST_REMEMBERED
        else f"sha256:{hashlib.sha256(text.encode(errors='replace')).hexdigest()}"
        for text in values
    )


def merge_row(
    seen: Row,
    theirs: Row,
    mine: Row,
    *,
    key: str = "",
    many: Collection[str] = (),
    yielded: Collection[str] = (),
) -> tuple[dict[str, Values], list[Finding]]:
    """The row to save and what is to be told; `seen` holds marks, `theirs` and `mine` whole texts.

    A field that one side changed reads as that side has it. One that both changed reads as typed and is
    contested. Of the fields in `many`, each choice counts for itself: what either added is there, what either
    took away is not. The fields in `yielded` read as theirs, because the person chose that.
    """
    merged: dict[str, Values] = {}
    findings = []
    for name, typed in mine.items():
        saved = theirs.get(name, ())
        merged[name] = typed
        if typed == saved:
            continue
        if name in yielded or mark(typed) == seen.get(name):
            merged[name] = saved
            findings.append(Finding(Change.TAKEN, key, name, saved, typed))
        elif name in many and name in seen:
            merged[name] = _choices(seen[name], saved, typed)
            if set(merged[name]) != set(typed):
                findings.append(Finding(Change.TAKEN, key, name, saved, typed))
        elif mark(saved) != seen.get(name):
            findings.append(Finding(Change.CONTESTED, key, name, saved, typed))
    return merged, [one for one in findings if one.name not in yielded]


def _choices(seen: Values, theirs: Values, mine: Values) -> Values:
    kept = [one for one in theirs if one in mine or one not in seen]
    return tuple(kept + [one for one in mine if one not in theirs and one not in seen])


def merge_rows(
    seen: Mapping[str, Row],
    theirs: Mapping[str, Row],
    mine: Sequence[TypedRow],
    *,
    identity: Sequence[str] | None = None,
    blank: Row = MappingProxyType({}),
    many: Collection[str] = (),
    yielded: Collection[str] = (),
) -> Merged:
    """The rows of one table to save, and what is to be told.

    `identity` names the fields that no two rows share, None where there are none: a new row that is the same
    by them as one that the other person added is that one; what it has as a `blank` row has was not typed.
    `yielded` holds `key:field`, and `key:` for a row.
    """
    merged = Merged()
    if identity is not None:
        untouched = {name: mark(values) for name, values in blank.items()}
        twins = _find_twins(seen, theirs, mine, identity)
        seen = {**seen, **dict.fromkeys(twins, untouched)}
    sent = {row.key: row for row in mine if row.key in theirs}
    for key, saved in theirs.items():
        if key in sent:
            _merge_known(merged, sent[key], key, seen.get(key, {}), saved, many, yielded)
            continue
        merged.rows.append(MergedRow(key, dict(saved)))
        if key not in seen:
            merged.findings.append(Finding(Change.ADDED, key))
    for row in mine:
        if row.key is None:
            merged.rows.append(MergedRow(None, dict(row.values), row.place, row.is_deleted))
        elif row.key not in theirs and not row.is_deleted:
            _merge_gone(merged, row, row.key, seen.get(row.key, {}))
    return merged


def _merge_known(
    merged: Merged,
    own: TypedRow,
    key: str,
    before: Row,
    saved: Row,
    many: Collection[str],
    yielded: Collection[str],
) -> None:
    """A row that is there still and was sent."""
    changed = any(mark(values) != before.get(name) for name, values in saved.items() if name in own.values)
    if own.is_deleted:
        keeps = f"{key}:" in yielded
        merged.rows.append(MergedRow(key, dict(saved), own.place, not keeps))
        if changed and not keeps:
            merged.findings.append(Finding(Change.STRUCK, key))
        return
    chosen = [name for name in own.values if f"{key}:{name}" in yielded]
    values, findings = merge_row(before, saved, own.values, key=key, many=many, yielded=chosen)
    merged.rows.append(MergedRow(key, values, own.place))
    merged.findings += findings


def _merge_gone(merged: Merged, row: TypedRow, key: str, before: Row) -> None:
    """A row that was sent and that the other person removed."""
    if all(mark(values) == before.get(name) for name, values in row.values.items()):
        merged.findings.append(Finding(Change.REMOVED, key, row=row.values))
        return
    merged.findings.append(Finding(Change.OFFERED, key, row=row.values))
    merged.rows.append(MergedRow(None, dict(row.values), row.place))


def _find_twins(
    seen: Mapping[str, Row], theirs: Mapping[str, Row], mine: Sequence[TypedRow], identity: Sequence[str]
) -> list[str]:
    """A new row that cannot stand beside one that the other person added has the key of that one."""
    twins: list[str] = []
    for row in mine:
        if row.key is not None or row.is_deleted or not any(row.values.get(name) for name in identity):
            continue
        for key in theirs.keys() - seen.keys() - set(twins):
            if all(row.values.get(name, ()) == theirs[key].get(name, ()) for name in identity):
                row.key = key
                twins.append(key)
                break
    return twins
