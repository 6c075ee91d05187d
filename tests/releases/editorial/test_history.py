"""The history tells of every part of an edition that came, went or changed, with the words before and after."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse

from releases.database.immutability import FREE_PART_COLUMNS, PARTS
from releases.editorial import workflow
from releases.editorial.groups import CHIEF_EDITORS, EDITORS, PRESS_OFFICERS
from releases.editorial.history import history_of
from releases.enums import Move
from releases.models import (
    JointSymbol,
    Mention,
    Release,
    ReleaseAttachment,
    ReleaseContact,
    ReleaseLink,
    ReleasePhoto,
)
from releases.models.parts import COLUMNS, mark, note_parts, read_parts
from tests.factories import (
    NOON,
    make_attachment,
    make_contact,
    make_event,
    make_institute,
    make_photo,
    make_release,
    make_user,
)
from tests.posting import filled

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
# What is no word of a part: its key, the edition it belongs to, and what follows from another column.
UNTOLD = {"id", "release_id", "symbol_key", *FREE_PART_COLUMNS}


@pytest.fixture
def staff():
    return make_user(PRESS_OFFICERS, username="writer"), make_user(PRESS_OFFICERS, EDITORS, username="editor")


def make_whole(**fields):
    """A draft with one part of every kind."""
    heuni, workshop = make_institute("heuni", name="HEUNI"), make_event(name="Workshop")
    release = make_release(institutes=(heuni,), events=(workshop,), **fields)
    JointSymbol.objects.create(release=release, symbol="SG/SM/1", symbol_key="sgsm1")
    ReleaseLink.objects.create(release=release, reference="SG/SM/2")
    make_photo(release, alternative_text="A hall", caption="The hall", credit="UN Photo")
    make_attachment(release)
    make_contact(release)
    note_parts(release)
    return release


def test_every_column_of_every_part_is_told_of():
    told = {
        model._meta.db_table: {model._meta.get_field(name).attname for name in names}
        for model, names in COLUMNS.values()
    }

    with connection.cursor() as cursor:
        columns = {
            table: {row.name for row in connection.introspection.get_table_description(cursor, table)}
            for table in PARTS
        }
    assert {table: names - UNTOLD for table, names in columns.items()} == told


def add_event(release):
    release.events.add(make_event(name="Congress"))


def take_event(release):
    release.events.clear()


CHANGES = {
    "event added": ("events", add_event, "+Congress"),
    "event taken": ("events", take_event, "-Workshop"),
    "mention added": (
        "mentions",
        lambda release: release.mentions.create(institute=make_institute(name="ISISC"), role="partner"),
        "+ISISC · Partner",
    ),
    "mention taken": (
        "mentions",
        lambda release: release.mentions.all().delete(),
        "-HEUNI · Mentioned · HEUNI",
    ),
    "name as printed": (
        "mentions",
        lambda release: release.mentions.update(name_as_printed="Helsinki"),
        "-HEUNI+Helsinki",
    ),
    "role": ("mentions", lambda release: release.mentions.update(role="organizer"), "-Mentioned+Organizer"),
    "joint symbol added": (
        "joint_symbols",
        lambda release: release.joint_symbols.create(symbol="SC/9", position=2),
        "+SC/9",
    ),
    "joint symbol": ("joint_symbols", lambda release: release.joint_symbols.update(symbol="SG/SM/3"), "-1+3"),
    "link taken": ("links", lambda release: release.links.all().delete(), "-See also SG/SM/2"),
    "link": ("links", lambda release: release.links.update(kind="corrects"), "-See also+Corrects"),
    "caption": ("photos", lambda release: release.photos.update(caption="SLANDER"), "-The hall+SLANDER"),
    "alternative text": (
        "photos",
        lambda release: release.photos.update(alternative_text="A room"),
        "-hall+room",
    ),
    "credit": ("photos", lambda release: release.photos.update(credit="Nobody"), "-UN Photo+Nobody"),
    "title of a file": (
        "attachments",
        lambda release: release.attachments.update(title="SLANDER"),
        "-Invented table+SLANDER",
    ),
    "telephone": (
        "listed_contacts",
        lambda release: release.listed_contacts.update(telephone="+66 2 288 1234"),
        "-1866+1234",
    ),
}


def words(pieces):
    signs = {"same": None, "gone": "-", "new": "+"}
    return "".join(signs[piece.kind] + piece.text.strip("\n") for piece in pieces if signs[piece.kind])


def since(moment, release):
    """What happened from `moment` on by the clock of the test, the last first; rows were made by that of today."""
    return [one for one in history_of(release) if moment <= one.at < moment + 24 * HOUR]


@pytest.mark.parametrize("name", CHANGES)
def test_a_part_that_was_changed_with_a_save_is_told_with_its_words(staff, name):
    kind, change, expected = CHANGES[name]
    writer, _editor = staff
    release = make_whole()
    workflow.submit(release, by=writer, at=NOON)
    row = Release.objects.get()
    change(row)
    row.title = "Other title"

    workflow.save_edition(row, by=writer, at=NOON + HOUR)

    newest = since(NOON, row)[0]
    assert (newest.move, newest.by, newest.at) == (Move.SAVE, writer, NOON + HOUR)
    assert {one.name: words(one.pieces) for one in newest.differences}[kind] == expected


@pytest.mark.parametrize("name", CHANGES)
def test_a_part_that_was_changed_past_the_desk_is_told_by_nobody_s_name(staff, name):
    kind, change, _expected = CHANGES[name]
    writer, editor = staff
    release = workflow.submit(make_whole(), by=writer, at=NOON)
    change(release)

    workflow.approve(release, by=editor, at=NOON + HOUR)

    told = [(one.what, one.by, [field.name for field in one.differences]) for one in since(NOON, release)]
    assert told == [
        (Move.APPROVE.done, editor, []),
        (Move.SAVE.done, None, [kind]),
        (Move.SUBMIT.done, writer, []),
    ]


def test_the_form_leaves_a_line_with_the_parts_that_were_saved_with_it(client, staff):
    writer, _editor = staff
    client.force_login(writer)
    release = make_release(title="Typed")
    photo, isisc = make_photo(caption="The hall"), make_institute(name="ISISC")
    address = reverse("admin:releases_release_change", args=[release.pk])
    rows = {"photos-TOTAL_FORMS": 1, "photos-0-photo": photo.pk, "photos-0-position": 1}
    rows |= {"mentions-TOTAL_FORMS": 1, "mentions-0-institute": isisc.pk, "mentions-0-role": "mentioned"}

    client.post(address, filled(client.get(address), title="Other", **rows))

    page = client.get(reverse("admin:releases_release_history", args=[release.pk])).content.decode()
    assert [one.name for one in history_of(release)[0].differences] == ["title", "mentions", "photos"]
    assert "The hall" in page
    assert "ISISC · Mentioned" in page


def test_a_superseded_edition_is_said_to_be_superseded_and_not_saved(staff):
    writer, editor = staff
    chief = make_user(PRESS_OFFICERS, EDITORS, CHIEF_EDITORS)
    # As from a fixture: without any line in the history.
    release = make_release(state="approved", publish_at=NOON)
    Release.history.all().delete()
    draft = workflow.open_next_edition(release, by=writer, at=NOON + HOUR, note="Invented.")
    workflow.submit(draft, by=writer, at=NOON + 2 * HOUR)
    draft = workflow.approve(
        Release.objects.get(edition=2), by=editor, at=NOON + 3 * HOUR, publish_at=NOON + 9 * HOUR
    )
    workflow.unschedule(draft, by=chief, at=NOON + 4 * HOUR)

    told = [(str(one.what), one.edition) for one in since(NOON, draft)]

    assert told == [
        ("Taken off the schedule", 2),
        ("No longer superseded", 1),
        ("Approved", 2),
        ("Superseded", 1),
        ("Submitted for approval", 2),
        ("Correction begun", 2),
    ]


def test_parts_that_were_written_again_as_they_were_are_the_same():
    release = make_whole()
    before = read_parts([release.pk])[release.pk]

    for model in (Mention, JointSymbol, ReleaseLink, ReleasePhoto, ReleaseContact, ReleaseAttachment):
        for part in list(model.objects.filter(release=release)):
            part.delete()
            part.pk, part._state.adding = None, True
            part.save()

    after = read_parts([release.pk])[release.pk]
    assert (after, mark(1, after)) == (before, mark(1, before))


@pytest.mark.parametrize("count", [1, 5])
def test_the_parts_of_many_editions_are_read_at_once(count, django_assert_num_queries):
    keys = [make_release(institutes=(make_institute(), make_institute())).pk for _number in range(count)]

    with django_assert_num_queries(1):
        assert [len(parts["mentions"]) for parts in read_parts(keys).values()] == [2] * count


def test_the_original_tells_who_translated_it(staff):
    writer, _editor = staff
    original = make_release()
    workflow.open_translation(original, "fr", by=writer, at=NOON + HOUR)

    told = [(str(one.what), one.by, one.edition) for one in since(NOON, original)]

    assert told == [("Translated into Français", writer, 1)]
