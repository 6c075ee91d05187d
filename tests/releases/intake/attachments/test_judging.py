"""A file is judged by what is in it: every kind that may go out, and every kind that may not."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from releases.enums import AttachmentKind
from releases.intake.attachments import pdf
from releases.intake.attachments.judging import judge, tidy_name, title_of
from releases.intake.attachments.refusals import SENTENCES
from tests.attachment_samples import BAD, GOOD, mp3


@pytest.mark.parametrize("name", GOOD)
def test_what_may_go_out_is_known_by_its_content(name):
    content, kind = GOOD[name]

    assert judge(content) == kind


@pytest.mark.parametrize("name", BAD)
def test_what_may_not_is_refused_with_its_sentence(name):
    content, code = BAD[name]

    with pytest.raises(ValidationError) as refusal:
        judge(content)

    assert (refusal.value.code, refusal.value.messages) == (code, [str(SENTENCES[code])])


def test_every_refusal_has_a_sample():
    assert {code for _content, code in BAD.values()} == SENTENCES.keys()


def test_a_file_that_is_too_large_is_refused(settings):
    settings.ATTACHMENT_MAX_BYTES = 1024 * 1024

    with pytest.raises(ValidationError, match="The file has 2 MB; attachments may have up to 1 MB"):
        judge(mp3(3000))


def test_a_damaged_pdf_is_refused_without_the_reader_too(monkeypatch):
    monkeypatch.setattr(pdf, "pypdfium2", None)

    assert judge(GOOD["pdf"][0]) == "pdf"
    with pytest.raises(ValidationError, match="damaged"):
        judge(BAD["pdf cut off"][0])


@given(st.sampled_from(sorted(GOOD)), st.data())
def test_a_damaged_file_is_judged_or_refused_and_nothing_else(name, data):
    content = bytearray(GOOD[name][0])
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=5)):
        content[place] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(content)))

    try:
        said = judge(bytes(content[:cut])).value
    except ValidationError as refusal:
        said = refusal.code

    assert said in {*AttachmentKind.values, *SENTENCES}


@pytest.mark.parametrize(
    ("name", "tidy", "title"),
    [
        ("annual-report_2005.pdf", "annual-report_2005.pdf", "annual report 2005"),
        (r"C:\Users\Anna\Bericht.PDF", "Bericht.pdf", "Bericht"),
        ("../../etc/passwd", "passwd.pdf", "passwd"),
        ("تقرير.docx", "تقرير.pdf", "تقرير"),
        ("报告 2005.xlsx", "报告 2005.pdf", "报告 2005"),
        ("re\u0301sume\u0301.pdf", "résumé.pdf", "résumé"),
        ("fdp.\u202eexe", "fdp.pdf", "fdp"),
        ("a\x00b\r\nSet-Cookie: x.pdf", "a b Set-Cookie x.pdf", "a b Set Cookie x"),
        (".pdf", "file.pdf", "file"),
        ("", "file.pdf", "file"),
        ("x" * 500 + ".pdf", "x" * 120 + ".pdf", "x" * 120),
    ],
)
def test_the_name_of_a_file_is_made_safe_and_its_title_readable(name, tidy, title):
    assert (tidy_name(name, AttachmentKind.PDF), title_of(name)) == (tidy, title)
