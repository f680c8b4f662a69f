"""Names compared across spellings and alphabets: Zelensky, Zelenskyy and Зеленський are one."""

from __future__ import annotations

import re
from functools import lru_cache

from truceline.language.words import fold
from truceline.trace.settings import word_lists

# Vowels, and consonants that romanisations write now one way and now another.
_UNSTEADY = re.compile(r"[aeiouyjw'’ʼ`´-]+")
_ENDING = re.compile(r"(?:'s|s')$")
_TWICE = re.compile(r"(.)\1+")
_SHORTEST = 2
_LONGEST = 4  # consonants that inflected forms of a name share: endings come after them


@lru_cache(maxsize=100_000)
def name_key(word: str) -> str:
    """Return the first consonants of a name in Latin letters, "" if fewer than two are left."""
    latin = _ENDING.sub("", fold(word).translate(word_lists().latin))
    steady = _UNSTEADY.sub("", latin.replace("kh", "h").replace("x", "ks"))
    key = _TWICE.sub(r"\1", steady)[:_LONGEST]
    return key if len(key) >= _SHORTEST else ""
