"""Fusing, against (place, act, day) and a fixed 25 km and 6 h: `python -m benchmarks.fuse`."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.spatial import cKDTree

from benchmarks.agree import bcubed_f1
from benchmarks.items import Item
from benchmarks.records import traced
from benchmarks.timing import Bench, Trial, main
from benchmarks.trace import joined
from truceline.fuse import step
from truceline.ground.geometry import distance_m
from truceline.model.columns import from_table
from truceline.model.incident import Incident
from truceline.model.stage import Params
from truceline.model.statement import Statement

NEAR_M, SOON_S = 25_000.0, 6 * 3600.0
_DEGREE_M = 111_195.0  # of latitude, on a sphere of 6,371 km


def by_day(reports: Sequence[Statement]) -> dict[str, str]:
    """Take reports of one place, act and day for one incident; returns statement -> incident."""
    return {
        each.id: f"{_place(each)} {each.act} {each.time.earliest.date() if each.time else each.id}"
        for each in reports
    }


def _place(said: Statement) -> str:
    return said.places[0].name if said.places else said.id


def fixed(reports: Sequence[Statement]) -> dict[str, str]:
    """Take reports within 25 km and 6 h for one incident, and whoever they lead to."""
    known = [each for each in reports if each.places and each.places[0].lat is not None]
    if not known:
        return {}
    spots = [(each.places[0].lat or 0.0, each.places[0].lon or 0.0) for each in known]
    hours = [each.time.earliest.timestamp() if each.time else 0.0 for each in known]
    middle = np.cos(np.radians(np.mean([lat for lat, _ in spots])))
    # Kilometres and hours stretched to one unit each; the tree's box is then cut to the circle.
    points = np.array(
        [
            (lat * _DEGREE_M / NEAR_M, lon * _DEGREE_M * middle / NEAR_M, at / SOON_S)
            for (lat, lon), at in zip(spots, hours, strict=True)
        ]
    )
    pairs = [
        (i, j)
        for i, j in cKDTree(points).query_pairs(1.05, p=np.inf)
        if abs(hours[i] - hours[j]) <= SOON_S and distance_m(*spots[i], *spots[j]) <= NEAR_M
    ]
    homes = joined(len(known), pairs)
    return {each.id: f"incident-{home}" for each, home in zip(known, homes, strict=True)}


def prepare(items: list[Item]) -> Trial[dict[str, str]]:
    """Return a trial on traced reports; an answer is the incident of each statement."""
    batch = traced(items)
    reports = [
        each for each in from_table(Statement, batch["statement"]) if each.kind == "incident_report"
    ]
    event_of = {each.id: each.event for each in items if each.event}

    def ours() -> dict[str, str]:
        found = from_table(Incident, step(batch, {}, {}, Params(stage="fuse")).put["incident"])
        return {member.statement: each.id for each in found for member in each.members}

    def right(answer: dict[str, str]) -> float | None:
        truth = {e.id: event_of[e.document] for e in reports if e.document in event_of}
        return bcubed_f1(truth, answer) if truth else None

    return Trial(
        size=max(1, len(reports)),
        ours=ours,
        baselines={
            "place, act, day": lambda: by_day(reports),
            "25 km and 6 h": lambda: fixed(reports),
        },
        right=right,
    )


BENCH = Bench(
    name="fuse",
    unit="reports",
    prepare=prepare,
    base={"made": 80, "real": 40},
    what="B-cubed F1 of incidents",
)

if __name__ == "__main__":
    main(BENCH)
