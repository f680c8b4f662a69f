"""Simulated worlds: a day at a time or all days in one, with the truth beside what is told.

Parts of the simulator take the shapes from `truth.py`; everybody else takes all from here.
"""

from __future__ import annotations

from collections.abc import Iterator

from truceline.lab.simulate.days import Stage
from truceline.lab.simulate.truth import (
    FAMILIES,
    FRONTS,
    HAPPENED,
    SENSED,
    TOLD,
    Account,
    Wanted,
    World,
    joined,
)

__all__ = [
    "FAMILIES",
    "FRONTS",
    "HAPPENED",
    "SENSED",
    "TOLD",
    "Account",
    "Wanted",
    "World",
    "joined",
    "simulate",
    "world_of",
    "worlds",
]


def simulate(
    front: str,
    family: str,
    *,
    seed: int,
    days: int,
    texts: bool = True,
    account: Account = "as told",
    first: int = 0,
) -> Iterator[World]:
    """Return `days` simulated days from day number `first` on, each made when it is asked for.

    A statement belongs to the day of what it tells, so a day's copies may be published later. Any
    day made alone is the same as in a longer run. Raises UsageError for an unknown front or family.
    """
    wanted = Wanted(front=front, family=family, seed=seed, texts=texts, account=account)
    return worlds(wanted, range(first, first + days))


def worlds(wanted: Wanted, days: range) -> Iterator[World]:
    """Return the wanted days, each made when it is asked for; the ground is made at once."""
    stage = Stage.of(wanted)
    return (stage.day(day) for day in days)


def world_of(
    front: str,
    family: str,
    *,
    seed: int,
    days: int,
    texts: bool = True,
    account: Account = "as told",
) -> World:
    """Return all days as one World; raises UsageError for an unknown front or family."""
    found = list(simulate(front, family, seed=seed, days=days, texts=texts, account=account))
    return joined(found)
