from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.wire.embargo_notices import read_time


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10:00", time(10)),
        ("10.30", time(10, 30)),
        ("10 h 00", time(10)),
        ("10h", time(10)),
        ("10 h 05", time(10, 5)),
        ("10.00 a.m.", time(10)),
        ("10 p.m.", time(22)),
        ("12 a.m.", time(0)),
        ("noon", time(12)),
        ("midnight", time(0)),
        ("١٠:٣٠", time(10, 30)),
        ("10", None),
        ("25:00", None),
        ("10:60", None),
        ("10:00 tomorrow", None),
        ("", None),
    ],
)
def test_a_time_as_people_type_it(text, expected):
    assert read_time(text) == expected


@given(st.times())
def test_every_minute_is_read(clock):
    assert read_time(f"{clock:%H:%M}") == clock.replace(second=0, microsecond=0)


@given(st.text(max_size=30))
def test_anything_else_is_no_time(text):
    assert read_time(text) is None or isinstance(read_time(text), time)
