"""The form of a release: what it takes, what it refuses and how it says so."""

import re
from datetime import UTC, date, datetime, timedelta
from unittest.mock import patch

import pytest
from django.db import IntegrityError
from django.urls import reverse

from releases.admin.forms import ReleaseForm
from releases.editorial import numbering
from releases.editorial.groups import CHIEF_EDITORS, EDITORS, PRESS_OFFICERS
from releases.models import JointSymbol, Mention, NumberReservation, Release, ReleaseLink, ReleasePhoto
from tests.factories import (
    NOON,
    make_embargoed_release,
    make_event,
    make_institute,
    make_photo,
    make_public_release,
    make_release,
    make_series,
    make_user,
)
from tests.posting import errors, filled

pytestmark = pytest.mark.django_db
ADD = "/admin/releases/release/add/"
LATER = datetime(2999, 1, 1, tzinfo=UTC)
NO_SYMBOL = "is not a press release symbol; one looks like BKK/CP/14 or GA/SHC/3612/Corr.1."
WRITTEN = {
    "symbol": "BKK/CP/14",
    "title": "Invented title",
    "issued_on": "2005-04-21",
    "body": "<p>Invented text.</p>",
}


def change(release):
    return reverse("admin:releases_release_change", args=[release.pk])


@pytest.fixture
def editor(client):
    user = make_user(PRESS_OFFICERS, EDITORS)
    client.force_login(user)
    return user


@pytest.fixture
def officer(client):
    user = make_user(PRESS_OFFICERS)
    client.force_login(user)
    return user


def test_an_editor_writes_a_release_and_it_says_who(client, editor):
    make_series("BKK/CP")
    institute, event, photo = make_institute(), make_event(), make_photo()
    data = filled(client.get(ADD), **WRITTEN, events=[event.pk]) | {
        "mentions-TOTAL_FORMS": 1,
        "mentions-0-institute": institute.pk,
        "mentions-0-role": "partner",
        "mentions-0-name_as_printed": "The Invented Institute",
        "joint_symbols-TOTAL_FORMS": 1,
        "joint_symbols-0-symbol": "IK/372/Rev.1",
        "joint_symbols-0-position": 1,
        "links-TOTAL_FORMS": 1,
        "links-0-kind": "corrects",
        "links-0-reference": "bkk/cp/13",
        "photos-TOTAL_FORMS": 1,
        "photos-0-photo": photo.pk,
        "photos-0-position": 1,
    }

    response = client.post(ADD, data)

    assert (response.status_code, errors(response) if response.context else {}) == (302, {})
    release = Release.objects.get()
    assert (release.reference, release.series.prefix, release.number) == ("BKK/CP/14", "BKK/CP", 14)
    assert (release.state, release.publish_at) == ("draft", None)
    assert (release.created_by, release.modified_by) == (editor, editor)
    assert list(release.events.all()) == [event]
    assert [(m.institute, m.role) for m in Mention.objects.all()] == [(institute, "partner")]
    assert [(j.symbol, j.symbol_key) for j in JointSymbol.objects.all()] == [("IK/372/Rev.1", "ik372rev1")]
    assert [(link.kind, link.reference) for link in ReleaseLink.objects.all()] == [("corrects", "BKK/CP/13")]
    assert [use.photo for use in ReleasePhoto.objects.all()] == [photo]


