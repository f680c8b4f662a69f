"""P(occurred): who says so, who could have invented it together, what denials and sensors add."""

from truceline.fuse.belief.columns import (
    DENIES_ELSE,
    DENIES_EVENT,
    NOBODY,
    SAYS,
    Accounts,
    Belief,
    Parts,
    Watch,
)
from truceline.fuse.belief.telling import Told, told_of
from truceline.fuse.belief.watching import Where, box_of, watch_of, where_of
from truceline.fuse.belief.weighing import belief_of
from truceline.fuse.belief.weights import Kinds, Weights, load_kinds, load_weights
from truceline.fuse.belief.words import words_for, words_of

__all__ = [
    "DENIES_ELSE",
    "DENIES_EVENT",
    "NOBODY",
    "SAYS",
    "Accounts",
    "Belief",
    "Kinds",
    "Parts",
    "Told",
    "Watch",
    "Weights",
    "Where",
    "belief_of",
    "box_of",
    "load_kinds",
    "load_weights",
    "told_of",
    "watch_of",
    "where_of",
    "words_for",
    "words_of",
]
