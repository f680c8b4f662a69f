"""Tracing, against the word trigrams that all pairs share: `python -m benchmarks.trace`."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

from benchmarks.agree import bcubed_f1
from benchmarks.items import Item
from benchmarks.records import tables
from benchmarks.timing import Bench, Trial, main
from truceline.model.columns import from_table
from truceline.model.origin import Origin
from truceline.model.stage import Params
from truceline.trace import step

NAME = "trigrams of all pairs"
LIKE = 0.4  # the best of 0.2, 0.3 ... 0.7 on made texts: the baseline is given its best


def trigrams(text: str) -> frozenset[tuple[str, ...]]:
    """Return the runs of three words of a text."""
    said = text.casefold().split()
    return frozenset(zip(said, said[1:], said[2:], strict=False))


def plain(items: list[Item]) -> dict[str, str]:
    """Group texts whose word trigrams overlap, every pair compared; returns text -> group."""
    runs = [trigrams(each.text) for each in items]
    alike = [
        (i, j)
        for i, j in combinations(range(len(items)), 2)
        if (shared := len(runs[i] & runs[j]))
        and shared / (len(runs[i]) + len(runs[j]) - shared) >= LIKE
    ]
    return {items[i].id: f"group-{home}" for i, home in enumerate(joined(len(items), alike))}


def joined(number: int, pairs: list[tuple[int, int]]) -> list[int]:
    """Return the connected component of each of `number` things."""
    ends = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    graph = csr_matrix((np.ones(len(ends)), (ends[:, 0], ends[:, 1])), shape=(number, number))
    found: list[int] = connected_components(graph, directed=False)[1].tolist()
    return found


def prepare(items: list[Item]) -> Trial[dict[str, str]]:
    """Return a trial on texts with their statements; an answer groups texts by origin."""
    batch = tables(items)
    rows = batch["statement"].select(["id", "document"]).to_pylist()
    said_in = {row["id"]: row["document"] for row in rows}

    def ours() -> dict[str, str]:
        found = step(batch, {}, {}, Params(stage="trace")).put["origin"]
        return {said_in[m]: each.id for each in from_table(Origin, found) for m in each.members}

    def right(answer: dict[str, str]) -> float | None:
        truth = {each.id: each.origin for each in items if each.event}
        return bcubed_f1(truth, answer) if truth else None

    return Trial(size=len(items), ours=ours, baselines={NAME: lambda: plain(items)}, right=right)


BENCH = Bench(
    name="trace",
    unit="texts",
    prepare=prepare,
    base={"made": 20, "real": 20},
    what="B-cubed F1 of origins",
)

if __name__ == "__main__":
    main(BENCH)
