import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.intake.files.rich_text import RichTextError, read_rich_text
from releases.intake.files.source_text import SourceError, read_source
from releases.intake.left_out import LeftOut
from releases.intake.pages.page import Link


def rich(body, head=r"\ansi\ansicpg1252"):
    return (
        r"{\rtf1" + head + r"{\fonttbl{\f0\fcharset0 Times;}{\f1\fcharset204 Times;}}" + body + "}"
    ).encode("latin-1")


@pytest.mark.parametrize(
    ("body", "head", "text"),
    [
        (r"caf\'e9 \ldblquote a\rdblquote\~b \emdash\tab c\par", r"\ansi", "café “a”\u00a0b — c"),
        (r"\'c2\'e5\'ed\'e0\par", r"\ansi\ansicpg1251", "Вена"),
        (r"\'b6\'c9\'c2\'d6\par", r"\ansi\ansicpg936", "渡轮"),
        (r"Caf\'8e \'d2q\'d3\par", r"\mac", "Café “q”"),
        (r"\'81ber\par", r"\pc", "über"),
        (r"{\f1 \'c2\'e5\'ed\'e0} caf\'e9\par", r"\ansi", "Вена café"),
        (r"\u1042?\u1077?\u1085 ?\u1072\'e0\par", r"\ansi", "Вена"),
        (r"{\uc2\u-10179 ab\u-9000 cd}e\par", r"\ansi", "📘e"),
        (r"{\uc0\u8212}x\_y\-z\{\}\\\par", r"\ansi", "—x\u2011yz{}\\"),
        ("one\r\ntwo\\\nthree\\line four", r"\ansi", "onetwo\n\nthree\nfour"),
        (r"a{\*\generator X;}{\header Head}{\info{\title Secret}}{\pict\bin4 }}}} }b\par", r"\ansi", "ab"),
    ],
)  # fmt: skip
def test_letters_are_read_in_the_encoding_of_their_font(body, head, text):
    assert read_source("a.rtf", rich(body, head)).text == f"{text}\n"


def test_what_is_hidden_struck_out_or_said_beside_is_left_out_and_counted():
    found = read_rich_text(
        rich(
            r"Public{\v  secret}{\v  still} shown {\deleted struck}\v hidden\v0  end{\*\annotation Why?}{\pict 00}\par"
        )
    )
    assert "<p>Public shown  end</p>" in found.markup
    assert found.left_out == LeftOut(deletions=1, comments=1, hidden=2, pictures=1)


def test_headings_lists_tables_notes_and_links_are_kept():
    found = read_source(
        "a.rtf",
        rich(
            r"{\stylesheet{\s0 Normal;}{\s1\b heading 2;}}\pard\s1 A heading\par\pard "
            r'See {\field{\*\fldinst{HYPERLINK "https://example.org/a"}}{\fldrslt the report}} now'
            r"{\super\chftn{\footnote\pard\plain A note.\par}}.\par"
            r"{\listtext\'b7\tab}one item\par{\listtext 2)\tab}two\par"
            r"\trowd\cellx1000 \intbl Port\cell Ships\cell Lost\cell\row"
            r"\trowd\intbl Trieste\cell\cell 3\cell\row\pard End.\par"
        ),
    )
    assert found.text.splitlines()[:3:2] == ["A heading", "See the report now[1]."]
    assert (found.links, found.notes) == ((Link(3, "the report", "https://example.org/a"),), ("[1] A note.",))
    assert [line for line in found.text.splitlines()[4:] if line] == [
        "• one item", "2. two", "Port | Ships | Lost", "Trieste |  | 3", "End."
    ]  # fmt: skip


def test_letters_outside_the_encoding_are_a_guess():
    (guess,) = read_source("a.rtf", rich(r"\'81\'8d a text\par")).guesses
    assert (guess.field, guess.reason) == (
        "encoding", "some letters of this Rich Text file are not in the encoding that it names"
    )  # fmt: skip


def test_signs_of_our_own_cannot_be_smuggled_in():
    markup = read_rich_text(rich("a\\'01\\'02x\\'03 \\u2?javascript:x\\u3?y\\u4?\\par")).markup
    assert "<a" not in markup
    assert "<sup" not in markup


def test_groups_without_end_are_refused():
    with pytest.raises(SourceError, match="This Rich Text file is damaged"):
        read_source("a.rtf", b"{\\rtf1 " + b"{" * 100_000)


TOKENS = st.sampled_from(
    [r"{", r"}", r"\par ", r"\u-9000", r"\u55357 ?", r"\'81", r"\'zz", r"\*", r"\fldinst", r"\footnote ", r"\cell",
     r"\row", r"\bin9999 ", r"\fonttbl", r"\f9", r"\fcharset136 ", r"\ansicpg0 ", r"\ansicpg99999", r"\uc9", "text",
     "\x00", "é", "\\"]
)  # fmt: skip


@given(st.lists(TOKENS, max_size=40).map("".join))
def test_broken_rich_text_is_read_or_refused(body):
    try:
        markup = read_rich_text(b"{\\rtf1 " + body.encode("latin-1")).markup
    except RichTextError:
        assert body.count("{") > 400
    else:
        assert markup.encode()
