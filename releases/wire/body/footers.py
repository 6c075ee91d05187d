"""What a page prints around a release: banners, rights, ways to other pages.

In the middle of a body nothing is taken for it: a heading may well be `Privacy of the living`.
"""

import re
from collections.abc import Sequence

from releases.wire import vocabulary

_LONGEST = 200
_CHROME = re.compile(
    r"©|copyright\b|all rights reserved|(?:\[?back to|return to) |print (?:this|version)|share (?:this"
    r"|on)|follow us|related (?:links|stories|documents)|terms of use|privacy|fraud alert"
    r"|last (?:updated|modified)|for information media|not an official (?:record|document)"
    r"|comments? and suggestions|webmaster|a to z site index|- 30 -|\(end(?:s)?\)"
    r"|haut de page|imprimer (?:cette|la) page|tous droits réservés|partager|mentions légales|derechos reservados"
    r"|todos los derechos|imprimir|compartir|alle rechte vorbehalten|nach oben|seite drucken|datenschutz|impressum"
    r"|все права защищены|наверх|поделиться|версия для печати|جميع الحقوق محفوظة|版权所有|返回|分享",
    re.IGNORECASE,
)
_PLACES = (
    r"(?:the )?(?:top|home|main|list|index|previous|press|news|menu|unis|un|united nations|search|archive)"
)
_CERTAIN = re.compile(
    rf"©.*|copyright (?:©|\(c\)|\d{{4}}).*|all rights reserved\b.{{0,60}}|\[?(?:back|return) to {_PLACES}\b.{{0,40}}"
    r"|print (?:this page|version)|share (?:this page|this|on \w+)|follow us(?: on.{0,40})?|related (?:links|stories"
    r"|documents)|terms of use.{0,40}|privacy(?: (?:policy|notice|statement).{0,30})?|fraud alert.{0,30}"
    r"|last (?:updated|modified)\s?(?:on\b|[:\d]).{0,40}|for information media\b.{0,60}|not an official (?:record"
    r"|document)\.?|comments? and suggestions.{0,60}|(?:contact )?(?:the )?webmaster.{0,40}|a to z site index.{0,40}"
    r"|- 30 -|\(ends?\)|haut de page|imprimer (?:cette|la) page|tous droits réservés.{0,40}|partager|mentions légales"
    r"|(?:todos los )?derechos reservados.{0,40}|imprimir.{0,20}|compartir|alle rechte vorbehalten.{0,40}|nach oben"
    r"|seite drucken|datenschutz.{0,20}|impressum|все права защищены.{0,40}|наверх|поделиться|версия для печати"
    r"|جميع الحقوق محفوظة.{0,40}|版权所有.{0,40}|返回.{0,10}|分享",
    re.IGNORECASE,
)
_NO_RECORD = re.compile(
    r"not an official (?:record|document)|non[- ]officiel|kein (?:offizielles|amtliches)", re.IGNORECASE
)


def could_be_footer(text: str) -> bool:
    """Whether a text reads as what a page prints below a release; a sentence of the body may read so too."""
    return len(text) < _LONGEST and bool(_CHROME.match(text) or vocabulary.BANNER.fullmatch(text))


def is_certain_footer(text: str) -> bool:
    """Whether a text can hardly be anything else than what a page prints below a release."""
    return len(text) < _LONGEST and bool(_CERTAIN.fullmatch(text) or vocabulary.BANNER.fullmatch(text))


def is_banner(text: str) -> bool:
    """Whether a text says that it is no official record, wherever that stands."""
    return len(text) < _LONGEST and bool(_NO_RECORD.search(text) and vocabulary.BANNER.fullmatch(text))


def footers(texts: Sequence[str], first_outside: int) -> frozenset[int]:
    """Return which of the texts of a body are footers: banners, and what stands at its end as a page's own.

    From `first_outside` on there is no prose, but for what reads as a footer. A sentence that only could be one is
    one among others that are certain.
    """
    outside = range(first_outside, len(texts))
    certain = {place for place in outside if is_certain_footer(texts[place])}
    could_be = {place for place in outside if could_be_footer(texts[place])}
    around = len(certain | {place for place in outside if vocabulary.is_navigation(texts[place])})
    banners = {place for place, text in enumerate(texts) if is_banner(text)}
    return frozenset(banners | certain | (could_be if around > 0 else set()))
