from typing import Any

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class InstitutesConfig(AppConfig):
    name = "institutes"
    verbose_name = _("Institutes")

    def ready(self) -> None:
        from institutes.accounts import languages, sessions  # noqa: PLC0415 - needs the models
        from institutes.catalogue import changes  # noqa: PLC0415 - needs the models

        post_migrate.connect(load_cities, sender=self)
        languages.watch()
        sessions.watch()
        changes.watch(self.get_model("Institute"))
        changes.watch_part(self.get_model("InstituteName"))
        changes.watch_part(self.get_model("InstituteText"))
        changes.watch_part(self.get_model("InstituteLogo"))


def load_cities(*, using: str, apps: Any = apps, **_others: Any) -> None:
    """Receiver of `post_migrate`: the cities that the product brings along are in every database, also a new one.

    Not a migration alone: those that a later version brings come by themselves, and a database that was emptied has
    them again.
    """
    from institutes import places  # noqa: PLC0415 - at the time of a migration, the models are those of `apps`

    try:
        city, name = apps.get_model("institutes", "City"), apps.get_model("institutes", "CityName")
    except LookupError:
        return
    places.load(city, name, using)
