"""Bytes to text and back, for files whose encoding nobody wrote down."""

import codecs
import re

_MAGIC = {
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"PK\x03\x04": "a zip archive or an Office document",
    b"%PDF": "a PDF document",
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"{\\rtf": "a Rich Text document",
    b"\x1f\x8b": "a gzip archive",
    b"BM": "a bitmap picture",
    b"II*\x00": "a TIFF picture",
    b"MM\x00*": "a TIFF picture",
    b"\x7fELF": "a program",
    b"Rar!": "a RAR archive",
    b"7z\xbc\xaf": "a 7-Zip archive",
}
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SAMPLE = 65536
_CONTROL_SHARE = 100
_CYRILLIC_VOWELS = re.compile("[аеиоуя]")
_CYRILLIC_COMMON = re.compile("[оеаинтсрвл]")


class DecodingError(ValueError):
    """The bytes are no text; the message is one sentence for people."""


def _marked(data: bytes) -> str:
    """Return the encoding that a byte-order mark names; the mark stays in the text, so that it comes back."""
    if data.startswith(codecs.BOM_UTF8):
        return "utf-8"
    if data.startswith(codecs.BOM_UTF16_LE):
        return "utf-16-le"
    return "utf-16-be" if data.startswith(codecs.BOM_UTF16_BE) else ""


def _looks_utf16(data: bytes) -> str:
    """Return the byte order of UTF-16 without a mark: every second byte of Western text is zero."""
    sample = data[:4096]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if len(sample) >= 8 and odd > len(sample) * 0.3 and even < odd / 10:
        return "utf-16-le"
    return "utf-16-be" if len(sample) >= 8 and even > len(sample) * 0.3 and odd < even / 10 else ""


def _refuse_binary(data: bytes) -> None:
    for magic, what in _MAGIC.items():
        if data.startswith(magic) and (len(magic) > 2 or b"\x00" in data[:64]):
            raise DecodingError(f"This file is {what}, not text: save it as plain text and try again.")
    sample = data[:_SAMPLE]
    if len(_CONTROLS.findall(sample)) * _CONTROL_SHARE > len(sample) or b"\x00" in sample:
        raise DecodingError("This file is not text: save it as plain text (UTF-8) and try again.")


def _cyrillic_score(text: str) -> int:
    """Count the commonest Russian letters against capitals inside words, which a wrong code page gives."""
    return len(_CYRILLIC_COMMON.findall(text)) - 3 * len(re.findall(r"[а-яё][А-ЯЁ]", text))


def _code_pages(data: bytes) -> list[str]:
    """Return the single-byte encodings that the high bytes speak for, likeliest first."""
    sample = data[:_SAMPLE]
    high = sum(byte >= 0x80 for byte in sample)
    letters = sum(chr(byte).isalpha() for byte in sample if byte < 0x80)
    if high <= letters / 2:
        return ["cp1252", "latin-1"]
    russian = {page: _cyrillic_score(sample.decode(page, "replace")) for page in ("cp1251", "koi8-r")}
    best = max(russian, key=lambda page: russian[page])
    arabic = sample.decode("cp1256", "replace")
    articles = 8 * len(re.findall(r"\bال", arabic)) + len(re.findall("[\u0621-\u064a]", arabic)) // 4
    return ["cp1256", best] if articles > russian[best] else [best, "cp1256", "latin-1"]


def decode(data: bytes) -> tuple[str, str]:
    """Return the text of `data` and its encoding, such that `text.encode(encoding) == data`.

    UTF-8 and UTF-16 (a byte-order mark stays in the text as U+FEFF), then the Western, Cyrillic and Arabic
    code pages that United Nations offices used. Raises `DecodingError` for pictures, archives, PDF and
    anything else that is no text.
    """
    wide = _marked(data) or _looks_utf16(data)
    if wide and (text := _exact(data, wide)) is not None:
        return text, wide
    _refuse_binary(data)
    for name in ("utf-8", *_code_pages(data)):
        text = _exact(data, name)
        if text is not None:
            return text, name
    raise DecodingError("The encoding of this file is unknown: save it as UTF-8 and try again.")


def _exact(data: bytes, encoding: str) -> str | None:
    """Return the text only if it gives the same bytes again."""
    try:
        text = data.decode(encoding)
        return text if text.encode(encoding) == data else None
    except (UnicodeDecodeError, UnicodeEncodeError):
        return None
