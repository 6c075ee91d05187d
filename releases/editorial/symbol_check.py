"""What editors are told of a symbol while they type it."""

from typing import Any

from django.utils.translation import gettext as _

from releases.models import Release, Series
from releases.models.series import UnknownSeriesError
from releases.wire.symbols import Symbol, SymbolError, parse_symbol


def report_symbol(text: str, *, language: str, besides: int | None = None) -> dict[str, Any]:
    """How `text` is read as a symbol, and whether it is free in `language`.

    A dict of `is_right`, `message` (a sentence) and, where it is a symbol, `series`, `number`, `suffix` and
    `reference`. `besides` is the key of the edition that is being written itself.
    """
    text = text.strip()
    if not text:
        return {
            "is_right": True,
            "message": _("Without a symbol, the address is made of the date and the title."),
        }
    try:
        symbol = parse_symbol(text)
    except SymbolError as error:
        return {"is_right": False, "message": str(error)}
    problem = _problem(symbol, language, besides)
    return {
        "is_right": not problem,
        "series": symbol.series.upper(),
        "number": symbol.number,
        "suffix": symbol.suffix,
        "reference": symbol.reference,
        "message": problem or _free(symbol),
    }


def _problem(symbol: Symbol, language: str, besides: int | None) -> str:
    if Series.objects.with_prefix(symbol.series) is None:
        return UnknownSeriesError(symbol.series).messages[0]
    taken = Release.objects.at_reference(symbol.reference).filter(language=language)
    if besides is not None:
        own = Release.objects.filter(pk=besides).values_list("reference", flat=True).first()
        if symbol.reference == own:
            return ""
        taken = taken.exclude(pk=besides)
    if taken.exists():
        return _("%(reference)s is taken: there is a release of that symbol in this language.") % {
            "reference": symbol.reference
        }
    return ""


def _free(symbol: Symbol) -> str:
    values = {"series": symbol.series.upper(), "number": symbol.number, "suffix": symbol.suffix}
    if symbol.suffix:
        return _("Series %(series)s, number %(number)s, %(suffix)s. The symbol is free.") % values
    return _("Series %(series)s, number %(number)s. The symbol is free.") % values
