"""Fusing a simulated front beside Splink, at growing sizes: `python -m benchmarks.fusing`.

Each way runs alone in a process of its own, on the same tables read from a file, so that seconds
(by the clock, and of all its processors' time), peak memory (of the whole process, tables
included) and F1 are of one and the same run. Ours is the whole stage, with incidents, beliefs and
reasons written out; beside it stands the linking alone, which is all that Splink does. `make long`
goes up to a million observations (LONG).
"""

from __future__ import annotations

import argparse
import json
import math
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa

from benchmarks.timing import write_lines
from truceline.fuse.decisions import Bonds
from truceline.fuse.merging.fusing import fused_of
from truceline.fuse.reported import reports_of
from truceline.fuse.settings import Settings
from truceline.lab.fusion import labels_agree, truth_of
from truceline.lab.linking.ours import fused
from truceline.lab.linking.rows import NO_REPORT
from truceline.lab.linking.ways import SPLINK, WAYS
from truceline.lab.simulate.world import World, simulate
from truceline.model.arrow import Integers, column, match, of_rows
from truceline.model.stage import Tables

OURS, LINKING = "ours", "ours, linking alone"
RUN = (OURS, LINKING, SPLINK)
SIZES = (10_000, 100_000)
LONG = (10_000, 1_000_000)
FRONT, FAMILY, SEED = "busy", "b", 5001
# What fusing and its baselines ask for; sensors bear on belief, not on which reports belong
# together.
GIVEN = ("statement", "document", "source", "origin")
_TRUTH = ("happened", "told", "sensed")
_MB = 1024.0  # the system counts in KiB


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What one way took for one size: seconds, peak memory (MB), and how right it was.

    processor: seconds of processor time, which a busy machine does not stretch; growth: exponent
    of these against the smallest size, None for that; ratio: these as a multiple of ours.
    """

    way: str
    observations: int
    seconds: float
    processor: float
    peak_mb: float
    linking_f1: float
    growth: float | None = None
    ratio: float | None = None

    def cells(self) -> tuple[str, ...]:
        """Return the line as printed."""
        growth = "-" if self.growth is None else f"{self.growth:.2f}"
        ratio = "-" if self.ratio is None else f"{self.ratio:.1f}"
        return (
            self.way,
            f"{self.observations:,}",
            f"{self.seconds:.1f}",
            f"{self.processor:.1f}",
            growth,
            ratio,
            f"{self.peak_mb:,.0f}",
            f"{self.linking_f1:.3f}",
        )


COLUMNS = (
    "way",
    "observations",
    "seconds",
    "processor seconds",
    "growth exponent",
    "times ours",
    "peak MB",
    "linking F1",
)


def write_world(folder: Path, size: int) -> None:
    """Write a simulated front of at least `size` statements, a day at a time."""
    writers: dict[str, pa.RecordBatchFileWriter] = {}
    held = 0
    for day in simulate(FRONT, FAMILY, seed=SEED, days=size, texts=False):
        tables = {**{name: getattr(day, name) for name in _TRUTH}, **day.tables}
        for name, each in tables.items():
            if name not in writers:
                writers[name] = pa.ipc.new_file(str(folder / f"{name}.arrow"), each.schema)
                writers[name].write_table(each)
            elif name != "source":
                writers[name].write_table(each)
        held += len(day.tables["statement"])
        if held >= size:
            break
    for writer in writers.values():
        writer.close()


def read_tables(folder: Path, names: Sequence[str]) -> Tables:
    """Return tables of a folder that `write_world` filled."""
    return {name: pa.ipc.open_file(str(folder / f"{name}.arrow")).read_all() for name in names}


def run_one(way: str, folder: Path) -> Line:
    """Return what one way takes for the tables of a folder, in this process."""
    begin, spent = time.perf_counter(), time.process_time()
    given = read_tables(folder, GIVEN)
    labels = _labels(way, given)
    seconds, processor = time.perf_counter() - begin, time.process_time() - spent
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _MB
    truth = read_tables(folder, _TRUTH)
    found = truth_of(World(**truth, tables=given))
    statistic = labels_agree(found, labels).linking_f1()
    return Line(
        way=way,
        observations=len(given["statement"]),
        seconds=round(seconds, 3),
        processor=round(processor, 3),
        peak_mb=round(peak, 1),
        linking_f1=round(float(statistic(np.arange(statistic.rows)[None, :])[0]), 4),
    )


def _labels(way: str, given: Tables) -> Integers:
    if way == LINKING:
        return linked(given)
    return fused(given).labels if way == OURS else WAYS[way](given)


def linked(tables: Tables) -> Integers:
    """Return the incident of each statement, NO_REPORT for none, with nothing else written out."""
    reports = reports_of(tables)
    found = fused_of(reports, Bonds(), Settings.load())
    ids = of_rows(column(reports.said, "id"), reports.row[: len(found.home)])
    labels = np.full(len(tables["statement"]), NO_REPORT, dtype=np.int64)
    labels[match(ids, tables["statement"]["id"])] = found.home
    return labels


def measure(sizes: Sequence[int], ways: Sequence[str] = RUN) -> list[Line]:
    """Return a line for every way at every size, ours first."""
    found: list[Line] = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as name:
            _alone("--write", name, "--sizes", str(size))
            for way in ways:
                said = _alone("--one", way, name)
                found.append(_beside(Line(**json.loads(said)), found))
    return found


def _beside(line: Line, before: Sequence[Line]) -> Line:
    """Return a line with its growth and its ratio to ours."""
    own = [each for each in before if each.way == line.way]
    ours = [each for each in before if each.way == OURS]
    growth = None
    if own:
        smaller = own[0]
        growth = math.log(line.processor / smaller.processor) / math.log(
            line.observations / smaller.observations
        )
    values = asdict(line)
    values["growth"] = None if growth is None else round(growth, 3)
    if line.way != OURS and ours and ours[-1].observations == line.observations:
        values["ratio"] = round(line.processor / ours[-1].processor, 2)
    return Line(**values)


def _alone(*words: str) -> str:
    """Return what this file prints when run by itself; raises CalledProcessError if it fails."""
    command = [sys.executable, "-m", "benchmarks.fusing", *words]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - this file
    return done.stdout


def main(words: Sequence[str] | None = None) -> None:
    """Measure from the command line: a table, or JSON Lines with --json."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--ways", nargs="+", default=list(RUN), choices=[OURS, LINKING, *WAYS])
    parser.add_argument("--json", action="store_true", help="JSON Lines for programs")
    parser.add_argument("--one", nargs=2, metavar=("WAY", "DIR"), help="run one way only")
    parser.add_argument("--write", type=Path, metavar="DIR", help="only write the tables")
    given = parser.parse_args(words)
    if given.write:
        write_world(given.write, given.sizes[0])
        return
    if given.one:
        sys.stdout.write(json.dumps(asdict(run_one(given.one[0], Path(given.one[1])))))
        return
    lines = measure(given.sizes, given.ways)
    write_lines(lines, COLUMNS, as_json=given.json)


if __name__ == "__main__":
    main()
