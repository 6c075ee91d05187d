"""Releases parsed per second on one core: `uv run python -m tests.benchmarks.parse [SECONDS]`."""

import sys
import time
from pathlib import Path

from releases.wire.parser import parse

SAMPLES = Path(__file__).parents[1] / "releases" / "wire" / "samples"


def read_samples() -> list[str]:
    """Return the texts of the sample releases."""
    return [path.read_bytes().decode("utf-8") for path in sorted(SAMPLES.glob("*.txt"))]


def releases_per_second(texts: list[str], seconds: float) -> float:
    """Return how many of `texts` are parsed in a second of processor time, measured for about `seconds`."""
    parsed = 0
    start = time.process_time()
    while (spent := time.process_time() - start) < seconds:
        for text in texts:
            parse(text)
        parsed += len(texts)
    return parsed / spent


def main() -> None:
    """Print the rate and the mean length of the texts."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 3.0
    texts = read_samples()
    releases_per_second(texts, 0.2)
    rate = releases_per_second(texts, seconds)
    length = sum(map(len, texts)) // len(texts)
    sys.stdout.write(
        f"{rate:,.0f} releases a second on one core ({len(texts)} texts, mean {length} characters)\n"
    )


if __name__ == "__main__":
    main()
