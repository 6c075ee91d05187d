"""A page is made once and sent to everybody, as long as it is true and to nobody else."""

import gzip
import threading
from datetime import timedelta
from unittest import mock

import brotli
import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone

from releases.delivery import page_cache
from releases.delivery.page import Page
from releases.delivery.page_cache import Key, PageCache, in_front_of, kept_answer
from releases.editorial.groups import EDITORS
from releases.models import Release
from tests.factories import NOON, make_institute, make_public_release, make_release, make_user

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def views_called(client, address, **headers):
    """How many views an address asks for: none where the answer is kept."""
    with mock.patch(
        "releases.delivery.page_cache.is_keepable", side_effect=page_cache.is_keepable
    ) as is_keepable:
        response = client.get(address, headers=headers)
    return is_keepable.call_count, response


def test_a_page_is_made_once(client):
    make_public_release(symbol="BKK/CP/14")

    calls, first = views_called(client, "/en/releases/BKK/CP/14/")
    assert calls == 1
    calls, second = views_called(client, "/en/releases/BKK/CP/14/")
    assert calls == 0
    assert (second.content, dict(second.headers)) == (first.content, dict(first.headers))


def test_a_kept_page_costs_one_question(client, django_assert_num_queries):
    make_public_release()
    client.get("/en/releases/")

    with django_assert_num_queries(1):
        assert client.get("/en/releases/").status_code == 200


def test_who_has_the_page_is_told_so(client):
    make_public_release(symbol="BKK/CP/14")
    etag = client.get("/en/releases/BKK/CP/14/").headers["ETag"]
    response = client.get("/en/releases/BKK/CP/14/", headers={"If-None-Match": etag})

    assert (response.status_code, response.content) == (304, b"")
    assert response.headers["ETag"] == etag
    assert client.get("/en/releases/BKK/CP/14/", headers={"If-None-Match": '"other"'}).status_code == 200


def test_the_first_to_ask_may_have_it_already(client):
    make_public_release()
    etag = client.get("/en/").headers["ETag"]
    page_cache.page_cache().pages.clear()

    assert client.get("/en/", headers={"If-None-Match": etag}).status_code == 304
    assert client.get("/en/").status_code == 200


@pytest.mark.parametrize("is_kept", [False, True])
def test_head_is_get_without_the_page(client, is_kept):
    make_public_release()
    whole = client.get("/en/")
    if not is_kept:
        page_cache.page_cache().pages.clear()
    head = client.head("/en/")

    assert (head.status_code, head.content) == (200, b"")
    assert dict(head.headers) == dict(whole.headers)
    assert client.get("/en/").content == whole.content


@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_pages_are_sent_as_browsers_take_them(client, encoding):
    make_public_release()
    plain = client.get("/en/")
    packed = client.get("/en/", headers={"Accept-Encoding": encoding})
    unpacked = {"br": brotli, "gzip": gzip}[encoding].decompress(packed.content)

    assert unpacked == plain.content
    assert packed.headers["Content-Encoding"] == encoding
    assert plain.headers["Vary"] == packed.headers["Vary"] == "Accept-Encoding"
    assert "Content-Encoding" not in plain.headers


def test_the_tag_does_not_tell_of_a_hidden_approval(client):
    make_public_release(symbol="BKK/CP/14")
    before = client.get("/en/").headers["ETag"]
    make_public_release(symbol="BKK/CP/15", publish_at=timezone.now() + HOUR)
    page_cache.page_cache().pages.clear()

    assert client.get("/en/").headers["ETag"] == before


@pytest.mark.parametrize(
    "address", ["/en/", "/en/releases/", "/en/releases/?kind=press_release", "/en/events/"]
)
def test_a_saved_draft_leaves_pages_kept(client, address):
    make_public_release()
    client.get(address)
    draft = make_release()
    Release.objects.filter(pk=draft.pk).update(title="Okapi")

    assert views_called(client, address)[0] == 0


