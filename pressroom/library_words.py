"""Words that libraries show at the desk without having them in each of its languages, or in other words than this site.

Marked here they are in the catalogue of this project, whose translations come before those of the libraries.
"""

from django.utils.translation import gettext_noop as _
from django.utils.translation import pgettext_lazy

WORDS = (
    # Languages in which names can be written, by django.conf.locale.
    _("Central Kurdish (Sorani)"),
    _("Malay"),
    _("Norwegian"),
    _("Norwegian Bokmal"),
    _("Uyghur"),
    # Earlier versions, by django-simple-history.
    _("Changed"),
    _("Created"),
    _("Deleted"),
    _("View %(verbose_name)s"),
    _("View history: %s"),
    # Accounts, by django.contrib.auth.
    _("After you’ve created a user, you’ll be able to edit more user options."),
    _("Disabled"),
    _("Enabled"),
    _("Password-based authentication"),
    _(
        "Whether the user will be able to authenticate using a password or not. If disabled, they may still be able "
        "to authenticate using other backends, such as Single Sign-On or LDAP."
    ),
)
# Tools and dialogs of django-prose-editor, which its script asks for in the browser.
EDITOR_WORDS = (
    _("Add caption"),
    _("Add column"),
    _("Add row"),
    _("Alternative Text"),
    _("blockquote"),
    _("bold"),
    _("Browse..."),
    _("Bullets"),
    _("Cancel"),
    _("Caption"),
    _("Columns"),
    _("Decimal numbers"),
    _("Delete column"),
    _("Delete row"),
    _("Delete table"),
    _("Edit Figure"),
    _("Edit HTML"),
    _("Edit Image"),
    _("Edit Link"),
    _("Heading 2"),
    _("Heading 3"),
    _("horizontal rule"),
    _("Image URL"),
    _("Include header row"),
    _("Insert"),
    _("Insert Figure"),
    _("insert link"),
    _("Insert table"),
    _("Insert Table"),
    _("italic"),
    _("List properties"),
    _("List type"),
    _("Lowercase letters"),
    _("Lowercase Roman numerals"),
    _("Merge cells"),
    _("Open in new window"),
    _("ordered list"),
    _("Paragraph"),
    _("paragraph"),
    _("Prettify"),
    _("redo"),
    _("Remove caption"),
    _("remove link"),
    _("Rows"),
    _("Split cell"),
    _("Start at"),
    _("subscript"),
    _("superscript"),
    _("Table Properties"),
    _("The HTML contents of the editor. Note that the allowed HTML is restricted by the editor schema."),
    _("Title"),
    _("Toggle fullscreen"),
    _("Toggle header cell"),
    _("undo"),
    _("unordered list"),
    _("Update"),
    _("Uppercase letters"),
    _("Uppercase Roman numerals"),
    _("URL"),
)

# Months, which Arabic calls by their two names, and Django by one of them: by themselves, and beside a day. The
# calendar of date fields asks for the first in the browser.
MONTH_WORDS = (
    _("January"),
    _("February"),
    _("March"),
    _("April"),
    _("May"),
    _("June"),
    _("July"),
    _("August"),
    _("September"),
    _("October"),
    _("November"),
    _("December"),
)
MONTH_WORDS_BESIDE_DAYS = (
    pgettext_lazy("alt. month", "January"),
    pgettext_lazy("alt. month", "February"),
    pgettext_lazy("alt. month", "March"),
    pgettext_lazy("alt. month", "April"),
    pgettext_lazy("alt. month", "May"),
    pgettext_lazy("alt. month", "June"),
    pgettext_lazy("alt. month", "July"),
    pgettext_lazy("alt. month", "August"),
    pgettext_lazy("alt. month", "September"),
    pgettext_lazy("alt. month", "October"),
    pgettext_lazy("alt. month", "November"),
    pgettext_lazy("alt. month", "December"),
)
