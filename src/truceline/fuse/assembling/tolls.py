"""Numbers of incidents: killed and injured, where they clash, and where a later one is less."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from truceline.fuse.assembling.clusters import (
    Clusters,
    highest,
    lowest,
    most_told,
    some,
)
from truceline.fuse.assembling.texts import bounds_in_words, joined
from truceline.fuse.reported import Reports
from truceline.fuse.reported.grouping import firsts, numbered, together
from truceline.model.arrow import Column, Floats, Integers, Truths, column, compute, floats, part
from truceline.model.columns import schema_of
from truceline.model.incident import Incident

BETWEEN = " / "  # values that clash


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """What the bounds of each cluster have in common.

    low, high: (k,) the numbers that all admit, else the whole that they span; NaN where nothing
    is told, inf open. clash: no number is admitted by all; values: (k,) the clashing ones in words.
    """

    low: Floats
    high: Floats
    clash: Truths
    values: Column


@dataclass(frozen=True, slots=True, kw_only=True)
class Tolls:
    """How many people k incidents killed or injured.

    column: as the incident's table has it; clash, values: see Shared; shrank: (k,) a later number
    is less than an earlier one; later, earlier: (k,) both in words.
    """

    column: Column
    clash: Truths
    values: Column
    shrank: Truths
    later: Column
    earlier: Column


def _shared(
    low: Floats, high: Floats, cluster: Integers, number: int, unit: Column | None = None
) -> Shared:
    """Return what bounds have in common; unit: of each bound, to be put behind it in words."""
    told = np.bincount(cluster, minlength=number) > 0
    least, most = highest(low, cluster, number), lowest(high, cluster, number)
    clash = told & (least > most)
    start = np.where(clash, lowest(low, cluster, number), least)
    end = np.where(clash, highest(high, cluster, number), most)
    apart = np.flatnonzero(clash[cluster])
    once = apart[firsts(together(cluster[apart], numbered(low[apart]), numbered(high[apart])))]
    words = bounds_in_words(low[once], high[once])
    if unit is not None:
        both = compute.binary_join_element_wise(words, unit.take(pa.array(once)), " ")
        words = compute.utf8_trim_whitespace(both)
    return Shared(
        low=np.where(told, start, np.nan),
        high=np.where(told, end, np.nan),
        clash=clash,
        values=joined(cluster[once], words, number, BETWEEN),
    )


def tolls_of(reports: Reports, clusters: Clusters, field: str) -> Tolls:
    """Return the tolls "killed" or "injured" of incidents.

    A later toll replaces an earlier one. Values of the last reports that admit one number are
    narrowed to it; where they clash, low and high hold them all and best is None.
    """
    bounds = getattr(reports, field)[clusters.report]
    told = np.flatnonzero(~np.isnan(bounds[:, 0]))
    low, high, cluster = bounds[told, 0], bounds[told, 1], clusters.cluster[told]
    number = clusters.number
    last = _last(reports, clusters.report[told], cluster, number)
    shared = _shared(low[last], high[last], cluster[last], number)
    # A last toll of 0 was never said to be less than an earlier one; whether it should be is open.
    ends = np.where(high == 0, np.inf, high)
    limit = highest(ends[last], cluster[last], number)
    shrank = some(low > limit[cluster], cluster, number)
    column, later = _harm(shared, field)
    return Tolls(
        column=column,
        clash=shared.clash,
        values=shared.values,
        shrank=shrank,
        later=later,
        earlier=_greatest(low, high, cluster, number),
    )


def _last(reports: Reports, report: Integers, cluster: Integers, number: int) -> Truths:
    """Return which reports no other of their cluster is known to be published after."""
    early, late = reports.published_start[report], reports.published_end[report]
    known = ~np.isnan(early)
    start = np.where(known, early, -np.inf)
    newest = highest(start, cluster, number)[cluster]
    final = highest(np.where(known & (start == newest), late, -np.inf), cluster, number)[cluster]
    # What appeared at the newest instant itself is older only than what appeared later than it.
    instant = (early == late) & (late == newest)
    return ~known | np.where(instant, final <= newest, newest < late)


def _harm(shared: Shared, field: str) -> tuple[Column, Column]:
    """Return low, best and high of people, null where nothing is told, and the same in words."""
    unknown = np.isnan(shared.low)
    is_open = np.isinf(shared.high)
    low = np.where(unknown, 0, shared.low)
    high = np.where(unknown | is_open, 0, shared.high)
    exact = ~shared.clash & ~is_open & (low == high)
    columns = [
        pa.array(low.astype(np.int64), mask=unknown),
        pa.array(low.astype(np.int64), mask=unknown | ~exact),
        pa.array(high.astype(np.int64), mask=unknown | is_open),
    ]
    words = bounds_in_words(np.floor(low), np.floor(high))
    fields = list(schema_of(Incident).field(field).type)
    return pa.StructArray.from_arrays(columns, fields=fields, mask=pa.array(unknown)), words


def _greatest(low: Floats, high: Floats, cluster: Integers, number: int) -> Column:
    """Return in words the first toll with the greatest lower end of each cluster."""
    order = np.lexsort((-low, cluster))
    first = order[np.flatnonzero(np.diff(cluster[order], prepend=-1))]
    return joined(cluster[first], bounds_in_words(low[first], high[first]), number, "")


def counts_of(reports: Reports, clusters: Clusters) -> tuple[Column, Truths, Column]:
    """Return how many of what, whether reports clash on it, and the clashing values in words.

    The unit that most origins use is kept, the first told of equals. A part of a statement that
    names several places counts nothing: its number is of all of them.
    """
    row, number = reports.row[clusters.report], clusters.number
    amount = column(reports.said, "count")
    low, high = floats(part(amount, "min"))[row], floats(part(amount, "max"), np.inf)[row]
    units = part(amount, "unit")
    whole = ~np.isnan(low) & (reports.parts[clusters.report] == 1)
    unit = np.where(whole, numbered(units)[row], -1)
    kept = most_told(clusters.cluster, unit, reports.origin[clusters.report], number)
    told = np.flatnonzero(whole & (unit == kept[clusters.cluster]))
    cluster, named = clusters.cluster[told], units.take(pa.array(row[told]))
    shared = _shared(low[told], high[told], cluster, number, named)
    unknown, lead = kept < 0, firsts(cluster)
    columns = [
        pa.array(shared.low, mask=unknown),
        pa.array(shared.high, mask=unknown | np.isinf(shared.high)),
        joined(cluster[lead], named.take(pa.array(lead)), number, ""),
    ]
    fields = list(schema_of(Incident).field("count").type)
    found = pa.StructArray.from_arrays(columns, fields=fields, mask=pa.array(unknown))
    return found, shared.clash, shared.values
