"""A simulated satellite that sees fires at fixed hours, through gaps in the clouds."""

from __future__ import annotations

import numpy as np
from scipy.stats import norm

from truceline.ground.geometry import R90_IN_SIGMAS
from truceline.lab.simulate.fronts import stream
from truceline.lab.simulate.happenings import Process
from truceline.lab.simulate.theatre import Floats
from truceline.lab.simulate.watching import (
    ONE,
    Circles,
    Real,
    Seen,
    chance,
    packed,
    placed,
    spot,
    usual,
    window,
)
from truceline.model.detection import Coverage, Detection

SOURCE = "fires-from-space"
CHANNEL = "fires"
_NIGHT_SHARE = 0.1  # of farmers' fires, which are lit by day
_NIGHT_ENDS, _NIGHT_BEGINS = 7.0, 19.0


class Satellite:
    """The looks of one theatre's satellite."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self._theatre = process.theatre
        self._front = process.theatre.front
        self._law = self._front.sensors.fires
        self.cells: Circles = packed(self._theatre, self._law.cell_km)
        self._places = placed(self._theatre, self.cells, "sector")
        self._chances = [self._chance(number) for number in range(len(self._law.passes))]

    def look(self, day: int, acts: Real) -> Seen:
        """Return what the passes of a day add, and the fires of its acts, seen even a day later."""
        seen = Seen()
        for number in range(len(self._law.passes)):
            self._cover(day, number, seen)
            self._farming(day, number, seen)
        self._fires(day, acts, seen)
        return seen

    def _clear(self, day: int) -> Floats:
        """Return the share of clear sky, shape (passes, cells), of a day."""
        rng = stream(self._process.seed, day, "clouds")
        return rng.beta(*self._law.cloud, (len(self._law.passes), len(self.cells.names)))

    def _passes(self, day: int) -> Floats:
        return np.array(self._law.passes) + day * 24

    def _gap(self, number: int) -> float:
        """Return the hours since the pass before."""
        passes = self._law.passes
        return passes[number] - passes[number - 1] + (0.0 if number else 24.0)

    def _chance(self, number: int) -> float:
        """Return P(seen under a clear sky | an act since the pass before, at no known time)."""
        middle, width = self._law.burn_hours
        wait = (np.arange(256) + 0.5) / 256 * self._gap(number)
        burning = norm.sf(np.log(wait / middle) / width)
        return usual(self._front, self._law.ignite) * float(burning.mean())

    def _cover(self, day: int, number: int, seen: Seen) -> None:
        at, gap, law = self._passes(day)[number], self._gap(number), self._law
        likely, clear = self._chances[number], self._clear(day)[number]
        looked = window(self._front, at - gap, at)
        for cell, place in enumerate(self._places):
            seen.coverage.append(
                Coverage(
                    id=f"{SOURCE}-{day}-{number}-{cell}",
                    source=SOURCE,
                    channel=CHANNEL,
                    window=looked,
                    p=round(float(clear[cell]) * likely, 6),
                    place=place,
                    note=f"acts: {' '.join(law.ignite)}",
                )
            )

    def _farming(self, day: int, number: int, seen: Seen) -> None:
        rng = stream(self._process.seed, day, f"farming {number}")
        expected = self._farmers(number) * self._clear(day)[number]
        cell = np.repeat(np.arange(len(expected)), rng.poisson(expected))
        away, turn = rng.random((2, len(cell)))
        far, turn = self._law.cell_km * np.sqrt(away), turn * 2 * np.pi
        x = self.cells.x[cell] + far * np.cos(turn)
        y = self.cells.y[cell] + far * np.sin(turn)
        for each in range(len(cell)):
            name = f"{SOURCE}-{day}-{number}-farm-{each}"
            self._report(name, day, number, (float(x[each]), float(y[each])), seen)
            seen.sensed.append((name, ""))

    def _farmers(self, number: int) -> float:
        """Return the mean of fires of fields in a clear cell at a pass."""
        by_day = _NIGHT_ENDS <= self._law.passes[number] < _NIGHT_BEGINS
        return self._law.farming * (1.0 if by_day else _NIGHT_SHARE)

    def _fires(self, day: int, acts: Real, seen: Seen) -> None:
        """Report acts that lit a fire which burns until the next pass, where the sky is clear."""
        rng, law = stream(self._process.seed, day, "fires"), self._law
        lit = rng.random(len(acts.ids)) < chance(self._front, law.ignite, acts.act)
        middle, width = law.burn_hours
        burns = middle * np.exp(width * rng.standard_normal(len(acts.ids)))
        view, noise = rng.random(len(acts.ids)), rng.standard_normal((2, len(acts.ids)))
        x, y = np.stack([acts.x, acts.y]) + noise * law.radius_km / R90_IN_SIGMAS
        passes = np.concatenate([self._passes(day), self._passes(day + 1)])
        clear = np.concatenate([self._clear(day), self._clear(day + 1)])
        next_pass = np.searchsorted(passes, acts.hour)
        cell = self.cells.holding(acts.x, acts.y)
        found = lit & (acts.hour + burns > passes[next_pass]) & (cell >= 0)
        found &= view < clear[next_pass, cell]
        for row in np.flatnonzero(found):
            later, number = divmod(int(next_pass[row]), len(law.passes))
            name = f"{SOURCE}-{acts.ids[row]}"
            self._report(name, day + later, number, (float(x[row]), float(y[row])), seen)
            seen.sensed.append((name, acts.ids[row]))

    def _report(
        self, name: str, day: int, number: int, at: tuple[float, float], seen: Seen
    ) -> None:
        law, gap = self._law, self._gap(number)
        hour = float(self._passes(day)[number])
        rate = self._farmers(number) * (law.fit_km / law.cell_km) ** 2 / gap
        seen.detections.append(
            Detection(
                id=name,
                document=f"{SOURCE}-{day}",
                source=SOURCE,
                channel=CHANNEL,
                window=window(self._front, hour - gap, hour),
                quantity=ONE,
                unit="fires",
                places=(spot(self._theatre, "", at, law.radius_km, "point"),),
                detection_probability=round(self._chances[number], 6),
                false_alarm=rate,
            )
        )
