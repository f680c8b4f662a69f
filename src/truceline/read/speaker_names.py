"""Whom the words for a speaker name: officials, carriers, parties, bodies, pronouns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from truceline.language.words import fold
from truceline.read.speaker_words import Cues
from truceline.vocabulary.officeholders import Naming, Officeholders

MOST_WORDS = 12  # of a speaker
WORD = re.compile(r"[^\W_]+(?:['.’-][^\W_]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Who speaks, without what is said."""

    start: int
    end: int
    name: str
    party: str | None = None
    binds: str | None = None
    relay: bool = False
    pronoun: bool = False
    known: bool = True


class Namer:
    """Names the speakers of one sentence; all places count its code points.

    folded: the sentence for look-ups, of the same length; namings: whom the register finds in it.
    """

    def __init__(
        self, text: str, lang: str, people: Officeholders, cues: Cues, when: date | None
    ) -> None:
        """Take a sentence, its language, and the day of which the register is asked."""
        folded = fold(text)
        self.text = text
        self.folded = folded if len(folded) == len(text) else text.lower().ljust(len(text))
        self.folded = self.folded[: len(text)]
        self.namings = people.find(self.folded, lang)
        self._lang = lang
        self._people = people
        self._cues = cues
        self._when = when

    def registered(self, naming: Naming) -> Voice:
        """Return who in the register speaks; an aide of theirs speaks in words of their own."""
        term = self._people.as_of(naming, self._when)
        before = self.folded[max(0, naming.start - 60) : naming.start]
        possessive = self.folded[naming.start : naming.end].endswith("'s")
        near = bool(self._cues.aides.search(before)) or possessive
        body = not naming.terms[0].office
        if near and not body:
            words = self.text[naming.start : naming.end]
            return Voice(start=naming.start, end=naming.end, name=words, party=term.party)
        return Voice(
            start=naming.start,
            end=naming.end,
            name=term.name,
            party=term.party,
            binds=term.party if term.binds else None,
        )

    def voice(self, start: int, end: int) -> Voice | None:
        """Return who is named in a stretch of words, None if nobody who can speak."""
        trailing = self._cues.adverbs.search(self.folded[:end], start)
        end = trailing.start() if trailing else end
        words = list(WORD.finditer(self.folded, start, end))
        if not words or len(words) > MOST_WORDS:
            return None
        start, end = words[0].start(), words[-1].end()
        named = [n for n in self.namings if start <= n.start and n.end <= end]
        persons = [n for n in named if n.terms[0].office]
        if named:
            voice = self.registered((persons or named)[-1])
            if voice.binds or voice.name != self.text[voice.start : voice.end]:
                return voice
            return Voice(start=start, end=end, name=self.text[start:end], party=voice.party)
        carrier = self._carrier(start, end)
        if carrier is not None:
            return carrier
        if words[-1].group() in self._cues.pronouns and len(words) <= 2:  # noqa: PLR2004 - "as he"
            place = words[-1]
            name = self.text[place.start() : place.end()]
            return Voice(start=place.start(), end=place.end(), name=name, pronoun=True)
        return self._unregistered(words, start, end)

    def _carrier(self, start: int, end: int) -> Voice | None:
        for pattern, name in self._cues.carriers:
            match = pattern.search(self.folded, start, end)
            if match:
                return Voice(start=match.start(), end=match.end(), name=name, relay=True)
        return None

    def _unregistered(self, words: list[re.Match[str]], start: int, end: int) -> Voice | None:
        """Return a speaker whom the register lacks: a party itself, an office, or a name."""
        party, covered = self._party(start, end)
        name = self.text[start:end]
        articles = {"the", "a"}
        plain = [word for word in words if word.group() not in articles]
        if party is not None and plain and covered == (plain[0].start(), plain[-1].end()):
            shown = self._people.parties.name(party)
            return Voice(start=start, end=end, name=shown, party=party, binds=party, known=False)
        heads = self._cues.heads
        if any(heads & {word.group(), word.group().removesuffix("'s")} for word in words):
            return Voice(start=start, end=end, name=name, party=party)
        capitals = [word for word in words if self.text[word.start()].isupper()]
        if len(capitals) > 1 and capitals[-1] is words[-1]:
            return Voice(start=start, end=end, name=name, party=party, known=False)
        return None

    def _party(self, start: int, end: int) -> tuple[str | None, tuple[int, int]]:
        """Return the party that a stretch names first, and the words that name it."""
        best: tuple[int, str, tuple[int, int]] | None = None
        for pattern, party in self._people.party_forms.get(self._lang, ()):
            for match in pattern.finditer(self.folded, start, end):
                capital = self.text[match.start()].isupper() or self._lang != "en"
                if capital and (best is None or match.start() < best[0]):
                    best = (match.start(), party, (match.start(), match.end()))
        return (best[1], best[2]) if best else (None, (0, 0))
