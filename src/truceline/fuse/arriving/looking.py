"""Sensors beside arrivals: what they cover and saw near some incidents, and which they bear on."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from truceline.fuse.arriving.growing import Growing
from truceline.fuse.arriving.kept import Kept
from truceline.fuse.belief import Where
from truceline.fuse.belief.watching import DEGREE_M, FAR
from truceline.fuse.likeness.frozen import code_of
from truceline.ground.geometry import R90_IN_SIGMAS
from truceline.model.arrow import Floats, Integers, Truths
from truceline.vocabulary.files import shipped_entries

LOOKS = ("coverage", "detection")
_FAR = FAR / R90_IN_SIGMAS  # 90 % radii beyond which no place lies
_SLACK = 1.2  # a look too many costs time alone


def looks_near(kept: Kept, where: Where) -> dict[str, pa.Table]:
    """Return the rows of "coverage" and "detection" that may bear on any of some incidents."""
    known = ~np.isnan(where.lat + where.lon + where.radius + where.start + where.end)
    found = {}
    for name in LOOKS:
        circles = kept.circles[name]
        near = np.zeros(len(circles), dtype=np.bool_)
        if known.any() and len(circles):
            reach = where.radius[known] * _FAR * _SLACK / DEGREE_M
            low = float((where.lat[known] - reach).min())
            high = float((where.lat[known] + reach).max())
            room = circles["radius"] * _SLACK / DEGREE_M
            near = (circles["start"] <= float(where.end[known].max())) & (
                circles["end"] >= float(where.start[known].min())
            )
            near &= (circles["lat"] + room >= low) & (circles["lat"] - room <= high)
        found[name] = kept.tables[name].of(np.flatnonzero(near))
    return found


def tiles_seen(kept: Kept, name: str, rows: Integers) -> Integers:
    """Return the tiles of incidents that some rows of "coverage" or "detection" may bear on."""
    incidents, circles = kept.standing.incidents, kept.circles[name]
    table = kept.tables[name].of(rows)
    channels = shipped_entries("vocabulary", "belief.yaml")["channels"]
    stands = np.flatnonzero(incidents["stands"])
    box = {
        each: incidents[each][stands] for each in ("lat", "lon", "radius", "start", "end", "act")
    }
    seen = np.zeros(len(stands), dtype=np.bool_)
    for row, channel in zip(rows.tolist(), table["channel"].to_pylist(), strict=True):
        acts = [code_of(each) for each in channels.get(channel, [])]
        near = np.flatnonzero(_beside(box, circles, row))
        seen[near[np.isin(box["act"][near], acts)]] = True
    return np.unique(incidents["tile"][stands[seen]])


def _beside(box: dict[str, Floats], circles: Growing, row: int) -> Truths:
    """Return which boxes of incidents touch a circle in time and may touch it on the ground."""
    one = {each: float(circles[each][row]) for each in ("lat", "lon", "radius", "start", "end")}
    room = (box["radius"] * _FAR + one["radius"]) * _SLACK
    near = (box["start"] <= one["end"]) & (box["end"] >= one["start"])
    near &= np.abs(box["lat"] - one["lat"]) * DEGREE_M <= room
    across = np.abs((box["lon"] - one["lon"] + 180) % 360 - 180)
    return np.asarray(near & (across * DEGREE_M * np.cos(np.radians(box["lat"])) <= room))
