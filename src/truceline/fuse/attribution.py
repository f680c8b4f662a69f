"""Who is said to have done it, with a mass of belief that one side's word cannot fill."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import prod

from truceline.fuse.reports import Report
from truceline.fuse.settings import Settings

_NOBODY = ("", "unknown")


def _weight(report: Report, rule: Mapping[str, float]) -> float:
    accused = report.statement.perpetrator
    if report.side is None:
        weight = rule["witness"] if report.direct else rule["third"]
    else:
        weight = rule["admission"] if report.side == accused else rule["accusation"]
    return weight if report.statement.perpetrator_stated else weight * rule["implied"]


def attribution_of(
    reports: Sequence[Report], denials: Sequence[Report], settings: Settings
) -> tuple[dict[str, float], tuple[str, ...]]:
    """Return belief by party, the rest to 1 being unknown, and the statements that name a side.

    Each voice (a side, or those of no party together) counts once for each accused party, at its
    heaviest; voices combine by Dempster's rule. Parties stand in the order in which they are
    first named.
    """
    rule = settings.attribution
    voices: dict[str, dict[str | None, float]] = {}
    stated: list[str] = []
    for report in reports:
        accused = report.statement.perpetrator
        if accused in _NOBODY:
            continue
        by_side = voices.setdefault(accused, {})
        by_side[report.side] = max(by_side.get(report.side, 0.0), _weight(report, rule))
        if report.statement.perpetrator_stated:
            stated.append(report.statement.id)
    belief = {
        accused: 1 - prod(1 - weight for weight in by_side.values())
        for accused, by_side in voices.items()
    }
    for denial in denials:
        denier = denial.side if denial.side is not None else denial.statement.perpetrator
        if denial.statement.denies == "author" and denier in belief:
            belief[denier] *= rule["denied_by_accused"]
    return _combined(belief), tuple(dict.fromkeys(stated))


def _combined(belief: Mapping[str, float]) -> dict[str, float]:
    """Combine rival simple beliefs by Dempster's rule: what both hold at once is dropped."""
    names = list(belief)
    alone = {
        name: belief[name] * prod(1 - belief[other] for other in names if other != name)
        for name in names
    }
    nobody = prod(1 - belief[name] for name in names)
    whole = sum(alone.values()) + nobody
    return {name: round(mass / whole, 4) for name, mass in alone.items()}
