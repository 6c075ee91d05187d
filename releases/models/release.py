"""A press release: one row is one edition in one language."""

import hashlib
import itertools
import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django_prose_editor.fields import ProseEditorField
from simple_history.models import HistoricalRecords

from institutes.enums import Language
from institutes.invented import Inventable
from institutes.models import Institute
from institutes.page_urls import address
from releases.enums import ReleaseKind, ReleaseState, Status
from releases.models import prose
from releases.models.event import Event
from releases.models.lookups import END_OF_TIME, PUBLISH_AT
from releases.models.natural_keys import depends_on
from releases.models.reading_words import in_words
from releases.models.release_indexes import CONSTRAINTS, INDEXES
from releases.models.series import Series, UnknownSeriesError
from releases.models.signals import SEARCHED_COLUMNS, texts_changed
from releases.models.visibility import issued_q, public_q, status, status_q
from releases.wire.symbols import SymbolError, parse_symbol

LONGEST_SLUG = 80
DATED_REFERENCE = re.compile(r"\d{4}/\d{2}/\d{2}/.")

# The order of lists: the newest printed date, then the last to go out.
NEWEST_FIRST = ("-issued_on", "-publish_at", "-pk")

# What `for_cards` reads.
CARD_FIELDS = (
    *("reference", "symbol", "language", "edition", "kind", "title", "issued_on", "summary"),
    *("state", "publish_at", "superseded_at", "withdrawn_at", "correction_note", "correction_is_minor"),
    "is_invented",
)


class ReleaseQuerySet(models.QuerySet["Release"]):
    def bulk_create(self, objs: Iterable["Release"], *args: Any, **kwargs: Any) -> list["Release"]:
        """As Django's, and the search index has the new releases."""
        with transaction.atomic(using=self.db):
            created = super().bulk_create(objs, *args, **kwargs)
            pks = [release.pk for release in created if release.pk]
            texts_changed.send(self.model, pks=pks, using=self.db)
        return created

    def update(self, **values: Any) -> int:
        """The number of changed rows, as Django's; the search index has their new texts."""
        changes_texts = bool(values.keys() & set(SEARCHED_COLUMNS))
        with transaction.atomic(using=self.db):
            pks = list(self.order_by().values_list("pk", flat=True)) if changes_texts else []
            changed = super().update(**values)
            if pks:
                texts_changed.send(self.model, pks=pks, using=self.db)
        return changed

    update.alters_data = True  # type: ignore[attr-defined] # templates may not call it

    def get_by_natural_key(self, reference: str, language: str, edition: int) -> "Release":
        return self.get(reference=reference, language=language, edition=edition)

    def public(self, at: datetime) -> "ReleaseQuerySet":
        """What the public may see at `at`."""
        return self.filter(public_q(at))

    def has_invented(self) -> bool:
        """Whether any of them was made up for demonstration."""
        return self.filter(is_invented=True).exists()

    def issued(self, at: datetime) -> "ReleaseQuerySet":
        """What the public may read at `at`, earlier editions included."""
        return self.filter(issued_q(at))

    def with_status(self, value: str, at: datetime) -> "ReleaseQuerySet":
        """The editions whose status at `at` (aware) is `value`; an index has the answer, whatever the value."""
        if value != Status.SCHEDULED:
            return self.filter(status_q(value, at))
        # A subquery, because scheduled editions are few: SQLite would otherwise look for them along the whole
        # list. PostgreSQL estimates that they are few only for a range with two ends.
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
        """Only the columns that a row of a list shows, and those named besides; the long texts are not loaded."""
        return self.only(*CARD_FIELDS, *more)


class ReleaseHistory(models.Model):
    """What a line of a release's history has besides the row: the parts of the edition (`releases.models.parts`)."""

    parts = models.JSONField(default=dict, editable=False)

    class Meta:
        abstract = True


