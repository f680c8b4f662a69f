"""What every simulated sensor needs: the circles that it watches, a day's acts, rows of results."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from truceline.lab.simulate.acts import front_shares, known_acts, spread
from truceline.lab.simulate.fronts import Front
from truceline.lab.simulate.theatre import Floats, Theatre, Whole
from truceline.model.detection import Coverage, Detection
from truceline.model.values import Bounds, Level, Place, Window


@dataclass(frozen=True, slots=True, kw_only=True)
class Circles:
    """Circles in km that do not overlap, each named after a settlement."""

    names: tuple[str, ...]
    x: Floats
    y: Floats
    radius: float

    def holding(self, x: Floats, y: Floats) -> Whole:
        """Return the circle that holds each point, -1 for none."""
        if not self.names:
            return np.full(len(x), -1, dtype=np.int64)
        apart = np.hypot(x[:, None] - self.x, y[:, None] - self.y)
        nearest = apart.argmin(axis=1)
        inside = apart[np.arange(len(x)), nearest] < self.radius
        return np.where(inside, nearest, -1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Real:
    """A day's real acts: ids, kinds (numbers in `known_acts`), points in km, hours since day 0."""

    ids: tuple[str, ...]
    act: Whole
    x: Floats
    y: Floats
    hour: Floats


@dataclass(slots=True)
class Seen:
    """What sensors reported, where they looked, and what set each report off."""

    detections: list[Detection] = field(default_factory=list)
    coverage: list[Coverage] = field(default_factory=list)
    sensed: list[tuple[str, str]] = field(default_factory=list)


def packed(theatre: Theatre, radius: float) -> Circles:
    """Return circles side by side over the whole ground, each named after its nearest place."""
    front = theatre.front
    rows = np.arange(-front.length_km / 2 + radius, front.length_km / 2, radius * np.sqrt(3))
    spots = [
        (x, y)
        for number, y in enumerate(rows)
        for x in np.arange(-front.depth_km + radius * (1 + number % 2), front.depth_km, 2 * radius)
    ]
    x, y = np.array(spots, dtype=np.float64).reshape(-1, 2).T
    apart = np.hypot(x[:, None] - theatre.x, y[:, None] - theatre.y)
    names = tuple(theatre.names[each] for each in apart.argmin(axis=1))
    return Circles(names=names, x=x, y=y, radius=radius)


def some(circles: Circles, kept: NDArray[np.bool_]) -> Circles:
    """Return the circles that are kept."""
    names = tuple(name for name, keep in zip(circles.names, kept, strict=True) if keep)
    return Circles(names=names, x=circles.x[kept], y=circles.y[kept], radius=circles.radius)


def real(theatre: Theatre, happened: pa.Table) -> Real:
    """Return the acts of a table HAPPENED that did occur."""
    rows = happened.filter(happened["occurred"])
    x, y = theatre.kilometres(rows["lat"].to_numpy(), rows["lon"].to_numpy())
    number = {name: each for each, name in enumerate(known_acts(theatre.front))}
    act = np.array([number[str(each)] for each in rows["act"].to_pylist()], dtype=np.int64)
    hour = (rows["start"].to_numpy() - theatre.front.second(0)) / 3600
    return Real(ids=tuple(map(str, rows["id"].to_pylist())), act=act, x=x, y=y, hour=hour)


def chance(front: Front, by_act: Mapping[str, float], act: Whole) -> Floats:
    """Return the chance that a sensor notices each act."""
    return spread(known_acts(front), by_act)[act]


def usual(front: Front, by_act: Mapping[str, float]) -> float:
    """Return P(noticed) of an act of the kinds that a sensor can notice, by their shares."""
    names = known_acts(front)
    shares = front_shares(front) * (spread(names, by_act) > 0)
    return float(shares @ spread(names, by_act) / shares.sum())


def moment(front: Front, hour: float) -> datetime:
    """Return the moment of an hour since the first day began, to the second."""
    return datetime.fromtimestamp(round(front.second(0) + hour * 3600), tz=UTC)


def window(front: Front, begin: float, end: float) -> Window:
    """Return a window between two hours since the first day began."""
    return Window(start=moment(front, begin), end=moment(front, end))


def spot(
    theatre: Theatre, name: str, at: tuple[float, float], radius: float, level: Level
) -> Place:
    """Return a place from a point and a radius in km."""
    lat, lon = theatre.degrees(np.array([at[0]]), np.array([at[1]]))
    return Place(
        name=name, lat=float(lat[0]), lon=float(lon[0]), radius_m=radius * 1000, level=level
    )


def placed(theatre: Theatre, circles: Circles, level: Level) -> tuple[Place, ...]:
    """Return each circle as a place."""
    each = zip(circles.names, circles.x.tolist(), circles.y.tolist(), strict=True)
    return tuple(spot(theatre, name, (x, y), circles.radius, level) for name, x, y in each)


ONE = Bounds(1, 1)
