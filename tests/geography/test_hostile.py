"""Texts made to cost time: the gazetteer's work grows with the length of a text, not faster."""

from __future__ import annotations

import gc
import time

import pytest

from truceline.geography import Gazetteer

LENGTH, TIMES, TRIALS = 5_000, 4, 4
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
    """A text of one thing over and over costs as much more as it is longer.

    Tried again where it looks steeper: work that is quadratic looks so every time, a pause of the
    machine does not.
    """
    _spent(gazetteer, UNITS[name], 200, "0")
    assert any(_linear(gazetteer, UNITS[name], str(number)) for number in range(1, TRIALS + 1))


def _linear(gazetteer: Gazetteer, unit: str, mark: str) -> bool:
    short = _spent(gazetteer, unit, LENGTH, mark)
    return _spent(gazetteer, unit, LENGTH * TIMES, mark) < max(short * MOST, LITTLE_S)


def _spent(gazetteer: Gazetteer, unit: str, length: int, mark: str) -> float:
    """Return the seconds of computing that a text of a length takes; no two texts are equal."""
    text = f"{(unit * length)[:length]} {mark}"
    gc.collect()
    begun = time.thread_time()
    gazetteer.find(text, "en")
    return time.thread_time() - begun
