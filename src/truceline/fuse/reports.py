"""The reports to be fused as columns: where, when, what, how many, in whose words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from truceline.fuse.settings import Settings
from truceline.ground.geometry import R90_IN_SIGMAS
from truceline.ground.times import TimeRange
from truceline.language.words import words
from truceline.model.statement import Statement
from truceline.model.values import Bounds, Place

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

MOST_POINTS = 6  # candidate places of one report that are compared; the likeliest come first
MOST_WORDS = 200  # words of one quote that are compared
_HOUR = 3600.0
_FAR_FUTURE = datetime(9999, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A statement with what its document and its origin add.

    published: when the document was published, None if unknown; origin: id of the origin;
    side: the party whose voice the origin is; direct: the origin saw it.
    """

    statement: Statement
    published: TimeRange | None
    origin: str
    side: str | None = None
    speaker: str = ""
    direct: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Reports as arrays; n reports, m candidate points.

    point_of: report of each point (m), ascending; lat, lon (degrees), sigma (metres per axis),
    weight: of each point (m). start, end: seconds since 1970, NaN if unknown; stated: the words
    give the time. killed, injured: (n, 2), NaN unknown, inf open. words: (n, stems), weights.
    """

    point_of: Integers
    lat: Floats
    lon: Floats
    sigma: Floats
    weight: Floats
    start: Floats
    end: Floats
    stated: NDArray[np.bool_]
    published: Floats
    act: Integers
    acts: tuple[str, ...]
    perpetrator: Integers
    target: Integers
    killed: Floats
    injured: Floats
    followup: NDArray[np.bool_]
    background: NDArray[np.bool_]
    origin: Integers
    document: Integers
    words: csr_matrix


def event_places(statement: Statement) -> list[Place]:
    """Return the places of the event with coordinates; of nested ones only the finest."""
    placed = [
        each
        for each in statement.places
        if each.role == "event" and None not in (each.lat, each.lon, each.radius_m)
    ]
    if not placed:
        return []
    finest = min(each.radius_m or 0.0 for each in placed)
    # A village and its region in one sentence are one place; two villages are two.
    kept = [each for each in placed if (each.radius_m or 0.0) <= max(3 * finest, 5000.0)]
    return sorted(kept, key=lambda each: -each.p)[:MOST_POINTS]


def order_key(report: Report) -> tuple[object, ...]:
    """Return the key that puts reports in an order which arrival does not change."""
    said = report.statement
    places = event_places(said)
    where = (places[0].lat, places[0].lon) if places else (999.0, 999.0)
    return (
        report.published.earliest if report.published else _FAR_FUTURE,
        said.time.earliest if said.time else _FAR_FUTURE,
        where,
        said.span,
        said.id,
    )


def _codes(values: Sequence[str], nothing: Sequence[str] = ("",)) -> Integers:
    """Return a number for each distinct value in order of appearance, -1 for those of nothing."""
    seen: dict[str, int] = {}
    found = [-1 if each in nothing else seen.setdefault(each, len(seen)) for each in values]
    return np.array(found, dtype=np.int64)


def _bounds(values: Sequence[Bounds | None]) -> Floats:
    rows = [
        (np.nan, np.nan) if each is None else (each.min, np.inf if each.max is None else each.max)
        for each in values
    ]
    return np.array(rows, dtype=np.float64).reshape(-1, 2)


def _times(reports: Sequence[Report], lag_s: float) -> tuple[Floats, Floats, NDArray[np.bool_]]:
    rows = []
    for each in reports:
        if each.statement.time:
            span = each.statement.time
            rows.append((span.earliest.timestamp(), span.latest.timestamp(), True))
        elif each.published:
            early = each.published.earliest.timestamp() - lag_s
            rows.append((early, each.published.latest.timestamp(), False))
        else:
            rows.append((np.nan, np.nan, False))
    table = np.array(rows, dtype=np.float64).reshape(-1, 3)
    return table[:, 0], table[:, 1], table[:, 2] == 1.0


def _words(reports: Sequence[Report], stem: int, common_share: float) -> csr_matrix:
    """Return rarity-weighted word stems per report, each row of squared length sum of weights."""
    stems: dict[str, int] = {}
    rows: list[int] = []
    columns: list[int] = []
    for row, each in enumerate(reports):
        found = words(each.statement.quote)[:MOST_WORDS]
        for word in dict.fromkeys(word.folded[:stem] for word in found):
            rows.append(row)
            columns.append(stems.setdefault(word, len(stems)))
    number = len(reports)
    shape = (number, max(1, len(stems)))
    plain = csr_matrix((np.ones(len(rows)), (rows, columns)), shape=shape)
    used = np.asarray(plain.sum(axis=0)).ravel()
    rarity = np.log1p(number / np.maximum(used, 1.0))
    if number > 1 / common_share:
        rarity[used > common_share * number] = 0.0
    return csr_matrix(plain.multiply(np.sqrt(rarity)))


def _points(reports: Sequence[Report]) -> Mapping[str, NDArray[np.float64]]:
    rows = []
    for number, each in enumerate(reports):
        for place in event_places(each.statement):
            radius = place.radius_m or 0.0
            rows.append((number, place.lat, place.lon, radius / R90_IN_SIGMAS, max(place.p, 1e-3)))
    table = np.array(rows, dtype=np.float64).reshape(-1, 5)
    return {
        name: table[:, i] for i, name in enumerate(("point_of", "lat", "lon", "sigma", "weight"))
    }


def columns_of(reports: Sequence[Report], settings: Settings) -> Columns:
    """Return reports as columns, in the order given."""
    said = [each.statement for each in reports]
    times, text = settings.score["time"], settings.score["text"]
    start, end, stated = _times(reports, times["lag_h"] * _HOUR)
    points = dict(_points(reports))
    acts = tuple(dict.fromkeys(each.act for each in said))
    return Columns(
        point_of=points.pop("point_of").astype(np.int64),
        **points,
        start=start,
        end=end,
        stated=stated,
        published=np.array(
            [r.published.earliest.timestamp() if r.published else np.nan for r in reports],
            dtype=np.float64,
        ),
        act=np.array([acts.index(each.act) for each in said], dtype=np.int64),
        acts=acts,
        perpetrator=_codes([each.perpetrator for each in said], ("", "unknown")),
        target=_codes([each.target_class for each in said]),
        killed=_bounds([each.killed for each in said]),
        injured=_bounds([each.injured for each in said]),
        followup=np.array([each.followup for each in said], dtype=np.bool_),
        background=np.array([each.background for each in said], dtype=np.bool_),
        origin=_codes([each.origin for each in reports]),
        document=_codes([each.document for each in said]),
        words=_words(reports, text["stem"], text["common_share"]),
    )
