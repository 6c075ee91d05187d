"""Which photos may be shown."""

from datetime import datetime

from releases.models import Photo


def public_photo(token: str, at: datetime) -> Photo | None:
    """The photo of that name, if an edition that uses it is public at `at` (aware)."""
    return Photo.objects.public(at).filter(token=token).first()
