"""A file that a person is reviewing: what was read from it, and what was typed and kept of it so far, page by page.

Nothing of it is in the database: each page carries it to the next one in its form.
"""

import base64
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.http import QueryDict

from releases.admin.import_review import ReviewForm
from releases.enums import MentionRole
from releases.intake.files.sources import Source
from releases.intake.outcomes import Outcome

_TYPED, _KEPT = "typed-", "kept-"
_TICKS = ("institute", "event", "offered-institute", "offered-event")
_ROLE = "role-"


@dataclass(frozen=True, slots=True)
class Typed:
    """What a person changed on the review of one release: `fields` that were typed over, and `ticks` with the roles."""

    fields: Mapping[str, Any] = field(default_factory=dict)
    ticks: Mapping[str, list[str]] = field(default_factory=dict)

    @classmethod
    def sent(cls, post: QueryDict, outcome: Outcome) -> "Typed":
        """What the form of the review of `outcome` was sent with."""
        names = [name for name in post if name in _TICKS or name.startswith(_ROLE)]
        return cls(ReviewForm(outcome, post).typed(), {name: post.getlist(name) for name in names})

    @classmethod
    def from_json(cls, text: str) -> "Typed":
        """What `to_json` wrote; nothing where it was tampered with."""
        try:
            found = json.loads(text)
            fields, ticks = dict(found["fields"]), dict(found["ticks"])
        except (ValueError, TypeError, KeyError, RecursionError):
            return cls()
        return cls(
            {name: value for name, value in fields.items() if isinstance(value, str | bool)},
            {name: list(map(str, values)) for name, values in ticks.items() if isinstance(values, list)},
        )

    def to_json(self) -> str:
        """As one text for a hidden field."""
        return json.dumps({"fields": self.fields, "ticks": self.ticks})

    def post(self) -> QueryDict:
        """The ticks as a form sends them."""
        sent = QueryDict(mutable=True)
        for name, values in self.ticks.items():
            sent.setlist(name, values)
        return sent

    def differs_from(self, outcome: Outcome) -> bool:
        """Whether anything was changed: a field, a tick or a role."""
        sent = self.post()
        roles = {f"{_ROLE}{one.slug}": str(one.role) for one in outcome.findings.institutes}
        return bool(
            self.fields
            or any(sent.getlist(f"offered-{name}") != sent.getlist(name) for name in ("institute", "event"))
            or any(
                sent[name] != roles.get(name, MentionRole.MENTIONED)
                for name in sent
                if name.startswith(_ROLE)
            )
        )


NOTHING_TYPED = Typed()


@dataclass(frozen=True, slots=True)
class Reading:
    """A file under review: `outcomes` are its releases, read in `encoding` (empty where it was found out).

    `number` is that of the release that is looked at, from 1 on. `typed` and `kept` are by number: what was typed on
    reviews that are not open now, and the keys of the drafts that were made. `held` is the key of a file that is too
    large to go with the page, 0 for every other one.
    """

    source: Source
    outcomes: list[Outcome]
    encoding: str = ""
    number: int = 1
    typed: dict[int, Typed] = field(default_factory=dict)
    kept: dict[int, int] = field(default_factory=dict)
    held: int = 0

    @classmethod
    def sent(cls, post: QueryDict, source: Source, outcomes: list[Outcome], encoding: str) -> "Reading":
        """What the page carried in its form; a number that is none of a release is that of the first."""
        number = _number(post.get("open") or post.get("number", ""))
        return cls(
            source,
            outcomes,
            encoding,
            number if 1 <= number <= len(outcomes) else 1,
            {number: Typed.from_json(text) for number, text in _by_number(post, _TYPED)},
            {number: _number(key) for number, key in _by_number(post, _KEPT)},
            held_key(post),
        )

    @property
    def is_of_several(self) -> bool:
        return len(self.outcomes) > 1

    @property
    def outcome(self) -> Outcome:
        """The release that is looked at."""
        return self.outcomes[self.number - 1]

    def with_typed(self, typed: Typed) -> "Reading":
        """With what was typed on the review of the release that is looked at."""
        others = {number: one for number, one in self.typed.items() if number != self.number}
        changed = {self.number: typed} if typed.differs_from(self.outcome) else {}
        return replace(self, typed=others | changed)

    def read_as(self, outcomes: list[Outcome], encoding: str) -> "Reading":
        """The same file in another encoding, with all that was typed and kept."""
        number = self.number if self.number <= len(outcomes) else 1
        return replace(self, outcomes=outcomes, encoding=encoding, number=number)

    def context(self) -> dict[str, Any]:
        """What the page carries to the next one."""
        return {
            "original": "" if self.held else base64.b64encode(self.source.data or b"").decode(),
            "held": self.held or "",
            "filename": self.source.name,
            "encoding_chosen": self.encoding,
            "number": self.number,
            "of": len(self.outcomes),
            "carried": list(self._carried()),
        }

    def _carried(self) -> Iterator[tuple[str, str]]:
        yield from ((f"{_TYPED}{number}", typed.to_json()) for number, typed in self.typed.items())
        yield from ((f"{_KEPT}{number}", str(key)) for number, key in self.kept.items())


def held_key(post: QueryDict) -> int:
    """The key of the file that is held for the page; 0 where the page carries its file."""
    return _number(post.get("held", ""))


def _by_number(post: QueryDict, prefix: str) -> Iterator[tuple[int, str]]:
    for name in post:
        if name.startswith(prefix) and (number := _number(name.removeprefix(prefix))):
            yield number, str(post[name])


def _number(text: str) -> int:
    """The whole number that a text is; 0 where it is none, or one that no release or row has."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 16 else 0
