"""Which number of a series comes next, and that no two people write under the same one.

A number is offered, and reserved for a quarter of an hour for the person who takes it. A reservation ends when a
release with that number is saved, when its person gives it back, and by itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from django.conf import settings
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from releases.editorial.clock import place
from releases.editorial.errors import NotPermittedError, WorkflowError
from releases.editorial.symbol_reading import symbol_text
from releases.models import FormerReference, JointSymbol, NumberReservation, Release, Series
from releases.models.reservation import RESERVED_FOR
from releases.wire.symbols import Symbol, SymbolError, parse_symbol

MOST_OF_ONE_PERSON = 5
"""How many numbers one person has reserved at a time; the one that ends first is let go for another."""
# Gaps are looked for among the last numbers only, so that it costs the same however long a series is.
LAST_NUMBERS = 200
MOST_GAPS = 5
_TRIES = 20
LARGEST = 2_147_483_647


@dataclass(frozen=True, slots=True)
class Offer:
    """The next free number of a series as a symbol, and up to MOST_GAPS symbols that are missing before it."""

    series: Series
    symbol: str
    missing: tuple[str, ...] = ()


def offer(series: Series, *, by: User, at: datetime) -> Offer:
    """What can be taken now by `by` (aware `at`). Nothing is reserved by asking."""
    taken = _reserved_by_others(series, by, at)
    last = _last_numbers(series)
    number = next(_free(series, max(last, default=0), taken))
    gaps = [n for n in _gaps(last) if n not in taken and not _is_used(series, n)]
    return Offer(series, symbol_text(series, number), tuple(symbol_text(series, n) for n in gaps[:MOST_GAPS]))


def reserve(
    series: Series, *, by: User, at: datetime, number: int | None = None, all_the_same: bool = False
) -> NumberReservation:
    """`number`, or the next free one, is kept for `by` until RESERVED_FOR after `at` (aware).

    Who has the next number of the series already keeps it, for as long again. A number that a release or another
    person has is not given: the next free one is, unless `all_the_same` takes it from the other person. Raises
    NotPermittedError for those who may not write releases.
    """
    if not by.has_perm("releases.add_release") and not by.has_perm("releases.change_release"):
        raise NotPermittedError(_("You may not write releases."))
    for _try in range(_TRIES):
        try:
            with transaction.atomic():
                return _reserve(series, by, at, number, all_the_same=all_the_same)
        except IntegrityError:
            # SQLite needs no lock and PostgreSQL has one; a database that holds neither still says it here.
            continue
    raise WorkflowError(_("Many people are taking numbers of this series just now. Try again."))


def _reserve(
    series: Series, by: User, at: datetime, number: int | None, *, all_the_same: bool
) -> NumberReservation:
    lock(series)
    NumberReservation.objects.filter(until__lte=at).delete()
    if all_the_same and number is not None:
        NumberReservation.objects.filter(series=series, number=number).delete()
    taken = _reserved_by_others(series, by, at)
    mine = NumberReservation.objects.filter(series=series, user=by)
    if number is None:
        held = next((one.number for one in mine.order_by("number") if not _is_used(series, one.number)), None)
        number = held
    if number is None or not 1 <= number <= LARGEST or number in taken or _is_used(series, number):
        number = next(_free(series, max(_last_numbers(series), default=0), taken))
    # One of a series is enough for one person: who takes another gives the first one back.
    mine.exclude(number=number).delete()
    kept, is_new = mine.get_or_create(
        number=number, defaults={"series": series, "user": by, "until": at + RESERVED_FOR}
    )
    if not is_new:
        kept.until = at + RESERVED_FOR
        kept.save(update_fields=["until"])
    too_many = NumberReservation.objects.filter(user=by).order_by("-until", "-pk")[MOST_OF_ONE_PERSON:]
    NumberReservation.objects.filter(pk__in=[one.pk for one in too_many]).delete()
    return kept


def lock(series: Series) -> None:
    """Nobody else takes a number of the series before the transaction ends."""
    list(Series.objects.filter(pk=series.pk).order_by().select_for_update(no_key=True).values_list("pk"))


def give_back(series: Series, *, by: User) -> None:
    """`by` has no number of the series any more."""
    NumberReservation.objects.filter(series=series, user=by).delete()


def note_saved(release: Release) -> None:
    """A release has the number now: nobody has it reserved."""
    if release.series_id is not None and release.number is not None:
        NumberReservation.objects.filter(series=release.series_id, number=release.number).delete()


def reserved_by_another(symbol: Symbol, *, by: User | None, at: datetime) -> NumberReservation | None:
    """The reservation of somebody else that `symbol` would go against; a suffix makes no number of its own."""
    if symbol.suffix:
        return None
    series = Series.objects.with_prefix(symbol.series)
    found = NumberReservation.objects.alive(at).filter(series=series, number=symbol.number)
    others = found.exclude(user=by) if by is not None else found
    return others.select_related("series", "user").first() if series is not None else None


def own_reservation(symbol: Symbol, *, by: User | None, at: datetime) -> NumberReservation | None:
    """The reservation of `by` for the number of `symbol`."""
    series = Series.objects.with_prefix(symbol.series)
    if by is None or series is None or symbol.suffix:
        return None
    return NumberReservation.objects.alive(at).filter(series=series, number=symbol.number, user=by).first()


def until_in_words(reservation: NumberReservation) -> str:
    """When it ends, on the clock of the site: `14:10 Bangkok`."""
    return f"{timezone.localtime(reservation.until):%H:%M} {place(settings.TIME_ZONE)}"


def _last_numbers(series: Series) -> list[int]:
    """The last numbers of releases in the series, public or not, the highest first."""
    numbers = Release.objects.filter(series=series).order_by("-number").values_list("number", flat=True)
    return [number for number in numbers.distinct()[:LAST_NUMBERS] if number is not None]


def _gaps(last: list[int]) -> list[int]:
    """Up to twice MOST_GAPS numbers missing among the last ones, those nearest to the end first."""
    found = []
    for above, below in pairwise(last):
        for number in range(above - 1, max(below, above - 1 - 2 * MOST_GAPS), -1):
            found.append(number)
            if len(found) >= 2 * MOST_GAPS:
                return found
    return found


def _reserved_by_others(series: Series, by: User, at: datetime) -> set[int]:
    others = NumberReservation.objects.of_others(by, at).filter(series=series)
    return set(others.values_list("number", flat=True))


def _free(series: Series, last: int, taken: set[int]) -> Iterator[int]:
    """Numbers after `last` that nobody has."""
    number = last
    while number < LARGEST:
        number += 1
        if number not in taken and not _is_used(series, number):
            yield number
    raise WorkflowError(_("The numbers of this series are at their end: type the symbol."))


def _is_used(series: Series, number: int) -> bool:
    """Whether a release has the symbol, had it before, or carries it as a joint one."""
    if Release.objects.filter(series=series, number=number).exists():
        return True
    text = symbol_text(series, number)
    try:
        symbol = parse_symbol(text)
    except SymbolError:
        return False
    return (
        JointSymbol.objects.filter(symbol_key=symbol.key).exists()
        or FormerReference.objects.filter(former__lower=symbol.reference.lower()).exists()
    )
