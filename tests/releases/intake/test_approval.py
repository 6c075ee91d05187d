from datetime import UTC, datetime

import pytest

from releases.enums import ReleaseState
from releases.intake.approval import reasons_against
from releases.intake.importer import import_bytes
from releases.intake.outcomes import OutcomeKind
from releases.models import Release
from releases.models.reading_words import field_label

AT = datetime(2026, 11, 20, 8, tzinfo=UTC)
TEXT = (
    "UNIS/TR/731\n8 May 2001\n\n{title}\n\nVIENNA, 8 May (UN Information Service) -- {sentence}\n\n"
    "{sentence} And so on.\n\n* *** *\n"
)


def imported(title, sentence, encoding):
    data = TEXT.format(title=title, sentence=sentence).encode(encoding)
    return import_bytes(data, filename="a.txt", by=None, at=AT, approve=True)


@pytest.mark.django_db
def test_a_text_whose_encoding_is_certain_is_approved():
    outcome = imported("Boats of Côte d’Ivoire", "The boats of the harbour were counted.", "utf-8")
    assert (outcome.kind, outcome.message) == (OutcomeKind.CREATED, "")
    assert outcome.release.state == ReleaseState.APPROVED


@pytest.mark.django_db
@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman", "cp850"])
def test_a_text_whose_encoding_was_guessed_stays_a_draft(encoding):
    outcome = imported("Boats of Müller", "The boats of the harbour were counted.", encoding)
    assert outcome.release.state == ReleaseState.DRAFT
    assert outcome.message.startswith("Kept as a draft: Encoding of the file was guessed: read as ")
    assert "line 4 has “Müller”" in outcome.release.guesses["encoding"]


@pytest.mark.django_db
def test_a_text_in_a_language_that_the_site_does_not_have_stays_a_draft():
    outcome = imported(
        "渡輪檢查員開始演練",
        "渡輪檢查員今天在港口開始為期一週的演練，這個消息發布後各國代表表示歡迎。",
        "utf-8",
    )
    assert outcome.release.state == ReleaseState.DRAFT
    assert outcome.message == (
        "Kept as a draft: The text seems to be in traditional Chinese, which the site does not have (Chinese was "
        "kept)."
    )


@pytest.mark.parametrize("field", ["encoding", "symbol", "title"])
def test_a_guess_about_what_names_a_release_keeps_it_back(field):
    release = Release(guesses={field: "invented reason", "dateline_on": "the year was taken"})
    assert reasons_against(release) == [f"{field_label(field)} was guessed: invented reason."]
    assert reasons_against(Release(guesses={"dateline_on": "the year was taken"})) == []
