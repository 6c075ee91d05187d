"""Who is sent the file of an attachment, and which part of it; and who is told that there is none."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from releases.editorial.groups import EDITORS, PRESS_OFFICERS
from releases.editorial.preview_links import share_preview
from releases.models import Attachment
from tests.attachment_samples import mp3
from tests.factories import (
    NOON,
    SECOND,
    WHETHER_INVENTED,
    make_attachment,
    make_contact,
    make_embargoed_release,
    make_public_release,
    make_release,
    make_user,
    make_withdrawn_release,
)

pytestmark = pytest.mark.django_db
CONTENT = b"year,count\n2004,3\n"
HIDDEN = {
    "in no release": lambda: None,
    "in a draft": make_release,
    "in a submitted edition": lambda: make_release(state="submitted", publish_at=NOON),
    "under embargo": make_embargoed_release,
    "withdrawn": make_withdrawn_release,
    "superseded": lambda: make_public_release(superseded_at=NOON + SECOND),
}
WAYS = {
    "GET": {},
    "a range": {"Range": "bytes=0-3"},
    "a copy": {"If-None-Match": '"' + Attachment.digest_of(CONTENT)[:32] + '"'},
    "any copy": {"If-None-Match": "*"},
    "a range of a copy": {"Range": "bytes=0-", "If-Range": '"' + Attachment.digest_of(CONTENT)[:32] + '"'},
}


def hidden_file(name):
    release = HIDDEN[name]()
    return make_attachment(*([release] if release else []), content=CONTENT)


def told(response):
    """All that a reader is told."""
    return response.status_code, sorted(response.headers.items()), response.content


def test_a_public_file_is_sent_to_everyone_to_be_saved(client):
    file = make_attachment(
        make_public_release(),
        make_release(),
        make_withdrawn_release(),
        content=CONTENT,
        file_name="tabla año.csv",
    )

    response = client.get(file.address)

    assert (response.status_code, response.content) == (200, CONTENT)
    expected = {
        "Content-Type": "text/csv",
        "Content-Length": "18",
        "Content-Disposition": "attachment; filename*=utf-8''tabla%20a%C3%B1o.csv",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Cache-Control": "public, no-cache",
        "Accept-Ranges": "bytes",
        "X-Robots-Tag": "noindex",
    }
    assert {name: response[name] for name in expected} == expected
    assert "Cookie" not in response["Vary"]


def test_a_reader_who_has_the_file_is_not_sent_it_again(client):
    address = make_attachment(make_public_release()).address
    etag = client.get(address)["ETag"]

    again = client.get(address, headers={"If-None-Match": etag})

    assert (again.status_code, again.content, again["Cache-Control"]) == (304, b"", "public, no-cache")


@pytest.mark.parametrize(
    ("asked", "status", "said", "sent"),
    [
        ({"Range": "bytes=0-3"}, 206, "bytes 0-3/18", CONTENT[:4]),
        ({"Range": "bytes=11-"}, 206, "bytes 11-17/18", CONTENT[11:]),
        ({"Range": "bytes=-3"}, 206, "bytes 15-17/18", CONTENT[-3:]),
        ({"Range": "bytes=10-99"}, 206, "bytes 10-17/18", CONTENT[10:]),
        ({"Range": "bytes=18-"}, 416, "bytes */18", b""),
        ({"Range": "bytes=-0"}, 416, "bytes */18", b""),
        ({"Range": "bytes=-99"}, 200, None, CONTENT),
        ({"Range": "bytes=5-2"}, 200, None, CONTENT),
        ({"Range": "bytes=0-1,4-5"}, 200, None, CONTENT),
        ({"Range": "bytes=-"}, 200, None, CONTENT),
        ({"Range": "lines=1-2"}, 200, None, CONTENT),
        ({"Range": "bytes=0-3", "If-Range": '"another"'}, 200, None, CONTENT),
    ],
)
def test_a_part_is_sent_where_one_is_asked_for(client, asked, status, said, sent):
    file = make_attachment(make_public_release(), content=CONTENT)

    response = client.get(file.address, headers=asked)

    assert (response.status_code, response.get("Content-Range"), response.content) == (status, said, sent)


def test_a_long_file_is_sent_piece_by_piece(client):
    content = mp3(4000)
    file = make_attachment(make_public_release(), content=content, kind="mp3", file_name="a.mp3")

    response = client.get(file.address)
    pieces = list(response.streaming_content)

    assert (response["Content-Type"], response["Content-Length"]) == ("audio/mpeg", str(len(content)))
    assert (len(pieces) > 1, b"".join(pieces)) == (True, content)


@pytest.mark.parametrize("name", HIDDEN)
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("method", ["get", "head"])
def test_outsiders_are_told_the_same_as_of_a_name_that_never_was(client, name, way, method):
    file = hidden_file(name)
    shown = make_attachment(make_public_release(), content=CONTENT)
    nowhere = file.address.replace(file.token, "x" * 22)
    ask = getattr(client, method)
    assert ask(shown.address, headers=WAYS[way]).status_code in {200, 206, 304}

    assert told(ask(file.address, headers=WAYS[way])) == told(ask(nowhere, headers=WAYS[way]))
    assert ask(file.address, headers=WAYS[way]).status_code == 404


def test_another_name_opens_nothing(client):
    file = make_attachment(make_public_release())

    assert client.get(file.address.replace(".csv", ".html")).status_code == 404
    assert client.post(file.address).status_code == 405


def test_a_file_that_the_storage_lost_is_none(client):
    file = make_attachment(make_public_release())
    default_storage.delete(file.place)

    assert client.get(file.address).status_code == 404


@pytest.mark.parametrize("name", HIDDEN)
def test_staff_see_it_and_no_copy_is_kept(client, name):
    file = hidden_file(name)
    client.force_login(make_user(PRESS_OFFICERS))

    response = client.get(file.address)

    assert (response.status_code, response.content) == (200, CONTENT)
    assert (response["Cache-Control"], "ETag" in response) == ("private, no-store, no-cache", False)


def test_the_page_names_each_file_with_its_language_kind_and_size(client):
    release = make_public_release()
    make_attachment(release, content=mp3(3), kind="mp3", file_name="a.mp3")
    page = client.get(release.get_absolute_url()).content.decode()

    file = Attachment.objects.get()
    assert f'<a href="{file.address}" dir="auto" hreflang="en">' in page
    assert "(MP3, 1.2\xa0KB, English)" in page
    assert '<audio controls preload="none" aria-label="Invented table">' in page


@pytest.mark.usefixtures("_no_page_cache")
@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_however_many_files_and_contacts_there_are(
    client, count, django_assert_num_queries
):
    release = make_public_release()
    for _number in range(count):
        make_attachment(release)
        make_contact(release, email="press@invented.example")

    with django_assert_num_queries(1 + WHETHER_INVENTED):
        page = client.get(release.get_absolute_url()).content.decode()

    assert page.count("Invented table</a>") == count
    assert page.count('href="mailto:press@invented.example"') == count
    assert page.count('href="tel:+6622881866"') == count


@pytest.mark.parametrize("superseded", [False, True])
def test_an_earlier_edition_links_the_files_that_are_still_public(client, superseded):
    file = make_attachment()
    first = make_public_release(symbol="TEST/SER/9", superseded_at=NOON + SECOND)
    first.attachments.create(attachment=file, title="First title")
    second = make_public_release(
        symbol="TEST/SER/9", edition=2, previous=first, publish_at=NOON + SECOND, correction_note="Invented."
    )
    if not superseded:
        second.attachments.create(attachment=file, title="Second title")

    page = client.get(f"{second.get_absolute_url()}editions/1/").content.decode()

    assert ("First title</a>" in page) is not superseded


def test_a_reviewer_with_a_link_has_the_files_of_that_draft_alone(client):
    officer = make_user(PRESS_OFFICERS, EDITORS)
    draft, other = make_release(), make_release()
    file, foreign = make_attachment(draft, content=CONTENT), make_attachment(other)
    now = timezone.now()
    _link, token = share_preview(draft, by=officer, at=now - SECOND, life=timedelta(hours=1))

    page = client.get(f"/preview/{token}/").content.decode()
    response = client.get(f"/preview/{token}/{file.token}/{file.file_name}")

    assert f'href="/preview/{token}/{file.token}/{file.file_name}"' in page
    assert (response.status_code, response.content) == (200, CONTENT)
    assert "no-store" in response["Cache-Control"]
    assert client.get(f"/preview/{token}/{foreign.token}/{foreign.file_name}").status_code == 404
    assert client.get(f"/preview/{'x' * 43}/{file.token}/{file.file_name}").status_code == 404
