"""Floors: committed figures that later runs must not fall below, compared row by row."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from truceline.ground.canonical import json_line
from truceline.ground.errors import InputError
from truceline.lab.better import badness, is_accuracy
from truceline.lab.intervals import Interval, paired_difference
from truceline.lab.measures import Statistic, from_json, to_json
from truceline.lab.rows import Row
from truceline.vocabulary.files import DATA

FOLDER = DATA / "floors"
Verdict = Literal["holds", "risen", "fallen", "moved", "missing", "other rows"]
_UNDEFINED = Interval(figure=math.nan, low=math.nan, high=math.nan)


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """One committed figure with its 95 % interval, and what it was computed from."""

    name: str
    set: str
    figure: float
    low: float
    high: float
    basis: Statistic


@dataclass(frozen=True, slots=True, kw_only=True)
class Floors:
    """The committed figures of one scoreboard.

    commit: of which code they are; command: what printed them; labels: hash of the answers.
    """

    board: str
    commit: str
    command: str
    labels: str
    figures: tuple[Floor, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A committed figure beside today's: their difference on the same rows, and what it means.

    fallen: the whole 95 % interval of the difference lies to one side of zero, and today's figure
    is the worse by what its name says is better; risen: the better; moved: it is no accuracy.
    """

    floor: Floor
    now: float
    difference: Interval
    verdict: Verdict

    @property
    def bad(self) -> bool:
        """Tell whether the floor does not hold."""
        return self.verdict not in ("holds", "risen", "moved")

    def sentence(self) -> str:
        """Return the comparison in a sentence."""
        gap = self.difference
        return (
            f"{self.floor.name} on {self.floor.set}: {self.now:.3f} against {self.floor.figure:.3f}"
            f" committed, difference {gap.figure:+.3f} ({gap.low:+.3f} to {gap.high:+.3f}):"
            f" {self.verdict}"
        )


def floor_names(folder: Path = FOLDER) -> list[str]:
    """Return the names of the scoreboards that have floors."""
    return sorted(each.stem for each in folder.glob("*.json"))


def load_floors(name: str, folder: Path = FOLDER) -> Floors:
    """Return the floors of a scoreboard; raises InputError if there are none or they are broken."""
    path = folder / f"{name}.json"
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return Floors(
            board=content["board"],
            commit=content["commit"],
            command=content["command"],
            labels=content["labels"],
            figures=tuple(_floor(each) for each in content["figures"]),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(
            f"The floors of “{name}” cannot be read: {error}.",
            where=str(path),
            mend="Print them anew: python -m benchmarks.floors --data DIR.",
        ) from error


def _floor(value: dict[str, Any]) -> Floor:
    return Floor(
        name=value["name"],
        set=value["set"],
        figure=value["figure"],
        low=value["low"],
        high=value["high"],
        basis=from_json(value["basis"]),
    )


def floors_text(board: str, rows: Sequence[Row], *, commit: str, command: str, labels: str) -> str:
    """Return the floors file of a scoreboard: JSON with one figure a line, for readable diffs."""
    head = {"board": board, "commit": commit, "command": command, "labels": labels}
    figures = []
    for row in _once(rows):
        numbers = {name: round(getattr(row, name), 4) for name in ("figure", "low", "high")}
        named = {"name": row.name, "set": row.set, "n": row.n}
        figures.append(json_line({**named, **numbers, "basis": to_json(row.basis)}))
    lines = ",\n".join(figures)
    return f'{json_line(head)[:-1]}, "figures": [\n{lines}\n]}}\n'


def _once(rows: Sequence[Row]) -> list[Row]:
    """Return each figure once, however many baselines stand beside it; undefined ones never."""
    first: dict[tuple[str, str], Row] = {}
    for row in rows:
        if row.basis is not None and not math.isnan(row.figure):
            first.setdefault((row.set, row.name), row)
    return list(first.values())


def compare(floors: Floors, rows: Sequence[Row]) -> list[Held]:
    """Return every committed figure beside today's, in the order of the floors."""
    today = {(row.set, row.name): row for row in _once(rows)}
    return [_held(floor, today.get((floor.set, floor.name))) for floor in floors.figures]


def _held(floor: Floor, row: Row | None) -> Held:
    if row is None or row.basis is None:
        return Held(floor=floor, now=math.nan, difference=_UNDEFINED, verdict="missing")
    if row.basis.rows != floor.basis.rows:
        return Held(floor=floor, now=row.figure, difference=_UNDEFINED, verdict="other rows")
    # As if read from a file too, so that the file's rounding makes no difference.
    difference = paired_difference(from_json(to_json(row.basis)), floor.basis)
    verdict = _verdict(floor, row.figure) if difference.low > 0 or difference.high < 0 else "holds"
    return Held(floor=floor, now=row.figure, difference=difference, verdict=verdict)


def _verdict(floor: Floor, now: float) -> Verdict:
    """Return what it means that a figure is surely another than the committed one."""
    if not is_accuracy(floor.name):
        return "moved"
    return "fallen" if badness(floor.name, now) > badness(floor.name, floor.figure) else "risen"
