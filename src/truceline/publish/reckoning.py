"""What proposed breaches come to together: totals and steps of ladders, for like readings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from truceline.model.agreement import Reading
from truceline.model.terms import Clause, Ladder, Step
from truceline.model.totals import BreachTotal, StepReached
from truceline.publish.figures import number, percent
from truceline.publish.interpretations import Group, grouped, under
from truceline.publish.lookup import Lookup
from truceline.publish.term_parts import step_condition
from truceline.publish.term_rows import StepRow, TotalRow

Record = TypeVar("Record")


def total_sentences(readings: Group, party: str, look: Lookup) -> tuple[str, ...]:
    """Return what breaches by a party come to, a sentence for each account that differs."""
    found = {
        each.reading: each
        for each in look.given.totals
        if each.respondent == party and not each.clause
    }
    said = _apart(readings, lambda each: _reason(found.get(each.id)))
    return tuple(
        _labelled(_reason(found.get(group[0].id)), group, readings, look) for group in said
    )


def _reason(total: BreachTotal | None) -> str:
    return total.reason if total else ""


def _apart(readings: Group, told: Callable[[Reading], str]) -> tuple[Group, ...]:
    """Return the readings by what is told of each; those of which nothing is are left out."""
    return tuple(group for group in grouped(readings, told) if told(group[0]))


def _labelled(text: str, group: Group, readings: Group, look: Lookup) -> str:
    label = under(group, look, readings)
    return look.say("totals.under", reading=label, text=text) if label else text


def totals_by_clause(readings: Group, party: str, look: Lookup) -> tuple[TotalRow, ...]:
    """Return the totals of each clause, a row for each account that differs between readings."""
    return tuple(
        row
        for clause in look.given.agreement.clauses
        for row in _clause_rows(clause, readings, party, look)
    )


def _clause_rows(clause: Clause, readings: Group, party: str, look: Lookup) -> Iterable[TotalRow]:
    found = {
        each.reading: each
        for each in look.given.totals
        if each.respondent == party and each.clause == clause.id
    }
    for group in _groups(readings, found, _figures):
        yield _row(found[group[0].id], clause.text, under(group, look, readings), look)


def _figures(total: BreachTotal) -> tuple[object, ...]:
    return (total.low, total.best, total.high, total.certain)


def _groups(
    readings: Group, found: dict[str, Record], key: Callable[[Record], object]
) -> tuple[Group, ...]:
    known = [each for each in readings if each.id in found]
    return grouped(known, lambda each: repr(key(found[each.id])))


def _row(total: BreachTotal, clause: str, label: str, look: Lookup) -> TotalRow:
    said = [
        look.say("figures.not_stated") if each is None else number(each, look.phrases)
        for each in (total.low, total.best, total.high, total.certain)
    ]
    return TotalRow(
        clause=clause,
        under=label,
        lowest=said[0],
        middle=said[1],
        highest=said[2],
        certain=said[3],
        unit=look.phrases.word("totals.units", total.unit),
    )


def step_rows(readings: Group, party: str, look: Lookup) -> tuple[StepRow, ...]:
    """Return the steps of all ladders for a party, each as often as readings tell it otherwise."""
    return tuple(
        row
        for ladder in look.given.agreement.ladders
        for step in ladder.steps
        for row in _steps(ladder, step, readings, party, look)
    )


def _steps(
    ladder: Ladder, step: Step, readings: Group, party: str, look: Lookup
) -> Iterable[StepRow]:
    found = {
        each.reading: each
        for each in look.given.steps
        if (each.respondent, each.ladder, each.step) == (party, ladder.id, step.id)
    }
    for group in _groups(readings, found, lambda each: (each.reason, each.reached)):
        known = found[group[0].id]
        yield StepRow(
            ladder=ladder.text,
            step=step_condition(step, look),
            reached=look.say(f"totals.{_word(known, look)}"),
            chance=_chance(known, look),
            sentence=_labelled(known.reason, group, readings, look),
        )


def _word(step: StepReached, look: Lookup) -> str:
    standard = look.given.agreement.standard
    if step.reached:
        return "reached"
    return "never" if step.p_high <= 1 - standard else "open"


def _chance(step: StepReached, look: Lookup) -> str:
    low, high = (percent(p, look.phrases) for p in (step.p_low, step.p_high))
    return low if low == high else look.say("totals.chance", low=low, high=high)


def totals_notes(look: Lookup) -> tuple[str, ...]:
    """Return what totals are, and how much they rest on what the report sets aside."""
    if not look.given.totals:
        return ()
    shown = {each.id for each in look.given.findings}
    bearing = [
        each for each in look.whole.findings if each.id not in shown and each.p.get("breach", 0) > 0
    ]
    aside = [look.say("totals.aside", n=len(bearing))] if bearing else []
    return (look.say("totals.intro"), *aside)


def respondents(readings: Sequence[Reading], look: Lookup) -> set[str]:
    """Return whose breaches were counted under some readings."""
    ids = {each.id for each in readings}
    return {each.respondent for each in look.given.totals if each.reading in ids}
