"""What was issued stays as it was issued: in the database, and in sentences before that."""

import sqlite3
from copy import copy
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.models.signals import pre_migrate

from institutes.pictures import files
from releases import checks
from releases.database import immutability
from releases.database.immutability import INVENTABLE, SealedError
from releases.enums import Move
from releases.models import PARTS as PART_MODELS
from releases.models import (
    Attachment,
    Comment,
    JointSymbol,
    Mention,
    Photo,
    Release,
    ReleaseLink,
    Timestamp,
    Transition,
)
from tests.factories import (
    NOON,
    make_attachment,
    make_contact,
    make_embargoed_release,
    make_event,
    make_institute,
    make_photo,
    make_public_release,
    make_release,
    make_user,
    make_withdrawn_release,
    picture_bytes,
)

pytestmark = pytest.mark.django_db

MAKERS = {
    "public": make_public_release,
    "embargoed": make_embargoed_release,
    "withdrawn": make_withdrawn_release,
    "superseded": lambda **fields: make_public_release(superseded_at=NOON + timedelta(days=1), **fields),
}
PARTS = (
    "mention",
    "jointsymbol",
    "releaselink",
    "release_events",
    "releasephoto",
    "releasecontact",
    "releaseattachment",
)


def make_full(maker):
    """An issued edition with one part of every kind, moved by the workflow once."""
    release = maker(institutes=(make_institute(),), events=(make_event(),))
    JointSymbol.objects.create(release=release, symbol="SG/SM/1", symbol_key="sgsm1")
    ReleaseLink.objects.create(release=release, reference="SG/SM/2")
    make_photo(release)
    make_attachment(release)
    make_contact(release, email="press@invented.example")
    log(release, release.state, release.state)
    return release


def log(release, before, after):
    return Transition.objects.create(
        release=release,
        reference=release.reference,
        language=release.language,
        edition=release.edition,
        move=Move.APPROVE,
        from_state=before,
        to_state=after,
        by=make_user(),
        at=NOON,
    )


def execute(statement, *parameters):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def test_every_seal_is_in_place():
    names = immutability._wanted(connection)

    assert len(names) == 5 + 3 * len(PARTS) + 1 + 2 + 2 + 2 + 2 + 2 + len(INVENTABLE)
    assert immutability.missing(connection) == []


@pytest.mark.parametrize("kind", MAKERS)
@pytest.mark.parametrize(
    "column", ["title", "body", "symbol", "reference", "issued_on", "as_issued", "summary", "created_by_id"]
)
def test_the_database_refuses_to_change_the_text_of_an_issued_edition(kind, column):
    release = MAKERS[kind]()
    value = {"as_issued": b"x", "issued_on": "1999-12-31", "created_by_id": make_user().pk}.get(column, "x")

    with pytest.raises(IntegrityError, match="An issued edition cannot be changed"):
        execute(f"UPDATE releases_release SET {column} = %s WHERE id = %s", value, release.pk)  # noqa: S608 - ours

    assert Release.objects.values().get() == Release.objects.filter(pk=release.pk).values().get()


@pytest.mark.parametrize("kind", MAKERS)
def test_the_database_refuses_to_delete_an_issued_edition(kind):
    release = MAKERS[kind]()
    draft = make_release()

    with pytest.raises(IntegrityError, match="An issued edition cannot be changed or deleted"):
        execute("DELETE FROM releases_release WHERE id = %s", release.pk)
    execute("DELETE FROM releases_release WHERE id = %s", draft.pk)

    assert list(Release.objects.all()) == [release]


@pytest.mark.parametrize("part", PARTS)
def test_the_database_refuses_to_take_parts_from_an_issued_edition(part):
    issued, draft = make_full(make_public_release), make_full(make_release)
    table = f"releases_{part}"

    with pytest.raises(IntegrityError, match="An issued edition"):
        execute(f"DELETE FROM {table} WHERE release_id = %s", issued.pk)  # noqa: S608 - ours
    with pytest.raises(IntegrityError, match="An issued edition"):
        execute(f"UPDATE {table} SET release_id = %s WHERE release_id = %s", draft.pk, issued.pk)  # noqa: S608
    execute(f"DELETE FROM {table} WHERE release_id = %s", draft.pk)  # noqa: S608 - ours

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT release_id FROM {table}")  # noqa: S608 - ours
        assert cursor.fetchall() == [(issued.pk,)]


