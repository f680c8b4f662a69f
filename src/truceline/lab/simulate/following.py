"""What an armed act sets off: further acts of the same fight, an answer, a later strike."""

from __future__ import annotations

import numpy as np

from truceline.lab.simulate.acts import (
    AT_THE_LINE,
    Acts,
    front_shares,
    known_acts,
    rear_shares,
    spread,
)
from truceline.lab.simulate.fronts import Front
from truceline.lab.simulate.theatre import Floats, Theatre, Whole

_GENERATIONS = 8  # the ninth would add less than a thousandth of all acts


def followed(theatre: Theatre, acts: Acts, rng: np.random.Generator, *, fights: bool) -> Acts:
    """Return acts with all that they set off, by generations.

    fights: whether acts may set off further ones of the same fight (not so behind the front,
    where only separate later strikes on the same place follow). Their fights are numbered from 0.
    """
    generations, free = [acts], len(acts.fight)
    for _ in range(_GENERATIONS):
        parents = generations[-1]
        later = _again(theatre.front, parents, rng, free)
        free += len(later.fight)
        further = [_further(theatre, parents, rng)] if fights else []
        generations.append(Acts.joined([later, *further]))
    return Acts.joined(generations)


def first_shares(front: Front, *, fights: bool) -> Floats:
    """Return the shares of acts in the first generation: such that those of all are as stated."""
    shares = front_shares(front) if fights else rear_shares(front)
    first = np.maximum(shares - shares @ _offspring(front, fights=fights), 0)
    return np.asarray(first / first.sum(), dtype=np.float64)


def grown(front: Front, *, fights: bool) -> float:
    """Return how many acts come of one of the first generation, on average, itself included."""
    mean = _offspring(front, fights=fights)
    generation, total = first_shares(front, fights=fights), 0.0
    for _ in range(_GENERATIONS + 1):
        total += float(generation.sum())
        generation = generation @ mean
    return total


def _offspring(front: Front, *, fights: bool) -> Floats:
    """Return the mean number of acts of each kind that one of a kind sets off, (acts, acts)."""
    acts = known_acts(front)
    mean = np.diag(spread(acts, front.pace.again))
    if not fights:
        return mean
    children, stay = spread(acts, front.pace.spell_children), front.pace.stay
    further = children[:, None] * (stay * np.eye(len(acts)) + (1 - stay) * _kinds(front))
    return np.asarray(mean + further, dtype=np.float64)


def _kinds(front: Front) -> Floats:
    """Return P(kind of a further act) where the kind changes: the acts of which fights are made."""
    acts = known_acts(front)
    shares = front_shares(front) * (spread(acts, front.pace.spell_children) > 0)
    return np.asarray(shares / shares.sum(), dtype=np.float64)


def _again(front: Front, parents: Acts, rng: np.random.Generator, next_fight: int) -> Acts:
    """Return separate later strikes on the same places, each a fight of its own."""
    chance = spread(known_acts(front), front.pace.again)[parents.act]
    found = parents.take(np.repeat(np.arange(len(parents.act)), rng.poisson(chance)))
    wait = rng.uniform(*front.pace.again_hours, len(found.act))
    fight = next_fight + np.arange(len(found.act))
    return Acts(act=found.act, by=found.by, place=found.place, hour=found.hour + wait, fight=fight)


def _further(theatre: Theatre, parents: Acts, rng: np.random.Generator) -> Acts:
    """Return further acts of the same fights, some of them the other party's answer."""
    pace = theatre.front.pace
    chance = spread(known_acts(theatre.front), pace.spell_children)[parents.act]
    found = parents.take(np.repeat(np.arange(len(parents.act)), rng.poisson(chance)))
    number = len(found.act)
    other = rng.choice(len(chance_of := _kinds(theatre.front)), number, p=chance_of)
    act = np.where(rng.random(number) < pace.stay, found.act, other)
    by = np.where(rng.random(number) < pace.answer, 1 - found.by, found.by)
    hour = found.hour + rng.exponential(pace.spell_hours, number)
    place = _aimed(theatre, act, by, found.place)
    return Acts(act=act, by=by, place=place, hour=hour, fight=found.fight)


def _aimed(theatre: Theatre, act: Whole, by: Whole, place: Whole) -> Whole:
    """Return places on the other party's ground, the nearest across where it was the actor's own.

    Close fights stay where they are.
    """
    near = spread(known_acts(theatre.front), dict.fromkeys(AT_THE_LINE, 1.0))[act] > 0
    own = (theatre.holder[place] == by) & ~near
    return np.where(own, theatre.across[place], place)
