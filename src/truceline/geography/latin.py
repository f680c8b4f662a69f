"""How names in Latin letters are compared: accents, hyphens, articles and spellings set aside."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from hashlib import blake2b

# The Arabic article as it is romanised, before any letter that it takes on.
_ARTICLES = frozenset(
    ["al", "el", "ul", "an", "ar", "as", "ash", "at", "ad", "az", "adh", "ed", "en", "er", "es"]
) | {"esh", "et", "ez", "il"}
_NOT_LETTERS = re.compile(r"[^a-z0-9]+")
_SAINT = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
# Letters that romanisers double or write in one of two ways.
_ALIKE = (("kh", "h"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("ou", "u"), ("oo", "u"), ("ee", "i"))
_ALIKE_LETTERS = str.maketrans({"y": "i", "j": "i", "q": "k", "e": "i", "o": "u", "w": "u"})
_LONGEST = 80


@lru_cache(maxsize=200_000)
def plain(name: str) -> str:
    """Return a name folded: lower case, ASCII letters and digits, single spaces."""
    apart = unicodedata.normalize("NFKD", name[:_LONGEST].casefold())
    bare = "".join(each for each in apart if not unicodedata.combining(each))
    for mark in "'’ʼ`´‘.":
        bare = bare.replace(mark, "")
    words = _NOT_LETTERS.sub(" ", bare).split()
    return " ".join(_SAINT.get(word, word) for word in words)


@lru_cache(maxsize=200_000)
def loose(name: str) -> str:
    """Return a folded name under which romanisations of one Arabic name mostly meet.

    Articles go, as do doubled letters, the feminine ending and which of two vowels was written.
    "" where nothing would be left.
    """
    words = [word for word in plain(name).split() if word not in _ARTICLES]
    return " ".join(filter(None, map(_loose_word, words)))


def _loose_word(word: str) -> str:
    for written, same in _ALIKE:
        word = word.replace(written, same)
    word = word.translate(_ALIKE_LETTERS)
    once = "".join(
        letter for letter, before in zip(word, " " + word, strict=False) if letter != before
    )
    once = once.removesuffix("h")
    return once.removesuffix("a") if len(once) > 3 else once  # noqa: PLR2004 - "Qana" keeps its a


def code(folded: str) -> int:
    """Return the 64-bit number under which a folded name is kept (BLAKE2b)."""
    return int.from_bytes(blake2b(folded.encode(), digest_size=8).digest(), "big")
