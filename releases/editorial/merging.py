"""Two people wrote on one edition: whose words stand where."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Model


@dataclass(frozen=True, slots=True)
class Merger:
    """An edition as both saw it (`before`), as another saved it (`theirs`), and as it was typed (`mine`)."""

    before: Model
    theirs: Model
    mine: Model

    def is_only_theirs(self, name: str) -> bool:
        """Whether the other person changed the field and this one did not."""
        before, theirs, mine = (_plain(getattr(row, name)) for row in (self.before, self.theirs, self.mine))
        return bool(mine == before != theirs)


def _plain(value: Any) -> Any:
    # Browsers send line ends of their own.
    return value.replace("\r\n", "\n") if isinstance(value, str) else value
