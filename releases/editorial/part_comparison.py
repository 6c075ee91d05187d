"""The parts of two versions of an edition side by side: which kinds differ, and in which words."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from institutes.enums import Language
from institutes.models import Institute
from releases.editorial.comparison import Compared
from releases.editorial.difference import difference
from releases.enums import LinkKind, MentionRole
from releases.models import Event
from releases.models.parts import COLUMNS, Parts

LABELS: dict[str, str | Promise] = {
    "events": gettext_lazy("events"),
    "mentions": gettext_lazy("institutes"),
    "joint_symbols": gettext_lazy("joint symbols"),
    "links": gettext_lazy("links to other releases"),
    "photos": gettext_lazy("photos"),
    "attachments": gettext_lazy("attachments"),
    "listed_contacts": gettext_lazy("contacts from the list"),
}


@dataclass(frozen=True, slots=True)
class PartNames:
    """The names of the institutes and events that parts point to, in the active language."""

    institutes: dict[int, str]
    events: dict[int, str]

    @classmethod
    def of(cls, several: Iterable[Parts]) -> "PartNames":
        """One look at institutes and one at events, with their names, where any are named."""
        institutes: set[int] = set()
        events: set[int] = set()
        for parts in several:
            institutes |= {row[0] for row in parts.get("mentions", [])}
            events |= {row[0] for row in parts.get("events", [])}
        return cls(
            {row.pk: row.name for row in Institute.objects.with_names().filter(pk__in=institutes)},
            {row.pk: row.name for row in Event.objects.with_names().filter(pk__in=events)},
        )

    def text(self, kind: str, rows: list[list[Any]]) -> str:
        """The rows of one kind as people read them, one a line; of a photo its words below it."""
        say: Callable[..., str] = getattr(self, f"_{kind}")
        return "\n".join(say(*row) for row in rows)

    def _events(self, event: int) -> str:
        return self.events.get(event, f"({event})")

    def _mentions(self, institute: int, role: str, printed: str) -> str:
        said = [self.institutes.get(institute, f"({institute})"), str(MentionRole(role).label), printed]
        return " · ".join(filter(None, said))

    def _joint_symbols(self, _position: int, symbol: str) -> str:
        return symbol

    def _links(self, kind: str, reference: str) -> str:
        return f"{LinkKind(kind).label} {reference}"

    def _photos(self, _position: int, photo: int, alternative_text: str, caption: str, credit: str) -> str:
        picture = _("Picture %(number)s") % {"number": photo}
        credited = _("Photo: %(credit)s") % {"credit": credit} if credit else ""
        return "\n".join(filter(None, [f"{picture}: {alternative_text}".rstrip(": "), caption, credited]))

    def _attachments(self, _position: int, attachment: int, title: str, language: str) -> str:
        file = _("File %(number)s") % {"number": attachment}
        return f"{file}: {title} ({Language(language).label})"

    def _listed_contacts(self, _position: int, _contact: int, *words: str) -> str:
        return ", ".join(filter(None, words))


def differing(old: Parts, new: Parts) -> list[str]:
    """The kinds of parts in which `new` differs from `old`, in the order of the page."""
    return [kind for kind in COLUMNS if old.get(kind, []) != new.get(kind, [])]


def compare_parts(old: Parts, new: Parts, names: PartNames | None = None) -> list[Compared]:
    """The kinds that differ, each with the words before and after. The names are looked up where none are given."""
    kinds = differing(old, new)
    if not kinds:
        return []
    known = names or PartNames.of([old, new])
    return [
        Compared(
            kind,
            LABELS[kind],
            difference(known.text(kind, old.get(kind, [])), known.text(kind, new.get(kind, []))),
        )
        for kind in kinds
    ]
