from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _


class PressroomConfig(AppConfig):
    name = "pressroom"
    verbose_name = _("Press room")


class DeskConfig(AdminConfig):
    """Django's admin, with the site of this project as the one that everything registers on."""

    default_site = "pressroom.admin_site.Desk"
