"""The frame of every page: where the reader is."""

import re

import pytest
from django.template import Context, Template
from django.urls import reverse, set_script_prefix
from django.utils.translation import override

from tests.factories import make_event, make_institute, make_public_release, make_series

LINK = Template('{% load site %}{% page_url "releases:list" %}')


def test_a_page_is_at_the_address_that_django_gives_it_in_every_language():
    for language in ("en", "ar", "en", "zh-hans"):
        with override(language):
            assert LINK.render(Context()) == reverse("releases:list") == f"/{language}/releases/"


def test_the_address_of_a_page_can_be_kept_for_later():
    page = Template('{% load site %}{% page_url "releases:list" as list_url %}[{{ list_url }}]')

    with override("fr"):
        assert page.render(Context()) == "[/fr/releases/]"


def test_a_static_file_is_where_django_says():
    ours = Template('{% load site %}{% static_file "pressroom/pressroom.css" %}')
    django = Template('{% load static %}{% static "pressroom/pressroom.css" %}')

    assert ours.render(Context()) == django.render(Context()) == "/static/pressroom/pressroom.css"


@pytest.mark.parametrize(
    "tag",
    [
        '{% translate "Releases" %}',
        "{% translate 'Press releases are for information and are not official records of the United Nations.' %}",
        '{% translate "100 % of <b>it</b>" %}',
        '{% translate "Releases" as word %}[{{ word }}]',
        "{% translate label %}",
        '{% translate "Releases"|upper %}',
        '{% translate "May" context "a month" %}',
    ],
)
def test_a_sentence_is_what_django_makes_of_it(tag):
    ours, django = Template("{% load i18n site %}" + tag), Template("{% load i18n %}" + tag)

    for language in ("fr", "en", "ar"):
        with override(language):
            context = {"label": "Events & <i>"}
            assert ours.render(Context(context)) == django.render(Context(context))


def test_a_sentence_is_looked_up_in_the_language_of_the_page():
    page = Template('{% load i18n site %}{% translate "Releases" %}')

    for language, word in (("fr", "Communiqués"), ("es", "Comunicados"), ("fr", "Communiqués")):
        with override(language):
            assert page.render(Context()) == word


def test_a_page_is_below_the_address_of_the_site():
    set_script_prefix("/press/")
    try:
        with override("en"):
            assert LINK.render(Context()) == "/press/en/releases/"
    finally:
        set_script_prefix("/")
    with override("en"):
        assert LINK.render(Context()) == "/en/releases/"


SECTIONS = {
    "/en/releases/": "Releases",
    "/en/events/": "Events",
    "/en/institutes/": "Institutes",
    "/en/series/": "Series",
}


@pytest.mark.django_db
def test_the_navigation_marks_the_section_that_is_shown_and_that_of_every_page_below_it(client):
    make_series("BKK/CP")
    make_event("congress")
    make_institute("heuni")
    release = make_public_release(symbol="BKK/CP/14")
    below = {
        "/en/": None,
        "/en/nothing/": None,
        release.get_absolute_url(): "/en/releases/",
        "/en/releases/2005/": "/en/releases/",
        "/en/releases/NONE/1/": "/en/releases/",
        "/fr/releases/BKK/CP/14/": "/fr/releases/",
        "/en/events/congress/": "/en/events/",
        "/en/institutes/heuni/": "/en/institutes/",
        "/en/series/BKK/CP/": "/en/series/",
    }

    for address, section in below.items():
        page = client.get(address).content.decode()
        assert re.findall(r'<li><a href="([^"]+)" aria-current="true">', page) == [section] * (
            section is not None
        )
        assert 'aria-current="page"' not in page
    for address in SECTIONS:
        page = client.get(address).content.decode()
        assert re.findall(r'<a href="([^"]+)" aria-current="page"', page) == [address]


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("/favicon.ico", "image/x-icon"),
        ("/apple-touch-icon.png", "image/png"),
        ("/icon-512.png", "image/png"),
        ("/site.webmanifest", "application/manifest+json"),
    ],
)
def test_what_browsers_ask_for_unasked_is_there(client, address, kind):
    response = client.get(address)

    assert (response.status_code, response.headers["Content-Type"]) == (200, kind)
    assert b"".join(response.streaming_content)
