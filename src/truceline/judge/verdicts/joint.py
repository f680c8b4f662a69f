"""What prevails over a clause and what it excepts, joint with when and where the clause holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from truceline.ground.geometry import Floats
from truceline.judge.verdicts.answers import Answers, always, any_of
from truceline.judge.verdicts.cells import Cells
from truceline.judge.verdicts.columns import Integers


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Joint:
    """Answers by part of each incident, m rows; within a part they hang on nothing in common.

    row: which incident, ascending; weight: parts of one sum to 1. time, area: of the clause itself;
    governs: no narrower term takes its place; permission: it is permitted.
    """

    row: Integers
    weight: Floats
    time: Answers
    area: Answers
    governs: Answers
    permission: Answers

    def marginal(self, answers: Answers, count: int) -> Answers:
        """Return the answer to one question for each of so many incidents."""
        return Answers(self._summed(answers.yes, count), self._summed(answers.no, count))

    def engaged(self, count: int) -> tuple[Floats, Floats, Floats]:
        """Return P(within, governed and permitted), P(the same, not permitted), P(perhaps within).

        The last is 1 - P(outside of the clause's time or ground, or not governed by it).
        """
        yes = self.time.yes * self.area.yes * self.governs.yes
        no = (1 - self.time.no) * (1 - self.area.no) * (1 - self.governs.no)
        permitted, owed = yes * self.permission.yes, yes * self.permission.no
        found = (self._summed(each, count) for each in (permitted, owed, no))
        return next(found), next(found), next(found)

    def of(self, row: int) -> tuple[tuple[float, ...], ...]:
        """Return one incident's parts: weight, then yes and no of each of the four answers."""
        kept = slice(*np.searchsorted(self.row, [row, row + 1]))
        four = (self.time, self.area, self.governs, self.permission)
        columns = [self.weight, *(end for each in four for end in (each.yes, each.no))]
        return tuple(map(tuple, np.stack([each[kept] for each in columns], axis=1).tolist()))

    def _summed(self, parts: Floats, count: int) -> Floats:
        summed = np.bincount(self.row, parts * self.weight, count)
        return np.clip(summed.astype(np.float64), 0.0, 1.0)


def joint_of(cells: Cells, prevailing: Sequence[Answers], permitting: Sequence[Answers]) -> Joint:
    """Return the joint answers of a clause.

    cells: of its own term, then of those that prevail over it, then of those that permit, in the
    order of `prevailing` and `permitting`: whether each is about such an act at all.
    """
    count = len(cells.row)
    about = [*prevailing, *permitting]
    holds = [_holding(cells, at, each) for at, each in enumerate(about, 1)]
    nothing = always(0.0, 1.0, count)
    displaced = any_of([nothing, *holds[: len(prevailing)]])
    permission = any_of([nothing, *holds[len(prevailing) :]])
    return Joint(
        row=cells.row,
        weight=cells.weight,
        time=Answers(cells.time[:, 0], cells.not_time[:, 0]),
        area=Answers(cells.area[:, 0], cells.not_area[:, 0]),
        governs=Answers(displaced.no, displaced.yes),
        permission=permission,
    )


def _holding(cells: Cells, at: int, about: Answers) -> Answers:
    """Return whether a term holds in each part: then, there, and about such an act."""
    yes = cells.time[:, at] * cells.area[:, at] * about.yes[cells.row]
    no = (1 - cells.not_time[:, at]) * (1 - cells.not_area[:, at]) * (1 - about.no[cells.row])
    return Answers(yes, 1 - no)
