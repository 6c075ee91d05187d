"""Text typed or pasted into the form is read like imported text, and goes out only once what it names was looked at."""

import re

import pytest
from django.urls import reverse

from institutes.models import Institute
from releases.editorial import workflow
from releases.editorial.completeness import completeness
from releases.editorial.errors import IncompleteError
from releases.editorial.groups import EDITORS, PRESS_OFFICERS
from releases.models import Event, Release
from tests.factories import NOON, make_event, make_institute, make_release, make_series, make_user
from tests.posting import filled

pytestmark = pytest.mark.django_db
ADD = "/admin/releases/release/add/"
HEUNI = "European Institute for Crime Prevention and Control"
PASTED = (
    "<p>BKK/CP/14-SG/SM/77</p>"
    "<p>The European Institute for Crime Prevention and Control (HEUNI) met the Invented Meeting of Delegates.</p>"
    "<p>For background see press release BKK/CP/13.</p>"
)
NAMES = {
    "institute:heuni": "European Institute for Crime Prevention and Control (HEUNI)",
    "event:delegates": "Invented Meeting of Delegates",
    "joint_symbol:SG/SM/77": "SG/SM/77",
    "link:BKK/CP/13": "BKK/CP/13",
}


@pytest.fixture
def writer(client):
    make_institute("heuni", name=HEUNI, acronym="HEUNI")
    make_event("delegates", name="Invented Meeting of Delegates")
    make_series("BKK/CP")
    user = make_user(PRESS_OFFICERS)
    client.force_login(user)
    return user


def change(release):
    return reverse("admin:releases_release_change", args=[release.pk])


def typed(client, body=PASTED, **fields):
    data = {"symbol": "BKK/CP/14", "title": "Workshop opens", "issued_on": "2005-04-21", "body": body}
    response = client.post(ADD, filled(client.get(ADD), **data | fields))
    assert response.status_code == 302
    return Release.objects.get(symbol="BKK/CP/14")


def save(client, release, **changes):
    response = client.post(change(release), filled(client.get(change(release)), **changes))
    assert response.status_code == 302
    return Release.objects.get(pk=release.pk)


def open_ones(release):
    return {
        f"{one['kind']}:{one['key']}": one["printed"] for one in release.suggestions if not one["dismissed"]
    }


def choices(choice):
    return {f"suggestion-{name}": choice for name in NAMES}


def parts(release):
    return (
        [(mention.institute.slug, mention.name_as_printed) for mention in release.mentions.all()],
        [event.slug for event in release.events.all()],
        [joint.symbol for joint in release.joint_symbols.all()],
        [(link.kind, link.reference) for link in release.links.all()],
    )


def test_a_pasted_text_that_names_somebody_does_not_go_out_unlooked_at(client, writer):
    release = typed(client)
    editor = make_user(PRESS_OFFICERS, EDITORS)

    assert open_ones(release) == NAMES
    [gap] = [gap for gap in completeness(release) if gap.blocks]
    assert str(gap.message) == (
        f"The text names {', '.join(NAMES.values())}: add or dismiss what is suggested beside the form."
    )
    submitted = workflow.submit(release, by=writer, at=NOON)
    with pytest.raises(IncompleteError):
        workflow.approve(submitted, by=editor, at=NOON)


def test_what_is_added_becomes_part_of_the_edition(client, writer):
    release = save(client, typed(client), **choices("add"))

    assert parts(release) == (
        [("heuni", NAMES["institute:heuni"])],
        ["delegates"],
        ["SG/SM/77"],
        [("see", "BKK/CP/13")],
    )
    assert release.suggestions == []
    assert [gap.message for gap in completeness(release) if gap.blocks] == []


def test_what_is_dismissed_is_not_asked_again_and_can_be_added_later(client, writer):
    release = save(client, typed(client), **choices("dismiss"))
    assert (parts(release), open_ones(release)) == (([], [], [], []), {})
    assert [gap.message for gap in completeness(release) if gap.blocks] == []

    release = save(client, release, title="Workshop has opened")
    assert (open_ones(release), len(release.suggestions)) == ({}, 4)
    page = client.get(change(release)).content.decode()
    assert page.count('value="dismiss" checked') == 4

    release = save(client, release, **{"suggestion-institute:heuni": "add"})
    assert [slug for slug, _printed in parts(release)[0]] == ["heuni"]


