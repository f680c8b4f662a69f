"""Baselines for the scoreboards: the feed's own machine labels, and constant answers."""

from __future__ import annotations

import csv
import gzip
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from truceline.ground.errors import TableError

# The feed's event codes in the words of our acts, most telling first; codes of damage, harm,
# arrests and control name no act. From the feed's public codebook (VIINA 2.0).
ACTS = {
    "uav": "drone_strike",
    "airstrike": "air_strike",
    "artillery": "shelling",
    "ied": "mine",
    "aad": "air_defence",
    "firefight": "clash",
    "firefighb": "clash",
    "armor": "clash",
    "raid": "clash",
}
_COLUMNS = {"datetime", "lon", "lat", "place_name", "event_type", "headline"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """What the feed's own machine made of one headline; lat and lon in degrees, None unknown."""

    labels: frozenset[str]
    act: str
    places: tuple[tuple[str, float, float], ...]


def months_of(dates: Iterable[str]) -> list[str]:
    """Return the months (YYYYMM) of ISO dates, in order."""
    return sorted({date[:7].replace("-", "") for date in dates})


def feed_rows(folder: Path, months: Sequence[str]) -> Iterator[dict[str, str]]:
    """Yield the rows of the feed's tables; months that are not there have none.

    Raises TableError for a file without the expected columns.
    """
    for month in months:
        path = folder / f"viina_{month}.csv.gz"
        if not path.is_file():
            continue
        with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as lines:
            table = csv.DictReader(lines)
            if not set(table.fieldnames or ()) >= _COLUMNS:
                raise TableError(
                    "The table lacks columns of the feed.",
                    where=str(path),
                    mend=f"It needs {', '.join(sorted(_COLUMNS))}.",
                )
            yield from table


def load_machine(folder: Path, months: Sequence[str]) -> dict[tuple[str, str], Machine]:
    """Return the feed's labels by day and headline; {} for months that are not there.

    Raises TableError for a file without the expected columns.
    """
    rows: dict[tuple[str, str], list[dict[str, str]]] = {}
    for row in feed_rows(folder, months):
        rows.setdefault((row["datetime"][:10], row["headline"].strip()), []).append(row)
    return {key: _machine(each) for key, each in rows.items()}


def _machine(rows: Sequence[dict[str, str]]) -> Machine:
    labels = [label for row in rows for label in row["event_type"].split("|") if label]
    act = next((act for code, act in ACTS.items() if code in labels), "")
    places = tuple(
        (row["place_name"], float(row["lat"]), float(row["lon"]))
        for row in rows
        if row["lat"] and row["lon"]
    )
    return Machine(labels=frozenset(labels), act=act, places=tuple(dict.fromkeys(places)))


def commonest(values: Sequence[str]) -> str:
    """Return the answer that would be right most often, "" if there is none."""
    return Counter(values).most_common(1)[0][0] if values else ""
