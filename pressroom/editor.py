"""What this site adds to the text editor of the desk; the modules are in `static/pressroom/`."""

from django_prose_editor.config import html_tags
from js_asset import static_lazy

EXTENSIONS = [
    {
        "js": [static_lazy("pressroom/editor.js")],
        "extensions": {"CleanPaste": html_tags([]), "KeepSpaces": html_tags([])},
    }
]
"""The extensions of `editor.js` by their names, with the tags that each brings into a body: none."""
