"""When incidents happened, as far as words tell, and when they were first reported."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from truceline.fuse.assembling.clusters import Clusters, every, highest, lowest
from truceline.fuse.reported import Reports
from truceline.fuse.reported.grouping import firsts, numbered
from truceline.model.arrow import Column, Floats, Integers, Truths, column, microseconds, part, take
from truceline.model.columns import schema_of
from truceline.model.incident import Incident

_MICROSECONDS = 1e6  # in a second


def times_of(reports: Reports, clusters: Clusters) -> tuple[Column, Truths]:
    """Return the time that all stated times share, null for none, and whether they clash.

    Where no instant lies in all of them the range that holds them all is returned. Times that
    the words do not give are never put in.
    """
    when = column(reports.said, "time")
    row = reports.row[clusters.report]
    early = microseconds(part(when, "earliest"))[row]
    late = microseconds(part(when, "latest"))[row]
    stated = np.flatnonzero(~np.isnan(early))
    early, late, cluster = early[stated], late[stated], clusters.cluster[stated]
    number = clusters.number
    start, end = highest(early, cluster, number), lowest(late, cluster, number)
    holds = (early == late) | ((early <= start[cluster]) & (start[cluster] < late))
    shared = (start < end) | ((start == end) & every(holds, cluster, number))
    known = np.bincount(cluster, minlength=number) > 0
    first = np.where(shared, start, lowest(early, cluster, number))
    last = np.where(shared, end, highest(late, cluster, number))
    zone = _zones(part(when, "zone"), row[stated], cluster, number)
    return _ranges(first, last, zone, known), known & ~shared


def first_reported(reports: Reports, clusters: Clusters) -> Column:
    """Return when the first report of each was published, null if unknown.

    Reports of the far past do not count; of two days the one that ends sooner is the first.
    """
    ends = (reports.published_start, reports.published_end)
    early, late = (np.round(each[clusters.report] * _MICROSECONDS) for each in ends)
    out = np.flatnonzero(~np.isnan(late) & ~reports.background[clusters.report])
    order = out[np.lexsort((early[out], late[out], clusters.cluster[out]))]
    first = order[firsts(clusters.cluster[order])]
    known = np.zeros(clusters.number, dtype=np.bool_)
    start, end = np.zeros(clusters.number), np.zeros(clusters.number)
    home = clusters.cluster[first]
    known[home], start[home], end[home] = True, early[first], late[first]
    return _ranges(start, end, pa.nulls(clusters.number, pa.string()), known)


def _zones(names: Column, row: Integers, cluster: Integers, number: int) -> Column:
    """Return the zone that all times of a cluster have, null where they differ or have none."""
    code = numbered(names)
    one = code[row].astype(np.float64)
    least, most = lowest(one, cluster, number), highest(one, cluster, number)
    first = firsts(code)
    agreed = np.where(least == most, most, -1).astype(np.int64)
    return take(names, np.append(first, -1)[agreed])


def _ranges(start: Floats, end: Floats, zone: Column, known: Truths) -> Column:
    kind = schema_of(Incident).field("time").type
    ends = [_instants(each, known) for each in (start, end)]
    fields, unknown = list(kind), pa.array(~known)
    return pa.StructArray.from_arrays([*ends, zone], fields=fields, mask=unknown)


def _instants(microseconds_: Floats, known: Truths) -> Column:
    whole = np.where(known, microseconds_, 0).astype(np.int64)
    return pa.array(whole, pa.int64(), mask=~known).cast(pa.timestamp("us", tz="UTC"))
