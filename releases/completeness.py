"""What an edition still lacks before it can go out."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from releases.editions import Lineage
from releases.models import JointSymbol, Release


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is missing: in which field, and a sentence. Not every gap keeps an edition back."""

    field: str
    message: str | Promise
    blocks: bool = True


def completeness(release: Release) -> list[Gap]:
    """What is missing, what keeps the edition back first; empty when it can go out as it is."""
    gaps = [gap for look in LOOKS for gap in look(release)]
    return sorted(gaps, key=lambda gap: not gap.blocks)


def _texts(release: Release) -> Iterator[Gap]:
    if not release.title.strip():
        yield Gap("title", _("Give the release a title."))
    if not release.body_text.strip():
        yield Gap("body", _("The release has no text yet."))


def _symbol(release: Release) -> Iterator[Gap]:
    if not release.symbol:
        yield Gap("symbol", _("The release carries no symbol."), blocks=False)
    same = Q(reference__iexact=release.reference) | Q(symbol_key=release.symbol_key, symbol__gt="")
    taken = Release.objects.filter(same, language=release.language)
    if release.pk is not None:
        taken = taken.exclude(pk__in=[edition.pk for edition in Lineage.of(release).editions])
    if taken.exists():
        yield Gap("symbol", _("Another release in this language has this symbol. Correct one of the two."))
    joint = JointSymbol.objects.filter(symbol_key=release.symbol_key, symbol_key__gt="")
    if joint.exclude(release__reference__iexact=release.reference).exists():
        yield Gap("symbol", _("Another release carries this symbol as a joint one."), blocks=False)


def _dateline(release: Release) -> Iterator[Gap]:
    if not release.dateline_city:
        yield Gap("dateline_city", _("The dateline names no city."), blocks=False)
    if release.dateline_on is None:
        yield Gap("dateline_on", _("The dateline has no date."), blocks=False)


def _correction(release: Release) -> Iterator[Gap]:
    if release.previous_id and not release.correction_note.strip():
        yield Gap("correction_note", _("Say what was corrected; readers see it with the new edition."))


def _guesses(release: Release) -> Iterator[Gap]:
    for name in release.guesses:
        yield Gap(
            name,
            _("“%(field)s” was guessed. Compare it with the original and confirm it.")
            % {"field": _label(name)},
        )
    if release.pk is not None and release.mentions.filter(is_guess=True).exists():
        yield Gap("mentions", _("Some of the institutes named were guessed; confirm them."), blocks=False)


def _label(name: str) -> str:
    fields = {field.name: field for field in Release._meta.get_fields() if hasattr(field, "verbose_name")}
    return str(fields[name].verbose_name) if name in fields else name


LOOKS: tuple[Callable[[Release], Iterator[Gap]], ...] = (_texts, _symbol, _dateline, _correction, _guesses)
