"""Which photos may be shown, and for how long a copy may be kept."""

from datetime import datetime, timedelta

from releases.models import Photo, Release

# How long a copy may outlive a withdrawal in caches that cannot be told.
LONGEST_COPY = timedelta(minutes=5)


def public_photo(token: str, at: datetime) -> Photo | None:
    """The photo of that name, if an edition that uses it is public at `at` (aware)."""
    return Photo.objects.public(at).filter(token=token).first()


def time_to_keep(photo: Photo, at: datetime) -> timedelta:
    """How long a copy made at `at` may be kept: five minutes at the most, none if private."""
    editions = Release.objects.public(at).filter(photos__photo=photo)
    ends = [
        min((end for end in times if end is not None), default=at + LONGEST_COPY)
        for times in editions.values_list("superseded_at", "withdrawn_at")
    ]
    return min(max(ends, default=at) - at, LONGEST_COPY)
