"""The settings of fusing as typed values, read from the vocabulary file or from params."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from truceline.ground.errors import VocabularyError
from truceline.vocabulary.files import shipped_yaml
from truceline.vocabulary.parties import load_parties


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What fuse.yaml says: each section as read; see the comments there for meaning and units."""

    score: Mapping[str, Any]
    cluster: Mapping[str, float]
    spells: Mapping[str, Any]
    acts: Mapping[str, Any]
    attribution: Mapping[str, float]
    decisions: Mapping[str, str]
    local_offices: Sequence[str]
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
