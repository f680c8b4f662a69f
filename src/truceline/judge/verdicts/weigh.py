"""From the answers to a clause's questions to the probability of each verdict, in columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

import numpy as np

from truceline.ground.geometry import Floats
from truceline.judge.verdicts.answers import Answers, Question
from truceline.judge.verdicts.columns import Integers
from truceline.judge.verdicts.joint import Joint
from truceline.judge.verdicts.reach import Reach
from truceline.model.finding import Verdict

VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
_TOLERANCE = 1e-9  # what floating point may lose of a standard that is met exactly


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """All answers under one clause for one duty, n each.

    plain: questions that must all be answered with yes; reach: when and where. prevails: yes, no
    narrower term takes the clause's place; permission: yes, the agreement permits it; joint: both
    together with when and where, None where they hang on neither (then nothing prevails).
    condition: yes, the other had failed before, no: it had kept its part. None where the clause
    has no exception, or the duty no condition. surest: the row of the surest failure before each,
    -1 for none; alleged: how many may have come before it.
    """

    plain: Mapping[Question, Answers]
    reach: Reach
    prevails: Answers | None = None
    permission: Answers | None = None
    joint: Joint | None = None
    condition: Answers | None = None
    surest: Integers | None = None
    alleged: Integers | None = None


def probabilities(asked: Asked) -> Floats:
    """Return P(verdict) in the order of VERDICTS, n x 5, rows summing to 1.

    All answers yes engages the duty: permitted if the agreement permits the act, else excused if
    the duty had lapsed, else a breach. Any answer no: outside of what the respondent owes. What
    stays is undetermined.
    """
    permitted, owed, inside = engagement(asked)
    for each in asked.plain.values():
        permitted, owed, inside = permitted * each.yes, owed * each.yes, inside * (1.0 - each.no)
    failed, kept = _either(asked.condition)
    p = np.zeros((len(owed), len(VERDICTS)))
    p[:, VERDICTS.index("permitted")] = permitted
    p[:, VERDICTS.index("excused")] = owed * failed
    p[:, VERDICTS.index("breach")] = owed * kept
    p[:, VERDICTS.index("outside")] = 1.0 - inside
    p[:, VERDICTS.index("undetermined")] = np.maximum(0.0, 1.0 - p.sum(axis=1))
    return p


def engagement(asked: Asked) -> tuple[Floats, Floats, Floats]:
    """Return P(within reach and permitted), P(within, not permitted), P(perhaps within), n each.

    Within: in the time and on the ground of the clause, and no other term takes its place.
    """
    if asked.joint is not None:
        return asked.joint.engaged(len(asked.reach.both))
    may, may_not = _either(asked.permission)
    return asked.reach.both * may, asked.reach.both * may_not, 1.0 - asked.reach.either


def _either(answers: Answers | None) -> tuple[Floats | float, Floats | float]:
    return (0.0, 1.0) if answers is None else (answers.yes, answers.no)


def met_from(standard: float) -> float:
    """Return the probability from which a standard of proof is met, exactly or by more."""
    return standard - _TOLERANCE


def verdicts(p: Floats, standard: float) -> tuple[Verdict, ...]:
    """Return of each row the verdict that reaches the standard of proof, else "undetermined"."""
    best = np.argmax(p, axis=1)
    reached = p[np.arange(len(p)), best] >= met_from(standard)
    undetermined = VERDICTS.index("undetermined")
    return tuple(VERDICTS[each] for each in np.where(reached, best, undetermined).tolist())
