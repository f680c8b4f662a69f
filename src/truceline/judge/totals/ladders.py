"""Whether breaches reach a step of a ladder, surely or perhaps, in each draw of a case."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from truceline.ground.geometry import Floats
from truceline.judge.totals.courses import Breaches
from truceline.judge.totals.draws import Drawn, Flags
from truceline.judge.verdicts.columns import Integers
from truceline.model.terms import Step


def reached(step: Step, breaches: Flags, drawn: Drawn) -> Flags:
    """Return for each draw whether a step is reached; breaches: k x n, of one respondent."""
    return _climbed(step, np.where(breaches, drawn.amount, 0), drawn)


def _climbed(step: Step, amount: Integers, drawn: Drawn) -> Flags:
    if step.within_s is None:
        return np.asarray(amount.sum(axis=1) >= step.breaches)
    when = np.where((amount > 0) & ~np.isnan(drawn.when), drawn.when, np.inf)
    order = np.argsort(when, axis=1)
    moments = np.take_along_axis(when, order, axis=1)
    counts = np.cumsum(np.take_along_axis(amount, order, axis=1), axis=1)
    return np.array(
        [
            _in_window(times[np.isfinite(times)], total, step.within_s) >= step.breaches
            for times, total in zip(moments, counts, strict=True)
        ],
        dtype=np.bool_,
    )


def may_reach(step: Step, breaches: Breaches, drawn: Drawn) -> Flags:
    """Return for each draw whether a step may be reached; what has no time may lie in any stretch.

    A stretch that holds as many as there may be, less those without a time, is found as above.
    """
    amount = np.where(breaches.possible, drawn.most, 0)
    timed = _climbed(step, amount, drawn)
    if step.within_s is None:
        return timed
    untimed = np.where(np.isnan(drawn.when), amount, 0).sum(axis=1)
    for few in np.unique(untimed[untimed > 0]):
        fewer = replace(step, breaches=max(0, step.breaches - int(few)))
        timed |= (untimed == few) & _climbed(fewer, amount, drawn)
    return timed


def _in_window(moments: Floats, counts: Integers, within_s: float) -> int:
    """Return the most that any stretch of so many seconds holds; counts: running sums."""
    if not len(moments):
        return 0
    begins = np.searchsorted(moments, moments - within_s, side="left")
    before = np.concatenate([[0], counts])[begins]
    return int((counts[: len(moments)] - before).max())
