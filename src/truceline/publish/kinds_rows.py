"""The shape of the report's section on what stopped, what went on, and how it is known."""

from __future__ import annotations

from dataclasses import dataclass

from truceline.publish.kinds_rates import Word
from truceline.publish.sentences import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class StrandRow:
    """One way of knowing about a kind of act; before, during, after: a day, as text."""

    name: str
    before: str
    during: str
    after: str
    share: str
    word: Word
    word_text: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KindRow:
    """A kind of act, the word for it, and all that it rests on."""

    id: str
    name: str
    word: Word
    word_text: str
    sentence: Sentence
    strands: tuple[StrandRow, ...]
    claims: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kinds:
    """Every kind of act of which something is known; note: why there is none."""

    stretches: tuple[str, ...]
    rows: tuple[KindRow, ...]
    notes: tuple[str, ...]
