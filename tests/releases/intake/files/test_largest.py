"""Files with photos in them may be larger than texts; what text they hold is bounded as every text is."""

import os
from base64 import encodebytes

import pytest

from releases.intake.files.encoding import LARGEST_TEXT
from releases.intake.files.source_text import LARGEST_DOCUMENT, SourceError, read_source
from releases.intake.files.sources import opened, sources_in
from tests.releases.intake.files.test_pdf import lines, pdf
from tests.releases.intake.files.test_source_text import TYPES, WORD_NAMES, archive

SIX = 6 * 1024 * 1024
PHOTO = os.urandom(SIX)
LONG = b"A line of text.\r\n" * (SIX // 17)
TOO_LONG = "no press release is that long"
"""What every sentence about too long a text says."""


def word_with_photo(photo):
    body = "<w:p><w:r><w:t>TEST/SER/1</w:t></w:r></w:p>"
    document = f'<w:document xmlns:w="{WORD_NAMES}"><w:body>{body}</w:body></w:document>'
    return archive({"[Content_Types].xml": TYPES, "word/document.xml": document, "word/media/a.jpeg": photo})


def open_document_with_photo(photo):
    names = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<office:document-content xmlns:office="{names}:office:1.0" xmlns:text="{names}:text:1.0"><office:body>'
        "<office:text><text:p>TEST/SER/1</text:p></office:text></office:body></office:document-content>"
    )
    return archive({"content.xml": content, "Pictures/a.jpeg": photo})


def rich_text_with_photo(photo, text=b"TEST/SER/1"):
    lines = photo.hex("\n", 64).encode()
    return rb"{\rtf1\ansi {\pict\jpegblip " + lines + rb"}" + text + rb"\par}"


def mail_with_photo(photo, text=b"TEST/SER/1\r\n"):
    head = b"From: a@example.org\r\nTo: b@example.org\r\nSubject: A\r\nMIME-Version: 1.0\r\n"
    kind = b'Content-Type: multipart/mixed; boundary="x"\r\n\r\n'
    words = b"--x\r\nContent-Type: text/plain\r\n\r\n" + text
    picture = b'--x\r\nContent-Type: image/jpeg; name="a.jpeg"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
    return head + kind + words + picture + encodebytes(photo) + b"--x--\r\n"


WITH_PHOTO = {
    "a.docx": word_with_photo,
    "a.odt": open_document_with_photo,
    "a.rtf": rich_text_with_photo,
    "a.eml": mail_with_photo,
}


@pytest.mark.parametrize("name", WITH_PHOTO)
def test_photos_do_not_count_as_text(name, tmp_path):
    data = WITH_PHOTO[name](PHOTO)
    assert LARGEST_TEXT < len(data) < LARGEST_DOCUMENT
    assert read_source(name, data).text.split() == ["TEST/SER/1"]
    (tmp_path / name).write_bytes(data)
    assert next(sources_in([str(tmp_path / name)])).data == data
    packed = tmp_path / "all.zip"
    packed.write_bytes(archive({name: data}))
    assert next(sources_in([str(packed)])).data == data


def test_a_large_pdf_is_read():
    sentence = "Invented inspectors opened a week of drills in the port."
    padding = b"%" + b"x" * SIX + b"\n"
    assert read_source("a.pdf", pdf(lines(72, 700, sentence)) + padding).text.strip() == sentence


@pytest.mark.parametrize("head", [b"PK\x03\x04", b"{\\rtf1 ", b"%PDF-1.7\n", mail_with_photo(b"")[:200]])
def test_beyond_their_limit_they_are_refused_in_a_sentence(head):
    data = head + b"x" * (LARGEST_DOCUMENT + 1)
    sentence = (
        "This file has 25 MB; Word, OpenDocument, Rich Text, PDF and mail files may have up to 25 MB: make its "
        "pictures smaller, or give its text alone."
    )
    with pytest.raises(SourceError) as caught:
        read_source("a", data)
    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (LONG, f"This file has 6 MB: {TOO_LONG} (limit 5 MB)."),
        (mail_with_photo(b"", LONG), f"The text of this mail has more than 5 MB: {TOO_LONG}."),
        (
            rich_text_with_photo(b"", LONG),
            "This Rich Text file is far longer than any press release: give its text alone.",
        ),
        (
            b"{\\rtf1 {\\pict " + b"{}" * 3_000_000 + b"}}",
            "This Rich Text file is far longer than any press release: give its text alone.",
        ),
    ],
)
def test_the_limit_of_text_is_the_same_in_every_kind(data, sentence):
    with pytest.raises(SourceError) as caught:
        read_source("a", data)
    assert str(caught.value) == sentence


def test_what_came_with_a_mail_is_judged_by_its_kind():
    head, _break, rest = mail_with_photo(PHOTO).partition(b'image/jpeg; name="a.jpeg"')
    mail = head + b'application/rtf; name="a.rtf"' + rest
    named = {source.name: source.problem for source in opened("a.eml", mail)}
    assert named["a.eml/a.rtf"] == f"This file has 6 MB: {TOO_LONG} (limit 5 MB)."
