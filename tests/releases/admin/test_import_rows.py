"""Several releases in one file: each is a row, is reviewed and kept by itself, and nothing typed is lost."""

import json
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from releases.admin import imports
from releases.admin.import_reading import NOTHING_TYPED, Typed
from releases.editorial.groups import PRESS_OFFICERS
from releases.models import ImportJob, Release
from releases.models.import_job import LIFE_OF_HELD
from tests.factories import make_user
from tests.releases.admin.test_imports import ADDRESS, RUSSIAN, fields, invented, page, read

pytestmark = pytest.mark.django_db
BREAK = "\n* *** *\n\n"
REVISED = invented(8).replace("TEST/SER/8", "TEST/SER/8 (Revised)")
THREE = BREAK.join([invented(7), REVISED, invented(9)])


@pytest.fixture
def officer(client):
    client.force_login(make_user(PRESS_OFFICERS))
    return client


def upload(text, name="three.txt"):
    return SimpleUploadedFile(name, text if isinstance(text, bytes) else text.encode())


def carried(response, **more):
    """What the page of the rows would send."""
    context = response.context_data
    return {
        "original": context["original"],
        "filename": context["filename"],
        "read_as": context["encoding_chosen"],
        "encoding": context["encoding_chosen"],
        **dict(context["carried"]),
        **more,
    }


def rows(response):
    return [(row.number, row.kind, row.is_sound) for row in response.context_data["rows"]]


def line_of(symbol, text=THREE):
    return text.splitlines().index(symbol) + 1


@pytest.mark.parametrize("as_file", [True, False])
def test_each_release_is_a_row_and_nothing_is_kept_yet(officer, as_file):
    response = read(officer, "", upload(THREE)) if as_file else read(officer, THREE)
    assert response.status_code == 200
    assert rows(response) == [(1, "new", True), (2, "new", False), (3, "new", True)]
    shown = " ".join(page(response).split())
    printed = ("TEST/SER/7", "TEST/SER/8 (Revised)", "TEST/SER/9")
    for number, symbol in enumerate(printed, start=1):
        assert f"Release {number} of 3, from line {line_of(symbol)}" in shown
        assert f"<bdi>{symbol.replace(' (Revised)', '/Rev.1')}</bdi>" in shown
    assert "3 May 2005 · English" in shown
    assert "Keep 2 sound releases as drafts" in shown
    assert "1 is left for you to review (release 2): each row says why." in shown
    assert "Symbol was guessed: the suffix has no number: 1 was taken." in shown
    assert not Release.objects.exists()
    assert not ImportJob.objects.exists()


def test_all_sound_ones_are_kept_at_once_and_the_others_stay_as_rows(officer):
    response = officer.post(ADDRESS, carried(read(officer, THREE), do="keep_sound"))
    drafts = list(Release.objects.order_by("reference"))
    assert [draft.reference for draft in drafts] == ["TEST/SER/7", "TEST/SER/9"]
    assert rows(response) == [(1, "kept", False), (2, "new", False), (3, "kept", False)]
    shown = page(response)
    assert "2 releases are drafts now." in shown
    assert all(f"/admin/releases/release/{draft.pk}/change/" in shown for draft in drafts)
    assert all("dateline_on" in draft.guesses for draft in drafts)
    assert {draft.state for draft in drafts} == {"draft"}


def test_each_is_reviewed_and_kept_by_itself_with_what_was_corrected(officer):
    response = officer.post(ADDRESS, carried(read(officer, "", upload(THREE)), open="2"))
    shown = " ".join(page(response).split())
    start = line_of("TEST/SER/8 (Revised)")
    assert f"Release 2 of 3 in <bdi>three.txt</bdi>, from line {start}" in shown
    assert f'<li id="line-{start}" data-line="{start}">' in shown
    assert f'href="#line-{start}">Line {start}</a>' in shown
    kept = officer.post(ADDRESS, fields(response) | {"title": "Typed title", "symbol": "TEST/SER/88"})
    release = Release.objects.get()
    assert (release.reference, release.title, release.guesses) == ("TEST/SER/88", "Typed title", {})
    assert rows(kept) == [(1, "new", True), (2, "kept", False), (3, "new", True)]
    everything = officer.post(ADDRESS, carried(kept, do="keep_sound"))
    assert "Every release of <bdi>three.txt</bdi> is here." in page(everything)
    by_place = Release.objects.order_by("pk")
    assert b"".join(bytes(by_place[place].as_issued) for place in (1, 0, 2)) == THREE.encode()


