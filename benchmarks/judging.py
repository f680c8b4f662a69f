"""Judging many incidents under many clauses, beside sampling: `python -m benchmarks.judging`.

Incidents about a front with a version for each of 30 days (30 % of them within two radii of it,
times of up to a day, so that many straddle a midnight or the truce's ends), under an agreement of
20 clauses and three zones, with two parties and two readings: bound outright, and bound as far as
the other is. Ours answers every question and weighs every verdict. Beside it stands what is usually
done: 1,000 draws of each incident's moment, place and author, asked clause by clause; on a part of
the incidents (`--sampled`), counted up to all. How far either is from the truth is measured on 60
incidents by 100,000 draws (the largest of so many shares is off by about 0.005 itself).
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pyarrow as pa
import shapely
from pyproj import Geod

from benchmarks.timing import table
from benchmarks.zones import DAYS, FIRST, ZONES, made_front, places_near
from truceline.ground.geometry import R90_IN_SIGMAS, Floats
from truceline.ground.times import TimeRange
from truceline.judge.bindings import bindings
from truceline.judge.docket import Entry, docket
from truceline.judge.verdicts.bench import Bench
from truceline.judge.verdicts.columns import Incidents, Integers
from truceline.judge.verdicts.reach import divided
from truceline.judge.verdicts.weigh import VERDICTS, probabilities
from truceline.judge.wording import Wording
from truceline.model.agreement import Agreement, Duty, Reading
from truceline.model.columns import schema_of
from truceline.model.incident import Incident
from truceline.model.terms import Clause, Period

SCALES = (1, 10, 100)
BASE = 1_000
SAMPLES, TRUTH_SAMPLES, TRUTH_INCIDENTS = 1_000, 100_000, 60
PARTIES = ("AAA", "BBB")
ACTS = ("shelling", "drone_strike", "air_strike", "small_arms", "missile_strike")
TARGETS = ("energy", "civilian", "military", "")
_OPEN = 0.48  # about a half: shares that are far from 0 and 1
_START = datetime(FIRST.year, FIRST.month, FIRST.day, tzinfo=UTC)
_WINDOW = TimeRange(
    earliest=_START + timedelta(days=2, hours=15),
    latest=_START + timedelta(days=DAYS - 2),
    zone="UTC",
)
_WGS84 = Geod(ellps="WGS84")
COLUMNS = (
    "incidents",
    "verdicts",
    "processor seconds",
    "time an incident, 1x = 1",
    "sampling's seconds",
    "times ours",
    "largest error",
    "sampling's",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What was measured for one number of incidents; errors None where not measured."""

    incidents: int
    verdicts: int
    seconds: float
    an_incident: float
    sampling_seconds: float
    ratio: float
    error: float | None
    sampling_error: float | None

    def cells(self) -> tuple[str, ...]:
        """Return the line as printed."""
        return (
            f"{self.incidents:,}",
            f"{self.verdicts:,}",
            f"{self.seconds:.2f}",
            f"{self.an_incident:.3f}",
            f"{self.sampling_seconds:,.1f}",
            f"{self.ratio:,.1f}",
            "-" if self.error is None else f"{self.error:.4f}",
            "-" if self.sampling_error is None else f"{self.sampling_error:.4f}",
        )


def agreement() -> Agreement:
    """Return an invented agreement of 20 clauses, three zones and two readings."""
    held = Period.of(_WINDOW)
    zones = ("inside", "near", "far", "")
    clauses = [
        Clause(
            id=f"clause-{number}",
            scope="prohibits",
            text="An act.",
            acts=("any_attack",) if number % 3 else ACTS[:2],
            targets=() if number % 4 else TARGETS[:2],
            areas=(zones[number % 4],) if zones[number % 4] else (),
            domains=("air",) if number % 5 == 4 else (),  # noqa: PLR2004 - one in five
        )
        for number in range(20)
    ]
    alone = tuple(Duty(party=each, within=held) for each in PARTIES)
    mirror = (alone[0], replace(alone[1], conduct_of=PARTIES[0]))
    return Agreement(
        id="made",
        version="1",
        title="Made",
        summary="Made.",
        standing="effective",
        zone="Europe/Kyiv",
        parties=PARTIES,
        mediators=(),
        window=_WINDOW,
        instruments=(),
        clauses=tuple(clauses),
        readings=(
            Reading(id="alone", title="Alone", summary="Alone.", duties=alone),
            Reading(id="mirror", title="Mirror", summary="Mirror.", duties=mirror),
        ),
        citations=(),
        lines=(made_front(),),
        zones=ZONES,
    )


def incidents(many: int, made: Agreement) -> pa.Table:
    """Return a table of so many incidents about the front, a share of them without a time."""
    dice = np.random.default_rng(many)
    ground = divided(made).extent("inside", FIRST).surely
    places = places_near(ground, many)
    begin = dice.uniform(0, DAYS * 86_400.0, many)
    end = begin + dice.choice([0.0, 600.0, 3_600.0, 43_200.0, 86_400.0], many)
    own = dice.choice([0.0, 0.6, 0.97, 1.0], many)
    rows = [
        {
            "id": f"i{row}",
            "proposition": "",
            "act": ACTS[row % len(ACTS)],
            "members": [],
            "origins": [{"side": PARTIES[row % 2], "origins": [f"o{row}"]}],
            "place": {
                "lat": places.lat[row],
                "lon": places.lon[row],
                "radius_m": places.radius_m[row],
                "name": "",
                "level": None,
                "alternatives": [],
            },
            "time": {
                "earliest": _START + timedelta(seconds=begin[row]),
                "latest": _START + timedelta(seconds=end[row]),
                "zone": "UTC",
            },
            "status": "reported",
            "p_occurred": 0.2,
            "target_class": TARGETS[row % len(TARGETS)],
            "attribution": [(PARTIES[row % 2], own[row])],
            "attribution_stated": [],
            "disagreements": [],
            "p_basis": "given",
            "likelihood": "",
            "denials": [],
        }
        for row in range(many)
    ]
    return pa.Table.from_pylist(rows, schema=schema_of(Incident))


