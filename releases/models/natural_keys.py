"""The order in which fixtures list rows that name each other by natural keys."""

from collections.abc import Callable
from typing import TypeVar

NaturalKey = TypeVar("NaturalKey", bound=Callable[..., tuple[object, ...]])


def depends_on(*models: str) -> Callable[[NaturalKey], NaturalKey]:
    """Decorates a `natural_key`: `dumpdata` writes rows of `models` before rows with this key."""

    def mark(natural_key: NaturalKey) -> NaturalKey:
        natural_key.dependencies = list(models)  # type: ignore[attr-defined] # what Django looks for
        return natural_key

    return mark
