"""Simulated stations along the front that hear explosions near them, with outages."""

from __future__ import annotations

import numpy as np

from truceline.ground.geometry import R90_IN_SIGMAS
from truceline.lab.simulate.fronts import stream
from truceline.lab.simulate.happenings import Process
from truceline.lab.simulate.theatre import Floats, Theatre
from truceline.lab.simulate.watching import (
    ONE,
    Circles,
    Real,
    Seen,
    chance,
    placed,
    spot,
    usual,
    window,
)
from truceline.model.detection import Coverage, Detection

SOURCE = "acoustic-stations"
CHANNEL = "explosions"
_BEFORE_H, _AFTER_H = 1 / 60, 2 / 60  # how well a station's clock and the sound's way are known


class Stations:
    """The stations of one theatre, in settlements along the line, in turn on either side."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self._theatre = process.theatre
        self._front = process.theatre.front
        self._law = self._front.sensors.acoustic
        self.circles = _stations(self._theatre)
        self._places = placed(self._theatre, self.circles, "sector")
        self._likely = round(usual(self._front, self._law.hears), 6)

    def look(self, day: int, acts: Real) -> Seen:
        """Return what the stations heard on a day, and when they could hear."""
        seen = Seen()
        rng = stream(self._process.seed, day, "hearing")
        dead = self._outages(day, rng)
        heard = rng.random(len(acts.ids)) < chance(self._front, self._law.hears, acts.act)
        noise = rng.standard_normal((2, len(acts.ids))) * self._law.bearing_km
        noise /= R90_IN_SIGMAS
        station = self.circles.holding(acts.x, acts.y)
        deaf = (acts.hour >= dead[station, 0]) & (acts.hour < dead[station, 1])
        for row in np.flatnonzero(heard & (station >= 0) & ~deaf):
            name = f"{SOURCE}-{acts.ids[row]}"
            at = (float(acts.x[row] + noise[0, row]), float(acts.y[row] + noise[1, row]))
            self._report(name, day, float(acts.hour[row]), at, seen)
            seen.sensed.append((name, acts.ids[row]))
        for each in range(len(self.circles.names)):
            self._alone(day, each, dead[each], rng, seen)
        return seen

    def _outages(self, day: int, rng: np.random.Generator) -> Floats:
        """Return when each station is dead, hours from and to, shape (stations, 2)."""
        share, mean = self._law.dead
        number = len(self.circles.names)
        begin = day * 24 + 24 * rng.random(number)
        length = rng.exponential(mean, number) * (rng.random(number) < share)
        return np.column_stack([begin, np.minimum(begin + length, day * 24 + 24)])

    def _alone(
        self, day: int, station: int, dead: Floats, rng: np.random.Generator, seen: Seen
    ) -> None:
        """Add a station's times of listening and what it took for an explosion."""
        law, circles = self._law, self.circles
        centre = (float(circles.x[station]), float(circles.y[station]))
        spans = [(day * 24.0, float(dead[0])), (float(dead[1]), day * 24.0 + 24)]
        if dead[1] <= dead[0]:
            spans = [(day * 24.0, day * 24.0 + 24)]
        for part, (begin, end) in enumerate(each for each in spans if each[1] > each[0]):
            seen.coverage.append(
                Coverage(
                    id=f"{SOURCE}-{day}-{station}-{part}",
                    source=SOURCE,
                    channel=CHANNEL,
                    window=window(self._front, begin, end),
                    p=self._likely,
                    place=self._places[station],
                    note=f"acts: {' '.join(law.hears)}",
                )
            )
            for number in range(rng.poisson(law.false_an_hour * (end - begin))):
                name = f"{SOURCE}-{day}-{station}-{part}-noise-{number}"
                far, turn = law.radius_km * np.sqrt(rng.random()), 2 * np.pi * rng.random()
                at = (centre[0] + far * np.cos(turn), centre[1] + far * np.sin(turn))
                self._report(name, day, float(rng.uniform(begin, end)), at, seen)
                seen.sensed.append((name, ""))

    def _report(
        self, name: str, day: int, hour: float, at: tuple[float, float], seen: Seen
    ) -> None:
        law = self._law
        seen.detections.append(
            Detection(
                id=name,
                document=f"{SOURCE}-{day}",
                source=SOURCE,
                channel=CHANNEL,
                window=window(self._front, hour - _BEFORE_H, hour + _AFTER_H),
                quantity=ONE,
                unit="explosions",
                places=(spot(self._theatre, "", at, law.bearing_km, "point"),),
                detection_probability=self._likely,
                false_alarm=law.false_an_hour,
            )
        )


def _stations(theatre: Theatre) -> Circles:
    """Return stations at settlements next to evenly spaced points of the line, sides in turn."""
    law, line = theatre.front.sensors.acoustic, theatre.line
    kept: list[int] = []
    for number, knot in enumerate(np.linspace(0, len(line.x) - 1, law.stations + 2)[1:-1].round()):
        x, y = line.x[int(knot)], line.y[int(knot)]
        apart = np.hypot(theatre.x - x, theatre.y - y)
        apart[theatre.holder != number % 2] = np.inf
        best = int(apart.argmin())
        gaps = [
            np.hypot(theatre.x[best] - theatre.x[k], theatre.y[best] - theatre.y[k]) for k in kept
        ]
        if not gaps or min(gaps) >= 2 * law.radius_km:  # no two hear the same: circles stay apart
            kept.append(best)
    names = tuple(theatre.names[each] for each in kept)
    return Circles(names=names, x=theatre.x[kept], y=theatre.y[kept], radius=law.radius_km)
