"""Hand-made mixtures of places and times for the tests of likeness."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from truceline.fuse.likeness.places import MOST, Places
from truceline.fuse.likeness.times import Times
from truceline.fuse.settings import Settings
from truceline.ground.geometry import R90_IN_SIGMAS

SETTINGS = Settings.load()
PLACE: dict[str, Any] = SETTINGS.score["place"]
TIME: dict[str, Any] = SETTINGS.score["time"]
# Circular normals and nothing else: no heavy tails, no floor, nothing put wrong.
PLAIN: dict[str, Any] = {**PLACE, "scales": [1], "scale_shares": [1.0], "floor_m": 0, "wrong": 0.0}

Spot = tuple[float, float, float, float]  # latitude, longitude, 90 % radius in km, share
Stretch = tuple[float, float, float]  # begin and end in hours, share


def places(*rows: Sequence[Spot]) -> Places:
    """Return places, a row for each list of at most MOST candidates."""
    lat, lon, share = (np.zeros((len(rows), MOST)) for _ in range(3))
    variance = np.ones((len(rows), MOST))
    for i, row in enumerate(rows):
        for j, (up, along, radius, part) in enumerate(row):
            lat[i, j], lon[i, j], share[i, j] = up, along, part
            variance[i, j] = (radius / R90_IN_SIGMAS) ** 2
    return Places(lat=lat, lon=lon, variance=variance, share=share)


def times(*rows: Sequence[Stretch]) -> Times:
    """Return times, a row for each list of at most three stretches in hours since 1970."""
    begin, end, share = (np.zeros((len(rows), 3)) for _ in range(3))
    for i, row in enumerate(rows):
        for j, (start, stop, part) in enumerate(row):
            begin[i, j], end[i, j], share[i, j] = start * 3600, stop * 3600, part
    return Times(begin=begin, end=end, share=share)


def rows(*numbers: int) -> np.ndarray:
    """Return row numbers as an array."""
    return np.array(numbers, dtype=np.int64)
