"""Who may do what: the three groups of a press office and their permissions."""

from collections.abc import Iterator

PRESS_OFFICERS = "Press officers"
EDITORS = "Editors"
CHIEF_EDITORS = "Chief editors"


def _may(app: str, verbs: str, models: str) -> Iterator[tuple[str, str]]:
    return ((app, f"{verb}_{model}") for model in models.split() for verb in verbs.split())


# (app label, codename). Each group has what stands in its own row and in the rows before it.
PERMISSIONS = {
    PRESS_OFFICERS: (
        *_may("releases", "add change view", "release event eventname photo"),
        *_may("releases", "add change view delete", "mention jointsymbol releaselink releasephoto"),
        *_may("releases", "view", "series"),
        *_may("institutes", "view", "institute institutename institutelogo"),
        ("releases", "submit_release"),
    ),
    EDITORS: (
        ("releases", "approve_release"),
        *_may("releases", "delete", "release event eventname photo"),
        *_may("releases", "add change", "series"),
        *_may("institutes", "add change", "institute institutename institutelogo"),
        *_may("institutes", "delete", "institutename institutelogo"),
    ),
    CHIEF_EDITORS: (
        ("releases", "force_approve_release"),
        ("releases", "withdraw_release"),
        *_may("releases", "delete", "series"),
        *_may("institutes", "delete", "institute"),
    ),
}
