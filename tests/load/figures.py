"""Figures of a run: percentiles, the slope of memory, and the tables that show them."""

import math
import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from tests.load.traffic import KINDS, Outcome

PERCENTS = (50, 95, 99, 100)
MAX_LISTED = 20
_S_PER_HOUR = 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class MemorySample:
    """Memory of all of the server's processes, `at_s` seconds after the load began."""

    at_s: float
    megabytes: float


def percentiles(values: Sequence[float], percents: Sequence[int] = PERCENTS) -> list[float]:
    """The values below which these percents lie, between neighbours by a straight line; nan where there are none."""
    return [float(p) for p in np.percentile(values, percents)] if values else [float("nan")] * len(percents)


def slope_per_hour(samples: Sequence[MemorySample]) -> float:
    """Megabytes an hour by least squares over the second half of the time; nan with fewer than two samples in it."""
    middle_s = (samples[0].at_s + samples[-1].at_s) / 2 if samples else 0.0
    late = [sample for sample in samples if sample.at_s >= middle_s]
    if len(late) < 2:
        return float("nan")
    return statistics.linear_regression([s.at_s / _S_PER_HOUR for s in late], [s.megabytes for s in late]).slope


def words_per_s(outcomes: Sequence[Outcome]) -> float:
    """Words of the accepted over the time from the first request to the last answer."""
    if not outcomes:
        return 0.0
    seconds = max(o.ended_s for o in outcomes) - min(o.began_s for o in outcomes)
    return sum(o.n_words for o in outcomes if o.is_accepted) / seconds


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Lines with the first column to the left and the others to the right."""
    cells = [header, *rows]
    widths = [max(len(row[column]) for row in cells) for column in range(len(header))]
    return ["  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]) for row in cells]


def table_of_kinds(outcomes: Sequence[Outcome]) -> list[str]:
    """Counts of every kind by what became of it, and the seconds of those accepted."""
    header = ["kind", "sent", "200", "503", "else", *(f"p{p}" if p < 100 else "max" for p in PERCENTS)]
    by_kind = {kind.name: [o for o in outcomes if o.kind == kind.name] for kind in KINDS}
    rows = [_row(name, found) for name, found in by_kind.items() if found]
    return table(header, [*rows, _row("all", outcomes)])


SPEED_HEADER = ("requests", "refused", "words/s", "p50 s", "p99 s")


def speed_cells(outcomes: Sequence[Outcome]) -> list[str]:
    """Cells under SPEED_HEADER; seconds are those of the accepted, from when they were due."""
    percents = percentiles([o.late_s + o.seconds for o in outcomes if o.is_accepted], [50, 99])
    counts = [len(outcomes), sum(o.is_refused for o in outcomes)]
    return [*map(str, counts), f"{words_per_s(outcomes):.0f}", *map(in_seconds, percents)]


def complaints(outcomes: Iterable[Outcome]) -> list[str]:
    """What should not have been, with how often it was, the most frequent first."""
    counted = Counter(f"{o.kind}: {o.complaint}" for o in outcomes if o.complaint)
    return [f"{n} × {complaint}" for complaint, n in counted.most_common(MAX_LISTED)]


def in_seconds(value: float) -> str:
    """Seconds to three digits behind the point, a dash where there were none."""
    return "-" if math.isnan(value) else f"{value:.3f}"


def _row(name: str, outcomes: Sequence[Outcome]) -> list[str]:
    accepted = [o.seconds for o in outcomes if o.is_accepted]
    n_refused = sum(o.is_refused for o in outcomes)
    counts = [len(outcomes), len(accepted), n_refused, len(outcomes) - len(accepted) - n_refused]
    return [name, *map(str, counts), *map(in_seconds, percentiles(accepted))]
