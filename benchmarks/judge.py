"""Judging, against asking only whether the window covers the time: `python -m benchmarks.judge`."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.items import Item
from benchmarks.records import agreement, fused
from benchmarks.timing import Bench, Trial, main
from truceline.judge import step
from truceline.model.columns import from_table
from truceline.model.incident import Incident
from truceline.pipeline.parts import judge_params


def plain(incidents: Sequence[Incident]) -> int:
    """Count the incidents that lie wholly within the agreement's window, for every clause."""
    window = agreement().window
    if window is None:
        return 0
    inside = (each.time.share_inside(window) == 1.0 for each in incidents if each.time)
    return sum(inside) * len(agreement().clauses)


def prepare(items: list[Item]) -> Trial[int]:
    """Return a trial on the incidents of items; an answer is a number of verdicts."""
    batch = fused(items)
    incidents = from_table(Incident, batch["incident"])
    params = judge_params(agreement())
    return Trial(
        size=max(1, len(incidents)),
        ours=lambda: step(batch, {}, {}, params).put["finding"].num_rows,
        baselines={"inside the window": lambda: plain(incidents)},
    )


BENCH = Bench(name="judge", unit="incidents", prepare=prepare, base={"made": 20, "real": 20})

if __name__ == "__main__":
    main(BENCH)
