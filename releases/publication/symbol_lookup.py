"""Releases found by their symbols, however these are written."""

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from operator import attrgetter

from django.db.models import F, Q
from django.db.models.functions import Abs

from institutes.enums import Language
from releases.models import Release, Series
from releases.models.known import known_q
from releases.models.release import ReleaseQuerySet
from releases.models.visibility import issued_q, withdrawn_q
from releases.publication.lookup import moved_versions
from releases.wire.old_addresses import Candidate, candidates

NEAR = 5
# How many releases of one symbol, and former references, are looked at.
MOST_VERSIONS = 50
MOST_FORMER = 5


def _by_parts(candidate: Candidate) -> Q:
    """Symbols with the letters and the number of the candidate, whatever zeros or letters were lost on the way."""
    letters = (
        Q(series__letters__startswith=candidate.letters)
        if candidate.cut
        else Q(series__letters=candidate.letters)
    )
    return letters & Q(number=candidate.number, suffix__iexact=candidate.suffix)


def _conditions(candidate: Candidate) -> list[Q]:
    """What a release may have for the candidate to mean it, the likeliest first."""
    conditions = [Q(symbol_key=candidate.compact), Q(joint_symbols__symbol_key=candidate.compact)]
    if candidate.number is not None:
        conditions.append(_by_parts(candidate))
    return conditions


def find_by_symbol(anything: str, *, at: datetime) -> list[Release]:
    """The releases, one a language, that `anything` means: a symbol in any spelling, or an old address.

    They are public, or their addresses say that they were withdrawn. The likeliest reading that finds something
    wins; what no reading finds gives an empty list. A symbol that a release had before finds it under its
    present one.
    """
    known = Release.objects.filter(known_q(at))
    for candidate in candidates(anything):
        for condition in _conditions(candidate):
            versions = _versions_of_the_first(known.filter(condition))
            if versions:
                languages = {version.language for version in versions}
                moved = moved_versions(versions[0].reference, at).exclude(language__in=languages)
                return [*versions, *moved.for_cards()]
    return _find_by_former_symbol(anything, at)


def _find_by_former_symbol(anything: str, at: datetime) -> list[Release]:
    """The releases that once were at the address `anything`, or had it as the symbol of an edition."""
    # PostgreSQL refuses a text with a null character.
    address = anything.replace("\x00", "").strip().strip("/")
    versions = list(moved_versions(address, at).for_cards())
    if versions:
        return versions
    gone_out = Release.objects.filter(issued_q(at) | withdrawn_q(at))
    superseded = gone_out.filter(superseded_at__lte=at).order_by()
    for candidate in candidates(anything):
        for condition in _conditions(candidate):
            references = superseded.filter(condition).values_list("reference", flat=True).distinct()
            for reference in references[:MOST_FORMER]:
                versions = list(moved_versions(reference, at).for_cards())
                if versions:
                    return versions
    return []


def _versions_of_the_first(releases: ReleaseQuerySet) -> list[Release]:
    """Of the releases the latest, in every language in which it is among them; a withdrawn one if there is no other."""
    in_order = (F("withdrawn_at").asc(nulls_first=True), "-issued_on", "reference", "language")
    latest_first = list(releases.for_cards().distinct().order_by(*in_order)[:MOST_VERSIONS])
    return [release for release in latest_first if release.reference == latest_first[0].reference]


def near_symbol(anything: str, *, at: datetime, language: str) -> list[Release]:
    """Up to five public releases whose number is nearest in a series that `anything` may mean, each once.

    Of its versions the one in `language`, else the English one, else any.
    """
    public = Release.objects.public(at)
    for candidate in candidates(anything):
        if candidate.number is None:
            continue
        # Read first: most candidates name no series, and a join would read every release to find that out.
        series = Series.objects.filter(letters__startswith=candidate.letters).values_list("pk", flat=True)
        nearest_first = public.filter(series__in=list(series)).order_by(
            Abs(F("number") - candidate.number), "number", "reference", "language"
        )
        near = list(nearest_first.for_cards()[: NEAR * len(Language)])
        if near:
            by_reference = groupby(near, key=attrgetter("reference"))
            return [_version_for(language, versions) for _reference, versions in by_reference][:NEAR]
    return []


def _version_for(language: str, versions: Iterable[Release]) -> Release:
    return min(versions, key=lambda version: (version.language != language, version.language != "en"))
