"""Templates of rows: few lines that a page repeats a hundred times, rendered by Jinja2.

Django looks up every variable anew, which is half of what a list of releases costs; Jinja2 compiles a template
to Python. The files are written in what both languages share, so that whoever can read one can read the other:
`{{ a.b }}`, `{{ a|day }}`, `{{ _("A sentence.") }}`, `{% if %}`, `{% for %}` and comments of one line.
They see what the tag `rows` hands on and nothing else. What they show is escaped as everywhere.
"""

from typing import Any

from django.utils.translation import gettext
from jinja2 import Environment

from pressroom.templatetags import days


class RowEnvironment(Environment):
    """Jinja2 that takes what follows a dot for an item first, as Django does: most of what rows show is a dict."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        return self.getitem(obj, attribute)


def environment(**options: Any) -> Environment:
    """Jinja2 as the setting TEMPLATES wants it, with `_`: a sentence in the active language."""
    made = RowEnvironment(**options)
    made.globals["_"] = gettext
    made.filters.update(days.register.filters)
    return made