# What stands in each column of each part, and what somebody would put there. `id` and `release_id` have tests of
# their own. A part that is new needs a line here, and a word in `editorial.parts` of what history says of it.
OTHER = {
    ("mention", "institute_id"): lambda: make_institute().pk,
    ("mention", "role"): lambda: "partner",
    ("mention", "name_as_printed"): lambda: "SLANDER",
    ("mention", "is_guess"): None,
    ("jointsymbol", "symbol"): lambda: "SG/SM/3",
    ("jointsymbol", "symbol_key"): lambda: "sgsm3",
    ("jointsymbol", "position"): lambda: 7,
    ("releaselink", "kind"): lambda: "corrects",
    ("releaselink", "reference"): lambda: "SG/SM/3",
    ("release_events", "event_id"): lambda: make_event().pk,
    ("releasephoto", "photo_id"): lambda: make_photo().pk,
    ("releasephoto", "position"): lambda: 7,
    ("releasephoto", "alternative_text"): lambda: "SLANDER",
    ("releasephoto", "caption"): lambda: "SLANDER",
    ("releasephoto", "credit"): lambda: "SLANDER",
    ("releaseattachment", "attachment_id"): lambda: make_attachment().pk,
    ("releaseattachment", "position"): lambda: 7,
    ("releaseattachment", "title"): lambda: "SLANDER",
    ("releaseattachment", "language"): lambda: "fr",
    ("releasecontact", "contact_id"): lambda: make_contact().pk,
    ("releasecontact", "position"): lambda: 7,
    ("releasecontact", "name"): lambda: "SLANDER",
    ("releasecontact", "office"): lambda: "SLANDER",
    ("releasecontact", "telephone"): lambda: "+1 900 1234",
    ("releasecontact", "email"): lambda: "slander@invented.example",
}


def test_every_column_of_every_part_is_tried():
    tried = {f"releases_{part}": {"id", "release_id"} for part in PARTS}
    for part, column in OTHER:
        tried[f"releases_{part}"].add(column)

    with connection.cursor() as cursor:
        assert tried == {
            table: {column.name for column in connection.introspection.get_table_description(cursor, table)}
            for table in immutability.PARTS
        }
    assert {column for (_part, column), value in OTHER.items() if value is None} == (
        immutability.FREE_PART_COLUMNS
    )


@pytest.mark.parametrize("kind", MAKERS)
@pytest.mark.parametrize(("part", "column"), OTHER)
def test_the_database_refuses_to_change_a_part_of_an_issued_edition(part, column, kind):
    issued, draft = make_full(MAKERS[kind]), make_full(make_release)
    make_value = OTHER[part, column] or (lambda: True)
    value = make_value()
    change = f"UPDATE releases_{part} SET {column} = %s WHERE release_id = %s"  # noqa: S608 - ours

    if OTHER[part, column] is None:
        execute(change, value, issued.pk)
    else:
        with pytest.raises(SealedError):
            execute(change, value, issued.pk)
    execute(change, value, draft.pk)

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM releases_{part} WHERE release_id = %s", [draft.pk])  # noqa: S608
        assert cursor.fetchall() == [(value,)]


# What makes the picture of a photo, and what editions begin with that are still to use it.
PICTURE = {"id": 10**6, "token": "other", "width": 1, "height": 1, "sha256": "0" * 64}
WORDS = {
    "alternative_text": "", "is_decorative": True, "language": "fr", "caption": "Other", "credit": "Other",
    "uploaded_at": NOON, "focal_x": 10, "focal_y": 90,
}  # fmt: skip


def test_every_column_of_a_photo_is_picture_or_words():
    assert {*PICTURE, *WORDS} == {field.name for field in Photo._meta.concrete_fields} - {immutability.MARK}
    assert {*WORDS} == immutability.FREE_PHOTO_COLUMNS


@pytest.mark.parametrize("kind", MAKERS)
@pytest.mark.parametrize("column", [column for column in PICTURE if column != "id"])
def test_the_picture_of_an_issued_edition_is_not_replaced(column, kind):
    issued, drafted, unused = (
        make_photo(MAKERS[kind](), make_release()),
        make_photo(make_release()),
        make_photo(),
    )

    with pytest.raises(SealedError, match="An issued edition shows this picture"), transaction.atomic():
        Photo.objects.filter(pk=issued.pk).update(**{column: PICTURE[column]})
    Photo.objects.filter(pk=issued.pk).update(**WORDS)
    Photo.objects.filter(pk=drafted.pk).update(**{column: PICTURE[column]})
    Photo.objects.filter(pk=drafted.pk).update(**{column: getattr(drafted, column)})
    Photo.objects.filter(pk=unused.pk).update(**{column: PICTURE[column]})

    assert Photo.objects.values_list(column, flat=True).get(pk=issued.pk) == getattr(issued, column)


