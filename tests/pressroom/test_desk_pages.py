"""The list of the desk's pages, which other tests walk, is whole."""

import pytest

from tests.desk_pages import FOR_STRANGERS, NO_PAGES, addresses, make_desk, names


def test_every_address_of_the_desk_is_a_page_or_said_to_be_none():
    assert NO_PAGES - names() == set()


@pytest.mark.django_db
def test_every_page_opens(client):
    chief = make_desk()
    client.force_login(chief)
    found = addresses(chief)
    codes = {}

    for name, pages in found.items():
        if name in FOR_STRANGERS:
            continue
        for address in pages:
            page = client.get(address)
            if page.status_code != 200 or not page["Content-Type"].startswith("text/html"):
                codes[address] = page.status_code

    assert codes == {}
    assert names() - NO_PAGES == found.keys()
