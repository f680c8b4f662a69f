"""Documents split into sentences, each different one read once; what a source puts everywhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from truceline.language.words import sentences, words
from truceline.model.evidence import Document
from truceline.model.values import Span
from truceline.trace.narration import narrated_parts
from truceline.trace.settings import Thresholds
from truceline.trace.visible import visible_text

_HOUSE_RUN = 8  # words of a run that an outlet's texts do not share by chance


class Piece:
    """A sentence: its text and its words; copies of one text share their pieces."""

    __slots__ = ("runs", "text", "words")

    def __init__(self, text: str, known: dict[str, int]) -> None:
        """Split a sentence; known numbers each word, for runs that are cheap to compare."""
        self.text = text
        self.words = words(text)
        numbers = tuple(known.setdefault(word.folded, len(known)) for word in self.words)
        last = max(1, len(numbers) - _HOUSE_RUN + 1)
        self.runs = [hash(numbers[start : start + _HOUSE_RUN]) for start in range(last)]


class Text(NamedTuple):
    """A document's sentences that have words: where they stand, and each as its author tells it."""

    spans: list[Span]
    pieces: list[Piece]
    told: list[str]


class Splitter:
    """Splits documents into sentences; a text and a sentence met before are not read again."""

    def __init__(self, limits: Thresholds) -> None:
        self.limits = limits
        self.texts: dict[str, Text] = {}
        self.pieces: dict[str, Piece] = {}
        self.numbers: dict[str, int] = {}

    def split(self, document: Document) -> Text:
        """Return a document's sentences that have words."""
        text = visible_text(document)[: self.limits.longest_text]
        if text not in self.texts:
            spans = sentences(text)[: self.limits.most_passages]
            pieces = [self.piece(text[span.start : span.end]) for span in spans]
            own = narrated_parts(text, spans)
            held = [i for i, piece in enumerate(pieces) if piece.words]
            self.texts[text] = Text(
                [spans[i] for i in held], [pieces[i] for i in held], [own[i] for i in held]
            )
        return self.texts[text]

    def piece(self, sentence: str) -> Piece:
        """Return a sentence with its words."""
        if sentence not in self.pieces:
            self.pieces[sentence] = Piece(sentence, self.numbers)
        return self.pieces[sentence]


def house_of(document: Document) -> str:
    """Return whose pages a document is one of: the host of its address, else its source.

    Feeds of one outlet are several sources whose pages have one frame.
    """
    try:
        host = urlsplit(document.url or "").hostname or ""
    except ValueError:  # an address that is none
        host = ""
    return host.removeprefix("www.") or document.source


def house_text(
    houses: Sequence[str], split: Sequence[Sequence[Piece]], limits: Thresholds
) -> set[tuple[str, str]]:
    """Return the sentences that an outlet puts into many texts, whatever they are about.

    A menu or an outlet's note on itself would tie all its texts; sometimes it runs into the
    first or last sentence of the text proper, so a sentence counts as the outlet's if most of
    its words lie in long runs that many texts have. Only different texts that also say enough
    that is their own are counted: a report that a feed repeats has nothing of its own.
    """
    texts = [(house, {piece.text: piece for piece in held}) for house, held in _once(houses, split)]
    number = Counter(house for house, _ in texts)
    texts = [each for each in texts if number[each[0]] >= limits.house_texts]
    carriers = Counter((house, text) for house, held in texts for text in held)
    counted: Counter[tuple[str, int]] = Counter()
    for house, held in texts:
        if sum(carriers[house, text] == 1 for text in held) >= limits.house_own:
            counted.update((house, run) for run in {r for p in held.values() for r in p.runs})
    needed = {
        house: max(limits.house_texts, limits.house_share * count)
        for house, count in number.items()
    }
    common = {key for key, count in counted.items() if count >= needed[key[0]]}
    return {
        (house, text)
        for house, held in texts
        for text, piece in held.items()
        if _covered(piece, house, common)
    }


def _once(
    houses: Sequence[str], split: Sequence[Sequence[Piece]]
) -> Iterator[tuple[str, Sequence[Piece]]]:
    """Yield each different text of each outlet once; a page in two feeds is one text."""
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for house, held in zip(houses, split, strict=True):
        key = house, tuple(piece.text for piece in held)
        if house and key not in seen:
            seen.add(key)
            yield house, held


def _covered(piece: Piece, house: str, common: set[tuple[str, int]]) -> bool:
    """Tell whether at least half of a piece's words lie in runs that the outlet's texts share."""
    inside: set[int] = set()
    for start, run in enumerate(piece.runs):
        if (house, run) in common:
            inside.update(range(start, start + _HOUSE_RUN))
    return 2 * min(len(inside), len(piece.words)) > len(piece.words)
