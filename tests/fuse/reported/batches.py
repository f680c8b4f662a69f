"""Batches of random statements, for tests that compare columns with plain Python."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import TypeVar, get_args

import pyarrow as pa
from hypothesis import strategies as st

from tests.fuse.records import NOON, origin, report
from truceline.ground.times import TimeRange
from truceline.model.columns import to_table
from truceline.model.evidence import Document
from truceline.model.origin import Origin
from truceline.model.source import Source
from truceline.model.stage import Tables
from truceline.model.statement import Denies, Statement
from truceline.model.values import Amount, Bounds, Level, Place, Span

_Any = TypeVar("_Any")
PARTIES = ("", "unknown", "AAA", "BBB", "CCC")
_SIDES = (None, None, "AAA", "BBB", "CCC")
_SPEAKERS = ("", "", "Staff", "STAFF", "the mayor")
# A few tenths of a degree apart: some circles touch, some nearly, some do not.
_TOWNS = tuple(
    (f"Town {i}", 48.0 + 0.05 * (i % 3) + i // 3, 35.0 + 0.04 * (i % 4)) for i in range(9)
)


def _maybe(random: Random, value: _Any, share: float = 0.5) -> _Any | None:
    return value if random.random() < share else None


def _time(random: Random) -> TimeRange:
    start = NOON + timedelta(hours=random.randrange(6), microseconds=random.choice((0, 0, 7)))
    length = timedelta(hours=random.choice((0, 1, 3, 24)))
    return TimeRange(
        earliest=start, latest=start + length, zone=random.choice((None, "UTC", "Europe/Kyiv"))
    )


def _day(random: Random) -> TimeRange:
    start = NOON + timedelta(hours=12 * random.randrange(5))
    return TimeRange(earliest=start, latest=start + timedelta(hours=random.choice((0, 12, 24))))


def _bounds(random: Random) -> Bounds:
    low = random.randrange(4)
    return Bounds(low, _maybe(random, low + random.choice((0, 0, 0, 2)), 0.8))


def _amount(random: Random) -> Amount:
    return Amount(**_bounds(random)._asdict(), unit=random.choice(("", "drones", "shells")))


def _place(random: Random) -> Place:
    name, lat, lon = random.choice(_TOWNS)
    return Place(
        name=random.choice((name, "")),
        lat=_maybe(random, lat, 0.95),
        lon=lon,
        radius_m=random.choice((0.0, 500.0, 2500.0, 4000.0, 12_345.6, 90_000.0)),
        level=random.choice(get_args(Level)),
        role=random.choice(("event", "event", "event", "other")),
        p=random.choice((0.2, 0.3, 0.45, 1.0)),
        mention=random.randrange(4),
    )


def _said(random: Random, number: int) -> Statement:
    denies = random.choice((None, *get_args(Denies)))
    return report(
        f"{number}",
        document=f"doc-{random.randrange(5)}",
        span=Span(random.randrange(3), 9),
        kind=random.choice(("incident_report",) * 4 + ("denial", "tally")),
        act=random.choice(("", "mixed", "shelling", "mine")),
        perpetrator=random.choice(PARTIES),
        perpetrator_stated=random.random() < 0.5,
        target_class=random.choice(("", "school", "port")),
        authority=random.choice((*_SIDES, "")),
        speaker=random.choice(_SPEAKERS),
        places=tuple(_place(random) for _ in range(random.choice((0, 1, 1, 2, 3, 9)))),
        time=_maybe(random, _time(random), 0.8),
        killed=_maybe(random, _bounds(random)),
        injured=_maybe(random, _bounds(random)),
        count=_maybe(random, _amount(random)),
        followup=random.random() < 0.2,
        background=random.random() < 0.1,
        denies=denies,
    )


def _origins(random: Random, said: list[Statement]) -> list[Origin]:
    found: dict[int, list[str]] = {}
    for each in said:
        found.setdefault(random.randrange(6), []).append(each.id.removeprefix("st-"))
    return [
        origin(
            f"{number}",
            members,
            random.choice(_SIDES),
            speaker=random.choice(_SPEAKERS),
            direct=random.random() < 0.4,
        )
        for number, members in found.items()
        if number
    ]


def batch_of(random: Random, number: int) -> Tables:
    """Return a batch of `number` random statements in five documents of three sources."""
    said = [_said(random, i) for i in range(number)]
    documents = [
        Document(
            id=f"doc-{i}",
            evidence=f"ev-{i}",
            source=f"so-{random.randrange(4)}",
            media_type="text/plain",
            text="",
            published=_maybe(random, _day(random), 0.8),
        )
        for i in range(4)
    ]
    sources = [Source(id=f"so-{i}", name="", allegiance=random.choice(_SIDES)) for i in range(3)]
    return {
        "statement": to_table(Statement, said),
        "origin": to_table(Origin, _origins(random, said)),
        "document": to_table(Document, documents),
        "source": to_table(Source, sources),
    }


def shuffled(batch: Tables, random: Random) -> Tables:
    """Return a batch whose rows come in another order."""
    found = {}
    for name, table in batch.items():
        rows = list(range(table.num_rows))
        random.shuffle(rows)
        found[name] = table.take(pa.array(rows, pa.int64()))
    return found


def batches() -> st.SearchStrategy[Tables]:
    """Return a strategy of batches of up to 30 statements."""
    return st.builds(batch_of, st.randoms(use_true_random=False), st.integers(0, 30))
