"""Which statements an English sentence makes where the rules are silent: a model's answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

import numpy as np

from truceline.model.statement import Kind, Statement
from truceline.model.values import Span, overlap
from truceline.read.model.features import Places, Values
from truceline.read.model.piece_signs import Seen, vector_of
from truceline.read.model.pieces import pieces
from truceline.read.model.told import told
from truceline.read.model.weights import Weights, shipped
from truceline.read.scenes.drafts import Carried
from truceline.read.scenes.scene import Scene

WEIGHTS = "sentences"
KIND = "kind"
STANCES = {"position": "position_stance", "undertaking": "undertaking_stance"}
# Probability of a whole sentence under which its clauses are not looked at: of 61 articles two lose
# a statement by it, and a third fewer pieces are weighed.
HINT = 0.1
# What cannot be told of one piece twice: an event is no count of events, a denial neither.
_ONE = frozenset({"incident_report", "tally"})
_SAME, _APART = 0.3, 0.5  # shares of the shorter span at which two statements are one
_EQUAL = 0.7  # share of the joint span at which a piece has its statement already


@dataclass(frozen=True, slots=True)
class _Likely:
    chance: float
    kind: Kind
    span: Span
    vector: tuple[Places, Values, Values | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class KindModel:
    """The trained model that adds statements which the rules miss; without weights it adds none.

    Where the rules have read a statement theirs stands. It works only in the languages that it
    was trained on.
    """

    weights: Weights | None

    @staticmethod
    def shipped() -> KindModel:
        """Return the model that ships; raises VocabularyError if its file is broken."""
        return KindModel(weights=shipped(WEIGHTS))

    def revise(self, scene: Scene, carried: Carried, found: list[Statement]) -> list[Statement]:
        """Return a sentence's statements and those that only the model sees, marked as such."""
        model = self.weights
        if model is None or scene.lang not in model.about["languages"]:
            return found
        seen = Seen.of(scene, found)
        if seen is None:
            return found
        least = float(model.about["thresholds"][KIND])
        likely = [each for each in _likely_in(seen, model) if each.chance >= least]
        held = [*seen.found]
        added = []
        for each in sorted(likely, key=lambda e: (-e.chance, e.span.start, e.span.end, e.kind)):
            if any(_taken(each, span, kind) for span, kind in held):
                continue
            held.append((each.span, each.kind))
            added.append(told(scene, carried, each.kind, each.span, _stance(each, model)))
        return [*found, *sorted(added, key=lambda s: s.span)]


def _likely_in(seen: Seen, model: Weights) -> Iterator[_Likely]:
    """Yield every piece of a sentence with every kind and its probability."""
    head = model.heads[KIND]
    for number, piece in enumerate(pieces(seen.text, seen.tree)):
        places, values, words = vector_of(seen, piece)
        meant = model.meanings.of(words) if model.meanings else None
        chances = 1 / (1 + np.exp(-head.scores(places, values, meant)))
        if not number and float(chances.max()) < HINT:
            return
        for kind, chance in zip(head.answers, chances, strict=True):
            yield _Likely(float(chance), cast("Kind", kind), piece, (places, values, meant))


def _stance(likely: _Likely, model: Weights) -> str:
    """Return the stance of a position or an undertaking as the model sees it, "" of others."""
    name = STANCES.get(likely.kind)
    if name is None:
        return ""
    head = model.heads[name]
    return head.answers[int(head.scores(*likely.vector).argmax())]


def _taken(likely: _Likely, span: Span, kind: str) -> bool:
    """Tell whether a statement that is read already leaves no room for one more on a piece."""
    both = min(likely.span.end, span.end) - max(likely.span.start, span.start)
    if both <= 0:
        return False
    part = both / min(likely.span.end - likely.span.start, span.end - span.start)
    if likely.kind == kind:
        return part > _SAME
    exclusive = kind == "denial" or {likely.kind, kind} <= _ONE
    return part > _APART and (exclusive or overlap(likely.span, span) > _EQUAL)
