"""How far the translations of releases are."""

from datetime import date, timedelta

import pytest

from institutes.enums import Language
from releases.editorial import workflow
from releases.editorial.translation.following import follow
from releases.editorial.translation.standing import OFFICIAL, listed, standings
from releases.models import Release
from tests.factories import (
    NOON,
    make_embargoed_release,
    make_public_release,
    make_release,
    make_series,
    make_user,
    make_withdrawn_release,
)

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def states(reference, at=NOON):
    """language → status of its cell, its opened edition, and the edition that it is behind."""
    standing = standings([reference], at)[reference]
    return {
        str(cell.language): (
            str(cell.status),
            cell.opened and cell.opened.edition,
            cell.behind and cell.behind.edition,
        )
        for cell in [*standing.cells, *standing.others]
        if cell.edition is not None
    }


def test_each_language_has_the_edition_that_holds_or_comes_next():
    writer = make_user(username="translator")
    make_public_release(symbol="BKK/CP/14", language="en")
    make_embargoed_release(symbol="BKK/CP/14", language="fr")
    make_release(symbol="BKK/CP/14", language="es", modified_by=writer)
    make_release(symbol="BKK/CP/14", language="ru", state="submitted")
    make_withdrawn_release(symbol="BKK/CP/14", language="de")
    make_public_release(symbol="BKK/CP/15", language="ar")

    standing = standings(["BKK/CP/14"], NOON + 48 * HOUR)["BKK/CP/14"]

    assert states("BKK/CP/14", NOON + 48 * HOUR) == {
        "en": ("public", None, None),
        "fr": ("scheduled", None, None),
        "es": ("draft", None, None),
        "ru": ("submitted", None, None),
        "de": ("withdrawn", None, None),
    }
    assert [cell.language for cell in standing.cells] == list(OFFICIAL)
    assert standing.missing == [Language.ARABIC, Language.CHINESE]
    assert standing.source.language == "en"
    assert standing.cells[2].shown.modified_by == writer


@pytest.mark.parametrize(("minor", "behind"), [(False, 2), (True, None)])
def test_a_translation_is_behind_a_correction_until_it_follows_it(minor, behind):
    officer, editor = make_user("Press officers"), make_user("Editors")
    english = make_public_release(symbol="BKK/CP/14")
    french = make_public_release(
        symbol="BKK/CP/14", language="fr", follows=english, follows_version=english.version
    )
    draft = workflow.open_next_edition(english, by=officer, at=NOON, note="Names.", minor=minor)
    assert states("BKK/CP/14") == {"en": ("public", 2, None), "fr": ("public", None, None)}
    draft = workflow.submit(draft, by=officer, at=NOON)
    second = workflow.approve(draft, by=editor, at=NOON + HOUR)

    assert states("BKK/CP/14", NOON + 2 * HOUR)["fr"] == ("public", None, behind)

    follow(Release.objects.get(pk=french.pk), second, by=officer, at=NOON + 2 * HOUR)
    assert states("BKK/CP/14", NOON + 2 * HOUR)["fr"] == ("public", None, None)


def test_one_row_stands_for_all_editions_and_languages_of_a_release():
    first = make_public_release(symbol="BKK/CP/14", issued_on=date(2005, 4, 21))
    make_release(symbol="BKK/CP/14", language="fr", issued_on=date(2005, 4, 21))
    second = make_release(symbol="NBO/CP/1", issued_on=date(2005, 4, 22))

    def pks(**wanted):
        return [release.pk for release in listed(**wanted)]

    assert pks() == [second.pk, first.pk]
    assert pks(lacking=["fr"]) == [second.pk]
    assert pks(lacking=["en"]) == []
    assert pks(first=date(2005, 4, 22)) == [second.pk]
    assert pks(last=date(2005, 4, 21)) == [first.pk]
    assert pks(series=make_series("BKK/CP")) == [first.pk]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_standing_of_many_releases_is_one_query(rows, django_assert_num_queries):
    references = [make_public_release().reference for _row in range(rows)]

    with django_assert_num_queries(1):
        standings(references, NOON)
