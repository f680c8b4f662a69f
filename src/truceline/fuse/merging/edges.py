"""Edges between clusters when clusters become one: relabelled, and summed where they coincide."""

from __future__ import annotations

import numpy as np

from truceline.fuse.likeness import Edges
from truceline.model.arrow import Floats, Integers


def contracted(edges: Edges, scores: Floats, home: Integers) -> tuple[Edges, Floats]:
    """Return the edges after clusters moved to `home`, and the scores that still hold, NaN else.

    home: (n,) the cluster that each became. Of the edges that two clusters now share the sums
    are one; those within a cluster are gone. Ascending by (a, b).
    """
    a, b = home[edges.a], home[edges.b]
    low, high = np.minimum(a, b), np.maximum(a, b)
    kept = np.flatnonzero(low != high)
    order = kept[np.lexsort((high[kept], low[kept]))]
    low, high = low[order], high[order]
    new = np.ones(len(order), dtype=np.bool_)
    new[1:] = (low[1:] != low[:-1]) | (high[1:] != high[:-1])
    starts = np.flatnonzero(new)
    if not len(starts):
        return edges.of(starts), np.empty(0)
    together = Edges(
        a=low[starts],
        b=high[starts],
        pairs=np.add.reduceat(edges.pairs[order], starts),
        fields=np.add.reduceat(edges.fields[order], starts, axis=0),
        origin=np.add.reduceat(edges.origin[order], starts),
        held=np.logical_or.reduceat(edges.held[order], starts),
    )
    return together, scores[order][starts]
