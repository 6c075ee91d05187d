"""No page of the desk says anything that is not translated.

In a language in which the letters of every translated sentence are wide, ａｓ ｈｅｒｅ, whatever is in ordinary Latin
letters was never marked. All data of these pages is Greek or digits.
"""

import re
from datetime import timedelta
from html.parser import HTMLParser

import pytest
from django.conf import settings as project
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.urls import reverse
from django.utils import timezone

from institutes import places
from institutes.models import Preferences
from releases.editorial.groups import CHIEF_EDITORS, EDITORS, PRESS_OFFICERS
from releases.enums import Move
from releases.models import ReleaseAttachment
from tests.catalogue import wide, write_wide_language
from tests.factories import (
    make_attachment,
    make_contact,
    make_event,
    make_institute,
    make_logo,
    make_photo,
    make_public_release,
    make_release,
    make_series,
    make_user,
    make_withdrawn_release,
)

pytestmark = pytest.mark.django_db
# A language of the desk in whose own script no Latin letter stands.
SPOKEN = "ru"
ATTRIBUTES = {"title", "placeholder", "alt", "label", "aria-label", "aria-description", "aria-valuetext"}
VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
# Names that are the same in every language, and what people type as it stands.
NAMES = {
    *(
        "pressroom",
        "UTC",
        "CSV",
        "Excel",
        "XLIFF",
        "PDF",
        "UTF",
        "LE",
        "BE",
        "DOS",
        "windows",
        "Mac",
        "KOI8",
        "ISO",
    ),
    # The country of an earlier version of an event is its code.
    "GR",
    *("English", "Français", "Español", "Deutsch"),
    *(part for zone in {*places.zones().values(), "UTC"} for part in re.findall(r"[^\W\d_]+", zone)),
}
# Symbols and addresses; places that scripts fill.
SYMBOL = re.compile(
    r"%\(\w+\)s|(?:/ru/releases/)?\b[A-Z]{2,}(?:/[A-Z0-9.*]+)+"
    r"|https?://\S*|\S+@\S+|\S+\.(?:csv|svg|txt)\b"
)


