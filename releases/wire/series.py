"""Series of press releases of the United Nations: what the letters of their symbols stand for."""

import re

from releases.wire.lines import words

NOTE_SERIES = "Note"

ENGLISH_TO_FRENCH_SERIES = {
    "SC": "CS",
    "GA": "AG",
    "GA/DIS": "AG/DSI",
    "GA/EF": "AG/EF",
    "GA/SHC": "AG/SHC",
    "GA/SPD": "CPSD",
    "GA/AB": "AG/AB",
    "GA/L": "AG/J",
    "GA/PAL": "AG/PAL",
    "DC": "CD",
    "PBC": "CCP",
}
"""French coverage at Headquarters renames the body; the numbers of the two series run apart."""

FRENCH_TO_ENGLISH_SERIES = {french: english for english, french in ENGLISH_TO_FRENCH_SERIES.items()}

KNOWN_SERIES = frozenset(
    words("""
    SC GA GA/DIS GA/EF GA/SHC GA/SPD GA/AB GA/L GA/PAL GA/SM ECOSOC SOC SOC/CP SOC/NAR ENV/DEV WOM L/T L/TR DC
    AFR IK SAG REC ESCAP SG/SM SG/T SG/A SG DSG/SM DSG/T DSG/A BIO OBV PI PAL ORG PKO IHA AIDS WFP UNEP OS RD
    HR HR/CN HR/CT HR/SC HR/NONE NGO POP DEV SEA HAB TAD PBC WSSD ICEF ICJ UNDP CD CS AG CPSD CCP BKK/CP
    """)
) | frozenset(FRENCH_TO_ENGLISH_SERIES)
"""Series that stand for a press release even in running text; `UNIS/…` and `…/CP` always do."""


def is_known_series(series: str) -> bool:
    """Whether `series` stands for press releases without the words “Press Release” before it."""
    letters = re.sub(r"/\d+\Z", "", series)
    return (
        letters in KNOWN_SERIES
        or letters.startswith("UNIS/")
        or letters.endswith("/CP")
        or letters == NOTE_SERIES
    )
