"""What the page of a release shows besides its text, ready for a template."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypedDict

from django.db.models import (
    BigIntegerField,
    DateTimeField,
    Exists,
    JSONField,
    Model,
    OuterRef,
    QuerySet,
    Subquery,
)
from django.db.models.functions import JSONObject, Lower
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from institutes import days
from institutes.enums import Language
from institutes.models import Institute
from institutes.page_urls import address
from institutes.punctuation import comma, full_stop
from releases.database.json_rows import list_of, list_of_rows
from releases.database.prepared import prepared
from releases.enums import MentionRole, ReleaseKind
from releases.listing.names import Directory
from releases.models import (
    Event,
    JointSymbol,
    Mention,
    Release,
    ReleaseAttachment,
    ReleaseContact,
    ReleaseLink,
    ReleasePhoto,
    Timestamp,
)
from releases.models.release import ReleaseQuerySet
from releases.models.visibility import public_q, withdrawn_q
from releases.wire.writer import short_date

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    WithContents = WithAnnotations[Release, "Contents"]


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
    """How a text begins. `comma` parts the city from the `day` where there are both; `date` is the day in ISO 8601."""

    city: str
    comma: str
    date: str
    day: str
    source: str


class Citation(TypedDict):
    """What names a release in a footnote, besides its title and symbol; `end` is the day, and what became of it."""

    source: str
    kind: str
    end: str


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
    return {
        "city": city,
        "comma": comma(release.language) if city and day else "",
        "date": day.isoformat() if day else "",
        "day": short_date(day, release.language) if day else "",
        "source": release.source,
    }


def citation_of(release: Release, at: datetime) -> Citation:
    """How to cite `release` at `at` (aware), in the page's language."""
    kind = str(ReleaseKind(release.kind).label)
    notes = [days.day(release.issued_on), *notes_of(release, at)]
    return {
        "source": release.source or _("United Nations"),
        # Inside a sentence, nouns have a capital letter in German only.
        "kind": kind if release.language == Language.GERMAN else kind.lower(),
        "end": "".join(comma() + note for note in notes) + full_stop(),
    }


def notes_of(release: Release, at: datetime) -> list[str]:
    """What who cites `release` has to say besides: which edition it is, that it was withdrawn, that it is invented."""
    notes = []
    if release.edition > 1:
        notes.append(_("edition %(number)s") % {"number": release.edition})
    if release.is_withdrawn(at):
        day = days.day(timezone.localtime(release.withdrawn_at))
        notes.append(_("withdrawn on %(day)s") % {"day": day})
    if release.is_invented:
        notes.append(pgettext("of a release", "invented"))
    return notes


def mentions_of(release: "WithContents", directory: Directory) -> list[MentionLink]:
    """The institutes that `release` names, in its order."""
    mentions = [
        Mention(role=role, name_as_printed=name_as_printed, institute=shown)
        for _key, role, name_as_printed, institute in sorted(release.page_mentions)
        if (shown := directory.merged_institutes.end(institute)) is not None
    ]
    return [_mention_link(mention) for mention in mentions]


def _mention_link(mention: Mention) -> MentionLink:
    is_only_mentioned = mention.role == MentionRole.MENTIONED
    return {
        "href": mention.institute.get_absolute_url(),
        "name": mention.institute.name,
        "role": "" if is_only_mentioned else MentionRole(mention.role).label,
        "printed": mention.other_name_as_printed,
    }


def institutes_of(release: "WithContents", directory: Directory) -> list[Institute]:
    """The institutes that `release` names, once each."""
    named = (
        directory.merged_institutes.end(institute) for *_words, institute in sorted(release.page_mentions)
    )
    return list({institute.pk: institute for institute in named if institute is not None}.values())


def events_of(release: "WithContents", directory: Directory) -> list[Event]:
    """The events of `release`, the first to begin first, with their names."""
    events = {directory.merged_events.end(key) for key in release.page_events}
    return sorted((event for event in events if event is not None), key=_by_days)


def _by_days(event: Event) -> tuple:
    if event.starts_on is None:
        return (True, event.pk)
    last = event.ends_on or event.starts_on
    return (False, event.starts_on, -last.toordinal(), event.pk)


def joint_symbols_of(release: "WithContents") -> list[str]:
    """The further symbols of `release` in their order."""
    return [symbol for _position, _key, symbol in sorted(release.page_joint_symbols)]


def contacts_of(release: "WithContents") -> list[ReleaseContact]:
    """The contacts of `release` that were chosen from the list, in their order."""
    return [contact(*words) for _position, _key, *words in sorted(release.page_contacts)]


