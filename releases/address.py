"""What the address of a release answers at a moment: a text, a notice of withdrawal, or another address."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q

from releases.models import FormerReference, Release
from releases.querysets import ReleaseQuerySet, public_q, withdrawn_q


@dataclass(frozen=True, slots=True)
class Answer:
    """What stands at a reference in one language.

    `release` is the public edition, or the last public one of a release that `is_withdrawn`. Where there is
    neither, `moved_to` is the reference that took its place. `others` are the public versions in other
    languages. An answer that is nothing is the same whatever is being prepared at that reference.
    """

    release: Release | None = None
    is_withdrawn: bool = False
    moved_to: str = ""
    others: list[Release] = field(default_factory=list)


def answer_at(reference: str, language: str, at: datetime) -> Answer:
    """What a reader finds at `reference` (any case) in `language` at `at` (aware).

    A release that was withdrawn keeps its address in its language. One that got another symbol leads on,
    as soon as there is something to be seen at the new one.
    """
    rows = list(_visible(reference, language, at))
    others = sorted(
        (row for row in rows if row.language != language and row.is_public(at)), key=lambda row: row.language
    )
    own = [row for row in rows if row.language == language]
    public = next((row for row in own if row.is_public(at)), None)
    if public is not None:
        return Answer(public, others=others)
    moved = moved_to(reference, language, at)
    if moved:
        return Answer(moved_to=moved)
    if own:
        return Answer(own[0], is_withdrawn=True, others=others)
    return Answer(others=others or _moved_in_other_languages(reference, language, at))


def _visible(reference: str, language: str, at: datetime) -> ReleaseQuerySet:
    """Public editions in every language, withdrawn ones in this one; the latest edition first."""
    wanted = public_q(at) | (withdrawn_q(at) & Q(language=language))
    return (
        Release.objects.at_reference(reference).filter(wanted).select_related("series").order_by("-edition")
    )


def moved_to(reference: str, language: str, at: datetime) -> str:
    """The present reference of a release that was at `reference`; empty where there is nothing to be seen."""
    target = FormerReference.objects.resolve(reference, language, at)
    if target is None:
        return ""
    found = _visible(target, language, at).filter(language=language)
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
