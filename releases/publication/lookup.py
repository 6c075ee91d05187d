"""What is at the address of a release: the public edition, a notice of withdrawal, or a redirect."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from django.db.models import BigIntegerField, CharField, DateTimeField, Q

from releases.database.prepared import prepared
from releases.models import FormerReference, Release, columns
from releases.models.known import known_q
from releases.models.release import ReleaseQuerySet
from releases.models.visibility import issued_q, public_q, withdrawn_q
from releases.publication.contents import CONTENTS, with_contents

if TYPE_CHECKING:
    from releases.publication.contents import WithContents

# What the page shows of the row, and what says where it stands.
SHOWN = (
    *(
        "reference",
        "symbol",
        "series__prefix",
        "series__title",
        "number",
        "language",
        "edition",
        "previous_id",
    ),
    *(*columns.PRINTED, *columns.STATUS, *columns.CORRECTION, "summary", "modified_at", *columns.MARK),
    "issued_sha256",
)
# What its text as issued is made of.
OF_TEXT = (
    *(name for name in SHOWN if name != "body"),
    *("body_text", "as_issued", "as_issued_type", "as_issued_encoding", "issued_text"),
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What stands at a reference in one language.

    `release` is the public edition, or the last public one of a release that `is_withdrawn`. Where there is
    neither, `moved_to` is the reference that took its place. `others` are the public versions in other
    languages, `elsewhere` all their editions that went out and were not withdrawn; of both only the columns
    that name them and their times are read. A draft or a scheduled edition changes nothing of an answer.
    """

    release: "WithContents | None" = None
    is_withdrawn: bool = False
    moved_to: str = ""
    others: list[Release] = field(default_factory=list)
    elsewhere: list[Release] = field(default_factory=list)


def answer_at(reference: str, language: str, at: datetime, *, for_text: bool = False) -> Answer:
    """What a reader finds at `reference` (any case) in `language` at `at` (aware).

    A release that was withdrawn keeps its address in its language. One that got another symbol leads on,
    as soon as there is something to be seen at the new one. The release comes with its body and what else
    its page shows (see `with_contents`), or with its original where it is asked `for_text`.
    """
    parameters = {"reference": reference.lower(), "language": language, "at": at}
    editions = cast("list[WithContents]", _texts(**parameters) if for_text else _pages(**parameters))
    # A text stands alone; a page that is missing in one language names the others.
    has_versions = not for_text and (not editions or editions[0].has_versions)
    elsewhere = _elsewhere(**parameters) if has_versions else []
    others = [version for version in elsewhere if version.is_public(at)]
    public = next((edition for edition in editions if edition.is_public(at)), None)
    if public is not None:
        return Answer(public, others=others, elsewhere=elsewhere)
    moved = moved_to(reference, language, at)
    if moved:
        return Answer(moved_to=moved)
    if editions:
        return Answer(editions[0], is_withdrawn=True, others=others, elsewhere=elsewhere)
    return Answer(others=others or _moved_in_other_languages(reference, language, at))


def answer_for(release: Release, at: datetime) -> Answer:
    """What the address of `release` will answer once it is public, whether or not it is public at `at`."""
    [edition] = cast("list[WithContents]", _page_of(key=release.pk, at=at))
    elsewhere = elsewhere_of(release, at)
    others = [version for version in elsewhere if version.is_public(at)]
    return Answer(edition, others=others, elsewhere=elsewhere)


def elsewhere_of(release: Release, at: datetime) -> list[Release]:
    """The editions of `release` in other languages that went out by `at` (aware) and were not withdrawn."""
    return list(_elsewhere(reference=release.reference.lower(), language=release.language, at=at))


def _visible(reference: Any, language: Any, at: Any) -> ReleaseQuerySet:
    """The public edition and withdrawn ones in one language, the latest first; `reference` in small letters."""
    rows = Release.objects.filter(public_q(at) | withdrawn_q(at), reference__lower=reference)
    return rows.filter(language=language).order_by("-edition")


@prepared(*SHOWN, *CONTENTS, reference=CharField(), language=CharField(), at=DateTimeField())
def _pages(reference: Any, language: Any, at: Any) -> ReleaseQuerySet:
    return with_contents(_visible(reference, language, at), at)


@prepared(*SHOWN, *CONTENTS, key=BigIntegerField(), at=DateTimeField())
def _page_of(key: Any, at: Any) -> ReleaseQuerySet:
    return with_contents(Release.objects.filter(pk=key), at)


@prepared(*OF_TEXT, reference=CharField(), language=CharField(), at=DateTimeField())
def _texts(reference: Any, language: Any, at: Any) -> ReleaseQuerySet:
    return _visible(reference, language, at)


@prepared(
    *("reference", "language", "title", "edition", "correction_is_minor"),
    *("state", "publish_at", "superseded_at", "withdrawn_at"),
    reference=CharField(),
    language=CharField(),
    at=DateTimeField(),
)
def _elsewhere(reference: Any, language: Any, at: Any) -> ReleaseQuerySet:
    """What went out in other languages and was not withdrawn, earlier editions included."""
    rows = Release.objects.filter(issued_q(at), reference__lower=reference).exclude(language=language)
    return rows.order_by("language", "edition")


def moved_to(reference: str, language: str, at: datetime) -> str:
    """The present reference of a release that was at `reference`; empty where there is nothing to be seen."""
    target = FormerReference.objects.resolve(reference, language, at)
    if target is None:
        return ""
    versions = _visible(target.lower(), language, at)
    return versions.values_list("reference", flat=True).first() or ""


def moved_versions(reference: str, at: datetime) -> ReleaseQuerySet:
    """The versions, in any language, of what was at `reference` and is elsewhere now: public, or withdrawn there."""
    former = FormerReference.objects.filter(former__lower=reference.lower(), since__lte=at)
    wanted = Q(pk__in=[])
    for language in former.order_by("language").values_list("language", flat=True).distinct():
        target = moved_to(reference, language, at)
        wanted |= Q(reference=target, language=language) if target else Q()
    return Release.objects.filter(known_q(at)).filter(wanted).order_by("language")


def _moved_in_other_languages(reference: str, language: str, at: datetime) -> list[Release]:
    versions = moved_versions(reference, at)
    return [version for version in versions if version.language != language and version.is_public(at)]
