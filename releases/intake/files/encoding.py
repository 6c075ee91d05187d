"""Bytes to text and back, for files whose encoding nobody wrote down, or wrote down wrongly."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

import chardet
import webencodings

from releases.intake.files.odd_characters import first_word, share_of_odd, unreadable

LARGEST_TEXT = 5 * 1024 * 1024
"""Bytes of a text. The longest releases known have some hundred kilobytes."""

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
_NOT_ASCII = re.compile(rb"[\x80-\xff]")
_TAG = re.compile(rb"<[^<>]*>")
_SAMPLE = 65536
_CONTROL_SHARE = 100
_MOST_SPOILT = 0.1
_MOST_ODD = 0.3
# What offices wrote their texts in. Of two that give a text alike the browsers' one is taken.
_KNOWN = {
    *(
        "iso2022_jp_2",
        "hz",
        "gb18030",
        "big5hkscs",
        "cp932",
        "shift_jis_2004",
        "euc_jis_2004",
        "cp949",
        "euc_kr",
    ),
    *(f"cp{number}" for number in range(1250, 1259)),
    *(f"iso8859-{number}" for number in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 13, 14, 15, 16)),
    *("koi8-r", "koi8-u", "mac-cyrillic", "mac-greek", "mac-latin2", "mac-roman", "mac-turkish", "cp720"),
    *("cp437", "cp737", "cp775", "cp850", "cp852", "cp855", "cp857", "cp860", "cp862", "cp863", "cp865"),
    *("cp866", "cp869", "cp1125", "cp874", "utf-16-le", "utf-16-be"),
}
_WESTERN = ("cp1252", "mac_roman", "cp850", "cp437", "cp1250", "iso8859-2", "cp852", "mac_latin2", "cp1254")
_AS_BROWSERS_READ = {"gbk": "gb18030", "big5": "big5hkscs", "shift_jis": "cp932", "euc-kr": "cp949"}


class DecodingError(ValueError):
    """The bytes are no text; the message is one sentence for people."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file and its encoding, such that `text.encode(encoding)` is the file again.

    `doubt` says why the encoding is no more than a guess, and is empty where it is certain; `line`, from 1, has the
    first word that another encoding would show otherwise, 0 where there is none. A file that `is_damaged` has bytes
    that are in no encoding alike, and is not given back by its text.
    """

    text: str
    encoding: str
    doubt: str = ""
    line: int = 0
    is_damaged: bool = False


def decode(data: bytes, declared: str = "") -> Decoded:
    """The text of `data`: by its byte-order mark, as UTF-8, as its page or mail declares, else by a guess.

    A declared encoding is read as browsers read it (`iso-8859-1` as windows-1252, `gb2312` as GB18030), and is not
    believed where it gives what nobody writes. A byte-order mark stays in the text as U+FEFF. Raises `DecodingError`
    for pictures, archives, PDF and anything else that is no text.
    """
    if (mark := _marked(data)) and (text := _exact(data, mark)) is not None:
        return Decoded(text, mark)
    if not _MAGIC_BYTES.match(data) and (wide := _without_mark(data)):
        return wide
    _refuse_binary(data)
    if (text := _exact(data, "utf-8")) is not None and not _is_escaped(data):
        return Decoded(text, "utf-8")
    if (found := _as_declared(data, declared)) or (found := _spoilt_utf8(data)):
        return found
    return _guessed(data, declared)


def _marked(data: bytes) -> str:
    """The encoding that a byte-order mark names."""
    if data.startswith(codecs.BOM_UTF8):
        return "utf-8"
    if data.startswith(codecs.BOM_UTF16_LE):
        return "utf-16-le"
    return "utf-16-be" if data.startswith(codecs.BOM_UTF16_BE) else ""


def _without_mark(data: bytes) -> Decoded | None:
    """UTF-16 without a mark: the order of bytes in which it is text, and text of the fewer alphabets."""
    if len(data) % 2 or b"\x00" not in data[:_SAMPLE]:
        return None
    texts = {order: _exact(data, order) for order in ("utf-16-le", "utf-16-be")}
    sound = {order: text for order, text in texts.items() if text is not None and not unreadable(text)}
    if not sound:
        return None
    order = min(sound, key=lambda order: len({ord(letter) >> 8 for letter in sound[order][:4096]}))
    return _doubted(sound[order], order, "the file has no byte-order mark")


def _refuse_binary(data: bytes) -> None:
    if magic := _MAGIC_BYTES.match(data):
        raise DecodingError(
            f"This file is {_MAGIC[magic[0]]}, not text: save it as plain text and try again."
        )
    sample = data[:_SAMPLE]
    if len(_CONTROLS.findall(sample)) * _CONTROL_SHARE > len(sample) or b"\x00" in sample:
        raise DecodingError("This file is not text: save it as plain text (UTF-8) and try again.")


_MAGIC_BYTES = re.compile(
    b"|".join(re.escape(magic) + (b"" if len(magic) > 2 else b"(?=.{,62}\x00)") for magic in _MAGIC),
    re.DOTALL,
)
_ESCAPES = re.compile(rb"\x1b\$[@B(]|\x1b\([BJ]|~\{[!-w]")


def _is_escaped(data: bytes) -> bool:
    """Whether escapes stand in it by which ASCII says Chinese or Japanese."""
    return data.isascii() and bool(_ESCAPES.search(data))


def _as_declared(data: bytes, declared: str) -> Decoded | None:
    """The text by the encoding that a page or mail names, where that gives a text that somebody may have written."""
    encoding = webencodings.lookup(declared) if declared else None
    if encoding is None:
        return None
    name = _AS_BROWSERS_READ.get(encoding.name, encoding.codec_info.name)
    text = _exact(data, name)
    if text is None or unreadable(text) or share_of_odd(text) > _MOST_ODD:
        return None
    return Decoded(text, codecs.lookup(name).name)


def _spoilt_utf8(data: bytes) -> Decoded | None:
    """UTF-8 in which a few bytes of another encoding stand: those are read as Western ones."""
    spoilt: list[int] = []

    def western(error: UnicodeError) -> tuple[str, int]:
        if not isinstance(error, UnicodeDecodeError):
            raise error
        spoilt.append(error.start)
        return error.object[error.start : error.end].decode("cp1252", "replace"), error.end

    codecs.register_error("pressroom-western", western)
    text = data.decode("utf-8", "pressroom-western")
    if not spoilt or len(spoilt) > _MOST_SPOILT * len(_NOT_ASCII.findall(data)) or unreadable(text):
        return None
    line = data.count(b"\n", 0, spoilt[0]) + 1
    why = f"some bytes of this UTF-8 file are in no encoding of that name; line {line} has the first of them"
    return Decoded(text, "utf-8", why, line, is_damaged=True)


def _guessed(data: bytes, declared: str) -> Decoded:
    """The likeliest of the encodings that give a text: first by its letters, then by signs that stand oddly."""
    found: dict[str, tuple[float, str]] = {}
    for name in _candidates(data):
        text = _exact(data, name)
        if text is None or text in (known for _odd, known in found.values()) or unreadable(text):
            continue
        odd = share_of_odd(text)
        found[name] = (odd, text)
        if odd < _MOST_ODD / 10:
            break
    if not found:
        raise DecodingError("The encoding of this file is unknown: save it as UTF-8 and try again.")
    name = min(found, key=lambda name: found[name][0])
    odd, text = found[name]
    if _exact(data, "cp1252") == text:
        name = "cp1252"
    if odd > _MOST_ODD and len(_NOT_ASCII.findall(data[:_SAMPLE])) > len(data[:_SAMPLE]) / 4:
        raise DecodingError("The encoding of this file is unknown: save it as UTF-8 and try again.")
    says = f"the file says {declared}, which does not fit" if declared else "nothing in the file says so"
    return _doubted(text, codecs.lookup(name).name, says)


def _candidates(data: bytes) -> Iterator[str]:
    """Names of encodings, the likeliest first; those of Western text where most of it is ASCII."""
    words = data if data.isascii() else _TAG.sub(b" ", data[:_SAMPLE])
    yield from (
        str(one["encoding"]) for one in chardet.detect_all(words, include_encodings=_KNOWN) if one["encoding"]
    )
    if len(_NOT_ASCII.findall(words)) < len(words) / 3:
        yield from _WESTERN


def _doubted(text: str, encoding: str, why: str) -> Decoded:
    line, word = first_word(text)
    shown = f"; line {line} has “{word}”" if word else ""
    return Decoded(text, encoding, f"read as {_shown(encoding)}: {why}{shown}", line)


def _shown(encoding: str) -> str:
    """The name by which people know an encoding."""
    code_page = re.fullmatch(r"cp(125\d)", encoding)
    return f"windows-{code_page[1]}" if code_page else encoding


def _exact(data: bytes, encoding: str) -> str | None:
    """Return the text only if it gives the same bytes again."""
    try:
        text = data.decode(encoding)
        return text if text.encode(encoding) == data else None
    except (LookupError, UnicodeError):
        return None
