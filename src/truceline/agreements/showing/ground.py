"""The lines and zones of an agreement in words."""

from __future__ import annotations

from truceline.agreements.showing.section import Section
from truceline.agreements.showing.words import metres, names
from truceline.model.agreement import Agreement
from truceline.model.zones import Line, Zone

_MISSING = {
    "previous": "on a day without one the version before it holds",
    "nearest": "on a day without one the nearest version holds",
    "between": "on a day without one it holds what the versions before and after agree on",
    "unknown": "on a day without one it is not known",
}


def lines(agreement: Agreement) -> Section:
    """Return each line: whose claim it is, how exact, and from when its versions are."""
    found = tuple((each.id, _line(each)) for each in agreement.lines)
    return Section(title="Lines", lines=found)


def _line(line: Line) -> str:
    days = [each.day.isoformat() for each in line.versions]
    many = f"{len(days)} versions, {days[0]} to {days[-1]}" if len(days) > 1 else "".join(days)
    if line.files:
        many = f"files {line.files.pattern}, {line.files.first} to {line.files.last}"
    parts = [
        "encloses ground" if line.closed else "open",
        f"as {names(line.held_by)} has it" if line.held_by else "held by nobody in particular",
        many,
        _MISSING[line.missing],
    ]
    if line.contested_m:
        parts.append(f"runs within {metres(line.contested_m)} of where it is drawn (90 %)")
    return f"{line.title}: {'; '.join(parts)}"


def zones(agreement: Agreement) -> Section:
    """Return each zone with its shape."""
    found = tuple((each.id, f"{each.title}: {_shape(each)}") for each in agreement.zones)
    return Section(title="Zones", lines=found)


def _shape(zone: Zone) -> str:
    if zone.unknown:
        return f"not known where. {zone.unknown}"
    if zone.circle:
        circle = zone.circle
        return f"within {metres(circle.radius_m)} of {circle.lat:g}, {circle.lon:g}"
    if zone.polygon:
        return f"a polygon of {len(zone.polygon)} points"
    if zone.side:
        return f"{zone.side.of} of “{zone.side.line}”"
    if zone.belt:
        belt = zone.belt
        far = f"{metres(belt.from_m)} to" if belt.from_m else "up to"
        side = "on both sides of" if belt.of == "both" else f"{belt.of} of"
        return f"{far} {metres(belt.to_m)} {side} “{belt.line}”"
    parts = (("all of", zone.all_of), ("any of", zone.any_of), ("none of", zone.none_of))
    return "; ".join(f"{word} {', '.join(ids)}" for word, ids in parts if ids)
