"""A form with more fields than can be read at once is answered with a sentence that says what to do."""

import pytest

from tests.factories import make_event, make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/admin/releases/event/{}/change/", "/admin/login/"])
def test_too_many_fields_are_refused_with_a_sentence(client, address):
    client.force_login(make_user(is_superuser=True))
    event = make_event()

    response = client.post(address.format(event.pk), {f"x{number}": "" for number in range(2501)})

    assert response.status_code == 413
    page = response.content.decode()
    assert "has more than 2500 fields" in page
    assert "Go back in your browser, where what you typed still stands" in page
    assert response.headers["Content-Language"] == "en"


def test_a_bad_request_of_another_kind_stays_one(client):
    assert client.get("/en/", headers={"Host": "elsewhere.example"}).status_code == 400