def test_each_suggestion_stands_in_the_form_without_scripts(client, writer):
    release = typed(client)

    page = client.get(change(release)).content.decode()

    for name, printed in NAMES.items():
        assert f"<bdi>{printed}</bdi>" in page
        assert f'<input type="radio" name="suggestion-{name}" value="add">' in page
        assert f'<input type="radio" name="suggestion-{name}" value="dismiss">' in page


def test_a_choice_is_kept_while_the_form_is_refused(client, writer):
    release = typed(client)
    data = filled(client.get(change(release)), title="", **choices("add"))

    page = client.post(change(release), data).content.decode()

    assert page.count('value="add" checked') == 4
    assert parts(Release.objects.get(pk=release.pk)) == ([], [], [], [])


@pytest.mark.parametrize("name", ["institute:unicri", "link:BKK/CP/99", "nothing", "institute:"])
def test_only_what_was_suggested_is_added(client, writer, name):
    make_institute("unicri")

    release = save(client, typed(client, "<p>Nobody is named.</p>"), **{f"suggestion-{name}": "add"})

    assert parts(release) == ([], [], [], [])


def test_a_text_that_names_nobody_suggests_nothing(client, writer):
    release = typed(client, "<p>Nobody is named.</p>")

    assert release.suggestions == []
    assert 'id="suggestions-title"' not in client.get(change(release)).content.decode()


def test_what_the_text_no_longer_names_is_no_longer_suggested(client, writer):
    release = save(client, typed(client), body="<p>Nobody is named.</p>")

    assert release.suggestions == []


def test_a_name_that_is_attached_by_hand_is_not_suggested(client, writer):
    heuni = make_institute("other", name="Invented Institute of Elsewhere")
    release = typed(client, "<p>The Invented Institute of Elsewhere opened.</p>")
    assert open_ones(release) == {"institute:other": "Invented Institute of Elsewhere"}

    release = save(
        client,
        release,
        **{
            "mentions-TOTAL_FORMS": 1,
            "mentions-0-institute": heuni.pk,
            "mentions-0-role": "mentioned",
            "mentions-0-name_as_printed": "Elsewhere",
        },
    )

    assert (release.suggestions, len(parts(release)[0])) == ([], 1)


def test_reading_a_text_moves_no_version_and_wakes_no_public_page(client, writer):
    release = make_release(symbol="BKK/CP/14", body=PASTED)

    saved = save(client, release, title="Another title")

    assert (saved.version, open_ones(saved)) == (release.version + 1, NAMES)


UNKNOWN = "<p>The Siam Institute for Criminal Justice Training (SICJT) met.</p>"


@pytest.mark.parametrize(
    ("groups", "is_proposed"), [((PRESS_OFFICERS,), True), ((PRESS_OFFICERS, EDITORS), False)]
)
def test_an_institute_that_is_not_there_is_proposed_from_the_text(client, writer, groups, is_proposed):
    client.force_login(make_user(*groups))
    release = typed(client, body=UNKNOWN)
    page = client.get(change(release))
    assert [one.key for one in page.context["unknown"]] == ["institute:SICJT"]

    sent = filled(page, title="Typed meanwhile", _propose_name="institute:SICJT")
    response = client.post(change(release), sent)

    assert response.url == change(release)
    institute = Institute.objects.get(slug="sicjt")
    name = institute.names.get()
    assert (name.name, name.acronym, name.language) == (
        "Siam Institute for Criminal Justice Training",
        "SICJT",
        "en",
    )
    assert institute.is_proposed is is_proposed
    release.refresh_from_db()
    mention = release.mentions.get()
    assert (mention.institute, mention.name_as_printed, release.title) == (
        institute,
        "Siam Institute for Criminal Justice Training (SICJT)",
        "Typed meanwhile",
    )
    assert client.get(change(release)).context["unknown"] == []