def test_whoever_changes_it_is_recorded_and_the_author_stays(client, editor):
    author = make_user(PRESS_OFFICERS)
    release = make_release(created_by=author, modified_by=author)

    response = client.post(change(release), filled(client.get(change(release)), title="Changed"))

    assert response.status_code == 302
    release.refresh_from_db()
    assert (release.title, release.created_by, release.modified_by) == ("Changed", author, editor)
    assert release.history.first().history_user == editor


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"symbol": "no symbol"},
            {
                "symbol": [f"“no symbol” {NO_SYMBOL}"],
            },
        ),
        (
            {"symbol": "NEW/15"},
            {"symbol": ["There is no series NEW. Correct the symbol, or add the series first."]},
        ),
        ({"title": ""}, {"title": ["This field is required."]}),
        (
            {"issued_on": "some day"},
            {
                "issued_on": [
                    "“some day” is not understood as a day. Type it like 21 April 2005, 21.4.2005 or 2005-04-21."
                ]
            },
        ),
        ({"body": "<p></p>"}, {"body": ["Give the text of the release."]}),
        (
            {"publish_at_0": "2999-01-01"},
            {"publish_at": ["Give both the day and the time."]},
        ),
        (
            {"symbol": "BKK/CP/1"},
            {"symbol": ["This edition of the release exists already in this language."]},
        ),
        (
            {"symbol": "bkk/cp/2"},
            {
                "symbol": [
                    "This edition of the release exists already in this language.",
                    "An edition of this release in this language is being written already; go on with it.",
                ]
            },
        ),
    ],
    ids=str,
)
@pytest.mark.usefixtures("editor")
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(client, changes, expected):
    make_public_release(symbol="BKK/CP/1")
    make_release(symbol="BKK/CP/2")
    before = Release.objects.count()

    response = client.post(ADD, filled(client.get(ADD), **(WRITTEN | changes)))

    assert response.status_code == 200
    assert errors(response) == expected
    assert Release.objects.count() == before
    assert response.context["adminform"].form["body"].value() == (WRITTEN | changes)["body"]


@pytest.mark.usefixtures("editor")
def test_another_language_of_the_same_symbol_is_free(client):
    make_release(symbol="BKK/CP/14")

    response = client.post(ADD, filled(client.get(ADD), **WRITTEN, language="fr"))

    assert response.status_code == 302
    assert Release.objects.filter(reference="BKK/CP/14").count() == 2


@pytest.mark.usefixtures("editor")
def test_whoever_saves_second_gets_the_form_back_with_the_text(client):
    make_series("BKK/CP")
    data = filled(client.get(ADD), **WRITTEN, subtitle="Kept")
    check = ReleaseForm.full_clean

    def check_early(form):
        check(form)
        if not form.refusal:
            make_release(symbol="BKK/CP/14", title="Quicker")

    with patch.object(ReleaseForm, "full_clean", check_early):
        response = client.post(ADD, data)

    # Which of the two rules it broke first is for the database to say.
    assert errors(response)["__all__"][0] in {
        "This edition of the release exists already in this language.",
        "An edition of this release in this language is being written already; go on with it.",
    }
    assert response.context["adminform"].form["subtitle"].value() == "Kept"
    # The quicker one went back with the transaction that it was made in.
    assert not Release.objects.exists()


@pytest.mark.usefixtures("editor")
def test_what_the_database_keeps_refusing_is_said_above_the_form(client):
    make_series("BKK/CP")
    data = filled(client.get(ADD), **WRITTEN, subtitle="Kept")

    with patch.object(Release, "save", side_effect=IntegrityError("refused")):
        response = client.post(ADD, data)

    assert errors(response) == {
        "__all__": [
            "Something that this edition refers to is gone or in use. Look at it again, then try again."
        ]
    }
    assert response.context["adminform"].form["subtitle"].value() == "Kept"
    assert Release.objects.count() == 0


@pytest.mark.usefixtures("editor")
def test_a_body_keeps_nothing_that_runs(client):
    make_series("BKK/CP")
    body = '<p onclick="x()">Text<script>alert(1)</script> <a href="javascript:x()">link</a> <strong>kept</strong></p>'

    client.post(ADD, filled(client.get(ADD), **WRITTEN | {"body": body}))

    kept = Release.objects.get().body
    assert "<strong>kept</strong>" in kept
    for wrong in ("script", "onclick", "alert"):
        assert wrong not in kept


