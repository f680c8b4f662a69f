"""Edges between clusters when clusters become one: relabelled, and summed where they coincide."""

from __future__ import annotations

import numpy as np

from truceline.fuse.likeness import Edges
from truceline.fuse.runs import runs
from truceline.model.arrow import Floats, Integers


def contracted(edges: Edges, scores: Floats, home: Integers) -> tuple[Edges, Floats]:
    """Return the edges after clusters moved to `home`, and the scores that still hold, NaN else.

    home: (n,) the cluster that each became. Of the edges that two clusters now share the sums
    are one; those within a cluster are gone. Ascending by (a, b).
    """
    a, b = home[edges.a], home[edges.b]
    low, high = np.minimum(a, b), np.maximum(a, b)
    kept = np.flatnonzero(low != high)
    if not len(kept):
        return edges.of(kept), np.empty(0)
    order, starts, _ = runs(low[kept], high[kept])
    order = kept[order]
    together = Edges(
        a=low[order[starts]],
        b=high[order[starts]],
        pairs=np.add.reduceat(edges.pairs[order], starts),
        fields=np.add.reduceat(edges.fields[order], starts, axis=0),
        origin=np.add.reduceat(edges.origin[order], starts),
        held=np.logical_or.reduceat(edges.held[order], starts),
    )
    return together, scores[order][starts]
