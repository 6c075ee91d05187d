"""What the page of a release shows besides its text, ready for a template."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, TypedDict

from django.db.models import BigIntegerField, CharField, DateTimeField, IntegerField, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from institutes.enums import Language
from releases.database.prepared import prepared
from releases.enums import MentionRole, ReleaseKind
from releases.listing.names import Directory
from releases.models import Event, JointSymbol, Mention, Release, ReleasePhoto
from releases.models.visibility import public_q
from releases.wire.writer import short_date

KEY = BigIntegerField()


class VersionLink(TypedDict):
    """A version in another language: `language` is its code as HTML writes it, `name` its name in itself."""

    href: str
    language: str
    name: str | Promise
    title: str


class MentionLink(TypedDict):
    """An institute that is named: `role` is empty where it is only mentioned, `printed` where the text calls it
    by the name it has."""

    href: str
    name: str
    role: str | Promise
    printed: str


class NeighbourLink(TypedDict):
    """The release before or after another in its series."""

    href: str
    symbol: str
    title: str


class Dateline(TypedDict):
    """How a text begins. `place` ends with what parts it from the `day`; `date` is the day in ISO 8601."""

    place: str
    date: str
    day: str
    source: str


class Citation(TypedDict):
    """What names a release in a footnote, besides its title and symbol."""

    source: str
    kind: str
    day: str
    notes: list[str]


def version_links(versions: Iterable[Release]) -> list[VersionLink]:
    """A link to each of the versions of a release in other languages."""
    return [
        {
            "href": version.get_absolute_url(),
            "language": Language(version.language).html_code,
            "name": Language(version.language).label,
            "title": version.title,
        }
        for version in versions
    ]


def dateline_of(release: Release) -> Dateline | None:
    """The dateline of `release` as its language writes it: BANGKOK, 21 April (UN Information Service) --"""
    city, day = release.dateline_city, release.dateline_on
    if not city and not day:
        return None
    comma = "، " if get_language_info(release.language)["bidi"] else ", "
    return {
        "place": f"{city}{comma}" if city and day else city,
        "date": day.isoformat() if day else "",
        "day": short_date(day, release.language) if day else "",
        "source": release.source,
    }


def citation_of(release: Release, at: datetime) -> Citation:
    """How to cite `release` at `at` (aware), in the page's language."""
    kind = str(ReleaseKind(release.kind).label)
    notes = []
    if release.edition > 1:
        notes.append(_("edition %(number)s") % {"number": release.edition})
    if release.is_withdrawn(at):
        day = date_format(timezone.localtime(release.withdrawn_at))
        notes.append(_("withdrawn on %(day)s") % {"day": day})
    return {
        "source": release.source or _("United Nations"),
        # Inside a sentence, nouns have a capital letter in German only.
        "kind": kind if release.language == Language.GERMAN else kind.lower(),
        "day": date_format(release.issued_on),
        "notes": notes,
    }


def mentions_of(release: Release, directory: Directory) -> list[MentionLink]:
    """The institutes that `release` names, in its order."""
    mentions = _mentions(release=release.pk)
    for mention in mentions:
        institute = directory.institutes.get(mention.institute_id)
        if institute is not None:
            mention.institute = institute
    return [_mention_link(mention) for mention in mentions]


def _mention_link(mention: Mention) -> MentionLink:
    is_only_mentioned = mention.role == MentionRole.MENTIONED
    return {
        "href": mention.institute.get_absolute_url(),
        "name": mention.institute.name,
        "role": "" if is_only_mentioned else MentionRole(mention.role).label,
        "printed": mention.other_name_as_printed,
    }


def events_of(release: Release, directory: Directory) -> list[Event]:
    """The events of `release`, the first to begin first, with their names."""
    linked = (directory.events.get(row.event_id) or row.event for row in _events(release=release.pk))
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


def neighbours_of(release: Release, at: datetime) -> dict[str, NeighbourLink]:
    """The `previous` and the `next` public release of the series in the same language, by number."""
    if release.series_id is None:
        return {}
    neighbours = _neighbours(
        series=release.series_id, number=release.number, language=release.language, at=at
    )
    return {
        "previous" if other.number < release.number else "next": {
            "href": other.get_absolute_url(),
            "symbol": other.symbol,
            "title": other.title,
        }
        for other in neighbours
    }


@prepared("role", "name_as_printed", "institute_id", release=KEY)
def _mentions(release: Any) -> QuerySet:
    return Mention.objects.filter(release=release).order_by("pk")


@prepared(release=KEY)
def _events(release: Any) -> QuerySet:
    return Release.events.through.objects.filter(release=release)


@prepared("symbol", release=KEY)
def _joint_symbols(release: Any) -> QuerySet:
    return JointSymbol.objects.filter(release=release).order_by("position", "pk")


@prepared("photo", "release_id", "position", "alternative_text", "caption", release=KEY, at=DateTimeField())
def _photos(release: Any, at: Any) -> QuerySet:
    return ReleasePhoto.objects.filter(release=release).public(at)


@prepared(
    *("reference", "language", "symbol", "title", "number"),
    series=KEY,
    number=IntegerField(),
    language=CharField(),
    at=DateTimeField(),
)
def _neighbours(series: Any, number: Any, language: Any, at: Any) -> QuerySet:
    run = Release.objects.filter(public_q(at), series=series, language=language)
    before = run.filter(number__lt=number).order_by("-number", "-pk").values("pk")[:1]
    after = run.filter(number__gt=number).order_by("number", "pk").values("pk")[:1]
    return Release.objects.filter(Q(pk=Subquery(before)) | Q(pk=Subquery(after))).order_by()
