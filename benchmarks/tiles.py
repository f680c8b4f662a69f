"""How large the pieces are that one new report fuses anew, as a front gets denser.

Six simulated days of the busy front are laid over one another, each with its own incidents and
reports, and all are fused: `python -m benchmarks.tiles`. A tile holds all reports that anything
connects. A chain of neighbours would make one tile of a dense front: that is looked for here.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from benchmarks.arriving import copied
from benchmarks.timing import table
from truceline.fuse.arriving import kept_of
from truceline.fuse.settings import Settings
from truceline.lab.simulate.world import world_of
from truceline.model.stage import Tables

DENSITIES = (1, 4, 12)
COLUMNS = ("fronts at once", "reports", "tiles", "half lie in at most", "98 % in", "largest")
_FRONT, _FAMILY, _SEED, _DAYS = "busy", "a", 100, 6


def dense(density: int) -> Tables:
    """Return so many fronts of the same days and ground as one; ids tell them apart."""
    worlds = [
        world_of(_FRONT, _FAMILY, seed=_SEED + each, days=_DAYS, texts=False).tables
        for each in range(density)
    ]
    parts = [copied(each, number, days=0) for number, each in enumerate(worlds)]
    whole = {name: pa.concat_tables([each[name] for each in parts]) for name in parts[0]}
    return {**whole, "source": worlds[0]["source"]}


def measure(densities: Sequence[int] = DENSITIES) -> list[dict[str, str]]:
    """Return a line for each density: how many reports lie in tiles of which size."""
    lines = []
    for density in densities:
        kept, _ = kept_of(dense(density), Settings.load())
        tile = np.unique(kept.reports["tile"], return_inverse=True)[1]
        size = np.bincount(tile)
        half, nearly = np.quantile(size[tile], [0.5, 0.98])
        cells = (density, len(tile), len(size), half, nearly, size.max())
        lines.append(dict(zip(COLUMNS, (f"{each:,.0f}" for each in cells), strict=True)))
    return lines


def main(words: Sequence[str] | None = None) -> None:
    """Measure from the command line: a table, or JSON Lines with --json."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--densities", type=int, nargs="+", default=list(DENSITIES))
    parser.add_argument("--json", action="store_true", help="JSON Lines for programs")
    given = parser.parse_args(words)
    lines = measure(given.densities)
    if given.json:
        sys.stdout.write("\n".join(json.dumps(line) for line in lines) + "\n")
        return
    sys.stdout.write(table([tuple(line.values()) for line in lines], COLUMNS) + "\n")


if __name__ == "__main__":
    main()
