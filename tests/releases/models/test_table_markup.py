import time
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.models.prose import plain_text, sanitise


@pytest.mark.parametrize(
    ("markup", "ordered"),
    [
        pytest.param(
            '<table><tbody><tr><th colspan="1" rowspan="1"><p>Port</p></th><th colspan="1" rowspan="1"><p>Ships</p>'
            '</th></tr><tr><td colspan="1" rowspan="1"><p>Split</p></td><td colspan="1" rowspan="1"><p></p></td></tr>'
            "</tbody></table>",
            '<table><thead><tr><th scope="col">Port</th><th scope="col">Ships</th></tr></thead>'
            "<tbody><tr><td>Split</td><td></td></tr></tbody></table>",
            id="as the editor writes it",
        ),
        pytest.param(
            "<table><tr><td>Year</td><td>2003</td></tr></table>",
            "<table><tbody><tr><td>Year</td><td>2003</td></tr></tbody></table>",
            id="no heads",
        ),
        pytest.param(
            "<table><tr><th>Africa</th><td></td></tr><tr><th>Chad</th><td>1</td></tr></table>",
            '<table><tbody><tr><th scope="row">Africa</th><td></td></tr><tr><th scope="row">Chad</th><td>1</td></tr>'
            "</tbody></table>",
            id="heads of rows",
        ),
        pytest.param(
            "<table><caption>Votes</caption><thead><tr><th></th><th scope=col>Yes</th></tr></thead>"
            "<tbody><tr><th>Chad</th><td>1</td></tr></tbody></table>",
            '<table><caption>Votes</caption><thead><tr><td></td><th scope="col">Yes</th></tr></thead>'
            '<tbody><tr><th scope="row">Chad</th><td>1</td></tr></tbody></table>',
            id="an empty cell is no head",
        ),
        pytest.param(
            '<table><tr><th colspan="2" scope="colgroup">Votes</th></tr><tr><td><p>a</p><p>b</p></td><td>1</td></tr>'
            "</table>",
            '<table><tbody><tr><th colspan="2" scope="row">Votes</th></tr><tr><td><p>a</p><p>b</p></td><td>1</td></tr>'
            "</tbody></table>",
            id="spans and cells of several paragraphs stay",
        ),
    ],
)
def test_tables_are_written_in_one_way(markup, ordered):
    assert sanitise(markup) == ordered
    assert sanitise(ordered) == ordered


@given(
    st.lists(
        st.lists(st.tuples(st.sampled_from(["td", "th"]), st.text("ab <&", max_size=4)), max_size=4),
        max_size=5,
    )
)
def test_no_word_is_lost_and_twice_is_once(rows):
    cells = [[f"<{tag}>{escape(text)}</{tag}>" for tag, text in row] for row in rows]
    markup = "".join(f"<tr>{''.join(row)}</tr>" for row in cells)
    ordered = sanitise(f"<table>{markup}</table>")
    assert sanitise(ordered) == ordered
    said = [text for row in rows for _tag, text in row]
    assert "".join(plain_text(ordered).split()) == "".join("".join(said).split())


@pytest.mark.parametrize("part", ["<table>", "<table><tr><td>a</td></tr></table>", "<tr><td>", "<th>a</th>"])
def test_tables_take_time_in_proportion(part):
    def seconds(count):
        start = time.process_time()
        sanitise("<table>" + part * count)
        return time.process_time() - start

    seconds(20)
    assert seconds(4000) < 12 * seconds(1000) + 0.3
