"""Checks thousands of broken agreement files: `python -m benchmarks.broken --files 10000`.

Each must give problems with a line of the file and a mend, or be sound in spite of its injury
(a text changed, a comment lost): then it must load and show. None may raise.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
import time
import traceback
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.breaking import Breaker, Broken
from truceline.agreements import Problem, check, load, show

_WHERE = re.compile(r":([0-9]+)$")
FILES, SEED = 10_000, 5
COLUMNS = (
    "files",
    "named with line and mend",
    "sound in spite of the injury",
    "told badly",
    "raised",
    "processor seconds",
    "ms a file",
    "ms at most",
)
_LONGEST = 2000  # characters of a problem


@dataclass(slots=True, kw_only=True)
class Told:
    """What became of the files: how many had problems, were sound, told badly, or raised.

    slowest_s: seconds of processor time of the slowest; badly: problems without a line or a mend.
    """

    files: int = 0
    named: int = 0
    sound: int = 0
    badly: list[str] = field(default_factory=list)
    raised: list[str] = field(default_factory=list)
    seconds: float = 0.0
    slowest_s: float = 0.0
    injuries: Counter[str] = field(default_factory=Counter)

    def cells(self) -> tuple[str, ...]:
        """Return the figures as printed, one for each of COLUMNS."""
        counts = (self.files, self.named, self.sound, len(self.badly), len(self.raised))
        mean = 1000 * self.seconds / max(self.files, 1)
        times = (f"{self.seconds:.0f}", f"{mean:.0f}", f"{1000 * self.slowest_s:.0f}")
        return (*(f"{each:,}" for each in counts), *times)


def check_broken(files: int, seed: int, folder: Path, paths: tuple[Path, ...] = ()) -> Told:
    """Check so many broken files, written one after another into a folder."""
    breaker, told = Breaker(seed, paths), Told(files=files)
    path = folder / "agreement.yaml"
    for _ in range(files):
        broken = breaker.broken()
        path.write_bytes(broken.content)
        begun = time.process_time()
        _one(broken, path, told)
        took = time.process_time() - begun
        told.seconds += took
        told.slowest_s = max(told.slowest_s, took)
        told.injuries.update(broken.injuries)
    return told


def checked(files: int = FILES, seed: int = SEED) -> Told:
    """Check so many broken files of the agreements that ship."""
    with tempfile.TemporaryDirectory() as folder:
        return check_broken(files, seed, Path(folder))


def _one(broken: Broken, path: Path, told: Told) -> None:
    try:
        problems = check(path)
        if not problems:
            show(load(str(path)))
    except Exception:  # what must not happen is counted, so that the rest is checked all the same
        told.raised.append(f"{broken.of} {broken.injuries}: {traceback.format_exc()}")
        return
    told.sound += not problems
    told.named += bool(problems)
    lines = broken.content.count(b"\n") + 1
    bad = [each for each in problems if not _well_told(each, lines)]
    told.badly += [f"{broken.of} {broken.injuries}: {each}" for each in bad]


def _well_told(problem: Problem, lines: int) -> bool:
    """Tell whether a problem has a line of the file, a sentence and a mend, fit for a terminal."""
    found = _WHERE.search(problem.where)
    sentence = problem.sentence()
    fit = sentence.isprintable() and len(sentence) < _LONGEST
    return bool(found and 1 <= int(found[1]) <= lines and problem.what and problem.mend and fit)


def report(told: Told) -> str:
    """Return what became of the files, line by line, with the first few that were told badly."""
    injuries = ", ".join(f"{number} {name}" for name, number in told.injuries.most_common())
    lines = [
        *(f"{name}: {cell}" for name, cell in zip(COLUMNS, told.cells(), strict=True)),
        f"injuries: {injuries}",
        *told.badly[:5],
        *told.raised[:5],
    ]
    return "".join(f"{line}\n" for line in lines)


def main() -> None:
    """Check the files asked for and print what became of them; exit 1 if any raised."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=FILES, help=f"how many (default {FILES})")
    parser.add_argument("--seed", type=int, default=SEED, help=f"of the injuries (default {SEED})")
    given = parser.parse_args()
    told = checked(given.files, given.seed)
    sys.stdout.write(report(told))
    if told.raised or told.badly:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
