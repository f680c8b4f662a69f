"""The scoreboard of fusing: the truth of a small world, rows that can be read, and the bench."""

from __future__ import annotations

import dataclasses
import math
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from benchmarks.fusing import (
    GIVEN,
    LINKING,
    OURS,
    linked,
    measure,
    read_tables,
    run_one,
    write_world,
)

from tests.lab.linking.made import START, Said, tables
from truceline.lab import fusion
from truceline.lab.fusion import labels_agree, score_world, truth_of
from truceline.lab.linking import probabilistic
from truceline.lab.linking.ours import fused
from truceline.lab.linking.ways import SPLINK, WAYS
from truceline.lab.measures import Ratio
from truceline.lab.rows import Row
from truceline.lab.simulate.world import HAPPENED, SENSED, TOLD, World, world_of

DAY = 86_400.0


def world(incidents: list[str], origins: list[str], reports: list[Said]) -> World:
    """Return a world whose statements report the named incidents; each incident has its day."""
    names = sorted({each for each in incidents if each})
    happened = [
        dict.fromkeys(HAPPENED.names, None) | {"id": name, "start": START.timestamp() + i * DAY}
        for i, name in enumerate(names)
    ]
    told = [
        dict.fromkeys(TOLD.names, "")
        | {"statement": f"st-{i}", "incident": incident, "origin": origin}
        for i, (incident, origin) in enumerate(zip(incidents, origins, strict=True))
    ]
    return World(
        happened=pa.Table.from_pylist(happened, schema=HAPPENED),
        told=pa.Table.from_pylist(told, schema=TOLD),
        sensed=SENSED.empty_table(),
        tables=tables(reports),
    )


def figure(statistic: Ratio) -> float:
    """Return a ratio of all rows."""
    return float(statistic(np.arange(statistic.rows)[None, :])[0])


def test_truth_counts_reports_of_known_incidents_only() -> None:
    """Tallies and denials are no reports; a report of no incident is not scored."""
    found = truth_of(
        world(
            ["i1", "", "i2", "i1", "i2"],
            ["o1", "o2", "o3", "o1", "o4"],
            [Said(), Said(), Said(), Said(kind="denial"), Said()],
        )
    )
    assert found.row.tolist() == [0, 2, 4]
    assert found.incident.tolist() == [0, 1, 1]
    assert len(set(found.origin.tolist())) == 3
    assert np.diff(found.day).tolist() == [24, 0]


def test_fights_of_one_true_spell_are_one_and_strikes_of_one_are_not() -> None:
    """The truth follows the stated rule: only acts that go on are one for each spell."""
    small = world(["a", "b", "c", "d"], ["o1", "o2", "o3", "o4"], [Said() for _ in range(4)])
    rows = small.happened.to_pylist()
    for row, act, spell in zip(
        rows, ("clash", "clash", "shelling", "clash"), ("s", "s", "s", ""), strict=True
    ):
        row |= {"act": act, "spell": spell}
    happened = pa.Table.from_pylist(rows, schema=HAPPENED)
    found = truth_of(dataclasses.replace(small, happened=happened))
    assert found.incident.tolist() == [0, 0, 1, 2]


def test_a_front_of_many_days_is_resampled_by_day() -> None:
    """Of 25 days each is one stretch; two days alone are cut into hours."""
    days = 25
    names = [f"i{i:02d}" for i in range(days)]
    found = truth_of(world(names, names, [Said() for _ in names]))
    assert np.diff(found.day).tolist() == [1] * (days - 1)


def test_the_right_labels_score_one_and_who_is_left_out_stands_alone() -> None:
    """Leaving a report out of every incident loses its pairs."""
    truth = truth_of(world(["a", "a", "b"], ["o1", "o2", "o3"], [Said(), Said(), Said()]))
    assert figure(labels_agree(truth, np.array([7, 7, 3])).linking_f1()) == 1.0
    assert figure(labels_agree(truth, np.array([7, -1, 3])).linking_recall()) == 0.0


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    """Return the rows of three simulated quiet days."""
    return score_world("small", world_of("quiet", "b", seed=3, days=3, texts=False))


def test_every_figure_stands_beside_every_way(rows: list[Row]) -> None:
    """Linking and B-cubed beside all ways, or the word that one is not installed; all in bounds."""
    for name in ("linking F1", "B-cubed F1"):
        baselines = [row.baseline for row in rows if row.name == name]
        assert [each.removesuffix(" (not installed)") for each in baselines] == list(WAYS)
    for row in rows:
        assert row.stage == "fuse"
        if "for each" not in row.name:
            assert math.isnan(row.figure) or 0 <= row.figure <= 1, row
    names = {row.name for row in rows}
    assert {"number of origins exact", "number of origins within one"} <= names


def test_the_same_world_gives_the_same_rows(rows: list[Row]) -> None:
    """Two runs print the same figures."""
    again = score_world("small", world_of("quiet", "b", seed=3, days=3, texts=False))
    assert [each.cells() for each in again] == [each.cells() for each in rows]


def test_a_way_that_is_not_installed_is_named_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its rows stand there with our figure and without a baseline's."""
    monkeypatch.setattr(probabilistic, "find_spec", lambda _: None)
    found = score_world("small", world_of("quiet", "a", seed=3, days=2, texts=False))
    missing = [row for row in found if row.baseline == f"{SPLINK} (not installed)"]
    assert missing
    assert all(row.baseline_figure is None for row in missing)


def test_origins_are_counted_by_incident() -> None:
    """Two outlets that repeat one origin are one origin; our count is held against the truth."""
    reports = [Said(source="s1"), Said(source="s2"), Said(km=300.0, place="Far", source="s1")]
    small = world(["a", "a", "b"], ["o1", "o1", "o2"], reports)
    origin = small.tables["origin"].to_pylist()
    origin[0]["members"] = ["st-0", "st-1"]
    del origin[1]
    shared = pa.Table.from_pylist(origin, schema=small.tables["origin"].schema)
    joined = dataclasses.replace(small, tables={**small.tables, "origin": shared})
    exact = [row for row in score_world("w", joined) if row.name == "number of origins exact"]
    assert [row.figure for row in exact] == [1.0]
    assert exact[0].baseline == fusion.OUTLETS
    assert exact[0].baseline_figure == 0.5


def test_the_bench_measures_a_way_on_tables_from_a_file(tmp_path: Path) -> None:
    """A small front written a day at a time is read back, fused, timed and scored."""
    write_world(tmp_path, 50)
    line = run_one(OURS, tmp_path)
    assert line.observations >= 50
    assert line.seconds > 0
    assert line.peak_mb > 0
    assert 0 < line.linking_f1 <= 1


def test_linking_alone_links_as_the_whole_stage_does(tmp_path: Path) -> None:
    """What is timed without incidents and beliefs puts the same statements together."""
    write_world(tmp_path, 300)
    given = read_tables(tmp_path, GIVEN)
    mine, whole = linked(given), fused(given).labels
    assert (mine == whole).all()
    assert len(np.unique(mine)) > 1


@pytest.mark.long
def test_fusing_grows_no_faster_than_a_power_a_little_above_one() -> None:
    """From ten thousand to a hundred thousand observations the exponent stays below 1.1."""
    last = measure((10_000, 100_000), (LINKING,))[-1]
    assert last.growth is not None
    assert last.growth < 1.1
