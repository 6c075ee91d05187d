"""What an uploaded picture may be, and what becomes of it."""

import io
import struct
import zipfile
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from institutes.pictures import files
from institutes.pictures.tokens import new_token
from tests.factories import picture_bytes

WRONG_TYPE = "The file is no JPEG, PNG or WebP picture, whatever its name says; save it as one of these."
POLYGLOT = "The picture carries another file inside it; export it again as a plain JPEG, PNG or WebP."
DAMAGED = "The picture is damaged or incomplete; export it again and upload the new file."
TOO_MANY_PIXELS = "The picture has too many pixels; it may have up to 50 million. Make it smaller first."
JPEG = picture_bytes()
PNG = picture_bytes(kind="PNG")
WEBP = picture_bytes(kind="WEBP")


def refusal(content):
    with pytest.raises(ValidationError) as caught:
        files.read_picture(content)
    return caught.value.messages


def png_header(width, height):
    """A PNG that says it is huge, in 60 bytes."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(b"\0")), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )


def moving(kind):
    frames = [Image.new("RGB", (32, 32), colour) for colour in ("red", "blue")]
    out = io.BytesIO()
    frames[0].save(out, kind, save_all=True, append_images=frames[1:])
    return out.getvalue()


def with_archive(content):
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("page.txt", "Invented")
    return out.getvalue()


HOSTILE = {
    "nothing": (b"", "The file is empty; choose the picture again."),
    "SVG": (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', WRONG_TYPE),
    "HTML": (b"<!doctype html><script>alert(1)</script>", WRONG_TYPE),
    "GIF": (picture_bytes(kind="GIF"), WRONG_TYPE),
    "TIFF": (picture_bytes(kind="TIFF"), WRONG_TYPE),
    "BMP": (picture_bytes(kind="BMP"), WRONG_TYPE),
    "sound in RIFF": (b"RIFF\x24\0\0\0WAVEfmt " + bytes(40), WRONG_TYPE),
    "text": (b"Invented text, no picture.", WRONG_TYPE),
    "script behind a JPEG": (JPEG + b"<script>alert(1)</script>", POLYGLOT),
    "script in a comment": (picture_bytes(comment=b"<ScRiPt>alert(1)</script>"), POLYGLOT),
    "page behind a PNG": (PNG + b"<!DOCTYPE html><p>Invented</p>", POLYGLOT),
    "drawing behind a WebP": (WEBP + b'<svg onload="alert(1)"/>', POLYGLOT),
    "archive behind a JPEG": (with_archive(JPEG), POLYGLOT),
    "document behind a JPEG": (JPEG + b"%PDF-1.7\n", POLYGLOT),
    "half a JPEG": (JPEG[: len(JPEG) // 2], DAMAGED),
    "half a PNG": (PNG[: len(PNG) // 2], DAMAGED),
    "half a WebP": (WEBP[: len(WEBP) // 2], DAMAGED),
    "signature alone": (b"\xff\xd8\xff\xe0", DAMAGED),
    "PNG with a broken sum": (PNG[:20] + b"\xff" + PNG[21:], DAMAGED),
    "wide bomb": (png_header(60_000, 60_000), TOO_MANY_PIXELS),
    "bomb below Pillow's own limit": (png_header(8_000, 8_000), TOO_MANY_PIXELS),
    "tracking dot": (
        picture_bytes(size=(1, 1)),
        "The picture is only 1 by 1 pixels; choose a larger one.",
    ),
    "moving PNG": (moving("PNG"), "The picture moves; upload a still one."),
    "moving WebP": (moving("WEBP"), "The picture moves; upload a still one."),
    "too many bytes": (
        JPEG + bytes(26 * 1024 * 1024),
        "The file has 27 MB; pictures may have up to 25 MB. Make it smaller first.",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_plain_picture_is_refused_with_one_sentence(name):
    content, sentence = HOSTILE[name]

    assert refusal(content) == [sentence]


@pytest.mark.parametrize(
    ("kind", "mode"),
    [(kind, mode) for kind in ("JPEG", "PNG", "WEBP") for mode in ("RGB", "L")]
    + [("PNG", mode) for mode in ("RGBA", "P", "1", "I;16", "LA")]
    + [("WEBP", "RGBA"), ("JPEG", "CMYK")],
)
def test_every_mode_of_the_three_types_becomes_srgb(kind, mode):
    picture = files.read_picture(picture_bytes(kind=kind, mode=mode))

    assert (picture.image.mode, picture.width, picture.height) == ("RGB", 64, 48)
    assert picture.image.info == {}


def test_sixteen_bits_keep_their_shade():
    out = io.BytesIO()
    Image.new("I;16", (32, 32), 0x8000).save(out, "PNG")

    assert files.read_picture(out.getvalue()).image.getpixel((5, 5)) == (128, 128, 128)


def test_what_is_transparent_lies_on_white():
    out = io.BytesIO()
    Image.new("RGBA", (32, 32), (0, 0, 0, 0)).save(out, "PNG")

    assert files.read_picture(out.getvalue()).image.getpixel((5, 5)) == (255, 255, 255)


def test_the_picture_stands_upright_and_says_nothing_of_the_place():
    exif = Image.Exif()
    exif[0x0112] = 6  # turn a quarter clockwise
    exif[0x010F] = "Invented Camera"
    exif.get_ifd(0x8825).update({1: "N", 2: (13.0, 45.0, 0.0), 3: "E", 4: (100.0, 30.0, 0.0)})
    content = picture_bytes(size=(64, 32), exif=exif.tobytes(), comment=b"Invented place")
    assert b"Invented Camera" in content
    assert b"Invented place" in content

    picture = files.read_picture(content)

    assert (picture.width, picture.height) == (32, 64)
    for _name, stored in files.renditions(picture):
        assert b"Invented" not in stored
        assert b"Exif" not in stored
        assert dict(Image.open(io.BytesIO(stored)).getexif()) == {}


def test_a_profile_is_applied_and_a_broken_one_ignored():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()

    for icc_profile in (profile, b"invented and broken"):
        picture = files.read_picture(picture_bytes(icc_profile=icc_profile))
        assert picture.image.info == {}
        assert picture.image.mode == "RGB"


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (16, [16]),
        (480, [480]),
        (481, [480, 481]),
        (1200, [480, 960, 1200]),
        (1600, [480, 960, 1600]),
        (3200, [480, 960, 1600]),
    ],
)
def test_no_rendition_is_wider_than_the_picture(width, expected):
    assert files.widths(width) == expected


def test_renditions_are_what_their_names_say():
    picture = files.read_picture(picture_bytes(size=(1000, 500)))

    found = {name: Image.open(io.BytesIO(content)) for name, content in files.renditions(picture)}

    assert {name: (image.format, image.size) for name, image in found.items()} == {
        "master.jpg": ("JPEG", (1000, 500)),
        "480.avif": ("AVIF", (480, 240)),
        "480.jpg": ("JPEG", (480, 240)),
        "960.avif": ("AVIF", (960, 480)),
        "960.jpg": ("JPEG", (960, 480)),
        "1000.avif": ("AVIF", (1000, 500)),
        "1000.jpg": ("JPEG", (1000, 500)),
    }


def test_what_is_kept_is_no_larger_than_needed():
    picture = files.read_picture(picture_bytes(size=(4000, 1000)))

    assert (picture.width, picture.height) == (3200, 800)


def test_what_is_stored_is_found_and_removed():
    picture = files.read_picture(JPEG)
    files.store(picture, "photos/invented")

    assert sorted(default_storage.listdir("photos/invented")[1]) == ["64.avif", "64.jpg", "master.jpg"]
    assert files.load("photos/invented", "64.jpg").startswith(b"\xff\xd8\xff")

    files.remove("photos/invented", picture.width)

    assert default_storage.listdir("photos/invented")[1] == []
    assert files.load("photos/invented", "64.jpg") is None


def test_tokens_differ_and_are_long():
    tokens = {new_token() for _ in range(100)}

    assert len(tokens) == 100
    assert {len(token) for token in tokens} == {22}


@settings(max_examples=150, deadline=None)
@given(
    whole=st.sampled_from([JPEG, PNG, WEBP]),
    cuts=st.lists(st.tuples(st.integers(0, 2000), st.binary(max_size=4)), min_size=1, max_size=4),
)
def test_a_damaged_file_is_a_picture_or_one_sentence(whole, cuts):
    content = bytearray(whole)
    for place, inserted in cuts:
        content[place % len(content) : place % len(content) + 2] = inserted

    try:
        picture = files.read_picture(bytes(content))
    except ValidationError as error:
        outcome = error.messages
    else:
        outcome = [picture.image.mode]

    assert len(outcome) == 1
