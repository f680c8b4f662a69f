"""The grammar of a document's English sentences: parsed when first asked for, some ahead."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import replace
from functools import partial

from truceline.language.grammar import Name, Parse, names, parse

ENGLISH = "en"
AHEAD = 16  # sentences parsed in one call: single ones take 2.7 times as long (measured)
_FEWEST = 3  # words of a sentence that is parsed ahead; a shorter one waits until it is asked for


class Parses:
    """Parses of one document's sentences, shared by all who read them; each is parsed once.

    Nothing is parsed, nor the model loaded, until somebody asks. Not to be shared among threads.
    """

    def __init__(self, candidates: Sequence[str] = ()) -> None:
        """Take the sentences that are likely to be asked for, in text order."""
        self._candidates = tuple(
            dict.fromkeys(each for each in candidates if len(each.split()) >= _FEWEST)
        )
        self._places = {text: place for place, text in enumerate(self._candidates)}
        self._known: dict[str, Parse] = {}
        self._names: dict[str, tuple[Name, ...]] = {}

    def of(self, text: str, lang: str) -> Parse | None:
        """Return the parse of a sentence, spans in its own text; None if it isn't English."""
        if lang != ENGLISH or not text.strip():
            return None
        if text not in self._known:
            wanted = self._with_following(text, self._known)
            for each, found in zip(wanted, parse(wanted), strict=True):
                self._known[each] = replace(found, find_names=partial(self.names, each))
        return self._known[text]

    def names(self, text: str) -> tuple[Name, ...]:
        """Return the names in an English sentence, spans in its own text."""
        if text not in self._names:
            wanted = self._with_following(text, self._names)
            self._names.update(zip(wanted, names(wanted), strict=True))
        return self._names[text]

    def _with_following(self, text: str, known: Container[str]) -> list[str]:
        """Return a sentence and candidates after it that are unknown, few enough for one call."""
        place = self._places.get(text)
        after = self._candidates[place + 1 : place + AHEAD] if place is not None else ()
        return [text, *(each for each in after if each not in known)]
