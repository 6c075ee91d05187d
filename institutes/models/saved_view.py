"""Lists at the desk as a person narrowed and sorted them, under a name of their own."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

MOST_OF_ONE_LIST = 30
LONGEST_QUERY = 1000


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    def of(self, user: Any, list_name: str) -> Self:
        """The views that `user` saved of one list, by name."""
        return self.filter(user=user, list_name=list_name).order_by("name", "pk")


class SavedView(models.Model):
    """The filters and the order of one list, as one person named them.

    `list_name` is the label of the model that is listed (`releases.release`), `query` a query string that was
    checked when it was saved and is checked again when it is opened. `is_standard`: the list opens with it.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("who"), on_delete=models.CASCADE, related_name="+"
    )
    list_name = models.CharField(_("list"), max_length=60)
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(_("query"), max_length=LONGEST_QUERY, blank=True)
    is_standard = models.BooleanField(_("opens first"), default=False)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ["name", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["user", "list_name", "name"],
                name="saved_view_once",
                violation_error_message=_("You have a view of this name already."),
            ),
            models.UniqueConstraint(
                fields=["user", "list_name"],
                condition=models.Q(is_standard=True),
                name="saved_view_one_standard",
                violation_error_message=_("Another view of this list opens first."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
