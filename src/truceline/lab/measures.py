"""What a figure is computed from, row by row: statistics that can be resampled and stored."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Indexes = NDArray[np.int64]
Values = NDArray[np.float64]
Truths = NDArray[np.bool_]
Names = NDArray[np.str_]


class Statistic(Protocol):
    """Takes drawn rows, shape (draws, rows), to a figure for each draw; NaN where undefined."""

    @property
    def rows(self) -> int:
        """Return how many rows there are to draw from."""
        ...

    def __call__(self, drawn: Indexes) -> Values:
        """Return the figure of each draw."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Ratio:
    """Sum of one column over the sum of another; shape of both (rows,)."""

    over: Values
    under: Values

    @property
    def rows(self) -> int:
        """Return how many rows there are to draw from."""
        return len(self.over)

    def __call__(self, drawn: Indexes) -> Values:
        """Return the figure of each draw."""
        top, bottom = self.over[drawn].sum(axis=1), self.under[drawn].sum(axis=1)
        return np.asarray(np.where(bottom > 0, top / np.where(bottom > 0, bottom, 1), np.nan))


@dataclass(frozen=True, slots=True, eq=False)
class MacroF1:
    """Mean F1 over the classes that the gold labels hold; shape of both (rows,)."""

    gold: Names
    said: Names

    @property
    def rows(self) -> int:
        """Return how many rows there are to draw from."""
        return len(self.gold)

    def __call__(self, drawn: Indexes) -> Values:
        """Return the figure of each draw; a class that a draw lacks is left out of its mean."""
        classes = sorted(set(self.gold.tolist()))
        values = np.stack([f1(self.gold == each, self.said == each)(drawn) for each in classes])
        known = ~np.isnan(values)
        return np.asarray(np.where(known, values, 0.0).sum(axis=0) / np.maximum(known.sum(0), 1))


@dataclass(frozen=True, slots=True, eq=False)
class BCubedF1:
    """Harmonic mean of mean precision and mean recall of items; precision NaN where undefined.

    Resampling draws items with their precision and recall as they stand in the whole set: a
    repeated item is no cluster-mate of itself.
    """

    precision: Values
    recall: Values

    @property
    def rows(self) -> int:
        """Return how many rows there are to draw from."""
        return len(self.recall)

    def __call__(self, drawn: Indexes) -> Values:
        """Return the figure of each draw."""
        precision = self.precision[drawn]
        known = ~np.isnan(precision)
        total = np.where(known, precision, 0.0).sum(axis=1)
        mean_precision = total / np.maximum(known.sum(axis=1), 1)
        mean_recall = self.recall[drawn].mean(axis=1)
        whole = mean_precision + mean_recall
        return np.asarray(2 * mean_precision * mean_recall / np.where(whole > 0, whole, 1.0))


@dataclass(frozen=True, slots=True, eq=False)
class HarmonicMean:
    """Harmonic mean of two means that share their number of items; shape of all (rows,).

    precision, recall: sums over the items of a row, such as all statements of a day; items: how
    many they are.
    """

    precision: Values
    recall: Values
    items: Values

    @property
    def rows(self) -> int:
        """Return how many rows there are to draw from."""
        return len(self.items)

    def __call__(self, drawn: Indexes) -> Values:
        """Return the figure of each draw; NaN where a draw holds no item."""
        sums = (each[drawn].sum(axis=1) for each in (self.precision, self.recall, self.items))
        precision, recall, items = sums
        whole = (precision + recall) * items
        mean = 2 * precision * recall / np.where(whole > 0, whole, 1.0)
        return np.asarray(np.where(items > 0, mean, np.nan))


@dataclass(frozen=True, slots=True, eq=False)
class Gap:
    """How far two shares lie apart, 0 for equal; shape of all (rows,).

    hits: 1 where a row was got right; one, other: 1 where a row is of that group.
    """

    hits: Values
    one: Values
    other: Values

    @property
    def rows(self) -> int:
        """Return how many rows there are to draw from."""
        return len(self.hits)

    def __call__(self, drawn: Indexes) -> Values:
        """Return the distance between the shares of each draw; NaN where a group is empty."""
        mine, theirs = (Ratio(self.hits * each, each)(drawn) for each in (self.one, self.other))
        return np.abs(mine - theirs)


