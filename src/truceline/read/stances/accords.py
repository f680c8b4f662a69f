"""What sides say and do about truces, talks, aid and prisoners: words and the chains above them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from truceline.language.words import fold
from truceline.language.words import words as found_words
from truceline.read.stances.clauses import DEEP, SUBJECTS, Clauses
from truceline.vocabulary.files import shipped_entries

# Lists of which a sentence that takes a stance must hold a word.
_TOPICAL = (
    "fighting",
    "settling",
    "parleying",
    "teams",
    "standing_off",
    "meeting",
    "conceding",
    "own_halt",
)
VERBS, NOUNS, ADJECTIVES = "verbs", "nouns", "adjectives"
_PARTS = {
    "VERB": VERBS,
    "AUX": VERBS,
    "NOUN": NOUNS,
    "PROPN": NOUNS,
    "ADJ": ADJECTIVES,
    "ADV": ADJECTIVES,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Goods:
    """One class of what is given or withheld, and its steps: lemma to how far it has come.

    beside: words of which one must go with the goods, none if any will do.
    """

    name: str
    of: frozenset[str]
    beside: frozenset[str]
    steps: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Accords:
    """The vocabulary of accords.yaml of one language."""

    topics: Mapping[str, str]
    plural_only: frozenset[str]
    singular_only: frozenset[str]
    carries: frozenset[str]
    elsewhere: frozenset[str]
    ending: frozenset[str]
    fighting: frozenset[str]
    stances: Mapping[str, Mapping[str, str]]
    course: Mapping[str, str]
    wish: frozenset[str]
    conditions: frozenset[str]
    conditional: tuple[str, ...]
    own: frozenset[str]
    third: frozenset[str]
    foretold: frozenset[str]
    possible: frozenset[str]
    goods: tuple[Goods, ...]
    steps: Mapping[str, str]
    told_after: frozenset[str]
    custody: frozenset[str]
    freed: frozenset[str]
    freeing: frozenset[str]
    own_halt: frozenset[str]
    near_only: frozenset[str]
    extending: frozenset[str]
    minds: frozenset[str]
    decides: frozenset[str]
    against: frozenset[str]
    offering: frozenset[str]
    clock: frozenset[str]
    persons: frozenset[str]
    by_itself: frozenset[str]
    corridors: frozenset[str]
    by_corridor: frozenset[str]
    only_by_corridor: frozenset[str]
    war: frozenset[str]
    parleying: frozenset[str]
    settling: frozenset[str]
    peaceful: frozenset[str]
    any_one: frozenset[str]
    at_stake: frozenset[str]
    opposing: frozenset[str]
    extent: frozenset[str]
    lacking: frozenset[str]
    light: frozenset[str]
    whether: frozenset[str]
    accusing: frozenset[str]
    teams: frozenset[str]
    standing_off: frozenset[str]
    negotiators: frozenset[str]
    laying_down: frozenset[str]
    pulling_back: frozenset[str]
    assailing: frozenset[str]
    armed: frozenset[str]
    by_aid: frozenset[str]
    jailed: frozenset[str]
    moves: Mapping[str, str]
    afar: frozenset[str]
    voicing: frozenset[str]
    meeting: frozenset[str]
    seeking: frozenset[str]
    conceding: frozenset[str]
    stakes: frozenset[str]
    obliging: frozenset[str]
    being: frozenset[str]
    due: frozenset[str]
    lacking_then: frozenset[str]
    meanwhile: frozenset[str]
    timely: frozenset[str]
    raising: frozenset[str]
    wanting: frozenset[str]
    moving: frozenset[str]
    recognizing: frozenset[str]
    scheduled: frozenset[str]
    sides: frozenset[str]
    providing: frozenset[str]
    to_hospitals: frozenset[str]
    hospitals: frozenset[str]
    direct_only: frozenset[str]
    towards: frozenset[str]
    addressed: frozenset[str]
    alike: frozenset[str]
    settled_by: frozenset[str]
    siding: Mapping[str, str]
    states_of_talks: Mapping[str, str]
    judging: Mapping[str, str]
    war_least: int
    war_short: Mapping[str, int]
    war_naming: frozenset[str]
    hints: frozenset[str]
    hinting: frozenset[str]

    def goods_named(self, name: str) -> Goods:
        """Return a class of goods; raises StopIteration if there is none of that name."""
        return next(each for each in self.goods if each.name == name)


@cache
def accords_of(lang: str) -> Accords | None:
    """Return the vocabulary of a language, None if it has none."""
    found: dict[str, Any] | None = shipped_entries("vocabulary", "accords.yaml").get(lang)
    if found is None:
        return None
    return Accords(
        topics=_inverted(found["topics"]),
        stances={
            part: _inverted({value: words[part] for value, words in found["stances"].items()})
            for part in (VERBS, NOUNS, ADJECTIVES)
        },
        course=_inverted(found["course"]),
        moves=_inverted(found["moves"]),
        siding=_inverted(found["siding"]),
        states_of_talks=_inverted(found["states_of_talks"]),
        judging=_inverted(found["judging"]),
        conditional=tuple(found["conditional"]),
        goods=(goods := tuple(_goods(name, entry) for name, entry in found["goods"].items())),
        hints=frozenset(w for each in goods for w in each.of)
        | frozenset(
            form
            for name in ("freed", "laying_down", "pulling_back", "assailing")
            for each in found[name]
            for form in _forms(each.split()[0])
        ),
        hinting=frozenset(
            form for name in _TOPICAL for each in found[name] for form in _forms(each.split()[0])
        )
        | frozenset(_inverted(found["topics"])),
        steps=_inverted(found["steps"]),
        war_least=int(found["war_least"]),
        war_short={key: int(found["war_short"][key]) for key in ("words", "least")},
        war_naming=frozenset(map(str, found["war_short"]["naming"])),
        **{name: frozenset(found[name]) for name in _SETS},
    )


_SETS = (
    "meanwhile",
    "plural_only",
    "singular_only",
    "carries",
    "elsewhere",
    "ending",
    "fighting",
    "wish",
    "conditions",
    "own",
    "third",
    "foretold",
    "possible",
    "told_after",
    "custody",
    "freed",
    "freeing",
    "own_halt",
    "near_only",
    "extending",
    "minds",
    "decides",
    "against",
    "offering",
    "clock",
    "persons",
    "by_itself",
    "corridors",
    "by_corridor",
    "only_by_corridor",
    "war",
    "parleying",
    "settling",
    "peaceful",
    "any_one",
    "at_stake",
    "opposing",
    "extent",
    "lacking",
    "light",
    "whether",
    "accusing",
    "teams",
    "standing_off",
    "negotiators",
    "laying_down",
    "pulling_back",
    "assailing",
    "armed",
    "by_aid",
    "jailed",
    "afar",
    "voicing",
    "meeting",
    "seeking",
    "conceding",
    "stakes",
    "obliging",
    "being",
    "due",
    "lacking_then",
    "timely",
    "raising",
    "wanting",
    "moving",
    "recognizing",
    "scheduled",
    "sides",
    "providing",
    "to_hospitals",
    "hospitals",
    "direct_only",
    "towards",
    "addressed",
    "alike",
    "settled_by",
)


def _inverted(table: Mapping[str, list[str]]) -> dict[str, str]:
    """Return word to value of value to words; the first value that lists a word keeps it."""
    found: dict[str, str] = {}
    for value, words in table.items():
        for word in words:
            found.setdefault(word, value)
    return found


def _forms(verb: str) -> tuple[str, ...]:
    """Return how a regular verb may be written, so that a sentence with it is looked at."""
    stem = verb.removesuffix("e")
    return (verb, f"{stem}ing", f"{stem}ed")


def _goods(name: str, entry: Mapping[str, list[str]]) -> Goods:
    steps = {step: words for step, words in entry.items() if step not in ("of", "with")}
    return Goods(
        name=name,
        of=frozenset(entry["of"]),
        beside=frozenset(entry.get("with", ())),
        steps=_inverted(steps),
    )


def stance_of(words: Accords, clauses: Clauses, index: int) -> str | None:
    """Return the stance that a word stands for, None if it stands for none."""
    part = _PARTS.get(clauses.tokens[index].pos)
    if not part:
        return None
    stances = words.stances[part]
    return next((stances[each] for each in clauses.wordings(index) if each in stances), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One word above another: its token, the relation by which it was reached, and from where."""

    index: int
    below: int
    dep: str