# What makes the file of an attachment.
FILE = {
    "id": 10**6,
    "token": "other",
    "file_name": "other.csv",
    "kind": "pdf",
    "size": 1,
    "sha256": "0" * 64,
}


def test_every_column_of_an_attachment_is_of_the_file_or_its_day():
    assert {*FILE, "uploaded_at"} == {field.name for field in Attachment._meta.concrete_fields} - {
        immutability.MARK
    }


@pytest.mark.parametrize("kind", MAKERS)
@pytest.mark.parametrize("column", [column for column in FILE if column != "id"])
def test_the_database_refuses_another_file_under_an_issued_edition(column, kind):
    issued, drafted = make_attachment(MAKERS[kind](), make_release()), make_attachment(make_release())
    unused = make_attachment()

    with pytest.raises(SealedError, match="An issued edition has this file"), transaction.atomic():
        Attachment.objects.filter(pk=issued.pk).update(**{column: FILE[column]})
    Attachment.objects.filter(pk=issued.pk).update(uploaded_at=NOON)
    Attachment.objects.filter(pk=drafted.pk).update(**{column: FILE[column]})
    Attachment.objects.filter(pk=drafted.pk).update(**{column: getattr(drafted, column)})
    Attachment.objects.filter(pk=unused.pk).update(**{column: FILE[column]})

    assert Attachment.objects.values_list(column, flat=True).get(pk=issued.pk) == getattr(issued, column)


def test_the_file_of_an_attachment_is_not_written_over():
    attachment = make_attachment(make_public_release())

    with pytest.raises(ValidationError, match="cannot be changed"):
        Attachment.objects.get().take(b"other")

    with attachment.open() as file:
        assert file.read() == b"a,b\n1,2\n"


def test_the_files_of_a_photo_are_not_written_over():
    photo = make_photo(make_public_release())
    before = photo.rendition(64, "jpg").content

    with pytest.raises(ValidationError, match="Upload another picture instead"):
        Photo.objects.get().take(files.read_picture(picture_bytes(size=(100, 100))))

    assert photo.rendition(64, "jpg").content == before


@pytest.mark.parametrize("part", PARTS)
def test_the_database_refuses_to_add_parts_to_an_edition_that_the_workflow_issued(part):
    issued, draft = make_full(make_public_release), make_full(make_release)

    with pytest.raises(IntegrityError, match="An issued edition"):
        execute(
            f"UPDATE releases_{part} SET release_id = %s WHERE release_id = %s",  # noqa: S608 - ours
            issued.pk,
            draft.pk,
        )
    with pytest.raises(IntegrityError, match="An issued edition"):
        execute(
            "INSERT INTO releases_release_events (release_id, event_id) VALUES (%s, %s)",
            issued.pk,
            make_event().pk,
        )


def test_an_edition_that_arrives_issued_brings_its_parts_after_it():
    release = make_public_release()

    Mention.objects.create(release=release, institute=make_institute())
    release.events.add(make_event())

    assert (release.mentions.count(), release.events.count()) == (1, 1)


def test_everything_that_belongs_to_an_edition_is_sealed_with_it():
    """A new table that points to releases is a part of the edition, or it is named here as none."""
    beside = {
        "Release",
        "HistoricalRelease",
        "Transition",
        "FormerReference",
        "PreviewLink",
        "Presence",
        "SearchIndex",
        "Timestamp",
        "Comment",
        "SetMember",
    }
    pointing = {
        relation.related_model
        for relation in Release._meta.get_fields(include_hidden=True)
        if relation.auto_created and not relation.concrete and hasattr(relation, "field")
    }
    parts = {model for model in pointing if model.__name__ not in beside}

    assert {model._meta.db_table for model in parts} == set(immutability.PARTS)
    assert parts == {*PART_MODELS, Release.events.through}


