import pytest

from releases.wire.header.headline import read_headline
from releases.wire.header.pieces import Piece, PieceKind

GAP, PART = "gap", "part"


def lines_of(*entries):
    """Return pieces and parting lines; `GAP` stands for a blank line, `PART` for something typed between."""
    pieces, parted, gap, part = [], set(), False, False
    for entry in entries:
        if entry in (GAP, PART):
            gap, part = gap or entry == GAP, part or entry == PART
            continue
        pieces.append(Piece(PieceKind.TEXT, entry, len(pieces) + 1, gap))
        if part:
            parted.add(pieces[-1].line)
        gap = part = False
    return pieces, frozenset(parted)


@pytest.mark.parametrize(
    ("entries", "title", "subtitle"),
    [
        (("One Title of Words",), "One Title of Words", ""),
        (
            ("OLD BATTERIES TO BE TAKEN BACK", GAP, "IN FOUR VALLEYS"),
            "OLD BATTERIES TO BE TAKEN BACK IN FOUR VALLEYS",
            "",
        ),
        (
            ("TITLE IN CAPITALS", GAP, "Subtitle in Small Letters"),
            "TITLE IN CAPITALS",
            "Subtitle in Small Letters",
        ),
        (
            ("TITLE IN CAPITALS", "Subtitle in Small Letters"),
            "TITLE IN CAPITALS",
            "Subtitle in Small Letters",
        ),
        (
            ("Agencies Compare Notes on", GAP, "Painting Satellites White"),
            "Agencies Compare Notes on Painting Satellites White",
            "",
        ),
        (
            ("Agencies Compare Notes", GAP, "and hold the ladder"),
            "Agencies Compare Notes and hold the ladder",
            "",
        ),
        (("Agencies Compare Notes", GAP, "Ladder Is Held"), "Agencies Compare Notes", "Ladder Is Held"),
        (
            ("Commission Adopts Nine Resolutions", "and Forgives One", "Members Return Umbrellas"),
            "Commission Adopts Nine Resolutions and Forgives One",
            "Members Return Umbrellas",
        ),
        (("Words of 'the' Title", PART, "WORDS OF “THE”", GAP, "TITLE"), "Words of 'the' Title", ""),
        (
            ("WORDS OF THE TITLE", PART, "WORDS OF THE TITLE", "And Its Subtitle"),
            "WORDS OF THE TITLE",
            "And Its Subtitle",
        ),
        (
            ("WORDS OF THE TITLE", PART, "WORDS OF THE TITLE", PART, "WORDS OF THE TITLE"),
            "WORDS OF THE TITLE",
            "",
        ),
        (
            ("Keepers Count Lamps", PART, "Keepers Count Lamps of Nine Harbours and Miss Three"),
            "Keepers Count Lamps",
            "Keepers Count Lamps of Nine Harbours and Miss Three",
        ),
        ((), "", ""),
    ],
)
def test_title_and_subtitle_are_parted(entries, title, subtitle):
    found = read_headline(*lines_of(*entries))
    assert (found.title, found.subtitle) == (title, subtitle)
