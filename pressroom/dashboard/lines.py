"""What a section of the first page is made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise

from institutes.desk.lists import Count
from releases.models import Release

# Lines of one section; the whole is a page away.
SHOWN = 8


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that needs somebody, and where they act: `address`.

    `quote` is what was said, by `by`. `due` (aware) is the moment to which a countdown runs; `is_urgent`: something is
    wrong with it already.
    """

    address: str
    title: str
    reference: str = ""
    language: str = ""
    notes: tuple[str | Promise, ...] = ()
    quote: str = ""
    by: Any = None
    due: datetime | None = None
    is_urgent: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """Things of one kind that need the same person, with the address of all of them where there are more."""

    name: str
    title: str | Promise
    count: Count
    lines: Sequence[Line]
    more: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether all of them are shown."""
        return self.count == Count(len(self.lines))


def line_of(release: Release, page: str = "change", *arguments: Any, **details: Any) -> Line:
    """The line of an edition, leading to one of the pages about it."""
    language = str(release.get_language_display())
    return Line(
        reverse(f"admin:releases_release_{page}", args=[release.pk, *arguments]),
        release.title,
        release.reference,
        release.language,
        **details | {"notes": (language, *details.get("notes", ()))},
    )


def section(name: str, title: str | Promise, lines: Sequence[Line], more: str = "") -> list[Section]:
    """The section with the first of these lines; none where there are none."""
    if not lines:
        return []
    return [Section(name, title, Count.up_to(SHOWN, len(lines)), lines[:SHOWN], more)]