def test_what_was_typed_on_a_review_that_was_left_is_there_again(officer):
    opened = officer.post(ADDRESS, carried(read(officer, THREE), open="1"))
    left = officer.post(ADDRESS, fields(opened) | {"do": "rows", "title": "Typed “title”"})
    assert rows(left) == [(1, "new", False), (2, "new", False), (3, "new", True)]
    assert "You began to correct it." in page(left)
    other = officer.post(ADDRESS, carried(left, open="3"))
    kept = officer.post(ADDRESS, fields(other))
    assert Release.objects.get().reference == "TEST/SER/9"
    again = officer.post(ADDRESS, carried(kept, open="1"))
    assert again.context_data["form"]["title"].value() == "Typed “title”"
    officer.post(ADDRESS, fields(again))
    assert Release.objects.get(reference="TEST/SER/7").title == "Typed “title”"


def test_a_review_left_untouched_leaves_its_release_sound(officer):
    opened = officer.post(ADDRESS, carried(read(officer, THREE), open="1"))
    left = officer.post(ADDRESS, fields(opened) | {"do": "rows"})
    assert rows(left)[0] == (1, "new", True)
    assert left.context_data["carried"] == []


def test_a_wrong_field_brings_the_review_back_and_the_others_are_still_carried(officer):
    opened = officer.post(ADDRESS, carried(read(officer, THREE), open="1"))
    left = officer.post(ADDRESS, fields(opened) | {"do": "rows", "title": "Typed title"})
    other = officer.post(ADDRESS, carried(left, open="3"))
    wrong = officer.post(ADDRESS, fields(other) | {"issued_on": "31 February"})
    assert wrong.status_code == 422
    assert 'value="31 February"' in page(wrong)
    back = officer.post(ADDRESS, fields(wrong) | {"issued_on": "2005-05-03"})
    assert rows(back) == [(1, "new", False), (2, "new", False), (3, "kept", False)]


def test_the_same_file_again_is_already_here(officer):
    first = read(officer, THREE)
    officer.post(ADDRESS, carried(first, do="keep_sound"))
    again = read(officer, THREE)
    assert rows(again) == [(1, "unchanged", False), (2, "new", False), (3, "unchanged", False)]
    assert 'value="keep_sound"' not in page(again)


def test_the_releases_of_a_page_share_its_bytes_and_are_told_apart(officer):
    paragraphs = "".join(f"<p>{line}</p>" for line in THREE.splitlines() if line)
    markup = f"<html><body><main>{paragraphs}</main></body></html>"
    kept = officer.post(ADDRESS, carried(read(officer, "", upload(markup, "a.html")), do="keep_sound"))
    assert rows(kept)[0] == (1, "kept", False)
    assert rows(kept)[2] == (3, "kept", False)


@pytest.mark.parametrize(
    "tampered", ["[]", "{", '{"fields": 1, "ticks": 2}', '{"fields": {"title": [1]}, "ticks": {}}']
)
def test_what_was_tampered_with_is_let_go(officer, tampered):
    assert Typed.from_json(tampered) == NOTHING_TYPED
    sent = carried(read(officer, THREE), open="1") | {"typed-1": tampered, "typed-x": "y", "kept-2": "-1"}
    assert officer.post(ADDRESS, sent).context_data["form"]["title"].value() == "Invented title"


def test_a_key_of_another_release_is_not_shown_as_what_was_kept(officer):
    officer.post(ADDRESS, fields(read(officer, invented(77))))
    other = Release.objects.get().pk
    response = officer.post(ADDRESS, carried(read(officer, THREE), do="rows") | {"kept-1": str(other)})
    assert rows(response)[0] == (1, "new", True)


@pytest.mark.parametrize("number", ["0", "4", "x", "²"])
def test_a_number_that_is_none_opens_the_first(officer, number):
    response = officer.post(ADDRESS, carried(read(officer, THREE), open=number))
    assert response.context_data["outcome"].release.reference == "TEST/SER/7"


def test_a_file_of_very_many_releases_is_an_import_as_of_many_files(officer, monkeypatch):
    monkeypatch.setattr(imports, "MOST_ROWS", 2)
    response = read(officer, "", upload(THREE))
    job = ImportJob.objects.get()
    assert response["Location"] == f"{ADDRESS}{job.pk}/"
    assert job.files.count() == 3


TWO_RUSSIAN = BREAK.join([RUSSIAN, RUSSIAN.replace("903", "904")]).encode("koi8-r")