class Release(Inventable):
    """One edition of a press release in one language.

    Language versions and editions share `reference`: the symbol, or `2005/04/21/<slug>` for the kinds that
    carry none. An edition is public from `publish_at` until `superseded_at` or `withdrawn_at`, whatever
    runs or does not run; see `releases.models.visibility.public_q`. `as_issued` holds the text as it came, byte for
    byte, beside the fields that were read from it.
    """

    reference = models.CharField(
        _("reference"),
        max_length=200,
        editable=False,
        help_text=_("The permanent address: the symbol, or the date and title where there is none."),
    )
    symbol = models.CharField(
        _("symbol"),
        max_length=80,
        blank=True,
        help_text=_(
            "As printed, such as BKK/CP/14 or GA/SHC/3612/Corr.1. Leave empty if the release has none."
        ),
    )
    series = models.ForeignKey(
        Series,
        verbose_name=_("series"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="releases",
    )
    number = models.PositiveIntegerField(_("number"), null=True, blank=True, editable=False)
    suffix = models.CharField(_("suffix"), max_length=20, blank=True, editable=False)
    symbol_key = models.CharField(max_length=80, blank=True, editable=False, db_index=True)
    language = models.CharField(
        _("language"), max_length=10, choices=Language.choices, default=Language.ENGLISH
    )
    edition = models.PositiveSmallIntegerField(_("edition"), default=1, editable=False)
    kind = models.CharField(
        _("kind"), max_length=24, choices=ReleaseKind.choices, default=ReleaseKind.PRESS_RELEASE
    )
    title = models.CharField(_("title"), max_length=500)
    subtitle = models.CharField(_("subtitle"), max_length=500, blank=True)
    issued_on = models.DateField(_("date"), help_text=_("The date printed on the release."))
    dateline_city = models.CharField(
        _("dateline: city"), max_length=100, blank=True, help_text=_("As printed: BANGKOK, MONTREAL/ROME.")
    )
    dateline_on = models.DateField(_("dateline: date"), null=True, blank=True)
    source = models.CharField(
        _("dateline: source"),
        max_length=200,
        blank=True,
        help_text=_("In the brackets: UN Information Service."),
    )
    note_of_origin = models.CharField(
        _("note of origin"), max_length=200, blank=True, help_text=_("For example: Reissued as received.")
    )
    meeting = models.CharField(
        _("meeting"),
        max_length=300,
        blank=True,
        help_text=_("Organ, session, meeting: Sixth Committee, 14th Meeting (AM)."),
    )
    body = ProseEditorField(_("body"), extensions=prose.EDITOR, sanitize=True)
    body_text = models.TextField(editable=False, blank=True)
    summary = models.CharField(max_length=300, editable=False, blank=True)
    contacts = models.TextField(
        _("contacts"), blank=True, help_text=_("Whom the press can call; one a line.")
    )

    state = models.CharField(
        _("state"), max_length=10, choices=ReleaseState.choices, default=ReleaseState.DRAFT
    )
    publish_at = models.DateTimeField(
        _("public from"),
        null=True,
        blank=True,
        help_text=_("Nobody outside sees the release before this second."),
    )
    superseded_at = models.DateTimeField(_("superseded at"), null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True, editable=False)
    withdrawal_reason = models.TextField(_("reason of the withdrawal"), blank=True, editable=False)
    withdrawal_keeps_text = models.BooleanField(
        _("text stays readable"),
        default=True,
        editable=False,
        help_text=_("The text stays below the notice of withdrawal; otherwise the notice stands alone."),
    )
    awaits_confirmation = models.BooleanField(
        _("awaits confirmation"),
        default=False,
        editable=False,
        help_text=_("Approved by its own author; a third person has yet to confirm it."),
    )
    returned_at = models.DateTimeField(
        _("returned at"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("When the draft was sent back to its author, until it is submitted again."),
    )
    previous = models.ForeignKey(
        "self",
        verbose_name=_("previous edition"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="next_editions",
        help_text=_("The edition whose place this one takes, also when the symbol itself was corrected."),
    )
    follows = models.ForeignKey(
        "self",
        verbose_name=_("translation of"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="translations",
        help_text=_("The edition in another language that this text says the same as."),
    )
    follows_version = models.PositiveIntegerField(
        null=True,
        blank=True,
        editable=False,
        help_text=_("How often that edition had been saved and moved when the translation was of it."),
    )
    correction_note = models.TextField(
        _("what was corrected"), blank=True, help_text=_("Shown to the public with the corrected edition.")
    )
    correction_is_minor = models.BooleanField(
        _("minor correction"), default=False, help_text=_("A typing error: nobody is alerted.")
    )

    as_issued = models.BinaryField(_("text as issued"), null=True, blank=True, editable=False)
    as_issued_type = models.CharField(max_length=100, blank=True, editable=False)
    as_issued_encoding = models.CharField(max_length=20, blank=True, editable=False)
    as_issued_sha256 = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    issued_text = models.BinaryField(
        _("text as approved"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("Written at the approval where the original is not what went out; in UTF-8."),
    )
    issued_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    guesses = models.JSONField(
        _("guesses"), default=dict, blank=True, editable=False,
        help_text=_("Fields that the importer guessed, each with the reason, until an editor confirms them."),
    )  # fmt: skip
    problems = models.JSONField(_("problems"), default=list, blank=True, editable=False)
    suggestions = models.JSONField(
        _("suggestions"), default=list, blank=True, editable=False,
        help_text=_("What the text names and the edition has not: see releases.intake.suggestions."),
    )  # fmt: skip

    events = models.ManyToManyField(Event, verbose_name=_("events"), blank=True, related_name="releases")
    institutes = models.ManyToManyField(
        Institute,
        verbose_name=_("institutes"),
        blank=True,
        through="releases.Mention",
        related_name="releases",
    )

    created_at = models.DateTimeField(_("written at"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("written by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    modified_at = models.DateTimeField(_("last changed at"), default=timezone.now, editable=False)
    modified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("last changed by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    version = models.PositiveIntegerField(
        default=1,
        editable=False,
        help_text=_(
            "Counts saves and moves: two people who hold the same number have seen the same edition."
        ),
    )

    history = HistoricalRecords(
        bases=[ReleaseHistory],
        excluded_fields=["as_issued", "issued_text", "suggestions", "body_text", "summary"],
    )
    objects = ReleaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        ordering = list(NEWEST_FIRST)
        permissions = [
            ("submit_release", _("Can submit releases for approval")),
            ("approve_release", _("Can approve, return and unschedule releases")),
            ("force_approve_release", _("Can approve a release of one's own, with a reason")),
            ("withdraw_release", _("Can withdraw public releases")),
        ]
        indexes = INDEXES
        constraints = CONSTRAINTS

    def __str__(self) -> str:
        return f"{self.symbol} {self.title}".strip()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """What is derived is right: symbol parts, reference, plain text, summary, digest of the original.

        Raises SymbolError when the symbol is none, UnknownSeriesError when there is no series of its prefix.
        """
        if self._state.adding and self.previous is not None:
            # The next edition of what is invented is invented too, whoever writes it.
            self.is_invented = self.previous.is_invented
        self.read_symbol()
        self.refuse_unknown_series()
        self.read_reference()
        self.body_text = prose.plain_text(self.body)
        self.summary = prose.summary(self.body_text)
        self.as_issued_sha256 = hashlib.sha256(self.as_issued).hexdigest() if self.as_issued else ""
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return address("releases:detail", self.reference, self.language)

    @depends_on("releases.series", "releases.event", "institutes.institute")
    def natural_key(self) -> tuple[str, str, int]:
        return (self.reference, self.language, self.edition)

    def sign(self, by: User | None, at: datetime, reason: str | None = None) -> None:
        """The line that the next save adds to the history says who saved the row, when (aware) and by what move."""
        self._history_user, self._history_date, self._change_reason = by, at, reason

    @property
    def public_from(self) -> datetime:
        """`publish_at` where it is set: always once approved, in a draft when it is planned. ValueError otherwise."""
        if self.publish_at is None:
            raise ValueError(f"{self.reference} has no time of publication.")
        return self.publish_at

    def is_issued(self, at: datetime) -> bool:
        """Whether the edition had gone out by `at` (aware) and was not withdrawn: what `issued_q` says of this row."""
        return self.state in ReleaseState.ISSUED and status(self, at) in {Status.PUBLIC, Status.SUPERSEDED}

    def is_public(self, at: datetime) -> bool:
        """What `public_q` says of this one row, in memory."""
        return self.state in ReleaseState.ISSUED and status(self, at) is Status.PUBLIC

    def is_withdrawn(self, at: datetime) -> bool:
        """What `withdrawn_q` says of this one row, in memory."""
        return (
            self.state == ReleaseState.WITHDRAWN
            and self.publish_at is not None
            and self.withdrawn_at is not None
            and self.publish_at < self.withdrawn_at <= at
        )

    def is_readable(self, at: datetime) -> bool:
        """Whether its own address shows the text at `at`: as issued, or below the notice of withdrawal."""
        return self.is_issued(at) or (self.is_withdrawn(at) and self.withdrawal_keeps_text)

    def clean(self) -> None:
        """The symbol is split into series, number and suffix, and the reference follows from it.

        Raises ValidationError on the symbol when it is not one, or belongs to no series that is known.
        """
        super().clean()
        self.symbol = self.symbol.strip()
        try:
            self.symbol = parse_symbol(self.symbol).text if self.symbol else ""
            self.read_symbol()
        except SymbolError as error:
            raise ValidationError({"symbol": in_words(str(error))}) from error
        if self.issued_on is not None:
            self.read_reference()
            self.number_reference()
        self.refuse_unknown_series()

    def read_symbol(self) -> None:
        """Series, number, suffix and look-up key are those of the symbol, or empty where there is none.

        The series stays empty when none has that prefix. Raises SymbolError when the text is not a symbol.
        """
        if not self.symbol:
            self.series, self.number, self.suffix, self.symbol_key = None, None, "", ""
            return
        symbol = parse_symbol(self.symbol)
        self.number, self.suffix, self.symbol_key = symbol.number, symbol.suffix, symbol.key
        if self.series is None or self.series.prefix.upper() != symbol.series.upper():
            self.series = Series.objects.with_prefix(symbol.series)

    def refuse_unknown_series(self) -> None:
        """Raises UnknownSeriesError when the symbol, once read, belongs to no series that there is."""
        if self.symbol and self.series is None:
            raise UnknownSeriesError(parse_symbol(self.symbol).series)

    def read_reference(self) -> None:
        """The reference is that of the symbol; without one it is made of date and title once, and kept."""
        if self.symbol:
            self.reference = parse_symbol(self.symbol).reference
        elif not DATED_REFERENCE.match(self.reference):
            self.reference = f"{self.issued_on:%Y/%m/%d}/{_slug(self.title)}"

    def number_reference(self) -> None:
        """A new release without symbol has an address of its own: `-2` is added where another has its day and title.

        For what a person writes. An imported text of the same day and title is the next edition of that release.
        """
        if self.symbol or not self._state.adding:
            return
        taken = set(
            Release.objects.filter(reference__startswith=self.reference).values_list("reference", flat=True)
        )
        numbered = (f"{self.reference}-{number}" for number in itertools.count(2))
        self.reference = next(
            name for name in itertools.chain([self.reference], numbered) if name not in taken
        )


def _slug(title: str) -> str:
    """The title as the end of an address. Where only its beginning has room, its digest tells it from others."""
    slug = slugify(title, allow_unicode=True).strip("-_")
    if slug and len(slug) <= LONGEST_SLUG:
        return slug
    digest = hashlib.sha256(title.encode()).hexdigest()[:6]
    return f"{slug[: LONGEST_SLUG - 7].strip('-_') or 'release'}-{digest}"
