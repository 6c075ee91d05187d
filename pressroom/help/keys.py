"""The keys that the desk knows, as the help lists them. What they do is in `static/pressroom/keys.js`."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pressroom.menu import Place


@dataclass(frozen=True, slots=True)
class Key:
    """Keys that are pressed together, or with `then` one after the other, and what they do."""

    together: tuple[str, ...]
    does: str | Promise
    then: str = ""


WITH_CONTROL = (
    Key(("Ctrl", "S"), _("Save the form. It does what the button “Save” does.")),
    Key(
        ("Ctrl", "Enter"),
        _("The next step: submit the draft, open its approval, or press the button of a page that asks."),
    ),
    Key(("Ctrl", "Shift", "Enter"), _("Save the form and show the preview.")),
    Key(("Ctrl", "G"), _("To a field, part or button of the page: type how its name begins.")),
)
SINGLE = (
    Key(("/",), _("To the search box of the page")),
    Key(("J",), _("To the next line of a list")),
    Key(("K",), _("To the line before")),
    Key(("?",), _("This list of keys")),
)
IN_FIELDS = (
    Key(("↓",), _("In the field of a day: open the calendar")),
    Key(("Shift", "Enter"), _("In the text: a new line in the same paragraph")),
    Key(("Ctrl", "B"), _("In the text: bold")),
    Key(("Ctrl", "I"), _("In the text: italic")),
    Key(("Ctrl", "Z"), _("In the text: take back the last change")),
    Key(("←",), _("Above the text: to the tool beside")),
    Key(("↑",), _("In a list of choices: to the one above")),
)


def places_by_key(places: list[Place]) -> list[Key]:
    """The keys that lead to places of the menu: G, and then that of the place."""
    return [Key(("G",), place.label, then=place.key) for place in places if place.key]
