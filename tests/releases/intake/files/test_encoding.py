import contextlib
import itertools
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from releases.intake.files.encoding import DecodingError, decode
from tests.releases.intake.files.encoding_samples import ENCODINGS, TEXTS, UNICODE, typed_in

ROUND = (
    "It is a long report of the committee, and it was read from beginning to end by the whole of the hall. "
)


def both(data, declared=""):
    found = decode(data, declared)
    return found.text, found.encoding, found.doubt


@pytest.mark.parametrize(
    ("language", "encoding"),
    [(language, encoding) for language in TEXTS for encoding in (*ENCODINGS[language], *UNICODE)],
)
def test_a_text_comes_back_in_every_encoding_of_its_language(language, encoding):
    for head, length in itertools.product(("", "UNIS/TR/731\n8 May 2001\n\n"), (70, 400)):
        text = head + typed_in(TEXTS[language][:length], encoding)
        data = text.encode(encoding)

        found = decode(data)

        assert found.text == text
        assert found.text.encode(found.encoding) == data
        assert bool(found.doubt) == (encoding != "utf-8" and text.encode() != data)


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("VIENNA – text".encode(), "utf-8"),
        ("\ufeffVIENNA – text".encode(), "utf-8"),
        ("\ufeffVIENNA – text".encode("utf-16-le"), "utf-16-le"),
        ("\ufeffВЕНА – text".encode("utf-16-be"), "utf-16-be"),
        (b"", "utf-8"),
        (b"plain", "utf-8"),
    ],
)
def test_utf8_and_byte_order_marks_are_certain(data, encoding):
    assert both(data) == (data.decode(encoding), encoding, "")


@pytest.mark.parametrize(
    ("text", "written", "declared", "encoding"),
    [
        ("The “boat” – here", "cp1252", "iso-8859-1", "cp1252"),
        ("The “boat” – here", "cp1252", "latin1", "cp1252"),
        ("The “boat” – here", "cp1252", "us-ascii", "cp1252"),
        (TEXTS["zh-hans"] + "囍", "gb18030", "gb2312", "gb18030"),
        (TEXTS["zh-hans"] + "镕", "gbk", "GBK", "gb18030"),
        (TEXTS["zh-hant"], "big5", "Big5", "big5hkscs"),
        (TEXTS["ja"], "cp932", "x-sjis", "cp932"),
        (TEXTS["ko"], "cp949", "ks_c_5601-1987", "cp949"),
        (TEXTS["ru"], "koi8-r", "koi8-r", "koi8-r"),
        (typed_in(TEXTS["pl"], "cp1250"), "cp1250", "windows-1250", "cp1250"),
        (typed_in(TEXTS["ru"], "iso8859-5"), "iso8859-5", "iso-8859-5", "iso8859-5"),
    ],
)
def test_what_is_declared_and_fits_is_read_as_browsers_read_it(text, written, declared, encoding):
    assert both(text.encode(written), declared) == (text, encoding, "")


@pytest.mark.parametrize(
    ("language", "written", "declared"),
    [
        ("ru", "cp1251", "iso-8859-1"),
        ("ru", "koi8-r", "utf-8"),
        ("ar", "cp1256", "iso-8859-1"),
        ("zh-hans", "gb18030", "iso-8859-1"),
        ("en", "mac_roman", "iso-8859-1"),
        ("el", "cp1253", "no-such-encoding"),
    ],
)
def test_what_is_declared_and_does_not_fit_is_not_believed(language, written, declared):
    text = typed_in(TEXTS[language], written)

    found = decode(text.encode(written), declared)

    assert found.text == text
    assert f"the file says {declared}, which does not fit" in found.doubt


def test_utf8_is_believed_before_what_is_declared():
    assert both("Été – ВЕНА".encode(), "iso-8859-1") == ("Été – ВЕНА", "utf-8", "")


@pytest.mark.parametrize(
    ("word", "encoding"),
    [
        *[(word, "cp1252") for word in ("Müller", "£40", "40°C", "ship’s", "– now", "Côte")],
        *[(word, "mac_roman") for word in ("Müller", "ship’s", "– now", "Côte", "“quoted”")],
        *[(word, "cp850") for word in ("Müller", "Grüße")],
        *[(word, "cp1250") for word in ("Łukasz Żak with Mr. Wałęsa", "ship’s")],
    ],
)
def test_one_word_in_a_long_english_text_is_told(word, encoding):
    text = ROUND + word + " stood there. " + ROUND

    found = decode(text.encode(encoding))

    assert found.text == text
    assert f"line 1 has “{word.split(' ')[0]}" in found.doubt or word.startswith("–")


def test_the_doubt_names_the_line_with_the_first_word_in_question():
    found = decode("SOC/CP/1\n\nInspector Müller came.\n".encode("cp1252"))
    assert found.doubt == "read as windows-1252: nothing in the file says so; line 3 has “Müller”"
    assert found.line == 3


def test_utf8_with_a_few_bytes_of_another_encoding_is_read_and_said():
    data = (TEXTS["fr"] * 2).encode() + b"\n\nIt\x92s odd."

    found = decode(data)

    assert found.text == TEXTS["fr"] * 2 + "\n\nIt’s odd."
    assert found.is_damaged
    assert found.doubt == (
        "some bytes of this UTF-8 file are in no encoding of that name; line 3 has the first of them"
    )


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(20), "a PNG picture"),
        (b"PK\x03\x04" + bytes(20), "a zip archive"),
        (b"%PDF-1.4\n%\xe2\xe3", "a PDF document"),
        (b"\xff\xd8\xff\xe0" + bytes(20), "a JPEG picture"),
        (b"BM" + bytes(40), "a bitmap picture"),
        (bytes(range(256)), "not text"),
        (b"\x00" * 100, "not text"),
        (
            b"\xb3 \xb3a\xb3a\xa4\xa4b\xb9\xb9c \xa6\xa6 \x81\xff\xa4\xb5\xa8\n" * 9,
            "encoding of this file is unknown",
        ),
    ],
)
def test_binary_is_refused_in_one_sentence(data, what):
    with pytest.raises(DecodingError, match=what) as refused:
        decode(data)
    assert str(refused.value).endswith(".")


@given(
    st.binary(max_size=400),
    st.sampled_from(["", "iso-8859-1", "gb2312", "utf-8", "utf-16", "x-user-defined", "?"]),
)
@example(b"\x00\xd8" * 8, "")
@example(b"\x1b$B!!\x1b(B", "iso-2022-jp")
@example(b"~{<:Ky2;~}", "")
def test_any_bytes_come_back_or_are_refused(data, declared):
    with contextlib.suppress(DecodingError):
        found = decode(data, declared)
        assert found.is_damaged or found.text.encode(found.encoding) == data
        assert found.encoding == "utf-8" or not any(
            unicodedata.category(letter) == "Cc" and letter > "\x7f" and letter != "\x85"
            for letter in found.text
        )


@given(st.text(max_size=200))
def test_every_text_in_utf8_comes_back(text):
    data = text.encode("utf-8", "surrogatepass")
    try:
        found = decode(data)
    except DecodingError:
        assert not text.isprintable()
    else:
        assert found.is_damaged or found.text.encode(found.encoding) == data
