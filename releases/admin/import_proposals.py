"""What an imported text names and the catalogue has not becomes part of the catalogue, or a proposal for it."""

from datetime import datetime
from itertools import count
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext as _

from institutes.catalogue import proposals
from institutes.enums import InstituteKind
from institutes.models import Institute, InstituteName
from releases.enums import EventKind
from releases.intake.unknown_names import UnknownName
from releases.models import Event, EventName, Series

_ORDER = {"institute": (Institute, InstituteName, 60), "event": (Event, EventName, 100)}
KINDS = {"institute": InstituteKind.choices, "event": EventKind.choices, "series": []}


def propose(
    unknown: UnknownName,
    *,
    kind: str,
    language: str,
    by: Any,
    at: datetime,
    filename: str = "",
    symbol: str = "",
    comment: str = "",
    is_decided: bool = True,
) -> Institute | Event | Series:
    """The institute, event or series is in the catalogue, proposed where `by` may not decide.

    `kind` is one of KINDS of its thing; `filename`, `symbol` or `comment` is told to whoever decides. Unless
    `is_decided`, it is proposed whoever `by` is. Raises
    ValidationError, which is also a ProposalError, where it is there already or `by` may not.
    """
    comment = comment or _("Named in an imported text: %(file)s") % {"file": filename}
    if symbol:
        comment = _("Named in the text of %(symbol)s") % {"symbol": symbol}
    if unknown.thing == "series":
        series = Series(prefix=unknown.name)
        series.full_clean()
        proposals.save(series, series.save, by=by, at=at, comment=comment)
        return series
    model, names, room = _ORDER[unknown.thing]
    maker: Any = model
    thing: Institute | Event = maker(slug=_free_slug(model, unknown, room), kind=kind)
    thing.full_clean(exclude=["is_proposed"])
    relation = unknown.thing
    name = names(language=language, name=unknown.name[:300], acronym=unknown.acronym[:60])
    name.clean_fields(exclude=[relation])

    def write() -> None:
        thing.save()
        setattr(name, relation, thing)
        name.save()

    proposals.save(thing, write, by=by, at=at, comment=comment, is_decided=is_decided)
    return thing


def _free_slug(model: type[models.Model], unknown: UnknownName, room: int) -> str:
    plain = slugify(unknown.acronym or unknown.name)[: room - 4].strip("-")
    if not plain:
        raise ValidationError(
            _("“%(name)s” gives no address: add it on its own form.") % {"name": unknown.name}, code="slug"
        )
    taken = set(model._default_manager.filter(slug__startswith=plain).values_list("slug", flat=True))
    return next(
        slug for number in count(1) if (slug := plain if number == 1 else f"{plain}-{number}") not in taken
    )


def in_catalogue(unknown: UnknownName) -> Institute | Event | None:
    """The institute or event of that very name, one that is only proposed too."""
    if unknown.thing == "series":
        return None
    model, names, _room = _ORDER[unknown.thing]
    rows: Any = model._default_manager
    found = names._default_manager.filter(name__iexact=unknown.name).order_by("pk").first()
    return rows.get(pk=getattr(found, f"{unknown.thing}_id")) if found else None
