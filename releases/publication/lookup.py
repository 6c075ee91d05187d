"""What the address of a release answers at a moment: a text, a notice of withdrawal, or another address."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import CharField, DateTimeField, Exists, OuterRef, Q

from releases.database.prepared import prepared
from releases.models import FormerReference, JointSymbol, Mention, Release, ReleaseLink, ReleasePhoto
from releases.models.querysets import ReleaseQuerySet
from releases.models.visibility import issued_q, public_q, withdrawn_q

# What a release may have besides its row: what it has not need not be asked for.
PARTS = frozenset({"joint_symbols", "photos", "mentions", "events", "links", "links_here", "elsewhere"})
# What the page shows of the row, and what says where it stands.
SHOWN = (
    *("reference", "symbol", "series__prefix", "number", "language", "edition", "kind", "title", "subtitle"),
    *("issued_on", "dateline_city", "dateline_on", "source", "note_of_origin", "meeting", "body", "summary"),
    *("contacts", "state", "publish_at", "superseded_at", "withdrawn_at", "withdrawal_reason"),
    *("withdrawal_keeps_text", "correction_note", "correction_is_minor", "previous_id", "modified_at"),
)
# What its text as issued is made of.
OF_TEXT = (
    *(name for name in SHOWN if name != "body"),
    *("body_text", "as_issued", "as_issued_type", "as_issued_encoding"),
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What stands at a reference in one language.

    `release` is the public edition, or the last public one of a release that `is_withdrawn`. Where there is
    neither, `moved_to` is the reference that took its place. `others` are the public versions in other
    languages, `elsewhere` all their editions that went out and were not withdrawn; of both only what names
    them and their times are at hand. `parts` are those of PARTS that `release` may have. An answer that is
    nothing is the same whatever is being prepared at that reference.
    """

    release: Release | None = None
    is_withdrawn: bool = False
    moved_to: str = ""
    others: list[Release] = field(default_factory=list)
    elsewhere: list[Release] = field(default_factory=list)
    parts: frozenset[str] = PARTS


def answer_at(reference: str, language: str, at: datetime, *, for_text: bool = False) -> Answer:
    """What a reader finds at `reference` (any case) in `language` at `at` (aware).

    A release that was withdrawn keeps its address in its language. One that got another symbol leads on,
    as soon as there is something to be seen at the new one. With `for_text` the release comes with its
    original, else with its body.
    """
    asked = {"reference": reference.lower(), "language": language, "at": at}
    own = (_texts if for_text else _pages)(**asked)
    parts = _parts(own[0]) if own else PARTS
    elsewhere = _elsewhere(**asked) if "elsewhere" in parts else []
    others = [row for row in elsewhere if row.is_public(at)]
    public = next((row for row in own if row.is_public(at)), None)
    if public is not None:
        return Answer(public, others=others, elsewhere=elsewhere, parts=_parts(public))
    moved = moved_to(reference, language, at)
    if moved:
        return Answer(moved_to=moved)
    if own:
        return Answer(own[0], is_withdrawn=True, others=others, elsewhere=elsewhere, parts=parts)
    return Answer(others=others or _moved_in_other_languages(reference, language, at))


def around(release: Release, at: datetime) -> Answer:
    """What an address of `release` would answer, whether or not it is public: it, and what is in other languages."""
    elsewhere = _elsewhere(reference=release.reference.lower(), language=release.language, at=at)
    return Answer(release, others=[row for row in elsewhere if row.is_public(at)], elsewhere=elsewhere)


def _visible(reference: Any, language: Any, at: Any) -> ReleaseQuerySet:
    """The public edition and withdrawn ones in one language, the latest first; `reference` in small letters."""
    rows = Release.objects.filter(public_q(at) | withdrawn_q(at), reference__lower=reference)
    return rows.filter(language=language).order_by("-edition")


@prepared(
    *SHOWN,
    *(f"has_{part}" for part in PARTS),
    reference=CharField(),
    language=CharField(),
    at=DateTimeField(),
)
def _pages(reference: Any, language: Any, at: Any) -> ReleaseQuerySet:
    of_this = {"release": OuterRef("pk")}
    naming = ReleaseLink.objects.filter(public_q(at, "release__"), reference=OuterRef("reference"))
    elsewhere = Release.objects.issued(at).filter(reference__lower=reference).exclude(language=language)
    return _visible(reference, language, at).annotate(
        has_joint_symbols=Exists(JointSymbol.objects.filter(**of_this)),
        has_photos=Exists(ReleasePhoto.objects.filter(**of_this)),
        has_mentions=Exists(Mention.objects.filter(**of_this)),
        has_events=Exists(Release.events.through.objects.filter(**of_this)),
        has_links=Exists(ReleaseLink.objects.filter(**of_this)),
        has_links_here=Exists(naming),
        has_elsewhere=Exists(elsewhere),
    )


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


def _parts(release: Release) -> frozenset[str]:
    return frozenset(part for part in PARTS if getattr(release, f"has_{part}", True))


def moved_to(reference: str, language: str, at: datetime) -> str:
    """The present reference of a release that was at `reference`; empty where there is nothing to be seen."""
    target = FormerReference.objects.resolve(reference, language, at)
    if target is None:
        return ""
    found = _visible(target.lower(), language, at)
    return found.values_list("reference", flat=True).first() or ""


def moved_versions(reference: str, at: datetime) -> ReleaseQuerySet:
    """The public versions, in any language, of what was at `reference` and is elsewhere now."""
    former = FormerReference.objects.filter(former__lower=reference.lower(), since__lte=at)
    wanted = Q(pk__in=[])
    for language in former.order_by("language").values_list("language", flat=True).distinct():
        target = moved_to(reference, language, at)
        wanted |= Q(reference=target, language=language) if target else Q()
    return Release.objects.public(at).filter(wanted).order_by("language")


def _moved_in_other_languages(reference: str, language: str, at: datetime) -> list[Release]:
    return [release for release in moved_versions(reference, at) if release.language != language]
