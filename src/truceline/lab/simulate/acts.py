"""Armed acts as columns while a day is made: drawn, followed by further acts, put in place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Self

import numpy as np

from truceline.lab.simulate.fronts import Front
from truceline.lab.simulate.theatre import Floats, Theatre, Whole

AGAINST_SELF = frozenset({"air_defence"})  # done by who holds the ground
BY_NOBODY = frozenset({"mine", "explosion"})  # nobody knows by whom, not even the truth
AT_THE_LINE = frozenset({"clash", "small_arms"})


class Columns:
    """A table of numpy columns of one length, a field each."""

    def take(self, rows: Whole) -> Self:
        """Return the given rows."""
        kept = {each.name: getattr(self, each.name)[rows] for each in fields(self)}  # type: ignore[arg-type]  # subclasses are dataclasses
        return type(self)(**kept)

    @classmethod
    def joined(cls, parts: Sequence[Self]) -> Self:
        """Return several tables as one, in their order."""
        names = [each.name for each in fields(cls)]  # type: ignore[arg-type]  # as above
        return cls(
            **{name: np.concatenate([getattr(one, name) for one in parts]) for name in names}
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Acts(Columns):
    """Acts: kind (number in `known_acts`), by (0, 1), place (number), hour, fight (number).

    hour: since the first simulated day began; acts of one fight set each other off.
    """

    act: Whole
    by: Whole
    place: Whole
    hour: Floats
    fight: Whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed(Columns):
    """Acts in full: where (km), how long (hours), whom they harmed, their spell (-1: none)."""

    act: Whole
    by: Whole
    place: Whole
    hour: Floats
    x: Floats
    y: Floats
    hours: Floats
    killed: Whole
    injured: Whole
    spell: Whole
    born: Whole


def known_acts(front: Front) -> tuple[str, ...]:
    """Return all acts that a front can see, in the order of fronts.yaml."""
    return tuple(dict.fromkeys([*front.fitted.acts, *front.pace.rear_acts]))


def spread(acts: tuple[str, ...], values: Mapping[str, float], missing: float = 0.0) -> Floats:
    """Return a figure for each act, shape (acts,)."""
    return np.array([values.get(each, missing) for each in acts], dtype=np.float64)


def front_shares(front: Front) -> Floats:
    """Return the shares of acts along the front: as fitted, and the stated share of explosions."""
    shares = spread(known_acts(front), front.fitted.acts)
    unexplained = spread(known_acts(front), {"explosion": 1.0})
    part = front.pace.unexplained
    mixed: Floats = (1 - part) * shares / shares.sum() + part * unexplained
    return mixed


def rear_shares(front: Front) -> Floats:
    """Return the shares of acts behind the front."""
    shares = spread(known_acts(front), front.pace.rear_acts)
    return np.asarray(shares / shares.sum(), dtype=np.float64)


def targets(theatre: Theatre, *, rear: bool) -> Floats:
    """Return cumulated P(place) for each act and holder, shape (acts, 2, places).

    Along the front an act's places thin out with the distance from the line by the fitted
    exponential law; the rear's begin at a stated distance and follow size alone.
    """
    front = theatre.front
    acts = known_acts(front)
    if rear:
        far = theatre.depth > front.pace.rear_from_km
        chance = np.broadcast_to(theatre.weight * far, (len(acts), len(theatre.names)))
    else:
        scale = spread(acts, front.fitted.depths, missing=front.fitted.depths["all"])
        chance = theatre.weight * np.exp(-theatre.depth / scale[:, None])
    both = np.stack([chance * (theatre.holder == side) for side in (0, 1)], axis=1)
    grown = np.cumsum(both, axis=2)
    return np.asarray(grown / grown[:, :, -1:], dtype=np.float64)


def place_of(cumulated: Floats, act: Whole, holder: Whole, rng: np.random.Generator) -> Whole:
    """Return a place for each act by `targets`, on ground of the given holder."""
    number = len(cumulated[0, 0])
    draws, found = rng.random(len(act)), np.zeros(len(act), dtype=np.int64)
    group = act * 2 + holder
    for each in np.unique(group):
        rows = np.flatnonzero(group == each)
        found[rows] = np.searchsorted(cumulated[each // 2, each % 2], draws[rows], side="right")
    return np.minimum(found, number - 1)
