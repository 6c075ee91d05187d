import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.intake.encoding import DecodingError, decode

RUSSIAN = "Пятьдесят лет назад в этом зале сидели делегации. Сегодня их больше."
ARABIC = "وصلت اليوم إلى البقاع حافلة تحمل ألفي كتاب وستبقى في كل قرية يوماً"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("VIENNA – text", "utf-8"),
        ("\ufeffVIENNA – text", "utf-8"),
        ("VIENNA – text “quoted” café", "cp1252"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (ARABIC, "cp1256"),
        ("\ufeffVIENNA – text", "utf-16-le"),
        ("\ufeffVIENNA – text", "utf-16-be"),
        ("VIENNA, a text without a mark", "utf-16-le"),
        ("", "utf-8"),
    ],
)
def test_encoding_is_told(text, encoding):
    assert decode(text.encode(encoding)) == (text, encoding)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(20), "a PNG picture"),
        (b"PK\x03\x04" + bytes(20), "a zip archive"),
        (b"%PDF-1.4\n%\xe2\xe3", "a PDF document"),
        (b"\xff\xd8\xff\xe0" + bytes(20), "a JPEG picture"),
        (bytes(range(256)), "not text"),
        (b"\x00" * 100, "not text"),
    ],
)
def test_binary_is_refused_in_one_sentence(data, what):
    with pytest.raises(DecodingError, match=what) as refused:
        decode(data)
    assert str(refused.value).endswith(".")


@given(st.binary(max_size=400))
def test_bytes_come_back_or_are_refused(data):
    with contextlib.suppress(DecodingError):
        text, encoding = decode(data)
        assert text.encode(encoding) == data


@given(st.text(max_size=200))
def test_every_text_in_utf8_comes_back(text):
    data = text.encode("utf-8", "surrogatepass")
    try:
        found, encoding = decode(data)
    except DecodingError:
        assert not text.isprintable()
    else:
        assert found.encode(encoding) == data
