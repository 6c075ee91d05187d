"""What the page of a release shows besides its text, each kind of it in one or two questions."""

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.db.models import BigIntegerField, CharField, DateTimeField, IntegerField, Q, QuerySet, Subquery

from institutes.models import InstituteName
from institutes.names import Named
from releases.models import Event, EventName, JointSymbol, Mention, Release, ReleasePhoto
from releases.prepared import prepared
from releases.querysets import public_q

KEY = BigIntegerField()
# What a line about an event shows besides its name.
LINE_FIELDS = ("slug", "status", "starts_on", "ends_on", "city", "country")


def mentions_of(release: Release) -> list[Mention]:
    """What `release` names, in its order, each with its institute and the names of that."""
    mentions = _mentions(release=release.pk)
    if mentions:
        institutes = [mention.institute for mention in mentions]
        give_names(institutes, _institute_names(release=release.pk), "institute_id")
    return mentions


def events_of(release: Release) -> list[Event]:
    """The events of `release`, the first to begin first, with their names."""
    events = _events(release=release.pk)
    if events:
        give_names(events, _event_names(release=release.pk), "event_id")
    return events


def joint_symbols_of(release: Release) -> list[JointSymbol]:
    """The further symbols of `release` in their order."""
    return _joint_symbols(release=release.pk)


def public_photos_of(release: Release, at: datetime) -> list[ReleasePhoto]:
    """The photos of `release` that are served to the public at `at`, in their order."""
    return _photos(release=release.pk, at=at)


def neighbours_of(release: Release, at: datetime) -> dict[str, Release]:
    """The `previous` and the `next` public release of the series in the same language, by number."""
    if release.series_id is None:
        return {}
    found = _neighbours(series=release.series_id, number=release.number, language=release.language, at=at)
    return {"previous" if one.number < release.number else "next": one for one in found}


def give_names(bearers: Iterable[Named], names: Iterable[Any], key: str) -> None:
    """Each of `bearers` has those of `names` at hand that are its own by `key`; names of one come in a row."""
    by_bearer = {bearer: list(own) for bearer, own in groupby(names, attrgetter(key))}
    for bearer in bearers:
        bearer.names_at_hand = by_bearer.get(bearer.pk, [])


@prepared(release=KEY)
def _mentions(release: Any) -> QuerySet:
    rows = Mention.objects.filter(release=release).select_related("institute")
    return rows.only("role", "name_as_printed", "institute__slug").order_by("pk")


@prepared(release=KEY)
def _institute_names(release: Any) -> QuerySet:
    return InstituteName.objects.filter(institute__mentions__release=release).order_by("institute_id")


@prepared(release=KEY)
def _events(release: Any) -> QuerySet:
    rows = Event.objects.filter(releases=release).order_by("starts_on", "-ends_on", "pk")
    return rows.only(*LINE_FIELDS)


@prepared(release=KEY)
def _event_names(release: Any) -> QuerySet:
    return EventName.objects.filter(event__releases=release).order_by("event_id")


@prepared(release=KEY)
def _joint_symbols(release: Any) -> QuerySet:
    return JointSymbol.objects.filter(release=release).only("symbol").order_by("position", "pk")


@prepared(release=KEY, at=DateTimeField())
def _photos(release: Any, at: Any) -> QuerySet:
    return ReleasePhoto.objects.filter(release=release).public(at)


@prepared(series=KEY, number=IntegerField(), language=CharField(), at=DateTimeField())
def _neighbours(series: Any, number: Any, language: Any, at: Any) -> QuerySet:
    run = Release.objects.filter(public_q(at), series=series, language=language)
    before = run.filter(number__lt=number).order_by("-number", "-pk").values("pk")[:1]
    after = run.filter(number__gt=number).order_by("number", "pk").values("pk")[:1]
    rows = Release.objects.filter(Q(pk=Subquery(before)) | Q(pk=Subquery(after))).order_by()
    return rows.only("reference", "language", "symbol", "title", "number")
