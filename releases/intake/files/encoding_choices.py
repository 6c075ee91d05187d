"""Encodings that a person may read a file in where the guess was wrong, each with a word as it shows it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from releases.intake.files.encoding import Decoded, DecodingError
from releases.intake.files.odd_characters import first_word

NAMES = {
    "utf-8": "UTF-8",
    "utf-16-le": "UTF-16 LE",
    "utf-16-be": "UTF-16 BE",
    "cp1252": "windows-1252",
    "iso8859-15": "ISO 8859-15",
    "mac-roman": "MacRoman",
    "cp850": "cp850 (DOS)",
    "cp437": "cp437 (DOS)",
    "cp1250": "windows-1250",
    "iso8859-2": "ISO 8859-2",
    "cp852": "cp852 (DOS)",
    "mac-latin2": "Mac Latin 2",
    "cp1254": "windows-1254",
    "cp1257": "windows-1257",
    "cp1251": "windows-1251",
    "koi8-r": "KOI8-R",
    "koi8-u": "KOI8-U",
    "cp866": "cp866 (DOS)",
    "iso8859-5": "ISO 8859-5",
    "mac-cyrillic": "Mac Cyrillic",
    "cp1253": "windows-1253",
    "cp1256": "windows-1256",
    "iso8859-6": "ISO 8859-6",
    "cp720": "cp720 (DOS)",
    "cp1255": "windows-1255",
    "gb18030": "GB18030",
    "big5hkscs": "Big5",
    "cp932": "Shift-JIS",
    "cp949": "EUC-KR",
}
"""Codec → the name by which people know it, alphabet by alphabet."""

_TAG = re.compile("<[^<>]*>")


@dataclass(frozen=True, slots=True)
class EncodingChoice:
    """An encoding that the bytes may be in, and the first word that is not ASCII as it is read then."""

    encoding: str
    name: str
    word: str


def choices_for(data: bytes, text: str) -> list[EncodingChoice]:
    """The encodings in which `data` is another text than `text`, to the byte; none for plain ASCII.

    Of two that read it alike only the first is offered.
    """
    is_plain = data.isascii() and b"\x00" not in data
    return [] if is_plain else list(_others(data, text))


def _others(data: bytes, text: str) -> Iterator[EncodingChoice]:
    seen = {hash(text)}
    is_wide = b"\x00" in data
    for encoding, name in NAMES.items():
        if encoding.startswith("utf-16") is not is_wide:
            continue
        try:
            other = decode_as(data, encoding).text
        except DecodingError:
            continue
        if hash(other) not in seen:
            seen.add(hash(other))
            yield EncodingChoice(encoding, name, first_word(_TAG.sub(" ", other))[1])


def decode_as(data: bytes, encoding: str) -> Decoded:
    """The text of `data` in the encoding that a person chose; raises DecodingError where it is not in that one."""
    try:
        text = data.decode(encoding)
        is_exact = text.encode(encoding) == data
    except (LookupError, UnicodeError):
        is_exact = False
    if not is_exact:
        raise DecodingError(f"This file is not in {NAMES.get(encoding, encoding)}: choose another encoding.")
    return Decoded(text, encoding)
