"""Scores the place of a strike against long English texts that each assess one."""

from __future__ import annotations

import gzip
import json
import math
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from truceline.geography import Gazetteer, PlaceMention
from truceline.geography.imported import take
from truceline.ground.errors import InputError
from truceline.ground.geometry import distance_m
from truceline.lab.geoparsing import Plain
from truceline.lab.intervals import paired_bootstrap
from truceline.lab.measures import ratio
from truceline.lab.rows import Row, row_of
from truceline.lab.watch import UNWATCHED, Watch
from truceline.model.values import Place

FILE, TABLE = "airwars/incidents.json.gz", "places/geonames_cities500.csv.gz"
LIMITS = (2_000.0, 5_000.0, 25_000.0)
LONGEST = 6_000  # code points: an assessment says where at its beginning
BASELINE = "first spaCy name with a place"
_FINE = ("point", "settlement", "district")


@dataclass(frozen=True, slots=True)
class Strike:
    """An assessed strike: its text and where it was, degrees."""

    text: str
    lat: float
    lon: float


def load_strikes(path: Path) -> list[Strike]:
    """Return the strikes that have coordinates; raises InputError for a broken file."""
    try:
        with gzip.open(path, "rt", encoding="utf-8") as opened:
            return [
                Strike(row["assessment"] or "", float(row["lat"]), float(row["long"]))
                for row in json.load(opened)
                if row.get("lat") and row.get("long")
            ]
    except (OSError, EOFError, ValueError, KeyError, TypeError) as error:
        raise InputError(
            f"The assessed incidents cannot be read: {error}.",
            where=str(path),
            mend="Give the gzip file of a JSON list that the data folder's README describes.",
        ) from error


def place_of(mentions: Sequence[PlaceMention]) -> Place | None:
    """Return where a text about one strike puts it: the finest place that it names early.

    Points beat settlements; of equals the one that is likeliest and named soonest and most.
    """
    votes: dict[tuple[str, float, float], tuple[float, Place]] = {}
    for mention in mentions:
        place = mention.candidates[0]
        if place.lat is None or place.lon is None or place.level not in _FINE:
            continue
        worth = (
            place.p * math.exp(-mention.start / 400.0) * (2.0 if place.level == "point" else 1.0)
        )
        key = (place.name, place.lat, place.lon)
        votes[key] = (votes.get(key, (0.0, place))[0] + worth, place)
    return max(votes.values(), key=lambda each: each[0])[1] if votes else None


def score_strikes(strikes: Sequence[Strike], gazetteer: Gazetteer, watch: Watch) -> list[Row]:
    """Return the share of strikes put within some kilometres of where they were."""
    plain = Plain()
    ours, theirs = [], []
    watch.start("strikes", len(strikes))
    for strike in strikes:
        text = strike.text[:LONGEST]
        place = place_of(gazetteer.find(text, "en"))
        ours.append(_away(strike, place.lat if place else None, place.lon if place else None))
        first = next((each for each in plain.find(text) if each.lat is not None), None)
        theirs.append(_away(strike, first.lat if first else None, first.lon if first else None))
        watch.advance("strikes")
    one = np.ones(len(strikes))
    mine, base = np.array(ours), np.array(theirs)
    return [
        row_of(
            f"place within {limit / 1000:g} km",
            "airwars",
            len(strikes),
            paired_bootstrap(ratio(mine <= limit, one), ratio(base <= limit, one)),
            BASELINE,
        )
        for limit in LIMITS
    ]


def _away(strike: Strike, lat: float | None, lon: float | None) -> float:
    if lat is None or lon is None:
        return math.inf
    return distance_m(strike.lat, strike.lon, lat, lon)


def score_folder(data: Path, watch: Watch = UNWATCHED) -> list[Row]:
    """Return the rows with the table imported that a user there would import."""
    with tempfile.TemporaryDirectory() as folder:
        take(data / TABLE, Path(folder))
        gazetteer = Gazetteer.load(places=[Path(folder)])
        return score_strikes(load_strikes(data / FILE), gazetteer, watch)
