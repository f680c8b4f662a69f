"""What a report is made from: the case's records, the names to show, and the map's layers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from truceline.ground.errors import PlaceError
from truceline.model.agreement import Agreement
from truceline.model.detection import Coverage, Detection
from truceline.model.doubt import Doubt
from truceline.model.evidence import Document, Evidence, Rejected
from truceline.model.exclusion import Exclusion
from truceline.model.finding import Binding, Finding
from truceline.model.incident import Group, Incident
from truceline.model.origin import Contradiction, Origin
from truceline.model.performance import Performance
from truceline.model.source import Source
from truceline.model.standing import Standing, StandingChange
from truceline.model.statement import Statement
from truceline.model.tally import TallyAccount, TallyComparison
from truceline.model.totals import BreachTotal, StepReached

Point = tuple[float, float]
MAX_POINTS = 200_000  # a whole front drawn street by street has fewer; more is an attack
MAX_DEPTH = 8  # GeoJSON nests four deep, a collection of collections some more


@dataclass(frozen=True, slots=True, kw_only=True)
class MapLayer:
    """Lines that the map draws under the incidents.

    name: what the line is; citation: who drew it and from what; day: the day it stands for, as
    its author wrote it; paths: each a run of (longitude, latitude) in degrees.
    """

    name: str
    citation: str
    paths: tuple[tuple[Point, ...], ...]
    day: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportInput:
    """Everything that a report may say, as records; the report adds no fact of its own.

    as_of: the cut-off, aware; zone: IANA zone of the case, shown first; parties: display name
    by party id, in the order wanted for those whom the agreement does not list; documents and
    evidence: by id; command: how a reader verifies this case; made_by: program and version.
    replaced_standard: the standard of proof of the agreement's file where the case chose the one
    that the agreement has here, None where it chose none.
    """

    title: str
    agreement: Agreement
    replaced_standard: float | None = None
    as_of: datetime
    zone: str
    parties: Mapping[str, str]
    sources: Mapping[str, Source] = field(default_factory=dict)
    documents: Mapping[str, Document] = field(default_factory=dict)
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    statements: tuple[Statement, ...] = ()
    origins: tuple[Origin, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    incidents: tuple[Incident, ...] = ()
    groups: tuple[Group, ...] = ()
    tally_accounts: tuple[TallyAccount, ...] = ()
    tally_comparisons: tuple[TallyComparison, ...] = ()
    bindings: tuple[Binding, ...] = ()
    findings: tuple[Finding, ...] = ()
    totals: tuple[BreachTotal, ...] = ()
    steps: tuple[StepReached, ...] = ()
    performances: tuple[Performance, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    standings: tuple[Standing, ...] = ()
    standing_changes: tuple[StandingChange, ...] = ()
    detections: tuple[Detection, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    passed_over: int = 0
    layers: tuple[MapLayer, ...] = ()
    language: str = "en"
    command: str = "truceline verify CASE"
    made_by: str = "Truceline"


def layer_from_geojson(
    value: Any,  # noqa: ANN401 - any JSON value may have been in the file
    *,
    name: str = "",
    citation: str = "",
    where: str = "",
) -> MapLayer:
    """Return the lines and outlines of a GeoJSON object (RFC 7946) as a map layer.

    name, citation: taken from the first feature's properties `name`, `citation` and `day` where
    not given. Raises PlaceError if it holds no line, too many points, or a point off the Earth.
    """
    paths = tuple(path for path in _paths(value, where, MAX_DEPTH) if len(path) > 1)
    if not paths:
        raise PlaceError(
            "The map layer holds no line.",
            where=where,
            mend="Give GeoJSON with a LineString, Polygon or their Multi forms.",
        )
    if sum(len(path) for path in paths) > MAX_POINTS:
        raise PlaceError(
            f"The map layer holds more than {MAX_POINTS} points.",
            where=where,
            mend="Simplify the line before giving it.",
        )
    known = next(iter(_properties(value)), {})
    return MapLayer(
        name=name or str(known.get("name", "")),
        citation=citation or str(known.get("citation", "")),
        day=str(known.get("day", "")),
        paths=paths,
    )


def _properties(value: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - any JSON value
    features = value.get("features") if isinstance(value, dict) else None
    for each in [value, *(features if isinstance(features, list) else [])]:
        if isinstance(each, dict) and isinstance(each.get("properties"), dict):
            yield each["properties"]


def _paths(
    value: Any,  # noqa: ANN401 - any JSON value may stand here
    where: str,
    depth: int,
) -> Iterator[tuple[Point, ...]]:
    if not isinstance(value, dict) or depth == 0:
        return
    for key in ("features", "geometries"):
        members = value.get(key)
        for each in members if isinstance(members, list) else []:
            yield from _paths(each, where, depth - 1)
    yield from _paths(value.get("geometry"), where, depth - 1)
    runs = {"LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}
    levels = runs.get(str(value.get("type")), 0)
    if levels:
        yield from _runs(value.get("coordinates"), levels, where)


def _runs(value: Any, levels: int, where: str) -> Iterator[tuple[Point, ...]]:  # noqa: ANN401 - any JSON value may stand here
    if not isinstance(value, list):
        return
    if levels > 1:
        for each in value:
            yield from _runs(each, levels - 1, where)
        return
    yield tuple(_point(each, where) for each in value)


def _point(value: Any, where: str) -> Point:  # noqa: ANN401 - any JSON value may stand here
    try:
        lon, lat = float(value[0]), float(value[1])
    except (TypeError, ValueError, IndexError, KeyError, OverflowError) as error:
        raise PlaceError(
            "A point of the map layer is no pair of numbers.",
            where=where,
            mend="Give [longitude, latitude] in degrees.",
        ) from error
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):  # noqa: PLR2004 - degrees
        raise PlaceError(
            f"({lat}, {lon}) is no point on Earth.",
            where=where,
            mend="Give longitude before latitude, in degrees, as GeoJSON does.",
        )
    return lon, lat
