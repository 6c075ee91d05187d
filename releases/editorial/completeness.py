"""What an edition still lacks before it can go out."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from institutes.acceptance import proposed_q
from releases.editorial.editions import UNTRANSLATED, origin
from releases.editorial.untranslated import originals, texts_of, untranslated
from releases.enums import Move
from releases.models import JointSymbol, Mention, Release, ReleasePhoto
from releases.models.reading_words import field_label
from releases.wire.characters import is_blank, turned_direction


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is missing: in which field, and a sentence. Not every gap keeps an edition back.

    `link` is the page of the desk where it is mended, empty where that is the form of the edition.
    """

    field: str
    message: str | Promise
    blocks: bool = True
    link: str = ""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What other rows say about a set of editions, read at once for all of them.

    `namesakes`: key → row with `reference`, `language`, `symbol_key`, `previous_id`, for every edition that
    shares a reference or symbol with one of the set, and the editions before it. `joint`: symbol keys with
    the references that carry them as joint symbols. `guessed`: keys of editions with guessed names.
    `undescribed`: keys of editions with a photo that says nothing to those who do not see it, and is meant to.
    `proposed`: key of an edition → the institutes, events and series it refers to that no editor has accepted.
    `originals`: key → text of the versions in other languages that one of the set may be translated from.
    """

    namesakes: dict[int, Any]
    joint: frozenset[tuple[str, str]]
    guessed: frozenset[int]
    undescribed: frozenset[int]
    proposed: dict[int, list[Any]]
    originals: Mapping[int, str]

    @classmethod
    def of(cls, releases: Iterable[Release]) -> "Surroundings":
        """Six queries, one more for translations, and a few where symbols were changed between editions."""
        releases = list(releases)
        pks = [release.pk for release in releases if release.pk is not None]
        mentions = list(
            Mention.objects.filter(Q(is_guess=True) | proposed_q("institute__"), release__in=pks)
            .select_related("institute")
            .prefetch_related("institute__names")
        )
        undescribed = ReleasePhoto.objects.filter(
            release__in=pks, alternative_text="", photo__is_decorative=False
        ).values_list("release", flat=True)
        return cls.of_rows(
            releases,
            guessed=frozenset(mention.release_id for mention in mentions if mention.is_guess),
            undescribed=frozenset(undescribed),
            proposed=_proposed(pks, mentions),
        )

    @classmethod
    def of_rows(
        cls,
        releases: list[Release],
        *,
        guessed: frozenset[int],
        undescribed: frozenset[int],
        proposed: dict[int, list[Any]],
    ) -> "Surroundings":
        """What other releases say of these, saved or not, with what is known of their parts already."""
        keys = {release.symbol_key for release in releases if release.symbol_key}
        joint = JointSymbol.objects.filter(symbol_key__in=keys).values_list(
            "symbol_key", "release__reference"
        )
        wanted = Q(reference__in={release.reference for release in releases}) | Q(symbol_key__in=keys)
        wanted |= Q(pk__in=[release.pk for release in releases if release.pk is not None])
        namesakes = _namesakes(wanted)
        before = (originals(release, namesakes.values()) for release in releases)
        texts = texts_of(key for keys in before for key in keys)
        return cls(namesakes, frozenset(joint), guessed, undescribed, proposed, texts)


def _proposed(pks: list[int], mentions: list[Mention]) -> dict[int, list[Any]]:
    proposed: dict[int, list[Any]] = defaultdict(list)
    for mention in mentions:
        if mention.institute.is_proposed:
            proposed[mention.release_id].append(mention.institute)
    rows = Release.events.through.objects.filter(proposed_q("event__"), release__in=pks)
    for row in rows.select_related("event").prefetch_related("event__names").order_by("pk"):
        proposed[row.release_id].append(row.event)
    for release in Release.objects.filter(proposed_q("series__"), pk__in=pks).select_related("series"):
        proposed[release.pk].append(release.series)
    return proposed


def _namesakes(wanted: Q) -> dict[int, Any]:
    """The rows that are wanted; the editions before them are followed to where they began."""
    rows_by_key: dict[int, Any] = {}
    while True:
        unread = Release.objects.filter(wanted).exclude(pk__in=rows_by_key)
        rows = unread.values_list("pk", "reference", "language", "symbol_key", "previous_id", named=True)
        rows_by_key |= {row.pk: row for row in rows}
        before = {
            row.previous_id for row in rows_by_key.values() if row.previous_id is not None
        } - rows_by_key.keys()
        if not before:
            return rows_by_key
        wanted = Q(pk__in=before)


def completeness(release: Release) -> list[Gap]:
    """What is missing, what keeps the edition back first; empty when it can go out as it is."""
    return gaps_among(release, Surroundings.of([release]))


def gaps_among(release: Release, surroundings: Surroundings) -> list[Gap]:
    """As `completeness`, for one of many editions whose surroundings were read together."""
    gaps = [gap for check in CHECKS for gap in check(release, surroundings)]
    return sorted(gaps, key=lambda gap: not gap.blocks)


def _texts(release: Release, _surroundings: Surroundings) -> Iterator[Gap]:
    if is_blank(release.title):
        yield Gap("title", _("Give the release a title."))
    if is_blank(release.body_text):
        yield Gap("body", _("The release has no text yet."))


def _directions(release: Release, _surroundings: Surroundings) -> Iterator[Gap]:
    """Signs that nobody sees and that show a text in another order than search, feeds and `.txt` have it."""
    for name in ("title", "subtitle", "body_text"):
        turns = filter(None, map(turned_direction, getattr(release, name).split("\n\n")))
        for turned in islice(turns, 1):
            yield Gap(
                name.removesuffix("_text"),
                _(
                    "“%(field)s” has an invisible sign (%(sign)s) that turns the direction of the text and is not "
                    "balanced, between “%(after)s” and “%(before)s”: type these words anew."
                )
                % {
                    "field": field_label(name.removesuffix("_text")),
                    "sign": turned.sign,
                    "after": turned.after,
                    "before": turned.before,
                },
            )


def _symbol(release: Release, surroundings: Surroundings) -> Iterator[Gap]:
    if not release.symbol:
        yield Gap("symbol", _("The release carries no symbol."), blocks=False)
    rows = surroundings.namesakes
    began = origin(rows[release.pk], rows) if release.pk in rows else None
    if any(
        row.language == release.language
        and (row.reference == release.reference or release.symbol_key == row.symbol_key != "")
        and origin(row, rows) != began
        for row in rows.values()
    ):
        yield Gap("symbol", _("Another release in this language has this symbol. Correct one of the two."))
    if any(key == release.symbol_key and ref != release.reference for key, ref in surroundings.joint):
        yield Gap("symbol", _("Another release carries this symbol as a joint one."), blocks=False)


def _dateline(release: Release, _surroundings: Surroundings) -> Iterator[Gap]:
    if not release.dateline_city:
        yield Gap("dateline_city", _("The dateline names no city."), blocks=False)
    if release.dateline_on is None:
        yield Gap("dateline_on", _("The dateline has no date."), blocks=False)


def _correction(release: Release, _surroundings: Surroundings) -> Iterator[Gap]:
    if release.previous_id and not release.correction_note.strip():
        yield Gap("correction_note", _("Say what was corrected; readers see it with the new edition."))


def _guesses(release: Release, surroundings: Surroundings) -> Iterator[Gap]:
    confirming = (
        reverse("admin:releases_release_move", args=[release.pk, Move.CONFIRM_GUESSES]) if release.pk else ""
    )
    for name, reason in release.guesses.items():
        sentence = (
            _("“%(field)s” is still that of the original. Translate it, or confirm that it reads the same.")
            if reason.startswith(UNTRANSLATED)
            else _("“%(field)s” was guessed. Compare it with the original and confirm it.")
        )
        yield Gap(name, sentence % {"field": field_label(name)}, link=confirming)
    if release.pk in surroundings.guessed:
        sentence = _("Some of the institutes named were guessed; confirm them.")
        yield Gap("mentions", sentence, blocks=False, link=confirming)


def _translation(release: Release, surroundings: Surroundings) -> Iterator[Gap]:
    if not surroundings.originals:
        return
    before = originals(release, surroundings.namesakes.values())
    count = untranslated(release.body_text, (surroundings.originals[key] for key in before))
    if count:
        sentence = ngettext(
            "%(count)d paragraph is still that of the original: translate it.",
            "%(count)d paragraphs are still those of the original: translate them.",
            count,
        )
        yield Gap("body", sentence % {"count": count})


def _photos(release: Release, surroundings: Surroundings) -> Iterator[Gap]:
    if release.pk in surroundings.undescribed:
        yield Gap(
            "photos", _("A photo has no alternative text: say what it shows, in the language of the release.")
        )


def _unaccepted(release: Release, surroundings: Surroundings) -> Iterator[Gap]:
    for thing in surroundings.proposed.get(release.pk, ()):
        yield Gap(
            _FIELD_OF[thing._meta.model_name],
            _("“%(name)s” is only proposed. An editor has to accept it first.") % {"name": _named(thing)},
            link=reverse(f"admin:{thing._meta.app_label}_{thing._meta.model_name}_change", args=[thing.pk]),
        )


# What a release refers to → the field that does.
_FIELD_OF = {"institute": "mentions", "event": "events", "series": "symbol"}


def _named(thing: Any) -> str:
    return str(thing.prefix if thing._meta.model_name == "series" else thing.name)


def _suggestions(release: Release, _surroundings: Surroundings) -> Iterator[Gap]:
    names = [one["printed"] for one in release.suggestions if not one["dismissed"]]
    if names:
        sentence = _("The text names %(names)s: add or dismiss what is suggested beside the form.")
        yield Gap("suggestions", sentence % {"names": ", ".join(names)})


CHECKS: tuple[Callable[[Release, Surroundings], Iterator[Gap]], ...] = (
    _texts,
    _directions,
    _symbol,
    _dateline,
    _correction,
    _guesses,
    _translation,
    _suggestions,
    _photos,
    _unaccepted,
)
