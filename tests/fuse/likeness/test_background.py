"""The background: how often incidents happen around a report, whoever repeats them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.fuse.likeness.made import SETTINGS, Spot, places
from truceline.fuse.likeness.background import log_rates

RULE: dict[str, Any] = SETTINGS.score["background"]
AREA: float = SETTINGS.score["place"]["area_km2"]
# The cell alone: nothing of its surroundings, next to nothing of the whole theatre.
CELL = {**RULE, "weight": 1.0, "wide_weight": 1.0, "region_weight": 0.0, "usual_a_day": 0.01}
TOWN: Spot = (50.05, 30.05, 2.0, 1.0)
FAR: Spot = (47.05, 36.05, 2.0, 1.0)
DAY = 24.0


def rates(told: list[tuple[Spot, float]], rule: dict[str, Any]) -> np.ndarray:
    """Return the log rates of fresh reports of places, at hours since 1970."""
    when = np.array([hour for _, hour in told]) * 3600
    where = places(*[[spot] for spot, _ in told])
    return log_rates(where, when, np.ones(len(told), dtype=np.bool_), rule, AREA)


def test_forty_reports_of_one_incident_are_no_forty_incidents() -> None:
    """Forty reports on one day raise the rate of the next days far less than forty on ten days."""
    ends = [(FAR, 0.0), (FAR, 20 * DAY)]
    watched = (TOWN, 10.5 * DAY)
    flood = [*ends, watched, *[(TOWN, 8.5 * DAY)] * 40]
    spread = [*ends, watched, *[(TOWN, (6.5 + i % 9) * DAY) for i in range(40)]]
    one, many = rates(flood, CELL)[2], rates(spread, CELL)[2]
    single = rates([*ends, watched, (TOWN, 8.5 * DAY)], CELL)[2]
    assert many > one + np.log(3)
    assert one == pytest.approx(single, abs=0.7)


def test_what_is_told_at_a_reports_own_time_tells_no_rate() -> None:
    """However much is told of a town in a report's own slot, the rate of its cell is the same."""
    others = [(FAR, i * DAY + 12) for i in range(20)]
    alone = rates([(TOWN, 10.5 * DAY), (TOWN, 10.5 * DAY), *others], CELL)[0]
    crowd = rates([(TOWN, 10.5 * DAY)] * 30 + others, CELL)[0]
    assert crowd == pytest.approx(alone)
    later = [(TOWN, 10.5 * DAY), (TOWN, 12.5 * DAY), *others]
    assert rates(later, CELL)[0] > alone


def test_a_region_takes_the_sum_over_its_towns() -> None:
    """The rate of a region, times its area, is that of the cells of the towns within it."""
    towns: list[Spot] = [(50.05 + 0.2 * i, 30.05, 2.0, 1.0) for i in range(3)]
    region: Spot = (50.25, 30.05, 60.0, 1.0)
    days = [5.5, 7.5]
    told = [(spot, day * DAY) for spot in [*towns, FAR] for day in days]
    told += [(FAR, 0.0), (FAR, 14 * DAY), (region, 6.5 * DAY)]
    found = np.exp(rates(told, CELL))
    cell = (RULE["cell_deg"] * 111.195) ** 2
    within = found[[0, 2, 4]].sum() * cell
    assert found[-1] * np.pi * region[2] ** 2 == pytest.approx(within)


def test_a_front_at_work_raises_the_rate_of_every_village_in_it() -> None:
    """Many villages told of in one hour are many incidents: the surroundings count."""
    row: list[Spot] = [
        (50.05 + 0.11 * (i % 4), 30.05 + 0.17 * (i // 4), 2.0, 1.0) for i in range(8)
    ]
    ends = [(FAR, 0.0), (FAR, 20 * DAY)]
    front = rates([*ends, *[(spot, 10.5 * DAY) for spot in row]], RULE)
    apart = [(50.0 - 2 * i, 30.0 + 2 * i, 2.0, 1.0) for i in range(8)]
    quiet = rates([*ends, *[(spot, 10.5 * DAY) for spot in apart]], RULE)
    assert front[2:].min() > quiet[2:].max()


def test_an_unknown_place_or_time_has_the_rate_of_the_theatre() -> None:
    """Nothing local is known of it; follow-ups and history raise no rate."""
    when = np.array([0.0, 10 * DAY, np.nan, 5 * DAY]) * 3600
    fresh = np.ones(4, dtype=np.bool_)
    found = log_rates(places([TOWN], [TOWN], [TOWN], []), when, fresh, RULE, AREA)
    seen = 4 / RULE["reports"] + RULE["usual_a_day"] * RULE["usual_days"]
    usual = seen / (10 + RULE["usual_days"]) / 24 / AREA
    assert found[2:] == pytest.approx(np.log(usual))
    stale = log_rates(places([TOWN], [TOWN], [TOWN], []), when, fresh & (when > 0), RULE, AREA)
    assert (stale < found).all()


def test_no_report_and_no_known_one_still_have_a_rate() -> None:
    """Two reports alone tell no rate: what a theatre at war is known to see stands."""
    nobody = log_rates(places([]), np.array([np.nan]), np.array([True]), RULE, AREA)
    assert np.isfinite(nobody).all()
    assert log_rates(places(), np.empty(0), np.empty(0, dtype=np.bool_), RULE, AREA).shape == (0,)


@pytest.mark.parametrize("off", [-400 * DAY, 400 * DAY])
@pytest.mark.parametrize("days", [2, 20])
def test_a_report_with_a_date_far_off_changes_no_rate(off: float, days: int) -> None:
    """A wrong year, or a planted report, makes nothing rare that is told of every day."""
    told = [(spot, (i + 0.5) * DAY) for i in range(days) for spot in (TOWN, FAR)]
    alone = rates(told, RULE)
    beside = rates([*told, ((45.0, 33.0, 2.0, 1.0), off)], RULE)[:-1]
    assert beside == pytest.approx(alone, abs=0.25)
