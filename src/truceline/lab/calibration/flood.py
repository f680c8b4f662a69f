"""What a flood of rewrites of one false report does to P, and what three accounts do."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyarrow as pa

from truceline.fuse.belief.columns import NOBODY, SAYS, Accounts, no_watch
from truceline.fuse.belief.voices import voices_of
from truceline.fuse.belief.weighing import weigh
from truceline.fuse.belief.weights import load_kinds, load_weights
from truceline.lab.calibration.samples import Sample, sample_of
from truceline.lab.measures import Indexes, Values
from truceline.lab.rows import Row, counted
from truceline.lab.simulate.world import Account, World, simulate
from truceline.model.arrow import among, column, match

FRONT, DAYS, SEED = "quiet", 30, 6
_VERY = 0.8  # where "likely" ends (ICD 203)


def _worlds(family: str, account: Account) -> list[World]:
    made = simulate(FRONT, family, seed=SEED, days=DAYS, texts=False, account=account)
    return [each for each in made if each.told.num_rows]


def _p(accounts: Accounts, number: int) -> Values:
    kinds = load_kinds()
    return weigh(voices_of(accounts, no_watch(), number, kinds), load_weights()).p


def flood_moves(world: World) -> tuple[float, float]:
    """Return how much P of a flooded day's last incident, the made-up one, rises by its copies.

    The first number is with every copy traced to its origin, the second with every copy taken
    for an origin of its own, which is the worst that tracing could do.
    """
    first = _last_p(first_utterances(world))
    return abs(_last_p(world) - first), abs(_last_p(without_origins(world)) - first)


def _last_p(world: World) -> float:
    """Return P of the last incident that somebody tells of."""
    sample = sample_of(world)
    return float(_p(sample.accounts, sample.number)[-1])


def first_utterances(world: World) -> World:
    """Return a world without any copies."""
    statement, told = world.tables["statement"], world.told
    first = column(told, "statement").filter(pa.array(among(column(told, "parent"), ("",))))
    kept = match(column(statement, "id"), first) >= 0
    return replace(world, tables={**world.tables, "statement": statement.filter(pa.array(kept))})


def without_origins(world: World) -> World:
    """Return a world as it looks where nobody has traced who repeats whom."""
    return replace(world, tables={k: v for k, v in world.tables.items() if k != "origin"})


def _told_by_three(sample: Sample) -> Indexes:
    """Return incidents with a monitor, and with voices of at least two sides."""
    said, kinds = sample.accounts, load_kinds()
    says = said.denies == SAYS
    monitored = np.unique(said.incident[says & (said.kind == kinds.number("monitor"))])
    sided = says & (said.side != NOBODY)
    pairs = np.unique(np.stack([said.incident[sided], said.side[sided]]), axis=1)
    sides = np.bincount(pairs[0], minlength=sample.number)
    return np.intersect1d(monitored, np.flatnonzero(sides > 1))


def flood_rows(family: str, where: str) -> list[Row]:
    """Return the rows of floods and of three accounts under one family of laws."""
    moves = np.array([flood_moves(each) for each in _worlds(family, "flood")])
    told = [sample_of(each) for each in _worlds(family, "three accounts")]
    sure = [_p(each.accounts, each.number)[_told_by_three(each)] for each in told]
    p = np.concatenate(sure)
    names = ("traced", "taken for 1,000 origins (lower is better)")
    rows = [
        _plain(f"flood of 1,000 rewrites, {name}: largest move of P", where, moves[:, column])
        for column, name in enumerate(names)
    ]
    title = "three accounts (a monitor and two sides): share past “likely”"
    rows.append(counted(title, where, int((p > _VERY).sum()), len(p)))
    return rows


def _plain(name: str, where: str, values: Values) -> Row:
    """Return the greatest of some values; the interval is from the least to the greatest."""
    most, least = float(values.max()), float(values.min())
    return Row(name=name, set=where, n=len(values), figure=most, low=least, high=most)
