"""How far off contested lines may run: offsets across them, drawn evenly."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from scipy.special import ndtri

from truceline.ground.geometry import Floats
from truceline.model.zones import Line

# A normal lies within 1.645 standard deviations with probability 0.9: the line's error is across.
SIGMAS_ACROSS = 1.6448536269514722
# Draws and the turns by which each line goes through them: a lattice (Korobov 1959), its turns
# tried until any two lines were as independent as can be (correlated by 0.01 for two lines, 0.07
# for four, 0.14 for nine). MANY is for points exact beside the lines (a share is off by half a
# draw for each edge), FEW for points twice as uncertain as the lines (off by 0.001).
Draws = tuple[int, tuple[int, ...]]
Moved = dict[str, float]  # how many metres lines run outward, or to the right, of where they are
MANY: Draws = (101, (1, 83, 16, 91, 14, 22, 26, 38, 4))
FEW: Draws = (23, (1, 5, 16, 19, 3, 6, 12, 2, 8))
_FURTHER = 7  # the factor of the turns of lines beyond these
_MOST_M = 500_000.0  # a line is moved no further


def sigma_of(line: Line) -> float:
    """Return the standard deviation in metres of a line's error across it."""
    return line.contested_m / SIGMAS_ACROSS if line.contested_m > 0 else 0.0


def drawn_offsets(lines: Sequence[Line], draws: Draws) -> list[Moved]:
    """Return for each draw how far each contested line runs from where it is drawn, in metres.

    Each line's offsets are quantiles of its own normal, all as likely; lines are independent but
    for what the lattice leaves. In the middle draw every line runs as drawn. Lines must be all of
    an agreement, so that all of its zones are laid over each other in the same draws.
    """
    many, turns = draws
    across = _quantiles(many)
    steps = np.arange(many) - many // 2
    contested = [each for each in lines if sigma_of(each)]
    moved = {}
    for place, each in enumerate(contested):
        turn = turns[place % len(turns)] * _FURTHER ** (place // len(turns)) % many
        moved[each.id] = across[(steps * turn + many // 2) % many] * sigma_of(each)
    return [
        {name: float(np.clip(far[draw], -_MOST_M, _MOST_M)) for name, far in moved.items()}
        for draw in range(many)
    ]


def few_offsets(line: Line, draws: Draws, nodes: int) -> tuple[list[Moved], Floats]:
    """Return a few draws of one line, and their weights, that stand for all of its draws.

    By Gauss's rule for the draws' own offsets: means over draws of any polynomial of degree
    2 nodes - 1 in the offset are kept.
    """
    offsets, weights = _gauss(draws[0], nodes)
    # To the millimetre: ground moved by a trace of rounding is lost.
    far = np.round(np.clip(offsets * sigma_of(line), -_MOST_M, _MOST_M), 3)
    return [{line.id: each} for each in far.tolist()], weights


def _quantiles(many: int) -> Floats:
    half = ndtri((np.arange(many // 2) + 0.5) / many)
    return np.concatenate([half, [0.0], -half[::-1]])


@cache
def _gauss(many: int, nodes: int) -> tuple[Floats, Floats]:
    """Return Gauss's nodes and weights for quantiles all as likely (Golub and Welsch 1969)."""
    at = _quantiles(many)
    basis = [np.full(many, many**-0.5)]
    for _ in range(nodes - 1):  # Lanczos, each made at right angles to all before it, twice
        ahead = at * basis[-1]
        for _ in range(2):
            ahead = ahead - sum((each @ ahead) * each for each in basis)
        basis.append(ahead / np.linalg.norm(ahead))
    held = np.array(basis)
    offsets, turned = np.linalg.eigh(held @ (at[:, None] * held.T))
    return offsets, turned[0] ** 2


def furthest(line: Line) -> float:
    """Return how many metres a line runs off in the outermost draw."""
    return min(-float(ndtri(0.5 / MANY[0])) * sigma_of(line), _MOST_M)
