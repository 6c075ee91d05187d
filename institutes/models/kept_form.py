"""What people typed into forms of the desk and have not saved."""

import json
from datetime import datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

LIFE = timedelta(days=30)
# A form that was saved is remembered this long, so that what was sent before and arrives late is not kept.
LATEST_ARRIVAL = timedelta(days=1)
MOST_OF_ONE_PERSON = 100


class KeptFormQuerySet(models.QuerySet["KeptForm"]):
    def of(self, user: Any) -> Self:
        """What `user` typed and did not save, the last first. Nobody is shown what another person typed."""
        return self.filter(user=user).exclude(fields="").order_by("-kept_at", "-pk")

    def keep(self, kept: Any) -> None:
        """`kept` is there, unless a later turn of the same form is; `fields` is empty once nothing is unsaved."""
        mine = self.filter(user=kept.user, key=kept.key)
        later = mine.filter(turn__lt=kept.turn)
        values = {
            name: getattr(kept, name) for name in ("form", "object_id", "about", "fields", "turn", "kept_at")
        }
        if later.update(**values) or mine.exists():
            return
        self.sweep(kept.user, kept.kept_at)
        self.bulk_create([kept], ignore_conflicts=True)
        # Two turns of a form that was not kept yet may meet here.
        later.update(**values)

    def sweep(self, user: Any, at: datetime) -> None:
        """What is older than LIFE at `at` is gone, and of `user` all but the latest, so that one more has room."""
        self.filter(kept_at__lt=at - LIFE).delete()
        self.filter(fields="", kept_at__lt=at - LATEST_ARRIVAL).delete()
        latest = self.filter(user=user).order_by("-kept_at", "-pk")
        keys = latest.values_list("pk", flat=True)[MOST_OF_ONE_PERSON - 1 :]
        self.filter(pk__in=list(keys)).delete()

    def put_back(self, user: Any, key: str, turn: int) -> None:
        """The form `key` goes on as another one, unless it was written on since `turn`."""
        self.filter(user=user, key=key, turn=turn).delete()


class KeptForm(models.Model):
    """One form as one person last typed it, until a save contains it.

    `key` was made at random with the page. `fields` is what the browser would have sent, a list of pairs of
    name and value in JSON. `turn` counts the changes on the page: the highest is the last.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("who"), on_delete=models.CASCADE, related_name="+"
    )
    key = models.CharField(_("key"), max_length=22)
    form = models.CharField(_("form"), max_length=50)
    object_id = models.CharField(_("object"), max_length=20, blank=True)
    about = models.CharField(_("about"), max_length=200, blank=True)
    fields = models.TextField(_("fields"), blank=True)
    turn = models.PositiveBigIntegerField(_("turn"))
    kept_at = models.DateTimeField(_("kept at"))

    objects = KeptFormQuerySet.as_manager()

    class Meta:
        verbose_name = _("kept form")
        verbose_name_plural = _("kept forms")
        ordering = ["-kept_at", "-pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["user", "key"],
                name="kept_form_once",
                violation_error_message=_("This form is kept already."),
            )
        ]
        indexes = [models.Index(fields=["kept_at"], name="kept_form_by_age")]

    def __str__(self) -> str:
        return self.about or self.form

    def posted(self) -> QueryDict:
        """The fields as a request would bring them."""
        data = QueryDict(mutable=True)
        for name, value in json.loads(self.fields or "[]"):
            data.appendlist(name, value)
        return data
