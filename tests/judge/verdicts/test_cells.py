"""Parts of incidents by several terms: they add up, and agree with drawing moment and place."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.judge.build import incident
from truceline.geography.dividing import Divided
from truceline.ground.geometry import R90_IN_SIGMAS
from truceline.ground.times import TimeRange
from truceline.judge.verdicts.cells import Cells, Term, cells_of, overlap
from truceline.judge.verdicts.columns import Incidents
from truceline.model.columns import to_table
from truceline.model.incident import Incident
from truceline.model.terms import Period
from truceline.model.zones import Zone

DRAWS = 40_000
NOON = datetime(2025, 6, 10, 12, tzinfo=UTC)
M_LAT, M_LON = 111_195.0, 111_195.0 * np.cos(np.radians(48.0))
BOX = st.tuples(*[st.integers(-8, 8)] * 4).map(
    lambda b: (min(b[0], b[1]) - 1, max(b[0], b[1]) + 1, min(b[2], b[3]) - 1, max(b[2], b[3]) + 1)
)
HOURS = st.tuples(st.integers(-12, 12), st.integers(1, 12))
Box = tuple[int, int, int, int]
Hours = tuple[int, int]


def _zone(name: str, box: Box) -> Zone:
    """Return a box in kilometres about 48 N, 37 E as a zone."""
    west, east, south, north = (each * 1_000 for each in box)
    corners = [(west, south), (east, south), (east, north), (west, north)]
    ring = tuple((37 + x / M_LON, 48 + y / M_LAT) for x, y in corners)
    return Zone(id=name, title=name, polygon=ring)


def _range(hours: Hours) -> TimeRange:
    start = NOON + timedelta(hours=hours[0])
    return TimeRange(earliest=start, latest=start + timedelta(hours=hours[1]), zone="UTC")


def _cells(boxes: list[Box], hours: list[Hours], time: Hours) -> Cells:
    ground = [_zone(name, box) for name, box in zip("ab", boxes, strict=True)]
    both = Zone(id=overlap("ab"), title="both", all_of=("a", "b"))
    when = _range(time)
    words = {
        "act": "shelling",
        "zone": "UTC",
        "from": when.earliest.isoformat()[:16],
        "to": when.latest.isoformat()[:16],
        "at": [48.0, 37.0, 5_000],
    }
    table = Incidents(to_table(Incident, [incident("i", words)]))
    terms = [
        Term(zones=(name,), period=Period.of(_range(each)))
        for name, each in zip("ab", hours, strict=True)
    ]
    return cells_of(table, Divided((), (*ground, both)), terms, "UTC")


@settings(max_examples=30, deadline=None)
@given(st.lists(BOX, min_size=2, max_size=2), st.lists(HOURS, min_size=2, max_size=2), HOURS)
def test_parts_agree_with_draws_of_moment_and_place(
    boxes: list[Box], hours: list[Hours], time: Hours
) -> None:
    """P(in the first term and not in the second), and P(in both), by parts and by 40,000 draws."""
    cells = _cells(boxes, hours, time)
    assert cells.weight.sum() == pytest.approx(1.0, abs=1e-6)
    chance = np.random.default_rng(5)
    x, y = chance.normal(scale=5_000 / R90_IN_SIGMAS, size=(2, DRAWS)) / 1_000
    moment = time[0] + chance.random(DRAWS) * time[1]
    drawn = [
        (box[0] <= x)
        & (x < box[1])
        & (box[2] <= y)
        & (y < box[3])
        & (start <= moment)
        & (moment < start + length)
        for box, (start, length) in zip(boxes, hours, strict=True)
    ]
    held = cells.time * cells.area
    for first, second in ((1.0, 0.0), (1.0, 1.0), (0.0, 1.0)):
        match = (held[:, 0] == first) & (held[:, 1] == second)
        sampled = ((drawn[0] == bool(first)) & (drawn[1] == bool(second))).mean()
        assert cells.weight[match].sum() == pytest.approx(sampled, abs=0.015)


def test_what_no_report_tells_is_open_in_a_part_of_its_own() -> None:
    """An untold time is as it is reported in 96 of 100, and not known in the rest."""
    words = {"act": "shelling", "zone": "UTC", "reported": ["2025-06-10T12:00", "2025-06-10T12:00"]}
    table = Incidents(to_table(Incident, [incident("i", words)]))
    inside = Term(zones=(), period=Period.of(_range((-48, 96))))
    cells = cells_of(table, Divided((), ()), [inside, Term(zones=(), always=True)], "UTC")
    open_ = (cells.time[:, 0] == 0) & (cells.not_time[:, 0] == 0)
    assert cells.weight[open_].sum() == pytest.approx(0.04)
    assert (cells.time[:, 1] == 1).all()
