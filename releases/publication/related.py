"""What releases say of one another, read from both sides."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import BigIntegerField, CharField, DateTimeField, QuerySet
from django.db.models.functions import Lower
from django.utils.functional import Promise

from releases.database.prepared import prepared
from releases.enums import LinkKind
from releases.models import FormerReference, Release, ReleaseLink
from releases.models.known import known_q
from releases.publication.lookup import moved_versions

# What names a release in a list of relations.
NAMED = (
    *("reference", "symbol", "language", "title"),
    *("state", "publish_at", "withdrawn_at", "withdrawal_reason", "withdrawal_keeps_text"),
)


@dataclass(frozen=True, slots=True)
class Related:
    """Another release and how it stands to the one in question: `Corrected by` BKK/CP/15."""

    label: str | Promise
    release: Release
    is_withdrawn: bool = False

    @property
    def is_correction(self) -> bool:
        """Whether the other release corrects the one in question, and its readers have to know."""
        return self.label == LinkKind.CORRECTS.reverse_label and not self.is_withdrawn


def related(
    release: Release, at: datetime, *, former: Iterable[str] = (), links: Iterable[ReleaseLink] | None = None
) -> list[Related]:
    """The releases that `release` names and those that name it, once each for every relation.

    What was withdrawn is among them, and says so. In the language of `release` where there is such a version,
    else in English or another. `former` are references that `release` had before: who named it by these meant
    it too. `links` are those of an edition whose own are saved nowhere.
    """
    references = {release.reference, *former}
    naming = [pair for reference in sorted(references) for pair in _naming(release, reference, at)]
    best: dict[tuple[str, str], Related] = {}
    for label, other in (*_named_by(release, at, links), *naming):
        relation = (str(label), other.reference)
        if relation not in best or _rank(other, release, at) < _rank(best[relation].release, release, at):
            best[relation] = Related(label, other, other.is_withdrawn(at))
    return list(best.values())


def _rank(other: Release, release: Release, at: datetime) -> tuple[bool, bool, bool, str]:
    is_foreign = other.language != release.language
    return is_foreign, other.is_withdrawn(at), other.language != "en", other.language


def _named_by(
    release: Release, at: datetime, typed: Iterable[ReleaseLink] | None
) -> list[tuple[str | Promise, Release]]:
    """The versions of what `release` names, each with what it is to it."""
    links: list[Any] = _links(release=release.pk) if typed is None else list(typed)
    versions: dict[str, list[Release]] = {link.reference.lower(): [] for link in links}
    if typed is not None:
        named: Iterable[Any] = _versions_of(list(versions), at)
    else:
        named = _versions_named_by(release=release.pk, at=at) if links else []
    for version in named:
        versions[version.reference.lower()].append(version)
    for reference in _moved([reference for reference in versions if not versions[reference]], at):
        versions[reference] = list(moved_versions(reference, at).for_cards(*NAMED))
    return [
        (LinkKind(link.kind).label, version)
        for link in links
        for version in versions[link.reference.lower()]
        if version.reference != release.reference
    ]


@prepared("kind", "reference", release=BigIntegerField())
def _links(release: Any) -> QuerySet:
    return ReleaseLink.objects.filter(release=release).order_by("kind", "reference")


@prepared(*NAMED, release=BigIntegerField(), at=DateTimeField())
def _versions_named_by(release: Any, at: Any) -> QuerySet:
    named = ReleaseLink.objects.filter(release=release).order_by().values(lower=Lower("reference"))
    return Release.objects.filter(known_q(at)).annotate(lower=Lower("reference")).filter(lower__in=named)


def _versions_of(references: list[str], at: datetime) -> QuerySet[Release]:
    """The known versions of these references, in lower case."""
    known = Release.objects.filter(known_q(at)).annotate(lower=Lower("reference"))
    return known.filter(lower__in=references).only(*NAMED)


def _moved(references: list[str], at: datetime) -> set[str]:
    """Those of these references, in lower case, that a release has left."""
    if not references:
        return set()
    moves = FormerReference.objects.annotate(lower=Lower("former")).filter(
        lower__in=references, since__lte=at
    )
    return set(moves.values_list("lower", flat=True))


def _naming(release: Release, reference: str, at: datetime) -> list[tuple[str | Promise, Release]]:
    """The releases that name `reference`, each with what it is to `release`."""
    return [
        (LinkKind(link.kind).reverse_label, link.release)
        for link in _links_to(reference=reference, at=at)
        if link.release.reference != release.reference
    ]


@prepared(
    *("kind", "reference", *(f"release__{name}" for name in NAMED)),
    reference=CharField(),
    at=DateTimeField(),
)
def _links_to(reference: Any, at: Any) -> QuerySet:
    links = ReleaseLink.objects.filter(known_q(at, "release__"), reference=reference)
    return links.order_by("kind", "pk")
