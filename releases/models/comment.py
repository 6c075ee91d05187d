"""What people at the desk say to one another about an edition. The database refuses to change a line of it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from releases.models.release import Release

LONGEST_COMMENT = 4000


class Comment(models.Model):
    """One thing said about one edition, at the desk and never outside. Rows are added and never changed or deleted.

    It is no part of the edition: what people approve is the same before and after. It stays when the edition
    goes out, and when a draft is deleted it is there again after the draft was restored.
    """

    release = models.ForeignKey(
        Release,
        verbose_name=_("release"),
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="comments",
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(_("at"))
    text = models.TextField(_("comment"), max_length=LONGEST_COMMENT)

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(text=""),
                name="comment_says_something",
                violation_error_message=_("Write something first."),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]
