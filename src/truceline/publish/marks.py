"""What the map shows of the incidents: one mark for each place, and places that may be meant."""

from __future__ import annotations

from dataclasses import dataclass

from truceline.ground.geometry import distance_m
from truceline.publish.incidents import incident_key
from truceline.publish.inputs import Point
from truceline.publish.lookup import Lookup

WIDE_M = 15_000.0  # from here a place is an area and not a spot: a soft disc without a core
FAR_M = 500_000.0  # incidents further from the drawn lines would shrink them to nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A place with the number of incidents at it.

    incident: id of the first one, to link to; possible: a homonym that may be meant instead.
    """

    lat: float
    lon: float
    radius_m: float
    name: str
    n: int
    incident: str
    possible: bool = False

    @property
    def wide(self) -> bool:
        """Tell whether the place is an area rather than a spot."""
        return self.radius_m >= WIDE_M


def make_marks(look: Lookup) -> list[Mark]:
    """Return the marks: alternatives first and areas before spots, so that spots lie on top."""
    placed: dict[tuple[float, float, float], list[Mark]] = {}
    possible: dict[tuple[float, float], Mark] = {}
    for each in sorted(look.given.incidents, key=lambda each: incident_key(each, look)):
        place = each.place
        if place.lat is None or place.lon is None:
            continue
        radius = place.radius_m or 0.0
        mark = Mark(
            lat=place.lat, lon=place.lon, radius_m=radius, name=place.name, n=1, incident=each.id
        )
        placed.setdefault((place.lat, place.lon, radius), []).append(mark)
        for other in place.alternatives:
            here = (other.lat, other.lon)
            if here != (place.lat, place.lon):
                mark = Mark(
                    lat=other.lat,
                    lon=other.lon,
                    radius_m=other.radius_m,
                    name=other.name or place.name,
                    n=1,
                    incident=each.id,
                    possible=True,
                )
                possible.setdefault(here, mark)
    marks = [_counted(found) for found in placed.values()]
    marks.sort(key=lambda each: -each.radius_m)
    return [*possible.values(), *marks]


def _counted(found: list[Mark]) -> Mark:
    first = found[0]
    return Mark(
        lat=first.lat,
        lon=first.lon,
        radius_m=first.radius_m,
        name=first.name,
        n=len(found),
        incident=first.incident,
    )


def within_reach(mark: Mark, line: list[Point]) -> bool:
    """Tell whether a mark lies near enough to the drawn lines to be in one picture with them."""
    if not line:
        return True
    lons, lats = [lon for lon, _ in line], [lat for _, lat in line]
    lon = min(max(mark.lon, min(lons)), max(lons))
    lat = min(max(mark.lat, min(lats)), max(lats))
    return distance_m(mark.lat, mark.lon, lat, lon) <= FAR_M
