"""A document as text: the original where there is one, else the layout of the UN Information Service."""

import datetime

from releases.wire.blocks import Block, BlockKind
from releases.wire.dates import MONTHS
from releases.wire.document import Document

END_MARK = "* *** *"

_FULL_DATE = {
    "en": "{day} {month} {year}",
    "fr": "{day} {month} {year}",
    "es": "{day} de {month} de {year}",
    "de": "{day}. {month} {year}",
    "ru": "{day} {month} {year} года",
    "ar": "{day} {month} {year}",
    "zh-hans": "{year}年{month}{day}日",
}
_SHORT_DATE = {
    "en": "{day} {month}",
    "fr": "{day} {month}",
    "es": "{day} de {month}",
    "de": "{day}. {month}",
    "ru": "{day} {month}",
    "ar": "{day} {month}",
    "zh-hans": "{month}{day}日",
}
_PREFIX = {BlockKind.LIST_ITEM: "-- ", BlockKind.HEADING: "** "}


def _format(day: datetime.date, language: str, patterns: dict[str, str]) -> str:
    known = language if language in patterns else "en"
    first = "1er" if known == "fr" and day.day == 1 else str(day.day)
    return patterns[known].format(day=first, month=MONTHS[known][day.month - 1], year=day.year)


def full_date(day: datetime.date, language: str) -> str:
    """Return a date as a release of that language prints it in its header: `21 April 2005`, `4. Mai 2012`."""
    return _format(day, language, _FULL_DATE)


def short_date(day: datetime.date, language: str) -> str:
    """Return a date as a dateline prints it, without year: `21 April`, `9 de marzo`."""
    return _format(day, language, _SHORT_DATE)


def dateline(document: Document) -> str:
    """Return `CITY, D Month (Source) --` with the parts that there are; empty when there is neither city nor
    day.
    """
    comma = {"ar": "، ", "zh-hans": "，"}.get(document.language, ", ")
    day = short_date(document.dateline_on, document.language) if document.dateline_on else ""
    place = comma.join(filter(None, [document.dateline_city, day]))
    if not place:
        return ""
    return " ".join(filter(None, [place, f"({document.source})" if document.source else "", "--"]))


def _block(block: Block) -> str:
    prefix = _PREFIX.get(block.kind, "")
    starts = block.text.startswith(("-", "•", "*", "(", "–")) or block.text[:1].isdigit()
    return block.text if block.kind is BlockKind.LIST_ITEM and starts else prefix + block.text


def _compose(document: Document) -> str:
    head = "\n".join(
        filter(
            None,
            [
                "-".join(symbol.text for symbol in document.symbols),
                full_date(document.issued_on, document.language)
                if document.issued_on
                else document.issued_on_as_printed,
            ],
        )
    )
    before = (BlockKind.CONTACT, BlockKind.FOOTER)
    body = [_block(block) for block in document.blocks if block.kind not in before]
    opening = dateline(document)
    if opening:
        first = next(
            (i for i, block in enumerate(document.blocks) if block.kind is BlockKind.PARAGRAPH), None
        )
        place = 0 if first is None else sum(block.kind not in before for block in document.blocks[:first])
        body[place : place + 1] = [" ".join(filter(None, [opening, *body[place : place + 1]]))]
    after = [block.text for block in document.blocks if block.kind in before]
    parts = [head, document.title, document.subtitle, document.note_of_origin, *body, END_MARK, *after]
    printed = [part for part in parts if part]
    return "" if printed == [END_MARK] else "\n\n".join(printed)


def write(document: Document) -> str:
    """Return the release as text.

    A document that was parsed gives its original to the character. Any other is composed in the layout of UN
    press release BKK/CP/14 of 21 April 2005: symbol and date, title, dateline paragraph, paragraphs with
    blank lines between, `* *** *`, no line end after it. Parts that are missing leave no gap.
    """
    return document.original or _compose(document)
