"""What the name of a figure says of which values of it are better: more, less, one, or none."""

from __future__ import annotations

LOWER = "(lower is better)"  # less of it is better
ONE = "(1 is right)"  # neither more nor less than one is better
# No accuracy: rates in a truce, whose baseline only shows what missing data taken for zeros would
# make of them, and how often what got a word came true.
_NO_ACCURACY = (": rate as a share of that around", "came true: ")


def is_accuracy(name: str) -> bool:
    """Tell whether a figure can be right or wrong; others say how often something was."""
    return not any(words in name for words in _NO_ACCURACY)


def badness(name: str, figure: float) -> float:
    """Return how bad a figure of a name is, the more the worse."""
    if ONE in name:
        return abs(figure - 1)
    return figure if LOWER in name else -figure
