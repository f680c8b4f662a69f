"""Fits how sure a merge of a given score is, to simulated fronts whose truth is known."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.linear_model import LogisticRegression

from truceline.fuse.decisions import Bonds
from truceline.fuse.merging.fusing import fused_of
from truceline.fuse.reported import reports_of
from truceline.fuse.settings import Settings
from truceline.lab.fusion import truth_of
from truceline.lab.simulate.world import world_of
from truceline.model.arrow import Floats, Truths, column, match

FRONTS = (("quiet", 90), ("mixed", 20), ("busy", 8))  # days of each
SEED = 76  # neither that of the boards nor that of the search for the settings
_BINS = (-1.0, 0.0, 1.0, 2.0, 3.0, 5.0, np.inf)


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """Scores of merges, and of what nearly merged, with whether both ends tell of one incident."""

    score: Floats
    same: Truths


def merged_on(family: str) -> Merged:
    """Return the merges on all fronts of a family of laws, but those of no true incident."""
    scores, same = [], []
    for front, days in FRONTS:
        world = world_of(front, family, seed=SEED, days=days, texts=False)
        reports, truth = reports_of(world.tables), truth_of(world)
        fused = fused_of(reports, Bonds(), Settings.load())
        ids = column(world.tables["statement"], "id")
        incident = np.full(len(ids), -1)
        incident[truth.row] = truth.incident
        of_unit = incident[match(column(reports.said, "id"), ids)[reports.row[fused.units.lead]]]
        for each in (fused.cuts.merges, fused.cuts.open):
            known = (of_unit[each.a] >= 0) & (of_unit[each.b] >= 0)
            scores.append(each.parts.sum(axis=1)[known])
            same.append((of_unit[each.a] == of_unit[each.b])[known])
    return Merged(score=np.concatenate(scores), same=np.concatenate(same))


def fit_link(merged: Merged) -> tuple[float, float]:
    """Return level and slope of the log odds that a merge of a score is right (Platt 1999)."""
    model = LogisticRegression(C=np.inf).fit(merged.score[:, None], merged.same)
    return round(float(model.intercept_[0]), 3), round(float(model.coef_[0, 0]), 3)


def table_of(
    merged: Merged, level: float, slope: float
) -> Sequence[tuple[float, int, float, float]]:
    """Return for bands of scores: the least score, how many, the mean of P, share right."""
    p = 1 / (1 + np.exp(-(level + slope * merged.score)))
    found = []
    for low, high in itertools.pairwise(_BINS):
        inside = (merged.score >= low) & (merged.score < high)
        if inside.any():
            right = float(merged.same[inside].mean())
            found.append((low, int(inside.sum()), float(p[inside].mean()), right))
    return found