FORGED = {
    "state": "approved",
    "publish_at_0": "2005-04-21",
    "publish_at_1": "00:00:00",
    "edition": "7",
    "superseded_at": "2005-04-21",
    "withdrawn_at": "2005-04-21",
    "awaits_confirmation": "on",
    "created_by": "",
}


@pytest.mark.parametrize("groups", [[PRESS_OFFICERS], [PRESS_OFFICERS, EDITORS, CHIEF_EDITORS]])
@pytest.mark.parametrize("state", ["submitted", "approved", "withdrawn"])
def test_no_field_of_the_form_moves_an_edition(client, state, groups):
    user = make_user(*groups)
    client.force_login(user)
    make_series("BKK/CP")
    release = make_release(created_by=user)

    for address in (change(release), ADD):
        data = filled(client.get(address), **(WRITTEN if address == ADD else {"title": "Changed"}))
        assert "state" not in data
        assert client.post(address, data | FORGED | {"state": state}).status_code == 302

    names = (
        "title",
        "state",
        "edition",
        "superseded_at",
        "withdrawn_at",
        "awaits_confirmation",
        "created_by",
    )
    assert set(Release.objects.values_list(*names)) == {
        ("Changed", "draft", 1, None, None, False, user.pk),
        ("Invented title", "draft", 1, None, None, False, user.pk),
    }


ISSUED = {
    "embargoed": make_embargoed_release,
    "public": make_public_release,
    "superseded": lambda **fields: make_public_release(superseded_at=NOON, **fields),
}


@pytest.mark.usefixtures("officer")
@pytest.mark.parametrize("name", ISSUED)
def test_whoever_wrote_on_an_edition_that_was_approved_keeps_the_text_and_changes_nothing(client, name):
    release = ISSUED[name](institutes=(make_institute(),))
    mention = release.mentions.get()
    data = {
        "title": "Forged",
        "state": "draft",
        "mentions-TOTAL_FORMS": 1,
        "mentions-INITIAL_FORMS": 1,
        "mentions-0-id": mention.pk,
        "mentions-0-DELETE": "on",
    }

    assert client.get(change(release)).status_code == 200
    answer = client.post(change(release), data)

    assert answer.status_code == 409
    page = answer.content.decode()
    assert "This edition was approved and can no longer be changed." in page
    assert '<textarea id="typed-1" class="typed" dir="auto" readonly rows="2">Forged</textarea>' in page
    assert '<ins><span class="unseen">[added: </span>Forged<span class="unseen"> end of' in page
    release.refresh_from_db()
    assert (release.title, release.state, release.mentions.count()) == ("Invented title", "approved", 1)


@pytest.mark.usefixtures("editor")
@pytest.mark.parametrize("name", ISSUED)
def test_nobody_changes_the_text_of_an_approved_edition(client, name):
    release = ISSUED[name](institutes=(make_institute(),), body="<p>As approved.</p>")
    mention = release.mentions.get()
    forged = {
        "title": "Forged",
        "body": "<p>Forged</p>",
        "symbol": "BKK/CP/99",
        "mentions-TOTAL_FORMS": 1,
        "mentions-INITIAL_FORMS": 1,
        "mentions-MIN_NUM_FORMS": 0,
        "mentions-MAX_NUM_FORMS": 1000,
        "mentions-0-id": mention.pk,
        "mentions-0-release": release.pk,
        "mentions-0-DELETE": "on",
    }
    page = client.get(change(release))

    assert client.post(change(release), filled(page) | forged).status_code == 409

    reference = release.reference
    release.refresh_from_db()
    assert (release.title, release.body, release.reference) == (
        "Invented title",
        "<p>As approved.</p>",
        reference,
    )
    assert list(release.mentions.all()) == [mention]
    assert b"As approved." in page.content


