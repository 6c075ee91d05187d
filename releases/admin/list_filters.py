"""The filters of the list of releases.

Each has an index in the order of the list, or finds the keys of its releases in an index; the list then reads
few of them by their keys, and many along its own order.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from institutes import days
from institutes.desk.list_filters import DeskFilter, FilterField, NamedFilter, SelectFilter, TickFilter
from institutes.desk.requests import DeskRequest
from institutes.desk.typed_days import TypedDayError
from institutes.enums import Language
from releases.enums import Move, ReleaseKind, Status
from releases.listing.public_index import PublicIndex, read
from releases.models import Mention, Release, Series, Transition
from releases.models.attention import guessed_keys, needing_attention_keys
from releases.search.periods import Period
from releases.search.typed_day import read_typed_period

ME = "me"
MOST_PEOPLE = 1000


class StatusFilter(SelectFilter):
    """By status, which the clock changes too, and not by the state on the row alone."""

    title = gettext_lazy("status")
    parameters = ("status",)

    def options(self) -> Sequence[tuple[str, Any]]:
        return Status.choices

    def narrowed(self, queryset: Any) -> QuerySet:
        return queryset.with_status(self.value, self.request.at)


class LanguageFilter(SelectFilter):
    """By language of the text."""

    title = gettext_lazy("language")
    parameters = ("language",)

    def options(self) -> Sequence[tuple[str, Any]]:
        return Language.choices

    def narrowed(self, queryset: QuerySet) -> QuerySet:
        return queryset.filter(language=self.value)


class KindFilter(SelectFilter):
    """By kind of release."""

    title = gettext_lazy("kind")
    parameters = ("kind",)

    def options(self) -> Sequence[tuple[str, Any]]:
        return ReleaseKind.choices

    def narrowed(self, queryset: QuerySet) -> QuerySet:
        return queryset.filter(kind=self.value)


class SeriesFilter(SelectFilter):
    """By a series that has any releases, named by its prefix."""

    title = gettext_lazy("series")
    parameters = ("series",)

    def options(self) -> Sequence[tuple[str, Any]]:
        used = Exists(Release.objects.filter(series=OuterRef("pk")).order_by())
        self.keys = dict(Series.objects.filter(used).order_by("prefix").values_list("prefix", "pk"))
        return [(prefix, prefix) for prefix in self.keys]

    def narrowed(self, queryset: QuerySet) -> QuerySet:
        return queryset.filter(series=self.keys[self.value])


class PersonFilter(SelectFilter):
    """By somebody at the desk, named by username; `me` is whoever looks."""

    def options(self) -> Sequence[tuple[str, Any]]:
        return [(ME, _("Me")), *people(self.request)]

    @property
    def person(self) -> User | None:
        """Who is chosen; None where the account is gone."""
        if self.value == ME:
            return self.request.user
        return User.objects.filter(username=self.value).first()


class AuthorFilter(PersonFilter):
    """By who wrote the edition."""

    title = gettext_lazy("author")
    parameters = ("author",)

    def narrowed(self, queryset: QuerySet) -> QuerySet:
        return queryset.filter(created_by=self.person)


class ApproverFilter(PersonFilter):
    """By who approved the edition, once or again."""

    title = gettext_lazy("approved by")
    parameters = ("approver",)

    def narrowed(self, queryset: QuerySet) -> QuerySet:
        moves = Transition.objects.filter(move__in=[Move.APPROVE, Move.FORCE_APPROVE], by=self.person)
        return narrowed_to(self.request, queryset, moves.order_by().values_list("release_id", flat=True))


class EventFilter(NamedFilter):
    """By an event that the release is about."""

    title = gettext_lazy("event")
    parameters = ("event",)

    def rows(self) -> dict[str, Any]:
        return public_index(self.request).directory.events_by_slug

    def narrowed(self, queryset: QuerySet, chosen: Any) -> QuerySet:
        about = Release.events.through.objects.filter(event=chosen)
        return narrowed_to(self.request, queryset, about.order_by().values_list("release_id", flat=True))


class InstituteFilter(NamedFilter):
    """By an institute that the release mentions, in whatever role."""

    title = gettext_lazy("institute")
    parameters = ("institute",)

    def rows(self) -> dict[str, Any]:
        return public_index(self.request).directory.institutes_by_slug

    def narrowed(self, queryset: QuerySet, chosen: Any) -> QuerySet:
        mentions = Mention.objects.filter(institute=chosen)
        return narrowed_to(self.request, queryset, mentions.order_by().values_list("release_id", flat=True))


class PeriodFilter(DeskFilter):
    """By the printed date, from one day to another, each typed in any usual form; a year or a month is its days.

    `first_column` and `last_column` are the first and the last day of a row.
    """

    title = gettext_lazy("date")
    parameters = ("from", "to")
    first_column = last_column = "issued_on"

    def read(self) -> None:
        self.periods: dict[str, Period] = {}
        self.problems: dict[str, str] = {}
        for name, text in self.values.items():
            if not text:
                continue
            try:
                typed = read_typed_period(text)
            except TypedDayError as error:
                self.problems[name] = str(error)
                continue
            if typed is None:
                words = _("“%(value)s” is no date. Write it like 21 April 2005, 21.4.2005, 2005-04 or 2005.")
                self.problems[name] = words % {"value": text}
            else:
                self.periods[name] = typed.period
        if len(self.periods) == 2 and self.first > self.last:
            self.problems["to"] = _("The last day is before the first.")
            del self.periods["to"]

    @property
    def first(self) -> date:
        """The first day."""
        return self.periods["from"].first

    @property
    def last(self) -> date:
        """The last day."""
        return self.periods["to"].last

    def fields(self) -> list[FilterField]:
        labels = {"from": pgettext("first day", "from"), "to": pgettext("last day", "to")}
        return [
            FilterField("text", name, label, self.values[name], problem=self.problems.get(name, ""))
            for name, label in labels.items()
        ]

    def words(self) -> str:
        if len(self.periods) == 2:
            return str(days.span(self.first, self.last))
        if "from" in self.periods:
            return _("from %(first)s") % {"first": days.day(self.first)}
        return _("until %(last)s") % {"last": days.day(self.last)} if "to" in self.periods else ""

    def queryset(self, request: DeskRequest, queryset: Any) -> Any:
        if "from" in self.periods:
            queryset = queryset.filter(**{f"{self.last_column}__gte": self.first})
        if "to" in self.periods:
            queryset = queryset.filter(**{f"{self.first_column}__lte": self.last})
        return queryset


class AttentionFilter(TickFilter):
    """What somebody has to look at: returned, overdue, forced and unconfirmed, or with guesses and still open."""

    title = gettext_lazy("needs attention")
    parameters = ("attention",)

    def narrowed(self, queryset: QuerySet) -> QuerySet:
        return narrowed_to(self.request, queryset, needing_attention_keys(self.request.at))


class GuessedFilter(TickFilter):
    """What the importer guessed, in the text or in what it is about, until somebody confirms it."""

    title = gettext_lazy("guessed")
    parameters = ("guessed",)

    def narrowed(self, queryset: QuerySet) -> QuerySet:
        return narrowed_to(self.request, queryset, guessed_keys())


FILTERS: list[Any] = [
    *(StatusFilter, LanguageFilter, KindFilter, SeriesFilter, AuthorFilter, ApproverFilter),
    *(PeriodFilter, EventFilter, InstituteFilter, AttentionFilter, GuessedFilter),
]
# Who wrote an edition and where it stands differs from edition to edition: each that fits has its own line.
OF_EDITIONS = frozenset({"status", "author", "approver", "attention", "guessed"})


def narrowed_to(request: DeskRequest, queryset: QuerySet, keys: Any) -> QuerySet:
    """The list is to show no others than the releases with these keys; it reads them once all filters are known."""
    request.narrowed_to = [*getattr(request, "narrowed_to", []), frozenset(keys)]
    return queryset


def public_index(request: DeskRequest) -> PublicIndex:
    """The index of what is public, with every accepted name, asked for once in a request."""
    if not hasattr(request, "public_index"):
        request.public_index = read(request.at)
    found: PublicIndex = request.public_index
    return found


def people(request: DeskRequest) -> list[tuple[str, str]]:
    """Username and name of everybody who has or had an account, read once for a request."""
    if not hasattr(request, "people"):
        known = User.objects.order_by("username")[:MOST_PEOPLE]
        request.people = [
            (user.username, user.get_full_name() or user.username)
            for user in known.only("username", "first_name", "last_name")
        ]
    return request.people
