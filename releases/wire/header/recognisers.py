"""The header of a release as a bag of typed pieces, in whatever order its layout prints them.

Each line goes through `WHOLE`, a table of recognisers for lines that are one thing; what none of them knows
is taken apart by `SPLITS`, a table of ways in which two things share a line (`19980624VIENNA, …`, `General
AssemblyGA/L/3402`). A new layout is a new row in one of the two.
"""

import re
from collections.abc import Callable

from releases.wire import vocabulary
from releases.wire.dates import leading_digits, read_date
from releases.wire.embargo_notices import is_notice
from releases.wire.header.cities import is_known_city
from releases.wire.header.date_lines import is_date, is_date_label, split_dated
from releases.wire.header.meetings import is_meeting, is_organ
from releases.wire.header.navigation import is_masthead, is_navigation, site_name_at_end
from releases.wire.header.pieces import Piece, PieceKind, Split
from releases.wire.header.referrals import AFTER_SYMBOL, mentions_another, refers_to_another
from releases.wire.lines import LONGEST_READ
from releases.wire.suffixes import suffix_alone
from releases.wire.symbols import (
    agency_symbol,
    is_document_symbol,
    leading_symbols,
    split_symbols,
    without_announcement,
)

_CONGRESS = re.compile(
    r"(?:the )?(?:[\w-]+ ){0,3}(?:United Nations|UN"
    r"|U\.N\.) (?:Crime )?Congress(?: on (?:the )?(?:Prevention of Crime|Crime Prevention)[\w ]*)?"
    r"|(?:[\w-]+ ){0,3}Congrès des Nations Unies pour la prévention du crime[\w ]*"
    r"|(?:[\w-]+ ){0,5}Congreso de las Naciones Unidas sobre[\w ]*"
    r"|\w+ Конгресс Организации Объединенных Наций по[\w ]*"
    r"|World Summit on Sustainable Development",
    re.IGNORECASE,
)
_PLACE_DATES = re.compile(
    r"(?:[^\W\d_a-z][\w.’'-]{1,20}(?: (?:d[aeio]|la|of"
    r"|[^\W\d_a-z])[\w.’'-]{0,20}){0,3}[,،]\s?){1,3}(?:from |du |del |vom |с )?\d{1,2}(?:er"
    r"|\.)?(?:\s[^\W\d_]{3,12}\.?)?(?:\s\d{4})?\s?(?:-|–|—|to|and|au|al|et|y|bis|по|und)\s?"
    r"\d{1,2}(?:er|\.)?\s(?:de )?[^\W\d_]{3,12}\.?(?:,?\s(?:de )?\d{4})?\.?"
    r"|\(?\d{1,2}(?:\s[^\W\d_]{3,12})?\s?(?:-|–|—"
    r"|to)\s?\d{1,2}\s[^\W\d_]{3,12},?\s\d{4}(?:,\s[^\W\d_][\w ,.’'-]{2,60})?\)?",
)
_EDGES = " |\u2022"
_BRACKETED = re.compile(r"[(\[][^()\[\]]{3,300}[)\]]\.?")
_AWAY_FROM_HQ = re.compile(r"\((?:AM|PM)\)", re.IGNORECASE)


