"""What the tests of the model of English sentences share: sentences as read, and plain models."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np
from hypothesis import strategies as st

from truceline.ground.times import day_range
from truceline.model.statement import Statement
from truceline.read import Reader
from truceline.read.model.features import GRAMS, SIZE
from truceline.read.model.kinds import KindModel
from truceline.read.model.sentences import SentenceModel
from truceline.read.model.told import KINDS
from truceline.read.model.weights import Head, Weights
from truceline.read.scenes.drafts import Carried
from truceline.read.scenes.scene import Scene

RULES = Reader.load(model=SentenceModel.none())
CARRIED = Carried(published=day_range(date(2030, 5, 21), "UTC"))
STANCES = {
    "position_stance": ("accepts", "rejects"),
    "undertaking_stance": ("done", "promised"),
}

# Runs of words of the vocabulary, of marks and of anything else.
TEXTS = st.lists(
    st.sampled_from(
        [
            "Russian", "Israel", "forces", "attacked", "struck", "killed", "said", "not", "truce",
            "in Sumy", "and", "which", "on Monday", "5", "over 20", "violations", "he would", "(",
            '"', ",", ".", ":", "–", "drone", "threatened to", "pull back", "rejected", "the plan",
            "accused", "of", "denied", "shelling", "wounded", "if", "two people", "5%", "#party",
            "Putin", "pro-Iranian", "İ", "ﬁ", "\n",
        ]
    )
    | st.text(max_size=8),
    max_size=24,
).map(" ".join)  # fmt: skip


def scene(text: str, lang: str = "en", start: int = 0) -> Scene:
    """Return one sentence as the reader sees it."""
    return RULES.scene(text, start, lang, CARRIED)


def by_rules(text: str) -> list[Statement]:
    """Return the statements that the rules alone read in one English sentence."""
    seen = scene(text)
    return RULES._kinds(seen, CARRIED)


def constant(chances: Mapping[str, float], **facts: object) -> KindModel:
    """Return a model that gives every piece the same log-odds of each kind, -9 if not named."""
    odds = [chances.get(kind, -9.0) for kind in KINDS]
    heads = {"kind": flat(KINDS, odds)}
    heads |= {name: flat(answers, [1.0, 0.0]) for name, answers in STANCES.items()}
    about = {"languages": ["en"], "thresholds": {"kind": 0.4}, **facts}
    rarity = np.ones(GRAMS, dtype=np.float32)
    return KindModel(weights=Weights(heads=heads, rarity=rarity, about=about))


def flat(answers: tuple[str, ...], odds: list[float]) -> Head:
    """Return a head that answers the same whatever it sees."""
    count = len(answers)
    return Head(
        answers=answers,
        weights=np.zeros((count, SIZE), dtype=np.float32),
        bias=np.array(odds, dtype=np.float32),
        slope=np.ones(count, dtype=np.float32),
        shift=np.zeros(count, dtype=np.float32),
    )


SILENT = KindModel(weights=None)
