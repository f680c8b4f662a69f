"""Which actors a text names and where, by the vocabulary's word forms of all languages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from truceline.language.phrases import begins
from truceline.language.words import Word, words
from truceline.vocabulary.parties import Parties

_SHORT = 3  # letters of an abbreviation: in small letters it is some other word ("us", "is")
_ROLES = ("forms", "subjects", "adjectives", "objects")

Parts = tuple[str, ...]


class Named(NamedTuple):
    """An actor named in a text: code points of the words, and the actor's id."""

    start: int
    end: int
    party: str


@dataclass(frozen=True, slots=True)
class Names:
    """The word forms by their first word or stem; values: the whole phrase and whom it means."""

    exact: Mapping[str, Sequence[tuple[Parts, str]]]
    stems: Mapping[str, Sequence[tuple[Parts, str]]]
    longest: int = field(default=0)

    def find(self, text: str) -> list[Named]:
        """Return who is named, in order; of phrases that begin at one word, the longest."""
        found: list[Named] = []
        listed, at = words(text), 0
        while at < len(listed):
            length, parties = self._at(listed, at, text)
            start, end = listed[at].start, listed[at + max(0, length - 1)].end
            found += [Named(start, end, party) for party in parties]
            at += max(1, length)
        return found

    def _at(self, listed: Sequence[Word], at: int, text: str) -> tuple[int, list[str]]:
        """Return the words of the longest phrase that begins at a word, and whom it means."""
        first, best, parties = listed[at], 0, list[str]()
        for parts, party in self._candidates(first.folded):
            if len(parts) < best or not _fits(parts, listed, at):
                continue
            small = not text[first.start : first.end].isupper()
            if len(parts) == 1 and len(first.folded) <= _SHORT and small:
                continue
            parties = parties if len(parts) == best else []
            best = len(parts)
            parties += [party] if party not in parties else []
        return best, parties

    def _candidates(self, folded: str) -> list[tuple[Parts, str]]:
        found = list(self.exact.get(folded, ()))
        for length in range(1, min(len(folded), self.longest) + 1):
            found += self.stems.get(folded[:length], ())
        return found


def _fits(parts: Parts, listed: Sequence[Word], at: int) -> bool:
    return begins([word.folded for word in listed[at : at + len(parts)]], 0, parts)


def names_of(parties: Parties) -> Names:
    """Return the word forms of a vocabulary's actors."""
    exact: dict[str, list[tuple[Parts, str]]] = {}
    stems: dict[str, list[tuple[Parts, str]]] = {}
    for party in parties.by_id.values():
        phrases = {
            phrase: None
            for role in _ROLES
            for listed in getattr(party, role).values()
            for phrase in listed
        }
        for phrase in phrases:
            parts = tuple(phrase.split())
            if parts and parts[0].endswith("*"):
                stems.setdefault(parts[0][:-1], []).append((parts, party.id))
            elif parts:
                exact.setdefault(parts[0], []).append((parts, party.id))
    return Names(exact, stems, max(map(len, stems), default=0))
