"""Accounts and groups at the editors' desk: Django's own pages, with the lists and forms of the desk."""

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.forms import UserChangeForm
from django.contrib.auth.models import Group, User
from django.utils.translation import gettext_lazy as _

from institutes.desk.admin import DeskAdmin
from institutes.desk.forms import CheckedForm

# Importing Django's module has registered them.
admin.site.unregister([User, Group])


class AccountForm(CheckedForm, UserChangeForm):
    """An account, without its password."""


@admin.register(User)
class AccountAdmin(DeskAdmin, UserAdmin):  # type: ignore[misc]  # the same form, by another signature
    adding = _("New account")
    form = AccountForm
    # The site notes them.
    readonly_fields = ("last_login", "date_joined")
    # Django's two lists beside one another name their parts in a way that nobody hears.
    filter_horizontal = ()


@admin.register(Group)
class AccountGroupAdmin(DeskAdmin, GroupAdmin):
    adding = _("New group")
    filter_horizontal = ()
