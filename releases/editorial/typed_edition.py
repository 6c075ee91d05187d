"""An edition as it stands in a form: in memory alone, with its parts, and what it lacks by the one rule."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from releases.editorial.completeness import Gap, Surroundings, gaps_among
from releases.models import (
    Event,
    JointSymbol,
    Mention,
    Release,
    ReleaseContact,
    ReleaseLink,
    ReleasePhoto,
    prose,
)
from releases.wire.symbols import parse_symbol


@dataclass(frozen=True, slots=True)
class TypedEdition:
    """`release` is the row as it would be saved, and has not been; `events` and `parts` are what would stand with it.

    `parts` are rows by their table, in the order of the page, each with what it points to at hand; their keys
    say nothing.
    """

    release: Release
    events: list[Event] = field(default_factory=list)
    parts: dict[type[Model], list[Any]] = field(default_factory=dict)

    def rows(self, model: type[Model]) -> list[Any]:
        """The parts of that table."""
        return self.parts.get(model, [])

    @property
    def joint_symbols(self) -> tuple[str, ...]:
        return tuple(row.symbol for row in self.rows(JointSymbol))

    @property
    def links(self) -> list[ReleaseLink]:
        return self.rows(ReleaseLink)

    @property
    def contacts(self) -> list[ReleaseContact]:
        return self.rows(ReleaseContact)

    @property
    def photos(self) -> list[ReleasePhoto]:
        return self.rows(ReleasePhoto)


def derive(release: Release) -> None:
    """What saving makes of the fields is made of them, without a look at whether it could be saved."""
    release.body_text = prose.plain_text(release.body)
    release.summary = prose.summary(release.body_text)
    if release.symbol:
        release.reference = parse_symbol(release.symbol).reference
    release.read_reference()


def gaps_of_typed(typed: TypedEdition) -> list[Gap]:
    """What `completeness` would say of the edition, were it saved as it stands."""
    release, mentions = typed.release, typed.rows(Mention)
    key: Any = release.pk
    proposed: dict[Any, list[Any]] = defaultdict(list)
    referred = [*(mention.institute for mention in mentions), *typed.events, release.series]
    proposed[key] = [thing for thing in referred if thing is not None and thing.is_proposed]
    surroundings = Surroundings.of_rows(
        [release],
        guessed=frozenset([key] if any(mention.is_guess for mention in mentions) else []),
        undescribed=frozenset([key] if any(map(_is_undescribed, typed.photos)) else []),
        proposed=proposed,
    )
    return gaps_among(release, surroundings)


def _is_undescribed(use: ReleasePhoto) -> bool:
    return not use.alternative_text and not use.photo.is_decorative
