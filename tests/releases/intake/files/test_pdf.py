import pytest

from releases.intake.files.pdf import PDF
from releases.intake.files.source_text import SourceError, read_source


def pdf(*pages, font="Courier", extra=""):
    """The least that is a PDF file: pages of (left, baseline, text), in points."""
    streams = [
        "BT /F 9.2 Tf "
        + " ".join(f"1 0 0 1 {left} {base} Tm ({_escaped(text)}) Tj" for left, base, text in page)
        + " ET"
        for page in pages
    ]
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        f"<< /Type /Font /Subtype /Type1 /BaseFont /{font} /Encoding /WinAnsiEncoding >>",
    ]
    shown = "/MediaBox [0 0 595 842] /Resources << /Font << /F 3 0 R >> >>"
    for number, stream in enumerate(streams):
        objects.append(f"<< /Type /Page /Parent 2 0 R {shown} /Contents {5 + 2 * number} 0 R >>")
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    made = "%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(made))
        made += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    made += f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n{table}"
    trailer = (
        f"trailer << /Size {len(places) + 1} /Root 1 0 R {extra}>>\nstartxref\n{made.index('xref')}\n%%EOF"
    )
    return (made + trailer).encode("latin-1")


def _escaped(text):
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def lines(left, top, *texts, pitch=12):
    return [(left, top - number * pitch, text) for number, text in enumerate(texts)]


HEAD = [*lines(60, 780, "UNIS/TR/717", "8 May 2001"), *lines(60, 740, "Ferry Inspectors Open Week of Drills")]
FIRST = lines(
    60, 710,
    "VALLETTA, 8 May (UN Information Service) -- Forty ferry inspectors from nine",
    "coastal States opened a week of drills in the harbour today, with one borrowed",
    "ship and no passengers.",
)  # fmt: skip
SECOND = [
    "They will board her eleven times, each time by another rule book, and note",
    "which of them notices.",
]
PROSE = (
    "VALLETTA, 8 May (UN Information Service) -- Forty ferry inspectors from nine coastal States opened a week of "
    "drills in the harbour today, with one borrowed ship and no passengers."
)


def test_paragraphs_are_told_by_the_gaps_between_them():
    found = read_source("a.pdf", pdf([*HEAD, *FIRST, *lines(60, 668, *SECOND), *lines(60, 636, "* *** *")]))
    assert found.text.split("\n\n") == [
        "UNIS/TR/717\n8 May 2001", "Ferry Inspectors Open Week of Drills", PROSE, " ".join(SECOND), "* *** *\n"
    ]  # fmt: skip
    assert found.content_type == PDF
    assert [guess.field for guess in found.guesses] == ["body"]


def test_paragraphs_without_gaps_are_told_by_their_short_last_lines():
    third = lines(
        60, 650, "A third paragraph is here, which goes on for as long as a line of this page can", "go."
    )
    found = read_source("a.pdf", pdf([*HEAD, *FIRST, *lines(60, 674, *SECOND), *third]))
    assert found.text.split("\n\n")[2:4] == [PROSE, " ".join(SECOND)]


def test_indented_first_lines_begin_paragraphs():
    text = [(60 + 20 * (number % 2 == 0), base, text) for number, (_left, base, text) in enumerate(
        lines(60, 700, *["A line of a paragraph that is as long as every other line of it."] * 8)
    )]  # fmt: skip
    assert read_source("a.pdf", pdf([*HEAD, *text])).text.count("\n\nA line") == 4


def test_columns_are_read_one_after_the_other_however_they_are_stored():
    left = [f"left line {number} of the column" for number in range(9)]
    right = [f"right line {number} of the column" for number in range(9)]
    by_column = [*HEAD, *lines(60, 700, *left), *lines(320, 700, *right)]
    by_line = [
        *HEAD, *(line for pair in zip(lines(60, 700, *left), lines(320, 700, *right), strict=True) for line in pair)
    ]  # fmt: skip
    for page in (by_column, by_line):
        found = read_source("a.pdf", pdf(page)).text
        assert " ".join(found.split()).endswith(" ".join([*left, *right]))


def test_cells_keep_their_columns():
    table = [
        *lines(60, 700, "Port", "Trieste", "Valletta", "Total"),
        *[
            (200, 700, "Ships"),
            (300, 700, "Lost"),
            (200, 688, "12"),
            (300, 688, "3"),
            (300, 676, "1"),
            (200, 664, "12"),
        ],
    ]
    rows = sorted(table, key=lambda cell: (-cell[1], cell[0]))
    found = read_source("a.pdf", pdf([*HEAD, *rows])).text.splitlines()[-4:]
    assert [row.split() for row in found] == [
        ["Port", "Ships", "Lost"],
        ["Trieste", "12", "3"],
        ["Valletta", "1"],
        ["Total", "12"],
    ]
    assert found[1].index("3") == found[2].index("1") == found[0].index("Lost")
    assert found[3].index("12") == found[1].index("12") == found[0].index("Ships")


def test_feet_that_are_stored_first_stand_last_and_pages_are_parted():
    foot = [(60, 30, "(more)"), (500, 30, "- 1 -")]
    second = [
        (60, 800, "Press Release UNIS/TR/717"),
        *lines(60, 770, *["A line of a second page that is long."] * 9),
    ]
    first_page, second_page = read_source("a.pdf", pdf([*foot, *HEAD, *FIRST], second)).text.split("\f")
    assert [line for line in first_page.splitlines() if line][-2:] == ["(more)", "- 1 -"]
    assert second_page.startswith("Press Release UNIS/TR/717\n")


def test_a_page_that_a_browser_printed_is_rid_of_what_it_printed_around():
    page = [
        (60, 815, "11/26/26, 1:24 PM"),
        *HEAD,
        *FIRST,
        *lines(60, 668, *SECOND),
        (60, 20, "https://example.org/a"),
    ]
    found = read_source("a.pdf", pdf(page))
    assert found.text.startswith("UNIS/TR/717\n")
    assert [problem.message for problem in found.problems] == [
        "Left out, since the browser printed it: “11/26/26, 1:24 PM https://example.org/a”."
    ]


def test_a_page_without_text_is_named():
    found = read_source("a.pdf", pdf([*HEAD, *FIRST], []))
    assert [problem.message for problem in found.problems] == [
        "Page 2 of the PDF holds no text that can be read: look at the original."
    ]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (pdf([]), "This PDF holds pictures of pages and no text: have the text recognised (OCR) or typed first."),
        (b"%PDF-1.4\njunk", "This PDF is damaged: save it again and try once more."),
        (
            pdf([*HEAD], extra="/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <" + "00" * 32 + "> /U <" + "00" * 32
                + "> >> /ID [<00> <00>] "),
            "This PDF is locked with a password: save it without one.",
        ),
        (pdf(*[[(60, 700, "x")]] * 201), "This PDF has 201 pages: no press release is that long (limit 200)."),
    ],
)  # fmt: skip
def test_what_gives_no_text_gives_a_sentence(data, sentence):
    with pytest.raises(SourceError) as refused:
        read_source("a.pdf", data)
    assert str(refused.value) == sentence


def test_without_its_library_the_extra_is_named(monkeypatch):
    monkeypatch.setattr("releases.intake.files.pdf.pypdfium2", None)
    with pytest.raises(SourceError, match="install the extra `pdf`, or give the text of the file"):
        read_source("a.pdf", b"%PDF-1.4")
