"""The English words that attribute, from the vocabulary: verbs by class, nouns, prepositions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from truceline.language.words import fold
from truceline.vocabulary.files import shipped_entries

Manner = Literal["spoken", "acted", "thought"]
_SHORTEST = 4  # letters of a verb whose forms are looked for: "read" and "put" stand in any text


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The attributing words by lemma.

    verbs: what a verb needs beside its subject ("any", "clause", "object") and how it attributes,
    a pair for each class that holds it; phrasal: particles with which a verb needs no more;
    quoted: verbs whose passive speaks for its subject ("was quoted as saying");
    speechless: subjects that nobody speaks through ("what"); unsaid: helpers under which nothing
    has been said yet ("would"); supposed: words that open what is only supposed ("if"); furniture:
    labels with a colon that are nobody's name ("correction"); hearers: verbs whose object is told
    something ("tell"); issued: nouns of writings that speak for whoever issued them; issuers:
    prepositions between the two; writings: what stands for its maker; attesting: verbs by which
    evidence shows something; referring: words before whom a speaker only refers to.
    """

    verbs: dict[str, tuple[tuple[str, Manner], ...]]
    phrasal: dict[str, frozenset[str]]
    quoted: frozenset[str]
    nouns: frozenset[str]
    prepositions: frozenset[str]
    speechless: frozenset[str]
    unsaid: frozenset[str]
    supposed: frozenset[str]
    furniture: frozenset[str]
    hearers: frozenset[str]
    issued: frozenset[str]
    issuers: frozenset[str]
    writings: frozenset[str]
    attesting: frozenset[str]
    referring: frozenset[str]

    def can_speak(self, lemma: str) -> bool:
        """Tell whether a verb attributes at all."""
        return lemma in self.verbs

    def is_label(self, name: str) -> bool:
        """Tell whether what stands before a colon is a label of the page ("LIVE"), no speaker."""
        return fold(name) in self.furniture


@cache
def load_words() -> Words:
    """Return the shipped vocabulary; raises VocabularyError if the file is broken."""
    content = shipped_entries("vocabulary", "attributions.yaml")
    verbs: dict[str, list[tuple[str, Manner]]] = {}
    for group in content["verbs"].values():
        manner: Manner = group["manner"]
        for lemma in group["words"]:
            verbs.setdefault(lemma, []).append((group["with"], manner))
    return Words(
        verbs={lemma: tuple(found) for lemma, found in verbs.items()},
        phrasal={verb: frozenset(particles) for verb, particles in content["phrasal"].items()},
        quoted=frozenset(content["quoted"]),
        nouns=frozenset(content["nouns"]),
        prepositions=frozenset(content["prepositions"]),
        speechless=frozenset(content["speechless"]),
        unsaid=frozenset(content["unsaid"]),
        supposed=frozenset(content["supposed"]),
        furniture=frozenset(content["furniture"]),
        hearers=frozenset(content["hearers"]),
        issued=frozenset(content["issued"]),
        issuers=frozenset(content["issuers"]),
        writings=frozenset(content["writings"]),
        attesting=frozenset(content["attesting"]),
        referring=frozenset(content["referring"]),
    )


@cache
def speech() -> re.Pattern[str]:
    """Return a pattern for any form of a regular verb by which a source speaks, in folded text.

    Irregular forms ("said", "told") are among the cues of speakers.yaml.
    """
    words = load_words()
    spoken = {verb for verb, how in words.verbs.items() if any(m == "spoken" for _, m in how)}
    spoken |= set(words.phrasal)
    forms = {form for verb in spoken if len(verb) >= _SHORTEST for form in _forms(verb)}
    return re.compile(rf"\b(?:{'|'.join(sorted(forms, key=lambda each: (-len(each), each)))})\b")


def _forms(verb: str) -> set[str]:
    """Return the inflected forms of a regular English verb, doubled consonants among them."""
    stem = verb.removesuffix("e")
    soft = verb[:-1] + "i" if verb.endswith("y") and verb[-2] not in "aeiou" else stem
    past = {soft + "ed", verb + verb[-1] + "ed"}
    return past | {verb, verb + "s", soft + "es", stem + "ing", verb + verb[-1] + "ing"}
