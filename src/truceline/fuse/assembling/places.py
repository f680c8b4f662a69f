"""Where incidents happened: the best place, its alternatives, and whether reports lie apart."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from truceline.fuse.assembling.candidates import (
    DIGITS,
    Candidates,
    candidates_of,
    points_by_cluster,
)
from truceline.fuse.assembling.clusters import Clusters, listed
from truceline.fuse.reported import Reports
from truceline.fuse.reported.grouping import firsts, numbered, together
from truceline.model.arrow import Column, Floats, Integers, Truths, of_rows, take
from truceline.model.columns import schema_of
from truceline.model.incident import Incident

_P_DIGITS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where k incidents happened.

    best: (k,) number of the point, -1 unknown; column: as the incident's table has it; apart:
    (k,), whether the reports name places that lie apart.
    """

    best: Integers
    column: Column
    apart: Truths


def places_of(reports: Reports, clusters: Clusters) -> Places:
    """Return the places of incidents.

    What does not touch the best place is an alternative with its share of the weight; the shares
    sum to at most 1.
    """
    found = candidates_of(reports, clusters)
    chosen = found.order[found.home[found.order] == found.order]
    cluster = found.cluster[chosen]
    best = np.full(clusters.number, -1, dtype=np.int64)
    lead = firsts(cluster)
    best[cluster[lead]] = found.point[chosen[lead]]
    several = np.bincount(cluster, minlength=clusters.number) > 1
    rivals = chosen[several[cluster]]
    share = found.mass[rivals] / _whole(reports, clusters, found)[found.cluster[rivals]]
    p = np.round(share, _P_DIGITS)
    names = numbered(reports.name)
    return Places(
        best=best,
        column=_column(reports, best, found.cluster[rivals], found.point[rivals], p),
        apart=_apart(reports, clusters, found, rivals, names),
    )


def _whole(reports: Reports, clusters: Clusters, found: Candidates) -> Floats:
    """Return the weight that shares are taken of: at least one for each origin."""
    origin = firsts(together(clusters.cluster, reports.origin[clusters.report]))
    origins = np.bincount(clusters.cluster[origin], minlength=clusters.number)
    mass = np.bincount(found.cluster, found.weight, clusters.number)
    return np.maximum(np.round(mass, DIGITS), origins)


def _column(
    reports: Reports, best: Integers, cluster: Integers, point: Integers, p: Floats
) -> Column:
    """Return the places; cluster, point and p: of the alternatives, by cluster."""
    kind = schema_of(Incident).field("place").type
    fields = list(kind)
    lists = fields[-1].type
    values = {
        "lat": reports.lat[point],
        "lon": reports.lon[point],
        "radius_m": reports.radius_m[point],
        "p": p,
        "name": of_rows(reports.name, point),
    }
    others = pa.StructArray.from_arrays(
        [pa.array(values[field.name], field.type) for field in lists.value_type],
        fields=list(lists.value_type),
    )
    unknown = best < 0
    columns = {
        **{
            name: pa.array(_at(getattr(reports, name), best), mask=unknown)
            for name in ("lat", "lon", "radius_m")
        },
        "name": take(reports.name, best).fill_null(""),
        "level": take(reports.level, best),
        "alternatives": listed(cluster, others, len(best)),
    }
    return pa.StructArray.from_arrays([columns[field.name] for field in fields], fields=fields)


def _at(values: Floats, rows: Integers) -> Floats:
    """Return values of rows, NaN where the row is -1."""
    return np.append(values, np.nan)[rows]


def _apart(
    reports: Reports, clusters: Clusters, found: Candidates, rivals: Integers, names: Integers
) -> Truths:
    """Return which incidents' rival places come from different words, so are no homonyms."""
    point, cluster = points_by_cluster(reports, clusters)
    width = int(names.max()) + 1 if len(names) else 1
    rival = found.cluster[rivals] * width + names[found.point[rivals]]
    words = np.bincount(found.cluster[rivals[firsts(numbered(rival))]], minlength=clusters.number)
    named = np.flatnonzero(np.isin(cluster * width + names[point], rival))
    row = reports.row[reports.point_of[point[named]]]
    mention = together(cluster[named], row, numbered(reports.mention[point[named]]))
    mentions = np.bincount(cluster[named[firsts(mention)]], minlength=clusters.number)
    return np.asarray((words > 1) & (mentions > 1))
