"""Simulated alarms of zones: the feed of one side, for the ground that it holds."""

from __future__ import annotations

import numpy as np

from truceline.lab.simulate.fronts import stream
from truceline.lab.simulate.happenings import Process
from truceline.lab.simulate.watching import (
    ONE,
    Real,
    Seen,
    chance,
    packed,
    placed,
    some,
    usual,
    window,
)
from truceline.model.detection import Coverage, Detection

CHANNEL = "alarms"
_ALARM = tuple[float, float, str]  # begin and end in hours, the incident behind it or ""


class Sirens:
    """The alarms of one side's zones."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self._theatre = process.theatre
        self._front = process.theatre.front
        self._law = self._front.sensors.alarms
        self.source = f"alarms-{self._front.parties[self._law.side]}"
        every = packed(self._theatre, self._law.zone_km)
        self.zones = some(every, self._theatre.line.held_by(every.x, every.y) == self._law.side)
        self._places = placed(self._theatre, self.zones, "district")
        self._likely = round(usual(self._front, self._law.hears), 6)

    def look(self, day: int, acts: Real) -> Seen:
        """Return a day's alarms; those that overlap in a zone are one, whatever is behind them."""
        seen = Seen()
        raised = self._raised(day, acts)
        for zone in range(len(self.zones.names)):
            self._cover(day, zone, seen)
            for number, alarms in enumerate(_merged(raised[zone])):
                self._report(f"{self.source}-{day}-{zone}-{number}", day, zone, alarms, seen)
        return seen

    def _raised(self, day: int, acts: Real) -> list[list[_ALARM]]:
        """Return the alarms of each zone before they are merged."""
        rng, law = stream(self._process.seed, day, "alarms"), self._law
        raised: list[list[_ALARM]] = [[] for _ in self.zones.names]
        middle, width = law.length_hours
        number = len(acts.ids)
        heard = rng.random(number) < chance(self._front, law.hears, acts.act)
        early = rng.exponential(law.early_hours, number)
        length = middle * np.exp(width * rng.standard_normal(number))
        zone = self.zones.holding(acts.x, acts.y)
        for row in np.flatnonzero(heard & (zone >= 0)):
            begin = float(acts.hour[row] - early[row])
            raised[zone[row]].append((begin, float(acts.hour[row] + length[row]), acts.ids[row]))
        for each, count in enumerate(rng.poisson(law.false_a_day, len(raised))):
            begin_of = day * 24 + rng.random(count) * 24
            ends = begin_of + middle * np.exp(width * rng.standard_normal(count))
            raised[each] += [(float(b), float(e), "") for b, e in zip(begin_of, ends, strict=True)]
        return raised

    def _cover(self, day: int, zone: int, seen: Seen) -> None:
        law = self._law
        seen.coverage.append(
            Coverage(
                id=f"{self.source}-{day}-{zone}",
                source=self.source,
                channel=CHANNEL,
                window=window(self._front, day * 24, day * 24 + 24),
                p=self._likely,
                place=self._places[zone],
                note=f"acts: {' '.join(law.hears)}",
            )
        )

    def _report(self, name: str, day: int, zone: int, alarms: list[_ALARM], seen: Seen) -> None:
        law = self._law
        ends = max(end for _, end, _ in alarms)
        seen.detections.append(
            Detection(
                id=name,
                document=f"{self.source}-{day}",
                source=self.source,
                channel=CHANNEL,
                window=window(self._front, alarms[0][0], ends),
                quantity=ONE,
                unit="alarms",
                places=(self._places[zone],),
                detection_probability=self._likely,
                false_alarm=law.false_a_day / 24,
            )
        )
        behind = [incident for _, _, incident in alarms if incident]
        seen.sensed.extend((name, each) for each in behind or [""])


def _merged(alarms: list[_ALARM]) -> list[list[_ALARM]]:
    """Return alarms in groups without a pause between them, in order of time."""
    groups: list[list[_ALARM]] = []
    until = -np.inf
    for each in sorted(alarms):
        if each[0] > until:
            groups.append([])
        groups[-1].append(each)
        until = max(until, each[1])
    return groups
