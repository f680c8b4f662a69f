"""Scores tolls and kinds of strike against long English texts that each assess one incident."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from truceline.ground.errors import InputError
from truceline.lab.baselines import commonest
from truceline.lab.harm import PATTERN, by_pattern
from truceline.lab.intervals import paired_bootstrap
from truceline.lab.measures import MacroF1, ratio
from truceline.lab.rows import Row, row_of
from truceline.lab.watch import UNWATCHED, Watch
from truceline.model.evidence import Document
from truceline.model.values import Bounds
from truceline.read import Reader
from truceline.read.harm.assessment import Assessment, assess

FILE = "airwars/incidents.json.gz"
NAME = "airwars"
COLUMNS = {"killed": "Civilians reported killed", "injured": "Civilians reported injured"}
DRONES = 3  # words of other strikes for each word of a drone at most, in a drone strike
LEAST = 5  # rows of a kind of strike that is scored in the mean over kinds
_JOINT = re.compile(r"(?<=[.!?”\"*]), (?=[A-Z“\"@*])")  # how the table joins paragraphs


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """One assessed incident: its text, the tolls of its answers (None: unknown), kind of strike."""

    text: str
    killed: Bounds | None
    injured: Bounds | None
    strike: str


def _range(value: str | None) -> Bounds | None:
    """Return a range such as "4 – 5" of the answers, None for an unknown one."""
    numbers = [float(each) for each in re.findall(r"\d+", value or "")]
    return Bounds(numbers[0], numbers[-1]) if numbers else None


def load_incidents(path: Path) -> list[Incident]:
    """Return the assessed incidents of a file; raises InputError for a missing or broken one."""
    try:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            return [
                Incident(
                    text=_JOINT.sub("\n", row["assessment"] or ""),
                    killed=_range(row[COLUMNS["killed"]]),
                    injured=_range(row[COLUMNS["injured"]]),
                    strike=row["Strike type"] or "",
                )
                for row in json.load(lines)
            ]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(
            f"The assessed incidents cannot be read: {error}.",
            where=str(path),
            mend="Give the gzip file of a JSON list that the data folder's README describes.",
        ) from error


def closed(bounds: Bounds | None) -> tuple[float, float] | None:
    """Return a range with both ends: an open one ends where it begins, as the answers take it."""
    if bounds is None:
        return None
    return bounds.min, bounds.min if bounds.max is None else bounds.max


def overlapping(gold: Bounds, said: Bounds | None) -> bool:
    """Tell whether a closed range shares a number with the answer."""
    found = closed(said)
    return found is not None and found[0] <= (gold.max or 0) and gold.min <= found[1]


def exact(gold: Bounds, said: Bounds | None) -> bool:
    """Tell whether a closed range is the answer."""
    return closed(said) == (gold.min, gold.max)


def strike_of(said: Assessment) -> str:
    """Return the kind of strike in the words of the answers, from the acts that a text names.

    Aircraft, bombs and missiles are an air strike, unless the text names shelling as often: then
    it may have been either, as where it names no more than a strike. One passing word of a drone
    among several of aircraft makes no drone strike.
    """
    acts = Counter(said.acts)
    air = acts["air_strike"] + acts["missile_strike"]
    if acts["drone_strike"] > (air + acts["shelling"]) / DRONES:
        return "Airstrike, Drone Strike"
    if air > acts["shelling"]:
        return "Airstrike"
    if not air and acts["shelling"] and "artillery" in said.weapons:
        return "Artillery"
    if not air and not acts["shelling"] and acts["small_arms"] + acts["clash"]:
        return "Ground operation"
    return "Airstrike and/or Artillery"


def _toll_rows(
    field: str, rows: Sequence[Incident], said: Sequence[Assessment], where: str
) -> list[Row]:
    """Return how often a toll overlaps and equals its answer, and how often none is made up."""
    pairs = [
        (getattr(r, field), getattr(s, field), _plain(r, field))
        for r, s in zip(rows, said, strict=True)
    ]
    stated = [each for each in pairs if each[0] is not None]
    made = []
    tests: tuple[tuple[str, Callable[[Bounds, Bounds | None], bool]], ...] = (
        ("overlapping", overlapping),
        ("exact", exact),
    )
    for name, test in tests:
        ours = np.array([test(gold, own) for gold, own, _ in stated], dtype=np.float64)
        plain = np.array([test(gold, other) for gold, _, other in stated], dtype=np.float64)
        one = np.ones(len(stated))
        against = paired_bootstrap(ratio(ours, one), ratio(plain, one))
        made.append(row_of(f"{field} range {name}", where, len(stated), against, PATTERN))
    silent = [each for each in pairs if each[0] is None]
    if silent:
        one = np.ones(len(silent))
        ours = np.array([own is None or own.max == 0 for _, own, _ in silent], dtype=np.float64)
        plain = np.array([other is None for _, _, other in silent], dtype=np.float64)
        against = paired_bootstrap(ratio(ours, one), ratio(plain, one))
        made.append(row_of(f"{field} not made up", where, len(silent), against, PATTERN))
    return made


def _plain(row: Incident, field: str) -> Bounds | None:
    return by_pattern(row.text, "en", field)


def _strike_rows(rows: Sequence[Incident], said: Sequence[Assessment], where: str) -> list[Row]:
    """Return accuracy over all kinds of strike and the mean F1 of those with rows enough."""
    gold = [row.strike for row in rows]
    ours = np.array([strike_of(each) for each in said])
    usual = commonest(gold)
    always, labels = np.array([usual] * len(gold)), np.array(gold)
    one = np.ones(len(gold))
    accuracy = paired_bootstrap(ratio(labels == ours, one), ratio(labels == always, one))
    common = np.array([gold.count(each) >= LEAST for each in gold], dtype=np.bool_)
    macro = paired_bootstrap(
        MacroF1(labels[common], ours[common]), MacroF1(labels[common], always[common])
    )
    baseline, name = f"always {usual}", f"strike type macro-F1 (types of {LEAST} rows and more)"
    return [
        row_of("strike type accuracy", where, len(gold), accuracy, baseline),
        row_of(name, where, int(common.sum()), macro, baseline),
    ]


def score_folder(data: Path, watch: Watch = UNWATCHED) -> list[Row]:
    """Return the rows of the assessed incidents: all, those looked at (even) and the others."""
    incidents = load_incidents(data / FILE)
    reader = Reader.load()
    watch.start("read", len(incidents))
    said = []
    for number, each in enumerate(incidents):
        said.append(assess(reader, document_of(number, each)))
        watch.advance("read")
    rows: list[Row] = []
    for where, pick in (
        (NAME, slice(None)),
        (f"{NAME}, even rows", slice(0, None, 2)),
        (f"{NAME}, odd rows", slice(1, None, 2)),
    ):
        for field in COLUMNS:
            rows += _toll_rows(field, incidents[pick], said[pick], where)
        rows += _strike_rows(incidents[pick], said[pick], where)
    return rows


def document_of(number: int, incident: Incident) -> Document:
    """Return the text of an incident as a document; nothing but the text goes in."""
    return Document(
        id=f"{NAME}-{number}",
        evidence=f"{NAME}-{number}",
        source=NAME,
        media_type="text/plain",
        text=incident.text,
        language="en",
    )
