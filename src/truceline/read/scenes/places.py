"""The places of one document: of an English one as a whole, as its sentences explain each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from truceline.geography.gazetteer import Gazetteer, PlaceMention
from truceline.language.grammar import Name
from truceline.model.values import Span
from truceline.read.scenes.parses import Parses

LONGEST = 40_000  # code points of a document whose places are found together


_DATELINE = 30  # code points of a first sentence that is only a place's name
_DATELINE_WORDS = 2


def with_dateline(text: str, sentences: list[Span]) -> list[Span]:
    """Return a text's sentences, a first one of a name alone joined to the next ("Town. It ...").

    Such a name says where the next sentence happens, which it could not as a sentence of its own.
    """
    if len(sentences) < 2:  # noqa: PLR2004 - a first one and a next
        return sentences
    first, second = sentences[:2]
    words = text[first.start : first.end].rstrip(".").split()
    named = 0 < len(words) <= _DATELINE_WORDS and all(word[0].isupper() for word in words)
    short = first.end - first.start <= _DATELINE and text[first.end - 1] == "."
    if not (named and short) or "\n" in text[first.end : second.start]:
        return sentences
    return [Span(first.start, second.end), *sentences[2:]]


class DocumentPlaces:
    """Gives a sentence's places; an English document is looked at once, when first needed."""

    def __init__(
        self,
        gazetteer: Gazetteer,
        text: str,
        lang: str,
        pieces: Sequence[Span],
        parses: Parses,
    ) -> None:
        """Take a document's text, its language, its sentences and their parses."""
        self._gazetteer = gazetteer
        self._text = text[:LONGEST]
        self._lang = lang
        self._pieces = [each for each in pieces if each.end <= LONGEST]
        self._parses = parses
        self._found: list[PlaceMention] | None = None
        self._begins = 0

    @classmethod
    def alone(
        cls, gazetteer: Gazetteer, text: str, start: int, lang: str, parses: Parses
    ) -> DocumentPlaces:
        """Return the places of a sentence as of a document that has nothing else to say."""
        found = cls(gazetteer, text, lang, [Span(0, len(text))], parses)
        found._begins = start
        return found

    def of(self, text: str, start: int, lang: str, *, wanted: bool) -> tuple[PlaceMention, ...]:
        """Return the places of the sentence text that begins at `start`, spans in the sentence.

        wanted: whether anything in it needs them; else an English document is not looked at yet.
        """
        start -= self._begins
        end = start + len(text)
        if self._lang != "en" or lang != "en" or end > len(self._text):
            return tuple(self._gazetteer.find(text, lang if lang != "en" else "und"))
        if self._found is None:
            if not wanted:
                return ()
            self._found = self._gazetteer.find(self._text, "en", self._names)
        return tuple(
            _numbered(each, start, number)
            for number, each in enumerate(
                one for one in self._found if start <= one.start and one.end <= end
            )
        )

    def _names(self) -> list[Name]:
        found: list[Name] = []
        for piece in self._pieces:
            for name in self._parses.names(self._text[piece.start : piece.end]):
                shifted = (piece.start + name.start, piece.start + name.end)
                found.append(Name(*shifted, name.first, name.last, name.label))
        return found


def _numbered(mention: PlaceMention, start: int, number: int) -> PlaceMention:
    return PlaceMention(
        start=mention.start - start,
        end=mention.end - start,
        candidates=tuple(replace(each, mention=number) for each in mention.candidates),
    )
