"""One form for each move of the workflow: what a person fills in, and the call that makes the move."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from institutes.enums import Language
from releases.admin.moment_field import MomentField
from releases.editorial import deleted_drafts, workflow
from releases.editorial.clock import announcement, concerns, zone_of_all, zones_of, zones_to_enter
from releases.editorial.editions import embargoed_elsewhere
from releases.editorial.errors import WorkflowError
from releases.editorial.guesses import guesses_of
from releases.enums import Move, ReleaseKind
from releases.models import DeletedDraft, Release

NOW, PLANNED, AT = "now", "planned", "at"
Outcome = Release | DeletedDraft


def _words(label: Any, *, required: Any = None, rows: int = 3, **options: Any) -> forms.CharField:
    """A field for sentences; `required` is the sentence that asks for them."""
    widget = forms.Textarea(attrs={"rows": rows, "dir": "auto"})
    messages = {"required": required} if required else {}
    return forms.CharField(
        label=label, required=bool(required), error_messages=messages, widget=widget, **options
    )


class Decision(forms.Form):
    """One move of one or more editions (`releases`), as seen at `at` (aware).

    `what_happens` is shown before the move and `done`, with `reference`, after it. With `needs_completeness`
    the page also lists what is missing; with `needs_confirmation` its person shows again that it is them;
    `is_kept_back` is true where it cannot be made as long as something is missing.
    With `shows_page` the page of the edition is shown beside it, as readers get it, and what changed in it.
    `instead` is the other answer to the same question, for the same people: the page leads to it. `opens_on` is the
    field that its person comes to fill in.
    """

    move: Move
    what_happens: str | Promise
    done: str | Promise
    needs_completeness = False
    is_kept_back = False
    shows_page = False
    is_grave = False
    needs_confirmation = False
    instead: Move | None = None
    opens_on = ""

    def __init__(self, *args: Any, releases: Sequence[Release], at: datetime, **kwargs: Any) -> None:
        self.releases, self.at = releases, at
        super().__init__(*args, **kwargs)
        if self.opens_on and not self.is_bound:
            field = self.fields[self.opens_on]
            # Who hears the page begins there: what happens is told with the field.
            described = f"what-happens id_{self.opens_on}_helptext" if field.help_text else "what-happens"
            field.widget.attrs |= {"autofocus": True, "aria-describedby": described}

    def make(self, release: Release, *, by: User, at: datetime, seen: str) -> Outcome:
        """The move is made through the workflow; what that raises comes out unchanged."""
        raise NotImplementedError


class Submit(Decision):
    move = Move.SUBMIT
    what_happens = _("Somebody else reads it and approves it or returns it.")
    done = _("%(reference)s waits for approval.")
    needs_completeness = True
    comment = _words(_("Comment"), help_text=_("For whoever approves it; may be left empty."))

    def make(self, release: Release, **who: Any) -> Outcome:
        return workflow.submit(release, comment=self.cleaned_data["comment"], **who)


class SendBack(Decision):
    move = Move.SEND_BACK
    what_happens = _("It is a draft again, and its author reads what you write here.")
    done = _("%(reference)s went back to its author.")
    opens_on = "comment"
    shows_page = True
    instead = Move.APPROVE
    comment = _words(_("What is to be changed"), required=_("Tell the author what to change."))

    def make(self, release: Release, **who: Any) -> Outcome:
        return workflow.send_back(release, comment=self.cleaned_data["comment"], **who)


class Approve(Decision):
    move = Move.APPROVE
    what_happens = _(
        "From its time on everybody can read it. Its text can no longer be edited, only corrected by the "
        "next edition. Preview links stop working."
    )
    done = _("%(reference)s is approved.")
    needs_completeness = is_kept_back = shows_page = True
    instead: Move | None = Move.SEND_BACK
    when = forms.ChoiceField(label=pgettext_lazy("when", "Public"), widget=forms.RadioSelect)
    publish_at = MomentField(label=_("Day and time"), required=False)
    backdated = forms.BooleanField(
        label=_("It went out then already"),
        required=False,
        help_text=_("For the archive: accepts a day in the past."),
    )
    accepted = forms.BooleanField(label=_("Go ahead all the same"), required=False, widget=forms.HiddenInput)
    comment = _words(_("Comment"), rows=2, help_text=_("For your colleagues; may be left empty."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        when = [(NOW, _("at once")), (AT, _("at this time:"))]
        if len(self.releases) > 1:
            when.insert(1, (PLANNED, _("each at the time it is planned for; at once where there is none")))
        fields: dict[str, Any] = self.fields
        fields["when"].choices = when
        fields["publish_at"].offer(zones_to_enter(self.releases), chosen=zone_of_all(self.releases))
        self._suggest()
        if "backdated" in self.fields and any(release.previous_id for release in self.releases):
            del self.fields["backdated"]

    def _suggest(self) -> None:
        """The form opens on the time that is planned, or that the other languages wait for."""
        self.initial.setdefault("when", PLANNED if len(self.releases) > 1 else NOW)
        if len(self.releases) != 1:
            return
        release = self.releases[0]
        planned: list[datetime | None] = [release.publish_at]
        if release.previous_id is None:
            planned += [other.publish_at for other in embargoed_elsewhere(release, self.at)]
        latest = max((moment for moment in planned if moment is not None), default=self.at)
        if latest > self.at:
            self.initial = {**self.initial, "when": AT, "publish_at": latest}

    @property
    def shown(self) -> str:
        """The time that is entered, on every clock that matters, with how far it is."""
        entered = self.initial.get("publish_at")
        if self.is_bound:
            self.is_valid()  # Django reads what was entered when it is asked for errors, not before.
            entered = self.cleaned_data.get("publish_at")
        return announcement(entered, at=self.at, zones=zones_of(self.releases)) if entered else ""

    def clean(self) -> dict[str, Any]:
        super().clean()
        cleaned = self.cleaned_data
        if cleaned.get("when") != AT or "publish_at" in self.errors:
            return cleaned
        if cleaned.get("publish_at") is None:
            self.add_error("publish_at", ValidationError(_("Give the day and the time."), code="required"))
        else:
            self._weigh(cleaned["publish_at"], cleaned)
        return cleaned

    def _weigh(self, publish_at: datetime, cleaned: dict[str, Any]) -> None:
        """What speaks against the moment is said: some of it forbids it, some only has to be read."""
        found = {}
        for release in self.releases:
            zone = zones_of([release])[-1]
            for concern in concerns(
                publish_at, at=self.at, event_ends_on=_announced_until(release), zone=zone
            ):
                found[str(concern.message)] = concern.blocks
        for message, blocks in found.items():
            if blocks and not cleaned.get("backdated"):
                self.add_error("publish_at", message)
            elif not blocks and not cleaned.get("accepted") and not cleaned.get("backdated"):
                self.add_error(None, message)
                self.fields["accepted"].widget = forms.CheckboxInput()

    def chosen(self, at: datetime) -> datetime | None:
        """The moment to give to the workflow; None leaves it to what is planned."""
        return {NOW: at, PLANNED: None, AT: self.cleaned_data["publish_at"]}[self.cleaned_data["when"]]

    def make(self, release: Release, *, at: datetime, **who: Any) -> Outcome:
        return workflow.approve(
            release,
            at=at,
            publish_at=self.chosen(at),
            backdated=self.cleaned_data.get("backdated", False),
            comment=self.cleaned_data["comment"],
            **who,
        )


def _announced_until(release: Release) -> date | None:
    """The last day of what an advisory announces. Everything else may well go out after its event."""
    if release.kind != ReleaseKind.MEDIA_ADVISORY:
        return None
    return max((event.ends_on for event in release.events.all() if event.ends_on), default=None)


class ForceApprove(Approve):
    move = Move.FORCE_APPROVE
    what_happens = _(
        "From its time on everybody can read it, although nobody but you has. It stays marked until a third "
        "person confirms it, and the forced approval stays on record under your name."
    )
    done = _("%(reference)s is approved by its own author and awaits confirmation.")
    is_grave = True
    needs_confirmation = True
    instead = None
    backdated = None  # type: ignore[assignment]  # Django's way to leave a field out
    comment = None  # type: ignore[assignment]
    reason = _words(
        _("Why it cannot wait for a second person"),
        required=_("Say why the release cannot wait for a second person."),
    )

    def make(self, release: Release, *, at: datetime, **who: Any) -> Outcome:
        return workflow.force_approve(
            release, at=at, publish_at=self.chosen(at), reason=self.cleaned_data["reason"], **who
        )


class Confirm(Decision):
    move = Move.CONFIRM
    what_happens = _("You have read it and stand by it: its approval no longer counts as forced alone.")
    done = _("The approval of %(reference)s is confirmed.")
    shows_page = True
    comment = _words(_("Comment"), help_text=_("For your colleagues; may be left empty."))

    def make(self, release: Release, **who: Any) -> Outcome:
        return workflow.confirm(release, comment=self.cleaned_data["comment"], **who)


class Unschedule(Decision):
    move = Move.UNSCHEDULE
    what_happens = _(
        "It does not go out and waits for approval again. What is public now stays public as it is."
    )
    done = _("%(reference)s is off the schedule.")
    comment = _words(_("Comment"), help_text=_("For your colleagues; may be left empty."))

    def make(self, release: Release, **who: Any) -> Outcome:
        return workflow.unschedule(release, comment=self.cleaned_data["comment"], **who)


class Withdraw(Decision):
    move = Move.WITHDRAW
    what_happens = _(
        "This edition and those before it are taken back at once. The address stays and shows a notice with "
        "your reason. A correction that was scheduled is taken off the schedule."
    )
    done = _("%(reference)s is withdrawn.")
    is_grave = True
    needs_confirmation = True
    reason = _words(
        _("Reason, for the public"),
        required=_("Give the reason of the withdrawal; readers will see it."),
    )
    keep_text = forms.ChoiceField(
        label=_("The text"),
        widget=forms.RadioSelect,
        initial="yes",
        choices=[
            ("yes", _("stays readable below the notice")),
            ("no", _("is gone; the notice stands alone")),
        ],
    )

    def make(self, release: Release, **who: Any) -> Outcome:
        return workflow.withdraw(
            release,
            reason=self.cleaned_data["reason"],
            keep_text=self.cleaned_data["keep_text"] == "yes",
            **who,
        )


class Correct(Decision):
    move = Move.CORRECT
    what_happens = _(
        "A draft of the next edition is opened with the text of this one. This one stays public until the "
        "next is approved and its time has come."
    )
    done = _("The next edition of %(reference)s can be written.")
    opens_on = "note"
    note = _words(
        _("What is corrected"),
        help_text=_("Readers see it; it has to be there for the approval at the latest."),
    )
    minor = forms.BooleanField(
        label=_("Minor correction"), required=False, help_text=_("A typing error: nobody is alerted.")
    )

    def make(self, release: Release, **who: Any) -> Outcome:
        return workflow.open_next_edition(
            release, note=self.cleaned_data["note"], minor=self.cleaned_data["minor"], **who
        )


class Translate(Decision):
    move = Move.TRANSLATE
    what_happens = _(
        "A draft in each language that you choose is opened with the text of this one, to be translated."
    )
    done = _("%(reference)s can be translated.")
    language = forms.MultipleChoiceField(
        label=_("Into"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose one of the languages.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = Release.objects.filter(reference__in={release.reference for release in self.releases})
        taken = set(there.values_list("language", flat=True)) if len(self.releases) == 1 else set()
        field: Any = self.fields["language"]
        field.choices = [choice for choice in Language.choices if choice[0] not in taken]

    def make(self, release: Release, **who: Any) -> Outcome:
        """A draft in each of the languages; of several, those that are there already are left alone."""
        wanted = self.cleaned_data["language"]
        there = Release.objects.filter(reference=release.reference).values_list("language", flat=True)
        missing = [language for language in wanted if language not in set(there)] or wanted
        with transaction.atomic():
            drafts = [workflow.open_translation(release, language, **who) for language in missing]
        return drafts[0]


class ConfirmGuesses(Decision):
    move = Move.CONFIRM_GUESSES
    what_happens = _("What the importer guessed counts as right. Compare it with the text as issued first.")
    done = _("What was guessed in %(reference)s is confirmed.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for release in self.releases:
            if guesses := guesses_of(release):
                self.fields[f"right-{release.pk}"] = forms.MultipleChoiceField(
                    label=_("These are right in %(release)s") % {"release": release},
                    widget=forms.CheckboxSelectMultiple,
                    choices=list(guesses.items()),
                    required=False,
                )

    def clean(self) -> dict[str, Any]:
        super().clean()
        cleaned = self.cleaned_data
        if not any(cleaned.values()):
            raise ValidationError(_("Tick what you have compared with the original."), code="required")
        return cleaned

    def make(self, release: Release, **who: Any) -> Outcome:
        name = f"right-{release.pk}"
        if name in self.fields and not self.cleaned_data[name]:
            raise WorkflowError(_("Nothing was ticked for this edition."), code="required")
        return workflow.confirm_guesses(release, self.cleaned_data.get(name, []), **who)


class Delete(Decision):
    move = Move.DELETE
    what_happens = _("It is gone from every list. It can be brought back from the deleted drafts.")
    done = _("The draft of %(reference)s is deleted.")
    is_grave = True

    def make(self, release: Release, **who: Any) -> Outcome:
        return deleted_drafts.delete_draft(release, **who)


# In the order in which buttons and actions are offered. Saving has the form of the text itself, restoring
# the list of what was deleted.
DECISIONS: dict[str, type[Decision]] = {
    decision.move: decision
    for decision in (
        Submit, Approve, SendBack, ForceApprove, Confirm, Unschedule, Correct, Translate, ConfirmGuesses,
        Withdraw, Delete,
    )
}  # fmt: skip