def test_the_state_moves_only_with_a_line_in_the_log():
    release = make_release(publish_at=NOON)

    with pytest.raises(IntegrityError, match="Only the workflow"):
        execute("UPDATE releases_release SET state = 'approved' WHERE id = %s", release.pk)
    log(release, "submitted", "approved")
    with pytest.raises(IntegrityError, match="Only the workflow"):
        execute("UPDATE releases_release SET state = 'approved' WHERE id = %s", release.pk)
    log(release, "draft", "approved")
    execute("UPDATE releases_release SET state = 'approved' WHERE id = %s", release.pk)

    assert Release.objects.get().state == "approved"


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        ("public", "publish_at = '2005-04-20 12:00:00+00:00'"),
        ("embargoed", "publish_at = '2005-04-20 12:00:00+00:00'"),
        ("withdrawn", "withdrawal_reason = 'Another.'"),
        ("withdrawn", "withdrawal_keeps_text = NOT withdrawal_keeps_text"),
        ("withdrawn", "withdrawn_at = '2006-04-20 12:00:00+00:00'"),
    ],
)
def test_times_and_reasons_that_were_given_stay(kind, change):
    release = MAKERS[kind]()

    with pytest.raises(IntegrityError, match="An issued edition"):
        execute(f"UPDATE releases_release SET {change} WHERE id = %s", release.pk)  # noqa: S608 - ours


@pytest.mark.parametrize(
    "statement", ["UPDATE releases_transition SET comment = 'x'", "DELETE FROM releases_transition"]
)
def test_the_log_is_only_added_to(statement):
    log(make_release(), "draft", "submitted")

    with pytest.raises(IntegrityError, match="The log of the workflow"):
        execute(statement)

    assert Transition.objects.get().comment == ""


@pytest.mark.parametrize(
    "statement", ["UPDATE releases_comment SET text = 'x'", "DELETE FROM releases_comment"]
)
def test_what_was_said_stays_said(statement):
    Comment.objects.create(release=make_release(), by=make_user(), at=NOON, text="Who is the Minister?")

    with pytest.raises(IntegrityError, match="A comment on an edition"):
        execute(statement)

    assert Comment.objects.get().text == "Who is the Minister?"


def change_title(release):
    release.title = "Other"
    release.save()


def change_only_title(release):
    release.title = "Other"
    release.save(update_fields=["title"])


def change_state(release):
    release.state = "draft"
    release.save()


DOORS = {
    "save": change_title,
    "save of one field": change_only_title,
    "state": change_state,
    "update": lambda release: Release.objects.filter(pk=release.pk).update(title="Other"),
    "update of the state": lambda release: Release.objects.filter(pk=release.pk).update(state="draft"),
    "bulk_update": lambda release: Release.objects.bulk_update(
        [Release(pk=release.pk, title="Other")], ["title"]
    ),
    "delete": lambda release: release.delete(),
    "delete of many": lambda release: Release.objects.all().delete(),
    "mention": lambda release: release.mentions.get().delete(),
    "mentions": lambda release: release.mentions.all().delete(),
    "new mention": lambda release: release.mentions.create(institute=make_institute()),
    "joint symbol": lambda release: release.joint_symbols.all().delete(),
    "link": lambda release: release.links.all().delete(),
    "photo": lambda release: release.photos.all().delete(),
    "attachment": lambda release: release.attachments.all().delete(),
    "contact": lambda release: release.listed_contacts.all().delete(),
    "new link": lambda release: ReleaseLink.objects.create(release=release, reference="SG/SM/9"),
    "events added": lambda release: release.events.add(make_event()),
    "events removed": lambda release: release.events.remove(release.events.get()),
    "events cleared": lambda release: release.events.clear(),
    "events set": lambda release: release.events.set([]),
    "from the event": lambda release: release.events.get().releases.clear(),
}


@pytest.mark.parametrize("kind", MAKERS)
@pytest.mark.parametrize("door", DOORS)
def test_every_door_says_so_in_a_sentence(door, kind):
    release = make_full(MAKERS[kind])
    before = (Release.objects.values().get(), counts(release))

    with pytest.raises(SealedError) as caught, transaction.atomic():
        DOORS[door](Release.objects.get())

    assert caught.value.messages[0] in {str(sentence) for sentence in immutability.SENTENCES.values()}
    assert (Release.objects.values().get(), counts(release)) == before


def counts(release):
    return [part.count() for part in (release.mentions, release.joint_symbols, release.links, release.events)]


def test_a_link_of_an_issued_edition_is_not_rewritten():
    link = make_full(make_public_release).links.get()
    link.reference = "SG/SM/3"

    with pytest.raises(SealedError):
        link.save()


