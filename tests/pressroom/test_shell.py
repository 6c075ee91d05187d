"""What is made once is the same as what is made each time."""

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils.translation import override

from tests.factories import make_event, make_public_release, make_series

HEAD = "{% load i18n shell %}"


def test_what_stands_in_once_is_made_once_for_each_language():
    page = Template(HEAD + '{% once %}{% translate "Releases" %} {{ word }}{% endonce %} {{ word }}')

    with override("fr"):
        assert page.render(Context({"word": "a"})) == "Communiqués a a"
    with override("es"):
        assert page.render(Context({"word": "b"})) == "Comunicados b b"
    with override("fr"):
        assert page.render(Context({"word": "c"})) == "Communiqués a c"


def test_it_is_made_once_for_each_value():
    page = Template(HEAD + "{% once section %}{{ section }}{{ word }}{% endonce %}")

    assert page.render(Context({"section": "x", "word": 1})) == "x1"
    assert page.render(Context({"section": "y", "word": 2})) == "y2"
    assert page.render(Context({"section": "x", "word": 3})) == "x1"
    assert page.render(Context({"word": 4})) == "4"


def test_more_than_one_value_is_a_mistake_in_the_template():
    with pytest.raises(TemplateSyntaxError):
        Template(HEAD + "{% once a b %}{% endonce %}")


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

    query = "?page=2&amp;x=%22%3E%3Cb%3E"
    assert (
        f'<li><a href="/fr/events/{query}" lang="fr" hreflang="fr" aria-current="true">Français</a></li>'
        in page
    )
    assert f'<li><a href="/zh-hans/events/{query}" lang="zh-Hans" hreflang="zh-Hans">中文</a></li>' in page
    assert '<a href="/de/' not in page
