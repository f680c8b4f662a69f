"""Where an act lies, how long it lasts, whom it harms, and the spell of fighting it belongs to."""

from __future__ import annotations

import numpy as np

from truceline.lab.simulate.acts import (
    AT_THE_LINE,
    Acts,
    Placed,
    front_shares,
    known_acts,
    spread,
)
from truceline.lab.simulate.fronts import Front
from truceline.lab.simulate.theatre import Floats, Theatre, Whole

_ALONG_KM = 4.0  # spread of close fights along the line about their settlement


def placed(theatre: Theatre, acts: Acts, day: int, rng: np.random.Generator) -> Placed:
    """Return acts in full; day: on which they were born."""
    front = theatre.front
    number = len(acts.act)
    x, y = _points(theatre, acts, rng)
    killed, injured = harm(front, acts.act, rng)
    middle, width = (spread(known_acts(front), _part(front, i))[acts.act] for i in (0, 1))
    return Placed(
        act=acts.act,
        by=acts.by,
        place=acts.place,
        hour=acts.hour,
        x=x,
        y=y,
        hours=middle * np.exp(width * rng.standard_normal(number)),
        killed=killed,
        injured=injured,
        spell=spells(front, acts),
        born=np.full(number, day),
    )


def _part(front: Front, which: int) -> dict[str, float]:
    return {act: pair[which] for act, pair in front.pace.hours.items()}


def _points(theatre: Theatre, acts: Acts, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Return points in km: about the settlement, or on the line beside it for close fights."""
    names, place = known_acts(theatre.front), acts.place
    apart = spread(names, theatre.front.pace.scatter_km)[acts.act]
    noise = rng.standard_normal((2, len(place)))
    x = theatre.x[place] + noise[0] * np.hypot(apart, theatre.radius[place] / 2)
    y = theatre.y[place] + noise[1] * np.hypot(apart, theatre.radius[place] / 2)
    line = theatre.line
    knot = line.nearest(theatre.x[place], theatre.y[place])[1]
    along = np.clip(line.y[knot] + noise[1] * _ALONG_KM, line.y[0], line.y[-1])
    there = np.interp(along, line.y, line.x) + noise[0] * apart
    close = spread(names, dict.fromkeys(AT_THE_LINE, 1.0))[acts.act] > 0
    return np.where(close, there, x), np.where(close, along, y)


def harm(front: Front, act: Whole, rng: np.random.Generator) -> tuple[Whole, Whole]:
    """Return killed and injured: mostly zeros, the rest by zeta laws with heavy tails.

    The shares are those fitted, weighed by how deadly an act is against the mean of all. Numbers
    beyond the stated most are folded back: none is ever too large, and none piles up at the end.
    """
    law, names = front.fitted.harm, known_acts(front)
    deadly = spread(names, front.pace.lethality, missing=1.0)
    deadly = deadly / (front_shares(front) @ deadly)
    both, killed_only = law["both"], law["killed"] - law["both"]
    injured_only = law["injured"] - law["both"]
    draw = rng.random(len(act)) / deadly[act]
    any_killed = draw < both + killed_only
    any_injured = (draw < both) | (
        (draw >= both + killed_only) & (draw < both + killed_only + injured_only)
    )
    killed = rng.zipf(law["killed_exponent"], len(act))
    injured = rng.zipf(law["injured_exponent"], len(act))
    killed, injured = ((each - 1) % front.pace.most_harm + 1 for each in (killed, injured))
    return np.where(any_killed, killed, 0), np.where(any_injured, injured, 0)


def spells(front: Front, acts: Acts) -> Whole:
    """Return the number of the spell that each act is part of, -1 for none.

    A spell is two or more acts of one fight without a pause of more than the stated hours between
    the beginnings of one and the next.
    """
    number = len(acts.act)
    order = np.lexsort((acts.hour, acts.fight))
    fight, hour = acts.fight[order], acts.hour[order]
    begins = np.ones(number, dtype=bool)
    begins[1:] = (fight[1:] != fight[:-1]) | (np.diff(hour) > front.pace.pause_hours)
    group = np.cumsum(begins) - 1
    size = np.bincount(group, minlength=1)
    found = np.full(number, -1, dtype=np.int64)
    found[order] = np.where(size[group] > 1, group, -1) if number else group
    return found
