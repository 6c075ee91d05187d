"""What the public page of an edition shows that stands in a form and nowhere else."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from django.db.models import Model

from releases.editorial.typed_edition import TypedEdition
from releases.models import Release, ReleaseAttachment
from releases.models.visibility import public_q
from releases.publication.contents import LISTS
from releases.publication.lookup import Answer, elsewhere_of

if TYPE_CHECKING:
    from releases.publication.contents import WithContents


def answer_for_typed(typed: TypedEdition, at: datetime) -> Answer:
    """What the address of the edition would answer at `at` (aware), were it public as it stands."""
    release: Any = typed.release
    for name, (model, columns) in LISTS.items():
        setattr(release, name, _list(typed, model, columns))
    release.page_attachments = [
        (place, place, use.title, use.language, file.token, file.file_name, file.kind, file.size)
        for place, use in enumerate(typed.rows(ReleaseAttachment))
        for file in [use.attachment]
    ]
    before, after = _neighbours(typed.release, at)
    release.page_previous, release.page_next = before, after
    release.has_photos, release.has_links = bool(typed.photos), bool(typed.links)
    release.is_linked_to = release.has_versions = True
    release.stamped_at = None
    elsewhere = elsewhere_of(typed.release, at)
    others = [version for version in elsewhere if version.is_public(at)]
    return Answer(cast("WithContents", release), others=others, elsewhere=elsewhere)


def _list(typed: TypedEdition, model: type[Model], columns: tuple[str, ...]) -> list[Any]:
    """The rows of one table as the statement of a page lists them; their places stand for their keys."""
    if model is Release.events.through:
        return [event.pk for event in typed.events]
    return [
        [place if column == "pk" else getattr(row, column) for column in columns]
        for place, row in enumerate(typed.rows(model))
    ]


def _neighbours(release: Release, at: datetime) -> tuple[dict[str, str] | None, dict[str, str] | None]:
    """The releases before and after it in its series that are public at `at`."""
    if release.series is None or release.number is None:
        return None, None
    run = Release.objects.filter(public_q(at), series=release.series, language=release.language)
    names = ("reference", "symbol", "title")
    before = run.filter(number__lt=release.number).order_by("-number", "-pk")
    after = run.filter(number__gt=release.number).order_by("number", "pk")
    return before.values(*names).first(), after.values(*names).first()
