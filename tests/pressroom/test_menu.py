"""The menu is on every page of the desk, and leads to all that its person may open."""

import pytest
from django.contrib import admin
from django.urls import NoReverseMatch, reverse

from pressroom.menu import ENTRIES, _current
from releases.editorial.groups import CHIEF_EDITORS, EDITORS, PRESS_OFFICERS
from tests.factories import make_event, make_release, make_user

pytestmark = pytest.mark.django_db
ALL = [PRESS_OFFICERS, EDITORS, CHIEF_EDITORS]


def places(page):
    """The menu as a reader of the page meets it: labels, and the one that is marked."""
    nav = page.content.decode().partition('<nav class="desk-menu"')[2].partition("</details>")[2]
    nav = nav.partition("</nav>")[0]
    links = [link.partition("</a>")[0] for link in nav.split("<a ")[1:]]
    labels = [link.partition(">")[2] for link in links]
    return labels, [link.partition(">")[2] for link in links if "aria-current" in link]


PAGES = {
    "index": "Home",
    "releases_release_changelist": "Releases",
    "releases_release_add": "Write",
    "releases_release_import": "Import",
    "releases_release_schedule": "Schedule",
    "releases_release_deleted": "Releases",
    "releases_event_changelist": "Events",
    "releases_event_add": "Events",
    "institutes_institute_changelist": "Institutes",
    "releases_series_changelist": "Series",
    "releases_photo_changelist": "Photos",
    "institutes_proposal_changelist": "Proposals",
    "institutes_queuedmail_changelist": "Mail",
    "people": "People",
    "log_of_accounts": "Log of accounts",
    "password_change": "Your account",
    "account": "Your account",
    "account_mail": "Your account",
}


@pytest.mark.parametrize("name", PAGES)
def test_the_menu_marks_where_its_person_is(client, name):
    client.force_login(make_user(*ALL))

    page = client.get(reverse(f"admin:{name}"))

    labels, marked = places(page)
    assert labels[:4] == ["Home", "Releases", "Write", "Import"]
    assert marked == [PAGES[name]]
    assert b"nav-sidebar" not in page.content


@pytest.mark.parametrize("page", ["change", "history", "delete"])
def test_the_menu_is_on_the_pages_of_one_thing(client, page):
    event, release = make_event(), make_release()
    client.force_login(make_user(*ALL))

    assert places(client.get(reverse(f"admin:releases_event_{page}", args=[event.pk])))[1] == ["Events"]
    if page != "delete":
        found = places(client.get(reverse(f"admin:releases_release_{page}", args=[release.pk])))
        assert found[1] == ["Releases"]


def test_the_menu_shows_what_its_person_may_open(client):
    labels = {}
    for name, groups in {"nobody": [], "officer": [PRESS_OFFICERS], "chief": ALL}.items():
        client.force_login(make_user(*groups))
        labels[name] = places(client.get(reverse("admin:index")))[0]

    assert labels["nobody"] == [
        *[label for label in ("Home", "Help") if label in labels["chief"]], "Mail", "Your account",
    ]  # fmt: skip
    assert "Log of accounts" not in labels["officer"]
    assert "Releases" in labels["officer"]
    assert "Changes of the catalogue" not in labels["officer"]
    assert "People" not in labels["officer"]
    assert {"Changes of the catalogue", "People"} <= set(labels["chief"])
    assert "Accounts" not in labels["chief"]


def test_what_is_not_for_every_day_is_under_more(client):
    client.force_login(make_user(*ALL, is_superuser=True))

    page = client.get(reverse("admin:institutes_queuedmail_changelist")).content.decode()

    row, _summary, more = (
        page.partition('<nav class="desk-menu"')[2].partition("</details>")[2].partition("<summary")
    )
    more = more.partition("</nav>")[0]
    assert row.count("<a ") <= 13
    assert 'class="current">More: Mail</summary>' in " ".join(more.split())
    for label in ("Contacts", "Proposals", "Log of accounts", "Your account"):
        assert f">{label}</a>" in more


def test_your_account_and_mail_to_me_lead_to_each_other(client):
    client.force_login(make_user(*ALL))
    account, mail = reverse("admin:account"), reverse("admin:account_mail")

    assert f'<a href="{mail}">Mail to me</a>' in client.get(account).content.decode()
    trail = client.get(mail).content.decode().partition('class="breadcrumbs"')[2].partition("</div>")[0]
    assert f'<a href="{account}">Your account</a>' in trail


def test_every_entry_opens_for_whom_it_is_shown_to(client):
    client.force_login(make_user(*ALL, is_superuser=True))
    for entry in ENTRIES:
        for name in entry.addresses:
            try:
                address = reverse(f"admin:{name}")
            except NoReverseMatch:
                continue
            assert client.get(address).status_code == 200
            assert _current(name) is entry


def test_every_list_of_the_desk_is_on_the_menu():
    lists = {f"{model._meta.app_label}_{model._meta.model_name}_changelist" for model in admin.site._registry}

    assert lists - {name for entry in ENTRIES for name in entry.addresses} == set()


def test_strangers_and_pop_ups_have_no_menu(client):
    assert b"desk-menu" not in client.get(reverse("admin:login")).content
    client.force_login(make_user(*ALL))
    assert b"desk-menu" not in client.get(reverse("admin:releases_event_add") + "?_popup=1").content


@pytest.mark.parametrize("page", ["changelist", "add", "change", "history", "delete"])
def test_the_way_back_names_the_list_once_and_no_application(client, page):
    client.force_login(make_user(*ALL))
    arguments = [] if page in ("changelist", "add") else [make_event().pk]

    shown = client.get(reverse(f"admin:releases_event_{page}", args=arguments)).content.decode()

    trail = shown.partition('class="breadcrumbs"')[2].partition("</div>")[0]
    assert 'href="/admin/releases/"' not in trail
    assert (trail.count("Events"), trail.count(">Home</a>")) == (1, 1)


@pytest.mark.parametrize("application", ["releases", "institutes", "auth"])
def test_the_pages_of_applications_lead_home(client, application):
    client.force_login(make_user(*ALL))

    answer = client.get(f"/admin/{application}/")

    assert (answer.status_code, answer.url) == (302, reverse("admin:index"))
    assert client.get("/admin/nonsense/").status_code == 404
