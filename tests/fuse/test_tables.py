"""The tables beside incidents: what links and groups must add up to."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuse.merging.made import batch_of_front, copies, drawn, front
from tests.fuse.records import fused, groups, incidents, links, origin, tables
from tests.fuse.reported.batches import batches
from truceline.fuse.decisions import Bonds
from truceline.fuse.merging.fusing import fused_of
from truceline.fuse.reported import reports_of
from truceline.fuse.settings import Settings
from truceline.fuse.tables import link_rows, links_of
from truceline.model.stage import Tables

FRONTS = st.builds(batch_of_front, st.integers(0, 10_000), st.integers(0, 20))
BATCHES = st.one_of(FRONTS, batches())


@settings(deadline=None, max_examples=50)
@given(BATCHES)
def test_links_sum_to_their_scores_and_are_no_more_than_it_takes(batch: Tables) -> None:
    """N reports in k incidents need at most n - k merges; what was left open did not merge."""
    delta = fused(batch)
    found, made = links(delta), incidents(delta)
    read = reports_of(batch)
    told = len(read.row) - read.denials
    assert sum(each.linked for each in found) <= told - len(made)
    # A statement that names places apart is in an incident for each of them, never twice in one.
    assert sum(len(each.members) for each in made) == told
    for each in found:
        assert sum(value for _, value in each.parts) == pytest.approx(each.score, abs=1e-5)
        assert all(value != 0 for _, value in each.parts)


@settings(deadline=None, max_examples=50)
@given(st.integers(0, 10_000), st.integers(0, 20))
def test_links_that_merged_lead_from_report_to_report_of_one_incident(
    seed: int, number: int
) -> None:
    """Whoever follows them reaches all of an incident and nothing else; open ones go across."""
    delta = fused(batch_of_front(seed, number))
    home = {m.statement: each.id for each in incidents(delta) for m in each.members}
    reached = {name: name for name in home}

    def root(name: str) -> str:
        while reached[name] != name:
            name = reached[name]
        return name

    for each in links(delta):
        assert (home[each.a] == home[each.b]) or not each.linked
        if each.linked:
            reached[root(each.a)] = root(each.b)
    assert len({root(name) for name in home}) == len(set(home.values()))


@settings(deadline=None, max_examples=50)
@given(BATCHES)
def test_bounds_of_groups_hold(batch: Tables) -> None:
    """A group holds at least one incident and at most `high`; no incident is in two groups."""
    delta = fused(batch)
    found = groups(delta)
    group_of = {each.id: each.group for each in incidents(delta)}
    inside = [name for each in found for name in each.incidents]
    assert len(inside) == len(set(inside))
    for each in found:
        assert each.low == 1
        assert each.low <= len(each.incidents) <= each.high
        assert each.high > 1
        assert all(group_of[name] == each.id for name in each.incidents)
    assert all(group is None for name, group in group_of.items() if name not in inside)


def test_a_copy_is_linked_to_what_it_copies_by_its_origin_alone() -> None:
    """Each copy by one link, whose score is what the rule gives for one origin."""
    said = [front(drawn(1), 1)[0]]
    said += copies(said[0], 4)
    batch = tables(said, [origin("x", [each.id.removeprefix("st-") for each in said])])
    found = links(fused(batch))
    assert len(found) == 4
    assert len({each.a for each in found}) == 1
    assert len({each.b for each in found}) == 4
    worth = Settings.load().score["origin"]
    assert {each.parts for each in found} == {(("origin", worth),)}


@settings(deadline=None, max_examples=50)
@given(BATCHES)
def test_two_statements_have_one_link_and_the_surest(batch: Tables) -> None:
    """Linked before open, higher before lower, whichever of their places or rules made it."""
    reports, shipped = reports_of(batch), Settings.load()
    found = fused_of(reports, Bonds(), shipped)
    every = link_rows(reports, found, shipped).to_pylist()
    once = links_of(reports, found, shipped).to_pylist()
    best: dict[tuple[str, str], tuple[bool, float]] = {}
    for each in every:
        ends = (each["a"], each["b"])
        best[ends] = max(best.get(ends, (False, -1e9)), (each["linked"], each["score"]))
    assert len(once) == len(best)
    assert {(e["a"], e["b"]): (e["linked"], e["score"]) for e in once} == best
