"""Files that hold no text that can be read here: what each is, and what to do with it."""

import re
from pathlib import PurePosixPath

_KINDS = {
    "a picture": "jpg jpeg jpe png gif bmp tif tiff webp avif svg ico psd ai eps emf wmf heic",
    "a style sheet": "css less scss",
    "a script or program": "js mjs py php asp aspx jsp cgi pl sh bat exe dll so class jar swf",
    "a font": "ttf otf woff woff2 eot",
    "a sound or a film": "mp3 wav ogg m4a wma ra rm aif aiff mid mp4 m4v avi mov mpg mpeg wmv flv webm mkv",
    "data and no text": "json csv tsv xml xsd dtd yaml yml ini cfg conf toml log db mdb sqlite sqlite3 dbf lock",
    "a note of an operating system or program": "lnk url ds_store desktop tmp bak map pyc po mo",
}
_NO_TEXT = {ending: what for what, endings in _KINDS.items() for ending in endings.split()}
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE_AS_WORD = "open it in Word or LibreOffice and save it as .docx"
_STREAMS = (
    ("__substg1.0_", "an Outlook message (.msg)", "open it in Outlook and save it as text or as .eml"),
    ("WordDocument", "a Word file of before 2007 (.doc)", _SAVE_AS_WORD),
    ("Workbook", "an Excel file of before 2007 (.xls)", "give the text of the release"),
    ("PowerPoint Document", "a PowerPoint file of before 2007 (.ppt)", "give the text of the release"),
)
_SIGNATURES = (
    (rb"\xffWPC", "a WordPerfect file", _SAVE_AS_WORD),
    (rb"\x31\xbe\x00\x00|\xdb\xa5\x2d\x00|\xfe\x37\x00", "a file of an early Word", _SAVE_AS_WORD),
    (
        rb"\x78\x9f\x3e\x22",
        "an Outlook attachment (winmail.dat)",
        "have it sent again as plain text or .docx",
    ),
    (rb"Rar!|7z\xbc\xaf\x27\x1c|\x1f\x8b|BZh|\xfd7zXZ|MSCF", "an archive other than .zip", "unpack it first"),
    (rb"-----BEGIN PGP MESSAGE-----", "an encrypted text (PGP)", "decrypt it first"),
    (rb"%!PS", "a PostScript file", "give the text of the release"),
    (rb"\x05\x16\x07\x00|\x00\x05\x16\x07", "a note that macOS keeps beside a file", "leave it out"),
)
_SIGNED = tuple((re.compile(pattern), what, advice) for pattern, what, advice in _SIGNATURES)
_MOST_READ = 1024 * 1024


def passed_over(name: str) -> str:
    """Why a file of this name holds no release, as a sentence; empty where its content has to be looked at."""
    what = _NO_TEXT.get(PurePosixPath(name.replace("\\", "/")).suffix.lower().lstrip("."))
    return f"Not read: this is {what}." if what else ""


def refusal(data: bytes) -> str:
    """What a file is that cannot be read here, and what to do, as a sentence; empty for every other one."""
    if data.startswith(_OLD_OFFICE):
        head = data[:_MOST_READ] + data[-_MOST_READ:]
        for stream, what, advice in _STREAMS:
            if stream.encode("utf-16-le") in head:
                return f"This is {what}: {advice}."
        return f"This is an Office file of before 2007: {_SAVE_AS_WORD}."
    return next((f"This is {what}: {advice}." for sign, what, advice in _SIGNED if sign.match(data)), "")
