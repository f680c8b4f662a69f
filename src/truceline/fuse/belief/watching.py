"""Which sensors could have seen an incident, which did, and how easily one fits by chance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from scipy.stats import norm

from truceline.fuse.belief.columns import NOBODY, Floats, Integers, Truths, Watch, no_watch
from truceline.ground.geometry import R90_IN_SIGMAS, distances_m
from truceline.model.arrow import (
    Column,
    among,
    column,
    filled,
    floats,
    match,
    members,
    of_rows,
    part,
    seconds,
    take,
)
from truceline.model.columns import schema_of
from truceline.model.detection import Detection
from truceline.model.stage import Tables
from truceline.vocabulary.files import shipped_entries

_DAY, _HOUR = 86400.0, 3600.0
DEGREE_M = 110_000.0  # a degree of latitude is at least as long
_SLACK = 1.1  # for degrees of longitude, which grow shorter within reach
FAR = 4.0  # standard deviations beyond which a place does not lie
_BLOCK = 256  # incidents that are compared with circles at once
_LEAST = 0.005  # a smaller chance of detection tells nothing by a miss


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """Boxes of n incidents: degrees, 90 % radius in metres, seconds since 1970; NaN if unknown.

    No box is shorter than `shortest_window_min` of belief.yaml.

    act: the vocabulary's id, "" if not named.
    """

    lat: Floats
    lon: Floats
    radius: Floats
    start: Floats
    end: Floats
    act: Column


@dataclass(frozen=True, slots=True, kw_only=True)
class _Circles:
    """Places and windows of the rows of one channel of one source; p: of coverage."""

    lat: Floats
    lon: Floats
    radius: Floats
    start: Floats
    end: Floats
    p: Floats

    def of(self, rows: Integers | slice) -> _Circles:
        """Return some of the rows."""
        return _Circles(**{name: getattr(self, name)[rows] for name in _Circles.__slots__})

    def between(self, start: float, end: float) -> _Circles:
        """Return the rows, sorted by start as they are, whose windows touch a stretch of time."""
        longest = float((self.end - self.start).max(initial=0.0))
        first, last = np.searchsorted(self.start, [start - longest, end])
        near = self.of(slice(int(first), int(last)))
        return near.of(np.flatnonzero(near.end > start))

    def beside(self, low: float, high: float) -> _Circles:
        """Return the rows that may reach into a stretch of latitude, in degrees."""
        reach = self.radius / DEGREE_M
        return self.of(np.flatnonzero((self.lat + reach >= low) & (self.lat - reach <= high)))


def circles_of(name: str, table: pa.Table) -> dict[str, Floats]:
    """Return where and when each row of "coverage" or "detection" looked; NaN where unknown.

    lat, lon: degrees; radius: metres; start, end: UTC seconds. Of several places the first counts.
    """
    place = _first_places(table) if name == "detection" else _places(column(table, "place"))
    window = column(table, "window")
    ends = [seconds(part(window, each)) for each in ("start", "end")]
    return dict(zip(("lat", "lon", "radius", "start", "end"), (*place, *ends), strict=True))


def _places(place: Column) -> Floats:
    """Return latitude, longitude and 90 % radius in metres of places, NaN unknown; shape (3, n)."""
    return np.stack([floats(part(place, each)) for each in ("lat", "lon", "radius_m")])


def _first_places(table: pa.Table) -> Floats:
    """Return `_places` of the first place of each row of a table."""
    parent, places = members(column(table, "places"))
    rows, first = np.unique(parent, return_index=True)
    found = np.full((3, table.num_rows), np.nan)
    found[:, rows] = _places(of_rows(places, first))
    return found


def _circles(name: str, table: pa.Table, rows: Truths) -> _Circles:
    """Return some rows of "coverage" or "detection", those whose place and time are known."""
    chosen = table.filter(pa.array(rows))
    chance = column(chosen, "detection_probability" if name == "detection" else "p")
    found = {**circles_of(name, chosen), "p": floats(chance, 0.0)}
    known = np.flatnonzero(~np.isnan(np.stack(list(found.values()))).any(axis=0))
    # Sorted by all that they hold, so that sums do not depend on the order of arrival.
    order = np.lexsort([values[known] for values in reversed(_by_time(found))])
    return _Circles(**{name: values[known[order]] for name, values in found.items()})


def _by_time(found: dict[str, Floats]) -> list[Floats]:
    return [found[name] for name in ("start", "end", "lat", "lon", "radius", "p")]


def box_of(incident: pa.Table) -> Where:
    """Return the boxes that the propositions of an incident table name."""
    lat, lon, radius = _places(column(incident, "place"))
    time = column(incident, "time")
    start, end = _widened(seconds(part(time, "earliest")), seconds(part(time, "latest")))
    return Where(
        lat=lat,
        lon=lon,
        radius=radius,
        start=start,
        end=end,
        act=filled(column(incident, "act"), ""),
    )


def _widened(start: Floats, end: Floats) -> tuple[Floats, Floats]:
    """Return windows that are no shorter than a reporter's clock is good: both ends move alike."""
    shortest = shipped_entries("vocabulary", "belief.yaml")["shortest_window_min"] * 60.0
    missing = np.maximum(shortest - (end - start), 0.0) / 2
    return start - missing, end + missing


