"""The cells of a grid over the globe, which narrow in degrees towards the poles."""

from __future__ import annotations

import numpy as np

from truceline.model.arrow import Floats, Integers

_NARROWEST = 0.1  # of a degree's width at the equator


def cells_of(lat: Floats, lon: Floats, size: float) -> tuple[Integers, Integers]:
    """Return row and column of each point's cell, below 0 in the south and west; size: degrees."""
    row = np.floor(lat / size).astype(np.int64)
    shrink = np.maximum(np.cos(np.radians((row + 0.5) * size)), _NARROWEST)
    return row, np.floor(lon * shrink / size).astype(np.int64)
