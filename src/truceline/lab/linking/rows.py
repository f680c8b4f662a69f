"""Incident reports as plain columns, for the simple ways of linking them: best place, middle time.

Every simple way takes the same columns, so that none is better informed than another.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from truceline.model.arrow import (
    Column,
    Floats,
    Integers,
    among,
    coded,
    floats,
    match,
    members,
    middle,
    part,
)
from truceline.model.stage import Tables

Number = TypeVar("Number", np.float64, np.int64)
NO_REPORT = -1  # the label of a statement that reports no incident


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rows:
    """The n incident reports of a table of statements, in its order; shape of each column (n,).

    row: their rows in that table, of `total`; place: a number for each name, -1 for none; lat,
    lon: degrees of the likeliest place of the event, of equally likely ones the finest, NaN
    without; at: middle of the stated time, else of the publication, seconds since 1970, NaN if
    neither is known; stated: the time was stated; act, perpetrator, target, source: a number for
    each value, -1 if unknown; acts: the names of the acts by their numbers.
    """

    total: int
    row: Integers
    place: Integers
    lat: Floats
    lon: Floats
    at: Floats
    stated: NDArray[np.bool_]
    act: Integers
    acts: tuple[str, ...]
    perpetrator: Integers
    target: Integers
    source: Integers

    def __len__(self) -> int:
        """Return how many reports there are."""
        return len(self.row)

    @property
    def located(self) -> NDArray[np.bool_]:
        """Return which reports have both a place with coordinates and a time."""
        return np.asarray(~np.isnan(self.lat) & ~np.isnan(self.at))

    def labels(self, groups: Integers) -> Integers:
        """Return a label for each statement from one for each report; NO_REPORT for the rest."""
        found = np.full(self.total, NO_REPORT, dtype=np.int64)
        found[self.row] = np.unique(groups, return_inverse=True)[1]
        return found


def alone(groups: Integers, known: NDArray[np.bool_]) -> Integers:
    """Return groups in which every row that is not known stands by itself; shape (n,)."""
    highest = int(groups.max(initial=-1)) + 1
    return np.where(known, groups, highest + np.arange(len(groups)))


def rows_of(tables: Tables) -> Rows:
    """Return the incident reports of a batch as columns; "document" may be lacking."""
    chosen = among(tables["statement"]["kind"], ("incident_report",))
    reports = tables["statement"].filter(pa.array(chosen))
    published, source = _documents(reports["document"], tables.get("document"))
    stated = middle(reports["time"])
    act, acts = coded(reports["act"])
    place, lat, lon = _best_places(reports["places"])
    return Rows(
        total=len(chosen),
        row=np.flatnonzero(chosen).astype(np.int64),
        place=place,
        lat=lat,
        lon=lon,
        at=np.where(np.isnan(stated), published, stated),
        stated=~np.isnan(stated),
        act=act,
        acts=acts,
        perpetrator=coded(reports["perpetrator"], "unknown")[0],
        target=coded(reports["target_class"])[0],
        source=source,
    )


def _documents(ids: Column, documents: pa.Table | None) -> tuple[Floats, Integers]:
    """Return for each report when its document was published (NaN) and its source (-1)."""
    if documents is None or not len(documents):
        return np.full(len(ids), np.nan), np.full(len(ids), -1, dtype=np.int64)
    where = match(ids, documents["id"])
    published, source = middle(documents["published"]), coded(documents["source"])[0]
    known = where >= 0
    return np.where(known, published[where], np.nan), np.where(known, source[where], -1)


def _best_places(column: Column) -> tuple[Integers, Floats, Floats]:
    """Return a number for the name of each report's best event place (-1), and where it lies."""
    home, places = members(column)
    fit = np.flatnonzero(among(part(places, "role"), ("event",)))
    lat, lon = floats(part(places, "lat")), floats(part(places, "lon"))
    fit = fit[~np.isnan(lat[fit]) & ~np.isnan(lon[fit])]
    likely = floats(part(places, "p"))[fit]
    radius = np.nan_to_num(floats(part(places, "radius_m"))[fit])
    order = fit[np.lexsort((radius, -likely, home[fit]))]
    reports, first = np.unique(home[order], return_index=True)
    best = np.full(len(column), -1, dtype=np.int64)
    best[reports] = order[first]
    name = coded(part(places, "name"))[0]
    return _taken(name, best, -1), _taken(lat, best, np.nan), _taken(lon, best, np.nan)


def _taken(values: NDArray[Number], where: Integers, nothing: float) -> NDArray[Number]:
    """Return the values at some places; nothing where the place is -1."""
    if not len(values):
        return np.full(len(where), nothing, dtype=values.dtype)
    return np.asarray(np.where(where >= 0, values[where], values.dtype.type(nothing)))
