"""What comes back from translators becomes a draft: what it would change, what is refused, and the save of it."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from institutes.enums import Language
from releases.editorial import workflow
from releases.editorial.difference import Piece, difference
from releases.editorial.errors import WorkflowError
from releases.editorial.translation import inline
from releases.editorial.translation.original import LINES, latest
from releases.editorial.translation.paragraphs import Added, plain, put_together, read
from releases.editorial.translation.part_words import ATTACHMENT, is_of_part, split
from releases.editorial.translation.part_words import called as part_called
from releases.editorial.translation.units import PARAGRAPH, Unit, digest, units_of
from releases.editorial.translation.xliff import paired, translated_units
from releases.editorial.translation.xliff_reading import ReadFile, ReadUnit, XliffError
from releases.enums import ReleaseState
from releases.models import Release
from releases.wire.characters import is_blank


@dataclass(frozen=True, slots=True)
class Change:
    """One unit that would read otherwise: what stands there and what the file has.

    `is_contested`: what stands there was changed since the file was made; it stays unless the person chooses the file.
    """

    unit: Unit
    before: str
    after: str
    is_contested: bool

    @property
    def words(self) -> str:
        """The original, as it can be read."""
        return plain(self.unit.markup) if self.unit.is_markup else self.unit.markup

    @property
    def pieces(self) -> list[Piece]:
        before, after = (plain(text) if self.unit.is_markup else text for text in (self.before, self.after))
        return difference(before, after)


@dataclass(slots=True)
class Plan:
    """What a file would do: to `draft`, or to a new one of `source` where that is None."""

    source: Release
    language: str
    draft: Release | None
    changes: list[Change] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    same: int = 0

    @property
    def language_name(self) -> str:
        return str(Language(self.language).label)


def plan(file: ReadFile) -> Plan:
    """What taking in the file would change now. Raises XliffError where it is not about a release that can take it."""
    made_from = Release.objects.filter(pk=file.source).first()
    if made_from is None or (made_from.reference, made_from.language) != (
        file.reference,
        file.source_language,
    ):
        raise XliffError(
            _("The file is not of a release that is here, or it was changed which one it is of.")
        )
    if file.language == file.source_language:
        raise XliffError(_("The file is into the language that it is from."))
    rows = Release.objects.filter(reference=file.reference).defer("as_issued", "issued_text").order_by("pk")
    editions = list(rows)
    source = latest([row for row in editions if row.language == file.source_language]).get(
        file.source_language
    )
    if source is None:
        raise XliffError(_("The original was withdrawn."))
    own = [row for row in editions if row.language == file.language]
    draft = next((row for row in own if row.state in ReleaseState.OPEN), None)
    if own and draft is None:
        raise XliffError(
            _("The %(language)s version of %(reference)s was approved already. Open its next edition first.")
            % {"language": Language(file.language).label, "reference": file.reference}
        )
    found = Plan(source, file.language, draft)
    _weigh(found, file)
    return found


def _weigh(found: Plan, file: ReadFile) -> None:
    there = translated_units(found.source, found.draft) if found.draft is not None else {}
    units = list(units_of(found.source))
    for one in file.units:
        unit = _unit_of(one, units)
        if unit is None:
            sentence = _("%(unit)s: the original reads otherwise now, or is gone.")
            found.refused.append(sentence % {"unit": called(one.key)})
            continue
        if found.draft is not None and is_of_part(unit.key) and unit.key not in there:
            sentence = _("%(unit)s: the translation does not have it.")
            found.refused.append(sentence % {"unit": called(unit.key)})
            continue
        try:
            after = _text(one, unit)
        except inline.MarksError as error:
            found.refused.append(f"{called(one.key)}: {error}.")
            continue
        before = there.get(unit.key, unit.markup)
        if is_blank(plain(after)) or after == before:
            found.same += 1
            continue
        is_contested = (
            found.draft is not None and before != unit.markup and digest(before) != one.was and bool(before)
        )
        found.changes.append(Change(unit, before, after, is_contested))


def _unit_of(one: ReadUnit, units: list[Unit]) -> Unit | None:
    """The unit of the original that still reads as it did: at its place, or wherever the paragraph is now."""
    same = [unit for unit in units if unit.digest == one.digest]
    exact = [unit for unit in same if unit.key == one.key]
    moved = [unit for unit in same if not is_of_part(one.key) and one.key not in LINES and unit.is_markup]
    return next(iter(exact or moved), None)


def _text(one: ReadUnit, unit: Unit) -> str:
    if unit.is_markup:
        return inline.read(one.target, unit.markup)
    words = plain(inline.read(one.target, ""))
    return " ".join(words.split())


def called(key: str) -> str:
    """A unit as people call it."""
    if key in LINES:
        return str(Release._meta.get_field(key).verbose_name).capitalize()  # type: ignore[union-attr]  # a column
    if is_of_part(key):
        return part_called(key)
    return _("Paragraph %(number)d") % {"number": int(key.removeprefix(PARAGRAPH)) + 1}


def take(found: Plan, *, chosen: Collection[str], by: User, at: datetime) -> Release:
    """The draft has what the plan changes; of what is contested, only what is `chosen`, by the key of the unit.

    A draft is opened where there was none; nothing is submitted or approved. Raises what the workflow raises, and
    then nothing has changed: StaleError where somebody saved the draft since the plan was made.
    """
    with transaction.atomic():
        draft = found.draft
        if draft is None:
            draft = workflow.open_translation(found.source, found.language, by=by, at=at)
        taken = [change for change in found.changes if not change.is_contested or change.unit.key in chosen]
        if not taken:
            return draft
        checked = workflow.check_save(draft, by=by, at=at, seen=draft.version)
        for change in taken:
            if change.unit.key in LINES:
                setattr(draft, change.unit.key, _fitting(change, Release._meta.get_field(change.unit.key)))
        draft.body = _body(found.source, draft, {c.unit.key: c.after for c in taken if c.unit.is_markup})
        _put_words_of_parts(draft, taken)
        return workflow.save_checked(draft, checked)


def _fitting(change: Change, column: Any) -> str:
    room = column.max_length
    if room is not None and len(change.after) > room:
        raise WorkflowError(
            _("%(unit)s: there is room for %(most)d characters.")
            % {"unit": called(change.unit.key), "most": room},
            code="room",
        )
    return change.after


def _body(source: Release, draft: Release, texts: dict[str, str]) -> str:
    changed: dict[int, str] = {}
    added: list[Added] = []
    for number, row in paired(source, draft).items():
        after = texts.get(f"{PARAGRAPH}{number}")
        if after is None:
            continue
        if row.number is not None:
            changed[row.number] = after
        elif row.adds:
            added.append(Added(row.after, row.adds, after))
    return put_together(read(draft.body), changed, added)


def _put_words_of_parts(draft: Release, taken: list[Change]) -> None:
    photos: dict[int, Any] = {use.photo_id: use for use in draft.photos.all()}
    attachments: dict[int, Any] = {use.attachment_id: use for use in draft.attachments.all()}
    for change in taken:
        if is_of_part(change.unit.key):
            kind, key, name = split(change.unit.key)
            use = (attachments if kind == ATTACHMENT else photos)[key]
            setattr(use, name, _fitting(change, use._meta.get_field(name)))
            use.save(update_fields=[name])
