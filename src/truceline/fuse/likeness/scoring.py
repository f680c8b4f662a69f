"""The score of merging two clusters: a log likelihood ratio in named parts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from truceline.fuse.likeness.fields import FIELDS
from truceline.fuse.likeness.places import place_part
from truceline.fuse.likeness.state import State, act_part
from truceline.fuse.likeness.threads import in_threads
from truceline.fuse.likeness.times import time_part
from truceline.fuse.settings import Settings
from truceline.model.arrow import Floats, Integers, Truths

PARTS = (
    "prior",
    "place",
    "time",
    "background",
    "coincidence",
    "act",
    *FIELDS,
    "origin",
    "size",
)

_AT_ONCE = 50_000  # edges whose score tables are in memory at a time, in each thread


@dataclass(frozen=True, slots=True, kw_only=True)
class Edges:
    """Pairs of clusters (a < b) with what their scored pairs of reports add up to.

    pairs: (k,) how many were scored; fields: (k, len(FIELDS)) sums over them; origin: how many of
    them share an origin; held: pairs that must not come together.
    """

    a: Integers
    b: Integers
    pairs: Floats
    fields: Floats
    origin: Floats
    held: Truths

    def of(self, chosen: Integers | Truths) -> Edges:
        """Return some of the edges."""
        return Edges(
            a=self.a[chosen],
            b=self.b[chosen],
            pairs=self.pairs[chosen],
            fields=self.fields[chosen],
            origin=self.origin[chosen],
            held=self.held[chosen],
        )


def coincidence(state: State, a: Integers, b: Integers, settings: Settings) -> dict[str, Floats]:
    """Return log B, the density of coincidence against the background, in its parts; each (k,).

    B = integral of f_C f_D g_C g_D / lambda, with the normalised posteriors of both clusters: so
    that a merge is weighed by the clusters and not by the sum over their pairs, which would count
    the same evidence again and again (DESIGN.md, "Fusing"). The part "coincidence" holds the sum
    between two bounds: none says more than the gazetteer and reporters' clocks are worth.
    """
    rule = settings.score
    fewest = np.minimum(state.size[a], state.size[b])
    found = {
        "place": place_part(state.places, a, b, fewest, rule["place"]),
        "time": time_part(state.times, a, b, rule["time"]),
        "background": -(state.rate[a] + state.rate[b]) / 2,
    }
    whole = found["place"] + found["time"] + found["background"]
    bounds = rule["coincidence"]
    found["coincidence"] = np.clip(whole, bounds["lowest"], bounds["highest"]) - whole
    return found


def parts_of(state: State, edges: Edges, settings: Settings) -> Floats:
    """Return the score table of merging pairs of clusters, shape (k, len(PARTS)).

    size: an incident of which much was told is told of more: log of the mean size, weighted.
    """
    rule = settings.score
    a, b = edges.a, edges.b
    fields = edges.fields / edges.pairs[:, None]
    told = np.log((state.size[a] + state.size[b]) / 2)
    found = {
        "prior": np.full(len(a), float(rule["prior"])),
        **coincidence(state, a, b, settings),
        "act": rule["act"]["weight"] * act_part(state, a, b),
        **{name: fields[:, i] for i, name in enumerate(FIELDS)},
        "origin": rule["origin"] * edges.origin / edges.pairs,
        "size": rule["size"] * told,
    }
    # Rounded so that no machine's last bit decides a merge.
    return np.asarray(np.round(np.stack([found[name] for name in PARTS], axis=1), 6))


def total(state: State, edges: Edges, settings: Settings) -> Floats:
    """Return the scores of edges, minus infinity for those held apart; shape (k,)."""

    def summed(start: int) -> Floats:
        few = edges.of(np.arange(start, min(start + _AT_ONCE, len(edges.a))))
        return np.asarray(np.round(parts_of(state, few, settings).sum(axis=1), 6))

    found = in_threads(summed, range(0, len(edges.a), _AT_ONCE))
    return np.where(edges.held, -np.inf, np.concatenate([np.empty(0), *found]))
