"""Incidents as columns: what the questions of a clause are asked of."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from truceline.ground.geometry import Floats
from truceline.vocabulary.untold_times import untold

Integers = NDArray[np.int64]
Truths = NDArray[np.bool_]
_US = 1e6  # microseconds in a second


@dataclass(frozen=True, slots=True, kw_only=True)
class Spots:
    """The places that incidents may have happened at, m rows.

    row: which incident; p: probability; lat, lon: degrees; radius_m: holds 90 %; NaN: not known.
    """

    row: Integers
    p: Floats
    lat: Floats
    lon: Floats
    radius_m: Floats


@dataclass(frozen=True)
class Incidents:
    """A table of incidents by column, n rows each."""

    table: pa.Table

    def __len__(self) -> int:
        return self.table.num_rows

    @cached_property
    def ids(self) -> list[str]:
        """Return their ids."""
        return [str(each) for each in self.table["id"].to_pylist()]

    @cached_property
    def acts(self) -> tuple[Integers, list[str]]:
        """Return for each its act's number, and the acts by number."""
        return _coded(self.table["act"])

    @cached_property
    def targets(self) -> tuple[Integers, list[str]]:
        """Return for each the number of its target's class, and the classes by number."""
        return _coded(self.table["target_class"])

    @cached_property
    def time(self) -> tuple[Floats, Floats]:
        """Return their earliest and latest moments in seconds of UTC, NaN where not known.

        Where no report tells the time it is that before the first report.
        """
        told, out = (self.table[name].combine_chunks() for name in ("time", "reported"))
        early, late = _seconds(told, "earliest"), _seconds(told, "latest")
        before = _seconds(out, "earliest") - untold().lag_s
        silent = np.isnan(early)
        return np.where(silent, before, early), np.where(silent, _seconds(out, "latest"), late)

    @cached_property
    def timed(self) -> Floats:
        """Return P(each happened in that time): 1 where it is told, 0 where nothing is known."""
        told = np.asarray(self.table["time"].combine_chunks().is_valid())
        return np.where(np.isnan(self.time[0]), 0.0, np.where(told, 1.0, untold().share))

    @cached_property
    def occurred(self) -> Floats:
        """Return P(occurred), NaN where nothing was weighed or it was not shown to hold."""
        p = _floats(self.table["p_occurred"])
        basis = np.array(self.table["p_basis"].to_pylist(), dtype=object)
        return np.where(basis == "not_shown", np.nan, p)

    @cached_property
    def spots(self) -> Spots:
        """Return where they may have happened: their alternatives, or the one place they have."""
        place = self.table["place"].combine_chunks()
        listed = pc.struct_field(place, "alternatives")
        owner = np.asarray(pc.list_parent_indices(listed), dtype=np.int64)
        flat = pc.list_flatten(listed)
        alone = np.setdiff1d(np.arange(len(self)), owner)
        single = place.take(alone)
        names = ("lat", "lon", "radius_m")
        own = {name: _floats(pc.struct_field(single, name)) for name in names}
        others = {name: _floats(pc.struct_field(flat, name)) for name in (*names, "p")}
        row = np.concatenate([owner, alone])
        order = np.argsort(row, kind="stable")
        both = {name: np.concatenate([others[name], own[name]])[order] for name in names}
        p = np.concatenate([others["p"], np.ones(len(alone))])[order]
        return Spots(row=row[order], p=p, **both)

    @cached_property
    def stated(self) -> tuple[Integers, list[str], Floats]:
        """Return of every attribution its incident's row, its party and its probability."""
        column: Any = self.table["attribution"].combine_chunks()
        offsets = np.asarray(column.offsets, dtype=np.int64)
        row = np.repeat(np.arange(len(self)), np.diff(offsets))
        first, last = int(offsets[0]), int(offsets[-1])
        parties: list[str] = column.keys.slice(first, last - first).to_pylist()
        return row, parties, _floats(column.items.slice(first, last - first))

    def share(self, party: str) -> Floats:
        """Return the probability with which each is attributed to a party."""
        row, parties, p = self.stated
        own = np.array([each == party for each in parties], dtype=np.bool_)
        return np.minimum(np.bincount(row[own], p[own], len(self)), 1.0)

    @cached_property
    def attributed(self) -> Floats:
        """Return the sum of all attributions of each."""
        row, _, p = self.stated
        return np.bincount(row, p, len(self)).astype(np.float64)

    def concerned(self, party: str) -> Truths:
        """Return which may be a party's: what is attributed to others alone is not."""
        return np.asarray((self.share(party) > 0) | (self.attributed <= 0))

    def counted(self, unit: str) -> tuple[Integers, Integers, Truths]:
        """Return how many each counts for at least and at most, and whether that is not known.

        That is 1, or its count of a unit.
        """
        least, most = np.ones(len(self), dtype=np.int64), np.ones(len(self), dtype=np.int64)
        endless = np.zeros(len(self), dtype=np.bool_)
        if unit == "incident":
            return least, most, endless
        for row, each in enumerate(self.table["count"].to_pylist()):
            if each and unit in str(each["unit"]):
                least[row] = max(1, int(each["min"]))
                most[row] = max(least[row], int(each["max"] or each["min"]))
                endless[row] = each["max"] is None
        return least, most, endless

    @cached_property
    def concert(self) -> Integers:
        """Return which incidents stand or fall together: equal numbers do.

        What only one side reports may have been invented in concert, as fusing bounds it; so do
        incidents without a known origin. What several sides report stands for itself.
        """
        column: Any = self.table["origins"].combine_chunks()
        offsets = np.asarray(column.offsets, dtype=np.int64)
        flat = column.flatten()
        sides = _coded(pc.fill_null(pc.struct_field(flat, "side"), ""))[0]
        many = np.diff(offsets)
        alone = np.arange(len(self)) + 1 + (sides.max() + 1 if len(sides) else 0)
        begin = np.minimum(offsets[:-1] - offsets[0], max(len(sides) - 1, 0))
        one = sides[begin] + 1 if len(sides) else np.zeros(len(self), dtype=np.int64)
        return np.where(many == 0, 0, np.where(many == 1, one, alone))


def _coded(column: Any) -> tuple[Integers, list[str]]:  # noqa: ANN401 - an array or chunks of it
    held = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    coded = held.dictionary_encode()
    numbers = np.asarray(coded.indices.fill_null(0), dtype=np.int64)
    return numbers, [str(each or "") for each in coded.dictionary.to_pylist()]


def _floats(column: Any) -> Floats:  # noqa: ANN401 - an array or chunks of it
    filled = pc.fill_null(pc.cast(column, pa.float64()), np.nan)
    return np.asarray(filled.to_numpy(zero_copy_only=False), dtype=np.float64)


def _seconds(times: Any, end: str) -> Floats:  # noqa: ANN401 - a struct array
    moments = pc.struct_field(times, end)
    known = np.asarray(moments.is_valid())
    return np.where(known, np.asarray(moments.cast(pa.int64()).fill_null(0)) / _US, np.nan)
