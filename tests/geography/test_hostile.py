"""Texts made to cost time: the gazetteer's work grows with the length of a text, not faster."""

from __future__ import annotations

import time

import pytest

from truceline.geography import Gazetteer

LENGTH = 20_000
MOST_S = 1.6  # of computing; 2 s for 100,000 characters are wanted, the rest is a loaded machine
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
def test_no_text_takes_long(gazetteer: Gazetteer, name: str) -> None:
    """20,000 characters of one thing over and over take little time."""
    text = (UNITS[name] * LENGTH)[:LENGTH]
    gazetteer.find(text[:200], "en")
    begun = time.process_time()
    gazetteer.find(text, "en")
    assert time.process_time() - begun < MOST_S
