"""The words beside a name that tell whether it is a place, and how exact: data, read once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from truceline.geography.forms import key
from truceline.ground.errors import VocabularyError
from truceline.vocabulary.files import DATA, load_yaml


class WordSet:
    """Folded words, some of them stems (ending in * in the data), with a quick look-up."""

    def __init__(self, entries: Any) -> None:  # noqa: ANN401 - a YAML list is meant
        folded = [key(str(each)) for each in entries]
        self._whole = frozenset(each for each in folded if not each.endswith("*"))
        self._stems = tuple(each[:-1] for each in folded if each.endswith("*"))

    def __contains__(self, word: object) -> bool:
        """Tell whether a folded word is listed or begins with a listed stem."""
        if not isinstance(word, str):
            return False
        return word in self._whole or word.startswith(self._stems)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """The lists of places_words.yaml by their names there."""

    locative: WordSet
    near: WordSet
    near_radius_m: float
    settlement_nouns: WordSet
    between: WordSet
    not_after: WordSet
    common: WordSet
    struck: WordSet
    speaks: WordSet
    metonyms: WordSet
    metonym_share: float
    abstract: WordSet
    conjunctions: WordSet
    within: WordSet

    @classmethod
    def load(cls, folder: Path = DATA / "vocabulary") -> Cues:
        """Return the cues of a vocabulary folder; raises VocabularyError if they are broken."""
        path = folder / "places_words.yaml"
        content = load_yaml(path)
        try:
            return cls(
                locative=WordSet(content["locative"]),
                near=WordSet(content["near"]),
                near_radius_m=float(content["near_radius_m"]),
                settlement_nouns=WordSet(content["settlement_nouns"]),
                between=WordSet(content["between"]),
                not_after=WordSet(content["not_after"]),
                common=WordSet(content["common"]),
                struck=WordSet(content["struck"]),
                speaks=WordSet(content["speaks"]),
                metonyms=WordSet(content["metonyms"]),
                metonym_share=float(content["metonym_share"]),
                abstract=WordSet(content["abstract"]),
                conjunctions=WordSet(content["and"]),
                within=WordSet(content["within"]),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise VocabularyError(
                f"A list is missing or has the wrong shape: {error}.",
                where=str(path),
                mend="Give every list of the shipped file.",
            ) from error
