"""Pictures as they are uploaded, checked and kept: what comes in is never what goes out.

An upload is known by its content, not by its name. What is stored is drawn anew from the pixels, so that
nothing that travelled in the file (the place a photograph was taken, another file in its tail) is served.
"""

import hashlib
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms, ImageOps

MOST_BYTES = 25 * 1024 * 1024
MOST_PIXELS = 50_000_000
LEAST_SIDE = 16
# The longest side of what is kept to draw from: more than any rendition needs, less than a camera gives.
MASTER_SIDE = 3200
WIDTHS = (480, 960, 1600)
CONTENT_TYPES = {"avif": "image/avif", "jpg": "image/jpeg"}
# Effort against bytes, as measured: AVIF at speed 8 takes half the time of speed 6 for a few per cent more.
ENCODERS = {
    "avif": {"format": "AVIF", "quality": 60, "speed": 8},
    "jpg": {"format": "JPEG", "quality": 82, "progressive": True, "optimize": True},
}
MASTER = "master.jpg"
MASTER_ENCODER = {"format": "JPEG", "quality": 95, "subsampling": 0}
SIGNATURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF")
# Marks of pages, programs and documents. Long enough that compressed pixels do not hold them by chance.
FOREIGN = (
    b"<script",
    b"<html",
    b"<!doctype",
    b"<svg ",
    b"<svg>",
    b"<svg\n",
    b"<?php",
    b"<iframe",
    b"%pdf-1.",
)
ZIP_END = b"PK\x05\x06"
ZIP_TAIL = 65_557  # the end record of an archive, with the longest comment it may have
UNREADABLE = (OSError, SyntaxError, ValueError, TypeError, IndexError, EOFError, struct.error, zlib.error)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that passed: its pixels the right way up on white, in sRGB, and what the file was."""

    image: Image.Image
    sha256: str

    @property
    def width(self) -> int:
        return self.image.width

    @property
    def height(self) -> int:
        return self.image.height


@dataclass(frozen=True, slots=True)
class Rendition:
    """One stored file as it is sent; `etag` is quoted, ready for the header."""

    content: bytes
    content_type: str
    etag: str


def widths(width: int) -> list[int]:
    """The widths in pixels that a picture of `width` is served in, ascending; none wider than itself."""
    widest = min(width, WIDTHS[-1])
    return [step for step in WIDTHS if step < widest] + [widest]


def read_picture(content: bytes) -> Picture:
    """The picture in `content`, a whole JPEG, PNG or WebP file.

    Raises ValidationError with one sentence for anything else: other types, several types in one, too many
    bytes or pixels, too small, moving, or damaged.
    """
    _check_file(content)
    try:
        image = _open(content)
        return Picture(_redraw(image), hashlib.sha256(content).hexdigest())
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels() from error
    except UNREADABLE as error:
        raise ValidationError(
            _("The picture is damaged or incomplete; export it again and upload the new file."),
            code="damaged",
        ) from error


def check_size(size: int) -> None:
    """Raises ValidationError when a file has too many bytes to be read at all."""
    if size > MOST_BYTES:
        raise ValidationError(
            _("The file has %(size)s MB; pictures may have up to %(most)s MB. Make it smaller first."),
            code="too_large",
            params={"size": -(-size // 1024**2), "most": MOST_BYTES // 1024**2},
        )


def _check_file(content: bytes) -> None:
    check_size(len(content))
    if not content:
        raise ValidationError(_("The file is empty; choose the picture again."), code="empty")
    if not content.startswith(SIGNATURES) or (content[:4] == b"RIFF" and content[8:12] != b"WEBP"):
        raise ValidationError(
            _("The file is no JPEG, PNG or WebP picture, whatever its name says; save it as one of these."),
            code="wrong_type",
        )
    lowered = content.lower()
    if any(mark in lowered for mark in FOREIGN) or ZIP_END in content[-ZIP_TAIL:]:
        raise ValidationError(
            _("The picture carries another file inside it; export it again as a plain JPEG, PNG or WebP."),
            code="polyglot",
        )


def _too_many_pixels() -> ValidationError:
    return ValidationError(
        _("The picture has too many pixels; it may have up to %(most)s million. Make it smaller first."),
        code="too_many_pixels",
        params={"most": MOST_PIXELS // 1_000_000},
    )


def _open(content: bytes) -> Image.Image:
    # Only the header is read here: the pixels of a bomb are never unpacked.
    image = Image.open(BytesIO(content), formats=("JPEG", "PNG", "WEBP"))
    if image.width * image.height > MOST_PIXELS:
        raise _too_many_pixels()
    if min(image.size) < LEAST_SIDE:
        raise ValidationError(
            _("The picture is only %(width)s by %(height)s pixels; choose a larger one."),
            code="too_small",
            params={"width": image.width, "height": image.height},
        )
    # Telephones put a second picture behind the first in one JPEG; that is no animation.
    if image.format in {"PNG", "WEBP"} and getattr(image, "n_frames", 1) > 1:
        raise ValidationError(_("The picture moves; upload a still one."), code="animated")
    return image


def _redraw(image: Image.Image) -> Image.Image:
    profile = image.info.get("icc_profile")
    # A JPEG is unpacked at a fraction of its size where that is enough.
    image.draft(None, (MASTER_SIDE, MASTER_SIDE))
    image.load()
    image = _eight_bits(ImageOps.exif_transpose(image))
    image.thumbnail((MASTER_SIDE, MASTER_SIDE), Image.Resampling.LANCZOS)
    image = _in_srgb(image, profile)
    # On a new sheet, so that no comment, profile or place is carried along.
    sheet = Image.new("RGB", image.size, "white")
    sheet.paste(image, mask=image.getchannel("A") if "A" in image.getbands() else None)
    return sheet


def _eight_bits(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I"):
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if image.mode in {"P", "LA", "PA", "1"} or "transparency" in image.info:
        return image.convert("RGBA")
    return image


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    if profile and image.mode in {"RGB", "CMYK"}:
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            srgb = ImageCms.createProfile("sRGB")
            return ImageCms.profileToProfile(image, source, srgb, outputMode="RGB") or image
        except (ImageCms.PyCMSError, *UNREADABLE):
            # A profile that cannot be read costs a shade of colour, not the picture.
            pass
    return image if image.mode in {"RGB", "RGBA"} else image.convert("RGB")


def renditions(picture: Picture) -> Iterator[tuple[str, bytes]]:
    """The file names and contents that a picture is stored as: MASTER and `<width>.avif`, `.jpg`."""
    yield MASTER, _encoded(picture.image, MASTER_ENCODER)
    for width in widths(picture.width):
        height = max(1, round(picture.height * width / picture.width))
        scaled = picture.image.resize((width, height), Image.Resampling.LANCZOS)
        for suffix, encoder in ENCODERS.items():
            yield f"{width}.{suffix}", _encoded(scaled, encoder)


def _encoded(image: Image.Image, encoder: dict) -> bytes:
    out = BytesIO()
    image.save(out, **encoder)
    return out.getvalue()


def store(picture: Picture, folder: str) -> None:
    """The renditions of `picture` stand in `folder` of the default storage, which no address serves."""
    for name, content in renditions(picture):
        default_storage.save(f"{folder}/{name}", ContentFile(content))


def load(folder: str, name: str) -> bytes | None:
    """The stored file, or None when there is none."""
    try:
        with default_storage.open(f"{folder}/{name}") as file:
            return file.read()
    except FileNotFoundError:
        return None


def remove(folder: str, width: int) -> None:
    """Nothing of a picture that was `width` pixels wide is left in `folder`."""
    for name in [MASTER, *(f"{step}.{suffix}" for step in widths(width) for suffix in ENCODERS)]:
        default_storage.delete(f"{folder}/{name}")
