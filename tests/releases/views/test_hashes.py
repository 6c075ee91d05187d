"""The digests of a month, as `sha256sum -c` takes them."""

import subprocess
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from tests.factories import (
    NOON,
    make_embargoed_release,
    make_public_release,
    make_release,
    make_withdrawn_release,
)

pytestmark = pytest.mark.django_db
APRIL = "/hashes/2005-04.txt"


def test_saved_texts_are_checked_with_the_list_of_their_month(client, tmp_path):
    first = make_public_release(symbol="BKK/CP/14", title="Café", superseded_at=NOON + timedelta(days=1))
    make_public_release(symbol="BKK/CP/14", edition=2, previous=first, publish_at=NOON + timedelta(days=1))
    make_public_release(symbol="BKK/CP/14", language="fr")
    original = make_public_release(
        symbol="BKK/CP/15", as_issued=b"As\r\nit came.\xff", as_issued_type="text/plain"
    )
    make_public_release(symbol="", title="日本 release")
    make_withdrawn_release(symbol="BKK/CP/16")
    addresses = [
        *("/en/releases/BKK/CP/14.txt", "/en/releases/BKK/CP/14/editions/1.txt"),
        *("/fr/releases/BKK/CP/14.txt", "/en/releases/BKK/CP/15.txt"),
        "/en/releases/2005/04/21/日本-release.txt",
    ]
    names = ["BKK-CP-14.en.2.txt", "BKK-CP-14.en.txt", "BKK-CP-14.fr.txt", "BKK-CP-15.en.txt"]
    names.append("2005-04-21-日本-release.en.txt")
    for address, name in zip(addresses, names, strict=True):
        response = client.get(address)
        assert response.status_code == 200, address
        (tmp_path / name).write_bytes(response.content)

    response = client.get(APRIL)

    (tmp_path / "2005-04.txt").write_bytes(response.content)
    checked = subprocess.run(
        ["sha256sum", "--strict", "-c", "2005-04.txt"], cwd=tmp_path, capture_output=True, check=True
    )
    assert sorted(checked.stdout.decode().splitlines()) == sorted(f"{name}: OK" for name in names)
    assert (response["Content-Type"], response["Content-Language"]) == ("text/plain; charset=utf-8", "en")
    assert f"{original.issued_sha256}  BKK-CP-15.en.txt\n" in response.content.decode()
    assert "  BKK-CP-16.en.txt (withdrawn on 2005-04-22)\n" in response.content.decode()


def test_a_list_costs_one_query(client, django_assert_num_queries):
    for _number in range(3):
        make_public_release()
    client.get(APRIL)
    make_public_release()

    # One more for what the public sees now: see `releases.delivery.freshness`.
    with django_assert_num_queries(5):
        assert client.get(APRIL).content.count(b"\n") == 6


def test_a_kept_list_is_sent_in_every_language_until_it_stops_being_true(client, monkeypatch):
    embargo = NOON + timedelta(hours=1)
    make_public_release()
    monkeypatch.setattr(timezone, "now", lambda: NOON)
    before = client.get(APRIL, headers={"Accept-Language": "fr"})
    make_public_release(symbol="BKK/CP/15", publish_at=embargo)
    assert (client.get(APRIL).content, client.get(APRIL)["ETag"]) == (before.content, before["ETag"])
    assert client.get(APRIL, headers={"If-None-Match": before["ETag"]}).status_code == 304
    assert before["Vary"] == "Accept-Encoding"

    monkeypatch.setattr(timezone, "now", lambda: embargo)

    assert b"BKK-CP-15.en.txt" in client.get(APRIL).content


@pytest.mark.parametrize(
    "address", ["/hashes/2005-05.txt", "/hashes/2005-13.txt", "/hashes/0000-01.txt", "/hashes/2999-01.txt"]
)
def test_a_month_without_publications_is_not_there(client, address):
    make_public_release(publish_at=datetime(2005, 4, 30, 23, 59, 59, tzinfo=UTC))
    make_embargoed_release()
    make_release()

    assert client.get(address).status_code == 404


def test_the_page_shows_the_digest_of_its_text(client):
    first = make_public_release(symbol="BKK/CP/14", superseded_at=NOON + timedelta(days=1))
    second = make_public_release(
        symbol="BKK/CP/14", title="Other", edition=2, previous=first, publish_at=NOON + timedelta(days=1)
    )

    page = client.get("/en/releases/BKK/CP/14/").content.decode()
    earlier = client.get("/en/releases/BKK/CP/14/editions/1/").content.decode()

    assert f'<code class="digest" dir="ltr" translate="no">{second.issued_sha256}</code>' in page
    assert f'<code class="digest" dir="ltr" translate="no">{first.issued_sha256}</code>' in earlier
    assert '<a href="/en/releases/BKK/CP/14/editions/1.txt">Text as issued</a>' in earlier


@pytest.mark.parametrize(("number", "status"), [(1, 200), (2, 302), (3, 404)])
def test_the_text_of_an_edition_is_at_its_number(client, number, status):
    first = make_public_release(
        symbol="BKK/CP/14", title="Before", superseded_at=NOON + timedelta(days=1), publish_at=NOON
    )
    make_public_release(symbol="BKK/CP/14", edition=2, previous=first, publish_at=NOON + timedelta(days=1))
    make_embargoed_release(symbol="BKK/CP/15")

    response = client.get(f"/en/releases/BKK/CP/14/editions/{number}.txt")

    assert response.status_code == status
    assert status != 200 or b"Before" in response.content
    assert status != 302 or response.url == "/en/releases/BKK/CP/14.txt"


@pytest.mark.parametrize("keeps_text", [True, False])
def test_the_text_of_a_withdrawn_edition_stands_below_the_notice_or_not_at_all(client, keeps_text):
    withdrawn = {"symbol": "BKK/CP/14", "withdrawal_keeps_text": keeps_text}
    first = make_withdrawn_release(title="Before", superseded_at=NOON + timedelta(hours=1), **withdrawn)
    make_withdrawn_release(**withdrawn, edition=2, previous=first, publish_at=NOON + timedelta(hours=1))

    response = client.get("/en/releases/BKK/CP/14/editions/1.txt")

    assert response.status_code == (200 if keeps_text else 410)
    assert b"was withdrawn on 22 April 2005. Invented reason." in response.content
    assert (b"Before" in response.content) == keeps_text