def where_of(statement: pa.Table, incident: Integers, number: int) -> Where:
    """Return a box for each incident: the finest place and the narrowest time stated of it."""
    told = (incident >= 0) & among(column(statement, "kind"), ("incident_report",))
    lat, lon, radius = _first_places(statement)
    time = column(statement, "time")
    start, end = _widened(seconds(part(time, "earliest")), seconds(part(time, "latest")))
    finest = _least(incident, radius, (lat, lon), told, number)
    narrowest = _least(incident, end - start, (start,), told, number)
    acts = filled(column(statement, "act"), "")
    named = _least(incident, among(acts, _open()).astype(float), (radius,), told, number)
    return Where(
        lat=_of(lat, finest),
        lon=_of(lon, finest),
        radius=_of(radius, finest),
        start=_of(start, narrowest),
        end=_of(end, narrowest),
        act=filled(take(acts, named), ""),
    )


def _open() -> list[str]:
    return list(shipped_entries("vocabulary", "fuse.yaml")["acts"]["open"])


def _least(
    incident: Integers, value: Floats, ties: tuple[Floats, ...], told: Truths, number: int
) -> Integers:
    """Return the row of each incident in which a value is least, -1 where none is known."""
    rows = np.flatnonzero(told & ~np.isnan(value))
    order = np.lexsort((*(each[rows] for each in ties[::-1]), value[rows], incident[rows]))
    homes, first = np.unique(incident[rows][order], return_index=True)
    found = np.full(number, -1)
    found[homes] = rows[order][first]
    return found


def _of(values: Floats, rows: Integers) -> Floats:
    return np.append(values, np.nan)[rows]


def _pairs(where: Where, rows: Integers, other: _Circles, spread: float) -> tuple[Integers, ...]:
    """Return pairs of incident and circle that touch in time and may touch in place.

    spread: standard deviations of an incident's place to which it may reach.
    """
    lat, lon = where.lat[rows][:, None], where.lon[rows][:, None]
    reach = where.radius[rows][:, None] * spread / R90_IN_SIGMAS + other.radius
    near = (where.start[rows][:, None] <= other.end) & (where.end[rows][:, None] >= other.start)
    near &= np.abs(lat - other.lat) * DEGREE_M <= reach
    across = np.abs((lon - other.lon + 180) % 360 - 180)
    near &= across * DEGREE_M * np.cos(np.radians(lat)) <= reach * _SLACK
    return np.nonzero(near)


def _apart(where: Where, rows: Integers, other: _Circles, i: Integers, j: Integers) -> Floats:
    return distances_m(where.lat[rows][i], where.lon[rows][i], other.lat[j], other.lon[j])


def _covered(where: Where, rows: Integers, cover: _Circles) -> Floats:
    """Return P(covered and seen) of incidents: share of place and of time that circles hold."""
    i, j = _pairs(where, rows, cover, FAR)
    sigma = np.maximum(where.radius[rows][i], 1.0) / R90_IN_SIGMAS
    held = norm.cdf((cover.radius[j] - _apart(where, rows, cover, i, j)) / sigma)
    start, end = where.start[rows][i], where.end[rows][i]
    both = np.minimum(end, cover.end[j]) - np.maximum(start, cover.start[j])
    share = np.clip(both / (end - start), 0.0, 1.0)
    total = np.bincount(i, weights=held * share * cover.p[j], minlength=len(rows))
    return np.asarray(np.minimum(total, 0.999), dtype=np.float64)


