"""Finds lines and zones that nothing uses: most often a name was forgotten where they belong."""

from __future__ import annotations

from collections.abc import Iterator

from truceline.agreements.checking.whole import Whole
from truceline.agreements.source import shown
from truceline.model.terms import Clause


def check_unused(whole: Whole) -> None:
    """Note each line that no zone is made of, and each zone that no clause or used zone names."""
    agreement = whole.agreement
    clauses = [*agreement.clauses, *(each for r in agreement.readings for each in r.clauses)]
    parts = {each.id: (*each.all_of, *each.any_of, *each.none_of) for each in agreement.zones}
    used: set[str] = set()
    left = {name for each in clauses for name in _areas(each)}
    while left:
        used |= left
        left = {part for name in left for part in parts.get(name, ())} - used
    for index, zone in enumerate(agreement.zones):
        if zone.id not in used:
            what = f"Nothing uses the zone “{shown(zone.id)}”."
            mend = "Name it under areas or areas_of of a clause, or remove it."
            whole.add(("zones", index), what, mend)
    shapes = [each for zone in agreement.zones for each in (zone.side, zone.belt) if each]
    drawn = {each.line for each in shapes}
    for index, line in enumerate(agreement.lines):
        if line.id not in drawn:
            what = f"Nothing uses the line “{shown(line.id)}”."
            mend = "Make a zone of it, with side or belt, or remove it."
            whole.add(("lines", index), what, mend)


def _areas(clause: Clause) -> Iterator[str]:
    yield from clause.areas
    for each in clause.areas_of.values():
        yield from each
    if clause.obligation is not None:
        yield from clause.obligation.areas
