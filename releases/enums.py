"""The words of the field that are choices: kinds, states, roles."""

from enum import nonmember

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ReleaseKind(TextChoices):
    """What a press release is, by the label it carries or the form it has."""

    PRESS_RELEASE = "press_release", _("Press release")
    BACKGROUND_RELEASE = "background_release", _("Background release")
    ROUND_UP = "round_up", _("Round-up")
    MEETING_COVERAGE = "meeting_coverage", _("Meetings coverage")
    STATEMENT = "statement", _("Statement")
    MEDIA_ADVISORY = "media_advisory", _("Media advisory")
    NOTE_TO_CORRESPONDENTS = "note_to_correspondents", _("Note to correspondents")
    BIOGRAPHICAL_NOTE = "biographical_note", _("Biographical note")
    PRESS_BRIEFING = "press_briefing", _("Press briefing")
    CORRECTION = "correction", _("Correction")


class SitePageKind(TextChoices):
    """The pages about the site itself, which whoever runs it writes. The values are their addresses."""

    ABOUT = "about", _("About this site")
    ACCESSIBILITY = "accessibility", _("Accessibility statement")
    PRIVACY = "privacy", _("Privacy")


class ReleaseState(TextChoices):
    """The status of an edition. Public and superseded are not states but times."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    APPROVED = "approved", _("Approved")
    WITHDRAWN = "withdrawn", _("Withdrawn")

    # Still being written: there is one such edition of a reference and language at the most.
    OPEN = nonmember(("draft", "submitted"))
    # Given its time by an approval; the times on the row say whether the public may see it.
    ISSUED = nonmember(("approved", "withdrawn"))


class Status(TextChoices):
    """What an edition is at one moment: its state, whether it came back, and what the clock made of its approval."""

    DRAFT = "draft", _("Draft")
    RETURNED = "returned", _("Returned")
    SUBMITTED = "submitted", _("Submitted")
    SCHEDULED = "scheduled", _("Approved, not yet public")
    PUBLIC = "public", _("Public")
    SUPERSEDED = "superseded", _("Superseded")
    WITHDRAWN = "withdrawn", _("Withdrawn")

    # A draft that was sent back and not submitted since is returned.
    WRITTEN = nonmember(("draft", "returned"))
    OPEN = nonmember(("draft", "returned", "submitted"))
    ISSUED = nonmember(("public", "superseded", "withdrawn"))


class Move(TextChoices):
    """What can be done with an edition; each one leaves a line in the log."""

    SUBMIT = "submit", _("Submit for approval")
    SEND_BACK = "send_back", _("Return to the author")
    APPROVE = "approve", _("Approve")
    FORCE_APPROVE = "force_approve", _("Approve alone, without a second person")
    CONFIRM = "confirm", _("Confirm a forced approval")
    UNSCHEDULE = "unschedule", _("Take off the schedule")
    WITHDRAW = "withdraw", _("Withdraw")
    CORRECT = "correct", _("Correct")
    TRANSLATE = "translate", _("Translate")
    FOLLOW = "follow", _("Mark as up to date with the original")
    SAVE = "save", _("Save")
    CONFIRM_GUESSES = "confirm_guesses", _("Confirm what was guessed")
    DELETE = "delete", _("Delete the draft")
    RESTORE = "restore", _("Restore the draft")

    @property
    def done(self) -> str | Promise:
        """The same as a line of the log: what was done."""
        return DONE[self]


DONE = {
    Move.SUBMIT: _("Submitted for approval"),
    Move.SEND_BACK: _("Returned to the author"),
    Move.APPROVE: _("Approved"),
    Move.FORCE_APPROVE: _("Approved without a second person"),
    Move.CONFIRM: _("Forced approval confirmed"),
    Move.UNSCHEDULE: _("Taken off the schedule"),
    Move.WITHDRAW: pgettext_lazy("what happened", "Withdrawn"),
    Move.CORRECT: _("Correction begun"),
    Move.TRANSLATE: _("Translation begun"),
    Move.FOLLOW: _("Marked as up to date with the original"),
    Move.SAVE: _("Saved"),
    Move.CONFIRM_GUESSES: _("Guesses confirmed"),
    Move.DELETE: _("Draft deleted"),
    Move.RESTORE: _("Draft restored"),
}


class MentionRole(TextChoices):
    """What an institute does in the text of a release."""

    ORGANIZER = "organizer", _("Organizer")
    PARTNER = "partner", _("Partner")
    MENTIONED = "mentioned", _("Mentioned")


class LinkKind(TextChoices):
    """How one release stands to another; the other side reads it the other way round."""

    CORRECTS = "corrects", _("Corrects")
    BACKGROUND_TO = "background_to", _("Background to")
    ROUNDS_UP = "rounds_up", _("Rounds up")
    REISSUES = "reissues", _("Reissues")
    SAME_TEXT = "same_text", _("Same text in another series")
    SEE = "see", _("See also")

    @property
    def reverse_label(self) -> str | Promise:
        """What the other release says of this one: it is corrected by it."""
        return {
            LinkKind.CORRECTS: _("Corrected by"),
            LinkKind.BACKGROUND_TO: _("Background in"),
            LinkKind.ROUNDS_UP: _("Rounded up in"),
            LinkKind.REISSUES: _("Reissued as"),
        }.get(self, self.label)


class EventKind(TextChoices):
    CONGRESS = "congress", _("Congress")
    SESSION = "session", _("Session")
    WORKSHOP = "workshop", _("Workshop")
    MEETING = "meeting", _("Meeting")
    PRESS_CONFERENCE = "press_conference", _("Press conference")


class EventStatus(TextChoices):
    PROVISIONAL = "provisional", pgettext_lazy("of an event", "Provisional")
    CONFIRMED = "confirmed", pgettext_lazy("of an event", "Confirmed")
    CANCELLED = "cancelled", pgettext_lazy("of an event", "Cancelled")


class AttachmentKind(TextChoices):
    """What a file is that goes out with a release; the value is the end of its name."""

    PDF = "pdf", _("PDF")
    DOCX = "docx", _("Word")
    XLSX = "xlsx", _("Excel")
    CSV = "csv", _("CSV")
    MP3 = "mp3", _("MP3")

    @property
    def content_type(self) -> str:
        """As the header of an answer says it."""
        return {
            "pdf": "application/pdf",
            "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "csv": "text/csv",
            "mp3": "audio/mpeg",
        }[self.value]


class Change(TextChoices):
    """What happened to a release after it was public, as the list of corrections names it."""

    CORRECTION = "correction", pgettext_lazy("list of corrections", "Corrected")
    WITHDRAWAL = "withdrawal", pgettext_lazy("list of corrections", "Withdrawn")
    REISSUE = "reissue", pgettext_lazy("list of corrections", "Corr. or Rev.")
