"""One new report into many, beside fusing everything anew: `python -m benchmarks.arriving`.

What is kept is made of simulated days, copied in time until there are enough; a new report is one
of the last day's. Each size runs in a process of its own. A million belongs into `make long`:
`python -m benchmarks.arriving --sizes 10000 100000 1000000`.
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
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from benchmarks.timing import table
from truceline.fuse.arriving import Kept, arrive, kept_of, load, save
from truceline.fuse.settings import Settings
from truceline.lab.simulate.world import world_of
from truceline.model.arrow import Column, compute, members, of_rows, whole
from truceline.model.stage import Tables

SIZES = (10_000, 100_000)
NEW = 100
_FRONT, _FAMILY, _SEED, _DAYS = "busy", "a", 5, 20
_DAY = 86_400_000_000
_COLUMNS = (
    *("kept", "ms median", "ms 98 %", "ms most", "processor 98 %", "growth", "all anew s", "times"),
    *("tile 98 %", "largest", "saved s", "opened s", "folder MB", "peak MB"),
)


def _later(values: Column, by: int) -> Column:
    """Return time ranges that lie so many microseconds later."""
    one = whole(values)
    parts = [compute.struct_field(one, each.name) for each in one.type]
    moved = [
        compute.add(part.cast(pa.int64()), by).cast(part.type)
        if pa.types.is_timestamp(part.type)
        else part
        for part in parts
    ]
    return pa.StructArray.from_arrays(moved, fields=list(one.type), mask=compute.is_null(one))


def _set(given: pa.Table, **columns: Column) -> pa.Table:
    for name, values in columns.items():
        at = given.schema.get_field_index(name)
        given = given.set_column(at, given.schema.field(name), values)
    return given


def _named(values: Column, turn: int) -> Column:
    return compute.binary_join_element_wise(values, pa.scalar(f"~{turn}"), "")


def copied(given: Tables, turn: int, days: int = _DAYS) -> Tables:
    """Return the same told again `turn` times so many days later, under other ids."""
    said, document, origin = (given[name] for name in ("statement", "document", "origin"))
    by = turn * days * _DAY
    lists = whole(origin["members"])
    told = pa.ListArray.from_arrays(lists.offsets, _named(lists.flatten(), turn))
    return {
        "statement": _set(
            said,
            id=_named(said["id"], turn),
            document=_named(said["document"], turn),
            time=_later(said["time"], by),
        ),
        "document": _set(
            document,
            id=_named(document["id"], turn),
            published=_later(document["published"], by),
        ),
        "origin": _set(origin, id=_named(origin["id"], turn), members=told.cast(lists.type)),
    }


def theatre(size: int) -> Tables:
    """Return about so many statements with what stands around them."""
    days = world_of(_FRONT, _FAMILY, seed=_SEED, days=_DAYS, texts=False).tables
    turns = max(1, round(size / days["statement"].num_rows))
    parts = [copied(days, turn) for turn in range(turns)]
    found = {name: pa.concat_tables([each[name] for each in parts]) for name in parts[0]}
    return {**found, "source": days["source"]}


def _of(given: Tables, row: int) -> Tables:
    """Return one statement with its document and origin."""
    said = of_rows(given["statement"], np.array([row]))
    owner, member = members(given["origin"]["members"])
    mine = owner[np.asarray(compute.equal(member, said["id"][0]))]
    same = compute.equal(given["document"]["id"], said["document"][0])
    return {
        "statement": said,
        "document": given["document"].filter(same),
        "origin": of_rows(given["origin"], mine),
        "source": given["source"],
    }


def run_one(size: int) -> dict[str, Any]:
    """Return what arriving among so many statements takes, and fusing all of them."""
    settings, everything = Settings.load(), theatre(size)
    number = everything["statement"].num_rows
    chosen = np.linspace(number - number // max(1, size // 9000), number - 1, NEW).astype(np.int64)
    new = [_of(everything, each) for each in np.unique(chosen).tolist()]
    rest = np.setdiff1d(np.arange(number), chosen)
    begin = time.perf_counter()
    kept, _ = kept_of({**everything, "statement": of_rows(everything["statement"], rest)}, settings)
    whole_s, took, worked = time.perf_counter() - begin, [], []
    for each in new:
        begin, busy = time.perf_counter(), time.process_time()
        arrive(kept, each, settings)
        took.append(1000 * (time.perf_counter() - begin))
        worked.append(1000 * (time.process_time() - busy))
    tile = np.bincount(kept.reports["tile"])
    return {
        "kept": len(rest),
        "median": float(np.median(took)),
        "most_98": float(np.quantile(took, 0.98)),
        "most": max(took),
        "processor_98": float(np.quantile(worked, 0.98)),
        "anew_s": whole_s,
        "largest_tile": int(tile.max()),
        "tile_98": int(np.sort(tile[kept.reports["tile"]])[int(0.98 * len(kept.reports))]),
        **_saved(kept, settings),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def _saved(kept: Kept, settings: Settings) -> dict[str, float]:
    """Return what it takes to write what is kept and to open it again."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        begin = time.perf_counter()
        save(kept, folder, settings)
        written = time.perf_counter()
        load(folder, settings)
        opened = time.perf_counter()
        size = sum(each.stat().st_size for each in folder.rglob("*") if each.is_file())
    return {"saved_s": written - begin, "opened_s": opened - written, "folder_mb": size / 2**20}


def _cells(line: dict[str, Any], before: dict[str, Any] | None) -> tuple[str, ...]:
    growth = "-"
    if before:
        more = math.log(line["median"] / before["median"])
        growth = f"{more / math.log(line['kept'] / before['kept']):.2f}"
    return (
        f"{line['kept']:,}",
        *(f"{line[name]:.0f}" for name in ("median", "most_98", "most", "processor_98")),
        growth,
        f"{line['anew_s']:.1f}",
        f"{1000 * line['anew_s'] / line['median']:.0f}",
        f"{line['tile_98']:,}",
        f"{line['largest_tile']:,}",
        f"{line['saved_s']:.1f}",
        f"{line['opened_s']:.2f}",
        f"{line['folder_mb']:.0f}",
        f"{line['peak_mb']:.0f}",
    )


def main(words: Sequence[str] | None = None) -> None:
    """Measure from the command line: a table, or JSON Lines with --json."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--json", action="store_true", help="JSON Lines for programs")
    parser.add_argument("--one", type=int, metavar="SIZE", help="run one size only")
    given = parser.parse_args(words)
    if given.one:
        sys.stdout.write(json.dumps(run_one(given.one)) + "\n")
        return
    lines: list[dict[str, Any]] = []
    for size in given.sizes:
        command = [sys.executable, "-m", "benchmarks.arriving", "--one", str(size)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - this file
        lines.append(json.loads(done.stdout))
    if given.json:
        sys.stdout.write("\n".join(json.dumps(line) for line in lines) + "\n")
        return
    rows = [_cells(line, before) for line, before in zip(lines, [None, *lines], strict=False)]
    sys.stdout.write(table(rows, _COLUMNS) + "\n")


if __name__ == "__main__":
    main()