def bench_of(made: Agreement, held: pa.Table) -> Bench:
    """Return the docket of an agreement over a table, with its ground yet to be drawn."""
    entries = list(docket(made, bindings(made, [], Wording())))
    return Bench(made, entries, Incidents(held), divided(made))


def judged(made: Agreement, held: pa.Table) -> int:
    """Weigh every verdict; returns how many were weighed."""
    bench = bench_of(made, held)
    return sum(len(probabilities(bench.asked(entry))) for entry in bench.entries)


def sampled(bench: Bench, entries: Sequence[Entry], which: Integers, draws: int) -> Floats:
    """Return P(all of a clause's questions are answered yes) by draws, entries x incidents."""
    dice = np.random.default_rng(3)
    held, spots = bench.incidents, bench.incidents.spots
    found = np.zeros((len(entries), len(which)))
    start, end = held.time
    plain = [bench.asked(each).plain for each in entries]
    window = (_WINDOW.earliest.timestamp(), _WINDOW.latest.timestamp())
    for place, row in enumerate(which.tolist()):
        moment = dice.uniform(start[row], end[row], draws)
        inside = (moment >= window[0]) & (moment < window[1])
        away = dice.normal(size=(2, draws)) * spots.radius_m[row] / R90_IN_SIGMAS
        turn, far = np.degrees(np.arctan2(*away)), np.hypot(*away)
        same = np.ones(draws)
        lon, lat, _ = _WGS84.fwd(same * spots.lon[row], same * spots.lat[row], turn, far)
        # The front's day is counted in Kyiv, three hours ahead of UTC in April.
        day = ((moment + 3 * 3_600) // 86_400).astype("datetime64[D]")
        in_zone = {each.id: _in_zone(bench, each.id, lon, lat, day) for each in ZONES}
        chance = dice.uniform(size=(draws, 8))
        for number, entry in enumerate(entries):
            yes = inside.copy()
            for column, answers in enumerate(plain[number].values()):
                yes &= chance[:, column] < answers.yes[row]
            for zone in entry.zones:
                yes &= in_zone[zone]
            found[number, place] = yes.mean()
    return found


def _in_zone(bench: Bench, zone: str, lon: Floats, lat: Floats, day: np.ndarray) -> np.ndarray:
    inside = np.zeros(len(lon), dtype=np.bool_)
    for each in np.unique(day):
        then = day == each
        ground = bench.ground.extent(zone, each.item()).surely
        shapely.prepare(ground)
        inside[then] = shapely.contains_xy(ground, lon[then], lat[then])
    return inside


def measure(sizes: Sequence[int], part: int) -> list[Measured]:
    """Return a line for every number of incidents; part: how many are sampled for the baseline."""
    found: list[Measured] = []
    made = agreement()
    for size in sizes:
        held = incidents(size, made)
        begin = time.process_time()
        many = judged(made, held)
        seconds = time.process_time() - begin
        bench = bench_of(made, held)
        entries = [each for each in bench.entries if each.reading.id == "alone"]
        begin = time.process_time()
        sampled(bench, entries, np.arange(min(part, size)), SAMPLES)
        taken = (time.process_time() - begin) / min(part, size)
        errors = _errors(bench, entries) if size == max(sizes) else (None, None)
        base = found[0].seconds / found[0].incidents if found else seconds / size
        found.append(
            Measured(
                incidents=size,
                verdicts=many,
                seconds=round(seconds, 3),
                an_incident=round(seconds / size / base, 4),
                sampling_seconds=round(taken * size, 2),
                ratio=round(taken * size / seconds, 2),
                error=errors[0],
                sampling_error=errors[1],
            )
        )
    return found


def _errors(bench: Bench, entries: Sequence[Entry]) -> tuple[float, float]:
    """Return the largest errors of P(breach), ours and sampled, where it is least certain."""
    breach = VERDICTS.index("breach")
    ours = np.array([probabilities(bench.asked(each))[:, breach] for each in entries])
    doubtful = np.argsort(-np.where(np.abs(ours - 0.5) < _OPEN, 1, 0).sum(axis=0), kind="stable")
    which = doubtful[:TRUTH_INCIDENTS]
    truth = sampled(bench, entries, which, TRUTH_SAMPLES)
    rough = sampled(bench, entries, which, SAMPLES)
    return (
        round(float(np.abs(ours[:, which] - truth).max()), 5),
        round(float(np.abs(rough - truth).max()), 5),
    )


def main(words: Sequence[str] | None = None) -> None:
    """Measure from the command line: a table, or JSON Lines with --json."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="JSON Lines for programs")
    parser.add_argument("--scales", type=int, nargs="+", default=list(SCALES))
    parser.add_argument("--sampled", type=int, default=50, help="incidents that are sampled")
    given = parser.parse_args(words)
    lines = measure([BASE * scale for scale in given.scales], given.sampled)
    if given.json:
        sys.stdout.writelines(f"{json.dumps(asdict(each))}\n" for each in lines)
    else:
        sys.stdout.write(table([each.cells() for each in lines], COLUMNS) + "\n")


if __name__ == "__main__":
    main()
