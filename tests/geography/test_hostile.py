"""Texts made to cost time: the gazetteer's work grows with the length of a text, not faster."""

from __future__ import annotations

import time

import pytest

from truceline.geography import Gazetteer

LENGTH, TIMES = 5_000, 4
MOST = 9.0  # times the work for four times the text: 4 is linear, 16 quadratic
LITTLE_S = 0.1  # of computing: below it a clock tells nothing
UNITS = {
    "one name": "Kyiv, ",
    "one name in capitals": "KYIV ",
    "names joined": "Kyiv and ",
    "countries": "Russia, ",
    "letters": "A ",
    "an adjective and its head": "Харківської області ",
    "a list before a head": "А, А, А, А, А район ",
    "hyphens": "Київ-",
    "long words": "а" * 39 + " ",
    "one word": "x",
    "brackets": "Kyiv (Kharkiv region) ",
    "lines": "Kyiv\n",
}


@pytest.mark.parametrize("name", UNITS)
def test_the_work_grows_with_the_length(gazetteer: Gazetteer, name: str) -> None:
    """A text of one thing over and over costs as much more as it is longer."""
    _spent(gazetteer, UNITS[name], 200)
    short = min(_spent(gazetteer, UNITS[name], LENGTH) for _ in range(2))
    long = _spent(gazetteer, UNITS[name], LENGTH * TIMES)
    assert long < max(short * MOST, LITTLE_S)


def _spent(gazetteer: Gazetteer, unit: str, length: int) -> float:
    """Return the seconds of computing that a text of a length takes."""
    begun = time.process_time()
    gazetteer.find((unit * length)[:length], "en")
    return time.process_time() - begun
