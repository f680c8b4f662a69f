"""Duties that last only while the other side keeps its own: P(it had failed before), jointly."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from truceline.ground.geometry import Floats
from truceline.judge.verdicts.columns import Integers

_CELLS = 4_000_000  # of a table of moments by failures that is held at once
_MOST_CELLS = 20_000_000  # of all such tables: beyond, survival is integrated on a coarser grid
_COARSE = 128  # moments by which it is found where survival falls at all
_ALL_OR_NOTHING = 1e-9
_DIGITS = 12  # what sums and products of so many leave of a nothing
_EXACT = 64  # acts that are failures themselves and are each taken out exactly
# Gauss-Legendre: exact for polynomials up to degree 15, on each stretch between two moments.
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(8)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Failures:
    """Acts by which a party failed its own part, m rows.

    row: which incident; p: P(occurred); fails: P(it was such a failure, given that it occurred);
    start, end: seconds, the moment lies anywhere in [start, end); concert: equal numbers occur
    together as far as their probabilities allow, others independently.
    """

    row: Integers
    p: Floats
    fails: Floats
    start: Floats
    end: Floats
    concert: Integers

    def __len__(self) -> int:
        return len(self.row)

    def only(self, kept: Integers) -> Failures:
        """Return some of them."""
        parts = {name: getattr(self, name)[kept] for name in self.__slots__}
        return Failures(**parts)


def survival(failures: Failures, moments: Floats) -> Floats:
    """Return P(no failure before a moment) for k moments in seconds.

    Within a concert occurrence is as dependent as it can be: whatever is likelier occurs whenever
    the less likely does. Concerts are independent of each other.
    """
    alive = np.ones(len(moments))
    order = np.lexsort((-failures.p, failures.concert))
    held = failures.only(order)
    begins = np.flatnonzero(np.diff(held.concert, prepend=-1) != 0)
    step = max(1, _CELLS // max(1, len(held)))
    for first in range(0, len(moments), step):
        block = slice(first, first + step)
        alive[block] = _survival(held, begins, moments[block])
    return alive


def _survival(held: Failures, begins: Integers, moments: Floats) -> Floats:
    length = held.end - held.start
    with np.errstate(divide="ignore", invalid="ignore"):
        lasting = (moments[:, None] - held.start) / length
    passed = np.where(length > 0, lasting, (moments[:, None] > held.start).astype(np.float64))
    spared = 1.0 - held.fails * np.clip(passed, 0.0, 1.0)
    ends = np.append(begins[1:], len(held))
    alone = ends - begins == 1
    single = begins[alone]
    alive = np.prod(1.0 - held.p[single] * (1.0 - spared[:, single]), axis=1)
    for begin, end in zip(begins[~alone], ends[~alone], strict=True):
        p = held.p[begin:end]
        drop = p - np.append(p[1:], 0.0)
        alive = alive * ((1.0 - p[0]) + np.cumprod(spared[:, begin:end], axis=1) @ drop)
    return np.asarray(alive, dtype=np.float64)


def failed_before(failures: Failures, row: Integers, start: Floats, end: Floats) -> Floats:
    """Return P(a failure came before) each of n acts, whose moments are uniform over [start, end).

    row: the acts' incidents: an act is no failure before itself. NaN start: 0, nothing is shown.
    """
    bears = failures.only(np.flatnonzero((failures.p > 0) & (failures.fails > 0)))
    share = np.zeros(len(row))
    known = np.flatnonzero(~np.isnan(start))
    if not len(bears) or not len(known):
        return share
    share[known] = 1.0 - _mean_survival(bears, start[known], end[known])
    own = known[np.isin(row[known], bears.row)]
    few = len(own) <= _EXACT and len(own) * len(bears) ** 2 <= _MOST_CELLS
    alone, others = (own[:0], own) if few else _by_concert(bears, row, own)
    share[alone] = _without_itself(bears, row[alone], (start[alone], end[alone]), share[alone])
    for each in others.tolist():
        rest = bears.only(np.flatnonzero(bears.row != row[each]))
        span = slice(each, each + 1)
        share[each] = 1.0 - _mean_survival(rest, start[span], end[span])[0]
    return np.asarray(np.round(np.clip(share, 0.0, 1.0), _DIGITS), dtype=np.float64)


def _by_concert(bears: Failures, row: Integers, own: Integers) -> tuple[Integers, Integers]:
    """Part acts that are failures themselves: those alone in their concert, and the likeliest.

    What is neither adds nothing to its concert that a likelier one does not bring: it stays.
    """
    order = np.lexsort((-bears.p, bears.concert))
    concert = bears.concert[order]
    first = np.flatnonzero(np.diff(concert, prepend=-1) != 0)
    many = np.diff(np.append(first, len(order)))
    single, likeliest = bears.row[order[first[many == 1]]], bears.row[order[first[many > 1]]]
    return own[np.isin(row[own], single)], own[np.isin(row[own], likeliest)][:_EXACT]


def _without_itself(
    bears: Failures, row: Integers, time: tuple[Floats, Floats], share: Floats
) -> Floats:
    """Return the shares less what each act adds itself, as much of it as had passed on average."""
    if not len(row):
        return share
    order = np.argsort(bears.row)
    place = order[np.searchsorted(bears.row[order], row)]
    passed = np.where(time[1] > time[0], 0.5, 0.0)
    added = bears.p[place] * bears.fails[place] * passed
    return 1.0 - np.minimum((1.0 - share) / (1.0 - added), 1.0)


def _mean_survival(bears: Failures, start: Floats, end: Floats) -> Floats:
    if not len(bears):
        return np.ones(len(start))
    marks = _marks(bears, start, end)
    middle, half = (marks[1:] + marks[:-1]) / 2, np.diff(marks) / 2
    nodes = (middle[:, None] + half[:, None] * _NODES).ravel()
    between = survival(bears, nodes).reshape(-1, len(_NODES)) @ _WEIGHTS * half
    total = np.concatenate([[0.0], np.cumsum(between)])
    span = end - start
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = (np.interp(end, marks, total) - np.interp(start, marks, total)) / span
    instant = span <= 0
    moments, back = np.unique(start[instant], return_inverse=True)
    if len(moments) * len(bears) <= _MOST_CELLS:
        mean[instant] = survival(bears, moments)[back]
    else:
        mean[instant] = np.interp(start[instant], marks, survival(bears, marks))
    return np.asarray(mean, dtype=np.float64)


def _marks(bears: Failures, start: Floats, end: Floats) -> Floats:
    """Return moments between which survival is smooth, about the acts that are asked of.

    All ends of times where they are few; else as many of them as there is room for, where
    survival falls at all.
    """
    low, high = start.min(), end.max()
    ends = np.concatenate([bears.start, bears.end, start, end])
    marks = np.unique(np.clip(ends, low, high))
    room = max(2, _MOST_CELLS // (len(_NODES) * len(bears)))
    if len(marks) <= room:
        return marks
    coarse = np.quantile(marks, np.linspace(0, 1, _COARSE), method="nearest")
    alive = survival(bears, coarse)
    begins = coarse[max(np.searchsorted(-alive, -1.0 + _ALL_OR_NOTHING) - 1, 0)]
    over = coarse[min(np.searchsorted(-alive, -_ALL_OR_NOTHING), _COARSE - 1)]
    falling = marks[(marks >= begins) & (marks <= over)]
    kept = np.quantile(falling, np.linspace(0, 1, max(2, room - _COARSE)), method="nearest")
    return np.unique(np.concatenate([coarse, kept]))


def surest_before(failures: Failures, end: Floats) -> Integers:
    """Return for each act the incident row of the surest failure that began before its end.

    -1 where there is none that is shown at all.
    """
    order = np.argsort(failures.start, kind="stable")
    sure = (failures.p * failures.fails)[order]
    best = np.maximum.accumulate(sure) if len(sure) else sure
    leader = np.maximum.accumulate(np.where(sure >= best, np.arange(len(sure)), 0))
    count = np.searchsorted(failures.start[order], end, side="left")
    found = np.full(len(end), -1, dtype=np.int64)
    some = count > 0
    first = count[some] - 1
    found[some] = np.where(best[first] > 0, failures.row[order][leader[first]], -1)
    return found
