import zipfile

import pytest

from releases.intake.files.sources import Source, opened, sources_in
from tests.releases.intake.files.test_source_text import archive

RELEASE = "UNIS/TR/724\n8 May 2001\n\nA title\n\nVIENNA, 8 May (UN Information Service) -- Text.\n"


def test_every_file_of_a_folder_has_its_line(tmp_path):
    files = {
        "a.asc": RELEASE.encode(),
        "b.wp5": b"\xffWPC" + bytes(40),
        "c.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le") * 9,
        "d.msg": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "__substg1.0_".encode("utf-16-le") * 9,
        "e.css": b"p {}",
        "f": RELEASE.encode(),
        "g.notes": b"Buy bread and milk.",
        "h.JPG": b"\xff\xd8\xff\xe0",
        "i.rar": b"Rar!\x1a\x07",
        ".hidden.txt": b"x",
        "j.dat": b"\x00\x01\x02" * 99,
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    found = {source.name.rpartition("/")[2]: source for source in sources_in([str(tmp_path)])}
    assert {name for name, source in found.items() if source.data is not None} == {"a.asc", "f"}
    assert {name: source.problem for name, source in found.items() if source.problem} == {
        "b.wp5": "This is a WordPerfect file: open it in Word or LibreOffice and save it as .docx.",
        "c.doc": "This is a Word file of before 2007 (.doc): open it in Word or LibreOffice and save it as .docx.",
        "d.msg": "This is an Outlook message (.msg): open it in Outlook and save it as text or as .eml.",
        "i.rar": "This is an archive other than .zip: unpack it first.",
        "j.dat": "This file is not text: save it as plain text (UTF-8) and try again.",
    }
    assert {name: source.passed_over for name, source in found.items() if source.passed_over} == {
        ".hidden.txt": "Not read: this is a hidden file.",
        "e.css": "Not read: this is a style sheet.",
        "g.notes": "Not read: nothing in it looks like a release; name the file to have it read.",
        "h.JPG": "Not read: this is a picture.",
    }


def test_folders_are_read_in_order(tmp_path):
    (tmp_path / "sub").mkdir()
    for name in ("b.txt", "a.html", "style.css", "sub/c.TXT"):
        (tmp_path / name).write_text("x")
    found = list(sources_in([str(tmp_path)]))
    assert found == [
        Source(f"{tmp_path}/a.html", b"x"),
        Source(f"{tmp_path}/b.txt", b"x"),
        Source(f"{tmp_path}/style.css", passed_over="Not read: this is a style sheet."),
        Source(f"{tmp_path}/sub/c.TXT", b"x"),
    ]


def test_a_named_file_is_read_whatever_its_ending(tmp_path):
    (tmp_path / "notes.css").write_text("x")
    assert list(sources_in([str(tmp_path / "notes.css")])) == [Source(f"{tmp_path}/notes.css", b"x")]


def test_every_file_of_an_archive_has_its_line(tmp_path):
    path = tmp_path / "all.zip"
    files = {
        "b/2.txt": "two",
        "a.txt": "one",
        "inner.zip": archive({"x.txt": "x"}),
        "picture.png": "x",
        "empty/": "",
    }
    path.write_bytes(
        archive(files | {"__MACOSX/a.txt": "x", "bomb.txt": b"\0" * 6_000_000, "c.wpd": b"\xffWPC"})
    )
    assert list(sources_in([str(path)])) == [
        Source(f"{path}/__MACOSX/a.txt", passed_over="Not read: this is a hidden file."),
        Source(f"{path}/a.txt", b"one"),
        Source(f"{path}/b/2.txt", b"two"),
        Source(f"{path}/bomb.txt", None, "This file has 6 MB: no press release is that long (limit 5 MB)."),
        Source(
            f"{path}/c.wpd",
            None,
            "This is a WordPerfect file: open it in Word or LibreOffice and save it as .docx.",
        ),
        Source(f"{path}/inner.zip", None, "This is an archive inside an archive: unpack it first."),
        Source(f"{path}/picture.png", passed_over="Not read: this is a picture."),
    ]


def test_a_damaged_archive_is_a_problem(tmp_path):
    path = tmp_path / "all.zip"
    path.write_bytes(b"PK\x03\x04 damaged")
    (source,) = sources_in([str(path)])
    assert source.problem == "This archive is damaged or is no zip archive."


def test_a_damaged_file_in_an_archive_is_a_problem(tmp_path):
    path = tmp_path / "all.zip"
    data = archive({"a.txt": "a text of some length"}, zipfile.ZIP_STORED)
    path.write_bytes(data.replace(b"some length", b"other words"))
    (source,) = sources_in([str(path)])
    assert source.problem == "This file in the archive is damaged."


def test_a_large_file_is_not_even_read(tmp_path):
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    (source,) = sources_in([str(path)])
    assert source.problem == "This file has 50 MB: no press release is that long (limit 5 MB)."


@pytest.mark.parametrize("name", ["a.txt", "a", "a.release"])
def test_a_text_that_nobody_named_is_read_where_it_is_like_a_release(name):
    assert list(opened(name, RELEASE.encode(), is_asked_for=False)) == [Source(name, RELEASE.encode())]
