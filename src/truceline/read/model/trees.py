"""Small decision trees over the signs of a sentence: plain arrays, walked all at once."""

from __future__ import annotations

from dataclasses import dataclass, fields
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from truceline.read.model.features import GRAMS, SIGNS, Places

LEAF = -1
MOST_NODES = 100_000

Nodes = NDArray[np.int32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Forest:
    """Trees whose answers are added up; every question is whether a sign is there.

    roots: the first node of each tree, ascending. sign: per node the sign that it asks for, in
    [0, SIGNS), or LEAF; yes, no: the node to go to, always a later one; value: what a leaf adds
    to the log-odds; depth: how many questions a tree asks at most.
    """

    roots: Nodes
    sign: Nodes
    yes: Nodes
    no: Nodes
    value: NDArray[np.float32]
    depth: int

    def score(self, places: Places) -> float:
        """Return the sum of all trees for a sentence's places; only those of signs are asked."""
        there = np.zeros(SIGNS, dtype=np.bool_)
        there[places[places >= GRAMS] - GRAMS] = True
        at = self.roots
        for _ in range(self.depth):
            asked = self.sign[at]
            at = np.where(there[asked], self.yes[at], self.no[at])
        return float(self.value[at].sum(dtype=np.float64))

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Return the arrays by name, as they are kept; the depth follows from them."""
        held = {each.name: getattr(self, each.name) for each in fields(self)}
        del held["depth"]
        return held


def forest_of(arrays: dict[str, NDArray[Any]]) -> Forest:
    """Return the trees that arrays hold; a leaf leads to itself.

    Raises ValueError for arrays that would lead outside or in a circle, KeyError for missing ones.
    """
    roots, sign, yes, no = (arrays[key].astype(np.int32) for key in ("roots", "sign", "yes", "no"))
    value = arrays["value"].astype(np.float32)
    number = len(sign)
    if not {len(yes), len(no), len(value)} == {number} or not 0 < number <= MOST_NODES:
        raise ValueError("the parts of its trees do not fit together")
    here, leaf = np.arange(number), sign == LEAF
    forward = leaf | ((yes > here) & (no > here) & (yes < number) & (no < number))
    known = (sign >= LEAF) & (sign < SIGNS)
    inside = len(roots) > 0 and roots[0] == 0 and roots[-1] < number and (np.diff(roots) > 0).all()
    if not (forward.all() and known.all() and inside and np.isfinite(value).all()):
        raise ValueError("its trees lead outside")
    return Forest(
        roots=roots,
        sign=sign,
        yes=np.where(leaf, here, yes).astype(np.int32),
        no=np.where(leaf, here, no).astype(np.int32),
        value=value,
        depth=max(_depth(leaf, yes, no, *ends) for ends in pairwise([*roots.tolist(), number])),
    )


def _depth(leaf: NDArray[np.bool_], yes: Nodes, no: Nodes, first: int, end: int) -> int:
    """Return how many questions the tree of nodes first..end asks at most."""
    below = [0] * (end - first)
    deepest = 0
    for node in range(first, end):
        if not leaf[node]:
            for child in (int(yes[node]), int(no[node])):
                if child >= end:
                    raise ValueError("a tree leads into another")
                below[child - first] = max(below[child - first], below[node - first] + 1)
        deepest = max(deepest, below[node - first])
    return deepest
