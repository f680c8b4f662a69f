"""Words for probabilities: only for kinds of data on which calibration was shown."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from truceline.fuse.belief.columns import Floats
from truceline.vocabulary.files import shipped_entries


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A word for probabilities low <= p < high, from ICD 203 (2015)."""

    low: float
    high: float
    word: str


def bands() -> tuple[Band, ...]:
    """Return the bands in ascending order."""
    content = shipped_entries("vocabulary", "belief.yaml")["bands"]
    return tuple(Band(low=each["low"], high=each["high"], word=each["word"]) for each in content)


def band_of(p: float) -> str:
    """Return the word of the band that holds p, "" outside all of them."""
    return next((each.word for each in bands() if each.low <= p < each.high), "")


def words_of(p: Floats) -> NDArray[np.str_]:
    """Return the word of the band that holds each probability, "" outside all of them."""
    known = bands()
    lows = np.array([each.low for each in known])
    words = np.array(["", *(each.word for each in known)])
    band = np.searchsorted(lows, p, side="right")
    return np.where(p < known[-1].high, words[band], "")


def words_for(kind_of_data: str, p: float | None, status: str) -> str:
    """Return what to call an incident: a band's word, or else its status word.

    kind_of_data: under which name calibration would have been shown; status: the word to use for
    any other kind, for an unknown p and for one so near 0 or 1 that no band holds it.
    """
    shown = shipped_entries("vocabulary", "belief.yaml")["shown"]
    if p is None or kind_of_data not in shown:
        return status
    return band_of(p) or status
