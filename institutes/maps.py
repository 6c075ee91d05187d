"""Small maps that show where a place is, drawn from the outlines in `pressroom/static/pressroom/land.svg`.

The outlines are in tenths of a degree: x is the longitude, y the latitude turned round, because drawings count
downwards. No border is drawn: the United Nations has maps of its own for those. Land that lies across the 180th
meridian goes on beyond it, so that each map draws the land a second time where it comes near that meridian.
"""

from collections.abc import Iterable
from decimal import Decimal
from math import cos, radians
from typing import TypedDict

# Half the breadth and height of what a map shows around a place, in tenths of a degree at the equator.
HALF_BREADTH, HALF_HEIGHT = 320, 190
# Beyond it the outlines would be drawn out too much; nothing that issues releases is there.
FURTHEST_NORTH = 75
AROUND_THE_WORLD = 3600
# How far the outlines go beyond the 180th meridian, at most.
FURTHEST_ACROSS = 110


class LocationMap(TypedDict):
    """A map around one place, in numbers as SVG writes them.

    `view_box` is what is shown, `x` and `y` where the place is. `stretches` are the transformations under which the
    land is drawn: it is narrower the further from the equator, and goes on where the map of the world ends.
    """

    view_box: str
    x: str
    y: str
    stretches: list[str]


class Dot(TypedDict):
    """A place on the map of the whole world."""

    x: str
    y: str


def location_map(latitude: Decimal | float, longitude: Decimal | float) -> LocationMap:
    """The map around a place in degrees, north and east being positive."""
    middle = max(-FURTHEST_NORTH, min(FURTHEST_NORTH, float(latitude)))
    narrowing = cos(radians(middle))
    x, y = 10 * float(longitude) * narrowing, -10 * float(latitude)
    left, right = x - HALF_BREADTH, x + HALF_BREADTH
    edge = AROUND_THE_WORLD / 2 * narrowing
    shifts = [
        0,
        *([-AROUND_THE_WORLD] if left < -edge else []),
        *([AROUND_THE_WORLD] if right > edge else []),
    ]
    return {
        "view_box": f"{left:.1f} {y - HALF_HEIGHT:.1f} {2 * HALF_BREADTH} {2 * HALF_HEIGHT}",
        "x": f"{x:.1f}",
        "y": f"{y:.1f}",
        "stretches": [f"scale({narrowing:.4f} 1) translate({shift} 0)" for shift in shifts],
    }


def dots(places: Iterable[tuple[Decimal | float, Decimal | float]]) -> list[Dot]:
    """Places (latitude and longitude in degrees) on the map of the world, each once."""
    points = {(round(10 * longitude), round(-10 * latitude)) for latitude, longitude in places}
    return [{"x": str(x), "y": str(y)} for x, y in sorted(points)]
