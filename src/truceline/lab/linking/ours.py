"""Our own fusing as labels of statements, beside the simple ways: incidents, groups, origins."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from truceline.fuse import step
from truceline.lab.linking.rows import NO_REPORT
from truceline.model.arrow import (
    Column,
    Integers,
    compute,
    floats,
    lengths,
    match,
    members,
    part,
    truths,
)
from truceline.model.stage import Params, Tables


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Fused:
    """What fusing made of a batch; shape of columns (statements,) but where it says otherwise.

    labels: the incident of each statement, NO_REPORT for those in none; unresolved: whether that
    incident belongs to an unresolved group; chains: the connected component of each statement
    over the links that speak for one incident; origins: how many each incident counts, (k,).
    """

    labels: Integers
    unresolved: NDArray[np.bool_]
    chains: Integers
    origins: Integers


def fused(tables: Tables) -> Fused:
    """Return what the shipped settings make of a batch."""
    put = step(tables, {}, {}, Params(stage="fuse")).put
    ids, incidents = tables["statement"]["id"], put["incident"]
    incident, listed = members(incidents["members"])
    statement = match(part(listed, "statement"), ids)
    labels = np.full(len(ids), NO_REPORT, dtype=np.int64)
    labels[statement] = incident
    grouped = truths(compute.is_valid(incidents["group"]))
    unresolved = np.zeros(len(ids), dtype=np.bool_)
    unresolved[statement] = grouped[incident]
    return Fused(
        labels=labels,
        unresolved=unresolved,
        chains=_chains(put["link"], ids),
        origins=_origin_counts(incidents["origins"]),
    )


def _origin_counts(column: Column) -> Integers:
    """Return how many origins each incident counts, over all sides."""
    home, sides = members(column)
    many = lengths(part(sides, "origins"))
    counted = np.bincount(home, weights=many, minlength=len(column))
    return np.asarray(counted, dtype=np.int64)


def _chains(links: pa.Table, ids: Column) -> Integers:
    """Return the component of each statement over the pairs whose score speaks for one incident."""
    chosen = links.filter(pa.array(floats(links["score"]) > 0))
    a, b = (match(chosen[end], ids) for end in ("a", "b"))
    graph = coo_matrix((np.ones(len(a), dtype=np.int8), (a, b)), shape=(len(ids), len(ids)))
    return np.asarray(connected_components(graph, directed=False)[1], dtype=np.int64)