@pytest.mark.parametrize(
    ("groups", "is_proposed"), [((PRESS_OFFICERS,), True), ((PRESS_OFFICERS, EDITORS), False)]
)
def test_a_series_that_is_not_there_is_proposed_at_the_symbol(client, writer, groups, is_proposed):
    client.force_login(make_user(*groups))
    data = {"symbol": "ABC/XYZ/1", "title": "Typed", "issued_on": "2005-04-21", "body": "<p>Text.</p>"}
    refused = client.post(ADD, filled(client.get(ADD), **data))
    assert 'name="_propose_series" value="ABC/XYZ"' in refused.content.decode()

    response = client.post(ADD, filled(refused, _propose_series="ABC/XYZ"))

    release = Release.objects.get()
    assert response.url == change(release)
    assert (release.symbol, release.title, release.series.is_proposed) == ("ABC/XYZ/1", "Typed", is_proposed)


UNKNOWN_EVENT = "<p>Delegates met at the Fifteenth Invented Congress on Harbours in Rome.</p>"


@pytest.mark.parametrize(
    ("groups", "is_proposed"), [((PRESS_OFFICERS,), True), ((PRESS_OFFICERS, EDITORS), False)]
)
def test_an_event_that_is_not_there_is_proposed_from_the_text(client, writer, groups, is_proposed):
    client.force_login(make_user(*groups))
    release = typed(client, body=UNKNOWN_EVENT)
    page = client.get(change(release))
    assert [one.key for one in page.context["unknown"]] == ["event:Fifteenth Invented Congress on Harbours"]

    sent = filled(page, title="Typed meanwhile", _propose_name=page.context["unknown"][0].key)
    response = client.post(change(release), sent)

    assert response.url == change(release)
    event = Event.objects.get(slug="fifteenth-invented-congress-on-harbours")
    assert (event.name, event.kind, event.is_proposed) == (
        "Fifteenth Invented Congress on Harbours",
        "congress",
        is_proposed,
    )
    release.refresh_from_db()
    assert ([*release.events.all()], release.title) == ([event], "Typed meanwhile")
    assert client.get(change(release)).context["unknown"] == []


def test_an_event_that_the_catalogue_has_is_not_offered_as_unknown(client, writer):
    make_event("fifteenth", name="Fifteenth Invented Congress on Harbours and Rivers")

    release = typed(client, body=UNKNOWN_EVENT)

    assert client.get(change(release)).context["unknown"] == []


@pytest.mark.parametrize(
    ("thing", "text", "part"),
    [
        ("institute", "  Invented Institute of  Harbours (IIH) ", "mentions"),
        ("event", "Invented Workshop on Harbours", "events"),
    ],
)
def test_without_scripts_a_typed_name_is_proposed_and_put_in(client, writer, thing, text, part):
    release = typed(client, body="<p>Nobody is named.</p>")
    page = client.get(change(release))
    assert f'name="_propose_typed" value="{thing}"' in page.content.decode()
    more = {"_propose_typed": thing, f"propose-typed-{thing}": text}

    # Twice: the second time it is there.
    for title in ("Typed meanwhile", "Typed again"):
        response = client.post(change(release), filled(client.get(change(release)), title=title, **more))
        assert response.url == change(release)

    release.refresh_from_db()
    [row] = getattr(release, part).all()
    found = row if thing == "event" else row.institute
    assert (found.name, found.is_proposed) == (" ".join(text.split()).removesuffix(" (IIH)"), True)
    assert release.title == "Typed again"


def test_enter_in_a_field_saves_and_proposes_nothing(client, writer):
    page = client.get(change(typed(client, body=UNKNOWN))).content.decode()

    form = page[page.index('id="release_form"') :]
    first = re.search(r'<(?:button|input)[^>]*type="submit"[^>]*>', form)[0]
    assert "name=" not in first
    assert form.index(first) < form.index('name="_propose_name"')


def test_a_name_that_cannot_be_proposed_is_said_and_nothing_typed_is_lost(client, writer):
    release = typed(client, body="<p>Nobody is named.</p>")
    sent = filled(
        client.get(change(release)),
        title="Typed meanwhile",
        _propose_typed="event",
        **{"propose-typed-event": "会议", "propose-typed-institute": "Left standing"},
    )

    response = client.post(change(release), sent)

    page = response.content.decode()
    assert response.status_code == 200
    assert "“会议” gives no address: add it on its own form." in page
    assert 'value="Typed meanwhile"' in page
    assert 'value="会议"' in page
    assert 'value="Left standing"' in page
    assert not Event.objects.filter(is_proposed=True).exists()
    release.refresh_from_db()
    assert release.title == "Workshop opens"
