"""Whose words a statement repeats: its speaker, across spellings, offices and chains of command."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from truceline.language.words import fold, words
from truceline.model.source import Source
from truceline.model.statement import Statement
from truceline.trace.names import name_key
from truceline.trace.settings import word_lists
from truceline.vocabulary.officeholders import Officeholders
from truceline.vocabulary.parties import Party, load_parties

_ASIDE = re.compile(r"\([^()]{0,200}\)|\s+(?:citing|quoting)\s.*", re.IGNORECASE)
_LONGEST = 300  # code points of a speaker's name that are looked at
_LONGEST_SENTENCE = 1_500
_MOST_KNOWN = 50_000  # speakers that are remembered

_TELLING = 3  # consonants of a surname by which a stranger's word is taken for it


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks.

    party: whose voice it is, None if of no one party; chain: it speaks through the party's chain
    of command, whose members are one voice; names: keys of the speaker's own name; own: the
    document's own voice; joint: several speakers together, on a named occasion.
    """

    party: str | None
    chain: bool
    names: frozenset[str]
    own: bool = False
    joint: bool = False

    @property
    def keys(self) -> tuple[str, ...]:
        """Return what one of its utterances can be looked up by; none for an outlet's own."""
        chain = (f"party {self.party}",) if self.chain and self.party else ()
        joint = ("joint",) if self.joint else ()
        named = () if self.own else tuple(f"name {each}" for each in sorted(self.names))
        return chain + joint + named

    @property
    def signature(self) -> Hashable:
        """Return what comparisons of voices look at: an outlet's own name is not part of it."""
        return self.party, self.chain, self.own, self.joint, None if self.own else self.names


def same_voice(a: Voice, b: Voice) -> bool:
    """Tell whether two utterances have one voice behind them, however many outlets carry it."""
    return bool(set(a.keys) & set(b.keys))


def same_speaker(a: Voice, b: Voice) -> bool:
    """Tell whether the very same person, body or outlet speaks."""
    if a.own or b.own or a.joint or b.joint:
        return (a.own, a.joint) == (b.own, b.joint)
    return bool(a.names & b.names)


def side_of(voice: Voice, source: Source | None) -> str | None:
    """Return the party whose voice it is: the speaker's, else the feed's; None for no party."""
    if voice.party is not None or voice.joint:
        return voice.party
    return source.allegiance if source else None


class Voices:
    """Tells whose voice a statement has, from the words for parties and the dated register."""

    def __init__(self, folder: Path | None = None) -> None:
        """Load the parties and the register of a vocabulary folder, the shipped by default."""
        parties = load_parties(folder) if folder else load_parties()
        self._forms = {each.id: _forms(each) for each in parties.by_id.values()}
        self._held = _register(Officeholders.load(folder))
        self._known: dict[str, Voice] = {}

    def of(self, statement: Statement, source: Source | None, sentence: str = "") -> Voice:
        """Return the voice of a statement; an official feed's own words are its party's voice.

        sentence: the whole sentence that the statement begins in, for who is named beside it.
        """
        speaker = statement.speaker.strip()[:_LONGEST]
        voice = self._known.get(speaker) if speaker else _own_voice(source)
        if voice is None:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            voice = self._known[speaker] = self._named(speaker)
        # "The two countries said in a joint statement": whoever they are, it names its occasion.
        unknown = voice.own or (voice.party is None and statement.authority is None)
        around = sentence or statement.quote
        if _is_joint(speaker) or (unknown and _is_joint(around[:_LONGEST_SENTENCE])):
            return Voice(None, False, frozenset(), joint=True)
        if statement.authority is not None:
            return Voice(statement.authority, True, voice.names)
        return voice

    def _named(self, speaker: str) -> Voice:
        """Return a named speaker's party, whether it is in the chain of command, and its names."""
        plain = _ASIDE.sub(" ", speaker).strip() or speaker
        folded = [word.folded for word in words(plain)]
        places = {party: _places_of(forms, folded) for party, forms in self._forms.items()}
        parties = {party: found for party, found in places.items() if found}
        office = _places_of(word_lists().chain_of_command, folded)
        taken = office.union(*parties.values())
        rest = [word for i, word in enumerate(folded) if i not in taken]
        names = frozenset(key for key in map(name_key, rest[-1:]) if key)
        names = names or frozenset({fold(plain)})
        if len(parties) == 1:
            return Voice(next(iter(parties)), bool(office) or not rest, names)
        held = self._held.get(name_key(folded[-1])) if folded and not parties else None
        return Voice(held, held is not None, names)


def _own_voice(source: Source | None) -> Voice:
    official = source is not None and source.kind in ("official", "party")
    party = source.allegiance if source else None
    name = frozenset({f"feed {source.id}"}) if source else frozenset[str]()
    return Voice(party, official and party is not None, name, own=True)


@lru_cache(maxsize=50_000)
def _is_joint(text: str) -> bool:
    folded = fold(text)
    return any(phrase in folded for phrase in word_lists().joint_occasions)


def _register(people: Officeholders) -> dict[str, str]:
    """Return the party of each surname in the register that only one party's officials bear."""
    found: dict[str, set[str]] = {}
    for holder in people.holders:
        for key in (name_key(word.folded) for word in words(holder.name)[-1:]):
            found.setdefault(key, set()).add(holder.party or "")
    one = {
        key: each.pop() for key, each in found.items() if len(key) >= _TELLING and len(each) == 1
    }
    return {key: party for key, party in one.items() if party}


def _forms(party: Party) -> tuple[tuple[str, ...], ...]:
    """Return the words for a party in all languages and roles, gaps and masks left out."""
    roles = (party.forms, party.subjects, party.adjectives)
    phrases = {phrase for role in roles for each in role.values() for phrase in each}
    plain = sorted(each for each in phrases if "..." not in each and not each.startswith("!"))
    return tuple(tuple(fold(each).split()) for each in plain)


def _places_of(phrases: Iterable[Sequence[str]], folded: Sequence[str]) -> set[int]:
    """Return the indexes of words that some phrase covers; a part that ends in * is a stem."""
    covered: set[int] = set()
    known = {*folded, *(word.removesuffix("'s") for word in folded)}
    for parts in phrases:
        if not parts[0].endswith("*") and parts[0] not in known:
            continue
        for start in range(len(folded) - len(parts) + 1):
            if all(_fits(part, folded[start + i]) for i, part in enumerate(parts)):
                covered.update(range(start, start + len(parts)))
    return covered


def _fits(part: str, word: str) -> bool:
    plain = word.removesuffix("'s")
    return word.startswith(part[:-1]) if part.endswith("*") else part in (word, plain)
