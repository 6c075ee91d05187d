"""The frame of every page: where the reader is, and the same page in other languages."""

import pytest
from django.template import Context, Template
from django.urls import reverse, set_script_prefix
from django.utils.translation import override

from tests.factories import make_event, make_public_release, make_series

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
def test_the_navigation_marks_the_section_that_is_shown(client):
    make_series("BKK/CP")
    make_event("congress")
    release = make_public_release()
    others = [
        "/en/",
        release.get_absolute_url(),
        "/en/events/congress/",
        "/en/nothing/",
        "/en/releases/2005/",
    ]

    for address in [*SECTIONS, *others, *SECTIONS]:
        page = client.get(address).content.decode()
        marked = [path for path in SECTIONS if f'<a href="{path}" aria-current="page">' in page]
        assert marked == ([address] if address in SECTIONS else [])


@pytest.mark.django_db
def test_the_languages_lead_to_the_same_page(client):
    page = client.get('/fr/events/?page=2&x="><b>').content.decode()

    query = "?page=2"
    assert "%3Cb%3E" not in page
    assert (
        f'<li><a href="/fr/events/{query}" lang="fr" hreflang="fr" aria-current="true">Français</a></li>'
        in page
    )
    assert f'<li><a href="/zh-hans/events/{query}" lang="zh-Hans" hreflang="zh-Hans">中文</a></li>' in page
    assert '<a href="/de/' not in page
