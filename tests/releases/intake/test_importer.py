import hashlib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db.models.signals import pre_save
from django.utils import timezone

from releases.editorial import workflow
from releases.editorial.groups import PRESS_OFFICERS
from releases.intake.importer import compose, import_bytes
from releases.intake.outcomes import OutcomeKind
from releases.models import Release, ReleaseLink, Series
from releases.wire.blocks import Block, BlockKind
from releases.wire.document import Document
from tests.factories import make_user
from tests.oracle import search

NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
DOCUMENT = (settings.BASE_DIR / "fixtures" / "BKK-CP-14.txt").read_bytes()
FIXTURES = Path(settings.BASE_DIR / "fixtures")

pytestmark = pytest.mark.django_db


@pytest.fixture
def names(db):
    call_command("loaddata", FIXTURES / "institutes.json", FIXTURES / "congresses.json", verbosity=0)


def take(data, **options):
    return import_bytes(data, **{"filename": "copy.txt", "by": None, "at": NOW} | options)


FALSE_DAY = b"TEST/SER/8\n31 September 2005\n\nInvented title\n\nInvented text of a release that goes on.\n"


def text(symbol="TEST/SER/7", body="Invented text of a release."):
    head = f"{symbol}\n3 May 2005\n\nInvented title of a release\n\n"
    return f"{head}VIENNA, 3 May (UN Information Service) -- {body}\n\n* *** *\n".encode()


def test_the_document_becomes_a_draft_with_everything_it_says(names):
    outcome = take(DOCUMENT)
    release = Release.objects.get()
    assert (outcome.kind, outcome.release) == (OutcomeKind.CREATED, release)
    assert (release.reference, release.language, release.edition, release.state) == (
        "BKK/CP/14",
        "en",
        1,
        "draft",
    )
    assert release.title == "Workshop to Discuss Enhancing International Law Enforcement Cooperation"
    assert (
        release.issued_on.isoformat(),
        release.dateline_city,
        release.dateline_on.isoformat(),
        release.source,
    ) == (
        "2005-04-21",
        "BANGKOK",
        "2005-04-21",
        "UN Information Service",
    )
    assert bytes(release.as_issued) == DOCUMENT
    assert release.as_issued_sha256 == hashlib.sha256(DOCUMENT).hexdigest()
    assert (release.as_issued_type, release.as_issued_encoding) == ("text/plain", "utf-8")
    assert release.body.count("<p>") == 6
    assert release.body_text.startswith("A workshop on Enhancing")
    assert release.body_text.endswith("Programme Network.")
    assert list(release.mentions.values_list("institute__slug", "role", "name_as_printed", "is_guess")) == [
        ("unodc", "organizer", "United Nations Office on Drugs and Crime", True),
        (
            "heuni",
            "partner",
            "European Institute for Crime Prevention and Control (HEUNI), affiliated with the United Nations",
            True,
        ),
        ("isisc", "partner", "International Institute of Higher Studies in Criminal Sciences (ISISC)", True),
    ]
    assert set(release.events.values_list("slug", flat=True)) == {
        "crime-congress-11",
        "crime-congress-11-workshop-1",
    }
    assert release.series.prefix == "BKK/CP"


def test_the_same_bytes_again_change_nothing(names):
    first = take(DOCUMENT).release
    again = take(DOCUMENT)
    assert (again.kind, again.release) == (OutcomeKind.UNCHANGED, first)
    assert Release.objects.get().modified_at == first.modified_at


def test_a_dry_run_changes_nothing(names):
    outcome = take(DOCUMENT, dry_run=True)
    assert (outcome.kind, outcome.release.reference) == (OutcomeKind.CREATED, "BKK/CP/14")
    assert not Release.objects.exists()
    assert not Series.objects.exists()


def test_another_text_under_the_symbol_of_an_approved_release_is_the_next_edition():
    first = take(text(), approve=True).release
    second = take(text(body="Another text."))
    assert (second.kind, second.release.edition, second.release.state) == (
        OutcomeKind.NEW_EDITION,
        2,
        "draft",
    )
    first.refresh_from_db()
    assert (first.state, first.superseded_at) == ("approved", None)


