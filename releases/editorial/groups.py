"""The three groups of a press office, by name; migrations make them and give them their permissions.

The names are shown translated; groups that somebody adds keep the name that they have.
"""

from django.utils.translation import gettext_noop as _

PRESS_OFFICERS = _("Press officers")
EDITORS = _("Editors")
CHIEF_EDITORS = _("Chief editors")
