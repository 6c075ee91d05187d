from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InstitutesConfig(AppConfig):
    name = "institutes"
    verbose_name = _("Institutes")

    def ready(self) -> None:
        from institutes.accounts import languages, sessions  # noqa: PLC0415 - needs the models
        from institutes.catalogue import changes  # noqa: PLC0415 - needs the models

        languages.watch()
        sessions.watch()
        changes.watch(self.get_model("Institute"))
        changes.watch_part(self.get_model("InstituteName"))
        changes.watch_part(self.get_model("InstituteText"))
        changes.watch_part(self.get_model("InstituteLogo"))
