"""What editors fill in about releases and events."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from institutes.forms import CheckedForm, PictureForm
from releases.enums import ReleaseState
from releases.models import Event, EventName, JointSymbol, Photo, ReleaseLink
from releases.prose import plain_text
from releases.wire.symbols import SymbolError, compact, parse_symbol


class ReleaseForm(CheckedForm):
    """One edition. The symbol is split as it is typed, and again when it is saved."""

    blame = {"release_edition_once": "symbol", "release_one_open_edition": "symbol"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "symbol" in self.fields:
            self.fields["symbol"].widget.attrs |= {
                "data-symbol-report": reverse("admin:releases_release_symbol"),
                "data-besides": self.instance.pk or "",
                "autocomplete": "off",
                "dir": "ltr",
                "spellcheck": "false",
            }
        if "publish_at" in self.fields:
            day, time = self.fields["publish_at"].widget.widgets
            day.attrs["aria-label"] = _("Public from: day")
            time.attrs["aria-label"] = _("Public from: time")
        if "state" in self.fields and self.instance.state != ReleaseState.WITHDRAWN:
            self.fields["state"].choices = [
                choice for choice in ReleaseState.choices if choice[0] != ReleaseState.WITHDRAWN
            ]

    def clean_body(self) -> str:
        """The text. An editor left empty still sends a paragraph with nothing in it."""
        if not plain_text(self.cleaned_data["body"]):
            raise ValidationError(_("Give the text of the release."), code="required")
        return self.cleaned_data["body"]


def _known_symbol(text: str) -> str:
    try:
        parse_symbol(text)
    except SymbolError as error:
        raise ValidationError(str(error), code="no_symbol") from error
    return text.strip()


class JointSymbolForm(CheckedForm):
    """A further symbol, with the key by which it is found."""

    class Meta:
        model = JointSymbol
        fields = ["symbol", "position"]

    def clean_symbol(self) -> str:
        symbol = _known_symbol(self.cleaned_data["symbol"])
        self.instance.symbol_key = compact(symbol)
        return symbol


class ReleaseLinkForm(CheckedForm):
    """What the edition says of another release, which need not be here yet."""

    class Meta:
        model = ReleaseLink
        fields = ["kind", "reference"]

    def clean_reference(self) -> str:
        """A symbol in its canonical spelling, or a date and name as they are."""
        reference = self.cleaned_data["reference"].strip()
        try:
            return parse_symbol(reference).reference
        except SymbolError:
            if reference[:4].isdigit():
                return reference
            raise ValidationError(
                _("Give the symbol of the other release, such as BKK/CP/14, or its date and name."),
                code="no_reference",
            ) from None


class PhotoForm(PictureForm):
    class Meta:
        model = Photo
        fields = ["alternative_text", "is_decorative", "language", "caption", "credit"]


class PartForm(CheckedForm):
    """A workshop or meeting of a congress, with its name in the language of the page."""

    name = forms.CharField(label=_("name"), max_length=300)

    class Meta:
        model = Event
        fields = ["slug", "kind", "number", "starts_on", "ends_on", "status"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            # Names of a part that is there already are kept on its own page, in every language.
            self.fields["name"].disabled = True
            self.fields["name"].required = False
            self.initial["name"] = self.instance.name

    def save(self, commit: bool = True) -> Event:  # noqa: FBT001, FBT002 - Django's signature
        is_new = self.instance.pk is None
        event = super().save(commit)
        if is_new:
            name = EventName(language=get_language() or "en", name=self.cleaned_data["name"])
            self.save_name = lambda: event.names.add(name, bulk=False)
        return event
