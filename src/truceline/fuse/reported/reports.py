"""The reports of a batch as columns, in an order that arrival does not change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from truceline.fuse.reported.near import Near, near_of
from truceline.fuse.reported.points import Points, first_points, parts_of, points_of
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

    said: the rows of "statement" that are read, in order; row: (n,) row of said of each report,
    ascending but for denials; parts: (n,) how many reports its statement makes, more than one
    where it names places apart; denials: how many of the last reports deny.

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
    light = of_rows(table.select(["id", "document", "span", "kind", "authority", "speaker"]), kept)
    near, when = near_of(light, batch), of_rows(column(table, "time"), kept)
    points = points_of(of_rows(column(table, "places"), kept))
    denial = among(light["kind"], (_DENIED,))
    order = _order(light, near, when, points, denial)
    parts, place = parts_of(points, ~denial)
    row = np.repeat(np.arange(len(kept)), parts[order])
    return Reports(
        said=of_rows(table, kept[order]),
        row=row,
        parts=parts[order][row],
        denials=int(denial.sum()),
        **_placed(points, place, parts, order),
        **_around(near, order[row]),
        **_content(of_rows(table.select(list(_CONTENT)), kept[order[row]]), parts[order][row] > 1),
    )


_CONTENT = (
    *("document", "act", "perpetrator", "perpetrator_stated", "target_class", "killed", "injured"),
    *("time", "followup", "background"),
)


def _order(said: pa.Table, near: Near, when: Column, points: Points, denial: Truths) -> Integers:
    """Return the rows of statements by what they say: denials last, then when, where and span."""
    first = pa.array(first_points(points, len(denial)))
    placed = compute.if_else(compute.less(first, 0), pa.scalar(None, pa.int64()), first)
    span = column(said, "span")
    keys: dict[str, Any] = {
        "denial": pa.array(denial.astype(np.int8)),
        "published": part(near.published, "earliest"),
        "time": part(when, "earliest"),
        "lat": pa.array(points.lat).take(placed),
        "lon": pa.array(points.lon).take(placed),
        "start": part(span, "start"),
        "end": part(span, "end"),
        "id": column(said, "id"),
    }
    ascending: Any = [(name, "ascending") for name in keys]
    return np.asarray(compute.sort_indices(pa.table(keys), sort_keys=ascending), dtype=np.int64)


def _placed(points: Points, place: Integers, parts: Integers, order: Integers) -> dict[str, Any]:
    """Return the points of reports; place: of each point within its statement."""
    begins = np.empty(len(parts), dtype=np.int64)
    begins[order] = np.cumsum(parts[order]) - parts[order]
    found = points.of(np.arange(len(place)), begins[points.owner] + place)
    return {
        "point_of": found.owner,
        "mention": found.mention,
        "lat": found.lat,
        "lon": found.lon,
        "radius_m": found.radius_m,
        "p": found.p,
        "name": found.name,
        "level": found.level,
    }


def _around(near: Near, rows: Integers) -> dict[str, Any]:
    """Return what stands around the statements of the given rows."""
    published = of_rows(near.published, rows)
    origin = of_rows(whole(near.origin), rows).dictionary_encode()
    return {
        "published_start": seconds(part(published, "earliest")),
        "published_end": seconds(part(published, "latest")),
        "origin": np.asarray(origin.indices, dtype=np.int64),
        "origin_ids": origin.dictionary,
        "direct": near.direct[rows],
        "side": whole(of_rows(near.side, rows)),
        "speaker": whole(of_rows(near.speaker, rows)),
    }


def _content(said: pa.Table, divided: Truths) -> dict[str, Any]:
    """Return what the statements themselves say, one row for each report."""
    when = column(said, "time")
    perpetrator, parties = coded(column(said, "perpetrator"), UNKNOWN)
    target, targets = coded(column(said, "target_class"))
    act = whole(filled(said["act"], "")).dictionary_encode()
    return {
        "start": seconds(part(when, "earliest")),
        "end": seconds(part(when, "latest")),
        "killed": _bounds(column(said, "killed"), divided),
        "injured": _bounds(column(said, "injured"), divided),
        "act": np.asarray(act.indices, dtype=np.int64),
        "acts": tuple(act.dictionary.to_pylist()),
        "perpetrator": perpetrator,
        "parties": parties,
        "target": target,
        "targets": targets,
        "document": coded(column(said, "document"))[0],
        "stated": truths(said["perpetrator_stated"]),
        "followup": truths(said["followup"]),
        "background": truths(said["background"]),
    }


def _bounds(bounds: Column, divided: Truths) -> Floats:
    """Return least and most, (n, 2): NaN unknown, inf open; from none where divided."""
    least = floats(part(bounds, "min"))
    most = np.where(np.isnan(least), np.nan, floats(part(bounds, "max"), np.inf))
    return np.stack([np.where(divided & ~np.isnan(least), 0.0, least), most], axis=1)
