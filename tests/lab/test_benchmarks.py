"""Benchmarks: made items are the same each time, answers are compared right, every bench runs."""

from __future__ import annotations

import gzip
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from benchmarks.agree import bcubed_f1, f1
from benchmarks.fuse import by_day, fixed
from benchmarks.items import Maker, headlines
from benchmarks.long import BENCHES
from benchmarks.records import statements
from benchmarks.timing import Bench, measure
from hypothesis import given
from hypothesis import strategies as st

from truceline.lab.clusters import bcubed


def test_made_items_are_the_same_each_time_and_hold_what_they_claim() -> None:
    """One seed, one set of items; copies share an origin, some items tell of nothing."""
    items = Maker().items(120)
    assert items == Maker().items(120)
    assert items != Maker(seed=7).items(120)
    assert len({each.id for each in items}) == 120
    shared = Counter(each.origin for each in items)
    assert max(shared.values()) > 1
    assert any(not each.event for each in items)
    for each in items:
        if each.event:
            assert each.town is not None
            assert each.town[0] in each.text[: each.lead]


def test_statements_of_made_items_fit_their_texts() -> None:
    """A span quotes its text, and one event's reports agree on the act."""
    items = {each.id: each for each in Maker().items(60)}
    for said in statements(list(items.values())):
        item = items[said.document]
        assert item.text[slice(*said.span)] == said.quote
        assert said.act == item.act


def test_real_headlines_come_once_a_day(tmp_path: Path) -> None:
    """Rows that differ in their machine labels only are one headline."""
    (tmp_path / "viina").mkdir()
    table = (
        "datetime,lon,lat,place_name,event_type,headline\n"
        "2025-05-01 00:00:00,30.0,50.0,Alpha,,first\n"
        "2025-05-01 00:00:00,31.0,50.0,Beta,uav,first\n"
        "2025-05-02 00:00:00,,,,,first\n"
    )
    with gzip.open(tmp_path / "viina" / "viina_202505.csv.gz", "wt", encoding="utf-8") as out:
        out.write(table)
    assert [(each.text, each.town) for each in headlines(tmp_path, 9)] == [
        ("first", ("Alpha", 50.0, 30.0)),
        ("first", None),
    ]


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xyz")), min_size=1, max_size=12))
def test_the_fast_bcubed_is_the_scoreboards(rows: list[tuple[str, str]]) -> None:
    """In linear time the same figure comes out as by comparing every pair."""
    truth = {str(i): a for i, (a, _) in enumerate(rows)}
    said = {str(i): b for i, (_, b) in enumerate(rows)}
    precision, recall = bcubed(
        [frozenset(a) for a in truth.values()], [frozenset(b) for b in said.values()]
    )
    p, r = precision.mean(), recall.mean()
    assert bcubed_f1(truth, said) == pytest.approx(2 * p * r / (p + r))


def test_f1_of_yes_and_no() -> None:
    """One hit of two true and two said is a half; nothing at all is 0."""
    assert f1([True, True, False], [True, False, True]) == 0.5
    assert f1([False], [False]) == 0


def test_the_simple_ways_of_fusing_do_what_their_names_say() -> None:
    """The reports of one place, act and day are together, and so are near and soon ones."""
    said = statements(Maker().items(300))
    places = {each.id: (each.places[0].name, each.act, each.time) for each in said}
    grouped = by_day(said)
    for a, b in pairwise(said):
        alike = places[a.id][:2] == places[b.id][:2]
        same_day = bool(a.time and b.time and a.time.earliest.date() == b.time.earliest.date())
        assert (grouped[a.id] == grouped[b.id]) == (alike and same_day)
    near = fixed(said)
    for a, b in pairwise(said):
        soon = (
            bool(a.time and b.time)
            and abs(
                (a.time.earliest - b.time.earliest).total_seconds()  # type: ignore[union-attr]
            )
            <= 6 * 3600
        )
        if a.places[0].name == b.places[0].name and soon:
            assert near[a.id] == near[b.id]


@pytest.mark.parametrize("bench", BENCHES, ids=lambda each: str(each.name))
def test_every_bench_runs_and_pairs_with_its_baselines(bench: Bench) -> None:
    """At a size of a few items each stage and each of its baselines gives an answer and a time."""
    few = Bench(
        name=bench.name, unit=bench.unit, prepare=bench.prepare, base={"made": 6}, what=bench.what
    )
    lines = measure(few, None, scales=(1,))
    assert lines
    for line in lines:
        assert line.seconds > 0
        assert line.ratio > 0
        assert line.an_item == 1.0
        assert line.right is None or 0 <= line.right <= 1
