"""A flat picture of a small part of the Earth: equirectangular, true to scale at its middle."""

from __future__ import annotations

import math
from dataclasses import dataclass

from truceline.publish.inputs import Point

METRES_PER_DEGREE = 111_320.0  # of latitude, mean of WGS 84 to within 0.6 %
SMALLEST_SPAN_M = 40_000.0  # a single village is still shown with what surrounds it
LEAST_COSINE = 0.05  # keeps pictures of the poles finite
MARGIN = 0.08  # share of the span left free around the outermost points


@dataclass(frozen=True, slots=True, kw_only=True)
class Projection:
    """Degrees to pixels; north is up.

    lon, lat: the picture's north-west corner; width, height: pixels; scale: pixels per metre.
    """

    lon: float
    lat: float
    width: float
    height: float
    scale: float
    cosine: float

    def pixel(self, lat: float, lon: float) -> Point:
        """Return x and y in pixels of a point in degrees."""
        x = (lon - self.lon) * METRES_PER_DEGREE * self.cosine * self.scale
        return x, (self.lat - lat) * METRES_PER_DEGREE * self.scale

    def pixels(self, metres: float) -> float:
        """Return a length in pixels."""
        return metres * self.scale

    @property
    def south(self) -> float:
        """Return the latitude of the lower edge."""
        return self.lat - self.height / self.scale / METRES_PER_DEGREE

    @property
    def east(self) -> float:
        """Return the longitude of the right edge."""
        return self.lon + self.width / self.scale / METRES_PER_DEGREE / self.cosine

    def holds(self, lat: float, lon: float) -> bool:
        """Tell whether a point lies in the picture."""
        return self.south <= lat <= self.lat and self.lon <= lon <= self.east


def fit(points: list[Point], width: float, tallest: float) -> Projection:
    """Return the projection that shows all (longitude, latitude) points, width pixels wide.

    points: at least one; tallest: the most pixels high that the picture may get.
    """
    lons, lats = [lon for lon, _ in points], [lat for _, lat in points]
    middle = (min(lats) + max(lats)) / 2
    cosine = max(LEAST_COSINE, math.cos(math.radians(middle)))
    across = (max(lons) - min(lons)) * METRES_PER_DEGREE * cosine
    along = (max(lats) - min(lats)) * METRES_PER_DEGREE
    across = max(across, SMALLEST_SPAN_M) * (1 + 2 * MARGIN)
    along = max(along, SMALLEST_SPAN_M) * (1 + 2 * MARGIN)
    along = max(along, across * 0.45)  # a flat strip leaves no room for labels
    scale = min(width / across, tallest / along)
    height = min(tallest, along * scale)
    half_x = width / scale / METRES_PER_DEGREE / cosine / 2
    return Projection(
        lon=(min(lons) + max(lons)) / 2 - half_x,
        lat=middle + height / scale / METRES_PER_DEGREE / 2,
        width=width,
        height=height,
        scale=scale,
        cosine=cosine,
    )


def round_length(metres: float) -> float:
    """Return the greatest 1, 2 or 5 times a power of ten that is no longer than metres."""
    power = 10.0 ** math.floor(math.log10(metres))
    return max(step * power for step in (1.0, 2.0, 5.0) if step * power <= metres)