@pytest.mark.parametrize("door", ["button", "action"])
@pytest.mark.parametrize("make", [make_release, *ISSUED.values()])
def test_nobody_deletes_a_row_past_the_workflow(client, door, make):
    client.force_login(make_user(is_superuser=True))
    release = make()

    if door == "button":
        answer = client.post(reverse("admin:releases_release_delete", args=[release.pk]), {"post": "yes"})
        assert answer.status_code == 403
    else:
        client.post(
            reverse("admin:releases_release_changelist"),
            {"action": "delete_selected", "_selected_action": [release.pk], "post": "yes"},
        )

    assert Release.objects.filter(pk=release.pk).exists()


@pytest.mark.usefixtures("editor")
def test_a_copy_takes_neither_symbol_nor_time(client):
    release = make_release(symbol="BKK/CP/14", publish_at=NOON, state="submitted", subtitle="Taken along")
    data = filled(client.get(change(release)), title="A copy")

    response = client.post(change(release), data | {"_saveasnew": "1", "state": "approved"})

    assert response.status_code == 302
    copy = Release.objects.exclude(pk=release.pk).get()
    assert (copy.symbol, copy.state, copy.publish_at) == ("", "draft", None)
    assert (copy.reference, copy.subtitle) == ("2005/04/21/a-copy", "Taken along")


@pytest.mark.usefixtures("editor")
def test_an_earlier_version_is_read_and_never_put_back(client):
    release = make_release(title="First")
    client.post(change(release), filled(client.get(change(release)), title="Second"))
    first = release.history.earliest()
    address = reverse("admin:releases_release_simple_history", args=[release.pk, first.pk])

    page = client.get(address)
    client.post(address, {"title": "Forged", "state": "approved"})

    release.refresh_from_db()
    assert (release.title, release.state) == ("Second", "draft")
    assert b"First" in page.content
    assert b"Second" in client.get(reverse("admin:releases_release_history", args=[release.pk])).content


@pytest.mark.usefixtures("editor")
def test_the_import_map_of_the_editor_bears_the_nonce_of_the_page(client):
    response = client.get(ADD)

    policy = response["Content-Security-Policy"]
    nonce = policy.partition("'nonce-")[2].partition("'")[0]
    assert len(nonce) >= 20
    assert "unsafe" not in policy
    page = response.content.decode()
    inline = re.findall(r"<script(?![^>]*\bsrc=)[^>]*>", page)
    assert [script for script in inline if "json" not in script] == [
        f'<script type="importmap" nonce="{nonce}">'
    ]


@pytest.mark.parametrize(
    ("make", "view_on_site"),
    [(make_release, False), (make_embargoed_release, False), (make_public_release, True)],
)
@pytest.mark.usefixtures("editor")
def test_the_form_leads_to_the_page_or_to_its_preview(client, make, view_on_site):
    release = make()

    page = client.get(change(release)).content.decode()

    assert (f'href="{release.get_absolute_url()}"' in page) is view_on_site
    has_button = 'name="_preview"' in page
    assert has_button is (f'href="/admin/releases/release/{release.pk}/preview/"' not in page)
    assert has_button is (release.state == "draft")
    assert f'href="/admin/releases/release/{release.pk}/preview.txt"' in page


SYMBOLS = [
    ("BKK/CP/13", True, "BKK/CP/13 is there in Français; this is the version in another language."),
    ("bkk cp 15", True, "Series BKK/CP, number 15. The symbol is free."),
    ("BKK/CP", False, "BKK/CP is a series: its next free number makes BKK/CP/15."),
    ("bkkcp/", False, "BKK/CP is a series: its next free number makes BKK/CP/15."),
    ("BKK/CP/15", True, "Series BKK/CP, number 15. The symbol is free."),
    (" bkk/cp/15/corr.1 ", True, "Series BKK/CP, number 15, Corr.1. The symbol is free."),
    ("BKK/CP/14", False, "BKK/CP/14 is taken: there is a release of that symbol in this language."),
    ("NEW/1", False, "There is no series NEW. Correct the symbol, or add the series first."),
    ("", True, "Without a symbol, the address is made of the date and the title."),
    (
        "x" * 300,
        False,
        f"“{'x' * 60}” {NO_SYMBOL}",
    ),
]


