"""Scores the places of incidents in headlines of eight periods, with and without an import."""

from __future__ import annotations

import math
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from truceline.geography import Gazetteer, PlaceMention
from truceline.geography.imported import take
from truceline.ground.geometry import distance_m
from truceline.lab.gold_sets import GOLD_SETS
from truceline.lab.headlines import Gold, documents_of, load_gold
from truceline.lab.intervals import paired_bootstrap
from truceline.lab.measures import ratio
from truceline.lab.rows import Row, row_of
from truceline.lab.watch import UNWATCHED, Watch
from truceline.model.values import Place
from truceline.read import Reader

TABLE = "places/viina_places.csv"
CLOSE_M, NEAR_M = 5_000.0, 25_000.0
CONFIDENT = 0.5
_FINE = ("settlement", "point")
_EVENTS = ("incident_report", "tally")  # a list of villages under fire is read as a tally
_FINE_M = 20_000.0  # 90 % radius up to which a district counts as part of a city, not as an area
_SURE = 0.01  # the least p that a log-loss takes


@dataclass(frozen=True, slots=True)
class Seen:
    """One labelled headline and the places found: event places as read, and all that are named."""

    gold: Gold
    read: tuple[Place, ...]
    named: tuple[PlaceMention, ...]


def see(rows: Sequence[Gold], gazetteer: Gazetteer, watch: Watch) -> list[Seen]:
    """Return the labelled incidents with event places, each read as a document of its own."""
    reader = Reader.load(gazetteer=gazetteer)
    wanted = [row for row in rows if row.incident and row.places and "places" not in row.contested]
    watch.start("places", len(wanted))
    found = []
    for row, document in zip(wanted, documents_of(wanted), strict=True):
        said = [s for s in reader.read(document).statements if s.kind in _EVENTS]
        places = [place for s in said for place in _best(s.places) if place.role == "event"]
        found.append(Seen(row, tuple(places), tuple(gazetteer.locate(row.headline))))
        watch.advance("places")
    return found


def _best(places: Sequence[Place]) -> list[Place]:
    """Return the likeliest candidate of each mention."""
    best: dict[int, Place] = {}
    for place in places:
        if place.mention not in best or place.p > best[place.mention].p:
            best[place.mention] = place
    return list(best.values())


def _fine(places: Sequence[Place]) -> list[Place]:
    """Return the settlements, points and parts of cities that are held likelier than not."""
    return [
        each
        for each in places
        if each.p >= CONFIDENT
        and (
            each.level in _FINE
            or (each.level == "district" and (each.radius_m or _FINE_M) < _FINE_M)
        )
    ]


def _named(seen: Seen) -> list[Place]:
    return _fine([mention.candidates[0] for mention in seen.named])


def _away(gold: tuple[str, float, float], place: Place) -> float:
    if place.lat is None or place.lon is None:
        return math.inf
    return distance_m(gold[1], gold[2], place.lat, place.lon)


def _within(seen: Sequence[Seen], limit: float, *, read: bool) -> list[bool]:
    """Return for each labelled settlement whether a confident place lies within the limit."""
    return [
        any(_away(gold, place) <= limit for place in (_fine(one.read) if read else _named(one)))
        for one in seen
        for gold in one.gold.places
    ]


def _wrong(seen: Sequence[Seen]) -> list[bool]:
    """Return for each confident event place whether it lies over 25 km from every labelled one."""
    return [
        all(_away(gold, place) > NEAR_M for gold in one.gold.places)
        for one in seen
        for place in _fine(one.read)
    ]


def _losses(seen: Sequence[Seen]) -> Iterator[tuple[float, float]]:
    """Yield -ln p of the right one where a name has several candidates; beside it all alike."""
    for one in seen:
        for mention in one.named:
            if len(mention.candidates) < 2 or mention.candidates[0].level not in _FINE:  # noqa: PLR2004 - a choice
                continue
            right = [
                place.p
                for place in mention.candidates
                if any(_away(gold, place) <= CLOSE_M for gold in one.gold.places)
            ]
            if right:
                total = sum(place.p for place in mention.candidates)
                even = len(right) / len(mention.candidates)
                yield -math.log(max(sum(right) / total, _SURE)), -math.log(even)


def _rows(name: str, seen: Sequence[Seen], plain: Sequence[Seen] | None) -> list[Row]:
    """Return the rows of one gazetteer; plain: the shipped one on the same headlines."""
    rows = []
    baseline = "without an imported table"
    for limit in (CLOSE_M, NEAR_M):
        for read, words in ((True, "event place as read"), (False, "place named")):
            hits = np.array(_within(seen, limit, read=read), dtype=np.float64)
            one = np.ones(len(hits))
            other = (
                ratio(np.array(_within(plain, limit, read=read), dtype=np.float64), one)
                if plain
                else None
            )
            found = paired_bootstrap(ratio(hits, one), other)
            title = f"{words} within {limit / 1000:g} km"
            rows.append(row_of(title, name, len(hits), found, baseline if plain else ""))
    wrong = np.array(_wrong(seen), dtype=np.float64)
    found = paired_bootstrap(ratio(wrong, np.ones(len(wrong))))
    rows.append(row_of("wrong and confident (lower is better)", name, len(wrong), found))
    mine, even = np.array(list(_losses(seen)), dtype=np.float64).reshape(-1, 2).T
    one = np.ones(len(mine))
    found = paired_bootstrap(ratio(mine, one), ratio(even, one))
    rows.append(row_of("homonym log-loss (lower is better)", name, len(mine), found, "all alike"))
    return rows


def score_folder(data: Path, watch: Watch = UNWATCHED) -> list[Row]:
    """Return the rows pooled over all sets: as shipped, and with the villages' table imported."""
    gold = [row for name in GOLD_SETS for row in load_gold(data / "gold" / f"{name}.jsonl")]
    plain = see(gold, Gazetteer.load(places=()), watch)
    with tempfile.TemporaryDirectory() as folder:
        take(data / TABLE, Path(folder))
        imported = see(gold, Gazetteer.load(places=[Path(folder)]), watch)
    return [*_rows("as shipped", plain, None), *_rows("with import", imported, plain)]