def contact(*words: str) -> ReleaseContact:
    """A contact that says `words`, in the order of `ReleaseContact.WORDS`; it is no row of the database."""
    return ReleaseContact(**dict(zip(ReleaseContact.WORDS, words, strict=True)))


def neighbour_link(release: Release, page_neighbour: dict[str, str] | None) -> NeighbourLink | None:
    """A link to what `page_previous` or `page_next` of `release` holds."""
    if page_neighbour is None:
        return None
    return {
        "href": address("releases:detail", page_neighbour["reference"], release.language),
        "symbol": page_neighbour["symbol"],
        "title": page_neighbour["title"],
    }


def public_photos_of(release: Release, at: datetime) -> list[ReleasePhoto]:
    """The photos of `release` that are served to the public at `at`, in their order."""
    return _photos(release=release.pk, at=at)


@prepared(
    *("photo", "release_id", "position", "alternative_text", "caption", "credit"),
    release=BigIntegerField(),
    at=DateTimeField(),
)
def _photos(release: Any, at: Any) -> QuerySet:
    return ReleasePhoto.objects.filter(release=release).public(at)


class Contents(TypedDict):
    """What `with_contents` adds to a release."""

    page_mentions: list[tuple[int, str, str, int]]
    page_events: list[int]
    page_joint_symbols: list[tuple[int, int, str]]
    page_contacts: list[tuple[int, int, str, str, str, str]]
    page_attachments: list[tuple[int, int, str, str, str, str, str, int]]
    page_previous: dict[str, str] | None
    page_next: dict[str, str] | None
    has_photos: bool
    has_links: bool
    is_linked_to: bool
    has_versions: bool
    stamped_at: datetime | None


# What is said of a file: by the edition, then by the file itself.
OF_ATTACHMENT = (
    *("title", "language", "attachment__token", "attachment__file_name"),
    *("attachment__kind", "attachment__size"),
)
CONTENTS = tuple(Contents.__annotations__)
# The lists among them: the table whose rows they hold, and the columns of these.
LISTS: dict[str, tuple[type[Model], tuple[str, ...]]] = {
    "page_mentions": (Mention, ("pk", "role", "name_as_printed", "institute_id")),
    "page_events": (Release.events.through, ("event_id",)),
    "page_joint_symbols": (JointSymbol, ("position", "pk", "symbol")),
    "page_contacts": (ReleaseContact, ("position", "pk", *ReleaseContact.WORDS)),
}


def with_contents(rows: ReleaseQuerySet, at: Any) -> ReleaseQuerySet:
    """The releases with what their pages show besides the text, all of it asked for by one statement.

    Each gets the attributes CONTENTS. `page_mentions`, `page_events`, `page_joint_symbols`, `page_contacts` and
    `page_attachments` are lists, read by functions of this room; `page_previous` and `page_next` name the neighbours
    in the series that are public at `at`; `stamped_at` is the time of the time stamp, if any; the others say whether
    there is more to be asked for.
    """
    of_this = {"release": OuterRef("pk")}
    run = Release.objects.filter(public_q(at), series=OuterRef("series"), language=OuterRef("language"))
    neighbour = JSONObject(reference="reference", symbol="symbol", title="title")
    before = run.filter(number__lt=OuterRef("number")).order_by("-number", "-pk")
    after = run.filter(number__gt=OuterRef("number")).order_by("number", "pk")
    versions = Release.objects.issued(at).filter(reference__lower=Lower(OuterRef("reference")))
    return rows.annotate(
        **{name: list_of(model, *listed) for name, (model, listed) in LISTS.items()},
        page_attachments=list_of_rows(
            ReleaseAttachment.objects.public(at).filter(**of_this), "position", "pk", *OF_ATTACHMENT
        ),
        page_previous=Subquery(before.values(neighbour=neighbour)[:1], output_field=JSONField()),
        page_next=Subquery(after.values(neighbour=neighbour)[:1], output_field=JSONField()),
        has_photos=Exists(ReleasePhoto.objects.filter(**of_this)),
        has_links=Exists(ReleaseLink.objects.filter(**of_this)),
        is_linked_to=Exists(
            ReleaseLink.objects.filter(
                public_q(at, "release__") | withdrawn_q(at, "release__"), reference=OuterRef("reference")
            )
        ),
        has_versions=Exists(versions.exclude(language=OuterRef("language"))),
        stamped_at=Subquery(Timestamp.objects.filter(**of_this).values("stamped_at")),
    )
