"""A translation whose paragraphs are still those of the original does not go out."""

import pytest

from releases.editorial import workflow
from releases.editorial.completeness import completeness
from releases.editorial.errors import IncompleteError, WorkflowError
from releases.editorial.groups import EDITORS, PRESS_OFFICERS
from releases.editorial.untranslated import untranslated
from releases.enums import Status
from releases.models import Transition
from tests.factories import NOON, make_public_release, make_release, make_user
from tests.releases.editorial.test_workflow import ROWS

pytestmark = pytest.mark.django_db
LONG = "The Minister opened the bridge over the river on Monday morning."
OTHER = "Delegates of forty countries met for a week in the invented hall."
FRENCH = "Le Ministre a inauguré lundi matin le pont qui enjambe la rivière."


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (f"{LONG}\n\n{OTHER}", 2),
        (f"{FRENCH}\n\n{OTHER}", 1),
        (f"{FRENCH}\n\nShort words of the original stay.", 0),
        (LONG.upper().replace(" ", "  ").replace(".", " !"), 1),
        (f"{LONG} Et encore une phrase.", 0),
        ("", 0),
        ("部长星期一上午为大桥揭幕。", 0),
    ],
)
def test_paragraphs_of_eight_words_or_more_are_compared_word_for_word(text, count):
    assert untranslated(text, [f"{LONG}\n\n{OTHER}\n\nShort words of the original stay."]) == count


def test_a_translation_goes_out_once_every_paragraph_is_translated():
    writer, editor = make_user(PRESS_OFFICERS), make_user(PRESS_OFFICERS, EDITORS)
    release = make_public_release(body=f"<p>{LONG}</p><p>{OTHER}</p><p>HEUNI</p>")
    draft = workflow.open_translation(release, "fr", by=writer, at=NOON)
    draft.title = "Titre"
    draft = workflow.save_edition(draft, by=writer, at=NOON)
    draft = workflow.confirm_guesses(draft, [*draft.guesses], by=writer, at=NOON)
    draft = workflow.submit(draft, by=writer, at=NOON)

    with pytest.raises(IncompleteError, match="2 paragraphs are still those of the original"):
        workflow.approve(draft, by=editor, at=NOON)
    draft.body = f"<p>{FRENCH}</p><p>{OTHER}</p><p>HEUNI</p>"
    draft = workflow.save_edition(draft, by=writer, at=NOON)
    with pytest.raises(IncompleteError, match="1 paragraph is still that of the original"):
        workflow.approve(draft, by=editor, at=NOON)
    draft.body = f"<p>{FRENCH}</p><p>HEUNI</p>"
    draft = workflow.save_edition(draft, by=writer, at=NOON)

    assert workflow.approve(draft, by=editor, at=NOON).state == "approved"


def test_the_original_is_not_held_back_by_its_translation():
    original = make_release(body=f"<p>{LONG}</p>")
    make_release(symbol=original.symbol, language="fr", body=f"<p>{LONG}</p>")

    assert [gap.field for gap in completeness(original) if gap.blocks] == []


@pytest.mark.parametrize("where", Status)
def test_what_was_not_guessed_is_not_confirmed_and_leaves_no_line(where):
    release = make_release(**ROWS[where])

    with pytest.raises(WorkflowError, match="Nothing was guessed in this edition"):
        workflow.confirm_guesses(release, ["title", "mentions"], by=make_user(PRESS_OFFICERS), at=NOON)

    assert not Transition.objects.exists()


def test_the_log_names_only_what_was_a_guess():
    writer = make_user(PRESS_OFFICERS)
    release = make_release(guesses={"title": "Short line."})

    with pytest.raises(WorkflowError, match="Nothing of that was guessed"):
        workflow.confirm_guesses(release, ["body", "mentions"], by=writer, at=NOON)
    workflow.confirm_guesses(release, ["title", "body", "mentions"], by=writer, at=NOON)

    assert [line.comment for line in Transition.objects.all()] == ["title"]
