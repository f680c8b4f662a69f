"""Exact shares of places in zones, beside sampling: `python -m benchmarks.zones`.

A front with a version for each of 30 days, places as uncertain as those of incidents (30 % of them
within two of their radii of the line), three zones: inside the line, up to 15 km and 15 to 50 km
from it. Ours draws the zones and asks for the shares; beside it stands what is usually done,
sampling 1,000 points a place, on a part of the places (`--sampled`) and counted up to all of them;
it is given the zones ready drawn. How far either is from the truth is measured at the largest size
on 200 places near each zone's edges, by 100,000 samples of each (the largest of so many are off by
0.005 themselves).
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import shapely
from pyproj import Geod
from shapely.geometry.base import BaseGeometry

from benchmarks.timing import write_lines
from truceline.geography.dividing import Divided, Places, shares_by_day
from truceline.geography.dividing.rows import Integers
from truceline.ground.geometry import R90_IN_SIGMAS, Floats
from truceline.model.zones import Belt, Line, LineFiles, LineVersion, Points, Side, Zone

SCALES = (1, 10, 100)
BASE = 1_000
PART = 300  # places that are sampled for the baseline
DAYS = 30
CORNERS = 2_800
SAMPLES, TRUTH_SAMPLES, TRUTH_PLACES = 1_000, 100_000, 200
FIRST = date(2031, 4, 2)
_NEAR = 0.3  # of the places
_OPEN = 0.499  # about a half: shares that are neither 0 nor 1
_WGS84 = Geod(ellps="WGS84")
ZONES = (
    Zone(id="inside", title="Inside", side=Side(line="front", of="inside")),
    Zone(id="near", title="0-15 km", belt=Belt(line="front", to_m=15_000)),
    Zone(id="far", title="15-50 km", belt=Belt(line="front", from_m=15_000, to_m=50_000)),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What was measured for one number of places: processor seconds, and largest errors.

    a_place: our time for one place against that at the smallest size (1.0 is linear growth). The
    errors are None where they were not measured.
    """

    front: str
    places: int
    seconds: float
    a_place: float
    sampling_seconds: float
    ratio: float
    error: float | None
    sampling_error: float | None

    def cells(self) -> tuple[str, ...]:
        """Return the line as printed."""
        return (
            self.front,
            f"{self.places:,}",
            f"{self.seconds:.2f}",
            f"{self.a_place:.3f}",
            f"{self.sampling_seconds:,.1f}",
            f"{self.ratio:,.1f}",
            "-" if self.error is None else f"{self.error:.4f}",
            "-" if self.sampling_error is None else f"{self.sampling_error:.4f}",
        )


COLUMNS = (
    "front",
    "places",
    "processor seconds",
    "time a place, 1x = 1",
    "sampling's seconds",
    "times ours",
    "largest error",
    "sampling's",
)


def made_front() -> Line:
    """Return an invented front of as many corners as a real one, which creeps from day to day."""
    dice = np.random.default_rng(17)
    turns = np.linspace(0, 2 * np.pi, CORNERS, endpoint=False)
    waves = [(k, dice.normal() / k, dice.uniform(0, 7)) for k in range(2, 60)]
    bends = sum(size * np.sin(k * turns + begin) for k, size, begin in waves)
    versions = []
    for number in range(DAYS):
        pushed = np.exp(-(((turns - 1 - number / 20) / 0.02) ** 2)) * number / 300
        far = 3 + 0.15 * bends + pushed
        points = np.stack([36 + far * np.cos(turns), 48 + 0.7 * far * np.sin(turns)], axis=1)
        versions.append(LineVersion(day=FIRST + timedelta(number), points=_points(points.round(6))))
    return Line(id="front", title="Front", closed=True, versions=tuple(versions))


def _points(held: Floats) -> Points:
    return tuple((float(lon), float(lat)) for lon, lat in held)


def real_front() -> Line:
    """Return a front published daily (`control` among the development data)."""
    files = LineFiles(
        pattern="control_{day}.geojson.gz", first=date(2025, 3, 10), last=date(2025, 5, 31)
    )
    return Line(id="front", title="Front", closed=True, missing="between", files=files)


def places_near(course: BaseGeometry, many: int) -> Places:
    """Return uncertain places about a front, _NEAR of them within two radii of it."""
    dice = np.random.default_rng(many)
    held = shapely.get_coordinates(course)
    corner = held[dice.integers(0, len(held), many)]
    kinds = dice.choice(3, many, p=[0.8, 0.17, 0.03])  # settlements, districts, regions
    radius = np.array([2_000.0, 15_000.0, 60_000.0])[kinds] * np.exp(dice.normal(0, 0.5, many))
    near = dice.random(many) < _NEAR
    far = np.where(near, dice.uniform(0, 2, many) * radius, dice.uniform(4, 8, many) * radius)
    far = np.where(near, far, np.maximum(far, 30_000))
    lon, lat, _ = _WGS84.fwd(corner[:, 0], corner[:, 1], dice.uniform(0, 360, many), far)
    return Places(lat=np.asarray(lat), lon=np.asarray(lon), radius_m=radius)


