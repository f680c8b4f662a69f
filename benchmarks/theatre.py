"""Whether simulated incidents stream in bounded memory: `python -m benchmarks.theatre`."""

from __future__ import annotations

import gc
import sys
import tracemalloc
from collections.abc import Sequence
from dataclasses import dataclass

from truceline.lab.simulate.fronts import front_of
from truceline.lab.simulate.happenings import Process, happenings
from truceline.lab.simulate.sensing import Watchers, sensed

SIZES = (10_000, 100_000, 1_000_000)
MOST_GROWTH_MB = 1.0
_SEED = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Streamed:
    """What streaming a number of incidents took, in memory that Python allocated.

    peak_mb: the most that was held at once beyond the theatre; kept_mb: what is held afterwards.
    """

    incidents: int
    days: int
    detections: int
    peak_mb: float
    kept_mb: float


def streamed(size: int, front: str = "busy") -> Streamed:
    """Stream days of a front, with its sensors, until so many incidents have happened."""
    process = Process.of(front_of(front), _SEED)
    watchers = Watchers.of(process)
    sensed(watchers, 0, happenings(process, 0))  # what is loaded late is loaded now
    gc.collect()
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    incidents = detections = day = 0
    while incidents < size:
        happened = happenings(process, day)
        detections += sensed(watchers, day, happened).detections.num_rows
        incidents, day = incidents + happened.num_rows, day + 1
        del happened
    gc.collect()
    now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return Streamed(
        incidents=incidents,
        days=day,
        detections=detections,
        peak_mb=(peak - before) / 1e6,
        kept_mb=(now - before) / 1e6,
    )


def main(sizes: Sequence[int] = SIZES) -> int:
    """Print a line for each size; returns 1 if what is kept grows with what was streamed."""
    found = [streamed(each) for each in sizes]
    for each in found:
        print(  # noqa: T201 - a benchmark's answer
            f"{each.incidents:>9,} incidents in {each.days:,} days, {each.detections:,} "
            f"detections: {each.peak_mb:.1f} MB at most, {each.kept_mb:.2f} MB kept"
        )
    return int(found[-1].kept_mb > found[0].kept_mb + MOST_GROWTH_MB)


if __name__ == "__main__":
    sys.exit(main())
