"""One answer in every encoding, and which answers may be kept."""

import gzip

import brotli
import pytest
from django.http import HttpResponse, StreamingHttpResponse

from releases.delivery.page import Page, is_keepable, matches

TEXT = ("Invented text. " * 100).encode()


def page(content=TEXT, **headers):
    return Page.of(HttpResponse(content, headers=headers), "generation")


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("", "identity"),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("br;q=0.5, gzip;q=0.8", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0, gzip;q=0", "identity"),
        ("GZIP", "gzip"),
        ("identity", "identity"),
        ("*", "identity"),
        ("br;q=nonsense", "identity"),
        ("gzip;q=nan", "identity"),
        ("x" * 100_000 + ", br", "identity"),
    ],
)
def test_the_best_encoding_that_a_browser_takes(accepted, encoding):
    assert page().best_encoding(accepted) == encoding


def test_a_few_bytes_are_not_worth_it():
    assert page(b"short").best_encoding("br") == "identity"


def test_a_picture_is_packed_already():
    assert page(**{"Content-Type": "image/png"}).best_encoding("br") == "identity"


def test_every_encoding_holds_the_same_under_its_own_tag():
    kept = page()

    assert kept.encoded("identity").body == TEXT
    assert brotli.decompress(kept.encoded("br").body) == TEXT
    assert gzip.decompress(kept.encoded("gzip").body) == TEXT
    assert len({kept.encoded(name).etag for name in ("identity", "br", "gzip")}) == 3
    headers = dict(kept.encoded("br").headers)
    assert headers["Content-Encoding"] == "br"
    assert headers["Content-Length"] == str(len(kept.encoded("br").body))
    assert headers["Vary"] == "Accept-Encoding"


def test_the_tag_is_of_the_content_alone():
    one, other = page(), Page.of(HttpResponse(TEXT), "another generation")

    assert one.encoded("gzip").etag == other.encoded("gzip").etag
    assert one.encoded("gzip").body == other.encoded("gzip").body
    assert page(b"other").encoded("identity").etag != one.encoded("identity").etag


def test_encodings_are_made_once_and_counted():
    kept = page()
    before = kept.size

    assert kept.encoded("br") is kept.encoded("br")
    assert kept.size > before


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ('"a"', True),
        ('W/"a"', True),
        ('"b", "a"', True),
        ("*", True),
        ('"b"', False),
        ("a", False),
        ("", False),
    ],
)
def test_whose_copy_is_still_right(asked, answer):
    assert matches('"a"', asked) is answer


def with_cookie():
    response = HttpResponse()
    response.set_cookie("a", "b")
    return response


@pytest.mark.parametrize(
    ("response", "answer"),
    [
        (HttpResponse(), True),
        (HttpResponse(status=410), True),
        (HttpResponse(status=404), False),
        (HttpResponse(status=301), False),
        (HttpResponse(status=500), False),
        (HttpResponse(headers={"Vary": "Accept-Encoding"}), True),
        (HttpResponse(headers={"Vary": "Cookie"}), False),
        (HttpResponse(headers={"Vary": "Accept-Encoding, Accept-Language"}), False),
        (HttpResponse(headers={"Vary": "*"}), False),
        (HttpResponse(headers={"Cache-Control": "no-cache"}), True),
        (HttpResponse(headers={"Cache-Control": "max-age=0, Private"}), False),
        (HttpResponse(headers={"Cache-Control": "no-store"}), False),
        (HttpResponse(headers={"Content-Security-Policy": "script-src 'self'"}), True),
        (HttpResponse(headers={"Content-Security-Policy": "script-src 'nonce-abc'"}), False),
        (StreamingHttpResponse(), False),
        (with_cookie(), False),
    ],
)
def test_what_may_be_given_to_everybody(response, answer):
    assert is_keepable(response) is answer
