"""Saved pages and Word files read as what is pasted: without what must not go out."""

import pytest

from releases.intake.addresses import whole_address
from releases.intake.office_markup import StyleSheet
from releases.intake.web_pages import read_page
from tests.clipboard import ADDRESSES, SAMPLES


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
