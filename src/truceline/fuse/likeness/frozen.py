"""Figures of a whole theatre held still: rates around places, and how rare words are.

Both change a little with every report. Held still, say for a day, the score of two reports depends
on nothing but the two, so that one more report can only change what lies near it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix

from truceline.fuse.likeness.cells import cells_of
from truceline.fuse.likeness.places import Places
from truceline.fuse.likeness.wording import rarity_of, stems_of, weighted
from truceline.model.arrow import Floats, Integers, Truths

_DAY = 86_400.0
_ROWS, _DAYS, _SIZES = 1 << 14, 1 << 16, 16  # what codes leave room for
_DIGITS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Frozen:
    """Rates and rarities as they were when last set.

    day_code, day_rate: mean log rate of incidents in a cell, for places of one size, on one day,
    ascending by code; cell_code, cell_rate: of all its days; size_rate: (16,) of all cells;
    lowest: of the theatre. stem: codes of stems, ascending; used: in how many utterances of
    `number`.
    """

    day_code: Integers
    day_rate: Floats
    cell_code: Integers
    cell_rate: Floats
    size_rate: Floats
    lowest: float
    stem: Integers
    used: Integers
    number: int

    def rates(self, places: Places, when: Floats, rule: Mapping[str, Any]) -> Floats:
        """Return the log rate around each place, shape (n,), from nothing but place and time.

        That of its cell on the last day up to then which was seen, no more than `days` before;
        else of the cell at any time; else of places of its size.
        """
        cell, size = _cells(places, rule)
        codes = cell * _DAYS + _day_of(when)
        found = self.size_rate[size]
        found = _looked_up(self.cell_code, self.cell_rate, cell, found)
        at = np.searchsorted(self.day_code, codes, side="right") - 1
        if len(self.day_code):
            near = (at >= 0) & (codes - self.day_code[np.maximum(at, 0)] <= rule["days"])
            near &= self.day_code[np.maximum(at, 0)] // _DAYS == cell
            found = np.where(near, self.day_rate[np.maximum(at, 0)], found)
        return np.where(places.known & ~np.isnan(when), found, self.lowest)

    def uses(self, stems: Integers) -> Integers:
        """Return in how many utterances each stem stood, by its code."""
        none = np.zeros(len(stems), dtype=np.int64)
        return np.asarray(_looked_up(self.stem, self.used, stems, none), dtype=np.int64)

    def words(
        self, texts: Sequence[str], text_of: Integers, rule: Mapping[str, Any]
    ) -> tuple[csr_matrix, Truths]:
        """Return the table of `wording.word_table`, and which of its stems bring rows together.

        texts: the different ones; text_of: (n,) the text of each row. A stem that was never seen
        is rare. Stems stand in the order of their codes, so that sums do not depend on the rest.
        """
        codes, many = stem_codes_of(texts, rule["stem"])
        stem, column = np.unique(codes, return_inverse=True)
        used = self.uses(stem)
        table = weighted(column.ravel(), many, rarity_of(used, self.number, rule))
        return table[text_of], used <= rule["rare"]


def frozen_of(
    places: Places,
    when: Floats,
    rate: Floats,
    texts: tuple[Sequence[str], Integers],
    rule: Mapping[str, Any],
) -> Frozen:
    """Return the figures of some utterances, held still.

    when: UTC seconds, NaN unknown; rate: (n,) log rate around each; texts: the different ones and
    which each has; rule: the section `score` of the settings.
    """
    cell, size = _cells(places, rule["background"])
    placed = np.flatnonzero(places.known & ~np.isnan(when))
    cell, value = cell[placed], rate[placed]
    day_code, day_rate = _means(cell * _DAYS + _day_of(when[placed]), value)
    cell_code, cell_rate = _means(cell, value)
    whole = float(value.mean()) if len(value) else 0.0
    sizes, by_size = _means(size[placed], value)
    size_rate = np.full(_SIZES, np.round(whole, _DIGITS))
    size_rate[sizes] = by_size
    codes, many = stem_codes_of(texts[0], rule["text"]["stem"])
    told = np.bincount(texts[1], minlength=len(texts[0]))
    stem, at = np.unique(codes, return_inverse=True)
    used = np.bincount(at.ravel(), weights=np.repeat(told, many), minlength=len(stem))
    return Frozen(
        day_code=day_code,
        day_rate=day_rate,
        cell_code=cell_code,
        cell_rate=cell_rate,
        size_rate=size_rate,
        lowest=float(np.round(rate.min(), _DIGITS)) if len(rate) else 0.0,
        stem=stem,
        used=used.astype(np.int64),
        number=len(texts[1]),
    )


def stem_codes_of(texts: Sequence[str], length: int) -> tuple[Integers, Integers]:
    """Return codes of the different stems of each text, one after another, and how many each has.

    Codes are 63 bits of a hash: the same stem has the same code in every run.
    """
    stems, found, many = stems_of(texts, length)
    return np.array([code_of(stem) for stem in stems], dtype=np.int64)[found], many


def code_of(text: str) -> int:
    """Return 63 bits of a hash of a text."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big") >> 1


def _cells(places: Places, rule: Mapping[str, Any]) -> tuple[Integers, Integers]:
    """Return the cell of each likeliest place, told apart by size, and the class of its size."""
    row, along = cells_of(places.lat[:, 0], places.lon[:, 0], rule["cell_deg"])
    doublings = np.ceil(np.log2(np.maximum(places.radius_km[:, 0], 0.5)))
    size = np.clip(doublings, 0, _SIZES - 1).astype(np.int64)
    cell = (row + _ROWS // 2) * _ROWS + along + _ROWS // 2
    return cell * _SIZES + size, size


def _day_of(when: Floats) -> Integers:
    days = np.floor(np.where(np.isnan(when), 0.0, when) / _DAY)
    return np.clip(days, -_DAYS // 2, _DAYS // 2 - 1).astype(np.int64) + _DAYS // 2


def _means(codes: Integers, values: Floats) -> tuple[Integers, Floats]:
    """Return the distinct codes, ascending, and the mean of the values of each."""
    found, at = np.unique(codes, return_inverse=True)
    sums = np.bincount(at.ravel(), weights=values, minlength=len(found))
    many = np.maximum(np.bincount(at.ravel(), minlength=len(found)), 1)
    return found, np.round(sums / many, _DIGITS)


def _looked_up(known: Integers, values: Any, wanted: Integers, default: Any) -> Any:  # noqa: ANN401 - numbers of either kind
    """Return the value of each wanted code, the default where it is not known."""
    if not len(known):
        return default
    at = np.minimum(np.searchsorted(known, wanted), len(known) - 1)
    return np.where(known[at] == wanted, values[at], default)