def test_approving_the_next_edition_ends_the_one_before():
    first = take(text(), approve=True, publish_at=datetime(2005, 5, 3, tzinfo=UTC)).release
    moment = datetime(2026, 3, 5, tzinfo=UTC)
    second = take(text(body="Another text."), approve=True, publish_at=moment).release
    first.refresh_from_db()
    assert (first.superseded_at, second.publish_at, second.state) == (moment, moment, "approved")
    assert list(Release.objects.public(NOW)) == [first]
    assert list(Release.objects.public(moment)) == [second]
    assert second.previous == first
    assert second.body_text == "Another text."


def test_a_next_edition_is_not_dated_back():
    take(text(), approve=True, publish_at=datetime(2005, 5, 3, tzinfo=UTC))
    outcome = take(text(body="Another text."), approve=True, publish_at=datetime(2005, 5, 4, tzinfo=UTC))
    assert (outcome.kind, outcome.release.state) == (OutcomeKind.NEW_EDITION, "draft")
    assert outcome.message.startswith("Kept as a draft: That moment has passed.")


def test_an_approval_is_in_the_log_under_the_name_of_the_command():
    release = take(text(), approve=True).release
    assert list(release.transitions.values_list("move", "by__username", "comment"))[1:] == [
        ("submit", "import_releases", "import_releases --approve"),
        ("approve", "import_releases", "import_releases --approve"),
    ]
    assert not release.guesses
    assert not get_user_model().objects.get().has_usable_password()


def test_a_next_edition_takes_its_names_from_its_own_text(names):
    take(text(body="HEUNI and UNICRI met."), approve=True)
    second = take(text(body="UNAFEI met.")).release
    assert list(second.mentions.values_list("institute__slug", flat=True)) == ["unafei"]


def test_no_next_edition_while_another_is_scheduled():
    take(text(), approve=True)
    take(text(body="Second text."), approve=True, publish_at=datetime(2027, 1, 1, tzinfo=UTC))
    outcome = take(text(body="Third text."))
    assert outcome.kind == OutcomeKind.FAILED
    assert outcome.message
    assert Release.objects.count() == 2


def test_another_text_under_the_symbol_of_a_draft_is_refused_and_the_draft_kept():
    draft = take(text()).release
    outcome = take(text(body="Another text."))
    assert outcome.kind == OutcomeKind.FAILED
    assert "TEST/SER/7" in outcome.message
    assert list(Release.objects.all()) == [draft]


def test_language_versions_are_editions_of_their_own():
    take(text())
    outcome = take(
        "TEST/SER/7\n3 mai 2005\n\nUn titre\n\nVIENNE, 3 mai (Service d’information de l’ONU) -- "
        "Le texte de la session est dans les archives de la ville, qui sont ouvertes au public.\n".encode()
    )
    assert (outcome.kind, outcome.release.language, outcome.release.edition) == (OutcomeKind.CREATED, "fr", 1)


def test_approval_without_a_time_is_public_at_once():
    assert take(text(), approve=True).release.publish_at == NOW


def test_nothing_is_public_before_its_embargo():
    body = "Invented text.\n\nThe text is embargoed until 5 March 2030, 11 a.m. CET"
    early = datetime(2026, 3, 2, tzinfo=UTC)
    release = take(text(body=body), approve=True, publish_at=early).release
    assert release.publish_at == datetime(2030, 3, 5, 10, 0, tzinfo=UTC)
    assert not release.is_public(NOW)


def test_a_release_without_a_sound_date_is_not_approved():
    outcome = take(
        FALSE_DAY,
        approve=True,
    )
    assert (outcome.kind, outcome.release.state) == (OutcomeKind.CREATED, "draft")
    assert outcome.message.startswith("Kept as a draft: ")
    assert "issued_on" in outcome.release.guesses