@pytest.mark.parametrize("do", ["again", "keep"])
def test_releases_that_appear_in_another_encoding_are_all_shown(officer, do):
    found = read(officer, "", upload(TWO_RUSSIAN))
    assert [row.release.symbol for row in found.context_data["rows"]] == ["UNIS/CP/903", "UNIS/CP/904"]
    # In this one no date is read, and the whole file is one release.
    one = officer.post(ADDRESS, carried(found, do="again") | {"encoding": "cp866"})
    assert (one.context_data["of"], one.context_data["encoding_chosen"]) == (1, "cp866")
    two = officer.post(ADDRESS, fields(one) | {"do": do, "encoding": "koi8-r", "source": "Typed source"})
    assert [row.release.symbol for row in two.context_data["rows"]] == ["UNIS/CP/903", "UNIS/CP/904"]
    assert "In this encoding the file holds 2 releases: each has its row, and none is kept yet." in page(two)
    assert not Release.objects.exists()
    opened = officer.post(ADDRESS, carried(two, open="1"))
    assert opened.context_data["form"]["source"].value() == "Typed source"
    officer.post(ADDRESS, fields(opened))
    release = Release.objects.get()
    assert (release.symbol, release.source, release.as_issued_encoding) == (
        "UNIS/CP/903", "Typed source", "koi8-r",
    )  # fmt: skip


def test_more_releases_than_are_shown_are_refused_in_a_sentence(officer, monkeypatch):
    one = officer.post(
        ADDRESS, carried(read(officer, "", upload(TWO_RUSSIAN)), do="again") | {"encoding": "cp866"}
    )
    monkeypatch.setattr(imports, "MOST_ROWS", 1)
    again = officer.post(
        ADDRESS, fields(one) | {"do": "again", "encoding": "koi8-r", "source": "Typed source"}
    )
    assert "In this encoding the file would hold 2 releases: choose another one." in page(again)
    assert again.context_data["form"]["source"].value() == "Typed source"


def test_ticks_and_roles_count_as_typed():
    one = SimpleNamespace(slug="heuni", role="partner")
    outcome = SimpleNamespace(findings=SimpleNamespace(institutes=[one]))
    shown = {"offered-institute": ["heuni"], "institute": ["heuni"], "role-heuni": ["partner"]}
    assert not Typed({}, shown).differs_from(outcome)
    assert Typed({}, shown | {"role-heuni": ["organizer"]}).differs_from(outcome)
    assert Typed({}, shown | {"institute": []}).differs_from(outcome)
    typed = Typed({"title": "Été"}, shown)
    assert Typed.from_json(typed.to_json()) == typed
    assert json.loads(typed.to_json())["fields"] == {"title": "Été"}


def large(text):
    """A Rich Text file with a photo, too large to go with a page."""
    words = text.replace("\n", "\\par\n").encode()
    return b"{\\rtf1\\ansi {\\pict\\jpegblip " + b"00" * 3_000_000 + b"}" + words + b"}"


def test_a_large_file_is_held_while_it_is_reviewed(officer):
    data = large(invented(7))
    first = read(officer, "", upload(data, "a.rtf"))
    job = ImportJob.objects.get()
    assert (first.context_data["original"], first.context_data["held"]) == ("", job.pk)
    assert len(first.content) < 100_000
    response = officer.post(ADDRESS, fields(first) | {"held": job.pk, "title": "Typed title"})
    release = Release.objects.get()
    assert response["Location"] == f"/admin/releases/release/{release.pk}/change/"
    assert (release.title, bytes(release.as_issued)) == ("Typed title", data)
    assert not ImportJob.objects.exists()


def test_what_is_held_is_nobody_else_s_and_nobody_works_it_off(officer, client):
    first = read(officer, "", upload(large(invented(7)), "a.rtf"))
    sent = fields(first) | {"held": first.context_data["held"]}
    call_command("run_imports")
    assert not Release.objects.exists()
    assert officer.get(f"{ADDRESS}{sent['held']}/").status_code == 404
    client.force_login(make_user(PRESS_OFFICERS))
    response = client.post(ADDRESS, sent)
    assert "This file is not held any more: choose it once more." in page(response)
    assert not Release.objects.exists()


def test_what_is_held_is_gone_after_two_days(officer):
    read(officer, "", upload(large(invented(7)), "a.rtf"))
    job = ImportJob.objects.get()
    ImportJob.objects.sweep(job.made_at + LIFE_OF_HELD)
    assert ImportJob.objects.exists()
    ImportJob.objects.sweep(job.made_at + LIFE_OF_HELD * 1.1)
    assert not ImportJob.objects.exists()
