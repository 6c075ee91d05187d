"""Abstract pictures, drawn by a program: shapes and colours, always the same for the same number."""

import random
from io import BytesIO

from PIL import Image, ImageDraw, ImageOps

PICTURES = 8
LANDSCAPE, PORTRAIT = (1200, 800), (800, 1200)
PALETTES = (
    ("#0b3954", "#bfd7ea", "#ff6663"), ("#264653", "#e9c46a", "#2a9d8f"), ("#3d405b", "#f4f1de", "#e07a5f"),
    ("#14213d", "#fca311", "#e5e5e5"), ("#22577a", "#c7f9cc", "#57cc99"), ("#5f0f40", "#fb8b24", "#0f4c5c"),
)  # fmt: skip


def picture(number: int) -> bytes:
    """The JPEG file of one picture; every third one is upright."""
    draw = random.Random(f"invented picture {number}")  # noqa: S311 - it has to be the same everywhere
    width, height = PORTRAIT if number % 3 == 2 else LANDSCAPE
    dark, light, bright = PALETTES[number % len(PALETTES)]
    image = ImageOps.colorize(Image.linear_gradient("L").resize((width, height)), dark, light)
    pen = ImageDraw.Draw(image)
    for place in range(7):
        x, y, size = draw.randrange(width), draw.randrange(height), draw.randint(height // 10, height // 3)
        box = (x - size, y - size, x + size, y + size)
        if place % 2:
            pen.ellipse(box, outline=light, width=6, fill=bright if place == 1 else None)
        else:
            pen.polygon([(x, y - size), (x + size, y + size), (x - size, y + size // 2)], fill=dark)
    file = BytesIO()
    image.save(file, "JPEG", quality=88)
    return file.getvalue()
