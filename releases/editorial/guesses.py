"""What the importer guessed in an edition, each with what it made of it and where that stands in the original."""

import re
from datetime import date
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from institutes import days
from releases.models import Release
from releases.models.prose import plain_text
from releases.models.reading_words import field_label, in_words

MOST_LETTERS = 160


def guesses_of(release: Release) -> dict[str, str]:
    """field → its name, its value, why it was guessed and the line of the original that has it.

    `mentions` stands for the names of institutes that were guessed, all of which are named. Empty where there
    is nothing to confirm.
    """
    lines = _lines(release) if release.guesses else []
    reasons = {}
    for name, reason in release.guesses.items():
        value = release.as_issued_encoding if name == "encoding" else getattr(release, name, "")
        shown = _("%(field)s: “%(value)s”") % {"field": field_label(name), "value": _shown(name, value)}
        said = [shown, in_words(str(reason))]
        if line := _line_with(value, lines):
            said.append(_("in the original: “%(line)s”") % {"line": Truncator(line).chars(MOST_LETTERS)})
        reasons[name] = " · ".join(said)
    guessed = release.mentions.filter(is_guess=True).select_related("institute")
    names = [mention.name_as_printed or str(mention.institute) for mention in guessed]
    if names:
        reasons["mentions"] = _("the institutes that the text names: %(names)s") % {"names": "; ".join(names)}
    return reasons


def still_guessed(release: Release, row: Release) -> dict[str, str]:
    """What was guessed in `row` and stands in `release` as it does there: a field that was changed is no guess."""
    return {
        name: why
        for name, why in row.guesses.items()
        if getattr(release, name, None) == getattr(row, name, None)
    }


def _shown(name: str, value: Any) -> str:
    if isinstance(value, date):
        return days.day(value)
    return Truncator(plain_text(value) if name == "body" else str(value or "")).chars(MOST_LETTERS)


def _lines(release: Release) -> list[str]:
    text = bytes(release.as_issued or b"").decode(release.as_issued_encoding or "utf-8", errors="replace")
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def _line_with(value: Any, lines: list[str]) -> str:
    """The first line that has the value, a date as its day and the beginning of its month; empty where none has."""
    if isinstance(value, date):
        pattern = rf"\b0?{value.day}\b.*{value:%b}|{value:%b}\w*\.? 0?{value.day}\b"
    elif isinstance(value, str) and value.strip():
        pattern = re.escape(" ".join(value.split())[:40])
    else:
        return ""
    return next((line for line in lines if re.search(pattern, line, re.IGNORECASE)), "")
