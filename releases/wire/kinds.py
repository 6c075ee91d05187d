"""What kind of release a text is, told from its labels, its meeting lines, its series and its opening."""

import re

from releases.wire.series import NOTE_SERIES
from releases.wire.symbols import Symbol
from releases.wire.vocabulary import KIND_OF_LABEL

_OF_SERIES = {
    NOTE_SERIES: "note_to_correspondents",
    "BIO": "biographical_note",
    "UNIS/BIO": "biographical_note",
    "UNIS/MA": "media_advisory",
    "SG/SM": "statement",
    "DSG/SM": "statement",
    "GA/SM": "statement",
    "SG/T": "press_release",
    "UNIS/SGSM": "statement",
    "OBV": "statement",
}
_TITLE_KINDS = (
    ("round_up", re.compile(r"\bround-?up\b", re.IGNORECASE)),
    (
        "press_briefing",
        re.compile(r"\b(?:press|noon) (?:briefing|conference)\b|conférence de presse", re.IGNORECASE),
    ),
    ("biographical_note", re.compile(r"presents credentials|\bbiographical\b", re.IGNORECASE)),
)
_STATEMENT = re.compile(
    r"(?:the )?following (?:is|are|was|were)? ?(?:the )?(?:text|statement|message|remarks|address"
    r"|security council)|ci-après le texte|следующее заявление",
    re.IGNORECASE,
)
_STRONGEST = (
    "background_release",
    "round_up",
    "note_to_correspondents",
    "biographical_note",
    "media_advisory",
    "press_briefing",
    "statement",
)


def tell_kind(
    labels: list[str], symbols: tuple[Symbol, ...], *, meeting: bool, title: str, opening: str
) -> str:
    """Return the kind: a printed label decides first, then the series, the title and the opening."""
    kinds = {KIND_OF_LABEL[label] for label in map(_plain, labels) if label in KIND_OF_LABEL}
    if "correction" in kinds or any(symbol.suffix.startswith("Corr") for symbol in symbols):
        return "correction"
    for kind in _STRONGEST:
        if kind in kinds:
            return kind
    if symbols and (kind := _OF_SERIES.get(symbols[0].series, "")):
        return kind
    for kind, pattern in _TITLE_KINDS:
        if pattern.search(title[:300]):
            return kind
    if meeting or "meeting_coverage" in kinds:
        return "meeting_coverage"
    return "statement" if _STATEMENT.match(opening[:200]) else "press_release"


def _plain(label: str) -> str:
    return label.rstrip(" :.*").lower()
