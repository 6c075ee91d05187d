"""The cache that the environment names works, in process or on Redis."""

from django.core.cache import cache


def test_what_is_kept_comes_back():
    cache.set("pressroom-test", {"title": "حلقة عمل"}, timeout=10)

    assert cache.get("pressroom-test") == {"title": "حلقة عمل"}

    cache.delete("pressroom-test")
    assert cache.get("pressroom-test") is None
