"""The pages about the site: what comes with the software, until whoever runs the site writes it."""

import pytest
from django.conf import settings
from django.urls import reverse

from releases.editorial.groups import CHIEF_EDITORS, EDITORS, PRESS_OFFICERS
from releases.enums import SitePageKind
from releases.models import SitePage
from releases.publication.site_pages import delivered
from tests.factories import make_user
from tests.posting import filled

pytestmark = pytest.mark.django_db
KINDS = list(SitePageKind)


def write(kind="about", language="en", title="Who we are", body="<p>We are invented.</p>"):
    return SitePage.objects.create(kind=kind, language=language, title=title, body=body)


def page_of(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("language", settings.OFFICIAL_LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_each_is_there_in_each_official_language(client, kind, language):
    page = page_of(client, f"/{language}/{kind}/")

    assert page.count("<h1>") == 1
    assert page.count("<h2>") >= 3
    assert '<article class="release site-page">' in page
    assert delivered(kind, language).language == language


def test_the_texts_of_every_language_have_the_same_parts():
    def parts(kind, language):
        body = delivered(kind, language).body
        return [body.count(tag) for tag in ("<h2>", "<p>", "<li>", "<ul>")]

    for kind in KINDS:
        assert {language: parts(kind, language) for language in settings.OFFICIAL_LANGUAGES} == dict.fromkeys(
            settings.OFFICIAL_LANGUAGES, parts(kind, "en")
        )


def test_a_language_without_a_text_says_which_one_it_shows(client):
    assert '<article class="release site-page" lang="en" dir="ltr">' in page_of(client, "/de/privacy/")

    write("privacy", "ar", "الخصوصية", "<p>نص مخترع.</p>")

    for language in ("en", "de"):
        page = page_of(client, f"/{language}/privacy/")
        assert '<article class="release site-page" lang="ar" dir="rtl">' in page
        assert "نص مخترع" in page
    write("privacy", "en")
    assert "We are invented." in page_of(client, "/de/privacy/")
    assert '<article class="release site-page">' in page_of(client, "/en/privacy/")


def test_what_was_written_shows_at_once_and_alone(client):
    before = client.get("/en/about/")
    assert "has not written here yet" in before.content.decode()

    page = write()
    after = client.get("/en/about/", HTTP_IF_NONE_MATCH=before["ETag"])

    assert after.status_code == 200
    assert "We are invented." in after.content.decode()
    assert "has not written here yet" not in after.content.decode()
    SitePage.objects.filter(pk=page.pk).update(title="Who we were")
    assert "Who we were" in page_of(client, "/en/about/")
    page.delete()
    assert page_of(client, "/en/about/") == before.content.decode()


def test_every_page_leads_to_them(client):
    page = page_of(client, "/fr/")

    assert [f'href="/fr/{kind}/"' in page for kind in KINDS] == [True] * 3


def test_nothing_in_a_text_can_run():
    page = write(body='<p onclick="x()">A</p><script>alert(1)</script><img src="x"><h2>B</h2>')

    assert page.body == "<p>A</p> <h2>B</h2>"
    assert page.get_absolute_url() == "/en/about/"


def test_it_costs_one_query(client, django_assert_num_queries):
    write()
    client.get("/en/about/")
    write("about", "fr")

    # What the public sees now, and the page: see `releases.delivery.freshness`.
    with django_assert_num_queries(5):
        page_of(client, "/en/about/")
    with django_assert_num_queries(1):
        page_of(client, "/en/about/")


def test_chief_editors_write_them_and_nobody_else(client):
    listed, add = reverse("admin:releases_sitepage_changelist"), reverse("admin:releases_sitepage_add")
    for group in (PRESS_OFFICERS, EDITORS):
        client.force_login(make_user(group))
        assert {client.get(listed).status_code, client.get(add).status_code} == {403}

    client.force_login(make_user(CHIEF_EDITORS))
    address = f"{add}?kind=privacy&amp;language=fr"
    assert address in client.get(listed).content.decode()
    form = client.get(address.replace("&amp;", "&"))
    assert "Témoins de connexion" in form.content.decode()
    response = client.post(add, filled(form, title="Vie privée"))

    assert response.status_code == 302
    page = SitePage.objects.get()
    assert (page.kind, page.language, page.title) == ("privacy", "fr", "Vie privée")
    assert "<h2>Témoins de connexion (cookies)</h2>" in page.body
    assert page.history.count() == 1
    assert address not in client.get(listed).content.decode()


def test_two_people_at_one_page_are_shown_both_texts(client):
    client.force_login(make_user(CHIEF_EDITORS))
    page = write()
    change = reverse("admin:releases_sitepage_change", args=[page.pk])
    first, second = client.get(change), client.get(change)

    assert client.post(change, filled(first, title="The first")).status_code == 302
    answer = client.post(change, filled(second, title="The second"))

    assert answer.status_code == 200
    assert "The first" in answer.content.decode()
    assert "The second" in answer.content.decode()
    page.refresh_from_db()
    assert page.title == "The first"


def test_a_text_stays_that_of_its_page_and_language(client):
    client.force_login(make_user(CHIEF_EDITORS))
    page = write("about", "ar")
    change = reverse("admin:releases_sitepage_change", args=[page.pk])

    sent = filled(client.get(change), title="New") | {"kind": "privacy", "language": "en"}
    assert client.post(change, sent).status_code == 302

    page.refresh_from_db()
    assert (page.kind, page.language, page.title) == ("about", "ar", "New")


def test_an_address_that_names_no_page_makes_an_empty_form(client):
    client.force_login(make_user(CHIEF_EDITORS))

    response = client.get(reverse("admin:releases_sitepage_add"), {"kind": "../x", "language": "xx"})

    assert response.status_code == 200
