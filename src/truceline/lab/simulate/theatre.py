"""The invented ground of a simulation: a front line, settlements on both sides, regions."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from truceline.ground.geometry import KM_A_DEGREE
from truceline.lab.simulate.fronts import Front, stream
from truceline.lab.simulate.names import names_of

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

_WAVES = 5  # sine waves that make up the line
_JITTER = 0.8  # of a cell's side: places keep some distance, as real ones do


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A part of one side's ground, named after its largest settlement.

    lat, lon: its middle in degrees; radius_km: holds 90 % of its settlements; holder: 0 or 1.
    """

    name: str
    lat: float
    lon: float
    radius_km: float
    holder: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """The front from south to north as knots in km east (x) and north (y) of the middle."""

    x: Floats
    y: Floats

    def held_by(self, x: Floats, y: Floats) -> Whole:
        """Return who holds points in km: 0 west of the line, 1 east of it."""
        return (x >= np.interp(y, self.y, self.x)).astype(np.int64)

    def nearest(self, x: Floats, y: Floats) -> tuple[Floats, Whole]:
        """Return the distance of points to the line in km, and the number of its nearest knot."""
        apart, knot = cKDTree(np.column_stack([self.x, self.y])).query(np.column_stack([x, y]))
        return np.asarray(apart, dtype=np.float64), np.asarray(knot, dtype=np.int64)


@dataclass(frozen=True, slots=True, kw_only=True)
class Theatre:
    """The ground in km east (x) and north (y) of its middle, with n settlements.

    names, x, y, radius (km, of the built-up place), weight (its share of all, by size), holder
    (0: west of the line, 1: east), depth (km from the line), region (number in regions), across
    (the nearest settlement beyond the line): of each settlement, shape (n,), the largest first.
    """

    front: Front
    line: Line
    names: tuple[str, ...]
    x: Floats
    y: Floats
    radius: Floats
    weight: Floats
    holder: Whole
    depth: Floats
    region: Whole
    across: Whole
    regions: tuple[Region, ...]

    def degrees(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """Return the latitudes and longitudes of points in km."""
        return _degrees(self.front, x, y)

    def kilometres(self, lat: Floats, lon: Floats) -> tuple[Floats, Floats]:
        """Return x and y in km of points in degrees."""
        where = self.front.where
        stretch = KM_A_DEGREE * np.cos(np.radians(where["lat"]))
        return (lon - where["lon"]) * stretch, (lat - where["lat"]) * KM_A_DEGREE


def theatre_of(front: Front, seed: int) -> Theatre:
    """Return the ground that a seed makes; the same for either order of the parties."""
    rng = stream(seed, 0, "theatre")
    line = _line(front, rng)
    x, y = _spots(front, rng, line)
    weight = _weights(front, rng, line.nearest(x, y)[0])
    order = np.argsort(-weight, kind="stable")
    x, y, weight = x[order], y[order], weight[order]
    holder = line.held_by(x, y)
    names = names_of(front, stream(seed, 0, "names"), len(x))
    region = holder * front.regions + _bands(front, y)
    return Theatre(
        front=front,
        line=line,
        names=names,
        x=x,
        y=y,
        radius=_radii(front, weight),
        weight=weight,
        holder=holder,
        depth=line.nearest(x, y)[0],
        region=region,
        across=_across(x, y, holder),
        regions=tuple(_regions(front, names, np.column_stack([x, y]), region)),
    )


def _degrees(front: Front, x: Floats, y: Floats) -> tuple[Floats, Floats]:
    where = front.where
    stretch = KM_A_DEGREE * np.cos(np.radians(where["lat"]))
    return where["lat"] + y / KM_A_DEGREE, where["lon"] + x / stretch


def _line(front: Front, rng: np.random.Generator) -> Line:
    """Return a front that winds from south to north and never turns back on itself."""
    half = front.length_km / 2
    y = np.arange(-half, half + front.ground.knot_km, front.ground.knot_km)
    number = np.arange(1, _WAVES + 1)
    phase, size = rng.uniform(0, 2 * np.pi, _WAVES), rng.uniform(0.5, 1.0, _WAVES) / number
    waves = np.sin(np.outer((y + half) / front.length_km * 2 * np.pi, number) + phase) @ size
    return Line(x=front.ground.line_bend_km * (waves - waves.mean()), y=y)


def _spots(front: Front, rng: np.random.Generator, line: Line) -> tuple[Floats, Floats]:
    """Return where settlements lie: one in each cell of a grid that is laid along the line."""
    side = np.sqrt(2 * front.depth_km * front.length_km / front.settlements)
    columns = max(1, round(2 * front.depth_km / side))
    rows = int(np.ceil(front.settlements / columns))
    cell = np.sort(rng.choice(columns * rows, front.settlements, replace=False))
    wide, high = 2 * front.depth_km / columns, front.length_km / rows
    jitter = (rng.random((2, front.settlements)) - 0.5) * _JITTER + 0.5
    y = (cell // columns + jitter[1]) * high - front.length_km / 2
    x = (cell % columns + jitter[0]) * wide - front.depth_km
    return x + np.interp(y, line.y, line.x), y


def _weights(front: Front, rng: np.random.Generator, depth: Floats) -> Floats:
    """Return shares of size by the fitted law of ranks, dealt out to the places at random.

    Places along the front follow it among themselves, as do those behind it: it was fitted to
    what was reported of places, most of it from one or the other.
    """
    law = front.fitted.places
    weight = np.zeros(len(depth))
    for part in (depth <= front.pace.rear_from_km, depth > front.pace.rear_from_km):
        number = int(part.sum())
        size = (np.arange(1, number + 1) + law["shift"]) ** -law["exponent"]
        weight[part] = rng.permutation(size / size.sum()) * number / len(depth)
    return weight


def _radii(front: Front, weight: Floats) -> Floats:
    """Return radii in km: areas grow as sizes do, between a hamlet's and the largest city's."""
    ground = front.ground
    radii: Floats = np.maximum(
        ground.smallest_radius_km, ground.largest_radius_km * np.sqrt(weight / weight.max())
    )
    return radii


def _bands(front: Front, y: Floats) -> Whole:
    """Return the numbers of the bands, south to north, into which a side's ground is divided."""
    share = (y + front.length_km / 2) / front.length_km
    return np.clip(share * front.regions, 0, front.regions - 1).astype(np.int64)


def _across(x: Floats, y: Floats, holder: Whole) -> Whole:
    """Return for each place the nearest one on the other side."""
    found = np.zeros(len(x), dtype=np.int64)
    for side in (0, 1):
        ours, theirs = np.flatnonzero(holder == side), np.flatnonzero(holder != side)
        tree = cKDTree(np.column_stack([x, y])[theirs])
        found[ours] = theirs[tree.query(np.column_stack([x, y])[ours])[1]]
    return found


def _regions(front: Front, names: tuple[str, ...], spots: Floats, region: Whole) -> list[Region]:
    made = []
    for number in range(2 * front.regions):
        inside = np.flatnonzero(region == number)
        middle = spots[inside].mean(axis=0)
        lat, lon = _degrees(front, middle[:1], middle[1:])
        made.append(
            Region(
                name=front.ground.region_word.format(names[inside[0]]),
                lat=float(lat[0]),
                lon=float(lon[0]),
                radius_km=float(np.quantile(np.hypot(*(spots[inside] - middle).T), 0.9)),
                holder=number // front.regions,
            )
        )
    return made
