"""Words that libraries show at the desk without having them in each of its languages.

Marked here they are in the catalogue of this project, whose translations come before those of the libraries.
"""

from django.utils.translation import gettext_noop as _

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
