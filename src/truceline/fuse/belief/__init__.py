"""P(occurred): who says so, who could have invented it together, what denials and sensors add."""

from truceline.fuse.belief.columns import (
    DENIES_ELSE,
    DENIES_EVENT,
    NOBODY,
    SAYS,
    Belief,
    Parts,
    Testimony,
    Watch,
)
from truceline.fuse.belief.telling import Told, told_of
from truceline.fuse.belief.weighing import belief_of
from truceline.fuse.belief.weights import Kinds, Weights, load_kinds, load_weights

__all__ = [
    "DENIES_ELSE",
    "DENIES_EVENT",
    "NOBODY",
    "SAYS",
    "Belief",
    "Kinds",
    "Parts",
    "Testimony",
    "Told",
    "Watch",
    "Weights",
    "belief_of",
    "load_kinds",
    "load_weights",
    "told_of",
]
