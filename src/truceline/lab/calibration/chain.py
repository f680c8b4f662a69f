"""Incidents as our own tracing and fusing make them, with P as it ships and what was so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace

import numpy as np

from truceline.fuse import step as fuse_step
from truceline.lab.calibration.samples import Known, distinct_by
from truceline.lab.measures import Indexes, Values
from truceline.lab.simulate.world import World, world_of
from truceline.model.arrow import (
    column,
    floats,
    lengths,
    match,
    members,
    part,
    take,
    truths,
)
from truceline.model.stage import Params
from truceline.trace import step as trace_step

_DAY_S = 86_400.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain(Known):
    """Fused incidents with P as given and origins as the chain has them.

    occurred: of the true incident that most of a fused one's reports tell of.
    """

    p: Values


def traced(world: World) -> World:
    """Return a world whose origins are those that tracing finds in its texts."""
    given = {name: table for name, table in world.tables.items() if name != "origin"}
    origins = trace_step(given, {}, {}, Params(stage="trace")).put["origin"]
    return replace(world, tables={**given, "origin": origins})


def chain_of(world: World) -> Chain:
    """Return the incidents that fusing makes of a world; those with no known report are left out.

    Where as many reports tell of one true incident as of another, the earlier in the tables counts.
    """
    tables, told, happened = world.tables, world.told, world.happened
    found = fuse_step(tables, {}, {}, Params(stage="fuse")).put["incident"]
    home, listed = members(column(found, "members"))
    row = match(part(listed, "statement"), column(tables["statement"], "id"))
    at = match(part(listed, "statement"), column(told, "statement"))
    truth = match(take(column(told, "incident"), at), column(happened, "id"))
    known = np.flatnonzero((truth >= 0) & (row >= 0))
    home, truth, row = home[known], truth[known], row[known]
    kept, mine = np.unique(home, return_inverse=True)
    main = _most(mine, truth, len(kept))
    document = match(
        take(column(tables["statement"], "document"), row), column(tables["document"], "id")
    )
    source = match(
        take(column(tables["document"], "source"), document), column(tables["source"], "id")
    )
    sides, counted = members(column(found, "origins"))
    many = lengths(part(counted, "origins"))
    origins = np.bincount(sides, weights=many, minlength=found.num_rows)
    start = floats(column(happened, "start"))
    return Chain(
        p=floats(column(found, "p_occurred"), 0.5)[kept],
        occurred=truths(take(column(happened, "occurred"), main)),
        day=np.floor(start[main] / _DAY_S).astype(np.int64),
        outlets=distinct_by(mine, source, len(kept)),
        origins=np.maximum(origins.astype(np.int64)[kept], 1),
    )


def _most(group: Indexes, value: Indexes, number: int) -> Indexes:
    """Return the value that most rows of each group have, the first of equals."""
    pairs, first, count = np.unique(
        np.stack([group, value]), axis=1, return_index=True, return_counts=True
    )
    order = np.lexsort((first, -count, pairs[0]))
    lead = np.searchsorted(pairs[0][order], np.arange(number))
    return np.asarray(pairs[1][order][lead], dtype=np.int64)


def chains_of(family: str, days: Mapping[str, int], seed: int, *, trace: bool) -> Chain:
    """Return the fused incidents of several fronts of one family; trace: with origins as found."""
    found = []
    for front, number in days.items():
        world = world_of(front, family, seed=seed, days=number, texts=trace)
        found.append(chain_of(traced(world) if trace else world))
    return _joined(found)


def _joined(chains: Iterable[Chain]) -> Chain:
    every, days = list(chains), 0
    apart = []
    for each in every:
        day = np.unique(each.day, return_inverse=True)[1].reshape(-1)
        apart.append(replace(each, day=day + days))
        days += int(day.max(initial=-1)) + 1
    columns = [each.name for each in fields(Chain)]
    return Chain(**{name: np.concatenate([getattr(c, name) for c in apart]) for name in columns})
