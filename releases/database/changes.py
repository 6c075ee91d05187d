"""The table of the log of changes, how far a reader has read it, and what it is told."""

from dataclasses import dataclass
from datetime import datetime

TABLE = "releases_change"
# A line is kept until so many have come after it; those beyond are deleted so many at a time.
KEPT, SWEPT = 20_000, 1000


# What a line of the log is about: a release that was issued, one that was not, the names that releases are
# listed under, only what pages show besides, or no telling what.
RELEASE, DRAFT, NAMES, PAGES, EVERYTHING = "release", "draft", "names", "pages", "everything"


@dataclass(frozen=True, slots=True)
class Changes:
    """What has changed: the keys of releases, and whether any name has. `everything`: no telling what.

    `releases` are those that were issued before or after the change, `drafts` the others.
    """

    releases: frozenset[int] = frozenset()
    drafts: frozenset[int] = frozenset()
    names: bool = False
    everything: bool = False

    @classmethod
    def of(cls, lines: list[tuple[str, int | None]]) -> "Changes":
        """What lines of the log say, each as `about` and `release_id`."""
        return cls(
            releases=frozenset(key for about, key in lines if about == RELEASE and key is not None),
            drafts=frozenset(key for about, key in lines if about == DRAFT and key is not None),
            names=any(about == NAMES for about, _key in lines),
            everything=any(about == EVERYTHING for about, _key in lines),
        )


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a reader has read.

    `highest` is the number of the last line; `token` proves on SQLite, where a number comes again after a
    rollback, that it is the same line. On PostgreSQL lines can appear out of turn: all transactions before
    `horizon` were over, and of the later ones the lines `seen` have been read.
    """

    highest: int = 0
    token: int = 0
    horizon: int = 0
    seen: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Effect:
    """What of the log the public can see: `token` is another one whenever that is more than before.

    From `since` until before `until` (aware) it grows by new lines alone; None where it always did or will.
    """

    token: str
    since: datetime | None
    until: datetime | None
