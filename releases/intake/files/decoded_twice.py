"""Text that a program read in the wrong encoding and saved again: “ as â€œ, é as Ã©, В as Р’."""

import re

import ftfy
from ftfy.badness import is_bad

_WRONGLY_READ_AS = (
    *("cp1252", "latin-1", "cp1251", "mac_roman", "cp437", "cp850", "koi8-r", "cp866", "cp1250", "cp1254"),
    *("cp1256", "gb18030"),
)
_LEAST_WRONG = 3
# Two Chinese characters alone may be UTF-8 by chance.
_LEAST_CHINESE = 20
_MAY_BE = re.compile("[\x80-\x9f¡-ª¬-ºÀ-\u024fΓ╨╤┬├\u0420\u0421]")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")


def put_right(text: str) -> tuple[str, int]:
    """The text as it was before it was decoded twice, and the first line, from 1, that was; 0 where none was."""
    body = text.removeprefix("\ufeff")
    if body.isascii():
        return text, 0
    for encoding in _WRONGLY_READ_AS:
        if right := _decoded_once(body, encoding):
            return right, _first_change(body, right)
    lines = body.splitlines(keepends=True)
    righted = [ftfy.fix_encoding(line) if _MAY_BE.search(line) and is_bad(line) else line for line in lines]
    changed = next((number for number, line in enumerate(righted) if line != lines[number]), None)
    return (text, 0) if changed is None else ("".join(righted), changed + 1)


def _decoded_once(text: str, encoding: str) -> str:
    """The whole text by the bytes that `encoding` gives of it, where those are UTF-8; else nothing."""
    try:
        right = text.encode(encoding).decode("utf-8")
    except UnicodeError:
        return ""
    wrong = sum(map(len, _NOT_ASCII.findall(text)))
    least = _LEAST_CHINESE if encoding == "gb18030" else _LEAST_WRONG
    has_controls = any("\x80" <= letter <= "\x9f" for letter in set(right))
    return right if wrong >= least and not has_controls else ""


def _first_change(before: str, after: str) -> int:
    pairs = zip(before.splitlines(), after.splitlines(), strict=False)
    return next((number for number, (one, other) in enumerate(pairs, start=1) if one != other), 1)
