"""How acts thin out with the distance from the line, fitted to a feed and a day's control map."""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import shapely
from numpy.typing import NDArray

from truceline.ground.geometry import KM_A_DEGREE
from truceline.lab.simulate.fronts import front_of
from truceline.lab.simulate.laws import fall_off

FEWEST = 30  # places of an act below which it follows the law of all
_MIDDLE = 48.5  # degrees north, about the middle of the mapped line: where east is scaled
_DIGITS = 1


def depths(feed: duckdb.DuckDBPyConnection, data: Path) -> dict[str, Any]:
    """Return for each act the km over which its places become e times fewer, "all" for any other.

    feed: a table `feed` (day, act, lat, lon, place); data: a folder with control/ (ground that one
    side's analysts say the other holds, a file a day) and places/oblasts/. Only places nearer to
    that ground than to the state's border count, since the map ends there and fire does not; and
    only those nearer than where the simulated rear begins.
    """
    most = front_of("busy").pace.rear_from_km
    border = shapely.boundary(_flat(sorted((data / "places" / "oblasts").glob("*.geojson"))))
    found: dict[str, list[float]] = defaultdict(list)
    for path in sorted((data / "control").glob("control_*.geojson.gz")):
        rows = feed.execute(
            """select distinct act, lat, lon, place from feed where act != '' and lat is not null
            and strftime(day, '%Y%m%d') = ? order by all""",
            [path.name.removeprefix("control_")[:8]],
        ).fetchall()
        far = _far([(lat, lon) for _, lat, lon, _ in rows], _flat([path]), border)
        for (act, *_), each in zip(rows, far, strict=True):
            if 0 < each < most:
                found[act].append(float(each))
    every = [each for act in sorted(found) for each in found[act]]
    known = {act: found[act] for act in sorted(found) if len(found[act]) >= FEWEST}
    laws = {act: fall_off(np.array(each), most) for act, each in {**known, "all": every}.items()}
    return {"n": len(every), **{act: round(scale, _DIGITS) for act, scale in laws.items()}}


def _flat(paths: Sequence[Path]) -> Any:  # noqa: ANN401 - shapely's union of shapes is untyped
    """Return the ground of GeoJSON files as one shape in km."""
    shapes = []
    for path in paths:
        packed = path.suffix == ".gz"
        content = json.loads(gzip.decompress(path.read_bytes()) if packed else path.read_bytes())
        parts = content.get("features", [content])
        shapes += [shapely.geometry.shape(each["geometry"]).buffer(0) for each in parts]
    return shapely.transform(shapely.union_all(shapes), lambda corners: corners * _scale())


def _scale() -> NDArray[np.float64]:
    return KM_A_DEGREE * np.array([np.cos(np.radians(_MIDDLE)), 1.0])


def _far(
    spots: Sequence[tuple[float, float]],
    ground: Any,  # noqa: ANN401 - as above
    border: Any,  # noqa: ANN401 - as above
) -> NDArray[np.float64]:
    """Return how far points (lat, lon) lie outside the ground, km; -1 if the border is nearer."""
    points = shapely.points(np.array(spots).reshape(-1, 2)[:, ::-1] * _scale())
    far = np.asarray(shapely.distance(ground, points), dtype=np.float64)
    return np.where(shapely.distance(border, points) > far, far, -1.0)
