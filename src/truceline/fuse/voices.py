"""Whose independent words an incident rests on, and the status that they support."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from truceline.fuse.reports import Report
from truceline.language.words import fold
from truceline.model.incident import IncidentStatus, OriginCount


def origins_of(reports: Sequence[Report]) -> tuple[OriginCount, ...]:
    """Return the origins by side, sides in the order of the evidence, those of no party last.

    Statements that share an origin count once, so that copies add nothing.
    """
    sides: dict[str | None, dict[str, None]] = {}
    for report in reports:
        sides.setdefault(report.side, {})[report.origin] = None
    ordered = [side for side in sides if side is not None] + [None] * (None in sides)
    return tuple(OriginCount(side=side, origins=tuple(sides[side])) for side in ordered)


def _independent(a: Report, b: Report) -> bool:
    """Tell whether two reports of different origins cannot be one voice.

    Two parties are two voices. Someone of no party is a voice of its own where named or where it
    saw the event; an outlet that names nobody may be repeating the party.
    """
    if a.origin == b.origin:
        return False
    if a.side is None and b.side is None:
        return a.direct and b.direct
    if a.side == b.side:
        return False
    if a.speaker and b.speaker and fold(a.speaker) == fold(b.speaker):
        return False
    return all(each.side is not None or each.direct or bool(each.speaker) for each in (a, b))


def status_of(reports: Sequence[Report], disputed: bool) -> IncidentStatus:
    """Return the status word; "verified" is for people to give.

    disputed: someone denies the event or its author, or the sides name different authors.
    """
    if disputed:
        return "disputed"
    first = list({(r.origin, r.side, r.speaker, r.direct): r for r in reports}.values())
    if any(_independent(a, b) for a, b in combinations(first, 2)):
        return "corroborated"
    return "reported"
