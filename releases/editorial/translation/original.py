"""The original of a translation: which edition stands beside it, and how that read when it was translated."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from releases.editorial.difference import Piece, difference
from releases.editorial.translation import alignment, paragraphs
from releases.editorial.translation.part_words import words_of
from releases.enums import ReleaseState
from releases.models import Release
from releases.models.parts import Parts, read_parts

# The texts of one line that are translated, in the order of the page.
LINES = ("title", "subtitle", "meeting", "note_of_origin", "dateline_city", "source")


@dataclass(frozen=True, slots=True)
class Line:
    """A text of one line of the original, and how it changed since it was translated; empty where it did not."""

    name: str
    text: str
    changes: list[Piece]


@dataclass(frozen=True, slots=True)
class Original:
    """The `edition` that stands beside a translation.

    `followed` is the row as it was when the translation was last of it, None where nobody knows; `version` is how
    often that had been saved. `others` are the versions in further languages that may stand there instead.
    """

    edition: Release
    followed: Any | None
    others: list[Release]

    @property
    def lines(self) -> list[Line]:
        """The texts of one line that the original has, or had."""
        found = []
        for name in LINES:
            now = getattr(self.edition, name)
            before = getattr(self.followed, name) if self.followed is not None else now
            if now or before:
                found.append(Line(name, now, _changes(before, now)))
        return found

    def rows(self, body: str) -> list[alignment.Beside]:
        """The paragraphs of the original beside those of `body`, a sanitised text of the translation."""
        followed = paragraphs.read(self.followed.body).paragraphs if self.followed is not None else None
        now, translated = (paragraphs.read(markup).paragraphs for markup in (self.edition.body, body))
        return alignment.rows(now, followed, translated)

    def part_words(self) -> dict[str, Line]:
        """key of a unit → the words of the original under a photo or as the title of an attachment, gone ones too.

        Up to two queries.
        """
        now = words_of(read_parts([self.edition.pk]).get(self.edition.pk, {}))
        before = words_of(_parts_of(self.followed)) if self.followed is not None else now
        return {
            key: Line(key, now.get(key, ""), _changes(before.get(key, ""), now.get(key, "")))
            for key in [*now, *(key for key in before if key not in now)]
        }

    @property
    def is_changed(self) -> bool:
        """Whether anything of what is translated reads otherwise than when it was. Up to two queries."""
        if self.followed is None or self.followed is self.edition:
            return False
        then, now = (paragraphs.read(row.body).paragraphs for row in (self.followed, self.edition))
        if [one.words for one in then] != [one.words for one in now]:
            return True
        return any(line.changes for line in self.lines) or any(
            line.changes for line in self.part_words().values()
        )


def _changes(before: str, now: str) -> list[Piece]:
    return difference(before, now) if before != now else []


def _parts_of(row: Any) -> Parts:
    """The parts of an edition, or those that a line of its history holds."""
    if isinstance(row, Release):
        return read_parts([row.pk]).get(row.pk, {})
    return row.parts or {}


def original_of(release: Release, language: str = "") -> Original | None:
    """The original of `release`: in the language that it was translated from, or in the one that is asked for.

    None where there is no other version. Of a language it is the latest edition that was approved; one that is still
    being written only where there is no other, or where it was translated from that. Up to three queries.
    """
    versions = versions_beside(release)
    if not versions:
        return None
    followed = release.follows.language if release.follows is not None else ""
    wanted = next((lang for lang in (language, followed) if lang in versions), next(iter(versions)))
    edition = versions[wanted]
    others = [version for key, version in versions.items() if key != wanted]
    return Original(edition, _as_followed(release, edition) if wanted == followed else None, others)


def versions_beside(release: Release) -> dict[str, Release]:
    """language → the edition in it from which `release` can be translated; languages that were there first, first."""
    wanted = Q(reference=release.reference)
    if release.follows_id is not None:
        wanted |= Q(pk=release.follows_id)
    rows = Release.objects.filter(wanted).exclude(language=release.language).defer("as_issued", "issued_text")
    return latest(rows.order_by("pk"), release.follows_id)


def latest(rows: Iterable[Release], followed: int | None = None) -> dict[str, Release]:
    """language → of the editions in it the one that says what holds: see `original_of`."""
    found: dict[str, Release] = {}
    for row in rows:
        if row.state == ReleaseState.WITHDRAWN:
            continue
        known = found.get(row.language)
        if known is None or _weight(row, followed) > _weight(known, followed):
            found[row.language] = row
    return found


def _weight(row: Release, followed: int | None) -> tuple[bool, int]:
    return row.state not in ReleaseState.OPEN or row.pk == followed, row.edition


def _as_followed(release: Release, edition: Release) -> Any | None:
    """The edition that `release` follows as it was then; None where that is not known any more."""
    if release.follows_id == edition.pk and release.follows_version == edition.version:
        return edition
    lines = Release.history.filter(id=release.follows_id, version__lte=release.follows_version or 0)
    return lines.order_by("-version", "-history_id").first() or release.follows
