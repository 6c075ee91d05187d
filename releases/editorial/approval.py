"""What somebody who decides about an edition looks at: how it differs from what was decided before, and its parts."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from releases.editorial.comparison import PRINTED, Compared, compare
from releases.editorial.history import TEXTS
from releases.editorial.part_comparison import LABELS, PartNames, compare_parts
from releases.enums import Move
from releases.models import Release
from releases.models.parts import COLUMNS, read_parts


@dataclass(frozen=True, slots=True)
class Changes:
    """What is different in an edition since something was decided; `since` says since when, in words."""

    since: str
    compared: list[Compared]


@dataclass(frozen=True, slots=True)
class Accompanying:
    """One kind of what goes out with the text: photos, events, links; a line for each of them."""

    label: str | Promise
    lines: list[str]


def changes_of(release: Release) -> list[Changes]:
    """How `release` differs from when it was last returned, and from the edition that it corrects, word by word.

    Empty for a first edition that was never returned; an entry without differences says that nothing was changed.
    """
    return [*_since_return(release), *_since_edition(release)]


def _since_return(release: Release) -> Iterator[Changes]:
    returned = release.transitions.filter(move=Move.SEND_BACK).order_by("-pk").first()
    if returned is None:
        return
    rows: Any = Release.history
    before = rows.filter(id=release.pk, history_date__lte=returned.at).order_by("-history_id").first()
    if before is not None:
        parts = read_parts([release.pk])[release.pk]
        compared = [*compare(before, release, TEXTS), *compare_parts(before.parts, parts)]
        yield Changes(_("Changed since it was returned"), compared)


def _since_edition(release: Release) -> Iterator[Changes]:
    before = release.previous
    if before is None:
        return
    parts = read_parts([before.pk, release.pk])
    compared = [*compare(before, release, PRINTED), *compare_parts(parts[before.pk], parts[release.pk])]
    yield Changes(_("Changed since edition %(number)s") % {"number": before.edition}, compared)


def accompanying(release: Release) -> list[Accompanying]:
    """What goes out with the text of `release`, named in the active language, in the order of the page."""
    parts = read_parts([release.pk]).get(release.pk, {})
    names = PartNames.of([parts])
    return [
        Accompanying(LABELS[kind], names.text(kind, parts[kind]).splitlines())
        for kind in COLUMNS
        if parts.get(kind)
    ]
