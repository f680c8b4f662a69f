"""The simple ways of linking do what their names say, on tables made by hand."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.lab.linking.made import Said, groups, tables
from truceline.lab.linking.days import one_a_day, place_and_date
from truceline.lab.linking.fixed import around, chained
from truceline.lab.linking.matched import best_of, matched
from truceline.model.arrow import Integers
from truceline.model.stage import Tables

Way = Callable[[Tables], Integers]
WAYS: tuple[Way, ...] = (one_a_day, place_and_date, chained, around, matched)


def test_one_a_day_is_by_place_act_and_day() -> None:
    """Another day, act or place is another incident; what lacks a place stands alone."""
    batch = tables(
        [
            Said(hour=1),
            Said(hour=23),
            Said(hour=25),
            Said(hour=2, act="mine"),
            Said(hour=2, place="Beta"),
            Said(km=None, hour=1),
            Said(km=None, hour=1),
        ]
    )
    assert groups(one_a_day(batch)) == [[0, 1], [2], [3], [4], [5], [6]]
    assert groups(place_and_date(batch)) == [[0, 1, 3], [2], [4], [5], [6]]


def test_a_chain_joins_what_one_report_alone_does_not_reach() -> None:
    """Three places 20 km apart are one chain; around the first only the second is near."""
    batch = tables([Said(km=0), Said(km=20), Said(km=40), Said(km=0, hour=6.5), Said(km=500)])
    assert groups(chained(batch)) == [[0, 1, 2], [3], [4]]
    assert groups(around(batch)) == [[0, 1], [2], [3], [4]]


def test_the_window_is_round_in_space_and_counts_both_ends_in() -> None:
    """24.9 km and exactly 6 h are in, 25.2 km and 6 h and a minute are out."""
    for far, late, together in ((24.9, 6.0, True), (25.2, 6.0, False), (24.9, 6.02, False)):
        labels = chained(tables([Said(), Said(km=far, hour=late)]))
        assert (labels[0] == labels[1]) == together


def test_matching_takes_one_report_of_each_source() -> None:
    """A source's second report of the same place and day is another incident."""
    batch = tables(
        [Said(source="s1"), Said(source="s2"), Said(source="s2", hour=3), Said(source="s3")]
    )
    assert groups(matched(batch)) == [[0, 1, 3], [2]]


def test_matching_prefers_what_agrees_on_act_and_actor() -> None:
    """Of two incidents near by, a report joins the one with its act, though the other is nearer."""
    batch = tables(
        [
            Said(source="s1", act="mine", by="one"),
            Said(source="s1", act="shelling", by="two", hour=4),
            Said(source="s2", act="shelling", by="two"),
        ]
    )
    assert groups(matched(batch)) == [[0], [1, 2]]


def test_matching_parts_what_clashes() -> None:
    """Two sides named for two unlike acts are two incidents, however near."""
    batch = tables(
        [
            Said(source="s1", act="mine", by="one", target="military"),
            Said(source="s2", act="small_arms", by="two", target="civilian"),
        ]
    )
    assert groups(matched(batch)) == [[0], [1]]


def test_best_pairs_are_those_of_taking_the_best_one_by_one() -> None:
    """Taking all mutual bests at once gives what a loop over sorted pairs gives."""
    rng = np.random.default_rng(3)
    for _ in range(50):
        pairs = np.unique(rng.integers(0, 8, size=(20, 2)) + np.array([0, 8]), axis=0)
        first, then = rng.integers(0, 3, len(pairs)) / 1.0, rng.random(len(pairs))
        fit = rng.random(len(pairs)) < 0.8
        used: set[int] = set()
        expected = set()
        for i in np.lexsort((pairs[:, 1], pairs[:, 0], then, first)):
            a, b = pairs[i].tolist()
            if fit[i] and not used & {a, b}:
                used |= {a, b}
                expected.add((a, b))
        assert {tuple(each) for each in best_of(pairs, first, then, fit).tolist()} == expected


_SAID = st.builds(
    Said,
    km=st.none() | st.sampled_from([0.0, 3.0, 20.0, 60.0]),
    hour=st.none() | st.sampled_from([0.0, 5.0, 30.0]),
    act=st.sampled_from(["", "shelling", "mine", "mixed"]),
    by=st.sampled_from(["one", "two", "unknown"]),
    place=st.sampled_from(["Alpha", "Beta"]),
    source=st.sampled_from(["s1", "s2", "s3"]),
    kind=st.sampled_from(["incident_report", "denial"]),
)


@pytest.mark.parametrize("way", WAYS)
@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(reports=st.lists(_SAID, max_size=9))
def test_every_way_labels_reports_alone_and_knows_no_party(way: Way, reports: list[Said]) -> None:
    """Labels stand where a report stands; with the two parties swapped they stay the same."""
    batch = tables(reports)
    labels = way(batch)
    assert ((labels >= 0) == [each.kind == "incident_report" for each in reports]).all()
    swapped = batch["statement"].to_pylist()
    other = {"one": "two", "two": "one"}
    for row in swapped:
        row["perpetrator"] = other.get(row["perpetrator"], row["perpetrator"])
    schema = batch["statement"].schema
    turned = {**batch, "statement": batch["statement"].from_pylist(swapped, schema=schema)}
    assert way(turned).tolist() == labels.tolist()
