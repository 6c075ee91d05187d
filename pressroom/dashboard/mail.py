"""Mail that did not reach people, for those who can do something about it."""

from datetime import datetime

from django.contrib.auth.models import User
from django.urls import reverse
from django.utils.translation import gettext as _

from institutes.desk.mail import failed_mail
from institutes.models import QueuedMail
from pressroom.dashboard.lines import SHOWN, Line, Section
from releases.editorial.clock import on_the_clock


def needs_of_mail(user: User, at: datetime) -> list[Section]:
    """What did not reach `user`, or for those who manage people, anybody; the same at every `at`."""
    address = reverse("admin:institutes_queuedmail_changelist")
    rows = QueuedMail.objects.seen_by(user).troubled().defer("text")[:SHOWN]
    lines = [
        Line(
            address,
            mail.subject,
            notes=(str(mail.get_state_display()), on_the_clock(mail.queued_at)),
            is_urgent=mail.is_over,
        )
        for mail in rows
    ]
    return (
        [Section("mail", _("Mail that did not go out"), failed_mail(user), lines, address)] if lines else []
    )
