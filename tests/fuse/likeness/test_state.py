"""What is known of clusters: acts as likelihoods, and what two clusters are together."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fuse.likeness.made import PLAIN, SETTINGS, TIME
from tests.fuse.records import NORTHTOWN, hours, report, tables
from truceline.fuse.likeness.state import State, act_part, joined, state_of
from truceline.fuse.reported import reports_of

ACTS = [*SETTINGS.proposition["acts"], "a word nobody has heard of"]
OPEN = SETTINGS.acts["open"]


def state(*acts: str) -> State:
    """Return a cluster for each act, at one place and time, in the order given."""
    reports = reports_of(tables([report(f"{i:02}", act=act) for i, act in enumerate(acts)]))
    rows = np.array([reports.acts.index(act) for act in acts])
    lead = np.array([int(np.flatnonzero(reports.act == row)[0]) for row in rows])
    return state_of(reports, lead, np.full(len(lead), -13.0), SETTINGS)


def part(one: str, two: str) -> float:
    """Return what two acts say."""
    return float(act_part(state(one, two), np.array([0]), np.array([1]))[0])


@given(st.sampled_from(ACTS), st.sampled_from(ACTS))
def test_the_part_of_acts_is_the_likelihood_ratio(one: str, two: str) -> None:
    """One act behind both against one behind each, all acts being as likely beforehand."""
    both = np.exp(state(one, two).act)
    ratio = (both[0] * both[1]).mean() / (both[0].mean() * both[1].mean())
    assert part(one, two) == pytest.approx(np.log(ratio))
    assert part(one, two) == part(two, one)


@pytest.mark.parametrize("word", [*OPEN, "a word nobody has heard of"])
def test_an_act_that_is_not_named_fits_every_act(word: str) -> None:
    """It says nothing for or against."""
    assert [part(word, act) for act in ACTS] == pytest.approx([0.0] * len(ACTS))


def test_equal_acts_say_more_than_kindred_ones_and_those_more_than_unlike_ones() -> None:
    """For every act that has both kinds of neighbours."""
    definite = [act for act in SETTINGS.proposition["acts"] if act not in OPEN]
    for act in definite:
        akin = {o for group in SETTINGS.acts["kindred"] if act in group for o in group} - {act}
        known = [set(group) for group in SETTINGS.acts["kindred"]]
        about = {o for group in known if group & akin for o in group}
        unlike = [other for other in definite if other not in about | akin | {act}]
        assert part(act, act) > max([part(act, o) for o in akin], default=0.0)
        assert max([part(act, o) for o in unlike], default=-1.0) < 0.0


def together(order: list[int]) -> State:
    """Return what three exact reports make together, joined in an order."""
    said = [
        report(
            f"{i}",
            act=act,
            places=(replace(NORTHTOWN, lat=50 + 0.01 * i, radius_m=3000.0 * (i + 1)),),
            time=hours(i, 6),
        )
        for i, act in enumerate(["shelling", "", "explosion"])
    ]
    score = {**SETTINGS.score, "place": PLAIN, "time": {**TIME, "slack_shares": [1.0, 0.0, 0.0]}}
    exact = replace(SETTINGS, score=score)
    reports = reports_of(tables(said))
    by_start = np.argsort(reports.start)
    found = state_of(reports, by_start[np.array(order)], np.full(3, -13.0), exact)
    found.put(np.array([0]), joined(found, np.array([0]), np.array([1]), exact))
    return joined(found, np.array([0]), np.array([2]), exact)


@given(st.permutations([0, 1, 2]))
def test_three_clusters_join_to_the_same_in_any_order(order: list[int]) -> None:
    """Places, times, acts and sizes of three exact reports do not remember who came first."""
    one, other = together(order), together([0, 1, 2])
    assert one.size.tolist() == other.size.tolist() == [3.0]
    assert one.act == pytest.approx(other.act)
    for name in ("lat", "lon", "variance", "share"):
        values = getattr(one.places, name)[0, 0], getattr(other.places, name)[0, 0]
        assert values[0] == pytest.approx(values[1])
    for name in ("begin", "end", "share"):
        values = getattr(one.times, name)[0, 0], getattr(other.times, name)[0, 0]
        assert values[0] == pytest.approx(values[1])
