"""The photo that goes with a release in a list: its first."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import DateTimeField, QuerySet

from releases.database.keys import AmongKeys, KeysField
from releases.database.prepared import prepared
from releases.models import ReleasePhoto


def lead_photos(keys: Sequence[int], at: datetime) -> dict[int, ReleasePhoto]:
    """The first photo of each of these releases that is served to the public at `at`, by the key of the release."""
    first: dict[int, ReleasePhoto] = {}
    for use in _photos(keys=list(keys), at=at) if keys else ():
        first.setdefault(use.release_id, use)
    return first


@prepared("photo", "release_id", "position", "alternative_text", at=DateTimeField(), keys=KeysField())
def _photos(at: Any, keys: Any) -> QuerySet[ReleasePhoto]:
    return ReleasePhoto.objects.public(at).filter(AmongKeys("release_id", keys)).order_by("position", "pk")
