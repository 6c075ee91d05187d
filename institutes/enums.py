"""The words of the field that are choices: languages, kinds of institute, how exact a date is."""

from enum import nonmember

from django.db.models import TextChoices
from django.utils.translation import gettext, pgettext_lazy
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

    @property
    def direction(self) -> str:
        """`rtl` where it is written from right to left, else `ltr`."""
        return "rtl" if self is Language.ARABIC else "ltr"

    @property
    def translated_name(self) -> str:
        """What it is called in the page's language."""
        return str(LANGUAGE_NAMES[self])


LANGUAGE_NAMES = {
    Language.ENGLISH: _("English"),
    Language.FRENCH: _("French"),
    Language.SPANISH: _("Spanish"),
    Language.RUSSIAN: _("Russian"),
    Language.ARABIC: _("Arabic"),
    Language.CHINESE: _("Chinese"),
    Language.GERMAN: _("German"),
}


class InstituteKind(TextChoices):
    """How an institute stands to the United Nations."""

    UN_OFFICE = "un_office", _("United Nations office")
    INTERREGIONAL = "interregional", _("United Nations interregional institute")
    REGIONAL = "regional", _("Regional institute affiliated with the United Nations")
    ASSOCIATED = "associated", _("Associated institute")

    @property
    def plural(self) -> str:
        """What several of the kind are called."""
        return {
            InstituteKind.UN_OFFICE: gettext("United Nations offices"),
            InstituteKind.INTERREGIONAL: gettext("United Nations interregional institutes"),
            InstituteKind.REGIONAL: gettext("Regional institutes affiliated with the United Nations"),
            InstituteKind.ASSOCIATED: gettext("Associated institutes"),
        }[self]


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


class AccountAction(TextChoices):
    """What is written down about accounts."""

    SIGNED_IN = "signed_in", _("signed in")
    SIGN_IN_FAILED = "sign_in_failed", _("sign-in failed")
    SLOWED = "slowed", _("tries slowed down")
    SIGNED_OUT = "signed_out", _("signed out")
    SESSION_ENDED = "session_ended", _("session ended from another one")
    SIGNED_OUT_EVERYWHERE = "signed_out_everywhere", _("signed out everywhere")
    NEW_DEVICE = "new_device", _("signed in on a new device")
    RESET_ASKED = "reset_asked", _("asked for a new password")
    PASSWORD_CHANGED = "password_changed", _("password changed")
    INVITED = "invited", pgettext_lazy("what happened", "invited")
    INVITATION_REVOKED = "invitation_revoked", _("invitation taken back")
    JOINED = "joined", _("accepted the invitation")
    GROUPS_CHANGED = "groups_changed", _("groups changed")
    LOCKED = "locked", pgettext_lazy("what happened", "locked")
    UNLOCKED = "unlocked", pgettext_lazy("what happened", "unlocked")
    FACTOR_ADDED = "factor_added", _("second factor added")
    FACTOR_REMOVED = "factor_removed", _("second factor removed")
    RECOVERY_CODE_USED = "recovery_code", _("recovery code used")
    CONFIRMED = "confirmed", _("confirmed who they are")
    CONFIRMATION_FAILED = "confirmation_failed", _("confirmation failed")


class LinkPurpose(TextChoices):
    """What a link in a mail lets its reader do."""

    INVITATION = "invitation", _("invitation")
    NEW_PASSWORD = "new_password", _("new password")


class SecondFactorNeed(TextChoices):
    """Who has to sign in with a second factor."""

    NONE = "none", _("nobody")
    EDITORS = "editors", _("editors")
    ALL = "all", _("everybody")


class NoticeKind(TextChoices):
    """What a person at the desk is told by mail."""

    SUBMITTED = "submitted", _("A text was submitted that I may approve")
    RETURNED = "returned", _("A text of mine was returned")
    APPROVED = "approved", _("A text of mine was approved")
    UNSCHEDULED = "unscheduled", _("A text of mine was taken off the schedule")
    DUE = "due", _("A text of mine goes out within the hour")
    PUBLIC = "public", _("A text of mine is public")
    WITHDRAWN = "withdrawn", _("A release was withdrawn")
    FORCED = "forced", _("A text was approved without a second person")
    CONFIRMED = "confirmed", _("An approval without a second person was confirmed")
    LAGGING = "lagging", _("Another language of a text of mine was corrected")
    COMMENTED = "commented", _("Somebody commented on a text that concerns me")
    REVIEWED = "reviewed", _("A reviewer without an account answered about a text of mine")
    PROPOSED = "proposed", _("Somebody proposed something for the catalogue")
    ACCEPTED = "accepted", _("A proposal of mine was accepted")
    DECLINED = "declined", _("A proposal of mine was declined")
    CATALOGUE = "catalogue", _("The public catalogue was changed")

    @property
    def permission(self) -> str:
        """What a person has to be allowed to at the desk, to be told of it."""
        return {
            NoticeKind.SUBMITTED: "releases.approve_release",
            NoticeKind.FORCED: "releases.approve_release",
            NoticeKind.PROPOSED: "institutes.accept_proposal",
            NoticeKind.ACCEPTED: "institutes.view_proposal",
            NoticeKind.DECLINED: "institutes.view_proposal",
            NoticeKind.CATALOGUE: "institutes.view_cataloguechange",
        }.get(self, "releases.view_release")
