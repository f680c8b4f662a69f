"""Keeps what the rules find in every sentence, as the examples that the models learn from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from truceline.model.statement import Statement
from truceline.read import Reader
from truceline.read.scenes.drafts import Carried
from truceline.read.scenes.scene import Scene


@dataclass(slots=True)
class Recorder:
    """Stands in the model's place and keeps what the rules found in each sentence, in order."""

    seen: list[tuple[Scene, list[Statement]]] = field(default_factory=list)

    def revise(self, scene: Scene, carried: Carried, found: list[Statement]) -> list[Statement]:  # noqa: ARG002 - the model's signature
        """Keep a sentence and change nothing."""
        self.seen.append((scene, found))
        return found


def reading_all(reader: Reader) -> Reader:
    """Return a reader that passes nothing over: the models learn from plain sentences too."""
    anything: tuple[Mapping[str, int], ...] = ({},)
    dense = dict.fromkeys(reader.triage.dense, 0.0)
    triage = replace(reader.triage, of_headlines=anything, of_articles=anything, dense=dense)
    return replace(reader, triage=triage)
