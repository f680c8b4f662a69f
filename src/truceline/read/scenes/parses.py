"""The grammar of a document's English sentences: parsed when first asked for, some ahead."""

from __future__ import annotations

from collections.abc import Sequence

from truceline.language.grammar import Parse, parse

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

    def of(self, text: str, lang: str) -> Parse | None:
        """Return the parse of a sentence, spans in its own text; None if it isn't English."""
        if lang != ENGLISH or not text.strip():
            return None
        if text not in self._known:
            wanted = [text, *self._following(text)]
            for each, found in zip(wanted, parse(wanted), strict=True):
                self._known[each] = found
        return self._known[text]

    def _following(self, text: str) -> list[str]:
        """Return candidates after a sentence that are not parsed yet, few enough for one call."""
        place = self._places.get(text)
        if place is None:
            return []
        after = self._candidates[place + 1 : place + AHEAD]
        return [each for each in after if each not in self._known]
