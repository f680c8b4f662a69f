"""How many breaches proposed findings come to together, and which steps of ladders they reach."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from truceline.ground.canonical import make_id
from truceline.ground.geometry import Floats
from truceline.judge.docket import Entry
from truceline.judge.totals.courses import Breaches, Course, Docketed
from truceline.judge.totals.draws import OPEN, Case, Flags, Unresolved, case_of
from truceline.judge.totals.ladders import may_reach, reached
from truceline.judge.verdicts.bench import Bench
from truceline.judge.verdicts.columns import Integers
from truceline.judge.verdicts.weigh import Asked, met_from
from truceline.judge.wording import Wording, share
from truceline.model.agreement import Agreement
from truceline.model.terms import Ladder, Step
from truceline.model.totals import BreachTotal, StepReached

_LOW, _MIDDLE, _HIGH = 0.05, 0.5, 0.95
Owner = tuple[str, str]  # reading, respondent


@dataclass(frozen=True, slots=True)
class _Side:
    """One respondent under one reading: its entries, and how sure each finding is by clause."""

    owner: Owner
    entries: Mapping[str, Entry]
    by_clause: Mapping[str, Floats]

    def of(self, clauses: Sequence[str]) -> Floats:
        """Return P(breach) of the likeliest of some clauses, of all for ()."""
        taken = [p for name, p in self.by_clause.items() if not clauses or name in clauses]
        return np.max(taken, axis=0) if taken else np.zeros(0)

    def drawn(self, course: Course, clauses: Sequence[str], counted: Flags) -> Breaches:
        """Return the breaches of some clauses, of all for (), among what is counted."""
        shown = possible = np.zeros_like(course.drawn.shown)
        for name, entry in self.entries.items():
            if not clauses or name in clauses:
                found = course.breaches(entry)
                shown, possible = shown | found.shown, possible | found.possible
        return Breaches(shown & counted, possible & counted)


def totals(
    bench: Bench,
    judged: Sequence[tuple[Entry, Asked, Floats]],
    groups: Sequence[Unresolved],
    wording: Wording,
) -> tuple[list[BreachTotal], list[StepReached]]:
    """Return the totals and steps of all respondents under all readings, in the docket's order.

    judged: entries, their answers of all rows of the bench, and P(breach) of the first rows, those
    that are counted. What occurred, who did it and when, what is one incident, when a duty began,
    who failed first and what answers fire are drawn once for all clauses, readings and parties.
    """
    sides = _sides(judged)
    counts, steps = _counted(bench, judged, groups, sides)
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


def _sides(judged: Sequence[tuple[Entry, Asked, Floats]]) -> list[_Side]:
    owners: dict[Owner, list[tuple[Entry, Floats]]] = {}
    for entry, _, p in judged:
        if entry.binding.force not in ("not_in_force", "not_bound"):
            owners.setdefault((entry.reading.id, entry.respondent), []).append((entry, p))
    return [
        _Side(owner, {e.clause.id: e for e, _ in mine}, {e.clause.id: p for e, p in mine})
        for owner, mine in owners.items()
    ]


@dataclass(frozen=True, slots=True)
class _Range:
    """A number in every draw: what is shown, and what there may be.

    told: of all that counts it is known whether it occurred.
    """

    low: Integers
    high: Integers
    told: bool


def _counted(
    bench: Bench,
    judged: Sequence[tuple[Entry, Asked, Floats]],
    groups: Sequence[Unresolved],
    sides: Sequence[_Side],
) -> tuple[dict[tuple[int, str], _Range], dict[tuple[int, str, str], tuple[float, float]]]:
    """Return totals by side and clause, and P(reached) by side, ladder and step, as bounds."""
    docketed = Docketed(bench, {id(entry): asked for entry, asked, _ in judged})
    entries = [entry for side in sides for entry in side.entries.values()]
    docketed.prepare(entries, [each.rows for each in groups])
    counted = docketed.rows < (len(judged[0][2]) if judged else 0)
    case = _case(bench, docketed.rows, groups, entries)
    parts: dict[tuple[int, str], list[Sequence[Integers]]] = {}
    steps: dict[tuple[int, str, str], list[tuple[Flags, Flags]]] = {}
    unknown = np.isnan(case.p)[case.place] & counted
    told = [_told(docketed, side, unknown) for side in sides]
    for drawn in case.drawn():
        course = Course(docketed, drawn)
        for at, side in enumerate(sides):
            for clause in ("", *side.by_clause):
                found = side.drawn(course, (clause,) if clause else (), counted)
                counts = zip(found, (drawn.amount, drawn.most), strict=True)
                amounts = [np.where(each, amount, 0).sum(axis=1) for each, amount in counts]
                parts.setdefault((at, clause), []).append(amounts)
            for ladder in bench.agreement.ladders:
                found = side.drawn(course, ladder.clauses, counted)
                for step in ladder.steps:
                    flags = (reached(step, found.shown, drawn), may_reach(step, found, drawn))
                    steps.setdefault((at, ladder.id, step.id), []).append(flags)
    whole = {
        (at, clause): _Range(
            np.concatenate([low for low, _ in each]),
            np.concatenate([high for _, high in each]),
            told[at],
        )
        for (at, clause), each in parts.items()
    }
    return whole, {key: _shares(each) for key, each in steps.items()}


def _told(docketed: Docketed, side: _Side, unknown: Flags) -> bool:
    """Tell whether of all that counts for a side it is known whether it occurred."""
    return not any(
        (docketed.chances(each).bears[unknown] > 0).any() for each in side.entries.values()
    )


def _case(
    bench: Bench, rows: Integers, groups: Sequence[Unresolved], entries: Sequence[Entry]
) -> Case:
    place = {int(row): at for at, row in enumerate(rows)}
    within = [
        replace(each, rows=tuple(place[row] for row in each.rows))
        for each in groups
        if any(row in place for row in each.rows)
    ]
    periods = [each.period for each in entries]
    return case_of(bench.incidents, rows, within, periods, bench.agreement.counting.unit)


def _shares(flags: Sequence[tuple[Flags, Flags]]) -> tuple[float, float]:
    low, high = (np.concatenate([each[end] for each in flags]).mean() for end in (0, 1))
    return float(low), float(high)


def _total(
    agreement: Agreement, side: _Side, clause: str, counts: _Range, wording: Wording
) -> BreachTotal:
    reading, respondent = side.owner
    low = int(np.quantile(counts.low, _LOW, method="lower"))
    high = int(np.quantile(counts.high, _HIGH, method="higher"))
    best = int(np.quantile(counts.low, _MIDDLE, method="nearest"))
    kind = "known" if np.array_equal(counts.low, counts.high) else "part" if counts.told else "open"
    p = side.of((clause,) if clause else ())
    certain = int((p >= met_from(agreement.standard)).sum())
    told = "closed" if high < OPEN else "endless"
    values = {
        "party": wording.name(respondent),
        "range": wording.phrase("total", told, low=low, high=high),
        "best": best,
    }
    return BreachTotal(
        id=make_id("bt", _identity(agreement, side, {"clause": clause})),
        agreement=agreement.id,
        reading=reading,
        respondent=respondent,
        clause=clause,
        unit=agreement.counting.unit,
        low=low,
        best=best if counts.told else None,
        high=high if high < OPEN else None,
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
    sure = p[0] >= met_from(agreement.standard)
    never = p[1] <= 1 - met_from(agreement.standard)
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
