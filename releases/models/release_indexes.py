"""The indexes of releases, each with the list that walks it, and what the database holds of every row."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from institutes.enums import Language
from releases.enums import ReleaseKind, ReleaseState
from releases.models.lookups import PUBLISH_AT, STATUS_TIME, SYMBOL_LETTERS, WITHDRAWN_AT

# The order of every list. Indexes name `id`, because `pk` is a name of Django's.
NEWEST_FIRST = ("-issued_on", "-publish_at", "-id")
# What says whether a row is public: with it in the index, and what facets count, no row is read.
VISIBILITY = ("state", "superseded_at", "withdrawn_at")
OF_CHANGES = (
    *("language", *VISIBILITY, "publish_at", "withdrawal_keeps_text", "previous", "edition", "suffix"),
)

INDEXES: list[models.Index] = [
    # Lists walk these in their own order and look at nothing else until twenty rows are found. Without a
    # condition, because SQLite cannot use a partial index for values that are passed as parameters.
    models.Index(
        fields=["language", *NEWEST_FIRST, *VISIBILITY, "kind", "series"], name="release_newest_in_language"
    ),
    models.Index(fields=[*NEWEST_FIRST, "language", *VISIBILITY, "kind", "series"], name="release_newest"),
    models.Index(Lower("reference"), "language", name="release_reference_any_case"),
    # Few releases have a previous edition: in the index of the key they drown in those that have none, and
    # SQLite, which counts that as one value, would rather look at every release.
    models.Index(fields=["previous"], condition=Q(previous__isnull=False), name="release_next_editions"),
    models.Index(fields=["series", "number"], name="release_number_in_series"),
    # The editors' desk: each of its filters walks an index in the order of the list.
    models.Index(
        fields=["kind", *NEWEST_FIRST, "language", *VISIBILITY, "series"], name="release_newest_of_kind"
    ),
    models.Index(
        fields=["series", *NEWEST_FIRST, "language", *VISIBILITY, "kind"], name="release_newest_in_series"
    ),
    models.Index(
        fields=["created_by", *NEWEST_FIRST, "language", *VISIBILITY, "kind", "series"],
        name="release_newest_written_by",
    ),
    # The other orders of the list at the desk, with what its filters compare.
    models.Index(
        fields=["-modified_at", "-id", "language", *VISIBILITY, "kind", "series", "created_by"],
        name="release_by_change",
    ),
    models.Index(
        STATUS_TIME.desc(),
        F("id").desc(),
        *("language", "state", "publish_at", "superseded_at", "withdrawn_at", "kind", "series", "created_by"),
        name="release_by_status_time",
    ),
    # By symbol: series that begin with the same letters, above all years of one, as they came; in each by number.
    models.Index(
        SYMBOL_LETTERS,
        *map(F, ("series", "number", "suffix", "id", "language", *VISIBILITY, "kind", "created_by")),
        name="release_by_symbol",
    ),
    # Whether there is any, which every page asks.
    models.Index(fields=["id"], condition=Q(is_invented=True), name="release_invented"),
    models.Index(fields=["id"], condition=Q(guesses__has_entries=True), name="release_guessed"),
    # Few releases are in these, so that most saves do not touch them. The conditions keep SQLite from taking
    # an index of states for public lists, and sorting everything. It can use them nevertheless: what is
    # compared with a value is not null, and states are written out by `written_in`.
    models.Index(
        fields=["state", *NEWEST_FIRST, "language", "kind", "series", "returned_at"],
        condition=Q(state__in=ReleaseState.OPEN),
        name="release_open",
    ),
    models.Index(
        fields=[*NEWEST_FIRST, "language", "kind", "series"],
        condition=Q(returned_at__isnull=False),
        name="release_returned",
    ),
    models.Index(
        fields=["state", "-modified_at", "-id"],
        condition=Q(state__in=ReleaseState.OPEN),
        name="release_by_state",
    ),
    # What one person has in hand: theirs, or last changed by them.
    models.Index(
        fields=["created_by", "-modified_at", "-id"],
        condition=Q(state__in=ReleaseState.OPEN),
        name="release_open_written_by",
    ),
    models.Index(
        fields=["modified_by", "-modified_at", "-id"],
        condition=Q(state__in=ReleaseState.OPEN),
        name="release_open_changed_by",
    ),
    models.Index(
        F("state"),
        PUBLISH_AT.asc(),
        F("id").asc(),
        condition=Q(state__in=ReleaseState.OPEN),
        name="release_planned",
    ),
    models.Index(
        fields=[*NEWEST_FIRST, "language", *VISIBILITY, "kind", "series"],
        condition=Q(superseded_at__isnull=False),
        name="release_superseded",
    ),
    models.Index(
        fields=[*NEWEST_FIRST, "language", "state", "withdrawn_at", "kind", "series"],
        condition=Q(withdrawn_at__isnull=False),
        name="release_withdrawn",
    ),
    # What was corrected, withdrawn or issued as Corr. or Rev. lately, with all that the list of it compares.
    models.Index(
        PUBLISH_AT.desc(),
        F("id").desc(),
        *OF_CHANGES,
        condition=Q(previous__isnull=False),
        name="release_corrected",
    ),
    models.Index(
        WITHDRAWN_AT.desc(),
        F("id").desc(),
        *OF_CHANGES,
        condition=Q(withdrawn_at__isnull=False),
        name="release_withdrawn_by_time",
    ),
    models.Index(
        PUBLISH_AT.desc(),
        F("id").desc(),
        *OF_CHANGES,
        condition=Q(suffix__is_given=True),
        name="release_with_suffix",
    ),
    models.Index(fields=["id", "state"], condition=Q(awaits_confirmation=True), name="release_unconfirmed"),
    models.Index(
        PUBLISH_AT.desc(),
        F("id").desc(),
        *VISIBILITY,
        condition=Q(state__in=ReleaseState.ISSUED),
        name="release_by_time",
    ),
]

CONSTRAINTS: list[models.BaseConstraint] = [
    models.UniqueConstraint(
        fields=["reference", "language", "edition"],
        name="release_edition_once",
        violation_error_message=_("This edition of the release exists already in this language."),
    ),
    models.UniqueConstraint(
        fields=["reference", "language"],
        condition=Q(state__in=ReleaseState.OPEN),
        name="release_one_open_edition",
        violation_error_message=_(
            "An edition of this release in this language is being written already; go on with it."
        ),
    ),
    models.UniqueConstraint(
        fields=["reference", "language"],
        condition=Q(state=ReleaseState.APPROVED, superseded_at__isnull=True),
        name="release_one_current_edition",
        violation_error_message=_("Another approved edition of this release has not been superseded."),
    ),
    models.UniqueConstraint(
        fields=["previous"],
        condition=Q(state__in=ReleaseState.OPEN),
        name="release_one_next_edition",
        violation_error_message=_("The next edition of this release is being written already."),
    ),
    models.CheckConstraint(
        condition=Q(state__in=ReleaseState.values),
        name="release_state_known",
        violation_error_message=_("Choose draft, submitted, approved or withdrawn."),
    ),
    models.CheckConstraint(
        condition=Q(kind__in=ReleaseKind.values),
        name="release_kind_known",
        violation_error_message=_("Choose one of the kinds of release."),
    ),
    models.CheckConstraint(
        condition=Q(language__in=Language.values),
        name="release_language_known",
        violation_error_message=_("Choose one of the languages."),
    ),
    models.CheckConstraint(
        condition=Q(edition__gte=1),
        name="release_edition_from_one",
        violation_error_message=_("Editions are counted from 1."),
    ),
    models.CheckConstraint(
        condition=~Q(reference=""),
        name="release_has_reference",
        violation_error_message=_("Give a symbol, or a date and a title."),
    ),
    models.CheckConstraint(
        condition=Q(symbol="", series__isnull=True, number__isnull=True)
        | (~Q(symbol="") & Q(series__isnull=False, number__isnull=False)),
        name="release_symbol_with_its_parts",
        violation_error_message=_("A symbol has a series and a number: write it like BKK/CP/14."),
    ),
    models.CheckConstraint(
        condition=~Q(state__in=ReleaseState.ISSUED) | Q(publish_at__isnull=False),
        name="release_issued_has_time",
        violation_error_message=_("Give the time from which the release is public before approving it."),
    ),
    models.CheckConstraint(
        condition=Q(returned_at__isnull=True) | Q(state=ReleaseState.DRAFT),
        name="release_returned_is_draft",
        violation_error_message=_("Only a draft can be one that was returned."),
    ),
    models.CheckConstraint(
        condition=Q(superseded_at__isnull=True)
        | Q(state__in=ReleaseState.ISSUED, superseded_at__gte=F("publish_at")),
        name="release_superseded_after_public",
        violation_error_message=_("An edition cannot be superseded before it is public."),
    ),
    models.CheckConstraint(
        condition=(
            Q(state=ReleaseState.WITHDRAWN, withdrawn_at__gte=F("publish_at")) & ~Q(withdrawal_reason="")
        )
        | (~Q(state=ReleaseState.WITHDRAWN) & Q(withdrawn_at__isnull=True, withdrawal_reason="")),
        name="release_withdrawn_with_reason",
        violation_error_message=_("A withdrawal has a time after publication and a public reason."),
    ),
]
