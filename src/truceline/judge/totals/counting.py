"""How many breaches proposed findings come to together, and which steps of ladders they reach."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from truceline.ground.canonical import make_id
from truceline.ground.geometry import Floats
from truceline.judge.docket import Entry
from truceline.judge.totals.draws import Unresolved, case_of
from truceline.judge.totals.ladders import reached
from truceline.judge.verdicts.bench import Bench
from truceline.judge.verdicts.columns import Integers
from truceline.judge.verdicts.weigh import TOLERANCE
from truceline.judge.wording import Wording, share
from truceline.model.agreement import Agreement
from truceline.model.terms import Ladder, Step
from truceline.model.totals import BreachTotal, StepReached

_LOW, _MIDDLE, _HIGH = 0.05, 0.5, 0.95
Key = TypeVar("Key")
Owner = tuple[str, str]  # reading, respondent


@dataclass(frozen=True, slots=True)
class _Side:
    """One respondent under one reading: P(breach) by clause, and how sure each finding is."""

    owner: Owner
    by_clause: Mapping[str, Floats]

    def of(self, clauses: Sequence[str]) -> Floats:
        """Return P(breach) of the likeliest of some clauses, of all for ()."""
        taken = [p for name, p in self.by_clause.items() if not clauses or name in clauses]
        return np.max(taken, axis=0) if taken else np.zeros(0)


def totals(
    bench: Bench,
    breaches: Sequence[tuple[Entry, Floats]],
    groups: Sequence[Unresolved],
    wording: Wording,
) -> tuple[list[BreachTotal], list[StepReached]]:
    """Return the totals and steps of all respondents under all readings, in the docket's order.

    breaches: P(breach) by entry of the bench's first rows, those that are counted. What occurred,
    when it was, and what is one incident are drawn once for all clauses, readings and respondents.
    """
    sides = _sides(breaches)
    counts, steps = _counted(bench, groups, sides)
    found = [
        _total(bench.agreement, side, clause, counts[at, clause], wording)
        for at, side in enumerate(sides)
        for clause in ("", *(side.by_clause if len(side.by_clause) > 1 else ()))
    ]
    reached_ = [
        _step(bench.agreement, side, (ladder, step), steps[at, ladder.id, step.id], wording)
        for at, side in enumerate(sides)
        for ladder in bench.agreement.ladders
        for step in ladder.steps
    ]
    return found, reached_


def _sides(breaches: Sequence[tuple[Entry, Floats]]) -> list[_Side]:
    owners: dict[Owner, dict[str, Floats]] = {}
    for entry, p in breaches:
        if entry.binding.force not in ("not_in_force", "not_bound"):
            owner = (entry.reading.id, entry.respondent)
            owners.setdefault(owner, {})[entry.clause.id] = p
    return [_Side(owner, clauses) for owner, clauses in owners.items()]


@dataclass(frozen=True, slots=True)
class _Range:
    """A number in every draw, and the same where whatever nobody can tell had occurred."""

    low: Integers
    high: Integers


def _counted(
    bench: Bench, groups: Sequence[Unresolved], sides: Sequence[_Side]
) -> tuple[dict[tuple[int, str], _Range], dict[tuple[int, str, str], tuple[float, float]]]:
    """Return totals by side and clause, and P(reached) by side, ladder and step, as bounds."""
    bounds = [_drawn(bench, groups, sides, unknown) for unknown in (0.0, 1.0)]
    (low, low_steps), (high, high_steps) = bounds
    counts = {key: _Range(low[key], high[key]) for key in low}
    steps = {
        key: (float(low_steps[key].mean()), float(high_steps[key].mean())) for key in low_steps
    }
    return counts, steps


def _drawn(
    bench: Bench, groups: Sequence[Unresolved], sides: Sequence[_Side], unknown: float
) -> tuple[dict[tuple[int, str], Integers], dict[tuple[int, str, str], Integers]]:
    """Return every total and every step of every draw, unknown: P(occurred) where none is known."""
    agreement = bench.agreement
    bearing = [np.flatnonzero(side.of(()) > 0) for side in sides]
    rows = np.unique(np.concatenate([np.zeros(0, dtype=np.int64), *bearing]))
    place = {int(row): at for at, row in enumerate(rows)}
    within = [
        Unresolved(rows=kept, low=min(each.low, len(kept)), high=min(each.high, len(kept)))
        for each in groups
        if (kept := tuple(place[row] for row in each.rows if row in place))
    ]
    case = case_of(bench.incidents, rows, within, unknown, agreement.counting.unit)
    counts: dict[tuple[int, str], list[Integers]] = {}
    steps: dict[tuple[int, str, str], list[Integers]] = {}
    for drawn in case.drawn():
        for at, side in enumerate(sides):
            for clause in ("", *side.by_clause):
                p = side.of((clause,) if clause else ())[rows]
                breaches = drawn.occurs & (drawn.chance < p)
                amount = np.where(breaches, drawn.amount, 0).sum(axis=1)
                counts.setdefault((at, clause), []).append(amount)
            for ladder in agreement.ladders:
                breaches = drawn.occurs & (drawn.chance < side.of(ladder.clauses)[rows])
                for step in ladder.steps:
                    flags = reached(step, breaches, drawn).astype(np.int64)
                    steps.setdefault((at, ladder.id, step.id), []).append(flags)
    return _joined(counts), _joined(steps)


def _joined(parts: Mapping[Key, Sequence[Integers]]) -> dict[Key, Integers]:
    return {key: np.concatenate(each) for key, each in parts.items()}


def _total(
    agreement: Agreement, side: _Side, clause: str, counts: _Range, wording: Wording
) -> BreachTotal:
    reading, respondent = side.owner
    low = int(np.quantile(counts.low, _LOW, method="lower"))
    high = int(np.quantile(counts.high, _HIGH, method="higher"))
    best = int(np.quantile(counts.low, _MIDDLE, method="nearest"))
    known = np.array_equal(counts.low, counts.high)
    p = side.of((clause,) if clause else ())
    certain = int((p >= agreement.standard - TOLERANCE).sum())
    kind = "known" if known else "open"
    values = {"party": wording.name(respondent), "low": low, "high": high, "best": best}
    return BreachTotal(
        id=make_id("bt", _identity(agreement, side, {"clause": clause})),
        agreement=agreement.id,
        reading=reading,
        respondent=respondent,
        clause=clause,
        unit=agreement.counting.unit,
        low=low,
        best=best if known else None,
        high=high,
        certain=certain,
        reason=wording.phrase("total", kind, certain=certain, **values),
    )


def _step(
    agreement: Agreement,
    side: _Side,
    at: tuple[Ladder, Step],
    p: tuple[float, float],
    wording: Wording,
) -> StepReached:
    ladder, step = at
    reading, respondent = side.owner
    sure = p[0] >= agreement.standard - TOLERANCE
    never = p[1] <= 1 - agreement.standard + TOLERANCE
    kind = "reached" if sure else "not_reached" if never else "open"
    values = {"party": wording.name(respondent), "n": step.breaches, "then": step.then}
    return StepReached(
        id=make_id("sr", _identity(agreement, side, {"ladder": ladder.id, "step": step.id})),
        agreement=agreement.id,
        reading=reading,
        respondent=respondent,
        ladder=ladder.id,
        step=step.id,
        p_low=p[0],
        p_high=p[1],
        reached=sure,
        then=step.then,
        reason=wording.phrase("step", kind, low=share(p[0]), high=share(p[1]), **values),
    )


def _identity(agreement: Agreement, side: _Side, more: Mapping[str, str]) -> dict[str, object]:
    """Return what an id is made from: a party's place in the list, never its id."""
    reading, respondent = side.owner
    place = agreement.parties.index(respondent)
    return {"agreement": agreement.id, "reading": reading, "respondent": place, **more}
