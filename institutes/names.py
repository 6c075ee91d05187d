"""What institutes and events share: names in several languages, each with the years it was valid."""

from collections.abc import Iterable, Sequence
from typing import Any, Self

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

language_code = RegexValidator(
    r"^[a-z]{2,3}(-[a-z]{2,8})?\Z",
    _("Give a language code in small letters, such as en, fr or zh-hans."),
)


class Wording(str):
    """A text that knows in which language it is, for readers of another.

    `lang` is its language as HTML writes it and `dir` its direction, `ltr` or `rtl`; both are empty where it is in the
    language of the reader.
    """

    __slots__ = ("dir", "lang")
    lang: str
    dir: str

    @classmethod
    def of(cls, text: str, language: str, reader: str | None = None) -> Self:
        """`text` in `language`, for a reader of the language `reader`, that of the page if left out."""
        wording = cls(text)
        if language == (reader or get_language() or "en"):
            wording.lang = wording.dir = ""
        else:
            main, hyphen, script = language.partition("-")
            wording.lang = f"{main}{hyphen}{script.title()}"
            wording.dir = "rtl" if main in settings.LANGUAGES_BIDI else "ltr"
        return wording


class Name(models.Model):
    """One name in one language, official or not, valid between two years (both included, open when empty)."""

    language = models.CharField(
        _("language"),
        max_length=12,
        default="en",
        validators=[language_code],
        help_text=_("Code of the name's language, such as en, fr, it or zh-hans."),
    )
    name = models.CharField(_("name"), max_length=300, help_text=_("In full, as its owner writes it."))
    acronym = models.CharField(_("acronym or short form"), max_length=60, blank=True)
    is_official = models.BooleanField(
        _("official"),
        default=True,
        help_text=_("Clear this for short forms and spellings that are only met in texts."),
    )
    valid_from = models.PositiveSmallIntegerField(
        _("valid from"), null=True, blank=True, help_text=_("First year of the name; empty if always.")
    )
    valid_until = models.PositiveSmallIntegerField(
        _("valid until"), null=True, blank=True, help_text=_("Last year of the name; empty if it still is.")
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.name} ({self.acronym})" if self.acronym else self.name

    def is_valid_in(self, year: int) -> bool:
        """Whether the name was in use in `year`."""
        return (self.valid_from or year) <= year <= (self.valid_until or year)


def years_in_order(label: str) -> models.CheckConstraint:
    """The rule that a name's last year does not come before its first."""
    return models.CheckConstraint(
        condition=models.Q(valid_from__isnull=True)
        | models.Q(valid_until__isnull=True)
        | models.Q(valid_until__gte=models.F("valid_from")),
        name=f"{label}_years_in_order",
        violation_error_message=_("The last year of a name cannot come before its first."),
    )


def choose_name(names: Iterable[Any], *, language: str, year: int | None = None) -> Any | None:
    """The name to show to a reader of `language`: one in use today, or in `year`, official ones first.

    Falls back to English, then to any language; None only when there is no name at all.
    """

    def rank(name: Any) -> tuple[bool, int, bool, int, int]:
        in_use = name.valid_until is None if year is None else name.is_valid_in(year)
        distance = 0 if name.language == language else 1 if name.language == "en" else 2
        return (not in_use, distance, not name.is_official, -(name.valid_from or 0), name.pk or 0)

    return min(names, key=rank, default=None)


class Named:
    """A model that has `names`, and a `slug` for want of any."""

    # What the model has.
    names: Any
    slug: Any
    # The rows of `names`, where whoever fetched this row has fetched them too.
    names_at_hand: Sequence[Any] | None = None

    def chosen_name(self, language: str | None = None, year: int | None = None) -> Any | None:
        """The row of `names` for readers of `language`, the page's own if left out; None when there is none."""
        names = self.names.all() if self.names_at_hand is None else self.names_at_hand
        return choose_name(names, language=language or get_language() or "en", year=year)

    def name_in(self, language: str | None, year: int | None = None) -> Wording:
        """The full name for readers of `language`: today's, or the one valid in `year`."""
        name = self.chosen_name(language, year)
        return (
            Wording.of(name.name, name.language, language) if name else Wording.of(self.slug, "en", language)
        )

    @property
    def name(self) -> Wording:
        """The full name in the page's language, or in another where it has none in that."""
        return self.name_in(None)
