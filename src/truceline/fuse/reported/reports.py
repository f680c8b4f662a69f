"""The reports of a batch as columns, in an order that arrival does not change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from truceline.fuse.reported.near import Near, near_of, published_of
from truceline.fuse.reported.points import Points, first_points, parts_of, points_of
from truceline.fuse.runs import unsorted
from truceline.model.arrow import (
    Column,
    Floats,
    Integers,
    Truths,
    among,
    coded,
    column,
    compute,
    filled,
    floats,
    of_rows,
    part,
    seconds,
    truths,
    whole,
)
from truceline.model.stage import Tables

_TOLD, _DENIED = "incident_report", "denial"
UNKNOWN = "unknown"  # the perpetrator whom nobody knows


@dataclass(frozen=True, slots=True, kw_only=True)
class Reports:
    """Reports and denials as columns: n reports, m candidate points; denials come last.

    said: the rows of "statement" that are read, in order, but for their places, which are the
    points below; row: (n,) row of said of each report, ascending; parts: (n,) how many reports
    its statement makes, more than one where it names places apart; denials: how many of the
    last reports deny.

    point_of: (m,) report of each point, ascending, the likeliest first within; mention: which
    words name it; lat, lon: degrees; radius_m: holds 90 %; p, name, level: as read.

    start, end: (n,) the time that the words give, seconds since 1970, NaN if none;
    published_start, published_end: likewise. killed, injured: (n, 2) least and most, NaN
    unknown, inf open; a part of a statement has between none and all.

    act, perpetrator, target, origin, document: (n,) codes, in order of appearance. -1: nobody
    or "unknown" for perpetrators, none for targets; an act that is not named is an act "".
    acts, parties, targets, origin_ids: what codes mean. stated: the words name the perpetrator;
    direct: the origin saw it. side: the party whose voice the origin is, null for none; speaker:
    the origin's, else the statement's, "" for none.
    """

    said: pa.Table
    row: Integers
    parts: Integers
    denials: int
    point_of: Integers
    mention: Integers
    lat: Floats
    lon: Floats
    radius_m: Floats
    p: Floats
    name: pa.StringArray
    level: pa.StringArray
    start: Floats
    end: Floats
    published_start: Floats
    published_end: Floats
    killed: Floats
    injured: Floats
    act: Integers
    perpetrator: Integers
    target: Integers
    origin: Integers
    document: Integers
    acts: tuple[str, ...]
    parties: tuple[str, ...]
    targets: tuple[str, ...]
    origin_ids: pa.StringArray
    stated: Truths
    followup: Truths
    background: Truths
    direct: Truths
    side: pa.StringArray
    speaker: pa.StringArray


def reports_of(batch: Tables) -> Reports:
    """Return the incident reports and denials of a batch's "statement".

    "origin", "document" and "source" add to them where they are there. "Explosions in A, B and
    C" is a report of each of three places; a denial stays whole.
    """
    table = batch["statement"]
    kept = np.flatnonzero(among(table["kind"], (_TOLD, _DENIED)))
    points = points_of(of_rows(column(table, "places"), kept))
    order = _order(of_rows(table.select(_ORDERED), kept), batch, points)
    said = of_rows(table.drop_columns(["places"]), kept[order])
    denial = among(said["kind"], (_DENIED,))
    place_of = unsorted(order, np.arange(len(order)))
    points = points.of(np.arange(len(points.owner)), place_of[points.owner])
    parts, place = parts_of(points, ~denial)
    row = np.repeat(np.arange(len(order)), parts)
    begins = np.cumsum(parts) - parts
    points = points.of(np.arange(len(place)), begins[points.owner] + place)
    return Reports(
        said=said,
        row=row,
        parts=parts[row],
        denials=int(denial.sum()),
        **_placed(points),
        **_around(near_of(said, batch), row),
        **_content(said.select(_CONTENT), row, parts > 1),
    )


_ORDERED = ["kind", "document", "time", "span", "id"]
_CONTENT = [
    *("document", "act", "perpetrator", "perpetrator_stated", "target_class", "killed", "injured"),
    *("time", "followup", "background"),
]


def _order(said: pa.Table, batch: Tables, points: Points) -> Integers:
    """Return the rows of statements by what they say: denials last, then when, where and span."""
    first = pa.array(first_points(points, said.num_rows))
    placed = compute.if_else(compute.less(first, 0), pa.scalar(None, pa.int64()), first)
    span = column(said, "span")
    keys: dict[str, Any] = {
        "denial": pa.array(among(said["kind"], (_DENIED,)).astype(np.int8)),
        "published": part(published_of(said, batch), "earliest"),
        "time": part(column(said, "time"), "earliest"),
        "lat": pa.array(points.lat).take(placed),
        "lon": pa.array(points.lon).take(placed),
        "start": part(span, "start"),
        "end": part(span, "end"),
        "id": column(said, "id"),
    }
    ascending: Any = [(name, "ascending") for name in keys]
    return np.asarray(compute.sort_indices(pa.table(keys), sort_keys=ascending), dtype=np.int64)


def _spread(values: Column, row: Integers) -> Column:
    """Return what each statement has for each report; without a copy where they are the same."""
    return whole(values) if len(row) == len(values) else of_rows(whole(values), row)


def _placed(points: Points) -> dict[str, Any]:
    """Return the points of reports."""
    return {
        "point_of": points.owner,
        "mention": points.mention,
        "lat": points.lat,
        "lon": points.lon,
        "radius_m": points.radius_m,
        "p": points.p,
        "name": points.name,
        "level": points.level,
    }


def _around(near: Near, row: Integers) -> dict[str, Any]:
    """Return what stands around the statement of each report."""
    published = _spread(near.published, row)
    origin = _spread(near.origin, row).dictionary_encode()
    return {
        "published_start": seconds(part(published, "earliest")),
        "published_end": seconds(part(published, "latest")),
        "origin": np.asarray(origin.indices, dtype=np.int64),
        "origin_ids": origin.dictionary,
        "direct": near.direct[row],
        "side": _spread(near.side, row),
        "speaker": _spread(near.speaker, row),
    }


def _content(content: pa.Table, row: Integers, divided: Truths) -> dict[str, Any]:
    """Return what the statement of each report says; divided: whether it makes several."""
    said = {name: _spread(content[name], row) for name in content.column_names}
    perpetrator, parties = coded(said["perpetrator"], UNKNOWN)
    target, targets = coded(said["target_class"])
    act = filled(said["act"], "").dictionary_encode()
    return {
        "start": seconds(part(said["time"], "earliest")),
        "end": seconds(part(said["time"], "latest")),
        "killed": _bounds(said["killed"], divided[row]),
        "injured": _bounds(said["injured"], divided[row]),
        "act": np.asarray(act.indices, dtype=np.int64),
        "acts": tuple(act.dictionary.to_pylist()),
        "perpetrator": perpetrator,
        "parties": parties,
        "target": target,
        "targets": targets,
        "document": coded(said["document"])[0],
        "stated": truths(said["perpetrator_stated"]),
        "followup": truths(said["followup"]),
        "background": truths(said["background"]),
    }


def _bounds(bounds: Column, divided: Truths) -> Floats:
    """Return least and most, (n, 2): NaN unknown, inf open; from none where divided."""
    least = floats(part(bounds, "min"))
    most = np.where(np.isnan(least), np.nan, floats(part(bounds, "max"), np.inf))
    return np.stack([np.where(divided & ~np.isnan(least), 0.0, least), most], axis=1)