def test_an_approval_for_later_leaves_pages_kept_until_then(client):
    with mock.patch.object(timezone, "now", return_value=NOON):
        client.get("/en/")
        make_public_release(symbol="BKK/CP/15", title="Okapi", publish_at=NOON + HOUR)
        calls, response = views_called(client, "/en/")
        assert (calls, b"Okapi" in response.content) == (0, False)
    with mock.patch.object(timezone, "now", return_value=NOON + HOUR):
        calls, response = views_called(client, "/en/")
        assert (calls, b"Okapi" in response.content) == (1, True)
    with mock.patch.object(timezone, "now", return_value=NOON + HOUR - timedelta(microseconds=1)):
        assert b"Okapi" not in client.get("/en/").content


def test_unknown_parameters_are_no_part_of_the_key(client):
    make_public_release()
    first = client.get("/en/releases/?kind=press_release")
    calls, second = views_called(client, "/en/releases/?utm_source=okapi&kind=press_release&x=giraffe&q=")

    assert calls == 0
    assert second.content == first.content
    assert b"okapi" not in second.content
    assert len(page_cache.page_cache().pages) == 1
    assert len(page_cache.page_cache().spellings) == 0


def test_the_order_of_parameters_does_not_matter(client):
    make_public_release()
    client.get("/en/releases/?kind=press_release&from=2005")

    assert views_called(client, "/en/releases/?from=2005&kind=press_release")[0] == 0


def test_another_order_is_answered_in_front_of_django_from_the_second_time_on(client):
    make_public_release()
    first = client.get("/en/releases/?kind=press_release&from=2005")
    other = "/en/releases/?q=&from=2005&kind=press_release"
    assert kept_answer(RequestFactory().get(other).META) is None
    client.get(other)

    assert kept_answer(RequestFactory().get(other).META).page.body == first.content
    make_public_release(title="Okapi")
    assert kept_answer(RequestFactory().get(other).META) is None
    assert b"Okapi" in client.get(other).content


@pytest.mark.parametrize(
    "headers",
    [
        {"Cookie": "sessionid=invented"},
        {"Cookie": "a=b; messages=invented"},
        {"Authorization": "Basic invented"},
    ],
)
def test_who_may_be_somebody_is_answered_alone(client, headers):
    make_public_release()
    client.get("/en/")

    with mock.patch.object(PageCache, "find") as find:
        response = client.get("/en/", headers=headers)
    assert response.status_code == 200
    assert not find.called
    assert "ETag" not in response.headers


def test_nothing_is_kept_of_what_a_signed_in_person_is_shown(client):
    make_public_release()
    client.force_login(make_user(EDITORS))
    client.get("/en/")

    assert len(page_cache.page_cache().pages) == 0


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/", 302),
        ("/symbol/BKK/CP/14", 302),
        ("/en/releases/bkk/cp/14/", 301),
        ("/en/releases/BKK/CP/99/", 404),
        ("/fr/releases/BKK/CP/14/", 404),
        ("/en/nowhere/", 404),
        ("/admin/login/", 200),
    ],
)
def test_what_anybody_can_invent_or_is_not_for_everybody_is_not_kept(client, address, status):
    make_public_release(symbol="BKK/CP/14")

    assert client.get(address).status_code == status
    assert len(page_cache.page_cache().pages) == 0


@pytest.mark.parametrize("address", ["/en/", "/en/releases/", "/en/releases/BKK/CP/14/", "/en/suggestions/"])
def test_what_is_sent_to_a_public_page_is_refused_unread(address):
    client = Client(enforce_csrf_checks=True)
    with mock.patch("django.http.request.HttpRequest._load_post_and_files") as load:
        response = client.post(address, {"csrfmiddlewaretoken": "a" * 64}, headers={"Cookie": "csrftoken=a"})

    assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD")
    assert not load.called


def test_another_host_has_pages_of_its_own(client):
    make_public_release()
    client.get("/en/")

    assert views_called(client, "/en/", Host="localhost")[0] == 1
    assert client.get("/en/", headers={"Host": "evil.example"}).status_code == 400


