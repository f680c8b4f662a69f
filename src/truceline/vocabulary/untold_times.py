"""When incidents happened of which no report tells the time: shortly before they were reported."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from truceline.ground.times import TimeRange
from truceline.model.incident import Incident
from truceline.vocabulary.files import shipped_yaml


@dataclass(frozen=True, slots=True, kw_only=True)
class Untold:
    """How far before its first report an incident lies (lag_s, seconds), and how often it does."""

    lag_s: float
    share: float


@cache
def untold() -> Untold:
    """Return the rule of the data file."""
    rule = shipped_yaml("vocabulary", "reporting.yaml")["untold"]
    return Untold(lag_s=rule["lag_h"] * 3600.0, share=float(rule["share"]))


def likely_time(incident: Incident) -> tuple[TimeRange, float] | None:
    """Return when an incident happened and how surely it did then; None where nobody can say.

    Where reports tell the time that is it, else the time before the first report.
    """
    if incident.time is not None:
        return incident.time, 1.0
    if incident.reported is None:
        return None
    rule, out = untold(), incident.reported
    begin = out.earliest - timedelta(seconds=rule.lag_s)
    return TimeRange(earliest=begin, latest=out.latest, zone=out.zone), rule.share
