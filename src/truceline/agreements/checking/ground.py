"""Checks lines and zones: shapes that are no shapes, sides that a line does not have, circles."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from truceline.agreements.checking.whole import Value, Whole, circles, entries, told
from truceline.agreements.source import Path_, shown
from truceline.ground.times import zone_of
from truceline.model.zones import Line

_SHAPES = ("circle", "polygon", "side", "belt", "unknown")
_COMBINED = ("all_of", "any_of", "none_of")
_CORNERS = 3  # fewer enclose no ground


def check_ground(whole: Whole) -> None:
    """Note lines and zones that cannot be drawn, and zones made of themselves."""
    for value, at in entries(whole.source.value, "lines"):
        _versions(whole, value, at)
    for index, line in enumerate(whole.agreement.lines):
        _days(whole, line, ("lines", index))
    closed = {each.id: each.closed for each in whole.agreement.lines}
    for value, at in entries(whole.source.value, "zones"):
        _shape(whole, value, at)
        _side(whole, value, at, closed)
    _circles(whole)


def _versions(whole: Whole, value: Value, at: Path_) -> None:
    closed = value.get("closed", True)
    days: set[str] = set()
    for version, place in entries(value, "versions", at):
        given = [key for key in ("points", "polygons") if key in version]
        if len(given) != 1:
            whole.add(place, "A version without one shape.", "Give either points or polygons.")
        if version["day"] in days:
            what = f"A second version for the day {shown(version['day'])}."
            whole.add((*place, "day"), what, "Keep one of the two, or correct the day.")
        days.add(version["day"])
        if not closed and "polygons" in version:
            mend = "Give points, or write “closed: true”."
            whole.add((*place, "polygons"), "An open line has no polygons.", mend)
        if closed and "points" in version:
            _ring(whole, version["points"], (*place, "points"))
        for ring, inner in _rings(version, place):
            _ring(whole, ring, inner)


def _rings(version: Value, at: Path_) -> list[tuple[Sequence[Sequence[float]], Path_]]:
    found = enumerate(version.get("polygons", ()))
    return [(ring, (*at, "polygons", index)) for index, ring in found]


def _ring(whole: Whole, points: Sequence[Sequence[float]], at: Path_) -> None:
    if len({tuple(point) for point in points}) < _CORNERS:
        what = "A ring of fewer than three different points encloses no ground."
        whole.add(at, what, "Give at least three different points [longitude, latitude].")


def _days(whole: Whole, line: Line, at: Path_) -> None:
    """Note a line none of whose versions can hold on a day of the agreement."""
    if line.files is not None and line.files.last < line.files.first:
        mend = "Swap “from” and “to”, or correct one of them."
        whole.add((*at, "files", "to"), "The files end before they begin.", mend)
        return
    window = whole.agreement.window
    days = _span(line)
    if window is None or days is None or line.missing == "nearest":
        return
    zone = zone_of(whole.agreement.zone)
    first, last = window.earliest.astimezone(zone).date(), window.latest.astimezone(zone).date()
    early = days[1] < first and line.missing in ("between", "unknown")
    if days[0] > last or early:
        what = f"No version of the line “{shown(line.id)}” holds on any day of the window."
        mend = f"Add one from {first} to {last}, or write “missing: nearest”."
        whole.add(at, what, mend)


def _span(line: Line) -> tuple[date, date] | None:
    if line.files is not None:
        return line.files.first, line.files.last
    days = [each.day for each in line.versions]
    return (days[0], days[-1]) if days else None


def _shape(whole: Whole, value: Value, at: Path_) -> None:
    given = [key for key in _SHAPES if key in value]
    given += ["a combination"] if any(key in value for key in _COMBINED) else []
    if len(given) != 1:
        what = f"A zone of {len(given)} shapes."
        mend = f"Give one of {', '.join(_SHAPES)}, or a combination of {', '.join(_COMBINED)}."
        whole.add(at, what, mend)
    if not any(key in value for key in ("all_of", "any_of")) and "none_of" in value:
        what = "A zone that is said only by what it is not."
        whole.add((*at, "none_of"), what, "Say with all_of or any_of of what it is the rest.")
    if "polygon" in value:
        _ring(whole, value["polygon"], (*at, "polygon"))


def _side(whole: Whole, value: Value, at: Path_, closed: dict[str, bool]) -> None:
    for shape in ("side", "belt"):
        part = value.get(shape)
        of = part.get("of", "both") if part else "both"
        line = part["line"] if part else ""
        if line in closed and of in ("inside", "outside") and not closed[line]:
            what = f"The line “{shown(line)}” is open: it has no {of}."
            whole.add((*at, shape, "of"), what, "Write left or right, seen along its points.")
        if line in closed and of in ("left", "right") and closed[line]:
            what = f"The line “{shown(line)}” is closed: it has no {of}."
            mend = "Write inside or outside, or “closed: false” at the line."
            whole.add((*at, shape, "of"), what, mend)
        if shape == "belt" and part and part["to_m"] <= part.get("from_m", 0):
            what = f"The belt ends ({part['to_m']} m) where it begins or before."
            whole.add((*at, shape, "to_m"), what, "Let to_m be more than from_m.")


def _circles(whole: Whole) -> None:
    zones = whole.agreement.zones
    place = {each.id: index for index, each in enumerate(zones)}
    edges = {each.id: (*each.all_of, *each.any_of, *each.none_of) for each in zones}
    for way in circles(edges):
        what = f"Zones made of each other in a circle: {told(way)}."
        whole.add(("zones", place[way[0]]), what, "Give one of them a shape of its own.")
