"""The digests of the texts that were published in one month, as `sha256sum -c` reads them."""

from datetime import UTC, datetime

from releases.models import Release
from releases.models.visibility import issued_q, withdrawn_q
from releases.publication.formats.text import file_name

HEAD = """\
# SHA-256 of the texts of press releases published in {month} (UTC), as issued.
# Save them from their .txt addresses under the names below, then: sha256sum -c {month}.txt
"""


def hashes_of(month: datetime, at: datetime) -> str:
    """A line for each edition that went out in `month` (its first second, in UTC) and by `at` (aware).

    Earlier editions are among them. The line of one that was withdrawn is a comment: its text can no longer be
    fetched as it was. Empty where nothing was published.
    """
    ends = month.replace(year=month.year + month.month // 12, month=month.month % 12 + 1)
    rows = Release.objects.filter(
        issued_q(at) | withdrawn_q(at), publish_at__gte=month, publish_at__lt=ends
    ).exclude(issued_sha256="")
    shown = rows.only("reference", "language", "edition", "issued_sha256", "state", "withdrawn_at")
    lines = [_line(release, at) for release in shown.order_by("publish_at", "pk")]
    return HEAD.format(month=f"{month:%Y-%m}") + "".join(lines) if lines else ""


def _line(release: Release, at: datetime) -> str:
    line = f"{release.issued_sha256}  {file_name(release)}"
    if release.withdrawn_at is None or release.withdrawn_at > at:
        return f"{line}\n"
    return f"# {line} (withdrawn on {release.withdrawn_at.astimezone(UTC):%Y-%m-%d})\n"