def _fits(where: Where, rows: Integers, seen: _Circles) -> Truths:
    """Return which incidents some detection fits in place and time."""
    i, j = _pairs(where, rows, seen, R90_IN_SIGMAS)
    close = _apart(where, rows, seen, i, j) <= where.radius[rows][i] + seen.radius[j]
    return np.asarray(np.bincount(i[close], minlength=len(rows)) > 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chance:
    """How thick the detections of one channel lie where it looks.

    density: a square kilometre and hour; radius_m, length_s: the median of their places and
    windows.
    """

    density: float
    radius_m: float
    length_s: float


# By source and channel; a channel without a chance has seen nothing.
Chances = Mapping[tuple[str, str], Chance]


def _chance(seen: _Circles, cover: _Circles) -> Chance | None:
    hours = (cover.end - cover.start) / _HOUR
    ground = float((np.pi * (cover.radius / 1000) ** 2 * hours).sum())
    if not len(seen.lat) or ground <= 0:
        return None
    return Chance(
        density=len(seen.lat) / ground,
        radius_m=float(np.median(seen.radius)),
        length_s=float(np.median(seen.end - seen.start)),
    )


def chances_of(tables: Tables) -> Chances:
    """Return the chance of each channel; tables: "coverage" and "detection"."""
    found = {sensor: _chance(seen, cover) for sensor, cover, seen in _channels(tables)}
    return {sensor: each for sensor, each in found.items() if each is not None}


def _by_chance(where: Where, rows: Integers, chance: Chance | None) -> Floats:
    """Return P(a detection fits an incident that was not), from how thick they lie on the whole.

    Real events nearby fit by chance as well as false alarms do, and both are counted.
    """
    if chance is None:
        return np.zeros(len(rows))
    reach = (where.radius[rows] + chance.radius_m) / 1000
    length = where.end[rows] - where.start[rows] + chance.length_s
    expected = chance.density * np.pi * reach**2 * length / _HOUR
    return np.asarray(-np.expm1(-expected))


def _looks(where: Where, able: Truths, cover: _Circles, seen: _Circles) -> tuple[Floats, Truths]:
    """Return detection and hit of each incident by one channel, a day of incidents at a time.

    A day is gone through from south to north in blocks, each beside the circles that reach it.
    """
    detection, hit = np.zeros(len(able)), np.zeros(len(able), dtype=np.bool_)
    chosen = np.flatnonzero(able)
    day = np.floor(where.start[chosen] / _DAY)
    order = np.lexsort((where.lat[chosen], day))
    chosen, day = chosen[order], day[order]
    firsts = np.unique(day, return_index=True)[1]
    for first, last in zip(firsts, np.append(firsts, len(chosen))[1:], strict=True):
        begin, end = day[first] * _DAY, float(where.end[chosen[first:last]].max())
        covers, sights = cover.between(begin, end), seen.between(begin, end)
        for block in range(first, last, _BLOCK):
            rows = chosen[block : min(block + _BLOCK, last)]
            reach = float(where.radius[rows].max()) * FAR / R90_IN_SIGMAS / DEGREE_M
            low, high = where.lat[rows[0]] - reach, where.lat[rows[-1]] + reach
            detection[rows] = _covered(where, rows, covers.beside(low, high))
            hit[rows] = _fits(where, rows, sights.beside(low, high))
    return detection, hit


def sensors_of(tables: Tables) -> tuple[tuple[str, str], ...]:
    """Return source and channel of each sensor that covers anything, by their code."""
    cover = tables["coverage"].select(["source", "channel"])
    rows = cover.group_by(["source", "channel"]).aggregate([]).to_pylist()
    return tuple(sorted((each["source"], each["channel"]) for each in rows))


def _channels(tables: Tables) -> Iterator[tuple[tuple[str, str], _Circles, _Circles]]:
    """Yield source and channel of each sensor with what it covers and what it saw."""
    cover, seen = tables.get("coverage"), tables.get("detection")
    if cover is None or not cover.num_rows:
        return
    seen = schema_of(Detection).empty_table() if seen is None else seen
    for feed, channel in sensors_of(tables):
        mine = [
            among(column(t, "source"), (feed,)) & among(column(t, "channel"), (channel,))
            for t in (cover, seen)
        ]
        covers, sights = _circles("coverage", cover, mine[0]), _circles("detection", seen, mine[1])
        yield (feed, channel), covers, sights


def watch_of(
    where: Where, tables: Tables, parties: tuple[str, ...], chances: Chances | None = None
) -> Watch:
    """Return the looks of all sensors at incidents, one row for each channel that could see one.

    tables: "detection", "coverage" and "source" with the model's columns; parties: ids by code;
    chances: held still, None for those of the tables. An incident without a place or a time, or
    of more than two days, is not looked for.
    """
    source = tables["source"]
    sides = match(column(source, "allegiance"), pa.array(parties, pa.string()))
    able = ~np.isnan(where.lat + where.lon + where.radius + where.start + where.end)
    able &= where.end - where.start <= 2 * _DAY
    known = shipped_entries("vocabulary", "belief.yaml")["channels"]
    found = [no_watch()]
    for sensor, ((feed, channel), covers, sights) in enumerate(_channels(tables)):
        fit = able & among(where.act, known.get(channel, []))
        detection, hit = _looks(where, fit, covers, sights)
        rows = np.flatnonzero(detection >= _LEAST)
        home = match(pa.array([feed]), column(source, "id"))[0]
        chance = _chance(sights, covers) if chances is None else chances.get((feed, channel))
        found.append(
            Watch(
                incident=rows,
                side=np.full(len(rows), sides[home] if home >= 0 else NOBODY),
                hit=hit[rows],
                detection=detection[rows],
                false_hit=_by_chance(where, rows, chance),
                sensor=np.full(len(rows), sensor),
            )
        )
    return Watch(
        **{name: np.concatenate([getattr(w, name) for w in found]) for name in Watch.__slots__}
    )
