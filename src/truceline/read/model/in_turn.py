"""The models that look at a sentence after the rules, each in the languages that it knows."""

from __future__ import annotations

from dataclasses import dataclass

from truceline.model.statement import Statement
from truceline.read.model.kinds import KindModel
from truceline.read.model.sentences import Reviser, SentenceModel
from truceline.read.scenes.drafts import Carried
from truceline.read.scenes.scene import Scene


@dataclass(frozen=True, slots=True, kw_only=True)
class InTurn:
    """Several models, each of which gets what the one before it made of a sentence."""

    models: tuple[Reviser, ...]

    @staticmethod
    def shipped() -> InTurn:
        """Return the models that ship; raises VocabularyError if one's file is broken."""
        return InTurn(models=(SentenceModel.shipped(), KindModel.shipped()))

    def revise(self, scene: Scene, carried: Carried, found: list[Statement]) -> list[Statement]:
        """Return a sentence's statements after every model's decision."""
        for each in self.models:
            found = each.revise(scene, carried, found)
        return found
