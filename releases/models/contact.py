"""Whom the press can call: the list that the offices keep, and what each edition says of it."""

import re
from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from institutes.invented import Inventable
from releases.models.release import Release

NOT_DIALLED = re.compile(r"[^\d+]")


class ContactWords(models.Model):
    """A person or an office, and how to reach it."""

    # What an edition says of a contact, and in this order.
    WORDS = ("name", "office", "telephone", "email")

    name = models.CharField(
        pgettext_lazy("of a person", "name"),
        max_length=200,
        blank=True,
        help_text=_("The person, if one is named."),
    )
    office = models.CharField(
        _("office"), max_length=200, blank=True, help_text=_("UN Information Service, Bangkok.")
    )
    telephone = models.CharField(
        _("telephone"),
        max_length=40,
        blank=True,
        validators=[
            RegexValidator(
                r"^\+?[0-9 ()./-]{4,}(?:(?:ext\.?|x) ?[0-9]{1,6})?\Z",
                _("Write the number in digits, with the code of the country: +66 2 288 1866."),
            )
        ],
        help_text=_("With the code of the country: +66 2 288 1866."),
    )
    email = models.EmailField(_("e-mail"), blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.line

    @property
    def line(self) -> str:
        """The contact in one line, as the text of a release prints it."""
        return ", ".join(filter(None, (getattr(self, name) for name in self.WORDS)))

    @property
    def telephone_address(self) -> str:
        """The number as a telephone dials it, an extension after a semicolon (RFC 3966); empty where there is none."""
        number, _x, extension = self.telephone.lower().replace("ext.", "x").replace("ext", "x").partition("x")
        dialled = NOT_DIALLED.sub("", number)
        return f"tel:{dialled};ext={extension.strip()}" if extension else f"tel:{dialled}" if dialled else ""


class Contact(ContactWords, Inventable):
    """A contact of the list, which releases choose from. What is changed here changes no release."""

    is_current = models.BooleanField(
        _("offered"),
        default=True,
        help_text=_("Releases can choose this contact. Untick it for who has left."),
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["office", "name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(name="") | ~models.Q(office=""),
                name="contact_named",
                violation_error_message=_("Name the person or the office."),
            ),
            models.CheckConstraint(
                condition=~models.Q(telephone="") | ~models.Q(email=""),
                name="contact_reachable",
                violation_error_message=_("Give a telephone number or an e-mail address."),
            ),
            models.UniqueConstraint(
                fields=["name", "office", "telephone", "email"],
                name="contact_once",
                violation_error_message=_("This contact is on the list already."),
            ),
        ]


class ReleaseContact(ContactWords):
    """A contact of one edition, in its place, with the words of the list when it was chosen: sealed with it."""

    release = models.ForeignKey(
        Release, verbose_name=_("release"), on_delete=models.CASCADE, related_name="listed_contacts"
    )
    contact = models.ForeignKey(
        Contact, verbose_name=_("contact"), on_delete=models.PROTECT, related_name="uses"
    )
    position = models.PositiveSmallIntegerField(_("position"), default=1)

    class Meta:
        verbose_name = _("contact of the release")
        verbose_name_plural = _("contacts of the release")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["release", "contact"],
                name="releasecontact_once",
                violation_error_message=_("This contact is on the list already."),
            )
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._state.adding and not self.line:
            self.take_words()
        super().save(*args, **kwargs)

    def take_words(self) -> None:
        """The edition says what the list says now."""
        for name in self.WORDS:
            setattr(self, name, getattr(self.contact, name))

    @property
    def is_as_listed(self) -> bool:
        """Whether the list still says what the edition says."""
        return all(getattr(self, name) == getattr(self.contact, name) for name in self.WORDS)
