"""The model for a labelled set that has never seen that set: fitted on all the others."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from truceline.lab.training.examples import Example, examples_of
from truceline.lab.training.fitting import fit
from truceline.read.model.sentences import SentenceModel
from truceline.read.model.weights import shipped


@cache
def _examples(data: Path) -> tuple[Example, ...]:
    return tuple(examples_of(data))


@cache
def without(name: str, data: Path) -> SentenceModel:
    """Return the model fitted on every labelled set of a folder but the named one.

    The vectors of words are those that ship: no label and no day of a labelled set went into them.
    Where no other set is there the rules stand alone: the weights that ship have seen all sets.
    """
    others = [each for each in _examples(data) if each.file != name]
    return _fitted(others) if others else SentenceModel.none()


def _fitted(examples: list[Example]) -> SentenceModel:
    return SentenceModel(weights=fit(examples, shipped().meanings))
