"""Lines of a programme, each a row of two cells: `10.00 Opening`, `14 May: First reading`."""

import re
from collections.abc import Callable, Iterator, Sequence

from releases.wire.dates import MONTH_NUMBERS, WEEKDAY
from releases.wire.lines import Line
from releases.wire.tables.rows import Table
from releases.wire.tables.two_cells import Led, as_table, runs

_CLOCK = (
    r"(?:12\s?(?:noon|midday|midnight)|(?:(?:at|à|um|в|a las|الساعة|上午|下午|晚上|中午)\s?)?\d{1,2}"
    r"(?:(?:[.:]|\s?h\s?|时)\d{2}分?(?:\s?[ap]\.?\s?m\b\.?|\s?uhr\b|\s?(?:hrs?|hours|horas|ч)\b\.?)?"
    r"|\s?[ap]\.?\s?m\b\.?|\s?uhr\b|\s?h(?:eures)?\b|\s?(?:hrs|hours|horas|часов)\b|\s?ч\b\.?|\s?[时点]))"
)
_RANGE = r"\s?(?:[-–—]{1,2}|to|until|bis|à|a|до|至|إلى)\s?"
_NOON = r"noon|midnight|midday|midi|minuit|mediodía|mittag|mitternacht|полдень"
_MONTH = "(?:" + "|".join(sorted(map(re.escape, MONTH_NUMBERS), key=len, reverse=True)) + r")(?![^\W\d_])\.?"
_DAYS = r"\d{1,2}(?:\.|er|st|nd|rd|th)?"
_DATE = (
    rf"(?:{WEEKDAY}\s?[,，،]?\s)?(?:{_DAYS}(?:{_RANGE}{_DAYS})?\s(?:de\s)?{_MONTH}"
    rf"|{_MONTH}\s{_DAYS}(?:{_RANGE}{_DAYS})?)(?:,?\s(?:de\s)?\d{{4}})?|\d{{1,2}}月\d{{1,2}}日|{WEEKDAY}"
)
_TIMED = re.compile(
    rf"(?P<lead>{_CLOCK}(?:{_RANGE}(?:{_CLOCK}|{_NOON}))?)(?:\s?[:：,]?\s*[-–—]{{1,2}}\s+|\s?[:：.,]?\s+|：)(?=\S)",
    re.IGNORECASE,
)
_DATED = re.compile(rf"(?P<lead>{_DATE})(?:\s?[:：](?:\s+|(?<=：))|\s+[-–—]{{1,2}}\s+)(?=\S)", re.IGNORECASE)
_LONGEST_ROW = 400


def _reader(pattern: re.Pattern[str]) -> Callable[[Line, Led | None], Led | None]:
    def read(line: Line, _above: Led | None) -> Led | None:
        typed = line.raw.rstrip().expandtabs()
        raw = typed.strip()
        match = pattern.match(raw)
        rest = raw[match.end() :] if match else ""
        if not match or not any(map(str.isalpha, rest)):
            return None
        if rest[:1].islower() and not raw[: match.end()].endswith("  "):
            return None
        return Led(raw[: match.end()].rstrip(" -–—:：,").strip(), rest, len(typed) - len(rest))

    return read


def programmes(lines: Sequence[Line]) -> Iterator[Table]:
    """Yield the runs of two or more lines that begin with a time of day, or with a day."""
    found = [run for pattern in (_TIMED, _DATED) for run in runs(lines, _reader(pattern))]
    end = 0
    for run in sorted(found, key=lambda run: run.first):
        if (
            run.first >= end
            and len(run.rows) > 1
            and all(len(row.cells[1]) <= _LONGEST_ROW for row in run.rows)
        ):
            end = run.end
            yield as_table(run)
