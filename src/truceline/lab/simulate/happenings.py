"""What happens on a simulated day: acts along the front and behind it, told by nobody yet.

A process that excites itself (Hawkes 1971, here as clusters of births): acts of the first
generation come by place, distance from the line, hour and the day's level; `following` says what
they set off. All that is born of a day's acts is drawn from that day's numbers alone, and ends
within the next day: a day's acts are those born on it or on the day before.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

from truceline.lab.simulate.acts import (
    AGAINST_SELF,
    AT_THE_LINE,
    BY_NOBODY,
    Acts,
    Placed,
    known_acts,
    place_of,
    spread,
    targets,
)
from truceline.lab.simulate.following import first_shares, followed, grown
from truceline.lab.simulate.fronts import Front, stream
from truceline.lab.simulate.placing import placed
from truceline.lab.simulate.theatre import Floats, Theatre, Whole, theatre_of
from truceline.lab.simulate.truth import HAPPENED

_REMEMBERED = 40  # days after which a day's level is forgotten


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """What the days of one theatre share: its ground, a seed, the chances of its places.

    near, far: `targets` along the front and behind it.
    """

    theatre: Theatre
    seed: int
    near: Floats
    far: Floats

    @classmethod
    def of(cls, front: Front, seed: int) -> Process:
        """Return the process that a seed makes of a front."""
        theatre = theatre_of(front, seed)
        near, far = targets(theatre, rear=False), targets(theatre, rear=True)
        return cls(theatre=theatre, seed=seed, near=near, far=far)


def happenings(process: Process, day: int) -> pa.Table:
    """Return what begins on a day as rows of HAPPENED in order of time, all of it real.

    Days may lie before the first (below 0). Ids are "incident-DAY-NUMBER"; "spell-DAY-NUMBER"
    names the day on which a spell's first act was born. By is "" for mines and bare explosions.
    """
    acts = Placed.joined([_born(process, each) for each in (day - 1, day)])
    here = np.flatnonzero((acts.hour >= day * 24) & (acts.hour < (day + 1) * 24))
    return _table(process.theatre, day, acts.take(here[np.argsort(acts.hour[here], kind="stable")]))


def level(front: Front, seed: int, day: int) -> float:
    """Return a day's level, 1 on average: lognormal, remembering the days before (AR(1))."""
    spread_of_days, memory = front.fitted.days["spread"], front.fitted.days["memory"]
    past = [stream(seed, day - back, "level").standard_normal() for back in range(_REMEMBERED)]
    state = np.sqrt(1 - memory**2) * np.dot(memory ** np.arange(_REMEMBERED), past)
    return float(np.exp(spread_of_days * state - spread_of_days**2 / 2))


def _born(process: Process, day: int) -> Placed:
    """Return the acts of a day's first generation and all that they set off."""
    front = process.theatre.front
    rng = stream(process.seed, day, "happenings")
    today = level(front, process.seed, day)
    near = followed(process.theatre, _along_the_front(process, day, today, rng), rng, fights=True)
    far = followed(process.theatre, _behind_it(process, day, today, rng), rng, fights=False)
    fights = np.concatenate([near.fight, far.fight + len(near.fight)])
    acts = replace(Acts.joined([near, far]), fight=fights)
    soon = np.flatnonzero(acts.hour < (day + 2) * 24)
    return placed(process.theatre, acts.take(soon), day, rng)


def _along_the_front(process: Process, day: int, today: float, rng: np.random.Generator) -> Acts:
    front = process.theatre.front
    number = rng.poisson(front.front_a_day * today / grown(front, fights=True))
    act = rng.choice(len(known_acts(front)), number, p=first_shares(front, fights=True))
    holder = (rng.random(number) >= front.pace.aim).astype(np.int64)
    place = place_of(process.near, act, holder, rng)
    hour = day * 24 + _hours(front.fitted.front_hours, number, rng, even=front.pace.even_hours)
    by = _by(front, act, holder, rng)
    return Acts(act=act, by=by, place=place, hour=hour, fight=np.arange(number))


def _behind_it(process: Process, day: int, today: float, rng: np.random.Generator) -> Acts:
    """Return strikes on the rear: waves of one act on one side's cities at about one hour."""
    front = process.theatre.front
    each = (1 + front.pace.wave_size) * grown(front, fights=False)
    waves = rng.poisson(front.rear_a_day * today / each)
    size = 1 + rng.poisson(front.pace.wave_size, waves)
    wave = np.repeat(np.arange(waves), size)
    act = rng.choice(len(known_acts(front)), waves, p=first_shares(front, fights=False))[wave]
    holder = (rng.random(waves) >= front.pace.aim).astype(np.int64)[wave]
    begun = _hours(front.fitted.rear_hours, waves, rng)[wave]
    hour = day * 24 + begun + rng.exponential(front.pace.wave_hours, len(wave))
    place = place_of(process.far, act, holder, rng)
    by = _by(front, act, holder, rng)
    return Acts(act=act, by=by, place=place, hour=hour, fight=np.arange(len(wave)))


def _by(front: Front, act: Whole, holder: Whole, rng: np.random.Generator) -> Whole:
    """Return who acts: the side that does not hold the ground, but for defence and close fights."""
    acts = known_acts(front)
    own = spread(acts, dict.fromkeys(AGAINST_SELF, 1.0))[act]
    either = spread(acts, dict.fromkeys(AT_THE_LINE, 0.5))[act]  # both sides attack at the line
    chance = np.maximum(own, either)
    return np.where(rng.random(len(act)) < chance, holder, 1 - holder)


def _hours(
    shares: tuple[float, ...], number: int, rng: np.random.Generator, even: float = 0.0
) -> Floats:
    """Return hours of a day by the shares of its 24; even: the part that falls at any hour."""
    chance = (1 - even) * np.array(shares) / sum(shares) + even / 24
    return np.asarray(rng.choice(24, number, p=chance) + rng.random(number), dtype=np.float64)


def _table(theatre: Theatre, day: int, acts: Placed) -> pa.Table:
    front, number = theatre.front, len(acts.act)
    names = known_acts(front)
    lat, lon = theatre.degrees(acts.x, acts.y)
    start = front.second(0) + acts.hour * 3600
    parties = np.array([*front.parties, ""], dtype=object)
    nobody = spread(names, dict.fromkeys(BY_NOBODY, 1.0))[acts.act] > 0
    holder = theatre.line.held_by(acts.x, acts.y)
    spells = zip(acts.born.tolist(), acts.spell.tolist(), strict=True)
    columns = {
        "id": [f"incident-{day}-{each}" for each in range(number)],
        "occurred": np.ones(number, dtype=bool),
        "act": np.array(names, dtype=object)[acts.act],
        "lat": lat,
        "lon": lon,
        "start": start,
        "end": start + acts.hours * 3600,
        "by": parties[np.where(nobody, 2, acts.by)],
        "ground": parties[holder],
        "place": np.array(theatre.names, dtype=object)[acts.place],
        "killed": acts.killed.astype(np.int32),
        "injured": acts.injured.astype(np.int32),
        "spell": [f"spell-{born}-{spell}" if spell >= 0 else "" for born, spell in spells],
    }
    return pa.table(columns, schema=HAPPENED)
