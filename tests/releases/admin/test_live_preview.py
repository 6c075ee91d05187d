"""The preview beside the form: what is typed as readers would get it, and what it lacks; nothing of it is saved."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from releases.delivery.page_cache import page_cache
from releases.editorial.completeness import completeness
from releases.editorial.groups import EDITORS, PRESS_OFFICERS
from releases.editorial.issued_text import text_of
from releases.models import JointSymbol, ReleaseLink, ReleasePhoto
from releases.models.release import Release
from releases.views.detail import page_as_read
from tests.factories import (
    NOON,
    make_attachment,
    make_event,
    make_institute,
    make_photo,
    make_public_release,
    make_release,
    make_series,
    make_user,
)
from tests.posting import filled

pytestmark = pytest.mark.django_db
NEW = "/admin/releases/release/add/typed/"


@pytest.fixture(autouse=True)
def clock():
    with patch("django.utils.timezone.now", return_value=NOON) as now:
        yield now


@pytest.fixture
def desk(client):
    client.force_login(make_user(PRESS_OFFICERS, username="writer"))
    return client


def form_address(release=None):
    if release is None:
        return reverse("admin:releases_release_add")
    return reverse("admin:releases_release_change", args=[release.pk])


def typed_address(release):
    return reverse("admin:releases_release_typed", args=[release.pk])


def rows(prefix, *values, initial=0):
    """The rows of one inline as a browser sends them."""
    sent = {f"{prefix}-TOTAL_FORMS": len(values), f"{prefix}-INITIAL_FORMS": initial}
    return sent | {
        f"{prefix}-{n}-{name}": value for n, row in enumerate(values) for name, value in row.items()
    }


def everything():
    """How many rows every table has, and every release with its history, value by value."""
    counts = {
        model._meta.label: model._base_manager.count() for model in apps.get_models(include_auto_created=True)
    }
    counts.pop("sessions.Session")
    return counts, list(Release.objects.values()), list(Release.history.values())


def world():
    """What a form can point to."""
    make_series("BKK/CP")
    return {
        "event": make_event(name="Invented Congress"),
        "institute": make_institute(name="Invented Institute"),
        "photo": make_photo(),
        "other": make_public_release(symbol="TEST/SER/7", title="The other one"),
        "before": make_public_release(symbol="BKK/CP/13", title="The one before"),
    }


def typing(there):
    """A form in which everything is filled in."""
    return {
        "symbol": "bkk cp 14",
        "title": "Typed <title>",
        "subtitle": "Typed subtitle",
        "language": "en",
        "kind": "round_up",
        "issued_on": "2005-04-20",
        "dateline_city": "BANGKOK",
        "dateline_on": "2005-04-20",
        "source": "UN Information Service",
        "body": "<p>Typed words.</p><script>alert(1)</script><p>More <b>of</b> them.</p>",
        "contacts": "Somebody, +66 2 000",
        "events": [there["event"].pk],
        **rows(
            "mentions", {"institute": there["institute"].pk, "role": "organizer", "name_as_printed": "INV"}
        ),
        **rows("joint_symbols", {"symbol": "SG/SM/777", "position": "1"}),
        **rows("links", {"kind": "background_to", "reference": "TEST/SER/7"}),
        **rows("photos", {"photo": there["photo"].pk, "position": "1", "caption": "Typed caption"}),
    }


def test_what_is_shown_is_what_readers_would_get_were_it_saved(desk):
    data = filled(desk.get(form_address())) | typing(world())

    shown = desk.post(NEW, data).json()
    assert desk.post(form_address(), data | {"_save": "Save"}).status_code == 302

    release = Release.objects.get(title="Typed <title>")
    request = desk.get("/en/").wsgi_request
    assert shown["page"] == page_as_read(request, release, NOON)
    content, encoding = text_of(release)
    assert shown["text"] == content.decode(encoding)
    for gap in completeness(release):
        assert f"#id_{gap.field}" in shown["gaps"] or gap.field in {"suggestions"}
    assert "<script" not in shown["page"]
    for words in (
        "Typed &lt;title&gt;",
        "SG/SM/777",
        "The other one",
        "The one before",
        "Typed caption",
        "INV",
    ):
        assert words in shown["page"]


def test_a_saved_edition_is_shown_with_what_was_changed_in_its_form(desk):
    there = world()
    release = make_release(
        symbol="BKK/CP/14", title="Saved", institutes=(there["institute"],), events=(there["event"],)
    )
    JointSymbol.objects.create(release=release, symbol="SG/SM/777", symbol_key="sgsm777")
    ReleaseLink.objects.create(release=release, kind="background_to", reference="TEST/SER/7")
    ReleasePhoto.objects.create(release=release, photo=there["photo"], caption="Saved caption")
    make_attachment(release)
    page = desk.get(form_address(release))
    as_it_is = desk.post(typed_address(release), filled(page)).json()
    request = desk.get("/en/").wsgi_request
    assert as_it_is["page"] == page_as_read(request, Release.objects.get(pk=release.pk), NOON)

    changes = {
        "title": "Changed",
        "attachments-0-title": "Changed annex",
        "joint_symbols-0-DELETE": "on",
        "photos-0-caption": "Changed caption",
        "events": [],
    }
    data = filled(page, **changes)
    shown = desk.post(typed_address(release), data).json()
    assert desk.post(form_address(release), data | {"_save": "Save"}).status_code == 302

    assert shown["page"] == page_as_read(request, Release.objects.get(pk=release.pk), NOON)
    assert "Changed caption" in shown["page"]
    assert "Changed annex" in shown["page"]
    assert "SG/SM/777" not in shown["page"]
    assert "Saved" not in shown["page"]


def test_nothing_is_written(desk):
    there = world()
    release = make_release(symbol="BKK/CP/14", institutes=(there["institute"],))
    data = filled(desk.get(form_address(release))) | typing(there)
    before = everything()

    for _time in range(3):
        assert desk.post(typed_address(release), data).status_code == 200
        assert desk.post(NEW, data | {"symbol": "BKK/CP/15"}).status_code == 200

    assert everything() == before


def test_what_is_typed_is_in_no_page_that_is_kept_or_that_others_get(desk):
    there = world()
    release = make_public_release(symbol="BKK/CP/14", title="Public title")
    draft = make_release(symbol="BKK/CP/14", title="Draft", edition=2, previous=release)
    kept = page_cache().pages
    kept.clear()

    assert "Typed &lt;title" in desk.post(typed_address(draft), typing(there)).json()["page"]

    assert not kept
    for address in ("/en/releases/BKK/CP/14/", "/en/releases/", "/en/"):
        assert b"Typed" not in Client().get(address).content
    answer = desk.post(typed_address(draft), typing(there))
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]


STATES = {
    "draft": {},
    "submitted": {"state": "submitted"},
    "approved": {"state": "approved", "publish_at": NOON + timedelta(days=1)},
    "public": {"state": "approved", "publish_at": NOON},
}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize(
    ("groups", "may"), [((), False), ((PRESS_OFFICERS,), True), ((PRESS_OFFICERS, EDITORS), True)]
)
def test_only_who_may_save_it_is_shown_it(client, groups, may, state):
    release = make_release(title="Secret title", **STATES[state])
    client.force_login(make_user(*groups))

    answer = client.post(typed_address(release), {"title": "x"})
    new = client.post(NEW, {"title": "x"})

    is_shown = may and state in {"draft", "submitted"}
    assert answer.status_code == (200 if is_shown else 403)
    assert new.status_code == (200 if may else 403)
    assert is_shown or b"Secret title" not in answer.content


def test_nobody_else_reaches_it(client, desk):
    release = make_release()
    assert desk.get(typed_address(release)).status_code == 405
    assert desk.post(typed_address(release).replace(str(release.pk), "9" * 18)).status_code == 403
    assert Client().post(typed_address(release)).status_code == 302
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(make_user(PRESS_OFFICERS))
    assert strict.post(typed_address(release), {"title": "x"}).status_code == 403


def test_what_is_too_long_is_answered_with_a_sentence(desk):
    answer = desk.post(NEW, {"body": "x" * (2 * 1024 * 1024)})

    assert (answer.status_code, answer.json()) == (
        413,
        {"message": "This is too long to be shown while you type."},
    )


@pytest.mark.parametrize(
    ("changes", "gap"),
    [
        ({"title": " "}, "Give the release a title."),
        ({"body": "<p></p>"}, "The release has no text yet."),
        ({"dateline_city": ""}, "The dateline names no city."),
        ({"symbol": "TEST/SER/7"}, "Another release in this language has this symbol."),
        ({"mentions-0-is_guess": "on"}, "Some of the institutes named were guessed; confirm them."),
    ],
)
def test_what_is_missing_is_told_while_it_is_typed(desk, changes, gap):
    typed = typing(world())

    assert gap not in desk.post(NEW, typed).json()["gaps"]
    assert gap in desk.post(NEW, typed | changes).json()["gaps"]


def test_a_guess_that_was_typed_over_is_none(desk):
    release = make_release(guesses={"title": "two candidates"})
    page = desk.get(form_address(release))
    guessed = "was guessed. Compare it with the original"

    assert guessed in desk.post(typed_address(release), filled(page)).json()["gaps"]
    assert guessed not in desk.post(typed_address(release), filled(page, title="Typed")).json()["gaps"]


def test_the_page_stands_at_its_time_and_in_its_language(desk):
    make_public_release(
        symbol="BKK/CP/15", language="fr", title="Demain", publish_at=NOON + timedelta(days=1)
    )
    typed = typing(world()) | {"language": "fr", "publish_at_0": "2005-04-23", "publish_at_1": "10:00"}

    page = desk.post(NEW, typed).json()["page"]

    assert '<html lang="fr" dir="ltr">' in page
    assert "Demain" in page


def test_the_queries_do_not_grow_with_the_rows(desk):
    there = world()
    counts = []
    for number in (1, 1, 6):
        institutes = [make_institute().pk for _each in range(number)]
        mentions = rows("mentions", *({"institute": key, "role": "mentioned"} for key in institutes))
        with CaptureQueriesContext(connection) as asked:
            assert desk.post(NEW, typing(there) | mentions).status_code == 200
        counts.append(len(asked))
    # The first one reads names that the process then has.
    assert counts[1] == counts[2]


NAMES = [
    "symbol", "title", "language", "kind", "issued_on", "dateline_on", "body", "events", "contacts", "publish_at_0",
    "publish_at_1", "mentions-TOTAL_FORMS", "mentions-0-institute", "mentions-0-role", "photos-TOTAL_FORMS",
    "photos-0-photo", "photos-0-position", "joint_symbols-TOTAL_FORMS", "joint_symbols-0-symbol",
    "joint_symbols-0-position", "links-TOTAL_FORMS", "links-0-kind", "links-0-reference", "mentions-0-id",
]  # fmt: skip
TEXTS = st.one_of(
    st.sampled_from(
        ["", "0", "1", "-1", "2", "9" * 30, "x", "<p>", "2005-02-30", "en", "BKK/CP/14", "\0", "²", "on"]
    ),
    st.text(max_size=30),
)


class AnythingTyped(TestCase):
    @given(st.dictionaries(st.sampled_from(NAMES), TEXTS))
    @settings(max_examples=40)
    def test_whatever_is_typed_there_is_a_page(self, typed):
        client = Client()
        client.force_login(make_user(PRESS_OFFICERS))
        typed = {name: value.encode("utf-8", "ignore").decode() for name, value in typed.items()}
        answer = client.post(NEW, typed)
        assert answer.status_code == 200
        assert answer.json()["page"].startswith("<!doctype html>")
