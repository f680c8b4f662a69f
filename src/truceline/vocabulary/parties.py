"""The actors that texts name, the words that denote them, and whose enemy is whose."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from truceline.ground.errors import VocabularyError
from truceline.vocabulary.files import DATA, load_yaml
from truceline.vocabulary.party import Forms, Party
from truceline.vocabulary.states import load_groups, load_states

__all__ = ["ENEMY", "Forms", "Parties", "Party", "load_parties"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parties:
    """All actors by id, in the order of the data file.

    enemy: words for "the enemy" by role ("subjects", "adjectives", "forms") and language;
    opponents: who is at war with whom; viewpoints: whose enemy a language's feeds mean where
    a feed has no known allegiance; bodies: nouns, by "forces" and "voices", that make an acting
    body of an adjective.
    """

    by_id: dict[str, Party]
    enemy: dict[str, Forms] = field(default_factory=dict)
    opponents: dict[str, str] = field(default_factory=dict)
    viewpoints: dict[str, str] = field(default_factory=dict)
    bodies: dict[str, Forms] = field(default_factory=dict)

    def name(self, party: str) -> str:
        """Return an actor's display name, or the id itself if it is not in the vocabulary."""
        known = self.by_id.get(party)
        return known.name if known else party

    def enemy_of(self, allegiance: str | None, lang: str) -> str | None:
        """Return whom a feed calls the enemy, None if that cannot be told."""
        return self.opponents.get(allegiance or self.viewpoints.get(lang, ""))

    def zones(self) -> dict[str, str]:
        """Return the IANA zone of the clock of each party for which the data have one."""
        return {party.id: party.zone for party in self.by_id.values() if party.zone}

    def phrases(self) -> list[tuple[str, str, str, str]]:
        """Return (language, group, value, phrase) of every form, for the lexicon."""
        found: list[tuple[str, str, str, str]] = []
        for party in self.by_id.values():
            for role in ("forms", "subjects", "adjectives", "objects"):
                by_language: Forms = getattr(party, role)
                found += _phrases(by_language, f"party:{role}", party.id)
            found += _phrases(party.capitals, "capital", party.id)
        for role, by_language in self.enemy.items():
            found += _phrases(by_language, f"party:{role}", ENEMY)
        for kind, by_language in self.bodies.items():
            found += _phrases(by_language, "body", kind)
        return found


ENEMY = "*enemy"  # stands for the enemy until it is known whose; no party can have this id


def _phrases(forms: Forms, group: str, value: str) -> list[tuple[str, str, str, str]]:
    return [(lang, group, value, each) for lang, words in forms.items() for each in words]


def _forms(content: dict[str, Any] | None) -> Forms:
    return {lang: tuple(words) for lang, words in (content or {}).items()}


@cache
def load_parties(folder: Path = DATA / "vocabulary") -> Parties:
    """Return the actors of a vocabulary folder; raises VocabularyError if the file is broken."""
    path = folder / "parties.yaml"
    content = load_yaml(path)
    try:
        shipped = [
            Party(
                id=str(each["id"]),
                name=str(each["name"]),
                adjective=str(each["adjective"]),
                forms=_forms(each["forms"]),
                subjects=_forms(each.get("subjects")),
                adjectives=_forms(each.get("adjectives")),
                objects=_forms(each.get("objects")),
                capitals=_forms(each.get("capitals")),
                zone=each.get("zone"),
            )
            for each in content["parties"]
        ]
        known = {party.id for party in shipped}
        further = [*load_states(folder), *load_groups(folder)]
        found = [*shipped, *(each for each in further if each.id not in known)]
        pairs = [(str(a), str(b)) for a, b in content.get("opponents", ())]
        return Parties(
            by_id={party.id: party for party in found},
            enemy={role: _forms(each) for role, each in content.get("enemy", {}).items()},
            opponents=dict([*pairs, *((b, a) for a, b in pairs)]),
            viewpoints=dict(content.get("viewpoints", {})),
            bodies={kind: _forms(each) for kind, each in content.get("bodies", {}).items()},
        )
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise VocabularyError(
            f"An entry lacks a field or has the wrong shape: {error}.",
            where=str(path),
            mend="Give every entry id, name, adjective and forms by language.",
        ) from error
