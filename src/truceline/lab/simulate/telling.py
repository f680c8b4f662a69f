"""Which voices tell first-hand of which events, and which events are made up and by whom."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from truceline.lab.simulate.acts import AGAINST_SELF
from truceline.lab.simulate.families import Common, Family, Floats, Rng, Whole
from truceline.lab.simulate.lines import EVENT, Events, acts
from truceline.lab.simulate.outlets import NOBODY, Outlets
from truceline.lab.simulate.theatre import Theatre

_THREE = ("command", "monitor", "correspondent")  # voices that know nothing of each other


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """First utterances: the number of the event and of the outlet that speaks, row by row."""

    event: Whole
    outlet: Whole


def severity(events: Events) -> Floats:
    """Return the log of one and an event's harm, the killed counted twice."""
    found: Floats = np.log1p(2.0 * events["killed"] + events["injured"])
    return found


def told_of(
    events: Events,
    news: Floats,
    theatre: Theatre,
    outlets: Outlets,
    laws: tuple[Family, Common],
    rng: Rng,
) -> Told:
    """Return who tells of what really happened; news: how much more is told of each for its act.

    A chain of command is one voice: one of its members speaks for it.
    """
    voices = np.flatnonzero(outlets.reporter)
    heads = _heads(outlets)
    voices = voices[~outlets.command[voices] | np.isin(voices, heads)]
    family, common = laws
    odds = _log_odds(events, theatre, outlets, voices, common)
    odds += common.telling.news * news[:, None]
    odds += family.attention(len(events), rng)[:, None]
    says = rng.random(odds.shape) < 1 / (1 + np.exp(-odds))
    event, column = np.nonzero(says)
    return Told(event=event, outlet=_speaking(voices[column], outlets, rng))


def _heads(outlets: Outlets) -> Whole:
    """Return the outlet that stands for each side's chain of command."""
    return np.array([outlets.speaking_for(side)[0] for side in (0, 1)], dtype=np.int64)


def _speaking(outlet: Whole, outlets: Outlets, rng: Rng) -> Whole:
    """Return outlets, those of a chain of command replaced by any member that may speak for it."""
    found = outlet.copy()
    drawn = rng.random(len(outlet))
    for side in (0, 1):
        members = outlets.speaking_for(side)
        mine = np.isin(outlet, members)
        found[mine] = members[(drawn[mine] * len(members)).astype(np.int64)]
    return found


def _log_odds(
    events: Events, theatre: Theatre, outlets: Outlets, voices: Whole, laws: Common
) -> Floats:
    telling = laws.telling
    base = np.array([telling.base[outlets.entry[voice]] for voice in voices])
    odds = base[None, :] + telling.harm * severity(events)[:, None]
    side, by = outlets.side[voices][None, :], _doers(events)[:, None]
    odds = odds + np.where((side >= 0) & (by >= 0) & (side != by), telling.side["victim"], 0.0)
    odds += np.where((side >= 0) & (side == by), telling.side["author"], 0.0)
    rear = theatre.depth[events["town"]] > theatre.front.pace.rear_from_km
    odds += telling.rear * rear[:, None]
    region = outlets.region[voices][None, :]
    elsewhere = (region != NOBODY) & (region != theatre.region[events["town"]][:, None])
    return np.where(elsewhere, -np.inf, odds)


def _doers(events: Events) -> Whole:
    """Return whose doing each event is to who tells of it: air defence is told of by its own."""
    defends = np.isin(np.array(acts())[events["act"]], list(AGAINST_SELF))
    by = events["by"].astype(np.int64)
    return np.where(defends & (by >= 0), 1 - by, by)


def made_up(
    events: Events, theatre: Theatre, seconds: tuple[float, float], side: Whole, rng: Rng
) -> Events:
    """Return events that did not occur, told by `side` against the other, on its own ground.

    They take their act and hour from what really happens, and their harm is of the worse kind.
    """
    found = np.zeros(len(side), dtype=EVENT)
    if not len(side):
        return found
    found["town"] = [rng.choice(np.flatnonzero(theatre.holder == each)) for each in side]
    model = rng.integers(0, max(1, len(events)), len(side))
    found["act"] = events["act"][model] if len(events) else 0
    spread = theatre.radius[found["town"]]
    for axis, centre in (("x", theatre.x), ("y", theatre.y)):
        found[axis] = centre[found["town"]] + rng.normal(0, 0.5, len(side)) * spread
    begin, length = seconds[0], seconds[1] - seconds[0]
    found["start"] = begin + rng.random(len(side)) * length
    found["end"] = found["start"] + rng.exponential(1800.0, len(side))
    found["by"], found["ground"] = 1 - side, side
    found["killed"] = rng.geometric(0.4, len(side)) - 1
    found["injured"] = rng.geometric(0.25, len(side)) - 1
    return found


def mouths_of(side: Whole, mouths: Whole, first: int, outlets: Outlets, rng: Rng) -> Told:
    """Return who tells each made-up event: so many mouths of one side, its chain of command one."""
    event, outlet = [], []
    heads = _heads(outlets)
    for number, (which, wanted) in enumerate(zip(side, mouths, strict=True)):
        own = np.flatnonzero(outlets.reporter & (outlets.side == which) & ~outlets.command)
        choice = rng.permutation(np.append(own, heads[which]))[:wanted]
        event += [first + number] * len(choice)
        outlet += choice.tolist()
    spoken = np.array(outlet, dtype=np.int64)
    return Told(event=np.array(event, dtype=np.int64), outlet=_speaking(spoken, outlets, rng))


def three_of(events: Events, outlets: Outlets) -> Told:
    """Return three voices for the gravest event: the harmed side's, a monitor's, another side's.

    The third is a correspondent of the side that is blamed: an admission.
    """
    if not len(events):
        return Told(event=np.zeros(0, dtype=np.int64), outlet=np.zeros(0, dtype=np.int64))
    gravest = int(np.argmax(severity(events)))
    ground = max(0, int(events["ground"][gravest]))
    wanted = zip(_THREE, (ground, NOBODY, 1 - ground), strict=True)
    entry = np.array(outlets.entry)
    speaks: list[NDArray[np.int64]] = [
        np.flatnonzero((entry == name) & (outlets.side == side))[:1] for name, side in wanted
    ]
    outlet = np.concatenate(speaks)
    return Told(event=np.full(len(outlet), gravest, dtype=np.int64), outlet=outlet)