def test_guesses_and_problems_are_kept_with_their_lines():
    release = take(
        b"TEST/SER/9\n31 September 2005\n\nInvented title\n\nInvented text of a release that goes on.\n"
    ).release
    assert {problem["line"] for problem in release.problems if problem["code"] == "false-date"} == {2}
    assert release.guesses["issued_on"] == "no date was found; the day of the import was taken"


def test_joint_symbols_each_find_the_release():
    release = take(text("SG/SM/9020-AFR/784")).release
    assert release.symbol == "SG/SM/9020"
    assert list(release.joint_symbols.values_list("symbol", "symbol_key", "position")) == [
        ("AFR/784", "afr784", 1)
    ]


def test_a_release_is_found_by_its_joint_symbols():
    release = take(text("SG/SM/9020-AFR/784")).release
    assert list(search(Release.objects.all(), "AFR/784")) == [release]


def test_links_name_releases_that_are_not_there_yet():
    release = take(text("GA/SHC/3612/Corr.1", body="Text (see Press Release GA/L/3400).")).release
    assert set(release.links.values_list("kind", "reference")) == {
        ("corrects", "GA/SHC/3612"),
        ("see", "GA/L/3400"),
    }
    assert ReleaseLink.objects.count() == 2


def test_lists_tables_and_headings_keep_their_form():
    blocks = (
        "Invented text:",
        "-- one & two;",
        "-- three.",
        "Topics of the Day",
        "More <b>text</b> here.",
        "A | B | C",
    )
    body = "\n\n".join(blocks)
    release = take(text(body=body)).release
    assert "<ul><li>one &amp; two;</li><li>three.</li></ul>" in release.body
    assert "<tr><td>A</td><td>B</td><td>C</td></tr>" in release.body
    assert "<h2>Topics of the Day</h2>" in release.body
    assert "&lt;b&gt;text&lt;/b&gt;" in release.body


def test_a_title_too_long_for_its_field_is_cut_and_said():
    blocks = (Block(BlockKind.PARAGRAPH, "Invented text.", 3),)
    release = compose(Document(title="Invented " * 80, blocks=blocks), at=NOW)
    assert len(release.title) <= 500
    assert release.title.endswith("…")
    assert release.guesses["title"] == "only the first 500 characters have room here"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "This file is empty."),
        (b" \n\n ", "This file is empty."),
        (
            b"\x89PNG\r\n\x1a\n" + b"\0" * 50,
            "This file is a PNG picture, not text: save it as plain text and try again.",
        ),
        (b"x" * 6_000_000, "This file has 6 MB: no press release is that long (limit 5 MB)."),
    ],
)
def test_what_is_no_text_fails_with_a_sentence(data, sentence):
    outcome = take(data)
    assert (outcome.kind, outcome.message, outcome.release) == (OutcomeKind.FAILED, sentence, None)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_original_comes_back_byte_for_byte(encoding):
    data = text(body="Un café à l’écart — “cité”.").decode().replace("\n", "\r\n").encode(encoding)
    release = take(data).release
    release.refresh_from_db()
    assert bytes(release.as_issued) == data


PAGE = """<html><head><style>.c3{text-decoration:line-through}</style></head><body><p>TEST/SER/7</p><p>3 May 2005</p>
<p>Invented title of a release</p><p>VIENNA, 3 May (UN Information Service) -- The <del>condemned</del> <a
href="https://www.example.org/report">report</a><a href="#_ftn1" name="_ftnref1">[1]</a> is out.</p>
<p>The workshop will look at several things in turn, among them these:</p>
<ul><li>Courts<ol><li>Judges</li><li>Clerks, see <a href="www.example.org">there</a></li></ol></li><li>Prisons</li></ul>
<p>It ends on Friday<span class="c3">, or never</span>.<span style="display:none">Internal.</span></p>
<div style="mso-element:footnote-list"><div style="mso-element:footnote" id="ftn1"><p><a href="#_ftnref1">[1]</a>
Invented Treaty Series.</p></div></div></body></html>"""


