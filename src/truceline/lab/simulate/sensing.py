"""What the sensors of a theatre report of a simulated day, where they looked, and what was real.

A Coverage's p is the whole chance that an act of the kinds in its note ("acts: ...") would have
been reported, cloud and outages included; a Detection's detection_probability is that chance under
a clear sky or at a live station. false_alarm is expected an hour in the detection's surroundings:
the zone of an alarm, the circle of a station, a stated circle about a fire.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import pyarrow as pa

from truceline.lab.simulate.alarms import Sirens
from truceline.lab.simulate.fires import SOURCE as FIRES
from truceline.lab.simulate.fires import Satellite
from truceline.lab.simulate.happenings import Process
from truceline.lab.simulate.hearing import SOURCE as ACOUSTIC
from truceline.lab.simulate.hearing import Stations
from truceline.lab.simulate.truth import SENSED
from truceline.lab.simulate.watching import Real, Seen, real
from truceline.model.columns import to_table
from truceline.model.detection import Coverage, Detection
from truceline.model.source import Source


class Sensor(Protocol):
    """Anything that watches."""

    def look(self, day: int, acts: Real) -> Seen:
        """Return what it adds on a day on which these acts happened."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Sensed:
    """Tables of a day: Detection and Coverage with the model's columns, the truth SENSED.

    An alarm with several strikes behind it has a row in `sensed` for each.
    """

    detections: pa.Table
    coverage: pa.Table
    sensed: pa.Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Watchers:
    """All sensors of one theatre."""

    process: Process
    sensors: tuple[Sensor, ...]
    sources: tuple[Source, ...]

    @classmethod
    def of(cls, process: Process) -> Watchers:
        """Return the sensors that a front's parameters describe."""
        sirens = Sirens(process)
        front = process.theatre.front
        owner = front.parties[front.sensors.alarms.side]
        sources = (
            _source(FIRES, "Fires seen from space", None),
            _source(sirens.source, "Alarms", owner),
            _source(ACOUSTIC, "Acoustic stations", None),
        )
        return cls(
            process=process,
            sensors=(Satellite(process), sirens, Stations(process)),
            sources=sources,
        )


def sensed(watchers: Watchers, day: int, happened: pa.Table) -> Sensed:
    """Return what the sensors report of a day's acts (HAPPENED; what did not occur is not seen).

    A fire that a pass sees after midnight is reported with the day on which it was lit.
    """
    acts = real(watchers.process.theatre, happened)
    looks = [each.look(day, acts) for each in watchers.sensors]
    links = [link for each in looks for link in each.sensed]
    return Sensed(
        detections=to_table(Detection, [one for each in looks for one in each.detections]),
        coverage=to_table(Coverage, [one for each in looks for one in each.coverage]),
        sensed=pa.table(
            {"detection": [link[0] for link in links], "incident": [link[1] for link in links]},
            schema=SENSED,
        ),
    )


def _source(name: str, title: str, owner: str | None) -> Source:
    return Source(id=name, name=title, kind="sensor", allegiance=owner, directness="saw")
