"""Addresses of links, as they are kept in a body: with a scheme, or not at all.

`pressroom/static/pressroom/paste/addresses.js` holds the same rules for what is pasted and typed.
"""

import re
from urllib.parse import parse_qs, urlsplit

_KEPT = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)
_MAIL = re.compile(r"[^\s@/:]+@[^\s@/]+\.[^\s@/.]{2,}")
_DOMAIN = re.compile(r"(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,}(?::\d+)?(?=[/?#]|\Z)")
_FILE = re.compile(
    r"[^/?#]+\.(?:html?|docx?|xlsx?|pptx?|pdf|txt|rtf|odt|php|aspx?|jpe?g|png|gif|zip)", re.IGNORECASE
)
_DETOURS = (
    (re.compile(r"https?://[\w.-]+\.safelinks\.protection\.outlook\.com/", re.IGNORECASE), "url"),
    (re.compile(r"https?://www\.google\.com/url\?", re.IGNORECASE), "q"),
)


def whole_address(address: str) -> str:
    """`address` with a scheme, or "" where it leads nowhere from a page of this site."""
    typed = _straight(address.strip())
    if _KEPT.match(typed):
        return typed
    if _MAIL.fullmatch(typed):
        return f"mailto:{typed}"
    if typed.startswith("//") and typed[2:3] not in {"", "/"}:
        return f"https:{typed}"
    return f"https://{typed}" if _DOMAIN.match(typed) and not _FILE.fullmatch(typed) else ""


def _straight(address: str) -> str:
    """Where a link of a mail program or of Google Docs leads that goes by way of theirs."""
    for pattern, name in _DETOURS:
        if pattern.match(address):
            target = parse_qs(urlsplit(address).query).get(name, [""])[0]
            if target.lower().startswith(("http:", "https:")):
                return target
    return address
