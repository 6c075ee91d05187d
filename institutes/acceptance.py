"""What stands beside releases (institutes, events, series) is public once an editor has accepted it."""

from typing import Self, TypeVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

Row = TypeVar("Row", bound=models.Model)


def accepted_q(prefix: str = "") -> Q:
    """The only definition of which institutes, events and series the public may see.

    `prefix` reaches it across joins: `accepted_q("institute__")`. What was accepted once stays so.
    """
    return Q(**{f"{prefix}is_proposed": False})


def proposed_q(prefix: str = "") -> Q:
    """Those that wait for an editor, or were declined; never what an outer join did not find."""
    return Q(**{f"{prefix}is_proposed": True})


class AcceptedQuerySet(models.QuerySet[Row]):
    """Institutes, events or series."""

    def accepted(self) -> Self:
        """Those that the public may see."""
        return self.filter(accepted_q())


class Proposable(models.Model):
    """An institute, event or series: proposed, and nowhere public, until an editor accepts it."""

    is_proposed = models.BooleanField(_("proposed"), default=False, editable=False)

    class Meta:
        abstract = True
