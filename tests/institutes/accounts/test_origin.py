"""Where a request comes from."""

import pytest

from institutes.accounts import origin
from institutes.accounts.origin import network_of, origin_of

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0"
CHROME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Safari/537.36"
EDGE = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Safari/537.36 Edg/142.0"
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Mobile Safari/604"
)


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        (" 192.0.2.7 ", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("[2001:db8:1:2::1]", "2001:db8:1:2::/64"),
        ("unknown", ""),
        ("", ""),
        ("192.0.2.7; drop", ""),
    ],
)
def test_tries_are_counted_for_a_household_of_addresses(address, network):
    assert network_of(address) == network


@pytest.mark.parametrize(
    ("proxies", "forwarded", "network"),
    [
        (0, "198.51.100.1", "192.0.2.7"),
        (1, "203.0.113.9, 198.51.100.1", "198.51.100.1"),
        (2, "203.0.113.9, 198.51.100.1", "203.0.113.9"),
        (3, "203.0.113.9, 198.51.100.1", "192.0.2.7"),
        (1, None, "192.0.2.7"),
    ],
)
def test_only_what_our_own_proxies_say_is_believed(rf, settings, proxies, forwarded, network):
    settings.PROXY_COUNT = proxies
    headers = {} if forwarded is None else {"HTTP_X_FORWARDED_FOR": forwarded}

    assert origin_of(rf.get("/", REMOTE_ADDR="192.0.2.7", **headers)).network == network


def test_proxies_that_say_nothing_are_warned_of_once(rf, settings, caplog):
    settings.PROXY_COUNT = 1
    origin._warn_of_missing_proxies.cache_clear()
    origin_of(rf.get("/", HTTP_X_FORWARDED_FOR="198.51.100.1"))
    assert caplog.messages == []

    networks = [origin_of(rf.get("/", REMOTE_ADDR=f"192.0.2.{number}")).network for number in (7, 8)]

    assert networks == ["192.0.2.7", "192.0.2.8"]
    [message] = caplog.messages
    assert message.startswith("PROXY_COUNT is 1, but a request came with fewer addresses in X-Forwarded-For.")


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        (FIREFOX, "Firefox, Windows"),
        (CHROME, "Chrome, Linux"),
        (EDGE, "Edge, Windows"),
        (IPHONE, "Safari, iPhone"),
        ("curl/8", ""),
        ("", ""),
    ],
)
def test_a_browser_is_named_as_its_person_would(rf, agent, device):
    assert origin_of(rf.get("/", HTTP_USER_AGENT=agent)).device == device
