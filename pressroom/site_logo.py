"""The logo of the organisation whose press releases the site shows: a file of its own, named by a setting."""

import re
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from PIL import Image, UnidentifiedImageError

MOST_BYTES = 200 * 1024
SECONDS_KEPT = 31_536_000
_SVG = re.compile(rb"<svg\b[^>]*>", re.DOTALL)
_VIEW_BOX = re.compile(rb"""\bviewBox\s*=\s*["']\s*[-\d.]+[\s,]+[-\d.]+[\s,]+([\d.]+)[\s,]+([\d.]+)\s*["']""")


class NotALogoError(Exception):
    """The file cannot be the logo; the message says why, as the end of a sentence."""


@dataclass(frozen=True, slots=True)
class SiteLogo:
    """A drawing (SVG) or picture (PNG) with its proportion in pixels; `name` changes with its content."""

    content: bytes
    suffix: str
    width: int
    height: int

    @property
    def content_type(self) -> str:
        return "image/svg+xml" if self.suffix == "svg" else "image/png"

    @property
    def name(self) -> str:
        return f"{sha256(self.content).hexdigest()[:16]}.{self.suffix}"


def read_logo(path: Path) -> SiteLogo:
    """The logo in the file; NotALogoError where it is none or too large."""
    try:
        content = path.read_bytes()
    except OSError:
        raise NotALogoError("there is no such file, or it cannot be read") from None
    if len(content) > MOST_BYTES:
        raise NotALogoError(f"it has more than {MOST_BYTES // 1024} kB")
    suffix = path.suffix.lower().removeprefix(".")
    if suffix not in {"svg", "png"}:
        raise NotALogoError("its name does not end in .svg or .png")
    width, height = _size_of_drawing(content) if suffix == "svg" else _size_of_picture(content)
    return SiteLogo(content, suffix, width, height)


def site_logo(request: HttpRequest, name: str) -> HttpResponse:
    """The logo, which browsers may keep: another one has another name. What is drawn in it can run nothing."""
    logo: SiteLogo | None = settings.SITE_LOGO
    if logo is None or logo.name != name:
        raise Http404
    response = HttpResponse(logo.content, content_type=logo.content_type)
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'; style-src 'unsafe-inline'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    patch_cache_control(response, public=True, max_age=SECONDS_KEPT, immutable=True)
    return response


def _size_of_drawing(content: bytes) -> tuple[int, int]:
    tag = _SVG.search(content)
    box = _VIEW_BOX.search(tag[0]) if tag else None
    try:
        width, height = (round(float(number)) for number in box.groups()) if box else (0, 0)
    except ValueError:
        width = height = 0
    if width < 1 or height < 1:
        raise NotALogoError("it is no SVG drawing with a viewBox")
    return width, height


def _size_of_picture(content: bytes) -> tuple[int, int]:
    try:
        with Image.open(BytesIO(content), formats=("PNG",)) as image:
            image.verify()
            return image.size
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise NotALogoError("it is no PNG picture") from None
