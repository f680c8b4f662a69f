"""What a simulated theatre is like, as typed values read from fronts.yaml, and its random streams.

Every random number of the simulator's ground comes from `stream(seed, day, purpose)`, so that any
day can be made alone.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

import numpy as np
from pydantic import ValidationError

from truceline.ground.errors import UsageError, VocabularyError
from truceline.model.columns import adapter
from truceline.vocabulary.files import shipped_yaml

_FIRST_DAY = 1 << 20  # days may lie before the first; seeds may not be negative
Hours = Mapping[str, tuple[float, float]]
Shares = Mapping[str, float]


def stream(seed: int, day: int, purpose: str) -> np.random.Generator:
    """Return the random numbers of one purpose on one day: the same whatever was drawn before."""
    return np.random.default_rng([seed, day + _FIRST_DAY, zlib.crc32(purpose.encode())])


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """What was fitted to data; fronts.yaml says what each figure means and on how many it rests."""

    acts: Shares
    places: Shares
    homonyms: Shares
    front_hours: tuple[float, ...]
    rear_hours: tuple[float, ...]
    days: Shares
    harm: Shares
    depths: Shares
    telling: Shares


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """How the ground is made: bends and belt of the line, sizes (km) and names of places."""

    line_bend_km: float
    knot_km: float
    smallest_radius_km: float
    largest_radius_km: float
    syllables_first: tuple[str, ...]
    syllables_middle: tuple[str, ...]
    syllables_last: tuple[str, ...]
    region_word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How acts follow each other: see the comments in fronts.yaml for meaning and units."""

    aim: float
    unexplained: float
    spell_children: Shares
    again: Shares
    even_hours: float
    stay: float
    answer: float
    spell_hours: float
    again_hours: tuple[float, float]
    pause_hours: float
    scatter_km: Shares
    wave_size: float
    wave_hours: float
    rear_from_km: float
    rear_acts: Shares
    hours: Hours
    lethality: Shares
    most_harm: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Fires:
    """Fires seen from space at fixed hours, through gaps in clouds, farmers' fires among them."""

    passes: tuple[float, ...]
    cell_km: float
    ignite: Shares
    burn_hours: tuple[float, float]
    cloud: tuple[float, float]
    farming: float
    radius_km: float
    fit_km: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarms:
    """Alarms of regions, the feed of one side; side: 0 for the first party, 1 for the second."""

    side: int
    zone_km: float
    hears: Shares
    false_a_day: float
    early_hours: float
    length_hours: tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Acoustic:
    """Stations that hear explosions near them, with outages."""

    stations: int
    radius_km: float
    hears: Shares
    false_an_hour: float
    bearing_km: float
    dead: tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sensors:
    """All that watches a theatre."""

    fires: Fires
    alarms: Alarms
    acoustic: Acoustic


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """One theatre's parameters; the first of the two parties holds the west.

    front_a_day, rear_a_day: mean incidents a day along the front and behind it. length_km,
    depth_km: the ground, depth_km to either side of the line. regions: for each side.
    """

    name: str
    parties: tuple[str, str]
    first_day: datetime
    where: Shares
    front_a_day: float
    rear_a_day: float
    length_km: float
    depth_km: float
    settlements: int
    regions: int
    fitted: Fitted
    ground: Ground
    pace: Pace
    sensors: Sensors

    def second(self, day: int) -> float:
        """Return when a day begins, in seconds since 1970, UTC."""
        return self.first_day.timestamp() + day * 86400.0


@cache
def front_of(name: str) -> Front:
    """Return the shipped theatre of a name.

    Raises UsageError if there is none of that name, VocabularyError if fronts.yaml is broken.
    """
    content = shipped_yaml("simulation", "fronts.yaml")
    if name not in content["fronts"]:
        raise UsageError(
            f"There is no front named “{name}”.",
            mend=f"Choose one of: {', '.join(content['fronts'])}.",
        )
    fitted = {
        key: entry.get("shares") if "hours" in key else _without_n(entry)
        for key, entry in content["fitted"].items()
    }
    shared = {key: content[key] for key in ("where", "parties", "ground", "pace", "sensors")}
    first = datetime.fromisoformat(content["first_day"]).replace(tzinfo=UTC)
    values = {**shared, **content["fronts"][name], "first_day": first, "fitted": fitted}
    try:
        front: Front = adapter(Front).validate_python({"name": name, **values})
    except ValidationError as error:
        wrong = error.errors()[0]
        raise VocabularyError(
            f"{'.'.join(map(str, wrong['loc']))}: {wrong['msg']}.",
            where="simulation/fronts.yaml",
            mend="Correct the value, as the comments of the file describe it.",
        ) from error
    return front


def _without_n(entry: Mapping[str, float]) -> dict[str, float]:
    return {key: value for key, value in entry.items() if key != "n"}
