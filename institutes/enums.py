"""The words of the field that are choices: languages, kinds of institute, how exact a date is."""

from enum import nonmember

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Language(TextChoices):
    """The languages releases are issued in: the six official ones and German, which Vienna issues in too."""

    ENGLISH = "en", "English"
    FRENCH = "fr", "Français"
    SPANISH = "es", "Español"
    RUSSIAN = "ru", "Русский"
    ARABIC = "ar", "العربية"
    CHINESE = "zh-hans", "中文"
    GERMAN = "de", "Deutsch"

    @property
    def html_code(self) -> str:
        """The code as BCP 47 and HTML write it: zh-Hans."""
        main, _hyphen, script = self.value.partition("-")
        return f"{main}-{script.title()}" if script else main


class InstituteKind(TextChoices):
    """How an institute stands to the United Nations."""

    UN_OFFICE = "un_office", _("United Nations office")
    INTERREGIONAL = "interregional", _("United Nations interregional institute")
    REGIONAL = "regional", _("Regional institute affiliated with the United Nations")
    ASSOCIATED = "associated", _("Associated institute")


class DatePrecision(TextChoices):
    """How much of a date its source gives."""

    DAY = "day", _("Day")
    MONTH = "month", _("Month")
    YEAR = "year", _("Year")


class ProposalState(TextChoices):
    """What became of a proposal."""

    WAITING = "waiting", _("Waiting")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")


class MailState(TextChoices):
    """What became of a queued mail."""

    WAITING = "waiting", _("Waiting")
    SENDING = "sending", _("Being sent")
    # Its last line may have left, and no answer was noted yet.
    HANDED_OVER = "handed_over", _("Being handed over")
    # It did not work, and is tried again.
    FAILED = "failed", _("Failed, to be tried again")
    SENT = "sent", _("Sent")
    # Handed over to a mail server whose answer is not known: a person decides whether it goes out again.
    DOUBTFUL = "doubtful", _("Perhaps sent")
    GIVEN_UP = "given_up", _("Given up")

    # To be sent as soon as its time has come.
    TO_SEND = nonmember(("waiting", "failed"))
    # Claimed by a process that is sending it, or has died over it.
    CLAIMED = nonmember(("sending", "handed_over"))
    # Somebody should look at it.
    TROUBLED = nonmember(("failed", "doubtful", "given_up"))
    # Nothing more happens to it by itself.
    OVER = nonmember(("sent", "doubtful", "given_up"))
