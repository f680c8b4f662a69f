"""How well clusters of reports match the labelled incidents: extended B-cubed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from truceline.lab.measures import BCubedF1, Values

Labels = Sequence[frozenset[str]]


def bcubed(gold: Labels, said: Labels) -> tuple[Values, Values]:
    """Return precision and recall of each item, for clusters that may overlap.

    Extended B-cubed (Amigo et al. 2009): over the items that share a cluster with this one (it
    itself included), how many of the shared clusters the other partition shares too. An item in
    no cluster has precision NaN and recall 0: leaving an item out is no way to score.
    """
    number = len(gold)
    precision, recall = np.full(number, np.nan), np.zeros(number)
    for i in range(number):
        shared_gold = np.array([len(gold[i] & gold[j]) for j in range(number)])
        shared_said = np.array([len(said[i] & said[j]) for j in range(number)])
        both = np.minimum(shared_gold, shared_said)
        if (together := shared_said > 0).any():
            precision[i] = float(np.mean(both[together] / shared_said[together]))
        if (together := shared_gold > 0).any():
            recall[i] = float(np.mean(both[together] / shared_gold[together]))
    return precision, recall


def bcubed_f1(gold: Labels, said: Labels) -> BCubedF1:
    """Return the statistic harmonic mean of mean precision and mean recall."""
    return BCubedF1(*bcubed(gold, said))