@pytest.mark.parametrize(("typed", "is_right", "message"), SYMBOLS)
@pytest.mark.usefixtures("officer")
def test_a_symbol_is_explained_as_it_is_typed(client, typed, is_right, message):
    make_release(symbol="BKK/CP/14")
    make_release(symbol="BKK/CP/13", language="fr")

    answer = client.get(reverse("admin:releases_release_symbol"), {"symbol": typed, "language": "en"})

    assert "no-store" in answer["Cache-Control"]
    assert (answer.json()["is_right"], answer.json()["message"]) == (is_right, message)


@pytest.mark.usefixtures("officer")
def test_the_symbol_of_the_edition_itself_is_not_taken(client):
    release = make_public_release(symbol="BKK/CP/14")
    second = make_release(symbol="BKK/CP/14", edition=2)

    for edition in (release, second):
        answer = client.get(
            reverse("admin:releases_release_symbol"),
            {"symbol": "BKK/CP/14", "language": "en", "besides": edition.pk},
        )
        assert answer.json()["is_right"] is True


@pytest.mark.parametrize("besides", ["x", "-1", "9" * 30, "²"])
@pytest.mark.usefixtures("officer")
def test_nonsense_asked_of_the_symbol_is_answered(client, besides):
    make_series("BKK/CP")

    answer = client.get(reverse("admin:releases_release_symbol"), {"symbol": "BKK/CP/1", "besides": besides})

    assert answer.json()["is_right"] is True


@pytest.mark.parametrize("groups", [None, []])
def test_outsiders_are_not_told_which_symbols_are_taken(client, groups):
    make_release(symbol="BKK/CP/14")
    if groups is not None:
        client.force_login(make_user(*groups))

    answer = client.get(reverse("admin:releases_release_symbol"), {"symbol": "BKK/CP/14", "language": "en"})

    assert answer.status_code == (302 if groups is None else 403)
    assert b"BKK" not in answer.content


def test_the_time_left_is_said_with_both_clocks(client, editor, settings):
    settings.TIME_ZONE = "Asia/Bangkok"
    release = make_release(state="approved", publish_at=datetime(2999, 1, 1, 20, 0, tzinfo=UTC))

    page = client.get(change(release)).content.decode()

    assert "(2999-01-02 03:00 Bangkok, 2999-01-01 20:00 UTC)" in page


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(seconds=59), "less than a minute"),
        (timedelta(minutes=1), "1 min"),
        (timedelta(minutes=59, seconds=59), "59 min"),
        (timedelta(hours=1), "1 h"),
        (timedelta(hours=47, minutes=59), "47 h"),
        (timedelta(days=2), "2 days"),
        (timedelta(days=400), "400 days"),
    ],
)
def test_a_span_of_time_is_rounded_down(left, words):
    from releases.editorial.clock import time_left

    assert time_left(left) == words


SESSION = "United Nations Commission on Crime Prevention and Criminal Justice opens its thirty-fifth session in Vienna"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(f"{SESSION}: programme", f"{SESSION}: press conference", id="one long beginning"),
        pytest.param("Media advisory", "Media advisory", id="one title"),
        pytest.param("?!", "...", id="punctuation only"),
        pytest.param("?!", "?!", id="one title of punctuation only"),
    ],
)
@pytest.mark.usefixtures("officer")
def test_two_releases_of_a_day_without_symbol_have_two_addresses(client, first, second):
    for title in (first, second):
        data = filled(client.get(ADD), **WRITTEN | {"symbol": "", "title": title})
        assert client.post(ADD, data).status_code == 302
    one, other = Release.objects.order_by("pk")

    assert (one.title, other.title) == (first, second)
    assert one.reference != other.reference
    assert {one.edition, other.edition} == {1}


