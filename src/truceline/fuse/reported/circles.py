"""Whether the 90 % circles of two places touch, for many pairs at once."""

from __future__ import annotations

import numpy as np

from truceline.ground.geometry import EARTH_M, distances_m
from truceline.model.arrow import Floats, Integers, Truths

_FLATTENING = 0.006  # a sphere's distances are off by less than this share


def touching(lat: Floats, lon: Floats, radius: Floats, a: Integers, b: Integers) -> Truths:
    """Return which pairs (a, b) of places lie no farther apart than their radii together.

    lat, lon: degrees; radius: metres. Only pairs that a sphere cannot tell apart cost the exact
    distance on the ellipsoid.
    """
    reach = radius[a] + radius[b]
    rough = _on_a_sphere(lat[a], lon[a], lat[b], lon[b])
    found = np.asarray(rough * (1 + _FLATTENING) <= reach)
    close = np.flatnonzero(~found & (rough * (1 - _FLATTENING) <= reach))
    i, j = a[close], b[close]
    found[close] = distances_m(lat[i], lon[i], lat[j], lon[j]) <= reach[close]
    return found


def _on_a_sphere(lat1: Floats, lon1: Floats, lat2: Floats, lon2: Floats) -> Floats:
    """Return distances on a sphere in metres by the haversine formula."""
    up1, up2 = np.radians(lat1), np.radians(lat2)
    across = np.sin(np.radians(lon2 - lon1) / 2) ** 2
    half = np.sin((up2 - up1) / 2) ** 2 + np.cos(up1) * np.cos(up2) * across
    return np.asarray(2 * EARTH_M * np.arcsin(np.sqrt(np.minimum(half, 1.0))))
