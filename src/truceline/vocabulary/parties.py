"""The actors that texts name, the words that denote them, and who may bind whom."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from truceline.ground.errors import VocabularyError
from truceline.vocabulary.files import DATA, load_yaml


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """An actor: id (ISO 3166 alpha-3 or a vocabulary id), display name, and its word forms.

    forms: per language code, folded words or phrases that denote the actor itself; a form that
    ends in * stands for every word that begins so. hostile: forms that only the other side's
    sources use for it ("enemy"), resolved by the source's allegiance.
    """

    id: str
    name: str
    adjective: str
    forms: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parties:
    """All actors by id, in the order of the data file."""

    by_id: dict[str, Party]

    def name(self, party: str) -> str:
        """Return an actor's display name, or the id itself if it is not in the vocabulary."""
        known = self.by_id.get(party)
        return known.name if known else party


@cache
def load_parties(folder: Path = DATA / "vocabulary") -> Parties:
    """Return the actors of a vocabulary folder; raises VocabularyError if the file is broken."""
    path = folder / "parties.yaml"
    content = load_yaml(path)
    try:
        found = [
            Party(
                id=str(each["id"]),
                name=str(each["name"]),
                adjective=str(each["adjective"]),
                forms={lang: tuple(words) for lang, words in each["forms"].items()},
            )
            for each in content["parties"]
        ]
    except (KeyError, TypeError, AttributeError) as error:
        raise VocabularyError(
            f"An entry lacks a field or has the wrong shape: {error}.",
            where=str(path),
            mend="Give every entry id, name, adjective and forms by language.",
        ) from error
    return Parties(by_id={party.id: party for party in found})
