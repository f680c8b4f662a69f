"""Checks that each step of a ladder takes more than the one below it."""

from __future__ import annotations

import math
from itertools import pairwise

from truceline.agreements.checking.whole import Whole
from truceline.agreements.source import shown
from truceline.model.terms import Step


def check_ladders(whole: Whole) -> None:
    """Note steps that are reached no later than the one below, and clauses without breaches."""
    scopes = {each.id: each.scope for each in whole.agreement.clauses}
    for index, ladder in enumerate(whole.agreement.ladders):
        for position, (below, step) in enumerate(pairwise(ladder.steps), 1):
            if step.breaches <= below.breaches and _window(step) >= _window(below):
                what = f"The step “{shown(step.id)}” is reached with “{shown(below.id)}” below it."
                mend = "Let it take more breaches, or as many within fewer days."
                whole.add(("ladders", index, "steps", position, "breaches"), what, mend)
        for position, name in enumerate(ladder.clauses):
            if scopes.get(name) == "permits":
                what = f"The ladder counts breaches of “{shown(name)}”, which only permits."
                mend = "Name a clause that prohibits or obliges."
                whole.add(("ladders", index, "clauses", position), what, mend)


def _window(step: Step) -> float:
    return math.inf if step.within_s is None else step.within_s
