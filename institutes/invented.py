"""What was made up for demonstration says so in its row, and can be removed; nothing else can."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


def invented_q(prefix: str = "") -> Q:
    """What is invented, across joins: `invented_q("release__")`."""
    return Q(**{f"{prefix}is_invented": True})


class Inventable(models.Model):
    """A row that is invented or real from its first moment on: the database refuses to change which."""

    is_invented = models.BooleanField(
        _("invented"),
        default=False,
        editable=False,
        help_text=_("Made up for demonstration; removed by remove_demo."),
    )

    class Meta:
        abstract = True
