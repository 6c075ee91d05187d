"""What editors are told of a symbol while they type it."""

from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.models import User
from django.urls import reverse
from django.utils.translation import gettext as _

from releases.editorial.numbering import (
    offer,
    own_reservation,
    reserved_by_another,
    until_in_words,
)
from releases.editorial.symbol_reading import series_meant, understand
from releases.models import Release, Series
from releases.models.reading_words import in_words
from releases.models.reservation import NumberReservation
from releases.models.series import UnknownSeriesError
from releases.wire.symbols import Symbol, SymbolError


@dataclass(frozen=True, slots=True)
class SymbolReport:
    """How a text is read as a symbol: `message` is a sentence, `is_right` whether it can be saved.

    `symbol` is the canonical spelling, empty where it is none. `taken_by` is the release that has the symbol, with
    `taken_at`, its page at the desk, for those who may see it. `offered` is the symbol that can be taken instead,
    `missing` those that are missing before it. `reserved_for` is who has the number for now; `is_mine` where the
    person who asks has it. `add_series_at` is the page that adds, or proposes, the series that is not there.
    """

    is_right: bool
    message: str
    symbol: str = ""
    series: str = ""
    number: int | None = None
    suffix: str = ""
    reference: str = ""
    taken_by: str = ""
    taken_at: str = ""
    offered: str = ""
    missing: tuple[str, ...] = ()
    reserved_for: str = ""
    is_mine: bool = False
    add_series_at: str = ""


def report_symbol(
    text: str, *, language: str, at: datetime, by: User | None = None, besides: int | None = None
) -> SymbolReport:
    """How `text` is read as a symbol at `at` (aware), and whether it is free in `language`.

    `besides` is the key of the edition that is being written itself. A series alone is answered with its next
    number.
    """
    text = text.strip()
    if not text:
        return SymbolReport(
            is_right=True, message=_("Without a symbol, the address is made of the date and the title.")
        )
    series = series_meant(text, at=at)
    if series is not None:
        return _of_series(series, by, at)
    try:
        symbol = understand(text)
    except SymbolError as error:
        return SymbolReport(is_right=False, message=in_words(str(error)))
    said = _judged(symbol, language, by, at, besides)
    return replace(
        said,
        symbol=symbol.text,
        series=symbol.series.upper(),
        number=symbol.number,
        suffix=symbol.suffix,
        reference=symbol.reference,
    )


def as_json(report: SymbolReport) -> dict[str, Any]:
    """The report as the page asks for it."""
    return asdict(report)


def _of_series(series: Series, by: User | None, at: datetime) -> SymbolReport:
    if by is None:
        return SymbolReport(is_right=False, message=_("Give the number too."), series=series.prefix)
    found = offer(series, by=by, at=at)
    sentence = _("%(series)s is a series: its next free number makes %(symbol)s.")
    message = sentence % {"series": series.prefix, "symbol": found.symbol}
    return SymbolReport(
        is_right=False,
        message=message,
        series=series.prefix,
        offered=found.symbol,
        missing=found.missing,
    )


def _judged(
    symbol: Symbol, language: str, by: User | None, at: datetime, besides: int | None
) -> SymbolReport:
    """What is said of a text that is a symbol."""
    series = Series.objects.with_prefix(symbol.series)
    if series is None:
        return _unknown(symbol, by)
    versions = Release.objects.at_reference(symbol.reference).order_by("-edition", "-pk")
    if besides is not None:
        if versions.filter(pk=besides).exists():
            sentence = _("%(reference)s is the symbol of this release.")
            return SymbolReport(is_right=True, message=sentence % {"reference": symbol.reference})
        versions = versions.exclude(pk=besides)
    taken = versions.filter(language=language).first()
    if taken is not None:
        return _instead(_taken(symbol, taken, by), series, by, at)
    other = reserved_by_another(symbol, by=by, at=at)
    if other is not None:
        return _instead(_reserved(symbol, other), series, by, at)
    return _free(symbol, by, at, versions.first())


def _unknown(symbol: Symbol, by: User | None) -> SymbolReport:
    prefix = symbol.series.upper()
    message = UnknownSeriesError(prefix).messages[0]
    if by is None or not by.has_perm("releases.add_series"):
        return SymbolReport(is_right=False, message=message)
    address = f"{reverse('admin:releases_series_add')}?{urlencode({'prefix': prefix})}"
    return SymbolReport(is_right=False, message=message, add_series_at=address)


def _taken(symbol: Symbol, taken: Release, by: User | None) -> SymbolReport:
    message = _("%(reference)s is taken: there is a release of that symbol in this language.") % {
        "reference": symbol.reference
    }
    if by is None or not by.has_perm("releases.view_release"):
        return SymbolReport(is_right=False, message=message)
    link = reverse("admin:releases_release_change", args=[taken.pk])
    return SymbolReport(is_right=False, message=message, taken_by=str(taken), taken_at=link)


def _reserved(symbol: Symbol, other: NumberReservation) -> SymbolReport:
    name = other.user.get_full_name() or other.user.get_username()
    sentence = _("%(symbol)s is reserved by %(name)s until %(time)s.")
    message = sentence % {"symbol": symbol.text, "name": name, "time": until_in_words(other)}
    return SymbolReport(is_right=False, message=message, reserved_for=name)


def _instead(report: SymbolReport, series: Series, by: User | None, at: datetime) -> SymbolReport:
    """The report with what can be taken in its place."""
    if by is None:
        return report
    found = offer(series, by=by, at=at)
    return replace(report, offered=found.symbol, missing=found.missing)


def _free(symbol: Symbol, by: User | None, at: datetime, version: Release | None) -> SymbolReport:
    values = {"series": symbol.series.upper(), "number": symbol.number, "suffix": symbol.suffix}
    mine = own_reservation(symbol, by=by, at=at)
    if mine is not None:
        sentence = _("%(symbol)s is reserved for you until %(time)s.")
        message = sentence % {"symbol": symbol.text, "time": until_in_words(mine)}
        return SymbolReport(is_right=True, message=message, is_mine=True)
    if version is not None:
        sentence = _("%(symbol)s is there in %(language)s; this is the version in another language.")
        message = sentence % {"symbol": symbol.text, "language": version.get_language_display()}
    elif symbol.suffix:
        message = _("Series %(series)s, number %(number)s, %(suffix)s. The symbol is free.") % values
    else:
        message = _("Series %(series)s, number %(number)s. The symbol is free.") % values
    return SymbolReport(is_right=True, message=message)
