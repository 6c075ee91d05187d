from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _

from releases.database import change_log, immutability


def keep_log_of_changes(using: str, **_others: Any) -> None:
    """The log and its triggers are there, and whoever missed something meanwhile reads everything anew."""
    if "releases_release" in connections[using].introspection.table_names():
        change_log.install(connections[using])
        change_log.note_everything(using)


def stop_log_of_changes(using: str, plan: list, **_others: Any) -> None:
    """Nothing is logged while tables change: SQLite cannot make a table anew that the trigger of another reads."""
    if plan:
        change_log.remove_triggers(connections[using])


class ReleasesConfig(AppConfig):
    name = "releases"
    verbose_name = _("Releases")

    def ready(self) -> None:
        from institutes.catalogue import changes  # noqa: PLC0415 - needs the models
        from institutes.desk import typed_days, word_differences  # noqa: PLC0415 - needs the settings
        from releases import checks  # noqa: F401, PLC0415 - registers itself, and needs the models
        from releases.editorial.difference import difference  # noqa: PLC0415 - with the others
        from releases.search import receivers  # noqa: PLC0415 - needs the models
        from releases.search.typed_day import read_typed_day  # noqa: PLC0415 - needs the models

        typed_days.read_with(read_typed_day)
        word_differences.compare_with(difference)
        receivers.connect(self)
        changes.watch(self.get_model("Event"))
        changes.watch_part(self.get_model("EventName"))
        changes.watch_part(self.get_model("EventText"))
        changes.watch(self.get_model("Series"))

        pre_migrate.connect(stop_log_of_changes, sender=self)
        post_migrate.connect(keep_log_of_changes, sender=self)
        connection_created.connect(immutability.say_refusals)
        pre_migrate.connect(immutability.lift_before_migrate, sender=self)
        post_migrate.connect(immutability.put_after_migrate, sender=self)
