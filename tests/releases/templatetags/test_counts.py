"""Counts are written as the language of the page writes them."""

import pytest
from django.utils.translation import override

from releases.templatetags.counts import counted, releases


@pytest.mark.parametrize(
    ("language", "number", "written"),
    [
        ("en", None, ""),
        ("en", 0, "0"),
        ("en", 999, "999"),
        ("en", 12345, "12,345"),
        ("fr", 12345, "12\N{NO-BREAK SPACE}345"),
        ("de", 12345, "12.345"),
        ("zh-hans", 12345, "12345"),
    ],
)
def test_thousands_stand_apart(language, number, written):
    with override(language):
        assert counted(number) == written


@pytest.mark.parametrize(
    ("language", "number", "written"),
    [
        ("en", None, "Releases"),
        ("en", 1, "1 release"),
        ("en", 3000, "3,000 releases"),
        ("ru", 3, "3 пресс-релиза"),
    ],
)
def test_releases_are_counted_in_words(language, number, written):
    with override(language):
        assert releases(number) == written
