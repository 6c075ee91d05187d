import pytest

from releases.intake.files.parts import parts_of
from releases.intake.files.source_text import read_source

BODY = "VALLETTA, 8 May (UN Information Service) -- “Forty” inspectors opened a week of drills in the port today.\n"
FIRST = f"UNIS/TR/721\n8 May 2001\n\nFerry Inspectors Open Week of Drills\n\n{BODY}\n"
SECOND = f"UNIS/TR/722\n8 May 2001\n\nInterpreters Ask for a Booth\n\n{BODY}"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_the_bytes_of_the_parts_are_the_file(encoding, line_end):
    data = (FIRST + SECOND).replace("\n", line_end).encode(encoding)
    parts = parts_of(read_source("a.txt", data), data)
    assert [part.line for part in parts] == [1, 8]
    assert b"".join(part.data for part in parts) == data
    for part in parts:
        assert part.data.decode(part.source.encoding) == part.source.text


def test_the_releases_of_a_page_keep_the_whole_page_and_each_its_own_links():
    paragraphs = "".join(
        f"<p>{line}</p>"
        for line in (FIRST + SECOND.replace("today", '<a href="https://a.example/">today</a>')).split("\n")
    )
    data = f"<html><body><main>{paragraphs}</main></body></html>".encode()
    source = read_source("a.html", data)
    first, second = parts_of(source, data)
    assert (first.data, second.data) == (data, data)
    assert (first.source.links, [link.words for link in second.source.links]) == ((), ["today"])
    assert second.source.text.splitlines()[second.source.links[0].line - 1].endswith("today.")


def test_a_doubt_names_the_line_of_its_part():
    annexed = f"{FIRST}\n* *** *\n\nANNEX\n\n{SECOND.replace('722', '723')}"
    (part,) = parts_of(read_source("a.txt", annexed.encode()), annexed.encode())
    assert [doubt.line for doubt in part.doubts] == [13]
