"""A change of what was public as a page or a feed tells it: which release, when, why, and the words that changed."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TypedDict

from django.utils.translation import gettext as _

from institutes.page_urls import address
from releases.database.keys import among_keys
from releases.editorial.comparison import Compared, compare
from releases.editorial.part_comparison import PartNames, compare_parts
from releases.editorial.passages import Passages, passages
from releases.enums import Change
from releases.listing.corrections import ChangeRow
from releases.models import Release, columns
from releases.models.parts import Parts, read_parts
from releases.publication.cards import Card, cards_of

# Texts longer than this are compared on the page of the edition, not in a list.
LONGEST = 60_000
MOST_FIELDS = 4
SHOWN = (*columns.PRINTED, *columns.STATUS, "symbol", "suffix", "previous_id")


class ChangedField(TypedDict):
    """A field that differs between two editions: what it is called, and its passages that changed."""

    label: str
    passages: Passages


class Correction(TypedDict):
    """One line of the list of corrections.

    `label` says what happened, `note` why, as the public was told. `card` is the release, with its reference for a
    title where its text was taken back. `fields` are the words that changed; `compared_href` is the page with all of
    them, empty where there is nothing to compare. `is_long` says that they are to be read there alone.
    """

    change: str
    label: str
    is_minor: bool
    moment: datetime
    note: str
    card: Card
    fields: list[ChangedField]
    is_long: bool
    compared_href: str


def corrections_of(rows: Sequence[ChangeRow], at: datetime) -> list[Correction]:
    """The lines of `rows` with their words, in the page's language. At most five questions to the database."""
    editions = _read({row.key for row in rows})
    corrected = [editions[row.key] for row in rows if row.change == Change.CORRECTION and row.key in editions]
    earlier = _read({edition.previous_id for edition in corrected if edition.previous_id is not None})
    pairs = {
        edition.pk: (earlier[edition.previous_id], edition)
        for edition in corrected
        if edition.previous_id in earlier and earlier[edition.previous_id].is_readable(at)
    }
    changed_parts = _parts_that_changed(pairs.values())
    found = []
    for row in rows:
        if row.key in editions:
            pair = pairs.get(row.key) if row.change == Change.CORRECTION else None
            found.append(_correction(row, editions[row.key], pair, changed_parts.get(row.key, []), at))
    return found


def _read(keys: set[int]) -> dict[int, Release]:
    if not keys:
        return {}
    rows = Release.objects.filter(among_keys("pk", sorted(keys))).for_cards(*SHOWN)
    return {row.pk: row for row in rows}


def _parts_that_changed(pairs: Iterable[tuple[Release, Release]]) -> dict[int, list[Compared]]:
    """The key of the later edition → which of its parts differ. The names in all of them are looked up once."""
    pairs = list(pairs)
    keys = {edition.pk for pair in pairs for edition in pair}
    parts: dict[int, Parts] = read_parts(keys) if keys else {}
    names = PartNames.of(parts.values())
    return {new.pk: compare_parts(parts[old.pk], parts[new.pk], names) for old, new in pairs}


def _correction(
    row: ChangeRow,
    edition: Release,
    pair: tuple[Release, Release] | None,
    parts: list[Compared],
    at: datetime,
) -> Correction:
    [card] = cards_of([edition])
    if not edition.is_readable(at):
        card |= {"title": edition.reference, "language": "", "direction": ""}
    is_long = pair is not None and sum(len(half.body) for half in pair) > LONGEST
    compared = [*compare(*pair), *parts] if pair and not is_long else []
    is_correction, is_minor = row.change == Change.CORRECTION, edition.correction_is_minor
    return {
        "change": row.change,
        "label": _label(row.change, edition, is_minor=is_correction and is_minor),
        "is_minor": is_correction and is_minor,
        "moment": row.moment,
        "note": _note(row.change, edition),
        "card": card,
        "fields": [
            {"label": str(field.label), "passages": passages(field.pieces)}
            for field in compared[:MOST_FIELDS]
        ],
        "is_long": is_long,
        "compared_href": _compared_href(pair) if pair else "",
    }


def _label(change: str, edition: Release, *, is_minor: bool) -> str:
    if change == Change.REISSUE:
        return _("Corrigendum") if "Corr" in edition.suffix else _("Revision")
    return _("Minor correction") if is_minor else str(Change(change).label)


def _note(change: str, edition: Release) -> str:
    if change == Change.WITHDRAWAL:
        return edition.withdrawal_reason
    return edition.correction_note if change == Change.CORRECTION else ""


def _compared_href(pair: tuple[Release, Release]) -> str:
    old, new = pair
    page = address("releases:detail", new.reference, new.language)
    return f"{page}editions/{old.edition}/?against={new.edition}"
