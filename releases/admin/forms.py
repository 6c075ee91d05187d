"""What editors fill in about releases and events."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from institutes.desk.forms import CheckedForm, NamedForm, PictureField, PictureForm
from institutes.pictures.files import Picture
from releases.admin.moment_field import MomentField
from releases.admin.numbering import canonical_symbol, refuse_reserved
from releases.admin.placing import PlacedForm
from releases.editorial.clock import zone_of, zones_of
from releases.editorial.errors import StaleError, WorkflowError
from releases.editorial.locking import LockedMove
from releases.editorial.symbol_check import report_symbol
from releases.editorial.symbol_reading import understand
from releases.editorial.workflow import check_save
from releases.models import Event, EventName, JointSymbol, Photo, ReleaseLink, ReleasePhoto, prose
from releases.models.nesting import DEEPEST, NestingError, bounded
from releases.models.reading_words import in_words
from releases.wire.characters import is_blank
from releases.wire.symbols import Symbol, SymbolError


class ReleaseForm(CheckedForm):
    """One edition. The symbol is split as it is typed, and again when it is saved.

    `by` and `at` say who saves it and when; `version` comes back with the form and says which edition they
    saw. Where it was saved or moved since, the form is refused with everything that was typed still in it, and
    is saved when it is sent once more.
    """

    blame = {"release_edition_once": "symbol", "release_one_open_edition": "symbol"}
    by: User
    at: datetime
    normal = {"body": prose.sanitise}
    as_words = {"body": prose.plain_text}
    # What the check of a form without errors has locked, for the save that follows.
    checked: LockedMove | None = None

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    publish_at = MomentField(
        label=_("Planned for"),
        required=False,
        help_text=_("Embargo: the approval proposes this time. Empty if the release goes out once approved."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "symbol" in self.fields:
            self.fields["symbol"].widget.attrs |= {
                "data-symbol-report": reverse("admin:releases_release_symbol"),
                "data-take-number": reverse("admin:releases_release_take_number"),
                "data-besides": self.instance.pk or "",
                "autocomplete": "off",
                "dir": "ltr",
                "spellcheck": "false",
            }
            self.fields["symbol"].widget.attrs["aria-describedby"] = "id_symbol_report"
        if "body" in self.fields:
            self.fields["body"].widget.attrs |= {
                "data-left-out": reverse("admin:releases_release_left_out"),
                "data-left-out-otherwise": _(
                    "Deletions, comments, hidden passages or pictures were left out."
                ),
            }
        self.initial["version"] = self.instance.version
        if "publish_at" in self.fields:
            planned: Any = self.fields["publish_at"]
            planned.offer(zones_of([self.instance]), chosen=zone_of(self.instance.dateline_city))

    def clean_symbol(self) -> str:
        """The symbol in its canonical spelling, of a number that nobody else has reserved."""
        symbol = canonical_symbol(self.cleaned_data["symbol"], by=self.by, at=self.at)
        if symbol and (self.instance._state.adding or symbol != self.initial.get("symbol")):
            refuse_reserved(symbol, by=self.by, at=self.at)
        return symbol

    def clean_body(self) -> str:
        """The text. An editor left empty still sends a paragraph with nothing in it."""
        try:
            body = bounded(self.cleaned_data["body"])
        except NestingError as error:
            message = _("The text has more than %(most)d elements within one another: paste its words alone.")
            raise ValidationError(message, code="nested", params={"most": DEEPEST}) from error
        if is_blank(prose.plain_text(body)):
            raise ValidationError(_("Give the text of the release."), code="required")
        return body

    def clean_title(self) -> str:
        """A title that can be seen: spaces without width are none."""
        if is_blank(self.cleaned_data["title"]):
            raise ValidationError(_("Give the release a title that can be seen."), code="required")
        return self.cleaned_data["title"]

    def clean_subtitle(self) -> str:
        return "" if is_blank(self.cleaned_data["subtitle"]) else self.cleaned_data["subtitle"]

    def full_clean(self) -> None:
        """As for every form; and the edition can be saved by this person now, and is the one that they saw."""
        super().full_clean()
        if self.is_bound and "symbol" in self.errors:
            self._explain_symbol()
        if not self.is_bound or self.instance._state.adding:
            return
        seen = self.cleaned_data.get("version")
        try:
            # A form without a version is refused as stale.
            self.checked = check_save(
                self.instance, by=self.by, at=self.at, seen=-1 if seen is None else seen
            )
        except StaleError as error:
            self.add_error(None, error.messages)
            if error.current is not None:
                data: Any = self.data.copy()  # type: ignore[attr-defined]  # what was sent: a QueryDict
                data[self.add_prefix("version")] = error.current.version
                self.data = data
        except WorkflowError as error:
            self.add_error(None, error.messages)

    def _explain_symbol(self) -> None:
        """The field says what can be taken instead, and who has the symbol."""
        widget: Any = self.fields["symbol"].widget
        widget.report = report_symbol(
            self.data.get(self.add_prefix("symbol"), ""),
            language=self.data.get(self.add_prefix("language"), ""),
            by=self.by,
            at=self.at,
            besides=self.instance.pk,
        )


def _known_symbol(text: str) -> Symbol:
    try:
        return understand(text)
    except SymbolError as error:
        raise ValidationError(in_words(str(error)), code="no_symbol") from error


class JointSymbolForm(CheckedForm):
    """A further symbol, with the key by which it is found."""

    class Meta:
        model = JointSymbol
        fields = ["symbol", "position"]

    def clean_symbol(self) -> str:
        symbol = _known_symbol(self.cleaned_data["symbol"])
        self.instance.symbol_key = symbol.key
        return symbol.text


class ReleaseLinkForm(CheckedForm):
    """What the edition says of another release, which need not be here yet."""

    class Meta:
        model = ReleaseLink
        fields = ["kind", "reference"]

    def clean_reference(self) -> str:
        """A symbol in its canonical spelling, or a date and name as they are."""
        reference = self.cleaned_data["reference"].strip()
        try:
            return understand(reference).reference
        except SymbolError:
            if reference[:4].isdigit():
                return reference
            raise ValidationError(
                _("Give the symbol of the other release, such as BKK/CP/14, or its date and name."),
                code="no_reference",
            ) from None


class ReleasePhotoForm(PlacedForm):
    """A photo of the edition, with its words here. Another photo in the same row brings its own.

    In a new row a file can be chosen instead: it becomes a photo, whose words are those typed in the row. Only
    where `may_upload`.
    """

    may_upload = False

    upload = PictureField(label=_("or a new picture"), required=False)

    class Meta:
        model = ReleasePhoto
        fields = ["photo", "position", *ReleasePhoto.WORDS]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.may_upload:
            del self.fields["upload"]
        elif self.instance._state.adding:
            # One of the two: `clean` asks for it.
            self.fields["photo"].required = False
        else:
            self.fields["upload"].disabled = True
            # A cell of its own all the same, so that the columns stand below their heads.
            self.fields["upload"].widget.attrs["hidden"] = True

    def clean(self) -> dict[str, Any] | None:
        """A new row has a photo from the list or a file, and a file comes with words that say what it shows."""
        cleaned = super().clean()
        if not self.may_upload or not self.instance._state.adding:
            return cleaned
        is_wrong = bool({"photo", "upload"} & self.errors.keys())
        photo, picture = (self.cleaned_data.get(name) for name in ("photo", "upload"))
        if photo is not None and picture is not None:
            self.add_error("upload", _("Choose a photo from the list or a new picture, not both."))
        elif photo is None and picture is None and not is_wrong:
            self.add_error("photo", _("Choose a photo from the list, or a new picture."))
        elif picture is not None:
            self._check_picture(picture)
        return cleaned

    def _check_picture(self, picture: Picture) -> None:
        if is_blank(self.cleaned_data.get("alternative_text", "")) and "alternative_text" not in self.errors:
            self.add_error("alternative_text", _("Say what the new picture shows, in a sentence."))
        if any(not self.says_the_same(use) for use in uses_of(self.instance.release_id, picture)):
            self.add_error("upload", _("This photo is on the list already."))

    def says_the_same(self, use: ReleasePhoto) -> bool:
        """Whether the words typed in the row are those of `use`."""
        return all(getattr(use, name) == self.cleaned_data.get(name) for name in ReleasePhoto.WORDS)

    def save(self, commit: bool = True) -> ReleasePhoto:  # noqa: FBT001, FBT002 - Django's signature
        """The row, with its photo stored first: a row without its photo would be worse than a photo without a row."""
        use: ReleasePhoto = self.instance
        picture: Picture | None = self.cleaned_data.get("upload")
        if picture is not None and use._state.adding:
            use.photo = self._photo_of(picture)
        elif "photo" in self.changed_data and not use._state.adding:
            for name in set(ReleasePhoto.WORDS) - set(self.changed_data):
                setattr(use, name, "")
            use.take_words()
        return super().save(commit)

    def _photo_of(self, picture: Picture) -> Photo:
        words = {name: self.cleaned_data[name] for name in ReleasePhoto.WORDS}
        photo = Photo(language=self.instance.release.language, **words)
        photo.take(picture)
        photo.save()
        return photo


def uses_of(release: int | None, picture: Picture) -> QuerySet[ReleasePhoto]:
    """The rows of that edition that have this very picture."""
    return ReleasePhoto.objects.filter(release=release, photo__sha256=picture.sha256)


class PhotoForm(PictureForm):
    class Meta:
        model = Photo
        fields = ["alternative_text", "is_decorative", "language", "caption", "credit", "focal_x", "focal_y"]


class EventForm(NamedForm):
    """An event. One day is enough for what lasts a day."""

    def clean(self) -> dict[str, Any] | None:
        """The last day is the first where only that is given."""
        cleaned = super().clean()
        if self.cleaned_data.get("starts_on") and "ends_on" in self.cleaned_data:
            self.cleaned_data["ends_on"] = self.cleaned_data["ends_on"] or self.cleaned_data["starts_on"]
        return cleaned


class PartForm(EventForm):
    """A new workshop or meeting of a congress, with its name in the language of the page."""

    name = forms.CharField(label=_("name"), max_length=300)

    class Meta:
        model = Event
        fields = ["slug", "kind", "number", "starts_on", "ends_on", "status"]

    def first_names(self) -> list[str]:
        return [self.data.get(self.add_prefix("name"), "")]

    def save(self, commit: bool = True) -> Event:  # noqa: FBT001, FBT002 - Django's signature
        event = super().save(commit)
        name = EventName(language=get_language() or "en", name=self.cleaned_data["name"])
        self.save_name = lambda: event.names.add(name, bulk=False)
        return event
