"""Arrival one by one: the same incidents as all at once, whatever the order and the parts."""

from __future__ import annotations

from random import Random

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import settings as runs
from hypothesis import strategies as st

from tests.fuse.records import NORTHTOWN, SOUTHTOWN, hours, report, tables
from tests.fuse.reported.batches import batch_of
from truceline.fuse.arriving import Kept, arrive, kept_of
from truceline.fuse.arriving.arrive import held_still
from truceline.fuse.settings import Settings
from truceline.model.stage import Delta, Tables

SETTINGS = Settings.load()
Parts = set[tuple[str, ...]]


def _incidents(store: dict[str, tuple[str, ...]], delta: Delta) -> None:
    """Put into a store what a delta changes: members and denials of each incident."""
    for gone in delta.withdraw.get("incident", ()):
        del store[gone]
    if "incident" not in delta.put:
        return
    for row in delta.put["incident"].select(["id", "members", "denials"]).to_pylist():
        said = sorted(each["statement"] for each in row["members"])
        store[row["id"]] = (*said, "denied by", *sorted(row["denials"]))


def _one_by_one(batch: Tables, first: int, order: list[int], steps: list[int]) -> Parts:
    """Return the incidents after some statements at once and the others in parts."""
    frozen = held_still(batch, SETTINGS)
    said = batch["statement"].take(pa.array(order, pa.int64()))
    kept, delta = kept_of({**batch, "statement": said.slice(0, first)}, SETTINGS, frozen)
    store: dict[str, tuple[str, ...]] = {}
    _incidents(store, delta)
    at = first
    for step in steps:
        _incidents(store, arrive(kept, {**batch, "statement": said.slice(at, step)}, SETTINGS))
        at += step
    _incidents(store, arrive(kept, {**batch, "statement": said.slice(at)}, SETTINGS))
    return set(store.values())


@runs(max_examples=60, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(1, 40))
def test_any_order_and_any_parts_end_as_all_at_once(random: Random, number: int) -> None:
    """Random statements, denials, origins and places: every way of arriving ends the same."""
    batch = batch_of(random, number)
    order = list(range(number))
    whole = _one_by_one(batch, number, order, [])
    random.shuffle(order)
    steps = [random.randrange(1, 4) for _ in range(number)]
    assert _one_by_one(batch, random.randrange(number), order, steps) == whole


def _kept(*names: str) -> Kept:
    return kept_of(tables([report(each) for each in names]), SETTINGS)[0]


def test_a_report_of_a_known_incident_joins_it_under_its_id() -> None:
    """The incident that grows keeps its id, and no other row is put."""
    said = [report("a"), report("b"), report("c", places=(SOUTHTOWN,), time=hours(300, 2))]
    kept, before = kept_of(tables(said), SETTINGS)
    after = arrive(kept, tables([report("d")]), SETTINGS)
    ids = {len(row["members"]): row["id"] for row in before.put["incident"].to_pylist()}
    (row,) = after.put["incident"].to_pylist()
    assert row["id"] == ids[2]
    assert {each["statement"] for each in row["members"]} == {"st-a", "st-b", "st-d"}


def test_what_is_kept_already_changes_nothing() -> None:
    """A statement that comes again puts nothing."""
    kept = _kept("a", "b")
    assert arrive(kept, tables([report("a", places=(NORTHTOWN,))]), SETTINGS) == Delta()


@pytest.mark.parametrize("count", [1, 5])
def test_a_report_far_away_touches_nothing(count: int) -> None:
    """Only the new incident is put; the kept ones are not even looked at."""
    kept = _kept(*"ab")
    said = [report(f"f{i}", places=(SOUTHTOWN,), time=hours(500 + 60 * i, 1)) for i in range(count)]
    delta = arrive(kept, tables(said), SETTINGS)
    members = {m["statement"] for row in delta.put["incident"].to_pylist() for m in row["members"]}
    assert members == {f"st-f{i}" for i in range(count)}
    assert not delta.withdraw
    assert np.all(kept.reports["tile"] >= 0)
