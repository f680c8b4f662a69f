"""Sensors are looked at only where and when they could have seen the act."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import numpy as np
import pyarrow as pa
import pytest

from tests.fuse.records import NOON, NORTHTOWN, PROVINCE, hours, report
from truceline.fuse.belief import NOBODY, Watch, Where, watch_of, where_of
from truceline.fuse.belief.watching import chances_of
from truceline.model.columns import to_table
from truceline.model.detection import Coverage, Detection
from truceline.model.source import Source
from truceline.model.statement import Statement
from truceline.model.values import Bounds, Place, Window

HOUR = timedelta(hours=1)
ZONE = Place(name="Zone", lat=50.0, lon=30.0, radius_m=20_000.0, level="sector")
SPOT = Place(name="", lat=50.0, lon=30.0, radius_m=1000.0, level="point")


def where(
    act: str = "shelling", lat: float = 50.0, start: float = 0.0, length: float = 1.0
) -> Where:
    """Return the box of one incident: hours after noon."""
    begin = NOON.timestamp() + start * 3600
    return Where(
        lat=np.array([lat]),
        lon=np.array([30.0]),
        radius=np.array([1000.0]),
        start=np.array([begin]),
        end=np.array([begin + length * 3600]),
        act=pa.array([act]),
    )


def cover(name: str = "c", begin: float = -6, end: float = 6, p: float = 0.8) -> Coverage:
    """Return a stretch of hours about noon in which the zone was watched."""
    window = Window(start=NOON + begin * HOUR, end=NOON + end * HOUR)
    return Coverage(id=name, source="ear", channel="explosions", window=window, p=p, place=ZONE)


def heard(at: float) -> Detection:
    """Return an explosion heard so many hours after noon."""
    window = Window(start=NOON + at * HOUR, end=NOON + at * HOUR + timedelta(minutes=2))
    return Detection(
        id=f"d{at}", document="d", source="ear", channel="explosions", window=window,
        quantity=Bounds(1, 1), unit="explosions", places=(SPOT,),
    )  # fmt: skip


def looked(
    box: Where, covers: Sequence[Coverage], seen: Sequence[Detection], side: str | None = None
) -> Watch:
    """Return the looks at one incident."""
    source = Source(id="ear", name="Ear", kind="sensor", allegiance=side)
    tables = {
        "coverage": to_table(Coverage, covers),
        "detection": to_table(Detection, seen),
        "source": to_table(Source, [source]),
    }
    return watch_of(box, tables, ("one", "two"))


def test_what_was_heard_within_coverage_is_a_hit() -> None:
    """D is the coverage's own chance, and a fit by chance is rarer than a fit by truth."""
    found = looked(where(), [cover()], [heard(0.5)])
    assert found.hit.tolist() == [True]
    assert found.detection[0] == pytest.approx(0.8, abs=0.01)
    assert 0 < found.false_hit[0] < 0.1
    assert found.side.tolist() == [NOBODY]


@pytest.mark.parametrize("at", [-3.0, 5.0])
def test_what_was_heard_at_another_time_is_a_miss(at: float) -> None:
    """The station listened and heard nothing that fits."""
    assert looked(where(), [cover()], [heard(at)]).hit.tolist() == [False]


@pytest.mark.parametrize(
    "box", [where(lat=51.0), where(start=20), where(act="clash"), where(length=60)]
)
def test_without_coverage_there_is_no_look(box: Where) -> None:
    """Elsewhere, at another time, of a soundless act or at no known time: nothing to learn."""
    assert len(looked(box, [cover()], [heard(0.5)]).incident) == 0


def test_coverage_of_half_the_time_is_half_the_chance() -> None:
    """An outage in the middle of an incident's window halves what a miss tells."""
    found = looked(where(), [cover(end=0.5)], [])
    assert found.detection[0] == pytest.approx(0.4, abs=0.01)


def test_the_more_is_heard_the_less_a_fit_tells() -> None:
    """On a loud front something always fits."""
    quiet = looked(where(), [cover()], [heard(0.5)])
    loud = looked(where(), [cover()], [heard(0.1 * i) for i in range(-50, 50)])
    assert loud.false_hit[0] > 10 * quiet.false_hit[0]


def test_a_feed_keeps_its_side_and_no_coverage_is_no_look() -> None:
    """Alarms of a party are that party's; without tables there are no looks."""
    assert looked(where(), [cover()], [], "two").side.tolist() == [1]
    assert len(watch_of(where(), {"source": to_table(Source, [])}, ()).incident) == 0


def test_the_box_is_the_finest_place_and_the_narrowest_time() -> None:
    """A report from the village and one from the province: the village; order does not matter."""
    said = [
        report("wide", places=(PROVINCE,), time=hours(-5, 10), act="attack_unspecified"),
        report("fine", places=(NORTHTOWN,), time=hours(0, 1), act="shelling"),
        report("blank", places=(), time=None, act=""),
    ]
    for rows in (said, said[::-1]):
        found = where_of(to_table(Statement, rows), np.zeros(3, dtype=np.int64), 1)
        assert (found.lat[0], found.radius[0]) == (50.0, 3000.0)
        assert found.end[0] - found.start[0] == 3600
        assert found.act.to_pylist() == ["shelling"]
    nothing = where_of(to_table(Statement, said[2:]), np.zeros(1, dtype=np.int64), 1)
    assert np.isnan(nothing.lat[0]) and np.isnan(nothing.start[0])


def test_a_time_stated_to_the_minute_is_looked_for_around_it() -> None:
    """Who says 18:40 is some minutes off: what was heard at 18:41 fits, what at 19:40 does not."""
    said = report("exact", places=(NORTHTOWN,), time=hours(0, 1 / 60), act="shelling")
    box = where_of(to_table(Statement, [said]), np.zeros(1, dtype=np.int64), 1)
    middle = (box.start[0] + box.end[0]) / 2
    assert middle == pytest.approx(NOON.timestamp() + 30, abs=1)
    minute = 1 / 60
    assert looked(box, [cover()], [heard(2 * minute)]).hit.tolist() == [True]
    assert looked(box, [cover()], [heard(1.0)]).hit.tolist() == [False]


def test_a_chance_held_still_does_not_see_what_came_later() -> None:
    """Ten more detections far off change how easily one fits, but not a chance held before."""
    tables = {
        "coverage": to_table(Coverage, [cover()]),
        "detection": to_table(Detection, [heard(0.5)]),
        "source": to_table(Source, [Source(id="ear", name="Ear", kind="sensor")]),
    }
    still = chances_of(tables)
    later = {**tables, "detection": to_table(Detection, [heard(0.5 + 0.1 * i) for i in range(11)])}
    before, after = (watch_of(where(), each, ()) for each in (tables, later))
    held = watch_of(where(), later, (), still)
    assert after.false_hit[0] > before.false_hit[0] == held.false_hit[0]
    assert held.hit.tolist() == [True]
