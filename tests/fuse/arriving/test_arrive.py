"""Arrival one by one: the same incidents as all at once, whatever the order and the parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import settings as runs
from hypothesis import strategies as st

from tests.fuse.arriving.standing import HOUR, Store, apply, decisions_of, looks_of, standing
from tests.fuse.records import NOON, NORTHTOWN, SOUTHTOWN, hours, origin, report, review, tables
from tests.fuse.reported.batches import batch_of
from truceline.fuse.arriving import Kept, arrive, kept_of, renewed
from truceline.fuse.arriving.arrive import held_still
from truceline.fuse.arriving.kept import Still
from truceline.fuse.settings import Settings
from truceline.model.columns import to_table
from truceline.model.detection import Coverage
from truceline.model.review import Review
from truceline.model.stage import Delta, Tables
from truceline.model.statement import Statement
from truceline.model.values import Place, Window

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


def _ids(store: Store) -> dict[frozenset[str], str]:
    return {
        frozenset(each["statement"] for each in row["members"]): key
        for key, row in store["incident"].items()
    }


def _far(*names: str) -> list[Statement]:
    """Return reports that lie weeks and a province apart."""
    towns = [replace(NORTHTOWN, lat=44.0 + 2 * i) for i in range(len(names))]
    return [
        report(each, places=(town,), time=hours(500 * i, 1), quote=f"{each}{each}")
        for i, (each, town) in enumerate(zip(names, towns, strict=True))
    ]


def _reviewed(*reviews: Review) -> Tables:
    return {"review": to_table(Review, reviews)}


def test_a_review_alone_joins_two_kept_incidents_and_a_later_one_parts_them() -> None:
    """It names incidents by id; a retraction that names the same ids undoes it."""
    kept, delta = kept_of(tables(_far("a", "b", "c")), SETTINGS)
    store: Store = {}
    apply(store, delta)
    before = _ids(store)
    pair = f"{before[frozenset({'st-a'})]} {before[frozenset({'st-b'})]}"
    apply(store, arrive(kept, {}, SETTINGS, _reviewed(review("r1", pair, "same"))))
    assert set(_ids(store)) == {frozenset({"st-a", "st-b"}), frozenset({"st-c"})}
    (retired,) = store["alias"].values()
    assert retired["incident"] in pair and retired["incident"] in store["incident"]
    undone = arrive(kept, {}, SETTINGS, _reviewed(review("r2", pair, "retract", hour=1)))
    apply(store, undone)
    assert set(_ids(store)) == set(before)
    # An id that was ever retired is not given again.
    assert retired["id"] not in store["incident"]


def test_a_review_waits_for_the_statements_that_it_names() -> None:
    """It binds as soon as both have come."""
    kept, delta = kept_of(tables(_far("a")), SETTINGS)
    store: Store = {}
    apply(store, delta)
    said = _reviewed(review("r", "st-a st-b", "same"))
    assert arrive(kept, {}, SETTINGS, said).put["incident"].num_rows == 1
    apply(store, arrive(kept, tables(_far("x", "b")[1:]), SETTINGS))
    assert set(_ids(store)) == {frozenset({"st-a", "st-b"})}


def test_known_reviews_change_nothing() -> None:
    """The same review given again puts nothing."""
    kept, _ = kept_of(tables(_far("a", "b")), SETTINGS)
    said = _reviewed(review("r", "st-a st-b", "same"))
    assert arrive(kept, {}, SETTINGS, said) != Delta()
    assert arrive(kept, {}, SETTINGS, said) == Delta()


def test_what_a_sensor_saw_weighs_near_it_alone() -> None:
    """A new look puts the incident beside it anew, and no other."""
    place = Place(name="", lat=50.0, lon=30.0, radius_m=20_000.0, level="point")
    window = Window(start=NOON - HOUR, end=NOON + 3 * HOUR)
    cover = Coverage(id="c", source="ear", channel="explosions", window=window, p=0.8, place=place)
    said = [report("a"), report("b", places=(SOUTHTOWN,)), report("c", time=hours(48, 1))]
    kept, _ = kept_of(tables(said), SETTINGS)
    delta = arrive(kept, {"coverage": to_table(Coverage, [cover])}, SETTINGS)
    (row,) = delta.put["incident"].to_pylist()
    assert [each["statement"] for each in row["members"]] == ["st-a"]
    assert "not_seen" in delta.put["weighing"]["part"].to_pylist()
    assert arrive(kept, {"coverage": to_table(Coverage, [cover])}, SETTINGS) == Delta()


def test_an_origin_that_names_its_new_members_alone_keeps_the_earlier_ones() -> None:
    """The second copy joins the first without the first being named again."""
    kept, _ = kept_of(tables([report("a")], [origin("o", "a")]), SETTINGS)
    delta = arrive(kept, tables([report("b")], [origin("o", "b")]), SETTINGS)
    (row,) = delta.put["incident"].to_pylist()
    assert [each["origins"] for each in row["origins"]] == [["or-o"]]
    assert len(row["members"]) == 2


@runs(max_examples=40, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(1, 30), st.integers(0, 4))
def test_figures_taken_anew_end_as_everything_at_once(
    random: Random, number: int, decided: int
) -> None:
    """However poor the first figures were: all tables end as if all had come at once."""
    batch, watched = batch_of(random, number), looks_of(random, 6)
    source = pa.concat_tables([batch["source"], watched["source"]])
    batch = {**batch, **watched, "source": source}
    reviews = decisions_of(random, number, decided)
    rows = list(range(number + 12 + decided))
    random.shuffle(rows)
    at = random.randrange(len(rows))
    first, decisions = _of(batch, reviews, rows[:at])
    more, further = _of(batch, reviews, rows[at:])
    mine, delta = kept_of(first, SETTINGS, decisions=decisions)
    store: Store = {}
    apply(store, delta)
    apply(store, arrive(mine, more, SETTINGS, further))
    apply(store, renewed(mine, SETTINGS))
    whole: Store = {}
    theirs, delta = kept_of(batch, SETTINGS, decisions={"review": to_table(Review, reviews)})
    apply(whole, delta)
    assert standing(store) == standing(whole)
    for kept, tables_so_far in ((mine, store), (theirs, whole)):
        apply(tables_so_far, arrive(kept, tables([report("later")]), SETTINGS))
    assert standing(store) == standing(whole)


@runs(max_examples=25, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(2, 40))
def test_all_reports_of_a_statement_lie_in_one_tile(random: Random, number: int) -> None:
    """They share an origin, so that no other tile ever links the same two statements."""
    batch = batch_of(random, number)
    kept, _ = kept_of({**batch, "statement": batch["statement"].slice(0, number // 2)}, SETTINGS)
    arrive(kept, {**batch, "statement": batch["statement"].slice(number // 2)}, SETTINGS)
    pairs = np.stack([kept.reports["statement"], kept.reports["tile"]])
    assert np.unique(pairs, axis=1).shape[1] == len(np.unique(pairs[0]))
