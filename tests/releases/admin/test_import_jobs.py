"""Many files sent to the import page at once: worked off in slices, each with what became of it."""

import csv
import zipfile
from html import unescape
from io import BytesIO, StringIO

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from releases.admin import import_jobs, imports
from releases.editorial.groups import PRESS_OFFICERS
from releases.intake import jobs
from releases.models import ImportJob, Release
from tests.factories import make_user
from tests.releases.intake.dying_import import invented

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/releases/release/import/"
PICTURE = b"\x89PNG\r\n\x1a\n" + b"\0" * 50


@pytest.fixture
def officer(client):
    client.force_login(make_user(PRESS_OFFICERS))
    return client


def upload(*numbers):
    return [SimpleUploadedFile(f"{number}.txt", invented(number)) for number in numbers]


def send(client, *files, text="", **more):
    return client.post(ADDRESS, {"do": "read", "text": text, "files": list(files)}, **more)


def page(response):
    return unescape(response.content.decode())


def archive(**files):
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name.replace("_", "."), content)
    return SimpleUploadedFile("all.zip", data.getvalue())


@pytest.fixture
def slowly(monkeypatch):
    """One file is read in each request."""
    monkeypatch.setattr(imports, "SLICE", 0)
    monkeypatch.setattr(import_jobs, "SLICE", 0)


def test_several_files_are_a_list_of_drafts(officer):
    response = send(officer, *upload(1, 2), SimpleUploadedFile("picture.txt", PICTURE), follow=True)
    job = ImportJob.objects.get()
    assert response.redirect_chain == [(f"{ADDRESS}{job.pk}/", 302)]
    assert [row["kind"] for row in response.context_data["rows"]] == ["created", "created", "failed"]
    for draft in Release.objects.all():
        assert f'href="/admin/releases/release/{draft.pk}/change/"' in page(response)
        assert draft.created_by == job.user
    assert "Every file has been read." in page(response)
    assert "no-store" in response["Cache-Control"]


def test_an_archive_is_read_file_by_file(officer):
    bomb = archive(a_txt=invented(1), bomb_txt=b"\0" * 30_000_000, picture_png=b"x")
    response = send(officer, bomb, follow=True)
    rows = {row["name"]: (row["kind"], row["message"]) for row in response.context_data["rows"]}
    assert rows["all.zip/a.txt"] == ("created", "")
    assert rows["all.zip/bomb.txt"][0] == "failed"
    assert rows["all.zip/bomb.txt"][1].startswith("This file has 29 MB:")
    assert rows["all.zip/picture.png"][0] == "passed over"


@pytest.mark.usefixtures("slowly")
def test_what_one_request_does_not_read_the_next_ones_do(officer):
    response = send(officer, *upload(1, 2, 3), follow=True)
    assert "1 of 3 files is read." in page(response)
    address = response.redirect_chain[-1][0]
    assert f'<form class="import-go-on" method="post" action="{address}"' in page(response)
    assert Release.objects.count() == 1
    assert "2 of 3 files are read." in page(officer.post(address, follow=True))
    last = page(officer.post(address, follow=True))
    assert "Every file has been read." in last
    assert "import-go-on" not in last
    assert Release.objects.count() == 3


@pytest.mark.usefixtures("slowly")
def test_an_import_that_was_left_is_offered_on_the_import_page(officer):
    send(officer, *upload(1, 2))
    shown = page(officer.get(ADDRESS))
    assert f'href="{ADDRESS}{ImportJob.objects.get().pk}/"' in shown
    assert "not finished: go on there" in shown


@pytest.mark.usefixtures("slowly")
def test_nobody_reads_or_works_on_what_another_person_sent(officer, client):
    send(officer, *upload(1, 2))
    address = f"{ADDRESS}{ImportJob.objects.get().pk}/"
    client.force_login(make_user(PRESS_OFFICERS))
    assert client.get(address).status_code == 404
    assert client.post(address).status_code == 404
    assert client.get(f"{address}report.csv").status_code == 404
    client.force_login(make_user())
    assert client.get(address).status_code == 403
    client.logout()
    assert client.get(address).status_code == 302
    assert Release.objects.count() == 1


