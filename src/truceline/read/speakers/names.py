"""Whom the words for a speaker name: officials, carriers, parties, bodies, pronouns."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from truceline.language.words import fold
from truceline.model.values import Span
from truceline.read.speakers.mention import SpeakerMention
from truceline.read.speakers.named_before import JOINT
from truceline.read.speakers.words import Cues
from truceline.vocabulary.officeholders import Naming, Officeholders

ARTICLES = frozenset({"the", "a", "an"})
_SIGNATURE = 6  # words of a headline's signature
_PARTICLE = 3  # letters of a small word inside a name ("bin", "von")
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
    role: str = ""

    def saying(
        self, scope: Span, cue: str, *, nested: bool = False, aside: bool = False
    ) -> SpeakerMention:
        """Return the attribution of a stretch of the sentence to this voice."""
        return SpeakerMention(
            start=self.start,
            end=self.end,
            name=self.name,
            party=self.party,
            binds=self.binds,
            scope=scope,
            cue=cue,
            relay=self.relay,
            pronoun=self.pronoun,
            role=self.role,
            nested=nested,
            aside=aside,
        )


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
        self._lang = lang
        self._people = people
        self._cues = cues
        self._when = when

    @cached_property
    def namings(self) -> list[Naming]:
        """Return whom the register finds in the sentence; looked up when first asked for."""
        return self._people.find(self.folded, self._lang)

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

    def signed(self, start: int, end: int) -> Voice | None:
        """Return who signs a headline: a name, an office or a body, in the nominative."""
        words = list(WORD.finditer(self.folded, start, end))
        party, covered = self._party(start, end)
        if not words or not self._nominative(words[0]) or len(words) > _SIGNATURE:
            return None
        voice = self.voice(start, end)
        if voice is not None:
            return voice if voice.known or len(words) > 1 else None
        plain = party is not None and covered == (words[0].start(), words[-1].end())
        if plain or not all(self.text[word.start()].isupper() for word in words):
            return None
        return self._words(Span(words[0].start(), words[-1].end()))

    def _nominative(self, word: re.Match[str]) -> bool:
        oblique = bool(self._cues.oblique) and word.group().endswith(self._cues.oblique)
        return not oblique and word.group() not in self._cues.nobody

    def voice(self, start: int, end: int, *, acts: bool = False) -> Voice | None:
        """Return who is named in a stretch of words, None if nobody who can speak.

        acts: a verb of speech stands behind it, so that one name alone is enough.
        """
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
        return self._stranger(words, start, end, acts=acts)

    def _stranger(
        self, words: list[re.Match[str]], start: int, end: int, *, acts: bool
    ) -> Voice | None:
        """Return who is named by words that no register and no list of carriers holds."""
        led = self._cues.prepositions.match(self.folded, start)
        if led:
            return self._unregistered(words[1:], words[1].start(), end) if words[1:] else None
        alone = acts and len(words) == 1 and self.text[start].isupper()
        if alone and self._cues.free_order and self._nominative(words[0]):
            party = self._unregistered(words, start, end)
            return party or self._words(Span(start, end))
        return self._unregistered(words, start, end)

    def somebody(self, core: Span) -> bool:
        """Tell whether words mean somebody else than nobody, the writer and the reader."""
        first = WORD.search(self.folded, core.start, core.end)
        return first is not None and first.group() not in self._cues.nobody

    def source(self, core: Span, whole: Span) -> Voice:
        """Return whom a source names; core: its noun, whole: with all that belongs to it."""
        words = list(WORD.finditer(self.folded, core.start, core.end))
        if not words or (words[-1].group() in self._cues.pronouns and len(words) == 1):
            return self._words(core, pronoun=True)
        joint = JOINT.fullmatch(self.text[whole.start : whole.end].strip(" ,"))
        if joint is not None:
            return self._together(joint[0], whole)
        named = [n for n in self.namings if core.start <= n.start and n.end <= core.end]
        persons = [n for n in named if n.terms[0].office]
        at_end = [n for n in persons or named if n.end >= words[-1].start()]
        if at_end or (named and not persons):
            voice = self.registered((at_end or named)[-1])
            if voice.binds or voice.name != self.text[voice.start : voice.end]:
                return voice
        carrier = self._carrier(core.start, core.end)
        if carrier is not None:
            return carrier
        party, covered = self._party(core.start, core.end)
        plain = [word for word in words if word.group() not in ARTICLES]
        if party is not None and plain and covered == (plain[0].start(), plain[-1].end()):
            return replace(self._words(Span(*covered)), party=party, binds=party)
        party = party or self._party(whole.start, whole.end)[0]
        party = party or next((self.registered(n).party for n in named), None)
        name, role = self._parted(self._issuer(words))
        outlet = self._cues.outlets.search(fold(name)) is not None
        return replace(self._words(core), name=name, role=role, party=party, relay=outlet)

    def _together(self, name: str, whole: Span) -> Voice:
        """Return several who speak together; they bind a party only if all are of it."""
        start = self.text.index(name, whole.start)
        parties = {party for party, _, _ in self._parties(start, start + len(name))}
        party = next(iter(parties)) if len(parties) == 1 else None
        return Voice(start=start, end=start + len(name), name=name, party=party)

    def _words(self, span: Span, *, pronoun: bool = False) -> Voice:
        name = self.text[span.start : span.end]
        return Voice(start=span.start, end=span.end, name=name, pronoun=pronoun)

    def _parted(self, words: list[re.Match[str]]) -> tuple[str, str]:
        """Return a person's name and what stands before it; a body's words and nothing."""
        start, end = words[0].start(), words[-1].end()
        titles = [
            i for i, word in enumerate(words[:-1]) if word.group().strip(".") in self._cues.titles
        ]
        for title in titles[-1:]:
            inside = [self.text[word.start() : word.end()] for word in words[title + 1 :]]
            if inside[0][0].isupper() and all(
                word[0].isupper() or len(word) <= _PARTICLE for word in inside
            ):
                first = words[title + 1].start()
                return self.text[first:end], self.text[start:first].strip()
        if words[0].group() in ARTICLES and len(words) > 1:
            start = words[1].start()
        return self.text[start:end], ""

    def _issuer(self, words: list[re.Match[str]]) -> list[re.Match[str]]:
        """Return whose a writing is: "a statement from the council", "a Council statement"."""
        for place, word in enumerate(words):
            if word.group() not in self._cues.issued:
                continue
            behind = words[place + 2 :]
            if behind and words[place + 1].group() in self._cues.issuers:
                return behind
            owner = [w for w in words[:place] if self._names_body(w)]
            return words[words.index(owner[0]) : place] if owner else words
        return words

    def _names_body(self, word: re.Match[str]) -> bool:
        return (self.text[word.start()].isupper() and word.group() not in ARTICLES) or (
            word.group().removesuffix("'s") in self._cues.heads
        )

    def relay_at(self, start: int, end: int) -> Voice | None:
        """Return the carrier named in a stretch, None if none is."""
        return self._carrier(start, end)

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
        plain = [word for word in words if word.group() not in ARTICLES]
        body = self._cues.free_order and bool(self._cues.heads & {w.group() for w in plain})
        whole = bool(plain) and covered == (plain[0].start(), plain[-1].end())
        if party is not None and whole and not body:
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
        found = self._parties(start, end)
        best = min(found, key=lambda each: each[1], default=None)
        return (best[0], best[1:]) if best else (None, (0, 0))

    def _parties(self, start: int, end: int) -> list[tuple[str, int, int]]:
        """Return the parties that a stretch names, each with its first words."""
        found = []
        for pattern, party in self._people.party_forms.get(self._lang, ()):
            for match in pattern.finditer(self.folded, start, end):
                if self.text[match.start()].isupper() or self._lang != "en":
                    found.append((party, match.start(), match.end()))
                    break
        return found
