"""The help: a page per task in each language of the desk, and no page of the desk without one."""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib import admin
from django.urls import URLPattern, URLResolver, reverse
from django.utils import translation
from django.utils.translation import gettext
from PIL import Image

from pressroom.help.keys import IN_FIELDS, SINGLE, WITH_CONTROL
from pressroom.help.pictures import FOLDER, PICTURES, WIDTH
from pressroom.help.topics import TOPICS, topic_of
from pressroom.help.words import BY_SLUG
from pressroom.menu import ENTRIES
from releases.editorial.groups import CHIEF_EDITORS, EDITORS, PRESS_OFFICERS
from tests.factories import make_release, make_user

pytestmark = pytest.mark.django_db
ALL = [PRESS_OFFICERS, EDITORS, CHIEF_EDITORS]
TEMPLATES = Path(settings.BASE_DIR) / "templates"
ADDRESSES = [
    reverse("admin:help"),
    reverse("admin:help_words"),
    *(reverse("admin:help_task", args=[topic.slug]) for topic in TOPICS),
]
# A label that a text of the help names: a literal that is translated where it stands on the desk as well.
LABEL = re.compile(r'=_\("([^"]+)"\)')


def names(patterns):
    """The names of every address of the desk."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern.url_patterns)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield pattern.name


def links(page):
    """Where the content of a page leads, without menu and header."""
    content = page.content.decode().partition('<main id="content-start"')[2].partition("</main>")[0]
    return re.findall(r'href="(/[^"#]*)"', content)


@pytest.fixture
def chief(client):
    client.force_login(make_user(*ALL, username="chief"))
    return client


@pytest.mark.parametrize("language", settings.DESK_LANGUAGES)
def test_every_page_opens_in_every_language(chief, language):
    for address in ADDRESSES:
        page = chief.get(address, headers={"accept-language": language})

        assert (page.status_code, page.headers["Content-Language"]) == (200, language)


def test_every_link_of_a_page_leads_somewhere(chief):
    leading = {link for address in ADDRESSES for link in links(chief.get(address))}

    assert set(ADDRESSES) <= leading
    assert [link for link in sorted(leading) if chief.get(link).status_code != 200] == []


def test_every_task_has_steps_and_says_what_happens_and_what_can_go_wrong(chief):
    for topic in TOPICS[:-1]:
        page = chief.get(reverse("admin:help_task", args=[topic.slug])).content.decode()

        assert f"<h1>{topic.title}</h1>" in page
        steps, after = page.partition("<h2>Step by step</h2>")[2].split("<h2>What happens then</h2>")
        happens, wrong = after.split("<h2>What can go wrong</h2>")
        assert steps.count("<li>") >= 2, topic.slug
        assert happens.count("<li>") >= 1, topic.slug
        assert wrong.partition("</ul>")[0].count("<li>") >= 2, topic.slug


def test_the_contents_have_every_task_in_the_order_of_the_day(chief):
    page = chief.get(reverse("admin:help")).content.decode()

    addresses = re.findall(r'<li><a href="(/admin/help/[a-z]+/)">', page)
    assert addresses == [reverse("admin:help_task", args=[topic.slug]) for topic in TOPICS]


def test_who_is_not_at_the_desk_is_asked_to_log_in(client):
    for address in ADDRESSES:
        assert client.get(address).url == f"{reverse('admin:login')}?next={address}"

    outsider = make_user()
    outsider.is_staff = False
    outsider.save()
    client.force_login(outsider)
    assert client.get(ADDRESSES[0]).status_code == 302


def test_there_is_no_other_task(chief):
    assert chief.get(reverse("admin:help_task", args=["poetry"])).status_code == 404


def test_help_takes_no_question_of_its_own(chief, django_assert_num_queries):
    for address in ADDRESSES:
        chief.get(address)
        with django_assert_num_queries(4):
            chief.get(address)


# Every page of the desk


def test_every_address_of_the_desk_has_a_task():
    without = {name for name in names(admin.site.get_urls()) if topic_of(name) is None}

    assert without == set()


def test_what_a_task_covers_is_there():
    known = set(names(admin.site.get_urls()))
    idle = [
        (topic.slug, beginning)
        for topic in TOPICS
        for beginning in topic.covers
        if not any(name.startswith(beginning) for name in known)
    ]

    assert idle == []


@pytest.mark.parametrize(
    ("page", "slug"),
    [
        ("index", "home"),
        ("releases_release_changelist", "find"),
        ("releases_release_add", "write"),
        ("releases_release_change", "write"),
        ("releases_release_import", "import"),
        ("releases_release_schedule", "approve"),
        ("releases_release_move", "approve"),
        ("releases_release_translations", "translate"),
        ("releases_release_translate", "translate"),
        ("releases_release_sets", "together"),
        ("releases_release_history", "correct"),
        ("releases_release_links", "reviewers"),
        ("releases_event_add", "catalogue"),
        ("releases_series_changelist", "symbols"),
        ("account_mail", "mail"),
        ("account", "account"),
        ("log_of_accounts", "people"),
    ],
)
def test_a_page_leads_to_the_task_it_is_about(page, slug):
    assert topic_of(page).slug == slug


def test_the_help_of_a_page_stands_before_its_title(chief):
    release = make_release()
    page = chief.get(reverse("admin:releases_release_change", args=[release.pk])).content.decode()

    link, _, rest = page.partition('<p class="help-here">')[2].partition("</p>")
    assert " ".join(link.split()) == '<a href="/admin/help/write/">Help: Write a release</a>'
    assert rest.index("<h1>") < 300


# Words


def test_a_word_of_the_trade_is_explained_where_it_stands(chief):
    release = make_release()
    for address, word in [
        (reverse("admin:releases_release_change", args=[release.pk]), "edition"),
        (reverse("admin:releases_release_changelist"), "standing"),
        (reverse("admin:releases_release_move", args=[release.pk, "submit"]), "edition"),
    ]:
        page = " ".join(chief.get(address).content.decode().split())

        explained = page.partition(f"<details><summary>{word}</summary>")[2].partition("</details>")[0]
        assert str(BY_SLUG[word].meaning).split(".")[0] in explained, address


def test_every_word_of_a_task_is_known():
    assert [word for topic in TOPICS for word in topic.words if word not in BY_SLUG] == []


def test_the_search_finds_tasks_and_words(chief):
    found = chief.get(reverse("admin:help"), {"q": "XLIFF codes"}).content.decode()
    assert re.findall(r'<li><a href="/admin/help/([a-z]+)/">', found) == ["translate"]

    found = chief.get(reverse("admin:help"), {"q": "corr.1"}).content.decode()
    assert re.findall(r'<dt id="([a-z-]+)">', found) == ["corrigendum"]

    found = chief.get(reverse("admin:help"), {"q": "zebra"}).content.decode()
    assert "Nothing in the help has all of these words." in found


# Pictures


def _shown():
    """The pictures that the templates of the tasks name."""
    for path in sorted((TEMPLATES / "admin/help/tasks").glob("*.html")):
        yield from re.findall(r'{% help_picture "([a-z]+)" %}', path.read_text())


def test_every_picture_is_shown_once():
    assert sorted(_shown()) == sorted(PICTURES)


@pytest.mark.parametrize("language", settings.DESK_LANGUAGES)
def test_a_language_has_every_picture_in_the_size_that_its_page_says_or_none(language):
    made = sorted((FOLDER / language).glob("*.webp"))

    assert {path.stem for path in made} == set(PICTURES) or (language != "en" and not made)
    for path in made:
        assert path.stat().st_size <= 40_000
        with Image.open(path) as picture:
            assert (picture.format, picture.size) == ("WEBP", (WIDTH, PICTURES[path.stem].height))


def test_a_page_says_the_size_of_its_picture_and_what_it_shows(chief):
    page = chief.get(reverse("admin:help_task", args=["submit"])).content.decode()
    assert "<img" not in page

    page = chief.get(reverse("admin:help_task", args=["home"])).content.decode()
    image = page.partition("<figure")[2].partition("</figure>")[0]
    assert 'width="1040" height="560"' in image
    assert f'alt="{PICTURES["home"].shows}"' in image
    assert "figcaption" not in image


def test_a_picture_in_another_language_says_so(chief, tmp_path, monkeypatch):
    monkeypatch.setattr("pressroom.help.pictures.FOLDER", tmp_path)

    page = chief.get(reverse("admin:help_task", args=["home"]), headers={"accept-language": "ar"})

    image = page.content.decode().partition("<figure")[2].partition("</figure>")[0]
    assert "/pressroom/help/en/home.webp" in image
    with translation.override("ar"):
        assert gettext("The picture shows the desk in English.") in image


# What the texts name


def _labels():
    for path in sorted((TEMPLATES / "admin/help/tasks").glob("*.html")):
        for label in LABEL.findall(path.read_text()):
            yield path.name, label


def _strings_of_the_desk():
    """Every string literal of the product outside the help, and every one that a template of the desk translates."""
    found = set()
    for room in ("institutes", "releases", "pressroom"):
        for path in (Path(settings.BASE_DIR) / room).rglob("*.py"):
            if "pressroom/help" not in path.as_posix():
                nodes = ast.walk(ast.parse(path.read_text()))
                found |= {
                    node.value
                    for node in nodes
                    if isinstance(node, ast.Constant) and isinstance(node.value, str)
                }
    for path in TEMPLATES.rglob("*.html"):
        if "admin/help" not in path.as_posix():
            found |= set(re.findall(r'\{% translate "([^"]+)"', path.read_text()))
    return found


def test_every_label_that_the_help_names_stands_on_the_desk():
    labels, strings = list(_labels()), _strings_of_the_desk()

    assert len(labels) > 60
    assert [(page, label) for page, label in labels if label not in strings] == []


def test_a_label_is_named_as_the_desk_names_it_in_the_language_of_its_reader(chief):
    page = chief.get(reverse("admin:help_task", args=["submit"]), headers={"accept-language": "fr"})

    with translation.override("fr"):
        assert gettext("Submit") != "Submit"
        assert gettext("Submit") in page.content.decode()


# Keys


def test_every_key_is_listed_once(chief):
    page = chief.get(reverse("admin:help_task", args=["keys"])).content.decode()

    assert page.count("<kbd>S</kbd>") == 1
    pressed = [key.together for key in (*WITH_CONTROL, *SINGLE, *IN_FIELDS)]
    assert len(pressed) == len(set(pressed))
    leading = [entry.key for entry in ENTRIES if entry.key]
    assert len(leading) == len(set(leading)) == 11
    # With Ctrl it leads to a field or part of the page.
    assert page.count("<kbd>G</kbd>") == len(leading) + 1
