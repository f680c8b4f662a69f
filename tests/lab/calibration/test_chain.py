"""Fused incidents with their truth: what the rows of the whole chain are counted over."""

from __future__ import annotations

import numpy as np
import pytest

from truceline.fuse import step
from truceline.lab.calibration.chain import _most, chain_of, traced
from truceline.lab.simulate.world import World, world_of
from truceline.model.arrow import truths
from truceline.model.stage import Params


@pytest.fixture(scope="module")
def world() -> World:
    """Return a few days of a quiet front, with texts."""
    return world_of("quiet", "a", seed=12, days=4)


def test_each_fused_incident_is_judged_once_by_what_most_of_its_reports_tell(world: World) -> None:
    """As many incidents as fusing makes, each with P, a truth, outlets and origins."""
    chain = chain_of(world)
    incidents = step(world.tables, {}, {}, Params(stage="fuse")).put["incident"]
    assert chain.number == incidents.num_rows > 0
    assert ((chain.p > 0) & (chain.p < 1)).all()
    assert (chain.outlets >= 1).all() and (chain.origins >= 1).all()
    assert set(chain.occurred.tolist()) <= set(truths(world.happened["occurred"]).tolist())


def test_the_value_of_most_rows_is_found_and_the_first_of_equals() -> None:
    """Two of three decide; one against one, the earlier row does."""
    group, value = np.array([0, 0, 0, 1, 1]), np.array([4, 7, 7, 9, 2])
    assert _most(group, value, 2).tolist() == [7, 9]


def test_traced_worlds_have_the_origins_that_tracing_finds(world: World) -> None:
    """Every statement has an origin again, and the true ones are gone."""
    found, true = (each.tables["origin"] for each in (traced(world), world))
    listed = [m for members in found["members"].to_pylist() for m in members]
    assert sorted(listed) == sorted(world.tables["statement"]["id"].to_pylist())
    assert set(found["id"].to_pylist()).isdisjoint(true["id"].to_pylist())