def test_an_event_of_issued_releases_cannot_be_deleted_and_one_of_drafts_can():
    issued, draft = make_full(make_public_release), make_full(make_release)

    with pytest.raises(SealedError), transaction.atomic():
        issued.events.get().delete()
    draft.events.get().delete()

    assert (issued.events.count(), draft.events.count()) == (1, 0)


def test_what_is_not_sealed_can_change():
    release = make_full(make_public_release)
    release.superseded_at = NOON + timedelta(days=1)
    release.save()
    mention = release.mentions.get()
    mention.is_guess = True
    mention.save()
    draft = make_full(make_release)
    draft.title = "Other"
    draft.save()
    draft.mentions.all().delete()
    draft.events.clear()

    assert Release.objects.get(pk=release.pk).superseded_at == NOON + timedelta(days=1)
    assert Release.objects.get(pk=draft.pk).title == "Other"
    assert counts(draft) == [0, 1, 1, 0]


def test_the_log_says_so_in_a_sentence():
    line = log(make_release(), "draft", "submitted")

    for change in (
        line.delete,
        Transition.objects.all().delete,
        lambda: Transition.objects.update(comment="x"),
    ):
        with (
            pytest.raises(SealedError, match="The log of the workflow cannot be changed"),
            transaction.atomic(),
        ):
            change()


def test_a_time_stamp_is_added_to_an_issued_edition_and_stays_what_it_is():
    release = make_full(make_public_release)
    stamp = Timestamp.objects.create(release=release, reply=b"signed", stamped_at=NOON)

    for change in (
        stamp.delete,
        lambda: Timestamp.objects.update(reply=b"other"),
        lambda: Timestamp.objects.update(stamped_at=NOON + timedelta(seconds=1)),
        lambda: Timestamp.objects.update(release=make_public_release()),
    ):
        with pytest.raises(SealedError, match="The time stamp of an edition cannot be"), transaction.atomic():
            change()

    Timestamp.objects.update(reply=b"signed")  # as a fixture that is loaded twice does
    assert bytes(Timestamp.objects.get().reply) == b"signed"


def test_a_fixture_is_loaded_twice(tmp_path):
    release = make_public_release(institutes=(make_institute("heuni"),), events=(make_event("workshop"),))
    path = tmp_path / "all.json"
    call_command(
        "dumpdata", "institutes", "releases", natural_foreign=True, natural_primary=True, output=str(path)
    )

    call_command("loaddata", str(path), verbosity=0)

    assert list(Release.objects.values_list("reference", flat=True)) == [release.reference]
    assert counts(release) == [1, 0, 0, 1]


@pytest.mark.django_db(transaction=True)
def test_seals_are_lifted_and_put_back():
    release = make_full(make_public_release)

    with immutability.lifted(connection):
        assert immutability.missing(connection) == sorted(immutability._wanted(connection))
        execute("UPDATE releases_release SET title = 'Repaired' WHERE id = %s", release.pk)
        assert [warning.id for warning in checks.seals_in_place(["default"])] == ["releases.W003"]

    assert checks.seals_in_place(["default"]) == []
    assert immutability.missing(connection) == []
    assert Release.objects.get().title == "Repaired"


@pytest.mark.django_db(transaction=True)
def test_a_migration_that_makes_the_table_anew_keeps_the_seals():
    release = make_full(make_public_release)
    present = Release._meta.get_field("source")
    wider = copy(present)
    wider.max_length = present.max_length + 1

    for before, after in ((present, wider), (wider, present)):
        config = apps.get_app_config("releases")
        pre_migrate.send(sender=config, app_config=config, using="default", plan=["a migration"])
        assert immutability.missing(connection) == sorted(immutability._wanted(connection))
        with connection.schema_editor() as editor:
            editor.alter_field(Release, before, after)
        call_command("migrate", verbosity=0)

    assert immutability.missing(connection) == []
    with pytest.raises(SealedError), transaction.atomic():
        Release.objects.filter(pk=release.pk).update(title="Other")


@pytest.mark.django_db(transaction=True)
def test_flush_empties_a_database_that_holds_issued_editions():
    make_full(make_public_release)

    call_command("flush", interactive=False, verbosity=0)

    assert Release.objects.count() == 0
    assert Transition.objects.count() == 0
    assert immutability.missing(connection) == []


def test_other_database_errors_are_not_about_the_seal():
    assert immutability.refusal(sqlite3.IntegrityError("UNIQUE constraint failed")) is None
