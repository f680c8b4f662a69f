"""Arrival one by one: the same incidents as all at once, whatever the order and the parts."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import settings as runs
from hypothesis import strategies as st

from tests.fuse.arriving.standing import Store, apply, decisions_of, looks_of, standing
from tests.fuse.records import NORTHTOWN, SOUTHTOWN, hours, report, tables
from tests.fuse.reported.batches import batch_of
from truceline.fuse.arriving import Kept, arrive, kept_of
from truceline.fuse.arriving.arrive import held_still
from truceline.fuse.arriving.kept import Still
from truceline.fuse.settings import Settings
from truceline.model.columns import to_table
from truceline.model.review import Review
from truceline.model.stage import Delta, Tables

SETTINGS = Settings.load()


def _of(batch: Tables, reviews: Sequence[Review], rows: Sequence[int]) -> tuple[Tables, Tables]:
    """Return some statements, looks and reviews, all of them numbered one after another."""
    found, start = dict(batch), 0
    for name in ("statement", "coverage", "detection"):
        table = batch[name]
        mine = [row - start for row in rows if start <= row < start + table.num_rows]
        found[name] = table.take(pa.array(mine, pa.int64()))
        start += table.num_rows
    chosen = [reviews[row - start] for row in rows if row >= start]
    return found, {"review": to_table(Review, chosen)}


def _one_by_one(
    batch: Tables, reviews: Sequence[Review], steps: Sequence[Sequence[int]], still: Still
) -> Store:
    """Return the tables after the first step at once and the others as they arrive."""
    first, decisions = _of(batch, reviews, steps[0])
    kept, delta = kept_of(first, SETTINGS, still, decisions)
    store: Store = {}
    apply(store, delta)
    for each in steps[1:]:
        more, decisions = _of(batch, reviews, each)
        apply(store, arrive(kept, more, SETTINGS, decisions))
    return store


@runs(max_examples=80, deadline=None)
@given(
    st.randoms(use_true_random=False),
    st.integers(1, 40),
    st.integers(0, 6),
    st.sampled_from((0, 12)),
)
def test_any_order_and_any_parts_end_as_all_at_once(
    random: Random, number: int, decided: int, looks: int
) -> None:
    """Random statements, denials, origins, sensors and reviews: all tables end the same."""
    batch = batch_of(random, number)
    watched = looks_of(random, looks)
    source = pa.concat_tables([batch["source"], watched["source"]])
    batch = {**batch, **watched, "source": source}
    reviews = decisions_of(random, number, decided)
    still, rows = held_still(batch, SETTINGS), list(range(number + 2 * looks + decided))
    whole = _one_by_one(batch, reviews, [rows], still)
    random.shuffle(rows)
    steps, at = [rows[: random.randrange(number)]], 0
    at = len(steps[0])
    while at < len(rows):
        step = random.randrange(1, 4)
        steps.append(rows[at : at + step])
        at += step
    assert standing(_one_by_one(batch, reviews, steps, still)) == standing(whole)


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
