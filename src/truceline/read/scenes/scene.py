"""One sentence with everything found in it: words, vocabulary, numbers, times, actors, places."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from truceline.geography.gazetteer import PlaceMention
from truceline.language.grammar import Parse
from truceline.language.numbers import NumberMention
from truceline.language.words import Word
from truceline.model.values import Span
from truceline.read.moments.times import TimeMention
from truceline.read.scenes.lexicon import Hit, Lexicon
from truceline.read.scenes.parses import Parses
from truceline.read.speakers.find import SpeakerMention


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A party named in a sentence.

    first, last: indexes of its words; role: "subjects" (can be who acts), "voices" (speaks and
    decides), "speaking" (a subject that is quoted), "adjectives" (marks what belongs to it),
    "objects" (only whom it is done to) or "forms" (any other form).
    """

    first: int
    last: int
    party: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A sentence as the readers of each kind see it; every span counts the sentence's text.

    start: where the sentence begins in the working copy; groups: the hits by group.
    """

    text: str
    start: int
    lang: str
    words: tuple[Word, ...]
    hits: tuple[Hit, ...]
    groups: Mapping[str, tuple[Hit, ...]]
    numbers: tuple[NumberMention, ...]
    times: tuple[TimeMention, ...]
    speakers: tuple[SpeakerMention, ...]
    places: tuple[PlaceMention, ...]
    actors: tuple[Actor, ...]
    lexicon: Lexicon
    parses: Parses = field(default_factory=Parses, compare=False, repr=False)

    @property
    def parse(self) -> Parse | None:
        """Return the sentence's grammar, spans in its text; None if it isn't English.

        Parsed when first asked for, once per document whoever asks; it costs 0.2 ms a word, so
        ask for candidates only.
        """
        return self.parses.of(self.text, self.lang)

    def own(self, span: Span) -> Span:
        """Return a span of the document's working copy as one of this sentence's text."""
        return Span(span.start - self.start, span.end - self.start)

    def of(self, group: str, *values: str) -> list[Hit]:
        """Return the hits of a group (of some of its values) in order."""
        found = self.groups.get(group, ())
        return [h for h in found if not values or h.value in values]

    def has(self, group: str, *values: str) -> bool:
        """Tell whether a group (or some of its values) occurs."""
        found = self.groups.get(group, ())
        return bool(found) if not values else any(h.value in values for h in found)

    def setting(self, hit: Hit, name: str) -> str:
        """Return a setting of a hit's value as text, "" if it has none."""
        return str(self.lexicon.setting(hit.group, hit.value, name) or "")

    def between(self, first: int, last: int, group: str, *values: str) -> bool:
        """Tell whether a hit of the group lies wholly in the words first..last."""
        found = self.groups.get(group, ())
        for index in range(bisect_left(found, first, key=_first), len(found)):
            hit = found[index]
            if hit.first > last:
                return False
            if hit.last <= last and (not values or hit.value in values):
                return True
        return False

    def index_at(self, position: int) -> int:
        """Return the index of the first word that ends after a position of the text."""
        return bisect_right(self.words, position, key=_end)

    def word_range(self, start: int, end: int) -> tuple[int, int]:
        """Return the indexes of the first and last word that lie in text[start:end]."""
        first = self.index_at(start)
        last = first
        while last + 1 < len(self.words) and self.words[last + 1].start < end:
            last += 1
        return first, last

    @property
    def span(self) -> Span:
        """Return the sentence's span in the working copy."""
        return Span(self.start, self.start + len(self.text))


def _first(hit: Hit) -> int:
    return hit.first


def _end(word: Word) -> int:
    return word.end


def grouped(hits: Iterable[Hit]) -> dict[str, tuple[Hit, ...]]:
    """Return hits by group, each in order."""
    groups: dict[str, list[Hit]] = {}
    for hit in hits:
        groups.setdefault(hit.group, []).append(hit)
    return {group: tuple(found) for group, found in groups.items()}


def longest(hits: Iterable[Hit]) -> list[Hit]:
    """Return hits without those that lie inside a longer one, in order."""
    chosen: list[Hit] = []
    for hit in sorted(hits, key=lambda h: (h.first - h.last, h.first)):
        if all(hit.last < c.first or c.last < hit.first for c in chosen):
            chosen.append(hit)
    return sorted(chosen, key=lambda h: h.first)


_ROLES = ("objects", "subjects", "adjectives", "forms")
LONGEST_TAIL = 7  # words of an attribution at the head or the tail of a headline at most


def find_actors(text: str, words: Sequence[Word], hits: Sequence[Hit]) -> tuple[Actor, ...]:
    """Return the parties named, an adjective with its body ("Russian forces") as one.

    Who stands in an attribution ("General Staff: ...", "... - General Staff") only speaks.
    """
    bodies = {h.first: h for h in longest(h for h in hits if h.group == "body")}
    found: list[Actor] = []
    ranked = sorted(
        (h for h in hits if h.group.startswith("party:")),
        key=lambda h: (h.first - h.last, _ROLES.index(h.group[6:]), h.first),
    )
    accusing = {h.last + 1 for h in hits if h.group == "accuse"}
    found += [
        Actor(first=h.first, last=h.last, party=h.value, role="objects")
        for h in hits
        if h.group == "capital" and h.first in accusing
    ]
    head, tail = _attributions(text, words, hits)
    for hit in ranked:
        if any(a.first <= hit.last and hit.first <= a.last for a in found):
            continue
        role, last = hit.group[6:], hit.last
        body = bodies.get(last + 1) if role == "adjectives" else None
        if body is not None:
            role, last = "subjects" if body.value == "forces" else "voices", body.last
        if hit.first < head or hit.first >= tail:
            role = "voices"
        found.append(Actor(first=hit.first, last=last, party=hit.value, role=role))
    return tuple(sorted(found, key=lambda a: a.first))


def speaking(
    actors: Sequence[Actor], speakers: Sequence[SpeakerMention], words: Sequence[Word]
) -> tuple[Actor, ...]:
    """Return actors in text order; those who are quoted speak and are not by that who acts."""
    told = []
    for actor in sorted(actors, key=lambda a: (a.first, a.role)):
        start, end = words[actor.first].start, words[actor.last].end
        quoted = any(s.start <= start and end <= s.end for s in speakers)
        role = "speaking" if quoted and actor.role == "subjects" else actor.role
        told.append(replace(actor, role="voices" if quoted and role == "adjectives" else role))
    return tuple(told)


_CUES = ("act", "attack", "strike_verb", "under", "destroy", "weapon")


def _attributions(text: str, words: Sequence[Word], hits: Sequence[Hit]) -> tuple[int, int]:
    """Return the word indexes where an attribution at the head ends and one at the tail begins."""
    armed = {i for h in hits if h.group in _CUES for i in range(h.first, h.last + 1)}
    head, tail = 0, len(words)
    for index in range(len(words) - 1):
        gap = text[words[index].end : words[index + 1].start]
        if ":" in gap and index < LONGEST_TAIL and not armed & set(range(index + 1)):
            head = index + 1
            break
    for index in range(len(words) - 1, max(0, len(words) - 1 - LONGEST_TAIL), -1):
        gap = text[words[index - 1].end : words[index].start]
        if armed & set(range(index, len(words))):
            break
        if any(dash in gap for dash in (" – ", " — ", " - ", ", -")):
            tail = index
            break
    return head, tail
