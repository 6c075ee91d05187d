"""What is said about an edition stands with it, in one order with the comments of its moves."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from releases.editorial import workflow
from releases.editorial.comments import conversation, say
from releases.editorial.deleted_drafts import delete_draft, restore_draft
from releases.editorial.errors import NotPermittedError, WorkflowError
from releases.editorial.groups import EDITORS, PRESS_OFFICERS
from releases.editorial.history import history_of
from releases.enums import Move, ReleaseState, Status
from releases.models import Comment, Release
from releases.models.comment import LONGEST_COMMENT
from releases.models.visibility import status
from tests.factories import NOON, make_public_release, make_release, make_user

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def writer():
    return make_user(PRESS_OFFICERS, username="writer")


@pytest.fixture
def editor():
    return make_user(PRESS_OFFICERS, EDITORS, username="editor")


def returned(writer, editor):
    """A draft that was submitted, talked about and sent back."""
    release = make_release(created_by=writer, modified_by=writer)
    release = workflow.submit(release, by=writer, at=NOON, comment="For tonight.")
    say(release, by=editor, at=NOON + HOUR, text="Who is the Minister?")
    say(release, by=writer, at=NOON + 2 * HOUR, text="He of Justice.")
    return workflow.send_back(release, by=editor, at=NOON + 3 * HOUR, comment="Then name him.")


def test_comments_and_moves_are_in_one_order(writer, editor):
    release = returned(writer, editor)

    said = conversation(release)

    assert [(remark.by, remark.text, remark.move) for remark in said.remarks] == [
        (writer, "For tonight.", Move.SUBMIT),
        (editor, "Who is the Minister?", None),
        (writer, "He of Justice.", None),
        (editor, "Then name him.", Move.SEND_BACK),
    ]
    assert said.first_to_read == said.remarks[-1]
    assert [(e.what, e.comment) for e in history_of(release) if e.at <= NOON + 3 * HOUR][:2] == [
        ("Returned to the author", "Then name him."),
        ("Comment", "He of Justice."),
    ]


def test_a_returned_draft_is_one_until_it_is_submitted(writer, editor):
    release = returned(writer, editor)

    assert (status(release, NOON), release.state) == (Status.RETURNED, ReleaseState.DRAFT)
    assert release.returned_at == NOON + 3 * HOUR
    release.title = "Named"
    release = workflow.save_edition(release, by=writer, at=NOON + 4 * HOUR)
    assert list(Release.objects.with_status(Status.RETURNED, NOON)) == [release]
    assert list(Release.objects.with_status(Status.DRAFT, NOON)) == []
    release = workflow.submit(release, by=writer, at=NOON + 5 * HOUR)

    assert (status(release, NOON), release.returned_at) == (Status.SUBMITTED, None)
    assert list(Release.objects.with_status(Status.RETURNED, NOON)) == []
    assert conversation(release).first_to_read.text == "Then name him."


def test_nothing_has_to_be_read_first_of_what_went_out(writer, editor):
    release = make_release(created_by=writer)
    release = workflow.submit(release, by=writer, at=NOON, comment="For tonight.")
    release = workflow.approve(release, by=editor, at=NOON, publish_at=NOON)
    say(release, by=writer, at=NOON + HOUR, text="A reader asks for the annex.")

    said = conversation(release)

    assert [remark.text for remark in said.remarks] == ["For tonight.", "A reader asks for the annex."]
    assert said.first_to_read is None


@pytest.mark.parametrize("row", [{"state": "submitted"}, {"state": "approved", "publish_at": NOON}])
def test_the_database_keeps_only_drafts_as_returned(row):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_release(**row, returned_at=NOON)


def test_a_comment_changes_nothing_of_the_edition(writer, editor):
    release = make_public_release()
    before = Release.objects.filter(pk=release.pk).values().get()

    say(release, by=writer, at=NOON, text="  Seen.\r\nThank you. ")

    assert Release.objects.filter(pk=release.pk).values().get() == before
    assert Comment.objects.get().text == "Seen.\nThank you."


@pytest.mark.parametrize(
    ("text", "code"), [("", "required"), (" \n", "required"), ("x" * (LONGEST_COMMENT + 1), "long")]
)
def test_what_cannot_be_said_is_refused(writer, text, code):
    with pytest.raises(WorkflowError) as refused:
        say(make_release(), by=writer, at=NOON, text=text)

    assert (refused.value.code, Comment.objects.count()) == (code, 0)


@pytest.mark.parametrize(
    "person",
    [make_user, lambda: make_user(PRESS_OFFICERS, is_active=False)],
    ids=["none", "closed"],
)
def test_who_may_not_write_releases_says_nothing_about_them(person):
    with pytest.raises(NotPermittedError):
        say(make_release(), by=person(), at=NOON, text="Hello")

    assert not Comment.objects.exists()


def test_what_is_sent_twice_is_said_once(writer, editor):
    release = make_release()

    for person, text in [(writer, "Yes."), (writer, "Yes."), (editor, "Yes."), (writer, "Yes.")]:
        say(release, by=person, at=NOON, text=text)

    assert [comment.by for comment in Comment.objects.all()] == [writer, editor, writer]


def test_what_was_said_comes_back_with_a_deleted_draft(writer, editor):
    release = make_release(created_by=writer)
    say(release, by=writer, at=NOON, text="Keep this.")

    kept = delete_draft(release, by=editor, at=NOON)
    with pytest.raises(WorkflowError):
        say(release, by=writer, at=NOON, text="Too late.")
    restored = restore_draft(kept, by=editor, at=NOON)

    assert [remark.text for remark in conversation(restored).remarks] == ["Keep this."]
