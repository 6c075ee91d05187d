"""Saved pages and Word files read as what is pasted: without what must not go out."""

import re
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.intake.addresses import whole_address
from releases.intake.pages.blocks import MOST_LINES, PageError
from releases.intake.pages.office_markup import StyleSheet
from releases.intake.pages.page import MOST_TAGS, is_page, read_page
from tests.clipboard import ADDRESSES, SAMPLES

TAGS = [
    *(
        "<p>",
        "</p>",
        "<b>",
        "</b>",
        "<ul>",
        "<li>",
        "</ul>",
        "<table>",
        "<tr>",
        "<td>",
        "<th colspan=3>",
        "</table>",
    ),
    *(
        "<a href='https://example.org/'>",
        "</a>",
        "<br>",
        "<sup>",
        "1",
        "</sup>",
        "<dl>",
        "<dt>",
        "<dd>",
        "</dl>",
    ),
    *(
        "<h1>",
        "</h1>",
        "<pre>",
        "</pre>",
        "<article>",
        "</article>",
        "<nav>",
        "</nav>",
        "<div class=menu>",
        "</div>",
    ),
    *(
        "<p style='mso-list:l0 level2'>",
        "<span style='mso-list:ignore'>",
        "<p id=ftn1>",
        "<li id=footnote-1>",
    ),
    *("<del>", "</del>", "<td rowspan=2>", "<form>", "<caption>", "<a href='#footnote-ref-1'>"),
]


def read(markup):
    """The words of a page, where its links lead, how deep its items stand, footnotes where they are kept."""
    page = read_page(f"<body>{markup}</body>", StyleSheet.of(markup))
    words = "\n\n".join([page.text.strip(), *page.notes]).replace("\u00a0", " ")
    lines = page.text.split("\n")
    levels = [(lines[line - 1].strip(), level) for line, level in page.levels.items()]
    links = [(link.words, link.address) for link in page.links]
    return [line.strip() for line in words.split("\n") if line.strip()], levels, links, page.left_out


@pytest.mark.parametrize("sample", SAMPLES, ids=str)
def test_a_sample_reads_as_the_body_that_is_made_of_it(sample):
    *read_sample, left_out = read(sample.markup)

    *expected, _nothing = read(sample.body)
    assert read_sample == expected
    assert str(left_out) == sample.left_out


@pytest.mark.parametrize(("address", "whole"), ADDRESSES.items())
def test_an_address_is_made_whole_or_left_out(address, whole):
    assert whole_address(address) == whole


def test_a_page_that_hides_itself_until_its_scripts_ran_is_read():
    markup = (
        "<style>body{visibility:hidden} @media print{.a{color:red} p{display:none}}</style><body><p>Text</p>"
    )

    assert read_page(markup, StyleSheet.of(markup)).text == "Text\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<!DOCTYPE html><p>a", True),
        ("\ufeff <!-- saved --> <html>", True),
        ("<p>UNIS/TR/739<br>8 May 2001</p><h1>Drills</h1>", True),
        ("UNIS/TR/739<br>8 May 2001<br><br>Ferry Inspectors<BR>", True),
        ("From: Desk <desk@example.org>\n<p> is how a paragraph begins in a page.", False),
        ("If a < b and b > c, then the break is <br>.", False),
    ],
)
def test_markup_is_known_with_or_without_a_page_around_it(text, expected):
    assert is_page(text) is expected


LONGER = {
    "paragraphs": "<p>A <b>mill</b> of the <a href='https://example.org/'>valley</a>.</p>",
    "items": "<ul><li>a</ul>",
    "nested": "<div>" * 100 + "a" + "</div>" * 100,
    "menus": "<div class='menu'><a href='/'>a</a></div>b",
    "spans": "<span class='a'>word </span>",
    "raised": "word<sup>1</sup> ",
    "terms": "<dl><dt>a<dd>b</dl>",
    "tables": "<table><tr><td>a<td>b<tr><td>c<td>d</table>",
    "frames": "<table><tr><td>a" * 30 + "</table>" * 30,
    "articles": "<article><p>a</p></article>",
}


@pytest.mark.parametrize("markup", LONGER.values(), ids=LONGER)
def test_a_page_ten_times_as_long_takes_ten_times_the_work(markup):
    def calls(times):
        """How many functions of Python are called: the same in every run, whatever the machine does besides."""
        count = 0

        def counted(*_event):
            nonlocal count
            count += 1

        sys.setprofile(counted)
        try:
            read_page(markup * times)
        finally:
            sys.setprofile(None)
        return count

    few = max(1, 400 // markup.count("<"))
    assert calls(10 * few) < 11 * calls(few)


@pytest.mark.parametrize(
    ("markup", "sentence"),
    [
        (
            "<b></b>" * (MOST_TAGS // 2 + 1),
            "This page has more than 400000 tags: no press release has so many.",
        ),
        ("a<br>" * (MOST_LINES + 1), "This page has more than 30000 lines: no press release is that long."),
        (
            "<pre>" + "a\n" * (MOST_LINES + 1),
            "This page has more than 30000 lines: no press release is that long.",
        ),
    ],
    ids=["tags", "breaks", "lines"],
)
def test_a_page_without_end_is_refused_in_a_sentence(markup, sentence):
    with pytest.raises(PageError, match=re.escape(sentence)):
        read_page(markup)


@given(st.lists(st.sampled_from([*"ab \n<>&/\"'=", *TAGS]), max_size=60).map("".join))
def test_any_markup_is_read_and_every_mark_has_its_line(markup):
    page = read_page(markup)

    lines = page.text.split("\n")
    assert all(lines[number - 1] for number in page.marks)
    assert all(link.words in lines[link.line - 1] for link in page.links)


@pytest.mark.parametrize("sign", ["•", "➢", "◼", "(a)", "\uf0b7"])
def test_the_blanks_after_a_bullet_are_one(sign):
    assert read_page(f"<p>{sign}\u00a0\u00a0\u00a0 Lamps</p>").text == f"{sign} Lamps\n"
