"""Small maps: where a place is drawn, and what lies around it."""

import re
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from institutes.maps import dots, location_map

OUTLINES = settings.BASE_DIR / "pressroom" / "static" / "pressroom" / "land.svg"


@pytest.mark.parametrize(
    ("latitude", "longitude", "view_box", "stretches"),
    [
        (0, 0, "-320.0 -190.0 640 380", ["scale(1.0000 1) translate(0 0)"]),
        # Helsinki: half as broad as at the equator.
        (
            Decimal("60.17000"),
            Decimal("24.94000"),
            "-195.9 -791.7 640 380",
            ["scale(0.4974 1) translate(0 0)"],
        ),
        # Suva: the map goes on beyond the line at which days change.
        (
            Decimal("-18.14"),
            Decimal("178.44"),
            "1375.7 -8.6 640 380",
            ["scale(0.9503 1) translate(0 0)", "scale(0.9503 1) translate(3600 0)"],
        ),
        # Apia, from the other side.
        (
            Decimal("-13.83"),
            Decimal("-171.77"),
            "-1987.9 -51.7 640 380",
            ["scale(0.9710 1) translate(0 0)", "scale(0.9710 1) translate(-3600 0)"],
        ),
    ],
)
def test_a_map_shows_what_lies_around_a_place(latitude, longitude, view_box, stretches):
    drawn = location_map(latitude, longitude)

    assert (drawn["view_box"], drawn["stretches"]) == (view_box, stretches)


@given(st.decimals(-90, 90, places=5), st.decimals(-180, 180, places=5))
def test_the_place_is_in_the_middle_of_its_map(latitude, longitude):
    drawn = location_map(latitude, longitude)

    left, top, breadth, height = map(float, drawn["view_box"].split())
    assert abs(left + breadth / 2 - float(drawn["x"])) < 0.2
    assert abs(top + height / 2 - float(drawn["y"])) < 0.2


def test_two_institutes_of_one_city_are_one_dot():
    vienna = (Decimal("48.21000"), Decimal("16.37000"))

    assert dots([vienna, vienna, (0, 0)]) == [{"x": "0", "y": "0"}, {"x": "164", "y": "-482"}]


def test_the_outlines_are_those_of_the_world():
    [path] = ElementTree.parse(OUTLINES).getroot().iter("{http://www.w3.org/2000/svg}path")  # noqa: S314 - ours
    starts = [tuple(map(int, start)) for start in re.findall(r"M(-?\d+) (-?\d+)", path.get("d"))]

    assert path.get("id") == "land"
    assert len(starts) > 100
    assert all(-1910 <= x <= 1910 and -900 <= y <= 600 for x, y in starts)
    assert OUTLINES.stat().st_size < 25_000
