"""The rows that lists show, read by their keys: which of them the public sees is asked again here."""

from datetime import datetime

from django.db.models import DateTimeField, QuerySet

from releases.database.keys import AmongKeys, KeysField
from releases.database.prepared import prepared
from releases.models import Release
from releases.models.release import CARD_FIELDS


@prepared(*CARD_FIELDS, at=DateTimeField(), keys=KeysField())
def cards(at: datetime, keys: list[int]) -> QuerySet[Release]:
    """The releases of `keys` that are public at `at`, with what a row of a list shows, in any order."""
    return Release.objects.public(at).filter(AmongKeys("pk", keys))


@prepared(*CARD_FIELDS, "body_text", at=DateTimeField(), keys=KeysField())
def cards_with_texts(at: datetime, keys: list[int]) -> QuerySet[Release]:
    """The same with the text of each, to show a passage of it."""
    return Release.objects.public(at).filter(AmongKeys("pk", keys))


@prepared("reference", "title", "language", at=DateTimeField(), keys=KeysField())
def titles(at: datetime, keys: list[int]) -> QuerySet[Release]:
    """The same with no more than title and address."""
    return Release.objects.public(at).filter(AmongKeys("pk", keys))
