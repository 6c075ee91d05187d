"""The sets of rows that pages are made of."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.db import models, transaction
from django.db.models.functions import Coalesce, Lower

from releases.enums import ReleaseState, Status
from releases.models.signals import SEARCHED_COLUMNS, symbols_changed, texts_changed
from releases.models.visibility import issued_q, public_q, status_q

models.CharField.register_lookup(Lower)


@models.CharField.register_lookup
class WrittenIn(models.lookups.In):
    """As `in`, with the values written out, which have to be our own.

    SQLite uses an index with a condition only where it can read in the statement that the condition holds.
    """

    lookup_name = "written_in"

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, tuple]:
        sql, values = self.as_sql(compiler, connection)
        return sql % tuple(map(connection.schema_editor().quote_value, values)), ()


# `publish_at` by another name, because nothing is superseded that has no such time. An index of the column
# itself SQLite would take for public lists too, and sort everything.
PUBLISH_AT = Coalesce("publish_at", "superseded_at")
# After any time that can be entered.
END_OF_TIME = datetime(9999, 12, 31, tzinfo=UTC)

# The order of lists: the newest printed date, then the last to go out.
NEWEST_FIRST = ("-issued_on", "-publish_at", "-pk")

CARD_FIELDS = (
    *("reference", "symbol", "language", "edition", "kind", "title", "issued_on", "summary"),
    *("state", "publish_at", "superseded_at", "withdrawn_at", "correction_note", "correction_is_minor"),
)


class ReleaseQuerySet(models.QuerySet):
    def bulk_create(self, objs: Iterable, *args: Any, **kwargs: Any) -> list:
        """As Django's; the new releases can be found."""
        with transaction.atomic(using=self.db):
            created = super().bulk_create(objs, *args, **kwargs)
            pks = [release.pk for release in created if release.pk]
            texts_changed.send(self.model, pks=pks, using=self.db)
        return created

    def update(self, **values: Any) -> int:
        """How many rows were changed; where texts change, the releases are found by the new ones."""
        changes_texts = bool(values.keys() & set(SEARCHED_COLUMNS))
        with transaction.atomic(using=self.db):
            pks = list(self.order_by().values_list("pk", flat=True)) if changes_texts else []
            changed = super().update(**values)
            if pks:
                texts_changed.send(self.model, pks=pks, using=self.db)
        return changed

    update.alters_data = True

    def get_by_natural_key(self, reference: str, language: str, edition: int) -> models.Model:
        return self.get(reference=reference, language=language, edition=edition)

    def public(self, at: datetime) -> "ReleaseQuerySet":
        """What the public may see at `at`."""
        return self.filter(public_q(at))

    def issued(self, at: datetime) -> "ReleaseQuerySet":
        """What the public may read at `at`, earlier editions included."""
        return self.filter(issued_q(at))

    def with_status(self, value: str, at: datetime) -> "ReleaseQuerySet":
        """The editions whose status at `at` (aware) is `value`; an index has the answer, whatever the value."""
        if value != Status.SCHEDULED:
            return self.filter(status_q(value, at))
        # Found first, because they are few: SQLite would otherwise look for them in a list of everything. That
        # they are few PostgreSQL believes of a span with two ends only.
        to_come = self.model.objects.alias(out_at=PUBLISH_AT).filter(
            state__written_in=ReleaseState.ISSUED, out_at__gt=at, out_at__lte=END_OF_TIME
        )
        return self.filter(pk__in=to_come.order_by().values("pk"))

    def at_reference(self, reference: str) -> "ReleaseQuerySet":
        """Every language and edition of one reference, in whatever case it is given."""
        return self.filter(reference__lower=reference.lower())

    def in_order(self) -> "ReleaseQuerySet":
        """Newest printed date first, then the last to go out; stable for rows of one second."""
        return self.order_by(*NEWEST_FIRST)

    def for_cards(self, *more: str) -> "ReleaseQuerySet":
        """What a row of a list shows, and the fields named besides; the texts stay in the database."""
        return self.only(*CARD_FIELDS, *more)


class SeriesQuerySet(models.QuerySet):
    def get_by_natural_key(self, prefix: str) -> models.Model:
        return self.get(prefix=prefix)

    def with_prefix(self, prefix: str) -> models.Model | None:
        """The series of that prefix, in whatever case it is written; None where there is none."""
        return self.filter(prefix__iexact=prefix).first()

    def get_or_make(self, prefix: str) -> models.Model:
        """The series of that prefix, made now where a text that was issued is the first to name it."""
        return self.with_prefix(prefix) or self.create(prefix=prefix)

    def public(self, at: datetime) -> "SeriesQuerySet":
        """Series with a release that the public may see: an unused prefix says what is being prepared."""
        releases = self.model._meta.get_field("releases").related_model.objects.public(at)
        return self.filter(models.Exists(releases.filter(series=models.OuterRef("pk"))))


class EventQuerySet(models.QuerySet):
    def get_by_natural_key(self, slug: str) -> models.Model:
        return self.get(slug=slug)

    def with_names(self) -> "EventQuerySet":
        """With every name, and every name of the parent, at hand."""
        return self.select_related("parent").prefetch_related("names", "parent__names")

    def top_level(self) -> "EventQuerySet":
        """Events that are not part of another."""
        return self.filter(parent__isnull=True)


class EventNameQuerySet(models.QuerySet):
    def get_by_natural_key(self, slug: str, language: str, name: str) -> models.Model:
        return self.get(event__slug=slug, language=language, name=name)


class JointSymbolQuerySet(models.QuerySet):
    def bulk_create(self, objs: Iterable, *args: Any, **kwargs: Any) -> list:
        """As Django's; the releases are found by these symbols."""
        with transaction.atomic(using=self.db):
            created = super().bulk_create(objs, *args, **kwargs)
            pks = {joint.release_id for joint in created}
            symbols_changed.send(self.model, pks=pks, using=self.db)
        return created


class MentionQuerySet(models.QuerySet):
    def get_by_natural_key(self, reference: str, language: str, edition: int, slug: str) -> models.Model:
        return self.get(
            release__reference=reference,
            release__language=language,
            release__edition=edition,
            institute__slug=slug,
        )


class PhotoQuerySet(models.QuerySet):
    def get_by_natural_key(self, token: str) -> models.Model:
        return self.get(token=token)

    def public(self, at: datetime) -> "PhotoQuerySet":
        """Photos that an edition uses which the public may see at `at`."""
        uses = self.model._meta.get_field("uses").related_model.objects
        return self.filter(models.Exists(uses.filter(public_q(at, "release__"), photo=models.OuterRef("pk"))))

    def used_when_issued(self) -> "PhotoQuerySet":
        """Photos of an edition that was approved, whatever became of it since."""
        uses = self.model._meta.get_field("uses").related_model.objects
        return self.filter(
            models.Exists(uses.filter(release__state__in=ReleaseState.ISSUED, photo=models.OuterRef("pk")))
        )


class ReleasePhotoQuerySet(models.QuerySet):
    def public(self, at: datetime) -> "ReleasePhotoQuerySet":
        """Those whose photo is served to the public at `at`, with the photo at hand."""
        photos = self.model._meta.get_field("photo").related_model.objects
        return self.filter(photo__in=photos.public(at)).select_related("photo")
