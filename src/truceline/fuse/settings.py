"""The settings of fusing as typed values, read from the vocabulary file or from params."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from truceline.ground.errors import VocabularyError
from truceline.vocabulary.files import shipped_yaml
from truceline.vocabulary.parties import load_parties


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What fuse.yaml says: each section as read; see the comments there for meaning and units."""

    score: Mapping[str, Any]
    cluster: Mapping[str, float]
    acts: Mapping[str, Any]
    attribution: Mapping[str, float]
    decisions: Mapping[str, str]
    proposition: Mapping[str, Any]
    disagreements: Mapping[str, Any]
    group: Mapping[str, str]
    vocabulary: str = ""

    @classmethod
    def load(cls, changes: Mapping[str, Any] | None = None) -> Settings:
        """Return the shipped settings, with whole sections replaced by those in `changes`.

        changes may also name the "vocabulary": the folder of a case's own names of parties.
        Raises VocabularyError if a section is missing.
        """
        shipped = shipped_yaml("vocabulary", "fuse.yaml")
        merged = {"vocabulary": "", **shipped, **(changes or {})}
        try:
            return cls(**{name: merged[name] for name in cls.__dataclass_fields__})
        except KeyError as error:
            raise VocabularyError(
                f"The section {error} is missing.",
                where="vocabulary/fuse.yaml",
                mend="Restore the section from the shipped file.",
            ) from error

    def name(self, party: str) -> str:
        """Return a party's display name."""
        return (load_parties(Path(self.vocabulary)) if self.vocabulary else load_parties()).name(
            party
        )

    def act_table(self, acts: list[str]) -> NDArray[np.float64]:
        """Return the scores of all pairs of the given acts, an array of shape (n, n)."""
        points = self.score["act"]
        open_acts = set(self.acts["open"])
        table = np.full((len(acts), len(acts)), float(points["unlike"]))
        for i, first in enumerate(acts):
            for j, second in enumerate(acts):
                if first in open_acts or second in open_acts:
                    table[i, j] = points["open"]
                elif first == second:
                    table[i, j] = points["same"]
                elif any(first in kin and second in kin for kin in self.acts["kindred"]):
                    table[i, j] = points["kindred"]
        return table
