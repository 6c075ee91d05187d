"""The words of the field that are choices: languages, kinds of institute, how exact a date is."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Language(TextChoices):
    """The languages releases are issued in: the six official ones and German, which Vienna issues in too."""

    ENGLISH = "en", "English"
    FRENCH = "fr", "Français"
    SPANISH = "es", "Español"
    RUSSIAN = "ru", "Русский"
    ARABIC = "ar", "العربية"
    CHINESE = "zh-hans", "中文"
    GERMAN = "de", "Deutsch"

    @property
    def html_code(self) -> str:
        """The code as BCP 47 and HTML write it: zh-Hans."""
        main, _hyphen, script = self.value.partition("-")
        return f"{main}-{script.title()}" if script else main


class InstituteKind(TextChoices):
    """How an institute stands to the United Nations."""

    UN_OFFICE = "un_office", _("United Nations office")
    INTERREGIONAL = "interregional", _("United Nations interregional institute")
    REGIONAL = "regional", _("Regional institute affiliated with the United Nations")
    ASSOCIATED = "associated", _("Associated institute")


class DatePrecision(TextChoices):
    """How much of a date its source gives."""

    DAY = "day", _("Day")
    MONTH = "month", _("Month")
    YEAR = "year", _("Year")


class ProposalState(TextChoices):
    """What became of a proposal."""

    WAITING = "waiting", _("Waiting")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
