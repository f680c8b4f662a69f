"""Invented names of settlements, a stated share of them borne by several."""

from __future__ import annotations

import numpy as np

from truceline.lab.simulate.fronts import Front

_PAIRS = 0.7  # share of shared names that two places bear; three bear the rest


def names_of(front: Front, rng: np.random.Generator, number: int) -> tuple[str, ...]:
    """Return a name for each of a number of places; homonyms lie anywhere among them."""
    shared = round(number * front.fitted.homonyms["share"])
    groups: list[int] = []
    while sum(groups) + 2 <= shared:
        groups.append(2 if rng.random() < _PAIRS or sum(groups) + 3 > shared else 3)
    counts = np.array(groups + [1] * (number - sum(groups)), dtype=np.int64)
    words = np.array(_words(front, rng, len(counts)))
    return tuple(str(each) for each in rng.permutation(np.repeat(words, counts)))


def _words(front: Front, rng: np.random.Generator, number: int) -> list[str]:
    """Return different words of two, three or four syllables, short ones more often."""
    ground = front.ground
    found: dict[str, None] = {}
    while len(found) < number:
        middles = rng.choice(3, p=(0.45, 0.45, 0.1))
        parts = [
            rng.choice(ground.syllables_first),
            *rng.choice(ground.syllables_middle, middles),
            rng.choice(ground.syllables_last),
        ]
        found["".join(map(str, parts))] = None
    return list(found)
