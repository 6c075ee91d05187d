"""The table of the log of changes, how far a reader has read it, and what it is told."""

from dataclasses import dataclass

TABLE = "releases_change"
# A line is kept until so many have come after it; those beyond are deleted so many at a time.
KEPT, SWEPT = 20_000, 1000


@dataclass(frozen=True, slots=True)
class Changes:
    """What has changed: the keys of releases, and whether any name has. `everything`: no telling what."""

    releases: frozenset[int] = frozenset()
    names: bool = False
    everything: bool = False

    @classmethod
    def of(cls, lines: list[tuple[int | None, bool]]) -> "Changes":
        """What lines of the log say, each as `release_id` and `is_name`; one with neither says `everything`."""
        return cls(
            releases=frozenset(release for release, _is_name in lines if release is not None),
            names=any(is_name for _release, is_name in lines),
            everything=any(release is None and not is_name for release, is_name in lines),
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