def _full(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda text: bool(pattern.fullmatch(text))


_LABELS_APART = re.compile(r"\s*[–—/|•·]\s*|\s+-\s+")


def _is_label(text: str) -> bool:
    if len(text) >= LONGEST_READ // 6:
        return text.rstrip(" :.*").lower() in vocabulary.KIND_OF_LABEL
    parts = _LABELS_APART.split(text.rstrip(" :.*").lower())
    return all(part in vocabulary.KIND_OF_LABEL for part in parts) or bool(
        vocabulary.FIELD_START.fullmatch(text)
    )


WHOLE: tuple[tuple[PieceKind, Callable[[str], bool]], ...] = (
    (PieceKind.SYMBOLS, lambda text: bool(split_symbols(text))),
    (PieceKind.SUFFIX, lambda text: bool(suffix_alone(text))),
    (PieceKind.NOTE, refers_to_another),
    (PieceKind.NOTE, is_document_symbol),
    (PieceKind.DATE, is_date),
    (PieceKind.LABEL, _is_label),
    (PieceKind.LABEL, is_date_label),
    (PieceKind.BANNER, _full(vocabulary.BANNER)),
    (PieceKind.ORIGIN, _full(vocabulary.ORIGIN)),
    (PieceKind.MEETING, is_meeting),
    (PieceKind.ORGAN, is_organ),
    (PieceKind.EVENT, _full(_CONGRESS)),
    (PieceKind.CITY, is_known_city),
    (PieceKind.EMBARGO, is_notice),
    (PieceKind.PLACE, _full(_PLACE_DATES)),
    (PieceKind.NUMBER, lambda text: bool(agency_symbol(text))),
    (PieceKind.NAVIGATION, lambda text: bool(vocabulary.FOREIGN_NUMBER.fullmatch(text))),
    (PieceKind.NAVIGATION, is_navigation),
    (PieceKind.BANNER, is_masthead),
    (PieceKind.NOTE, _full(_BRACKETED)),
)
"""Recognisers of lines that are one thing, in order of precedence."""

TYPED = frozenset(
    {
        PieceKind.SYMBOLS,
        PieceKind.SUFFIX,
        PieceKind.DATE,
        PieceKind.LABEL,
        PieceKind.ORIGIN,
        PieceKind.BANNER,
        PieceKind.MEETING,
    }
)


def _split_field(text: str) -> Split:
    """`Press Release No:  UNIS/CP/388`, `Release Date:  14 July 2000`."""
    match = vocabulary.FIELD_START.match(text)
    if not match or match.end() == len(text):
        return ()
    rest = text[match.end() :]
    return ((PieceKind.LABEL, match.group()), (None, rest)) if whole(rest) in TYPED or _leads(rest) else ()


def _split_announced(text: str) -> Split:
    """`Ref. No. UNIS/CP/388`, `№ UNIS/CP/388, 14 July 2000`."""
    rest = without_announcement(text)
    if rest == text or not (whole(rest) is PieceKind.SYMBOLS or _leads(rest)):
        return ()
    return ((PieceKind.LABEL, text[: len(text) - len(rest)].strip()), (None, rest))


_SUFFIX_OF = re.compile(
    r"(?P<suffix>.{4,30}?)\s(?:to|of|au?|à|de|zu|к)\s(?:the )?(?P<rest>(?:press release |press-release )?[A-Z].*)",
    re.IGNORECASE,
)


def _split_suffix(text: str) -> Split:
    """`Corr.1 to Press Release UNIS/CP/388`."""
    match = _SUFFIX_OF.fullmatch(text[: LONGEST_READ // 3])
    if not match or not suffix_alone(match["suffix"]):
        return ()
    rest = match["rest"]
    is_symbol = bool(split_symbols(without_announcement(rest))) or _leads(rest)
    return ((PieceKind.SUFFIX, match["suffix"]), (None, rest)) if is_symbol else ()


_SECTION = re.compile(
    r"(?P<label>press releases?|statements?|news|communiqués de presse|déclarations?|comunicados de prensa"
    r"|declaraciones|пресс-релизы|заявления|бюллетени|بيانات صحفية|بيانات|新闻稿|声明|pressemitteilungen)"
    r"\s\|\s(?P<section>[^|\d.]{3,40})",
    re.IGNORECASE,
)


def _split_section(text: str) -> Split:
    """`PRESS RELEASES | SPECIAL PROCEDURES`: the part of a site that a page stands in."""
    match = _SECTION.fullmatch(text)
    return ((PieceKind.LABEL, match["label"]), (PieceKind.NAVIGATION, match["section"])) if match else ()


def _split_digits(text: str) -> Split:
    """`19980624VIENNA, 23 June …`, `19970516 Background Release Words of the subtitle`."""
    digits = leading_digits(text)
    if not digits:
        return ()
    label = vocabulary.LABEL_START.match(digits[1])
    if (
        label
        and label["label"].lower() in vocabulary.SPECIFIC_LABELS - vocabulary.WEAK_LABELS
        and label.end() < len(digits[1])
    ):
        rest = digits[1][label.end() :]
        return ((PieceKind.DATE, digits[0]), (PieceKind.LABEL, label["label"]), (None, rest))
    return ((PieceKind.DATE, digits[0]), (None, digits[1]))


def _split_label(text: str) -> Split:
    """`BACKGROUND RELEASE Release Date: …`, `Press Release SC/7500`, `MEDIA ADVISORY: Words of the title`."""
    label = vocabulary.LABEL_START.match(text)
    if not label or label.end() == len(text) or label["mark"] is None:
        return ()
    rest = text[label.end() :]
    colon = label["mark"].strip() == ":" and label["label"].lower() in vocabulary.SPECIFIC_LABELS
    if (
        colon
        or whole(rest) in {PieceKind.SYMBOLS, PieceKind.SUFFIX, PieceKind.DATE}
        or vocabulary.FIELD_START.match(rest)
    ):
        return ((PieceKind.LABEL, label["label"]), (None, rest))
    return (
        ((PieceKind.LABEL, label["label"]), (None, rest)) if leading_symbols(rest)[0] and _leads(rest) else ()
    )


def _split_origin(text: str) -> Split:
    """`(Reissued as received.)NAIROBI, 5 June …`."""
    match = vocabulary.ORIGIN_START.match(text)
    return ((PieceKind.ORIGIN, match.group().strip()), (None, text[match.end() :])) if match else ()


def _after_symbols(tail: str) -> str:
    """Return what follows symbols without the signs and words that tie it to them: `of 8 May`, `(8 May)`."""
    rest = AFTER_SYMBOL.sub("", tail).strip(" -–—|,")
    return rest[1:-1] if rest.startswith("(") and rest.endswith(")") and read_date(rest[1:-1]) else rest


def _leads(text: str) -> bool:
    """Whether the text starts with symbols and goes on with a date or a label."""
    symbols, tail = leading_symbols(text)
    rest = _after_symbols(tail)
    return bool(symbols) and bool(rest) and (whole(rest) in TYPED or bool(vocabulary.LABEL_START.match(rest)))


def _split_symbols(text: str) -> Split:
    """`BKK/CP/14 21 April 2005`, `SC/7500 Press Release`, `BKK/CP/14 21 April 2005 Words of the title`."""
    symbols, tail = leading_symbols(text)
    rest = _after_symbols(tail)
    if not symbols or not rest:
        return ()
    head = (PieceKind.SYMBOLS, text[: len(text) - len(tail)])
    date, title = _leading_date(rest)
    if date and title:
        return (head, (PieceKind.DATE, date), (None, title))
    return (head, (None, rest)) if _leads(text) or whole(rest) is PieceKind.NOTE else ()


def _leading_date(text: str) -> tuple[str, str]:
    """Return the date that a text starts with and the rest."""
    words = text[:80].split(" ")
    for count in range(min(5, len(words)), 0, -1):
        head = " ".join(words[:count])
        if read_date(head):
            return head, text[len(head) :].strip(" -–—|,")
    return "", text


_GLUED_SYMBOL = re.compile(
    r"(?P<organ>[^\W\d_][\w ’'.-]{2,70}?[a-zà-ÿ)])\s?"
    r"(?P<symbols>[A-Z]{1,8}/[A-Z0-9/.*-]{2,60}(?:Corr\.\d|Rev\.\d)?)",
)


def _split_organ(text: str) -> Split:
    """`General AssemblyGA/PAL/1300`, `Secretary-GeneralSG/SM/6600`."""
    match = _GLUED_SYMBOL.fullmatch(text) if "/" in text and len(text) < LONGEST_READ // 4 else None
    if not match or text.endswith(".") or mentions_another(text) or not split_symbols(match["symbols"]):
        return ()
    organ = match["organ"].strip()
    return (
        (PieceKind.LABEL if _is_label(organ) else PieceKind.ORGAN, organ),
        (PieceKind.SYMBOLS, match["symbols"]),
    )


def _split_date(text: str) -> Split:
    """`14 July 2000 BKK/CP/14`, `Vienna International Centre 14 July 2000 | Press Release`."""
    words = text.split() if len(text) < LONGEST_READ // 4 else []
    for count in range(min(5, len(words) - 1), 0, -1):
        head, rest = " ".join(words[:count]), " ".join(words[count:]).strip(" -–—|,")
        if read_date(head) and (whole(rest) in TYPED or _is_half_day(rest)):
            return ((PieceKind.DATE, head), (None, rest))
    return ()


_TRAILING = re.compile(r"(?:[\s:(\[|•–—-])(?=[A-Z]{1,10}\s?/)|\s(?=N(?:ote|OTE)\s)")
_MASTHEAD_END = re.compile(r"[\s:|•,–—-]+\Z")


def _split_trailing_symbols(text: str) -> Split:
    """`UN PRESS RELEASE SC/7500`, `Vienna International Centre - UNIS/CP/941`, `Sixth Committee (GA/L/3402)`."""
    if len(text) > LONGEST_READ // 3 or "/" not in text:
        return ()
    for start in _TRAILING.finditer(text):
        symbols = text[start.end() :].strip(" )]")
        head = _MASTHEAD_END.sub("", text[: start.end()].rstrip("(["))
        if split_symbols(symbols) and head:
            kind = whole(head) or (PieceKind.LABEL if _ends_with_label(head) else None)
            return ((kind, head), (PieceKind.SYMBOLS, symbols)) if kind else ()
    return ()


def _ends_with_label(text: str) -> bool:
    """Whether a masthead such as `United Nations Press Release` ends with a label, capitals all of its words."""
    words = text.split()
    capitals = all(not word[0].islower() for word in words)
    return capitals and len(words) <= 7 and any(_is_label(" ".join(words[-count:])) for count in (1, 2, 3))


_COLUMNS = re.compile(r"\s{3,}|\s\|\s")


def _split_columns(text: str) -> Split:
    """`79th Meeting (AM)                23 July 2001`."""
    parts = [part.strip() for part in _COLUMNS.split(text)] if len(text) < LONGEST_READ // 3 else []
    if not 2 <= len(parts) <= 3 or not any(map(whole, parts)):
        return ()
    return tuple((whole(part) or PieceKind.TEXT, part) for part in parts if part)


def _split_trailing_date(text: str) -> Split:
    """`79th Meeting (AM) 23 July 2001`, `General Assembly, 23 July 2001`."""
    words = text.split() if len(text) < LONGEST_READ // 3 else []
    for count in range(min(5, len(words) - 1), 0, -1):
        head, date = " ".join(words[:-count]).rstrip(",–- "), " ".join(words[-count:])
        if read_date(date):
            kind = whole(head)
            return ((kind, head), (PieceKind.DATE, date)) if kind and kind is not PieceKind.CITY else ()
    return ()


def _split_site_name(text: str) -> Split:
    """`Words of the title | Meetings Coverage and Press Releases`."""
    start = site_name_at_end(text)
    if start is None:
        return ()
    head, name = text[:start].strip(), text[start:].strip(" -–—|»>:")
    kind = whole(head)
    return (
        ((PieceKind.NAVIGATION, name), (kind, head)) if kind else ((PieceKind.NAVIGATION, name), (None, head))
    )


def _is_half_day(text: str) -> bool:
    return text.lower() in {"morning", "afternoon", "am", "pm", "matin", "après-midi"}


SPLITS: tuple[Callable[[str], Split], ...] = (
    _split_site_name,
    _split_section,
    split_dated,
    _split_digits,
    _split_field,
    _split_origin,
    _split_label,
    _split_symbols,
    _split_announced,
    _split_suffix,
    _split_organ,
    _split_trailing_symbols,
    _split_date,
    _split_columns,
    _split_trailing_date,
)
"""Ways in which one line holds several things."""

_KINDS_OF_MARK = {vocabulary.Mark.END: PieceKind.END, vocabulary.Mark.SEPARATOR: PieceKind.SEPARATOR}


def whole(text: str) -> PieceKind | None:
    """Return what a line is when it is one thing, None when no recogniser knows it."""
    head = text[:LONGEST_READ]
    if len(text) > LONGEST_READ:
        return None
    return next((kind for kind, recognise in WHOLE if recognise(head)), None)


def read_pieces(text: str, line: int, *, gap: bool = False) -> list[Piece]:
    """Return the pieces of one cleaned header line, in order; what nothing recognises is TEXT."""
    mark = vocabulary.read_mark(text)
    if mark:
        return [Piece(_KINDS_OF_MARK[mark], text, line, gap)]
    pieces: list[Piece] = []
    rest = text.strip(_EDGES)
    for _ in range(6):
        parts = _take_apart(rest)
        pieces += [Piece(kind, part, line, gap) for kind, part in parts if kind]
        rest = next((part for kind, part in parts if kind is None), "").strip(_EDGES)
        if not rest:
            break
    else:
        pieces.append(Piece(PieceKind.TEXT, rest, line, gap))
    return pieces


_MAY_HOLD_SYMBOLS = frozenset({PieceKind.NAVIGATION, PieceKind.BANNER, PieceKind.NOTE})


def _split_hidden_symbols(text: str) -> Split:
    """`Press Release | SC/7500 | 8 May 2001`, `(Press Release SC/7500)`: symbols in what looks like a frame."""
    if text[0] in "([" and text[-1] in ")]":
        inner = text[1:-1].strip()
        rest = without_announcement(inner)
        if rest != inner and split_symbols(rest):
            return ((PieceKind.LABEL, inner[: len(inner) - len(rest)].strip()), (PieceKind.SYMBOLS, rest))
        return ()
    columns = _split_columns(text)
    if any(kind is PieceKind.SYMBOLS for kind, _part in columns):
        return columns
    return _split_trailing_symbols(text)


def _take_apart(text: str) -> Split:
    if not text:
        return ()
    kind = whole(text)
    if kind in _MAY_HOLD_SYMBOLS and (parts := _split_hidden_symbols(text)):
        return parts
    if kind:
        return ((kind, text),)
    for split in SPLITS:
        if parts := split(text):
            return parts
    return ((PieceKind.TEXT, text),)
