"""Releases found by their symbols, however these are written."""

from datetime import datetime

from django.db.models import F, Q
from django.db.models.functions import Abs

from releases.models import Release, Series
from releases.models.querysets import ReleaseQuerySet
from releases.publication.lookup import moved_versions
from releases.wire.old_addresses import Candidate, candidates

NEAR = 5


def _by_parts(candidate: Candidate) -> Q:
    """The same letters and number, with zeros or letters lost on the way."""
    letters = (
        Q(series__letters__startswith=candidate.letters)
        if candidate.cut
        else Q(series__letters=candidate.letters)
    )
    return letters & Q(number=candidate.number, suffix__iexact=candidate.suffix)


def _readings(candidate: Candidate) -> list[Q]:
    readings = [Q(symbol_key=candidate.compact), Q(joint_symbols__symbol_key=candidate.compact)]
    if candidate.number is not None:
        readings.append(_by_parts(candidate))
    return readings


def find_by_symbol(anything: str, *, at: datetime) -> list[Release]:
    """The public releases, one a language, that `anything` means: a symbol in any spelling, or an old address.

    The likeliest reading that finds something wins; what no reading finds gives an empty list. A symbol
    that a release had before finds it under its present one.
    """
    public = Release.objects.public(at)
    for candidate in candidates(anything):
        for reading in _readings(candidate):
            found = _one_reference(public.filter(reading))
            if found:
                spoken = {release.language for release in found}
                moved = moved_versions(found[0].reference, at).exclude(language__in=spoken).for_cards()
                return [*found, *moved]
    return _found_by_former_symbol(anything, at)


def _found_by_former_symbol(anything: str, at: datetime) -> list[Release]:
    """By the address as it is written, then by what earlier editions were called."""
    # PostgreSQL cannot even be asked for a text with a null character.
    written = anything.replace("\x00", "").strip().strip("/")
    found = list(moved_versions(written, at).for_cards())
    earlier = Release.objects.issued(at).filter(superseded_at__lte=at).order_by()
    for candidate in candidates(anything):
        for reading in _readings(candidate):
            if found:
                return found
            for reference in earlier.filter(reading).values_list("reference", flat=True).distinct()[:5]:
                found = found or list(moved_versions(reference, at).for_cards())
    return found


def _one_reference(releases: ReleaseQuerySet) -> list[Release]:
    found = list(releases.for_cards().distinct().order_by("-issued_on", "reference", "language")[:50])
    return [release for release in found if release.reference == found[0].reference]


def near_symbol(anything: str, *, at: datetime) -> list[Release]:
    """Up to five public releases whose number is nearest in a series that `anything` may mean."""
    public = Release.objects.public(at)
    for candidate in candidates(anything):
        if candidate.number is None:
            continue
        # Asked by key: most guesses name no series at all, and a join would look at every release to say so.
        series = Series.objects.filter(letters__startswith=candidate.letters)
        near = public.filter(series__in=list(series.values_list("pk", flat=True))).for_cards()
        ranked = near.order_by(Abs(F("number") - candidate.number), "number", "language")
        found = list(ranked[:NEAR])
        if found:
            return found
    return []
