"""Whether a million simulated incidents stream in bounded memory: `python -m benchmarks.theatre`."""

from __future__ import annotations

import gc
import sys
import time
import tracemalloc
from collections.abc import Sequence
from dataclasses import dataclass

from truceline.lab.simulate.fronts import front_of
from truceline.lab.simulate.happenings import Process, happenings
from truceline.lab.simulate.sensing import Watchers, sensed

SIZES = (10_000, 100_000, 1_000_000)
_SEED = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Streamed:
    """What streaming a number of incidents took.

    seconds: processor time; kept_mb: memory still held after it beyond what was held before the
    first day, other than the theatre's own; most_day: rows of the largest day, the only thing that
    a stream ever holds.
    """

    incidents: int
    days: int
    detections: int
    seconds: float
    kept_mb: float
    most_day: int


def streamed(size: int, front: str = "busy") -> Streamed:
    """Stream days of a front, with its sensors, until so many incidents have happened."""
    process = Process.of(front_of(front), _SEED)
    watchers = Watchers.of(process)
    sensed(watchers, 0, happenings(process, 0))  # what is loaded late is loaded now
    gc.collect()
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    incidents = detections = day = most = 0
    began = time.process_time()
    while incidents < size:
        happened = happenings(process, day)
        detections += sensed(watchers, day, happened).detections.num_rows
        incidents, most, day = incidents + len(happened), max(most, len(happened)), day + 1
        del happened
    spent = time.process_time() - began
    gc.collect()
    kept = (tracemalloc.get_traced_memory()[0] - before) / 1e6
    tracemalloc.stop()
    return Streamed(
        incidents=incidents,
        days=day,
        detections=detections,
        seconds=spent,
        kept_mb=kept,
        most_day=most,
    )


def main(sizes: Sequence[int] = SIZES) -> int:
    """Print a line for each size; returns 1 if memory grows with what was streamed."""
    found = [streamed(each) for each in sizes]
    for each in found:
        print(  # noqa: T201 - a benchmark's answer
            f"{each.incidents:>9,} incidents in {each.days:,} days, {each.detections:,} detections: "
            f"{each.seconds:.1f} s ({1e6 * each.seconds / each.incidents:.0f} µs each), "
            f"{each.kept_mb:.2f} MB kept"
        )
    return int(found[-1].kept_mb > found[0].kept_mb + 1)


if __name__ == "__main__":
    sys.exit(main())
