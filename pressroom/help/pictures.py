"""The pictures of the help: what each shows, and how large it is.

`tests/browser/test_help_pictures.py` makes them anew from the running desk, in each of its languages.
"""

from dataclasses import dataclass
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FOLDER = Path(__file__).resolve().parent.parent / "static/pressroom/help"
ENGLISH = "en"
WIDTH = 1040


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that a page of the help shows, `WIDTH` pixels wide. `shows` is its alternative text."""

    name: str
    shows: str | Promise
    height: int


PICTURES = {
    picture.name: picture
    for picture in (
        Picture(
            "home",
            _("The home page: a text that was returned with its comment, and one that waits for approval."),
            560,
        ),
        Picture(
            "write",
            _("The form of a release with its first fields filled in, and what is still missing."),
            620,
        ),
        Picture(
            "import", _("A text that was read, with the original beside it and guessed values marked."), 620
        ),
        Picture("dates", _("A planned day, time and zone on the form of a release."), 300),
        Picture("symbol", _("The field of the symbol: the next free number is offered below it."), 300),
        Picture(
            "photos", _("A photo on the form, with its small picture, alternative text and caption."), 360
        ),
        Picture(
            "proposal",
            _("A proposal: the words before and after, and the buttons to accept or decline it."),
            400,
        ),
        Picture(
            "approve",
            _("The page of the approval: nothing is missing, and the time is chosen."),
            700,
        ),
        Picture("together", _("A set of releases in two languages that go out at one second."), 520),
        Picture("translate", _("The French text beside the English original, paragraph by paragraph."), 720),
        Picture(
            "reviewer", _("What a reviewer without an account answered, above the form of the draft."), 420
        ),
        Picture("find", _("The list of releases with its views and an open filter."), 600),
        Picture(
            "account", _("The page of the second factor: a passkey or an app for codes is added here."), 300
        ),
    )
}


def language_of(name: str, language: str) -> str:
    """The language whose picture is shown to a reader of `language`: English where there is none in theirs."""
    return language if (FOLDER / language / f"{name}.webp").exists() else ENGLISH
