"""What is said of a measurement is what was measured."""

import pytest

from tests.benchmarks.figures import BARE, COLD, WARM, Measurement, Slot, percentile, table


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


def slot(latency=0.01, processor=0.02):
    """Ten requests, one after the other; `processor` are seconds for each."""
    return Slot((latency,) * 10, latency * 10, processor * 10)


def measurement(page="list", size=1000, queries=2, length=1500, latency=0.01):
    """Cold pages take twenty times the processor of the bare one, warm ones half of it; 304 is not answered."""
    slots = {BARE: slot(processor=0.002), COLD: slot(latency, 0.04), WARM: slot(latency / 10, 0.001)}
    return Measurement(page, "sqlite", size, queries, length, (slots,) * 3)


def test_ratios_are_taken_in_each_round_and_the_median_counts():
    rounds = (
        {BARE: slot(processor=0.01), COLD: slot(processor=0.02)},
        {BARE: slot(processor=0.02), COLD: slot(processor=0.08)},
        {BARE: slot(processor=0.01), COLD: slot(processor=0.09)},
    )
    measured = Measurement("list", "sqlite", 1000, 2, 1500, rounds)

    assert (measured.has(COLD), measured.has(WARM)) == (True, False)
    assert measured.ratio(COLD) == pytest.approx(4.0)
    assert measured.processor(COLD) == pytest.approx(0.08)
    assert measured.rate(COLD) == pytest.approx(100)
    assert measured.percentile(COLD, 0.95) == 0.01


def test_a_manner_that_not_every_round_had_is_taken_from_those_that_had_it():
    rounds = ({BARE: slot(processor=0.01)}, {BARE: slot(processor=0.01), WARM: slot(processor=0.03)})

    assert Measurement("list", "sqlite", 1000, 2, 1500, rounds).ratio(WARM) == pytest.approx(3.0)


def test_less_than_can_be_counted_is_not_nothing():
    assert Slot((0.001,) * 2, 0.002, 0.0).processor_per_request == 0.005


def test_table_has_a_line_a_page_and_the_sizes_in_order():
    measured = [
        measurement(size=100_000, latency=0.02),
        measurement(size=1000),
        measurement("page 100", size=100_000, queries=3, length=2500),
    ]

    assert table(measured).splitlines() == [
        (
            "| page | queries, cold | bytes | cold: CPU, ms | × bare | warm: CPU, ms | × bare "
            "| 304: CPU, ms | × bare | warm: requests/s | cold: p95, ms | warm: p95, ms |"
        ),
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
        (
            "| list | 2 | 1,500 | 40.00 · 40.00 | 20.0 · 20.0 | 1.00 · 1.00 | 0.5 · 0.5 | – · – | – · – "
            "| 1,000 · 500 | 10.0 · 20.0 | 1.0 · 2.0 |"
        ),
        (
            "| page 100 | 3 | 2,500 | – · 40.00 | – · 20.0 | – · 1.00 | – · 0.5 | – · – | – · – "
            "| – · 1,000 | – · 10.0 | – · 1.0 |"
        ),
    ]


def test_queries_that_grow_with_the_archive_are_seen():
    line = table([measurement(queries=2), measurement(size=100_000, queries=4)]).splitlines()[-1]

    assert line.startswith("| list | 2 · 4 |")
