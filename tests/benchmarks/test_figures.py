"""What is said of a measurement is what was measured."""

import pytest

from tests.benchmarks.figures import Measurement, Slot, percentile, table


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [
        ([5], 0.5, 5),
        ([5], 0.95, 5),
        ([2, 1], 0.5, 1),
        ([2, 1], 0.95, 2),
        ([3, 1, 2], 0.5, 2),
        (range(1, 101), 0.95, 95),
        (range(1, 101), 1, 100),
        (range(1, 21), 0.95, 19),
        (range(1, 20), 0.95, 19),
        ([1, 2], 0.0001, 1),
    ],
)
def test_percentile_is_the_nearest_rank(values, share, expected):
    assert percentile(list(values), share) == expected


def measurement(page="list", size=1000, queries=2, length=1500, latency=0.01, processor=0.02):
    """Ten requests a slot; the bare page is ten times as quick and takes a twentieth of the processor."""
    slots = tuple(Slot((latency,) * 10, latency * 10, processor * 10) for _number in range(3))
    bare = tuple(Slot((latency / 10,) * 10, latency, processor / 2) for _number in range(3))
    return Measurement(page, "sqlite", size, queries, length, slots, bare)


def test_rates_are_medians_and_the_processor_is_shared_out_among_requests():
    quick, slow = Slot((0.1,) * 10, 1.0, 2.0), Slot((0.5, 0.9), 2.0, 1.0)
    one = Measurement("list", "sqlite", 1000, 2, 1500, (quick, slow, quick), (Slot((0.01,) * 40, 1.0, 1.0),))

    assert (one.rate, one.rate_ratio) == (10.0, 0.25)
    assert one.processor == pytest.approx(5.0 / 22)
    assert one.processor_ratio == pytest.approx(5.0 / 22 * 40)
    assert (one.percentile(0.5), one.percentile(0.95)) == (0.1, 0.5)


def test_less_than_can_be_counted_is_not_nothing():
    nothing = (Slot((0.001,) * 2, 0.002, 0.0),)
    one = Measurement("list", "sqlite", 1000, 2, 1500, nothing, nothing)

    assert (one.processor, one.processor_ratio) == (0.005, 1.0)


def test_table_has_a_line_a_page_and_the_sizes_in_order():
    measured = [
        measurement(size=100_000, latency=0.02),
        measurement(size=1000),
        measurement("page 100", size=100_000, queries=3, length=2500),
    ]

    assert table(measured).splitlines() == [
        "| page | queries | bytes | requests/s | × bare | CPU, ms | × bare | p50, ms | p95, ms | p95, × smallest |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
        (
            "| list | 2 | 1,500 | 100 · 50 | 0.10 · 0.10 | 20.0 · 20.0 | 20.0 · 20.0 "
            "| 10.0 · 20.0 | 10.0 · 20.0 | 1.0 · 2.0 |"
        ),
        "| page 100 | 3 | 2,500 | – · 100 | – · 0.10 | – · 20.0 | – · 20.0 | – · 10.0 | – · 10.0 | – · 1.0 |",
    ]


def test_queries_that_grow_with_the_archive_are_seen():
    line = table([measurement(queries=2), measurement(size=100_000, queries=4)]).splitlines()[-1]

    assert line.startswith("| list | 2 · 4 |")
