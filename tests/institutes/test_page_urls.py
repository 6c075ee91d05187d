"""Addresses are those that Django's `reverse` makes."""

import pytest
from django.urls import reverse, set_script_prefix
from django.utils.translation import override

from institutes.page_urls import address

NAMES = [
    "BKK/CP/14",
    "2005/04/21/título con ñ",
    "2005/04/21/犯罪",
    "a b",
    "50%",
    "who?#x",
    "it's (new)",
    "~:@",
]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", ["en", "ar", "zh-hans"])
def test_an_address_is_the_one_that_leads_there(name, language):
    with override(language):
        expected = reverse("releases:detail", args=[name])
        assert address("releases:detail", name) == expected

    assert address("releases:detail", name, language) == expected


def test_a_site_below_a_folder_has_its_addresses_there():
    assert address("institutes:detail", "heuni", "fr") == "/fr/institutes/heuni/"
    set_script_prefix("/press/")
    try:
        assert address("institutes:detail", "heuni", "fr") == "/press/fr/institutes/heuni/"
    finally:
        set_script_prefix("/")
