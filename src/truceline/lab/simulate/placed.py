"""The places of lines as the model's: a settlement with its namesakes, a point, a region."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from truceline.ground.ranges import steps
from truceline.lab.simulate.ground import Ground
from truceline.lab.simulate.lines import MODES, Lines
from truceline.model.columns import schema_of
from truceline.model.statement import Statement

Whole = NDArray[np.int64]
Array = Any  # an Arrow array
_LEVELS = ("", "settlement", "point", "region")
_LEAST_RADIUS_KM = 0.5
_SURE = 0.98  # how sure a place without namesakes is


def places_of(said: Lines, ground: Ground) -> Array:
    """Return the places of each line; namesakes are alternatives of one mention.

    How likely each is falls with its size, and rises for the one that the text points to.
    """
    theatre = ground.theatre
    town, mode = said["town"].astype(np.int64), said["mode"].astype(np.int64)
    settlement = mode == MODES.index("settlement")
    number = np.where(settlement, ground.size[town], (mode > 0).astype(np.int64))
    row = np.repeat(np.arange(len(said)), number)
    rank = steps(number)
    own = town[row]
    each = np.where(settlement[row], ground.order[ground.begin[own] + rank * settlement[row]], own)
    odds = theatre.weight[each] ** 0.5 * np.exp(np.where(each == own, said["namesake"][row], 0.0))
    total = np.bincount(row, weights=odds, minlength=len(said))
    share = np.round(_SURE * odds / total[row], 4)
    lat, lon, radius = _where(said, row, each, ground)
    columns: dict[str, Array] = {
        "name": pa.array(_names(each, mode[row], ground), pa.string()),
        "lat": pa.array(np.round(lat, 5)),
        "lon": pa.array(np.round(lon, 5)),
        "radius_m": pa.array(np.round(radius * 1000)),
        "level": pa.array(np.array(_LEVELS, dtype=object)[mode[row]], pa.string()),
        "role": pa.array(["event"] * len(row), pa.string()),
        "p": pa.array(share),
        "mention": pa.array(np.zeros(len(row), dtype=np.int64)),
    }
    kind: Any = schema_of(Statement).field("places").type.value_type
    places = pa.StructArray.from_arrays([columns[each.name] for each in kind], fields=list(kind))
    begins = np.append(0, np.cumsum(number)).astype(np.int32)
    offsets: Any = pa.array(begins)
    found: Array = pa.ListArray.from_arrays(offsets, places)
    return found


def _where(
    said: Lines, row: Whole, each: Whole, ground: Ground
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Return degrees and radius in km of places: a town's, a point's or a region's."""
    theatre, mode = ground.theatre, said["mode"][row]
    point, region = mode == MODES.index("point"), mode == MODES.index("region")
    lat, lon = theatre.degrees(
        np.where(point, said["x"][row], theatre.x[each]),
        np.where(point, said["y"][row], theatre.y[each]),
    )
    radius = np.where(
        point, said["radius"][row], np.maximum(_LEAST_RADIUS_KM, theatre.radius[each])
    )
    middle = np.array([[r.lat, r.lon, r.radius_km] for r in theatre.regions])[theatre.region[each]]
    lat, lon = np.where(region, middle[:, 0], lat), np.where(region, middle[:, 1], lon)
    return lat, lon, np.where(region, middle[:, 2], radius)


def _names(each: Whole, mode: Whole, ground: Ground) -> NDArray[np.object_]:
    towns = np.array(ground.theatre.names, dtype=object)[each]
    regions = np.array([r.name for r in ground.theatre.regions], dtype=object)
    named: NDArray[np.object_] = np.where(
        mode == MODES.index("region"), regions[ground.theatre.region[each]], towns
    )
    return named
