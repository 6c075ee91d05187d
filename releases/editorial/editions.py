"""The editions of one release in one language, and how the next one is made of the last."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models import Max, Model, Q, QuerySet
from django.db.models.expressions import RawSQL

from releases.enums import Move, ReleaseState, Status
from releases.models import PARTS, Release, SetMember, Transition, columns
from releases.models.parts import note_parts
from releases.models.visibility import status

# What the next edition and a translation do not take over: who, when, how far, and the original file.
OWN_FIELDS = frozenset(
    (
        *(*columns.KEY, *columns.LINEAGE, *columns.CORRECTION, *columns.STATUS, *columns.APPROVAL),
        *(*columns.ORIGINAL, *columns.ISSUED, *columns.RECORD),
    )
)

# How the reason begins for which a text of a translation counts as a guess.
UNTRANSLATED = "The text is still that of"

# The keys of all editions in the language of one edition that share its reference, or one that the release
# had before or has had since: an edition whose symbol was corrected points to the one before it.
RELATIVES = """
WITH RECURSIVE relatives(id, reference, language, previous_id) AS (
    SELECT id, reference, language, previous_id FROM releases_release WHERE id = %s
    UNION
    SELECT other.id, other.reference, other.language, other.previous_id
    FROM relatives JOIN releases_release other ON other.language = relatives.language AND (
        other.reference = relatives.reference
        OR other.id = relatives.previous_id
        OR other.previous_id = relatives.id
    )
)
SELECT id FROM relatives
"""


def _relatives(*releases: Release) -> QuerySet[Release]:
    some = Q()
    for release in releases:
        some |= Q(pk__in=RawSQL(RELATIVES, [release.pk]))  # noqa: S611 - a constant
    return Release.objects.filter(some)


def lock_editions(*releases: Release) -> None:
    """Nobody else changes an edition of any of `releases` in its language before the transaction ends.

    Rows are locked in one order for everybody, so that no two wait for each other. SQLite has one writer at a
    time: there a transaction is the lock.
    """
    if connection.features.has_select_for_update:
        rows = _relatives(*releases).order_by("pk").select_for_update()
        list(rows.values_list("pk", flat=True))


@dataclass
class Lineage:
    """The editions of a release in one language, oldest first, also across a change of its symbol.

    `edition` is the one that a move is about, as the database has it; it is one of `editions`.
    """

    edition: Release
    editions: list[Release] = field(default_factory=list)

    @classmethod
    def of(cls, release: Release, *, lock: bool = False) -> "Lineage":
        """The lineage of `release` as the database has it; raises Release.DoesNotExist when it is gone.

        With `lock`, inside a transaction, every row is locked first: what is read after that has the edition
        that was opened while this waited.
        """
        if lock:
            lock_editions(release)
        relatives = _relatives(release)
        by_key = {edition.pk: edition for edition in relatives.order_by("edition", "pk")}
        if release.pk not in by_key:
            raise Release.DoesNotExist
        for edition in by_key.values():
            if edition.previous_id in by_key:
                edition.previous = by_key[edition.previous_id]
        began = origin(by_key[release.pk], by_key)
        return cls(
            by_key[release.pk],
            [edition for edition in by_key.values() if origin(edition, by_key) == began],
        )

    @property
    def current(self) -> Release | None:
        """The approved edition, other than the one in question, that nothing is to supersede yet."""
        return next(
            (
                other
                for other in self.editions
                if other.pk != self.edition.pk
                and other.state == ReleaseState.APPROVED
                and other.superseded_at is None
            ),
            None,
        )

    @property
    def open(self) -> Release | None:
        """The edition that is being written."""
        return next((other for other in self.editions if other.state in ReleaseState.OPEN), None)

    @property
    def earlier(self) -> list[Release]:
        """The editions before the one in question."""
        return [other for other in self.editions if other.edition < self.edition.edition]

    @cached_property
    def hands(self) -> frozenset[int]:
        """The keys of those who wrote the edition or saved a change to it since it was opened. One query, once."""
        saved = Release.history.filter(id=self.edition.pk).filter(
            Q(history_change_reason=None) | Q(history_change_reason=str(Move.SAVE))
        )
        people = {*saved.order_by().values_list("history_user", flat=True).distinct()}
        people |= {self.edition.created_by_id, self.edition.modified_by_id}
        return frozenset(key for key in people if key is not None)

    def together_with(self, edition: Release) -> str:
        """The name of the set with which that edition goes out; empty where it goes out alone."""
        names = SetMember.objects.filter(release=edition.pk).values_list("set__name", flat=True)
        return names.first() or ""

    def scheduled(self, at: datetime) -> Release | None:
        """The approved edition that is not public yet at `at`."""
        return next((other for other in self.editions if status(other, at) == Status.SCHEDULED), None)

    def last_move_at(self) -> datetime | None:
        """When the log was last added to for any of the editions."""
        keys = [edition.pk for edition in self.editions]
        last: datetime | None = Transition.objects.filter(release__in=keys).aggregate(last=Max("at"))["last"]
        return last


def origin(edition: Any, by_key: Mapping[int, Any]) -> str:
    """The reference under which a release first appeared, found by the rows of its earlier editions.

    A draft whose symbol was changed to that of another release is still the edition of its own.
    """
    while edition.previous_id in by_key:
        edition = by_key[edition.previous_id]
    return str(edition.reference)


def next_edition(lineage: Lineage, **own: Any) -> Release:
    """A saved draft that has the text, every part and the events of `lineage.edition`."""
    source = lineage.edition
    number = max(edition.edition for edition in lineage.editions) + 1
    release = _copy(source, Move.CORRECT, edition=number, previous=source, **own)
    note_parts(release)
    return release


def translation(source: Release, language: str, **own: Any) -> Release:
    """A saved first draft in `language` with the text of `source`, every part of which is still a guess.

    Its photos have no words yet: those of `source` are in another language. Who made them stays.
    """
    reason = f"{UNTRANSLATED} the {source.get_language_display()} version."
    texts = [name for name in ("title", "subtitle", "body", "meeting") if getattr(source, name)]
    release = _copy(
        source,
        Move.TRANSLATE,
        language=language,
        edition=1,
        guesses=source.guesses | dict.fromkeys(texts, reason),
        follows_id=source.pk,
        follows_version=source.version,
        **own,
    )
    release.mentions.update(name_as_printed="")
    release.photos.update(alternative_text="", caption="")
    note_parts(release)
    return release


def _copy(source: Release, move: Move, **own: Any) -> Release:
    fields = [field for field in Release._meta.concrete_fields if field.name not in OWN_FIELDS]
    copy = Release(**({field.attname: getattr(source, field.attname) for field in fields} | own))
    copy.sign(own["created_by"], own["created_at"], str(move))
    copy.save()
    for model in PARTS:
        _copy_parts(model, source, copy)
    copy.events.set(source.events.all())
    return copy


def _copy_parts(model: type[Model], source: Release, copy: Release) -> None:
    parts: list[Any] = list(model._base_manager.filter(release=source).order_by("pk"))
    for part in parts:
        part.pk, part.release = None, copy
        part._state.adding = True
    model._base_manager.bulk_create(parts)


def published_editions(release: Release, at: datetime) -> list[Release]:
    """The editions of `release` that had been public by `at`, oldest first; withdrawn ones are among them.

    Also across a change of its symbol. Neither what is planned nor what is being written is among them.
    """
    lineage = Lineage.of(release).editions
    return [edition for edition in lineage if edition.is_issued(at) or edition.is_withdrawn(at)]


def corrected_elsewhere(
    release: Release, at: datetime, *, elsewhere: Iterable[Release] | None = None
) -> list[Release]:
    """Corrections in other languages, known at `at`, that came after `release` was last changed.

    The last one in each language. Minor ones are left out: a typing error in one language is none in
    another. A correction that was itself corrected since still counts. “Last changed” is when `release` went
    out if it is a correction, else its `modified_at`; a minor correction counts as the edition before it.
    `elsewhere` are the issued editions in other languages by language and number, where they are known.
    """
    if elsewhere is None:
        others = Release.objects.issued(at).filter(reference=release.reference, edition__gt=1)
        others = others.exclude(language=release.language).for_cards().order_by("language", "edition")
        elsewhere = list(others)
    corrections = [
        other
        for other in elsewhere
        if other.reference == release.reference and other.edition > 1 and not other.correction_is_minor
    ]
    if not corrections:
        return []
    own = release
    while own.correction_is_minor and own.previous is not None:
        own = own.previous
    since = own.public_from if own.edition > 1 and own.is_issued(at) else own.modified_at
    return list({other.language: other for other in corrections if other.public_from > since}.values())


def embargoed_elsewhere(release: Release, at: datetime) -> list[Release]:
    """First editions of the same release in other languages that are still under embargo at `at`.

    Empty once the release is public in any language: then its content is known.
    """
    others = Release.objects.filter(reference=release.reference).exclude(language=release.language)
    if Release.objects.public(at).filter(reference=release.reference).exists():
        return []
    return list(
        others.filter(state=ReleaseState.APPROVED, publish_at__gt=at, previous=None).order_by("language")
    )