def test_who_comes_unsafely_to_a_safe_site_is_sent_there(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    client = Client()
    make_public_release()

    assert client.get("/en/", headers={"X-Forwarded-Proto": "https"}).status_code == 200
    assert client.get("/en/").status_code == 301


def test_every_door_is_as_safe_from_the_cache_as_without_it(client):
    make_public_release()
    first, kept = client.get("/en/"), client.get("/en/")

    for name in ("Content-Security-Policy", "X-Frame-Options", "X-Content-Type-Options", "Referrer-Policy"):
        assert kept.headers[name] == first.headers[name]
    assert kept.headers["Cache-Control"] == "no-cache"


def test_the_settings_can_turn_it_off(client, settings):
    settings.PAGE_CACHE_BYTES = 0
    make_public_release()
    first = client.get("/en/")

    assert views_called(client, "/en/")[0] == 1
    assert client.get("/en/", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


def test_what_stands_in_front_of_django_gives_the_same_answers(client):
    make_public_release()
    make_institute("heuni")
    application = in_front_of(lambda environ, start_response: ["asked"])

    def ask(address, **headers):
        begun = []
        environ = RequestFactory(headers=headers).get(address).environ
        answer = application(environ, lambda status, given: begun.append((status, dict(given))))
        return begun, b"".join(answer) if begun else answer

    assert ask("/en/")[1] == ["asked"]
    kept = client.get("/en/")
    (status, headers), *_more = ask("/en/")[0]
    assert (status, headers) == ("200 OK", dict(kept.headers))
    assert ask("/en/")[1] == kept.content
    begun, body = ask("/en/", **{"If-None-Match": kept.headers["ETag"]})
    assert (begun[0][0], body) == ("304 Not Modified", b"")
    make_institute("isisc")
    assert ask("/en/")[1] == ["asked"]


def test_one_makes_a_page_and_the_others_wait():
    cache, key = PageCache(1_000_000, None), Key(is_secure=False, host="testserver", path="/en/", query="")
    assert cache.find_or_make(key, "now") is None
    page = Page.of(HttpResponse(b"page"), "now")
    found = []
    others = [threading.Thread(target=lambda: found.append(cache.find_or_make(key, "now"))) for _ in range(5)]
    for other in others:
        other.start()
    assert found == []
    cache.keep(key, page)
    cache.made(key, "now")
    for other in others:
        other.join(5)

    assert found == [page] * 5


def test_nobody_waits_for_a_page_that_is_kept(client, monkeypatch):
    """An address written otherwise is looked for behind the front: that made the next to ask wait in vain."""
    make_public_release(kind="statement")
    client.get("/en/releases/?kind=statement&sort=oldest")
    monkeypatch.setattr(threading.Event, "wait", mock.Mock(side_effect=AssertionError("somebody waits")))

    for _request in range(3):
        calls, response = views_called(client, "/en/releases/?sort=oldest&kind=statement")
        assert (calls, response.status_code) == (0, 200)


def test_who_waited_too_long_makes_the_page_too(monkeypatch):
    monkeypatch.setattr(page_cache, "LONGEST_WAIT", 0.01)
    cache, key = PageCache(1_000_000, None), Key(is_secure=False, host="testserver", path="/en/", query="")

    assert cache.find_or_make(key, "now") is None
    assert cache.find_or_make(key, "now") is None


def test_a_page_that_fails_keeps_nobody_waiting(client):
    client.raise_request_exception = False
    with mock.patch("releases.views.front.render", side_effect=RuntimeError):
        assert client.get("/en/").status_code == 500

    assert page_cache.page_cache()._in_the_making == {}
    assert client.get("/en/").status_code == 200


def test_a_database_that_is_away_is_no_matter_of_the_cache(client):
    from django.db import OperationalError

    client.get("/en/")
    environ = RequestFactory().get("/en/").environ
    with mock.patch("releases.delivery.freshness.read", side_effect=OperationalError):
        assert kept_answer(environ) is None


def test_nonsense_leaves_the_process_as_it_was(client):
    make_public_release()
    for number in range(460):
        response = client.get(f"/en/releases/?x{number}=" + "A" * 60_000)
        assert response.status_code == 414
        assert len(response.content) < 2000
    for number in range(200):
        client.get(f"/en/releases/?q=word{number}&x=" + "A" * 1900)
    kept = page_cache.page_cache().pages

    assert kept.bytes <= kept.most_bytes // 4