def climb(clauses: Clauses, index: int) -> Iterator[Step]:
    """Yield what stands above a word in its own clause and in the clauses that hold it.

    A verb set beside another, with which it shares the subject, stands where the other stands.
    Ends at a relative clause, and at a sentence set beside.
    """
    for _ in range(DEEP):
        token = clauses.tokens[index]
        dep = _dep(clauses, index)
        if token.head == index or dep in ("relcl", "parataxis", "appos", "dep"):
            return
        if token.dep == "conj" and token.pos in ("VERB", "AUX"):
            first = clauses.first(index)
            if first == index:
                return
            index = first
            continue
        yield Step(index=token.head, below=index, dep=dep)
        index = token.head


def _dep(clauses: Clauses, index: int) -> str:
    """Return the relation of a token, as it is meant where a parse takes an infinitive amiss.

    "Called for X to stop" is no clause set aside, and "a reason to stop" no relative clause.
    """
    token = clauses.tokens[index]
    if token.dep == "advcl" and any(
        clauses.lemmas[k] == "for" for k in clauses.kids(index, "mark")
    ):
        return "xcomp"
    if token.dep == "relcl" and not clauses.kids(index, *SUBJECTS):
        aims = any(clauses.lemmas[k] == "to" for k in clauses.kids(index, "aux"))
        return "acl" if aims else token.dep
    return token.dep


def about_war(text: str, lang: str) -> bool:
    """Tell whether a report is about a war: enough different words of one are in it."""
    words = accords_of(lang)
    if words is None:
        return False
    found = [each.folded for each in found_words(text)]
    of_war = words.war.intersection(found)
    named = len(found) < words.war_short["words"] and bool(of_war & words.war_naming)
    return len(of_war) >= (words.war_short["least"] if named else words.war_least)


def about_corridor(text: str, lang: str) -> bool:
    """Tell whether a report speaks of a corridor for civilians."""
    phrases = _corridors(lang)
    return phrases is not None and phrases.search(fold(text)) is not None


@cache
def _corridors(lang: str) -> re.Pattern[str] | None:
    words = accords_of(lang)
    if words is None:
        return None
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(words.corridors)))})\b")
