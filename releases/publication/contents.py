"""What the page of a release shows besides its text, each kind of it in one or two questions."""

from datetime import datetime
from typing import Any

from django.db.models import BigIntegerField, CharField, DateTimeField, IntegerField, Q, QuerySet, Subquery

from releases.database.prepared import prepared
from releases.listing.names import Directory
from releases.models import Event, JointSymbol, Mention, Release, ReleasePhoto
from releases.models.querysets import public_q

KEY = BigIntegerField()


def mentions_of(release: Release, directory: Directory) -> list[Mention]:
    """What `release` names, in its order, each with its institute and the names of that."""
    mentions = _mentions(release=release.pk)
    for mention in mentions:
        institute = directory.institutes.get(mention.institute_id)
        if institute is not None:
            mention.institute = institute
    return mentions


def events_of(release: Release, directory: Directory) -> list[Event]:
    """The events of `release`, the first to begin first, with their names."""
    linked = (directory.events.get(one.event_id) or one.event for one in _events(release=release.pk))
    return sorted(linked, key=_by_days)


def _by_days(event: Event) -> tuple:
    if event.starts_on is None:
        return (True, event.pk)
    return (False, event.starts_on, -event.ends_on.toordinal(), event.pk)


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


@prepared(release=KEY)
def _mentions(release: Any) -> QuerySet:
    rows = Mention.objects.filter(release=release)
    return rows.only("role", "name_as_printed", "institute_id").order_by("pk")


@prepared(release=KEY)
def _events(release: Any) -> QuerySet:
    return Release.events.through.objects.filter(release=release)


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
