"""Bodies in paragraphs, and put together again."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from releases.editorial.translation.paragraphs import Added, put_together, read, typed
from releases.models.prose import plain_text, sanitise

WORDS = st.text("ab é&<>\"' \n1中ع\xa0", max_size=8)
INSIDE = ("strong", "em", "sub", "sup", 'a href="https://example.org/?a=1&amp;b"', "br", "u")
AROUND = ("p", "h2", "h3", "ul", "ol", "li", "blockquote", "table", "tr", "td", "th", "caption", "hr")
TAGS = st.sampled_from(
    [f"<{tag}>" for tag in INSIDE + AROUND] + [f"</{tag.split()[0]}>" for tag in INSIDE + AROUND]
)
MARKUP = st.lists(WORDS | TAGS, max_size=30).map("".join)


@given(MARKUP)
def test_a_body_is_its_pieces_to_the_byte(markup):
    body = sanitise(markup)
    text = read(body)

    assert "".join(text.pieces) == body
    assert put_together(text, {n: one.markup for n, one in enumerate(text.paragraphs)}) == body


@given(MARKUP)
def test_every_word_of_a_body_stands_in_one_paragraph(markup):
    body = sanitise(markup)

    in_paragraphs = "".join("".join(one.words.split()) for one in read(body).paragraphs)
    assert in_paragraphs == "".join(plain_text(body).split())


@given(MARKUP, st.data())
def test_other_words_in_a_paragraph_leave_the_rest_as_it_is(markup, data):
    whole = sanitise(markup)
    text = read(whole)
    # What is no sound markup even then, a heading in a heading, is another thing once it is read again.
    assume(text.paragraphs and sanitise(whole) == whole)
    number = data.draw(st.integers(0, len(text.paragraphs) - 1))

    body = put_together(text, {number: "Other <em>words</em>"})

    paragraph = text.paragraphs[number]
    assert body == "".join(text.pieces[: paragraph.place]) + "Other <em>words</em>" + "".join(
        text.pieces[paragraph.place + 1 :]
    )
    assert sanitise(body) == body


BODY = (
    "<h2>Head</h2><p>One <strong>bold</strong> word</p>\n<ul><li>first</li><li><p>second</p></li></ul>"
    '<table><thead><tr><th scope="col">Year</th></tr></thead><tbody><tr><td>2005</td></tr></tbody></table><p>Last</p>'
)


def test_paragraphs_know_where_they_stand():
    found = [(one.path, one.markup) for one in read(BODY).paragraphs]

    assert found == [
        (("h2",), "Head"),
        (("p",), "One <strong>bold</strong> word"),
        (("ul", "li"), "first"),
        (("ul", "li", "p"), "second"),
        (("table", "thead", "tr", "th"), "Year"),
        (("table", "tbody", "tr", "td"), "2005"),
        (("p",), "Last"),
    ]


@pytest.mark.parametrize(
    ("body", "changed", "added", "expected"),
    [
        ("<p>a</p><p>b</p>", {0: ""}, [], "<p>b</p>"),
        ("<p>a</p><ul><li>b</li></ul>", {1: ""}, [], "<p>a</p>"),
        ("<ul><li>a</li><li>b</li></ul>", {1: ""}, [], "<ul><li>a</li></ul>"),
        (
            "<table><tbody><tr><td>a</td></tr></tbody></table>",
            {0: ""},
            [],
            "<table><tbody><tr><td></td></tr></tbody></table>",
        ),
        ("<p>a</p><p>b</p>", {}, [Added(0, "p", "x")], "<p>a</p><p>x</p><p>b</p>"),
        ("<p>a</p>", {}, [Added(-1, "h2", "x"), Added(0, "p", "y")], "<h2>x</h2><p>a</p><p>y</p>"),
        (
            "<ul><li>a</li><li>b</li></ul>",
            {},
            [Added(0, "ul", "x")],
            "<ul><li>a</li><li>x</li><li>b</li></ul>",
        ),
        ("<ul><li>a</li></ul><p>b</p>", {}, [Added(0, "p", "x")], "<ul><li>a</li></ul><p>x</p><p>b</p>"),
        ("<p>a</p>", {}, [Added(0, "ol", "x"), Added(0, "ol", "y")], "<p>a</p><ol><li>x</li><li>y</li></ol>"),
        ("", {}, [Added(-1, "p", "x")], "<p>x</p>"),
    ],
)
def test_paragraphs_go_and_come_with_their_elements(body, changed, added, expected):
    assert put_together(read(body), changed, added) == expected


@pytest.mark.parametrize(
    ("markup", "kind", "expected"),
    [
        ("<p>a <strong>b</strong></p>", "p", "a <strong>b</strong>"),
        ("<p>a</p><p>b</p>", "p", "a</p><p>b"),
        ("<p>a</p><p>b</p>", "li", "a<br>b"),
        ("a\n\nb", "p", "a</p><p>b"),
        ("<h2>a</h2><script>b</script>", "p", "a"),
        ('<a href="javascript:x">a</a> < b', "p", '<a rel="noopener nofollow">a</a> &lt; b'),
        ("<p></p>", "p", ""),
    ],
)
def test_what_is_typed_for_a_paragraph_stays_in_it(markup, kind, expected):
    assert typed(markup, kind) == expected
