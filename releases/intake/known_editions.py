"""What the database has already of a text that is imported; asked for every file, so the SQL is made once."""

import hashlib
from typing import Any

from django.db.models import CharField, QuerySet

from releases.database.prepared import prepared
from releases.intake.files.source_text import PLAIN
from releases.models import Release

_SWITCHING = frozenset({"iso2022_jp_2", "iso2022_jp", "hz"})
_COMPARED = ("reference", "language", "edition", "state", "title", "version", "as_issued_sha256")


def edition_with_bytes(data: bytes) -> Release | None:
    """The newest edition that was read from exactly this plain text, as `editions_of` has editions.

    Of other files, and of text in encodings that switch, several releases may have the bytes in common.
    """
    found = next(iter(_of_digest(digest=hashlib.sha256(data).hexdigest())), None)
    if found is None or found.as_issued_type != PLAIN or found.as_issued_encoding in _SWITCHING:
        return None
    return found


def editions_of(release: Release) -> list[Release]:
    """Every edition of the release's reference in its language, the newest first."""
    return _editions(reference=release.reference, language=release.language)


@prepared(*_COMPARED, "as_issued_type", "as_issued_encoding", digest=CharField())
def _of_digest(digest: Any) -> QuerySet[Release]:
    return Release.objects.filter(as_issued_sha256=digest).order_by("-edition", "-pk")[:1]


@prepared(*_COMPARED, reference=CharField(), language=CharField())
def _editions(reference: Any, language: Any) -> QuerySet[Release]:
    return Release.objects.filter(reference=reference, language=language).order_by("-edition")
