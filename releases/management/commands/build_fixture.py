"""Make the fixture of UN press release BKK/CP/14 from its text."""

import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Field, Model
from django.utils.encoding import is_protected_type

from institutes.models import Institute
from releases.editorial.issued_text import freeze
from releases.enums import ReleaseState
from releases.intake.importer import read_bytes
from releases.intake.known_names import catalogue_rows
from releases.intake.outcomes import OutcomeKind
from releases.intake.recognition import Findings, catalogue
from releases.models import Event, Mention, Release, Series, prose
from releases.wire.symbols import compact

TEXT = "BKK-CP-14.txt"
FIXTURE = "bkk-cp-14.json"
CONGRESS = "crime-congress-11"
PUBLISHED = datetime(2005, 4, 21, tzinfo=UTC)
# The symbol's prefix and the dateline are all the document says of its series: an office in Bangkok, a congress on
# crime prevention.
SERIES = {
    "title": "Crime prevention: coverage of the Eleventh Congress",
    "office": "UN Information Service, Bangkok",
}

Row = dict[str, Any]


class Command(BaseCommand):
    help = f"Makes fixtures/{FIXTURE} from fixtures/{TEXT} and the rows of the catalogue that the text names."

    def handle(self, *args: Any, **options: Any) -> None:
        folder = settings.BASE_DIR / "fixtures"
        (folder / FIXTURE).write_text(build(folder / TEXT), encoding="utf-8")
        self.stdout.write(f"Wrote fixtures/{FIXTURE}.")


def build(path: Path) -> str:
    """The fixture as JSON text, the same for the same text and catalogue; the database is not asked.

    Raises CommandError when the text cannot be read or names something that is not in the catalogue.
    """
    outcome = read_bytes(path.read_bytes(), filename=path.name, by=None, at=PUBLISHED, names=catalogue())
    release = outcome.release
    if release is None or outcome.kind is OutcomeKind.FAILED:
        raise CommandError(f"{path} cannot be read: {outcome.message}")
    findings = outcome.findings
    if release.series is None:
        raise CommandError(f"{path} has no symbol that belongs to a series.")
    series = Series(prefix=release.series.prefix, event=Event(slug=CONGRESS), **SERIES)
    series.letters = compact(series.prefix)
    release.series = series
    row = _row(_issued(release))
    row["fields"]["events"] = [[one.slug] for one in findings.events]
    rows = [*_catalogue_rows(findings), _row(series), row, *map(_row, _mentions(release, findings))]
    return json.dumps(rows, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2) + "\n"


def _catalogue_rows(findings: Findings) -> list[Row]:
    """The catalogue's own rows of what the text names, so that the two fixtures agree whichever is loaded last."""
    slugs = {one.slug for one in findings.institutes} | {one.slug for one in findings.events}
    return [row for row in catalogue_rows() if slugs & _slugs_of(row["fields"])]


def _slugs_of(fields: Row) -> set[str]:
    return {fields["slug"]} if "slug" in fields else set(fields.get("institute") or fields["event"])


def _issued(release: Release) -> Release:
    """The release as approved on the day of its text, with what `save` would have derived."""
    release.body_text = prose.plain_text(release.body)
    release.summary = prose.summary(release.body_text)
    release.as_issued_sha256 = hashlib.sha256(release.as_issued or b"").hexdigest()
    freeze(release)
    release.state, release.publish_at = ReleaseState.APPROVED, PUBLISHED
    release.created_at = release.modified_at = PUBLISHED
    # Approved is read and confirmed: nothing on it is a guess any more.
    release.guesses = {}
    return release


def _mentions(release: Release, findings: Findings) -> list[Mention]:
    return [
        Mention(
            release=release,
            institute=Institute(slug=one.slug),
            role=one.role,
            name_as_printed=one.printed,
        )
        for one in findings.institutes
    ]


def _row(instance: Model) -> Row:
    """A row as loaddata reads it, with natural keys in place of primary keys."""
    fields = {
        field.name: _value(field, instance) for field in instance._meta.local_fields if not field.primary_key
    }
    return {"model": instance._meta.label_lower, "fields": fields}


def _value(field: Field, instance: Model) -> Any:
    if field.is_relation:
        related = getattr(instance, field.name)
        return None if related is None else list(related.natural_key())
    value = field.value_from_object(instance)
    return value if is_protected_type(value) else field.value_to_string(instance)
