"""The three groups of a press office, by name; migrations make them and give them their permissions."""

PRESS_OFFICERS = "Press officers"
EDITORS = "Editors"
CHIEF_EDITORS = "Chief editors"
