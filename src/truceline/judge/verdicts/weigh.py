"""From the answers to a clause's questions to the probability of each verdict, in columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

import numpy as np

from truceline.ground.geometry import Floats
from truceline.judge.verdicts.answers import Answers, Question
from truceline.judge.verdicts.columns import Integers
from truceline.judge.verdicts.reach import Reach
from truceline.model.finding import Verdict

VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
TOLERANCE = 1e-9  # what floating point may lose of a standard that is met exactly


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """All answers under one clause for one duty, n each.

    plain: questions that must all be answered with yes; reach: when and where. permission: yes,
    the agreement permits it; condition: yes, the other had failed before, no: it had kept its
    part; None where the clause has no exception, or the duty no condition. surest: the row of
    the surest failure before each, -1 for none; alleged: how many may have come before it.
    """

    plain: Mapping[Question, Answers]
    reach: Reach
    permission: Answers | None = None
    condition: Answers | None = None
    surest: Integers | None = None
    alleged: Integers | None = None


def probabilities(asked: Asked) -> Floats:
    """Return P(verdict) in the order of VERDICTS, n x 5, rows summing to 1.

    All answers yes engages the duty: permitted if the agreement permits the act, else excused if
    the duty had lapsed, else a breach. Any answer no: outside of what the respondent owes. What
    stays is undetermined.
    """
    engaged = asked.reach.both.copy()
    inside = 1.0 - asked.reach.either
    for each in asked.plain.values():
        engaged *= each.yes
        inside *= 1.0 - each.no
    may, may_not = _either(asked.permission)
    failed, kept = _either(asked.condition)
    p = np.zeros((len(engaged), len(VERDICTS)))
    p[:, VERDICTS.index("permitted")] = engaged * may
    p[:, VERDICTS.index("excused")] = engaged * may_not * failed
    p[:, VERDICTS.index("breach")] = engaged * may_not * kept
    p[:, VERDICTS.index("outside")] = 1.0 - inside
    p[:, VERDICTS.index("undetermined")] = np.maximum(0.0, 1.0 - p.sum(axis=1))
    return p


def _either(answers: Answers | None) -> tuple[Floats | float, Floats | float]:
    return (0.0, 1.0) if answers is None else (answers.yes, answers.no)


def verdicts(p: Floats, standard: float) -> tuple[Verdict, ...]:
    """Return of each row the verdict that reaches the standard of proof, else "undetermined"."""
    best = np.argmax(p, axis=1)
    reached = p[np.arange(len(p)), best] >= standard - TOLERANCE
    undetermined = VERDICTS.index("undetermined")
    return tuple(VERDICTS[each] for each in np.where(reached, best, undetermined).tolist())
