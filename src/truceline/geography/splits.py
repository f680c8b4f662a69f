"""A text split into folded words and sentences, for the finding of names in it."""

from __future__ import annotations

from typing import NamedTuple

from truceline.geography.forms import key
from truceline.language.words import Word, sentences, words

_OPENING = ':.!?…"«“'  # after these a capital letter tells nothing
_TITLE_WORDS = 4  # a text of at least so many words ...
_TITLE_SHARE = 0.8  # ... of which this share begins large tells nothing by capitals


class Split(NamedTuple):
    """A text split for matching: its words (folded with key) and where sentences begin.

    shouted: so many words begin large that capitals tell nothing.
    """

    text: str
    words: list[Word]
    starts: frozenset[int]
    shouted: bool

    def gap(self, index: int) -> str:
        """Return what stands between word index and the next, without white space."""
        return self.text[self.words[index].end : self.words[index + 1].start].strip()

    def capital(self, index: int) -> bool:
        """Tell whether a word begins with a capital letter."""
        return self.text[self.words[index].start].isupper()


def read(text: str) -> Split:
    """Return a text split into words and sentences for matching."""
    split = [Word(word.start, word.end, key(word.folded)) for word in words(text)]
    begins = {span.start for span in sentences(text)}
    starts = set()
    for index, word in enumerate(split):
        before = text[split[index - 1].end if index else 0 : word.start]
        opens = any(mark in before for mark in _OPENING)
        if (
            opens
            or index == 0
            or any(at in begins for at in range(word.start - len(before), word.start + 1))
        ):
            starts.add(index)
    large = sum(text[word.start].isupper() for word in split)
    shouted = len(split) >= _TITLE_WORDS and large >= _TITLE_SHARE * len(split)
    return Split(text, split, frozenset(starts), shouted)
