"""What will go out, in order, with what needs attention on top; and what happened until then."""

from datetime import timedelta

import pytest

from releases.editorial import workflow
from releases.editorial.comparison import compare
from releases.editorial.groups import EDITORS, PRESS_OFFICERS
from releases.editorial.history import TEXTS, history_of
from releases.editorial.schedule import schedule
from releases.models import Release
from tests.factories import NOON, SECOND, make_public_release, make_release, make_series, make_user

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def test_the_schedule_is_in_the_order_of_time_and_of_worry():
    approved = {"state": "approved", "publish_at": NOON + 2 * HOUR}
    late = make_release(title="late", publish_at=NOON + 3 * HOUR)
    make_release(title="approved", **approved)
    make_release(title="forced", **approved | {"awaits_confirmation": True})
    make_release(title="forced and out", **approved | {"publish_at": NOON, "awaits_confirmation": True})
    make_release(title="overdue", state="submitted", publish_at=NOON)
    make_release(title="incomplete", publish_at=NOON + HOUR, body="")
    make_release(title="unplanned")
    make_public_release(title="public")

    found = [
        (
            entry.release.title,
            entry.is_overdue,
            entry.is_forced,
            [gap.field for gap in entry.gaps if gap.blocks],
        )
        for entry in schedule(NOON)
    ]

    assert found == [
        ("overdue", True, False, []),
        ("incomplete", False, False, ["body"]),
        ("forced", False, True, []),
        ("approved", False, False, []),
        ("late", False, False, []),
    ]
    assert [entry.is_overdue for entry in schedule(NOON - SECOND) if entry.release.title == "overdue"] == [
        False
    ]
    assert [entry.release for entry in schedule(NOON, Release.objects.filter(title="late"))] == [late]


@pytest.mark.parametrize("count", [1, 30])
def test_a_long_schedule_asks_no_more_than_a_short_one(count, django_assert_num_queries):
    for _ in range(count):
        make_release(publish_at=NOON + HOUR)

    with django_assert_num_queries(11):
        assert len(schedule(NOON)) == count


def test_a_schedule_has_what_was_forced_and_the_next_to_go_out():
    approved = {"state": "approved", "publish_at": NOON + 3 * HOUR}
    make_release(title="third", publish_at=NOON + 4 * HOUR)
    make_release(title="second", **approved)
    make_release(title="first", publish_at=NOON - HOUR)
    make_release(title="forced", **approved | {"publish_at": NOON + 9 * HOUR, "awaits_confirmation": True})

    assert [entry.release.title for entry in schedule(NOON, most=3)] == ["first", "forced", "second"]


def test_the_history_tells_saves_and_moves_of_all_editions():
    make_series("TEST/SER")
    writer, editor = make_user(PRESS_OFFICERS), make_user(EDITORS)
    release = workflow.save_edition(
        Release(symbol="TEST/SER/1", title="One", issued_on=NOON.date(), body="<p>First text.</p>"),
        by=writer,
        at=NOON,
    )
    release.body = "<p>Second text.</p>"
    row = workflow.save_edition(release, by=writer, at=NOON + HOUR)
    row = workflow.save_edition(row, by=writer, at=NOON + HOUR)
    row = workflow.submit(row, by=writer, at=NOON + 2 * HOUR, comment="Please.")
    row = workflow.approve(row, by=editor, at=NOON + 3 * HOUR)
    draft = workflow.open_next_edition(row, by=writer, at=NOON + 4 * HOUR, note="Invented.")
    draft.title = "Two"
    workflow.save_edition(draft, by=writer, at=NOON + 5 * HOUR)

    found = [
        (
            one.at - NOON,
            one.by,
            one.edition,
            str(one.move),
            one.comment,
            [field.name for field in one.differences],
        )
        for one in history_of(row)
    ]

    assert found == [
        (5 * HOUR, writer, 2, "save", "", ["title"]),
        (4 * HOUR, writer, 2, "correct", "", []),
        (3 * HOUR, editor, 1, "approve", "", []),
        (2 * HOUR, writer, 1, "submit", "Please.", []),
        (1 * HOUR, writer, 1, "save", "", ["body"]),
        (0 * HOUR, writer, 1, "save", "", []),
    ]
    assert {
        field.name: "".join(piece.text for piece in field.pieces if piece.kind != "same")
        for field in compare(row, Release.objects.get(edition=2), TEXTS)
    } == {"title": "OneTwo", "correction_note": "Invented."}
