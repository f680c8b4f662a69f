"""The columns by which reports are found again: where, when, whose and which rare words."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from truceline.fuse.arriving.kept import codes_of_texts
from truceline.fuse.arriving.parts import part_numbers
from truceline.fuse.likeness import state_of
from truceline.fuse.likeness.frozen import Frozen, stem_codes_of
from truceline.fuse.merging.pairing import texts_of
from truceline.fuse.merging.spells import sectors_of
from truceline.fuse.merging.units import place_codes
from truceline.fuse.reported import Reports
from truceline.fuse.settings import Settings
from truceline.ground.ranges import ranges
from truceline.model.arrow import Integers

_MIX = np.uint64(0x9E3779B97F4A7C15)


def columns_of(reports: Reports, settings: Settings) -> dict[str, NDArray[Any]]:
    """Return what `Kept` holds of reports beside their rows, tile and incident."""
    rows = np.arange(len(reports.row))
    state = state_of(reports, rows, np.zeros(len(rows)), settings)
    places, times = state.places, state.times
    present = (rows < len(rows) - reports.denials) & ~reports.background
    there, then = places.share > 0, times.share > 0
    nothing = np.nan
    voice = codes_of_texts(reports.origin_ids)[reports.origin]
    return {
        "sector": sectors_of(state, present, settings),
        "part": part_numbers(reports),
        "voice": voice,
        "utterance": _mixed(voice, *place_codes(reports), reports.background.astype(np.int64)),
        "begin": _hull(np.where(then, times.begin, np.inf).min(axis=1)),
        "end": _hull(np.where(then, times.end, -np.inf).max(axis=1)),
        "lat": np.where(there, places.lat, nothing),
        "lon": np.where(there, places.lon, nothing),
        "reach": np.where(there, places.radius_km, nothing),
    }


def rare_words(reports: Reports, frozen: Frozen, settings: Settings) -> tuple[Integers, Integers]:
    """Return the codes of rare stems, and the report that has each."""
    rule = settings.score["text"]
    texts, text_of = texts_of(reports, np.arange(len(reports.row)))
    codes, many = stem_codes_of(texts, rule["stem"])
    few = frozen.uses(codes) <= rule["rare"]
    kept = np.bincount(np.repeat(np.arange(len(texts)), many)[few], minlength=len(texts))
    codes = codes[few]
    start = np.cumsum(kept) - kept
    number = kept[text_of]
    report = np.repeat(np.arange(len(text_of)), number)
    return codes[ranges(start[text_of], number)], report


def _hull(ends: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.where(np.isfinite(ends), ends, np.nan)


def _mixed(*keys: Integers) -> Integers:
    """Return one code for each combination of keys; two share one by chance hardly ever."""
    found = np.zeros(len(keys[0]), dtype=np.uint64)
    for each in keys:
        found = (found ^ each.astype(np.uint64)) * _MIX
        found ^= found >> np.uint64(29)
    return found.astype(np.int64)
