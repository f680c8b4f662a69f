"""Accounts of simulated incidents, as labelled headlines give them of real ones."""

from __future__ import annotations

from datetime import date, timedelta

import pyarrow as pa

from truceline.lab.simulate.accounts import Account, Known, Spot, account
from truceline.lab.simulate.days import Stage
from truceline.lab.simulate.fronts import front_of
from truceline.lab.simulate.saying import Saying
from truceline.lab.simulate.truth import Wanted
from truceline.model.columns import from_table
from truceline.model.statement import Statement

_PRINTED = frozenset({"outlet", "wire"})  # the kinds of sources of a feed of headlines
_DAY_S, _EPOCH = 86400.0, date(1970, 1, 1)


def simulated(
    front: str, family: str, *, seed: int, days: int, words: Saying | None = None
) -> list[Account]:
    """Return the accounts of real incidents that are published on the last days of a run.

    As in a feed of headlines only those of outlets and wires count. The run is twice as long, so
    that what was told late is there. Verbatim copies are repeats.
    Days are those of UTC. words: in place of those that ship. Raises UsageError for an unknown
    front or family.
    """
    stage = Stage.of(Wanted(front=front, family=family, seed=seed, texts=False), words=words)
    first = _EPOCH + timedelta(front_of(front).second(0) // _DAY_S)
    found = []
    for day in range(2 * days):
        found += _accounts(stage, day, first + timedelta(days), first + timedelta(2 * days))
    return found


def _accounts(stage: Stage, day: int, begin: date, end: date) -> list[Account]:
    """Return the accounts of one day's incidents that are published from `begin` to `end`."""
    world = stage.day(day)
    known = _known(stage, world.happened)
    kinds = dict(zip(stage.speaking.outlets.ids(), stage.speaking.outlets.kind, strict=True))
    published = {
        row["id"]: row["published"]["earliest"].date()
        for row in world.tables["document"].select(["id", "published", "source"]).to_pylist()
        if kinds[row["source"]] in _PRINTED
    }
    said = from_table(Statement, world.tables["statement"])
    found = []
    for statement, told in zip(said, world.told.to_pylist(), strict=True):
        on = published.get(statement.document)
        real = statement.kind == "incident_report" and told["incident"] in known
        if real and on and begin <= on < end:
            repeat = told["kind"] == "verbatim"
            found.append(account(known[told["incident"]], statement, on, zone="UTC", repeat=repeat))
    return found


def _known(stage: Stage, happened: pa.Table) -> dict[str, Known]:
    """Return what is known of the incidents that occurred: their place is the town's middle."""
    ground = stage.speaking.ground
    town = ground.events(happened)["town"]
    lat, lon = ground.theatre.degrees(ground.theatre.x[town], ground.theatre.y[town])
    rows = zip(happened.to_pylist(), lat.tolist(), lon.tolist(), strict=True)
    return {
        row["id"]: Known(
            name=row["id"],
            act=row["act"],
            day=_EPOCH + timedelta(row["start"] // _DAY_S),
            spot=Spot(*spot),
        )
        for row, *spot in rows
        if row["occurred"]
    }