def test_an_imported_text_of_the_same_title_keeps_the_address():
    """Reading a file twice finds the release it made, also where its title is long."""
    first, second = (
        Release(title=title, issued_on=date(2026, 11, 26)) for title in (SESSION, f"{SESSION}: programme")
    )
    for release in (first, second):
        release.read_reference()
    again = Release(title=SESSION, issued_on=date(2026, 11, 26))
    again.read_reference()

    assert first.reference == again.reference
    assert first.reference != second.reference
    assert len(first.reference) <= len("2026/11/26/") + 80


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("title", "\u200b\ufeff", "Give the release a title that can be seen."),
        ("body", "<p>\u200b</p><p>&nbsp;\u2060</p>", "Give the text of the release."),
        (
            "body",
            "<ul><li>" * 20_000,
            "The text has more than 250 elements within one another: paste its words alone.",
        ),
    ],
)
def test_what_nobody_can_see_or_read_is_no_text(client, editor, field, value, sentence):
    response = client.post(ADD, filled(client.get(ADD), **WRITTEN | {"symbol": "", field: value}))

    assert errors(response) == {field: [sentence]}
    assert not Release.objects.exists()


@pytest.mark.usefixtures("officer")
def test_a_series_alone_comes_back_with_a_number_that_a_button_takes(client):
    make_release(symbol="BKK/CP/14")
    data = filled(client.get(ADD), **WRITTEN | {"symbol": "bkk/cp/"})

    response = client.post(ADD, data)

    assert errors(response) == {
        "symbol": ["BKK/CP is a series: its next free number makes BKK/CP/15."],
    }
    assert '<button type="submit" class="button" name="_number" value="BKK/CP/15">' in response.text
    taken = client.post(ADD, filled(response, _number="BKK/CP/15"), follow=True)
    assert taken.context["original"].symbol == "BKK/CP/15"
    assert not NumberReservation.objects.exists()


@pytest.mark.usefixtures("officer")
def test_a_taken_symbol_links_to_the_release_that_has_it(client):
    release = make_release(symbol="BKK/CP/14")
    response = client.post(ADD, filled(client.get(ADD), **WRITTEN))
    assert f'<a href="{change(release)}" target="_blank" rel="noopener">' in response.text
    assert 'value="BKK/CP/15"' in response.text


def test_a_number_that_another_reserved_is_refused_until_it_is_chosen(client, officer):
    series = make_series("BKK/CP")
    other = make_user(PRESS_OFFICERS, username="ana")
    now = datetime.now(UTC)
    numbering.reserve(series, by=other, at=now, number=None)
    data = filled(client.get(ADD), **WRITTEN | {"symbol": "BKK/CP/1"})

    response = client.post(ADD, data)

    assert re.fullmatch(r"BKK/CP/1 is reserved by ana until \d\d:\d\d UTC\.", errors(response)["symbol"][0])
    assert 'name="_number_all_the_same" value="BKK/CP/1"' in response.text
    client.post(ADD, filled(response, _number_all_the_same="BKK/CP/1"))
    assert Release.objects.get().symbol == "BKK/CP/1"
    assert not NumberReservation.objects.exists()


def test_a_number_is_taken_and_given_back_while_it_is_typed(client, officer):
    make_series("BKK/CP")
    address = reverse("admin:releases_release_take_number")

    assert client.post(address, {"symbol": "bkk/cp"}).json() == {"symbol": "BKK/CP/1"}
    report = client.get(reverse("admin:releases_release_symbol"), {"symbol": "bkk/cp/1"}).json()
    assert (report["is_right"], report["is_mine"]) == (True, True)
    assert client.post(address, {"symbol": "BKK/CP/1", "back": "yes"}).json() == {"symbol": ""}
    assert not NumberReservation.objects.exists()
    assert client.post(address, {"symbol": "NEW/1"}).status_code == 409
    assert client.get(address).status_code == 405
    client.force_login(make_user())
    assert client.post(address, {"symbol": "bkk/cp"}).status_code == 403
