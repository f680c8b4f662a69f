"""What one more article costs a case that was traced: `python -m benchmarks.adding`.

Made articles with what they say are traced once, as `truceline run` does; then one more article
is added, three times, as `truceline run --resume` does. Beside it the same article with all traced
anew, which every run did before. Processor seconds of tracing and of its transaction, without
reading and fusing. The first addition also makes the file of what is remembered.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.items import Maker
from benchmarks.records import tables
from benchmarks.timing import table
from truceline.model.stage import Tables
from truceline.pipeline.case import Case
from truceline.pipeline.progress import Silence
from truceline.pipeline.recall import FILE
from truceline.pipeline.traced import having
from truceline.pipeline.tracing import trace_all
from truceline.record import CaseStore

SIZES = (100, 1_000, 10_000)
_TURNS = 3
_SENTENCES = 12
COLUMNS = (
    "articles",
    "all anew, s",
    "growth",
    "first addition, s",
    "one more article, s",
    "growth",
    "file, MB",
)


def given_of(made: Tables, ids: Sequence[str]) -> Tables:
    """Return what a case of these articles gives to tracing."""
    return {
        "document": having(made["document"], "id", ids),
        "statement": having(made["statement"], "document", ids),
        "source": made["source"],
    }


def measure(size: int) -> tuple[float, float, float, float]:
    """Return seconds for all anew, a first addition, one more, and the file's size in MB."""
    made = tables(Maker().items(size + 1 + _TURNS, sentences=_SENTENCES))
    ids = [str(each) for each in made["document"]["id"].to_pylist()]
    with tempfile.TemporaryDirectory() as name:
        case = Case(
            folder=Path(name),
            title="Made",
            agreement="",
            zone="UTC",
            as_of=None,
            inputs=(),
            layers=(),
        )
        store = CaseStore.create(case.folder)
        taken = []
        for end in range(size, size + 2 + _TURNS):
            given = given_of(made, ids[:end])
            begin = time.process_time()
            trace_all(case, store, given, Silence(), "made")
            taken.append(time.process_time() - begin)
        large = (case.folder / FILE).stat().st_size / 1e6
        store.close()
    return taken[0], taken[1], statistics.median(taken[2:]), large


def main(words: Sequence[str] | None = None) -> None:
    """Print a line for each size."""
    parser = argparse.ArgumentParser(description="Measure tracing of one more article.")
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    given = parser.parse_args(words)
    rows, base = [], (0.0, 0.0)
    for size in given.sizes:
        anew, first, more, large = measure(size)
        base = base if base[0] else (anew, more)
        figures = (anew, anew / base[0], first, more, more / base[1], large)
        rows.append((f"{size:,}", *(f"{each:.2f}" for each in figures)))
    sys.stdout.write(table(rows, COLUMNS) + "\n")


if __name__ == "__main__":
    main()