@dataclass(frozen=True, slots=True, eq=False)
class Balance:
    """Mean of two shares, such as the recall of either class; shape of all (rows,).

    one_hits, one: hits and size of the first group; other_hits, other: of the second.
    """

    one_hits: Values
    one: Values
    other_hits: Values
    other: Values

    @property
    def rows(self) -> int:
        """Return how many rows there are to draw from."""
        return len(self.one)

    def __call__(self, drawn: Indexes) -> Values:
        """Return the mean of the shares of each draw; NaN where a group is empty."""
        first, second = Ratio(self.one_hits, self.one), Ratio(self.other_hits, self.other)
        return np.asarray((first(drawn) + second(drawn)) / 2)


@dataclass(frozen=True, slots=True, eq=False)
class Auc:
    """Chance that a positive row scores above a negative one, ties counting half.

    positive: 1 or 0; shape of both (rows,).
    """

    scores: Values
    positive: Values

    @property
    def rows(self) -> int:
        """Return how many rows there are to draw from."""
        return len(self.scores)

    def __call__(self, drawn: Indexes) -> Values:
        """Return the figure of each draw."""
        scores, positive = self.scores, self.positive
        above = (scores[:, None] > scores[None, :]) + 0.5 * (scores[:, None] == scores[None, :])
        valid = above * positive[:, None] * (1 - positive)[None, :]
        counts = np.zeros((len(drawn), len(scores)))
        np.add.at(counts, (np.arange(len(drawn))[:, None], drawn), 1.0)
        ones, others = counts @ positive, counts @ (1 - positive)
        hits = np.einsum("di,ij,dj->d", counts, valid, counts, optimize=True)
        return np.asarray(np.where(ones * others > 0, hits / np.maximum(ones * others, 1), np.nan))


def ratio(over: Sequence[float] | Truths | Values, under: Sequence[float] | Values) -> Ratio:
    """Return the statistic sum(over) / sum(under) of rows."""
    return Ratio(np.asarray(over, dtype=np.float64), np.asarray(under, dtype=np.float64))


def f1(gold: Truths, said: Truths) -> Ratio:
    """Return the statistic F1 of a yes-or-no answer: 2 TP / (gold yes + said yes)."""
    hits = (gold & said).astype(np.float64)
    return Ratio(2 * hits, gold.astype(np.float64) + said.astype(np.float64))


_DIGITS = frozenset(range(10))
KINDS: Mapping[str, type[Any]] = {
    "ratio": Ratio,
    "macro_f1": MacroF1,
    "bcubed_f1": BCubedF1,
    "harmonic_mean": HarmonicMean,
    "auc": Auc,
    "gap": Gap,
    "balance": Balance,
}


def to_json(statistic: Any) -> dict[str, Any]:  # noqa: ANN401 - any of KINDS
    """Return a statistic as JSON values: its kind and its columns, null where undefined.

    A column of single digits, as most are, is one string.
    """
    kind = next(name for name, each in KINDS.items() if isinstance(statistic, each))
    columns = {
        each.name: _written(getattr(statistic, each.name).tolist())
        for each in dataclasses.fields(statistic)
    }
    return {"kind": kind, **columns}


def from_json(value: Mapping[str, Any]) -> Statistic:
    """Return the statistic that `to_json` wrote; raises KeyError for a kind that is unknown."""
    kind = KINDS[value["kind"]]
    made: Statistic = kind(*(_column(value[each.name]) for each in dataclasses.fields(kind)))
    return made


def _written(values: Sequence[float | str]) -> str | list[float | str | None]:
    cells = [_cell(value) for value in values]
    if cells and all(each in _DIGITS for each in cells):
        return "".join(str(each) for each in cells)
    return cells


def _cell(value: float | str) -> float | str | None:
    if isinstance(value, str):
        return value
    if math.isnan(value):
        return None
    kept = round(float(value), 6)  # rounded first: what is a whole number but for it is one
    return int(kept) if kept.is_integer() else kept


def _column(cells: str | Sequence[float | str | None]) -> NDArray[Any]:
    if isinstance(cells, str):
        return np.array([int(each) for each in cells], dtype=np.float64)
    if any(isinstance(each, str) for each in cells):
        return np.array(cells, dtype=np.str_)
    return np.array([math.nan if each is None else each for each in cells], dtype=np.float64)