def sampled(ground: BaseGeometry, places: Places, which: Integers, samples: int) -> Floats:
    """Return the share of samples of places that fall on ground: the baseline."""
    dice = np.random.default_rng(5)
    shares = np.empty(len(which))
    shapely.prepare(ground)
    for place, row in enumerate(which.tolist()):
        away = dice.normal(size=(2, samples)) * places.radius_m[row] / R90_IN_SIGMAS
        turn, far = np.degrees(np.arctan2(*away)), np.hypot(*away)
        same = np.ones(samples)
        lon, lat, _ = _WGS84.fwd(same * places.lon[row], same * places.lat[row], turn, far)
        shares[place] = shapely.contains_xy(ground, lon, lat).mean()
    return shares


def measure(
    name: str, line: Line, folder: Path | None, sizes: Sequence[int], part: int
) -> list[Measured]:
    """Return a line for every number of places; part: how many are sampled for the baseline."""
    first = FIRST if line.versions else date(2025, 4, 3)
    found: list[Measured] = []
    for size in sizes:
        divided = Divided([line], ZONES, folder)
        course = divided.extent("inside", first).surely
        places = places_near(course, size)
        dice = np.random.default_rng(size)
        days = np.datetime64(first) + dice.integers(0, DAYS, size).astype("timedelta64[D]")
        begin = time.process_time()
        for zone in ZONES:
            shares_by_day(divided, zone.id, places, np.arange(size), days)
        seconds = time.process_time() - begin
        grounds = [divided.extent(zone.id, first).surely for zone in ZONES]
        taken = _sampling_seconds(grounds, places, min(part, size))
        errors = _errors(divided, places, first) if size == max(sizes) else (None, None)
        a_place = seconds / size
        base = found[0].seconds / found[0].places if found else a_place
        found.append(
            Measured(
                front=name,
                places=size,
                seconds=round(seconds, 3),
                a_place=round(a_place / base, 4),
                sampling_seconds=round(taken * size, 2),
                ratio=round(taken * size / seconds, 2),
                error=errors[0],
                sampling_error=errors[1],
            )
        )
    return found


def measured(data: Path | None, sizes: Sequence[int], part: int = PART) -> list[Measured]:
    """Return the lines of the made front and, where a data folder is given, of the real one."""
    lines = measure("made", made_front(), None, sizes, part)
    return lines + measure("real", real_front(), data / "control", sizes, part) if data else lines


def _sampling_seconds(grounds: Sequence[BaseGeometry], places: Places, part: int) -> float:
    """Return the processor seconds of sampling one place for every zone, zones ready drawn."""
    begin = time.process_time()
    for ground in grounds:
        sampled(ground, places, np.arange(part), SAMPLES)
    return (time.process_time() - begin) / part


def _errors(divided: Divided, places: Places, day: date) -> tuple[float, float]:
    """Return the largest errors of our shares and of sampled ones on a day, near edges."""
    ours, theirs = 0.0, 0.0
    days = np.full(len(places.lat), np.datetime64(day))
    for zone in ZONES:
        ground = divided.extent(zone.id, day).surely
        shares = shares_by_day(divided, zone.id, places, np.arange(len(days)), days).inside
        edge = np.flatnonzero(np.abs(shares - 0.5) < _OPEN)[:TRUTH_PLACES]
        truth = sampled(ground, places, edge, TRUTH_SAMPLES)
        rough = sampled(ground, places, edge, SAMPLES)
        ours = max(ours, float(np.abs(shares[edge] - truth).max(initial=0)))
        theirs = max(theirs, float(np.abs(rough - truth).max(initial=0)))
    return round(ours, 5), round(theirs, 5)


def main(words: Sequence[str] | None = None) -> None:
    """Measure from the command line: a table, or JSON Lines with --json."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="folder with control/, for a real front too")
    parser.add_argument("--json", action="store_true", help="JSON Lines for programs")
    parser.add_argument("--scales", type=int, nargs="+", default=list(SCALES))
    parser.add_argument("--sampled", type=int, default=PART, help="places that are sampled")
    given = parser.parse_args(words)
    sizes = [BASE * scale for scale in given.scales]
    lines = measured(given.data, sizes, given.sampled)
    write_lines(lines, COLUMNS, as_json=given.json)


if __name__ == "__main__":
    main()