def test_a_saved_page_keeps_links_lists_and_footnotes_and_says_what_was_left_out():
    outcome = take(PAGE.encode(), filename="saved.html")

    release = Release.objects.get()
    assert release.body == (
        '<p>The <a href="https://www.example.org/report" rel="noopener nofollow">report</a>[1] is out.</p>\n'
        "<p>The workshop will look at several things in turn, among them these:</p>\n"
        "<ul><li>Courts<ol><li>Judges</li><li>Clerks, see "
        '<a href="https://www.example.org" rel="noopener nofollow">there</a></li></ol></li><li>Prisons</li></ul>\n'
        "<p>It ends on Friday.</p>\n"
        "<p>[1] Invented Treaty Series.</p>"
    )
    said = "Left out: 2 deletions and 1 hidden passage."
    assert [problem.message for problem in outcome.problems if problem.code == "left-out"] == [said]
    assert release.problems[0] == {"line": 1, "code": "left-out", "message": said}


def test_nothing_goes_public_with_a_guess_about_its_symbol():
    header = "TEST/SER/7 (Revised)\n3 May 2005\n\nInvented title"
    data = f"{header}\n\nVIENNA, 3 May (UN Information Service) -- Invented text.\n\n* *** *\n".encode()
    outcome = take(data, approve=True)
    assert outcome.release.state == "draft"
    assert outcome.message == "Kept as a draft: Symbol was guessed: the suffix has no number: 1 was taken."
    again = take(data, approve=True)
    assert (again.kind, again.message) == (OutcomeKind.UNCHANGED, outcome.message)


def test_approving_what_was_imported_before_as_a_draft():
    draft = take(text()).release
    assert take(text()).message == ""
    outcome = take(text(), approve=True)
    assert (outcome.kind, outcome.release.pk, outcome.release.state) == (
        OutcomeKind.APPROVED,
        draft.pk,
        "approved",
    )
    assert outcome.message == "It was a draft, and is approved now."
    assert outcome.release.publish_at == NOW
    third = take(text(), approve=True)
    assert (third.kind, third.message) == (OutcomeKind.UNCHANGED, "")


def test_a_dry_run_approves_no_draft():
    take(text())
    assert take(text(), approve=True, dry_run=True).kind == OutcomeKind.UNCHANGED
    assert Release.objects.get().state == "draft"


def test_a_draft_that_somebody_worked_on_is_not_approved_by_the_command():
    draft = take(text()).release
    draft.subtitle = "Invented by hand"
    workflow.save_edition(draft, by=make_user(PRESS_OFFICERS), at=NOW)
    outcome = take(text(), approve=True)
    assert (outcome.kind, outcome.release.state) == (OutcomeKind.UNCHANGED, "draft")
    assert outcome.message.startswith("Unchanged, still a draft: somebody has worked on it")


def test_a_draft_that_is_read_otherwise_now_is_not_approved():
    draft = take(text()).release
    draft.title = "What an earlier version made of it"
    draft.save()
    outcome = take(text(), approve=True)
    assert (outcome.kind, outcome.release.state) == (OutcomeKind.UNCHANGED, "draft")
    assert "the file is read otherwise now (title)" in outcome.message


def test_two_texts_under_one_symbol_are_two_editions_once_the_first_is_approved():
    first, second = text(), text(body="The text of the afternoon.")
    take(first)
    assert take(second).kind == OutcomeKind.FAILED
    kinds = [take(data, approve=True).kind for data in (first, second)]
    assert kinds == [OutcomeKind.APPROVED, OutcomeKind.NEW_EDITION]
    assert [take(data, approve=True).kind for data in (first, second)] == [OutcomeKind.UNCHANGED] * 2


CORRECTED = b"On page 2, the name of the speaker should read Maria."


