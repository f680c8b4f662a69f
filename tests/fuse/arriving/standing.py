"""Tables as a store holds them after deltas, for comparing ways of arriving."""

from __future__ import annotations

import json
from datetime import timedelta
from random import Random
from typing import Any

from tests.fuse.records import NOON
from truceline.model.columns import to_table
from truceline.model.detection import Coverage, Detection
from truceline.model.review import Review
from truceline.model.source import Source
from truceline.model.stage import Delta, Tables
from truceline.model.values import Bounds, Place, Window
from truceline.record.rows import encoded

Store = dict[str, dict[str, Any]]
HOUR = timedelta(hours=1)
_CHANNELS = ("explosions", "fires")


def apply(store: Store, delta: Delta) -> None:
    """Change a store by a delta as a case does: by what rows are known by, what is put winning."""
    for table, gone in delta.withdraw.items():
        for key in gone:
            del store.setdefault(table, {})[key]
    for table, rows in delta.put.items():
        store.setdefault(table, {}).update(
            {key: json.loads(body) for key, body in encoded(table, rows)}
        )


def standing(store: Store) -> dict[str, list[str]]:
    """Return the rows of a store's tables, ids of incidents and groups aside."""
    said = {
        key: json.dumps({**row, "id": "", "group": None}, sort_keys=True)
        for key, row in store["incident"].items()
    }
    groups = {
        key: json.dumps(
            {**row, "id": "", "incidents": sorted(said[each] for each in row["incidents"])}
        )
        for key, row in store["group"].items()
    }
    rows = {
        "group": list(groups.values()),
        "link": [json.dumps(row, sort_keys=True) for row in store["link"].values()],
        "incident": [
            said[key] + str(groups.get(row["group"])) for key, row in store["incident"].items()
        ],
        "weighing": [
            json.dumps({**row, "incident": said[row["incident"]]}, sort_keys=True)
            for row in store["weighing"].values()
        ],
    }
    return {name: sorted(each) for name, each in rows.items()}


def decisions_of(random: Random, number: int, many: int) -> list[Review]:
    """Return random reviews of pairs of the statements st-0, st-1 and so on."""
    return [
        Review(
            id=f"re-{i}",
            subject=f"st-{random.randrange(number)} st-{random.randrange(number)}",
            decision=random.choice(("same", "same", "different", "retract")),
            reviewer="someone",
            at=NOON + random.randrange(9) * HOUR,
            why="",
        )
        for i in range(many)
    ]


def _place(random: Random) -> Place:
    lat, lon = 48.0 + random.randrange(4), 35.0 + 0.1 * random.randrange(3)
    return Place(name="", lat=lat, lon=lon, radius_m=random.choice((1e3, 2e4)), level="point")


def _window(random: Random) -> Window:
    start = NOON + random.randrange(-12, 24) * HOUR
    return Window(start=start, end=start + random.choice((1, 6, 24)) * HOUR)


def looks_of(random: Random, many: int) -> Tables:
    """Return random coverage and detections of two sensors, one of them a party's."""
    covers = [
        Coverage(
            id=f"co-{i}",
            source=random.choice(("ear", "eye")),
            channel=random.choice(_CHANNELS),
            window=_window(random),
            p=random.choice((0.5, 0.9, None)),
            place=random.choice((None, *(_place(random) for _ in range(4)))),
        )
        for i in range(many)
    ]
    seen = [
        Detection(
            id=f"de-{i}",
            document="",
            source=random.choice(("ear", "eye")),
            channel=random.choice(_CHANNELS),
            window=_window(random),
            quantity=Bounds(1, 1),
            unit="",
            places=tuple(_place(random) for _ in range(random.randrange(3))),
        )
        for i in range(many)
    ]
    sources = [
        Source(id="ear", name="", kind="sensor"),
        Source(id="eye", name="", kind="sensor", allegiance="AAA"),
    ]
    return {
        "coverage": to_table(Coverage, covers),
        "detection": to_table(Detection, seen),
        "source": to_table(Source, sources),
    }