def test_a_page_holds_a_hundred_files_and_those_of_one_outcome_can_be_read_alone(officer):
    files = [SimpleUploadedFile(f"{number}.txt", b"\x89PNG\r\n\x1a\n" + b"\0" * 9) for number in range(100)]
    response = send(officer, *files, *upload(1), follow=True)
    address = response.redirect_chain[-1][0]
    assert len(response.context_data["rows"]) == 100
    assert "Page 1 of 2" in page(response)
    assert [row["name"] for row in officer.get(address, {"page": 2}).context_data["rows"]] == ["1.txt"]
    assert [row["name"] for row in officer.get(address, {"outcome": "created"}).context_data["rows"]] == [
        "1.txt"
    ]
    assert len(officer.get(address, {"outcome": "nonsense", "page": "x"}).context_data["rows"]) == 100


def test_the_report_has_a_row_for_every_file(officer):
    response = send(officer, *upload(1), SimpleUploadedFile("=picture.txt", PICTURE), follow=True)
    report = officer.get(f"{response.redirect_chain[-1][0]}report.csv")
    assert report["Content-Type"] == "text/csv; charset=utf-8"
    text = b"".join(report.streaming_content).decode("utf-8-sig")
    _header, *rows = csv.reader(StringIO(text, newline=""))
    assert [row[:3] for row in rows] == [["1.txt", "created", "TEST/SER/1"], ["'=picture.txt", "failed", ""]]


@pytest.mark.parametrize(("limit", "value"), [("MOST_FILES", 1), ("MOST_BYTES", 10)])
def test_too_much_is_said_in_a_sentence_beside_the_files_and_what_was_pasted_stays(
    officer, monkeypatch, limit, value
):
    monkeypatch.setattr(jobs, limit, value)
    response = send(officer, *upload(1, 2), text="Pasted words")
    assert response.status_code == 413
    assert "nothing was imported" in page(response)
    assert "Pasted words" in page(response)
    assert not Release.objects.exists()


def test_more_files_than_a_form_may_have_are_refused_in_a_sentence(officer, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 2
    response = send(officer, *upload(1, 2, 3))
    assert response.status_code == 413
    assert "More than 2 files were sent at once" in page(response)


def test_one_file_that_cannot_be_read_is_said_on_the_form(officer):
    response = send(officer, SimpleUploadedFile("a.txt", b"x" * (6 * 1024 * 1024)))
    assert response.status_code == 422
    assert "a.txt: This file has 6 MB: no press release is that long (limit 5 MB)." in page(response)


def test_names_of_files_break_only_where_there_is_no_room():
    css = (settings.BASE_DIR / "pressroom/static/pressroom/import.css").read_text(encoding="utf-8")
    rule = css.partition(".import-files .import-name {")[2].partition("}")[0]
    assert "overflow-wrap: break-word" in rule


def test_a_file_of_several_releases_has_a_row_for_each_and_counts_are_those_of_releases(officer):
    two = SimpleUploadedFile("two.txt", invented(2) + b"\n* *** *\n\n" + invented(3))
    response = send(officer, *upload(1), two, SimpleUploadedFile("picture.txt", PICTURE), follow=True)
    rows = [
        (row["name"], row["number"], row["count"], row["kind"], [one["reference"] for one in row["releases"]])
        for row in response.context_data["rows"]
    ]
    assert rows == [
        ("1.txt", 1, 1, "created", ["TEST/SER/1"]),
        ("two.txt", 1, 2, "created", ["TEST/SER/2"]),
        ("two.txt", 2, 2, "created", ["TEST/SER/3"]),
        ("picture.txt", 1, 1, "failed", []),
    ]
    line = (invented(2) + b"\n* *** *\n\n").count(b"\n") + 1
    shown = " ".join(page(response).split())
    assert f"Release 2 of 2, from line {line}" in shown
    assert ">All 4</a>" in shown
    assert ">Draft made 3</a>" in shown
    assert "Import of 3 files" in shown
    address = response.redirect_chain[-1][0]
    assert len(officer.get(address, {"outcome": "created"}).context_data["rows"]) == 3
    text = b"".join(officer.get(f"{address}report.csv").streaming_content).decode("utf-8-sig")
    _header, *lines = csv.reader(StringIO(text, newline=""))
    assert [line[:3] for line in lines] == [
        ["1.txt", "created", "TEST/SER/1"],
        ["two.txt", "created", "TEST/SER/2"],
        ["two.txt", "created", "TEST/SER/3"],
        ["picture.txt", "failed", ""],
    ]