@pytest.mark.parametrize(
    "symbol",
    [
        "TEST/SER/7/Corr.1",
        "TEST/SER/7 Corr.1",
        "TEST/SER/7 (Corrected)",
        "TEST/SER/7\nCorr.1",
        "TEST/SER/7 & Corr.1",
    ],
)
@pytest.mark.parametrize("approve", [True, False])
def test_a_correction_never_takes_the_place_of_the_text_it_corrects(symbol, approve):
    first = take(text(), approve=approve).release
    outcome = take(text(symbol, body=CORRECTED.decode()), approve=approve)
    assert (outcome.kind, outcome.release.reference) == (OutcomeKind.CREATED, "TEST/SER/7/Corr.1")
    assert outcome.release.title == "Invented title of a release"
    assert ("corrects", "TEST/SER/7") in set(outcome.release.links.values_list("kind", "reference"))
    first.refresh_from_db()
    assert (first.superseded_at, first.title) == (None, "Invented title of a release")


@pytest.mark.parametrize("symbol", ["TEST/SER/7\nCORRECTION", "TEST/SER/7/"])
def test_a_correction_without_its_suffix_is_refused_beside_the_text_it_corrects(symbol):
    take(text(), approve=True)
    outcome = take(text(symbol, body=CORRECTED.decode()), approve=True)
    assert (outcome.kind, Release.objects.count()) == (OutcomeKind.FAILED, 1)
    assert "give it its suffix, such as TEST/SER/7/Corr.1" in outcome.message


def test_bytes_that_are_here_are_not_even_read_again(monkeypatch):
    first = take(text())

    def refuse(*_arguments, **_more):
        raise AssertionError

    monkeypatch.setattr("releases.intake.importer.read_bytes", refuse)
    again = take(text(), at=NOW + timedelta(days=1))
    assert (again.kind, again.release.pk) == (OutcomeKind.UNCHANGED, first.release.pk)


def test_a_text_without_a_date_is_the_same_the_day_after():
    undated = b"TITLE OF AN INVENTED TEXT\n\nInvented text of a release that goes on for a while here.\n"
    for day in range(2):
        take(undated, at=NOW + timedelta(days=day))
    assert Release.objects.count() == 1


def test_bytes_that_are_here_are_read_again_for_what_they_say():
    take(text())
    again = take(text(), reads_known=True)
    assert (again.kind, again.document.title) == (OutcomeKind.UNCHANGED, "Invented title of a release")


@pytest.fixture
def overtaken():
    """While the next release is saved, another one comes first with the same reference, again and again or once."""
    rivals = []

    def come_first(instance, **_signal):
        if rivals and instance.pk is None:
            rivals.pop()
            values = {
                name: getattr(instance, name) for name in ("reference", "language", "issued_on", "series_id")
            }
            rival = Release(
                **values, symbol=instance.symbol, number=instance.number, title="Rival", body="<p>x</p>"
            )
            Release.objects.bulk_create([rival])

    pre_save.connect(come_first, sender=Release)
    yield rivals
    pre_save.disconnect(come_first, sender=Release)


def test_an_import_that_was_overtaken_looks_again(overtaken):
    Series.objects.create(prefix="TEST/SER")
    overtaken.append(1)
    outcome = take(text())
    assert (outcome.kind, outcome.message) == (OutcomeKind.CREATED, "")
    assert Release.objects.get().title == "Invented title of a release"


def test_an_import_that_is_overtaken_twice_says_so(overtaken):
    Series.objects.create(prefix="TEST/SER")
    overtaken.extend([1, 2])
    outcome = take(text())
    assert (outcome.kind, outcome.was_overtaken) == (OutcomeKind.FAILED, True)
    assert not Release.objects.exists()


def test_the_day_of_an_import_is_that_of_the_site(settings):
    settings.TIME_ZONE = "Asia/Bangkok"
    with timezone.override("Asia/Bangkok"):
        late = datetime(2026, 11, 30, 17, 30, tzinfo=UTC)
        outcome = take(b"TITLE OF AN INVENTED TEXT\n\nInvented text of a release that goes on.\n", at=late)
    assert outcome.release.issued_on.isoformat() == "2026-12-01"