class Words(HTMLParser):
    """What a page says to a person: its texts, and the attributes that are shown or read out."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list) -> None:
        if tag not in VOID:
            self.open.append(tag)
        given = {name: value or "" for name, value in attrs}
        self.found += [value for name, value in given.items() if name in ATTRIBUTES]
        self.found += [value for name, value in given.items() if name.startswith("data-") and " " in value]
        if tag == "input" and given.get("type") in {"submit", "button"}:
            self.found.append(given.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        while tag in self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not {"script", "style", "textarea"} & set(self.open):
            self.found.append(" ".join(data.split()))


def leaks(response) -> set[str]:
    """What the page says in ordinary Latin letters, names that are the same everywhere apart."""
    reader = Words()
    reader.feed(response.content.decode())
    found = set()
    for text in reader.found:
        if text.startswith("{"):
            # What scripts of the editor and of tables are told; their words are looked at in the browser.
            continue
        words = re.findall(r"\b[A-Za-z][^\W\d]+\b", SYMBOL.sub("", text))
        if any(word not in NAMES for word in words):
            found.add(text)
    return found


@pytest.fixture
def wide_language(settings, tmp_path):
    write_wide_language(tmp_path, SPOKEN)
    settings.LOCALE_PATHS = [tmp_path]
    yield
    settings.LOCALE_PATHS = project.LOCALE_PATHS


@pytest.fixture
def chief(client, wide_language):
    user = make_user(PRESS_OFFICERS, EDITORS, CHIEF_EDITORS, username="1001", is_superuser=True)
    Preferences.objects.create(user=user, language=SPOKEN)
    client.force_login(user)
    return user


def _things():
    """A row of every kind with Greek words, by name."""
    series = make_series("ΑΒΓ/ΔΕ".translate(str.maketrans("ΑΒΓΔΕ", "ABCDE")))
    institute = make_institute("2001", name="Ινστιτούτο", acronym="ΙΝ")
    make_logo(institute, alternative_text="Σήμα")
    event = make_event("2002", name="Συνέδριο", city="Αθήνα", country="GR")
    make_event("2003", name="Εργαστήριο", parent=event)
    words = {"title": "Τίτλος", "body": "<p>Κείμενο.</p>"}
    draft = make_release(
        symbol="BKK/CP/14",
        institutes=(institute,),
        events=(event,),
        as_issued="ΔΕΛΤΙΟ\n".encode(),
        as_issued_type="text/plain",
        guesses={
            "title": "no title was found; the first words were taken",
            "encoding": "nothing in the file says so",
        },
        problems=[{"line": 3, "code": "no-date", "message": "No date of issue was found."}],
        **words,
    )
    public = make_public_release(symbol="BKK/CP/15", institutes=(institute,), events=(event,), **words)
    photo = make_photo(draft, alternative_text="Άνθρωποι")
    make_attachment(draft, file_name="2004.csv")
    contact = make_contact(draft, name="Όνομα")
    ReleaseAttachment.objects.update(title="Πίνακας")
    soon = timezone.now() + timedelta(hours=5)
    submitted = make_release(symbol="BKK/CP/16", state="submitted", publish_at=soon, **words)
    withdrawn = make_withdrawn_release(symbol="BKK/CP/17", withdrawal_reason="Λόγος", **words)
    return {
        "release": [draft, public, submitted, withdrawn],
        "event": [event],
        "series": [series],
        "photo": [photo],
        "contact": [contact],
        "institute": [institute],
    }


def _addresses(things) -> list[str]:
    found = []
    # Permissions are rows that Django names in English; only an operator opens its pages of groups and users.
    for model in admin.site._registry.keys() - {Group, User}:
        label = f"{model._meta.app_label}_{model._meta.model_name}"
        found += [reverse(f"admin:{label}_changelist"), reverse(f"admin:{label}_add")]
        for thing in things.get(model._meta.model_name, ()):
            found += [
                reverse(f"admin:{label}_{page}", args=[thing.pk]) for page in ("change", "history", "delete")
            ]
            if hasattr(thing, "history") and thing.history.exists():
                found.append(
                    reverse(f"admin:{label}_simple_history", args=[thing.pk, thing.history.earliest().pk])
                )
    found += [
        reverse("admin:releases_event_merge", args=[things["event"][0].pk]),
        reverse("admin:institutes_institute_merge", args=[things["institute"][0].pk]),
    ]
    for release in things["release"]:
        found += [
            reverse(f"admin:releases_release_{page}", args=[release.pk])
            for page in ("links", "comments", "translate")
        ]
        found += [reverse("admin:releases_release_move", args=[release.pk, move]) for move in Move]
    found += [
        reverse(f"admin:releases_release_{page}")
        for page in (
            "schedule",
            "forced",
            "deleted",
            "calendar",
            "translations",
            "sets",
            "import",
            "xliff",
            "views",
        )
    ]
    found += [
        reverse(f"admin:{page}")
        for page in (
            *("index", "account", "account_mail", "sessions", "second_factor", "add_app", "add_passkey"),
            *("password_change", "people", "invite", "log_of_accounts", "site_at"),
        )
    ]
    return found


def test_no_page_of_the_desk_has_a_word_that_is_not_translated(client, chief, caplog):
    caplog.set_level("ERROR")
    found, read = {}, 0
    for address in _addresses(_things()):
        response = client.get(address)
        assert response.status_code in {200, 302, 403, 404, 409}, address
        if "html" in response.headers.get("Content-Type", ""):
            read += 1
            found |= dict.fromkeys(leaks(response), address)
    assert read > 80
    assert found == {}


# What a browser sends for the tables of a form, without rows.
NO_ROWS = {
    f"{table}-{number}_FORMS": "0"
    for table in (
        *("attachments", "joint_symbols", "links", "listed_contacts", "logo", "mentions", "names", "parts"),
        "photos",
        "texts",
    )
    for number in ("TOTAL", "INITIAL")
}


def _nonsense(things) -> list[tuple[str, dict]]:
    """Addresses with what is sent to them: forms left empty or filled in wrongly."""
    draft, public, submitted, _withdrawn = things["release"]
    empty = [
        *("releases_release_add", "releases_event_add", "releases_series_add", "releases_photo_add"),
        *(
            "releases_contact_add",
            "institutes_institute_add",
            "releases_release_import",
            "releases_release_xliff",
        ),
        *("releases_release_set_join", "invite", "password_change", "add_app", "account_mail"),
    ]
    sent: list[tuple[str, dict]] = [(reverse(f"admin:{name}"), {}) for name in empty]
    sent += [
        (reverse("admin:releases_release_move", args=[release.pk, move]), {})
        for release in (draft, public, submitted)
        for move in Move
    ]
    add = reverse("admin:releases_release_add")
    wrong = {"symbol": "??", "language": "99", "issued_on": "??", "publish_at_0": "??", "publish_at_1": "??"}
    text = "ΔΕΛΤΙΟ ΤΥΠΟΥ\n31.9.2005\n\nΤίτλος\n\nΚείμενο.\n"
    changelist = reverse("admin:releases_release_changelist")
    chosen = {"_selected_action": [str(one.pk) for one in things["release"]]}
    return [
        *sent,
        (add, wrong),
        (reverse("admin:releases_event_add"), {"starts_on": "??", "ends_on": "??", "number": "??"}),
        (reverse("admin:releases_release_import"), {"text": text, "do": "read"}),
        (reverse("admin:invite"), {"address": "??"}),
        (reverse("admin:password_change"), {"old_password": "1", "new_password1": "1", "new_password2": "2"}),
        (changelist, {"action": "", **chosen}),
        *((changelist, {"action": name, **chosen}) for name in ("submit", "approve", "withdraw", "delete")),
    ]


def test_no_refusal_of_the_desk_has_a_word_that_is_not_translated(client, chief, caplog):
    caplog.set_level("ERROR")
    found, read = {}, 0
    for address, data in _nonsense(_things()):
        response = client.post(address, NO_ROWS | data, follow=True)
        assert response.status_code in {200, 400, 403, 404, 409}, address
        if "html" in response.headers.get("Content-Type", ""):
            read += 1
            found |= dict.fromkeys(leaks(response), address)
    assert read > 50
    assert found == {}


def test_nobody_is_sent_away_from_the_door_in_two_languages(client, wide_language):
    client.raise_request_exception = False
    asked = {"headers": {"accept-language": SPOKEN}}
    pages = [
        client.get("/admin/login/", **asked),
        client.post("/admin/login/", {"username": "1", "password": "2"}, **asked),
        client.get("/admin/login/forgotten/", **asked),
        client.post("/admin/login/forgotten/", {}, **asked),
        client.get("/admin/login/new-password/1234567890/", **asked),
        client.get("/admin/login/invitation/1234567890/", **asked),
        client.get("/admin/logout/", follow=True, **asked),
        client.get("/admin/nowhere/", follow=True, **asked),
    ]
    assert {text: response.request["PATH_INFO"] for response in pages for text in leaks(response)} == {}


def test_the_tools_of_the_text_editor_are_translated(client, chief):
    words = client.get("/admin/jsi18n/").content.decode()
    for word in ("bold", "unordered list", "List properties", "Delete table"):
        assert f'"{word}": "{wide(word)}"'.encode("ascii", "backslashreplace").decode() in words
