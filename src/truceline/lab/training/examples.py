"""Labelled headlines as rows to train on: each sentence with its features and its answers."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from truceline.lab.gold_sets import GOLD_SETS
from truceline.lab.headlines import documents_of, load_gold
from truceline.lab.training.recording import Recorder, reading_all
from truceline.read import Reader
from truceline.read.model.briefs import lists_places
from truceline.read.model.doers import candidates
from truceline.read.model.features import Features, Places, features_of

PARTIAL = {"energy": frozenset({"energy"})}  # files in which only these target classes are coded
CODED = frozenset({"energy", "civilian", "military", "port"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What a coder says of a headline; None where it is not said or coders differ.

    targets: class by whether it is the target, for the classes that are coded in the file.
    """

    incident: bool | None
    act: str | None
    perpetrator: str | None
    stated: bool | None
    targets: Mapping[str, bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One sentence of a labelled headline.

    file: the labelled set; row: its number in it; alone: whether it is the headline's only
    sentence; reported: whether the rules found a report in it; listed: whether it lists where a
    day's fighting was, which the model is never asked about; named: signs of each party named.
    """

    file: str
    row: int
    alone: bool
    reported: bool
    listed: bool
    features: Features
    named: Mapping[str, Places]
    answers: Answers


def examples_of(data: Path, names: Sequence[str] = GOLD_SETS) -> list[Example]:
    """Return the sentences of the labelled sets that are there, in order."""
    recorder = Recorder()
    reader = reading_all(Reader.load(model=recorder))
    found: list[Example] = []
    for name in names:
        path = data / "gold" / f"{name}.jsonl"
        if not path.is_file():
            continue
        gold = load_gold(path)
        raw = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
        for number, (row, document) in enumerate(zip(raw, documents_of(gold), strict=True)):
            recorder.seen.clear()
            reader.read(document)
            answers = answers_of(name, row)
            for scene, statements in recorder.seen:
                found.append(
                    Example(
                        file=name,
                        row=number,
                        alone=len(recorder.seen) == 1,
                        reported=any(s.kind == "incident_report" for s in statements),
                        listed=lists_places(scene),
                        features=features_of(scene, statements),
                        named=candidates(scene),
                        answers=answers,
                    )
                )
    return found


def answers_of(name: str, row: Mapping[str, Any]) -> Answers:
    """Return what is to be learned from a labelled row of a set."""
    contested = set(row.get("contested") or ())
    incident = bool(row.get("incident_row", row.get("kind") == "incident"))
    coded = PARTIAL.get(name, CODED) if row.get("target") is not None else frozenset()
    return Answers(
        incident=None if "kind" in contested and row.get("incident_row") is None else incident,
        act=row.get("act") or None,
        perpetrator=row.get("perpetrator") or None,
        stated=row.get("perpetrator_stated"),
        targets={each: row.get("target") == each for each in sorted(coded)},
    )
