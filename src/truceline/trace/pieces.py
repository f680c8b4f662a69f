"""Documents split into sentences, each different one read once; what a source puts everywhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from truceline.language.words import sentences, words
from truceline.model.evidence import Document
from truceline.model.values import Span
from truceline.trace.settings import Thresholds
from truceline.trace.visible import visible_text


class Piece:
    """A sentence: its text and its words; copies of one text share their pieces."""

    __slots__ = ("text", "words")

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = words(text)


class Splitter:
    """Splits documents into sentences; a text and a sentence met before are not read again."""

    def __init__(self, limits: Thresholds) -> None:
        self.limits = limits
        self.texts: dict[str, tuple[list[Span], list[Piece]]] = {}
        self.pieces: dict[str, Piece] = {}

    def split(self, document: Document) -> tuple[list[Span], list[Piece]]:
        """Return the spans of a document's sentences that have words, and the sentences."""
        text = visible_text(document)[: self.limits.longest_text]
        if text not in self.texts:
            spans = sentences(text)[: self.limits.most_passages]
            pieces = [self.piece(text[span.start : span.end]) for span in spans]
            told = [i for i, piece in enumerate(pieces) if piece.words]
            self.texts[text] = [spans[i] for i in told], [pieces[i] for i in told]
        return self.texts[text]

    def piece(self, sentence: str) -> Piece:
        """Return a sentence with its words."""
        if sentence not in self.pieces:
            self.pieces[sentence] = Piece(sentence)
        return self.pieces[sentence]


def house_text(
    sources: Sequence[str], split: Sequence[Sequence[Piece]], limits: Thresholds
) -> set[tuple[str, str]]:
    """Return the sentences that a source puts into many texts, whatever they are about.

    A menu or a source's note on itself, repeated word for word, would tie all its texts. Only
    texts that also say enough that is their own are counted: a report that a feed repeats has
    nothing of its own.
    """
    texts = [{piece.text for piece in pieces} for pieces in split]
    carriers = Counter(
        (source, text) for source, each in zip(sources, texts, strict=True) for text in each
    )
    counted: Counter[tuple[str, str]] = Counter()
    for source, each in zip(sources, texts, strict=True):
        own = sum(carriers[source, text] == 1 for text in each)
        if own >= limits.house_own:
            counted.update((source, text) for text in each)
    return {key for key, count in counted.items() if key[0] and count >= limits.house_texts}
