"""Files are attached on the form of a release: several at once, judged, kept after an error, and never twice."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from institutes.desk import kept_uploads
from releases.editorial import workflow
from releases.editorial.deleted_drafts import delete_draft, restore_draft
from releases.editorial.groups import EDITORS, PRESS_OFFICERS
from releases.models import Attachment, Release, ReleaseAttachment
from releases.models.attachment import FOLDER
from tests.attachment_samples import GOOD, mp3, pdf
from tests.factories import NOON, make_attachment, make_public_release, make_release, make_user
from tests.posting import filled, sentences

pytestmark = pytest.mark.django_db
NEW = "attachments-new"


@pytest.fixture(autouse=True)
def officer(client):
    empty_storage()
    user = make_user(PRESS_OFFICERS, EDITORS)
    client.force_login(user)
    yield user
    empty_storage()


def empty_storage():
    for folder in (FOLDER, kept_uploads.FOLDER):
        for name in default_storage.listdir(folder)[1] if default_storage.exists(folder) else []:
            default_storage.delete(f"{folder}/{name}")


def change(release):
    return reverse("admin:releases_release_change", args=[release.pk])


def upload(name="annual-report_2005.pdf", content=None):
    return SimpleUploadedFile(name, pdf() if content is None else content, "application/x-anything")


def send(client, release, **fields):
    return client.post(change(release), filled(client.get(change(release)), **fields))


def rows():
    return list(
        ReleaseAttachment.objects.order_by("position").values_list("title", "attachment__kind", "language")
    )


def stored():
    return default_storage.listdir(FOLDER)[1] if default_storage.exists(FOLDER) else []


def test_several_files_are_attached_at_once(client):
    release = make_release(language="fr")
    files = [
        upload(f"{kind}-of_2005.{kind}", content)
        for content, kind in (GOOD[k] for k in ("pdf", "csv", "mp3"))
    ]

    assert send(client, release, **{NEW: files}).status_code == 302

    assert rows() == [
        ("pdf of 2005", "pdf", "fr"),
        ("csv of 2005", "csv", "fr"),
        ("mp3 of 2005", "mp3", "fr"),
    ]
    assert list(ReleaseAttachment.objects.values_list("position", flat=True)) == [1, 2, 3]
    assert [file.file_name for file in Attachment.objects.order_by("pk")] == [
        "pdf-of_2005.pdf",
        "csv-of_2005.csv",
        "mp3-of_2005.mp3",
    ]
    assert release.history.first().parts.keys() == {"attachments"}


def test_a_file_in_a_row_of_its_own_has_the_title_that_was_typed(client):
    release = make_release()
    row = {"attachments-TOTAL_FORMS": 1, "attachments-0-upload": upload(), "attachments-0-title": "Typed"}

    send(client, release, **row, **{"attachments-0-language": "es"})

    assert rows() == [("Typed", "pdf", "es")]


def test_a_refused_file_is_named_and_a_right_one_is_kept_until_it_is_saved(client):
    release = make_release()
    files = [upload("good.pdf"), upload("bad.pdf", b"MZ" + bytes(300))]

    page = send(client, release, **{NEW: files})

    assert page.status_code == 200
    assert any("no PDF, Word (.docx), Excel (.xlsx), CSV or MP3 file" in text for text in sentences(page))
    assert "good.pdf is kept" in page.content.decode()
    again = filled(page) | page.context["kept_uploads"]
    again |= {"attachments-1-title": "", "attachments-1-upload": ""}

    assert client.post(change(release), again).status_code == 302
    assert rows() == [("good", "pdf", "en")]


def test_what_is_sent_twice_is_there_once(client):
    release = make_release()
    data = filled(client.get(change(release)))
    client.post(change(release), data | {NEW: [upload(), upload("again.pdf")]})

    client.post(change(release), data | {NEW: [upload()]})
    send(client, release, **{NEW: [upload("other name.pdf")]})

    assert [title for title, _kind, _language in rows()] == ["annual report 2005"]


def test_a_new_release_is_written_with_its_files(client):
    address = reverse("admin:releases_release_add")
    written = {"title": "Invented", "body": "<p>Words.</p>", "issued_on": "2005-04-21", NEW: [upload()]}

    assert client.post(address, filled(client.get(address), **written)).status_code == 302
    assert rows() == [("annual report 2005", "pdf", "en")]


def test_an_issued_edition_takes_no_file(client):
    release = make_public_release()

    page = client.get(change(release)).content.decode()

    assert NEW not in page
    client.post(
        change(release), {NEW: [upload()], "attachments-TOTAL_FORMS": 0, "attachments-INITIAL_FORMS": 0}
    )
    assert (rows(), stored()) == ([], [])


def test_the_next_edition_and_a_translation_have_the_same_files(officer):
    release = make_public_release()
    file = make_attachment(release)

    second = workflow.open_next_edition(release, by=officer, at=timezone.now(), note="A word.")
    french = workflow.open_translation(release, "fr", by=officer, at=timezone.now())

    for copy in (second, french):
        assert [(row.attachment, row.title, row.language) for row in copy.attachments.all()] == [
            (file, "Invented table", "en")
        ]


def test_what_no_edition_has_is_cleaned_and_what_a_deleted_draft_had_is_not(
    officer, django_capture_on_commit_callbacks
):
    used, deleted = (
        make_attachment(make_public_release()),
        make_attachment(draft := make_release(created_by=officer)),
    )
    unused, fresh = make_attachment(), make_attachment()
    kept = delete_draft(draft, by=officer, at=timezone.now())
    Attachment.objects.exclude(pk=fresh.pk).update(uploaded_at=NOON)
    default_storage.save(f"{FOLDER}/left-behind", SimpleUploadedFile("a", b"x"))

    with django_capture_on_commit_callbacks(execute=True):
        call_command("clean_attachments")
    assert {*Attachment.objects.all()} == {used, deleted, fresh}
    assert {*stored()} == {used.token, deleted.token, fresh.token, "left-behind"} - {unused.token}
    with django_capture_on_commit_callbacks(execute=True):
        call_command("clean_attachments", days=-1)
    assert {*stored()} == {used.token, deleted.token}

    restored = restore_draft(kept, by=officer, at=timezone.now() + timedelta(seconds=1))
    assert [row.attachment for row in Release.objects.get(pk=restored.pk).attachments.all()] == [deleted]


def test_long_sound_is_attached_too(client):
    release = make_release()

    assert send(client, release, **{NEW: [upload("talk.mp3", mp3(8000))]}).status_code == 302
    assert Attachment.objects.get().size == 8000 * 417
