"""What is said of many editions that were moved at once: each reason once, with the releases that it is about."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from releases.models import Release


@dataclass
class Refused:
    """One reason, and the editions that it keeps back."""

    reason: str
    releases: list[Release] = field(default_factory=list)

    @property
    def sentence(self) -> str:
        """The releases and the reason, in one line."""
        return f"{', '.join(named(release) for release in self.releases)}: {self.reason}"


def named(release: Release) -> str:
    """An edition in a sentence: its reference and language."""
    return f"{release.reference} ({release.get_language_display()})"


def refused(rows: Iterable[Any]) -> list[Refused]:
    """The rows that are refused, by their reasons; those that keep back the most come first."""
    reasons: dict[str, Refused] = {}
    for row in rows:
        if row.refusals:
            reason = " ".join(row.refusals)
            reasons.setdefault(reason, Refused(reason)).releases.append(row.release)
    return sorted(reasons.values(), key=lambda one: -len(one.releases))


def done(sentences: Iterable[tuple[str, Release, str]]) -> Iterator[str]:
    """What was done, as (sentence, edition, time) of each: the same sentence and time are said once for all."""
    groups: dict[tuple[str, str], list[Release]] = {}
    for sentence, release, time in sentences:
        groups.setdefault((sentence, time), []).append(release)
    for (sentence, time), releases in groups.items():
        said = sentence % {"reference": ", ".join(named(release) for release in releases)}
        if len(releases) > 1:
            said = _("%(count)s releases: %(said)s") % {"count": len(releases), "said": said}
        yield f"{said} {time}.".removesuffix(" .")
