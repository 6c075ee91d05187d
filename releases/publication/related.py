"""What releases say of one another, read from both sides."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models.functions import Lower
from django.utils.functional import Promise

from releases.enums import LinkKind
from releases.models import FormerReference, Release, ReleaseLink
from releases.models.visibility import public_q
from releases.publication.lookup import PARTS, moved_versions


@dataclass(frozen=True, slots=True)
class Related:
    """Another release and how it stands to the one in question: `Corrected by` BKK/CP/15."""

    label: str | Promise
    release: Release


def related(
    release: Release, at: datetime, *, former: Iterable[str] = (), parts: Collection[str] = PARTS
) -> list[Related]:
    """The public releases that `release` names and those that name it, once each for every relation.

    In the language of `release` where there is such a version, else in English or another. `former` are
    references that `release` had before: who named it by these meant it too. Where `parts` are known to
    have no `links` or no `links_here`, those are not looked for.
    """
    found: dict[tuple[str, str], Related] = {}
    references = {*former} | ({release.reference} if "links_here" in parts else set())
    named = _named_by(release, at) if "links" in parts else []
    naming = _naming(release, references, at) if references else []
    for label, other in (*named, *naming):
        known = found.get((str(label), other.reference))
        if known is None or _rank(other, release) < _rank(known.release, release):
            found[str(label), other.reference] = Related(label, other)
    return list(found.values())


def _rank(other: Release, release: Release) -> tuple[bool, bool, str]:
    return other.language != release.language, other.language != "en", other.language


def _named_by(release: Release, at: datetime) -> list[tuple[str | Promise, Release]]:
    links = list(release.links.all())
    if not links:
        return []
    wanted = {link.reference.lower() for link in links}
    public: dict[str, list[Release]] = {reference: [] for reference in wanted}
    versions = Release.objects.public(at).annotate(lower=Lower("reference")).filter(lower__in=wanted)
    for other in versions.for_cards():
        public[other.reference.lower()].append(other)
    unknown = [reference for reference in wanted if not public[reference]]
    for reference in _moved(unknown, at):
        public[reference] = list(moved_versions(reference, at).for_cards())
    return [
        (LinkKind(link.kind).label, other)
        for link in links
        for other in public[link.reference.lower()]
        if other.reference != release.reference
    ]


def _moved(references: list[str], at: datetime) -> set[str]:
    """Those of these references, in lower case, that a release has left."""
    if not references:
        return set()
    moves = FormerReference.objects.annotate(lower=Lower("former")).filter(
        lower__in=references, since__lte=at
    )
    return set(moves.values_list("lower", flat=True))


def _naming(release: Release, references: set[str], at: datetime) -> list[tuple[str | Promise, Release]]:
    links = ReleaseLink.objects.filter(public_q(at, "release__"), reference__in=references)
    fields = [f"release__{name}" for name in ("reference", "symbol", "language", "title")]
    links = links.select_related("release").only("kind", "reference", *fields).order_by("kind", "pk")
    return [
        (LinkKind(link.kind).reverse_label, link.release)
        for link in links
        if link.release.reference != release.reference
    ]
