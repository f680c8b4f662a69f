"""How well two partitions of statements agree, by contingency tables: linear in the statements.

Every figure is a sum over statements, gathered by day, so that days can be resampled: what
happens on one day is not independent, and no interval should pretend that it is.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from truceline.lab.measures import HarmonicMean, Ratio
from truceline.model.arrow import Floats, Integers

Column = Floats | Integers | NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Agreement:
    """For each of n statements how many stand with it; shape of each column (n,).

    day: number of the day of its true incident, 0 <= day < days; gold, said, both: statements
    in its true incident, in the incident it was put in, and in both, itself counted.
    """

    days: int
    day: Integers
    gold: Integers
    said: Integers
    both: Integers

    def by_day(self, values: Column) -> Floats:
        """Return the sum of a column by day, shape (days,)."""
        sums = np.bincount(self.day, weights=values.astype(np.float64), minlength=self.days)
        return np.asarray(sums, dtype=np.float64)

    def linking_f1(self) -> Ratio:
        """Return F1 of pairs: those in one incident against those put in one.

        Each statement holds half of each pair that it is in, so the sums are those of all pairs.
        """
        return self._ratio(2 * (self.both - 1), self.gold + self.said - 2)

    def linking_precision(self) -> Ratio:
        """Return the share of pairs put in one incident that are in one."""
        return self._ratio(self.both - 1, self.said - 1)

    def linking_recall(self) -> Ratio:
        """Return the share of pairs in one incident that were put in one."""
        return self._ratio(self.both - 1, self.gold - 1)

    def bcubed_f1(self) -> HarmonicMean:
        """Return B-cubed F1 (Bagga and Baldwin 1998) over statements."""
        return HarmonicMean(
            self.by_day(self.both / self.said),
            self.by_day(self.both / self.gold),
            self.by_day(np.ones(len(self.day))),
        )

    def told_for_each(self) -> Ratio:
        """Return how many incidents are told for each true one; 1 is right.

        A told incident that spans days counts in each by its share of statements.
        """
        return self._ratio(1 / self.said, 1 / self.gold)

    def share(self, chosen: NDArray[np.bool_]) -> Ratio:
        """Return the share of statements that are chosen."""
        return self._ratio(chosen, np.ones(len(self.day)))

    def largest_share(self) -> Ratio:
        """Return the share of all statements that the largest told incident holds.

        Of several that are equally large, each statement counts in part, so that they are one.
        """
        largest = self.said == self.said.max(initial=0)
        tied = np.round((largest / self.said).sum())
        return self._ratio(largest / max(tied, 1.0), np.ones(len(self.day)))

    def _ratio(self, over: Column, under: Column) -> Ratio:
        return Ratio(self.by_day(over), self.by_day(under))


def agreement(truth: Integers, said: Integers, day: Integers) -> Agreement:
    """Return how two partitions agree; labels and numbers of days, each of shape (n,)."""
    pairs = np.stack([truth, said], axis=1)
    days = np.unique(day, return_inverse=True)[1].reshape(-1)
    return Agreement(
        days=int(days.max(initial=-1)) + 1,
        day=days,
        gold=sizes(truth),
        said=sizes(said),
        both=sizes(pairs),
    )


def sizes(labels: Integers) -> Integers:
    """Return for each row how many rows have its label; labels of shape (n,) or (n, k)."""
    axis = 0 if labels.ndim > 1 else None
    _, back, many = np.unique(labels, axis=axis, return_inverse=True, return_counts=True)
    return np.asarray(many[back.reshape(-1)], dtype=np.int64)


def matches(truth: Integers, said: Integers) -> Integers:
    """Return for each true label 0..k-1 the told label matched to it one to one, -1 for none.

    The pair that shares most statements is matched first, ties by the lower labels, and so on.
    """
    number = int(truth.max(initial=-1)) + 1
    pairs, shared = np.unique(np.stack([truth, said], axis=1), axis=0, return_counts=True)
    order = np.lexsort((pairs[:, 1], pairs[:, 0], -shared))
    found = np.full(number, -1, dtype=np.int64)
    taken = np.zeros(int(said.max(initial=-1)) + 1, dtype=np.bool_)
    for mine, theirs in pairs[order].tolist():
        if found[mine] < 0 and not taken[theirs]:
            found[mine] = theirs
            taken[theirs] = True
    return found


def distinct_in(labels: Integers, values: Integers) -> Integers:
    """Return how many distinct values each label 0..k-1 holds, shape (k,)."""
    pairs = np.unique(np.stack([labels, values], axis=1), axis=0)
    return np.bincount(pairs[:, 0], minlength=int(labels.max(initial=-1)) + 1)
