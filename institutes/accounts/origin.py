"""Where a request comes from: the network, and the kind of browser."""

import logging
import re
from dataclasses import dataclass
from functools import cache
from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

LOGGER = logging.getLogger(__name__)
# What one household or office is given of IPv6.
PREFIX = 64
# The first that is found names the browser or system: most of them also bear the names of others.
BROWSERS = {
    r"Edg(e|A|iOS)?/": "Edge",
    r"OPR/|Opera": "Opera",
    r"SamsungBrowser/": "Samsung Internet",
    r"Firefox/|FxiOS/": "Firefox",
    r"Chrome/|CriOS/|Chromium/": "Chrome",
    r"Safari/": "Safari",
}
SYSTEMS = {
    r"iPhone": "iPhone",
    r"iPad": "iPad",
    r"Android": "Android",
    r"CrOS": "ChromeOS",
    r"Windows": "Windows",
    r"Mac OS X|Macintosh": "macOS",
    r"Linux|X11": "Linux",
}


@dataclass(frozen=True, slots=True)
class Origin:
    """`network` is an address of IPv4 or the first half of one of IPv6, empty where it is not known.

    `device` is browser and system, as “Firefox, Windows”.
    """

    network: str = ""
    device: str = ""


def origin_of(request: HttpRequest) -> Origin:
    """Where `request` comes from. What a browser says of itself is believed for what is shown, and for nothing else."""
    agent = request.META.get("HTTP_USER_AGENT", "")[:500]
    names = [_first(BROWSERS, agent), _first(SYSTEMS, agent)]
    return Origin(network_of(_address(request)), ", ".join(filter(None, names)))


def network_of(address: str) -> str:
    """The network that tries are counted for; empty for what is no address."""
    try:
        known = ip_address(address.strip().strip("[]"))
    except ValueError:
        return ""
    if not isinstance(known, IPv6Address):
        return str(known)
    if known.ipv4_mapped is not None:
        return str(known.ipv4_mapped)
    return str(ip_network((known.packed, PREFIX), strict=False))


def _address(request: HttpRequest) -> str:
    """The address of the reader: what the outermost of our own proxies saw, which the reader cannot write."""
    own: str = request.META.get("REMOTE_ADDR", "")
    if not settings.PROXY_COUNT:
        return own
    seen = [part for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    if len(seen) >= settings.PROXY_COUNT:
        return seen[-settings.PROXY_COUNT]
    _warn_of_missing_proxies(settings.PROXY_COUNT)
    return own


@cache
def _warn_of_missing_proxies(count: int) -> None:
    """A line in the log, once for each process."""
    LOGGER.warning(
        "PROXY_COUNT is %s, but a request came with fewer addresses in X-Forwarded-For. It counts as one of the "
        "address it came from, which readers share if that is a proxy. Let the proxies set the header.",
        count,
    )


def _first(names: dict[str, str], agent: str) -> str:
    return next((name for pattern, name in names.items() if re.search(pattern, agent)), "")
