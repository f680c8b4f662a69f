"""What is told of an incident beyond that it was: act, doer, target and day, over all sets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from truceline.ground.times import zone_of
from truceline.lab.baselines import commonest
from truceline.lab.headlines import ZONE, Gold
from truceline.lab.intervals import paired_bootstrap
from truceline.lab.measures import MacroF1, f1, ratio
from truceline.lab.rows import Row, row_of
from truceline.model.statement import Statement

POOLED, RULES = "all sets", "the rules alone"
MISSED = "-"  # the answer where we tell of no incident
LEAST_ACT = 20  # rows of an act for it to count in the macro figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A labelled headline with what was read in it.

    ours: reports by a model that never saw the set; rules: reports of the rules alone; letters:
    whether a plain linear model of letters calls it an incident; feed: whether the feed's own
    machine does, None for a set that the feed's files lack.
    """

    file: str
    gold: Gold
    ours: Sequence[Statement]
    rules: Sequence[Statement]
    letters: bool
    feed: bool | None


def _choice(name: str, gold: list[str], ours: list[str], other: list[str], baseline: str) -> Row:
    """Return the macro-F1 of a choice among names."""
    labels = np.array(gold)
    against = paired_bootstrap(MacroF1(labels, np.array(ours)), MacroF1(labels, np.array(other)))
    return row_of(name, POOLED, len(gold), against, baseline)


def _thrice(
    name: str,
    rows: Sequence[Read],
    gold: Callable[[Read], str],
    said: Callable[[Read, Sequence[Statement]], str],
) -> list[Row]:
    """Return a macro-F1 against the rules, of reported rows only, and against a constant.

    Over all rows a missed incident is a wrong answer.
    """
    labels = [gold(row) for row in rows]
    ours, rules = ([said(r, r.ours) for r in rows], [said(r, r.rules) for r in rows])
    seen = [i for i, row in enumerate(rows) if row.ours]
    told = [[each[i] for i in seen] for each in (labels, ours, rules)]
    usual = commonest(labels)
    return [
        _choice(f"{name} macro-F1", labels, ours, rules, RULES),
        _choice(f"{name} macro-F1, of those reported", told[0], told[1], told[2], RULES),
        _choice(
            f"{name} macro-F1, against a constant",
            labels,
            ours,
            [usual] * len(rows),
            f"always {usual}",
        ),
    ]


def acts(hits: Sequence[Read]) -> list[Row]:
    """Return macro-F1 over acts with enough rows; where coders differ either answer is right."""
    told = [row for row in hits if row.gold.acts]
    counted = Counter(_label(row) for row in told)
    often = [row for row in told if counted[_label(row)] >= LEAST_ACT]
    return _thrice("act", often, _label, _act) if often else []


def _label(row: Read) -> str:
    return row.gold.act or min(row.gold.acts)


def _act(row: Read, reports: Sequence[Statement]) -> str:
    """Return the act told; of several the labelled one, if any report gives either coder's."""
    told = [each.act for each in reports]
    if set(told) & row.gold.acts:
        return _label(row)
    return told[0] if told else MISSED


def doers(hits: Sequence[Read]) -> list[Row]:
    """Return macro-F1 of the side, where the headline itself names it, and over all incidents."""
    named = [row for row in hits if row.gold.stated and row.gold.perpetrator]
    known = [row for row in hits if row.gold.perpetrator is not None]
    found = []
    for name, rows in (("stated perpetrator", named), ("perpetrator", known)):
        if rows:
            found += _thrice(name, rows, lambda row: row.gold.perpetrator or "", _doer)
    return found


def _doer(row: Read, reports: Sequence[Statement]) -> str:  # noqa: ARG001 - as _act
    return reports[0].perpetrator if reports else MISSED


def targets(hits: Sequence[Read]) -> list[Row]:
    """Return F1 of each class of target on the sets in which it is coded, a missed report a no."""
    found = []
    for name in ("energy", "civilian", "military"):
        coded = {r.file for r in hits if r.gold.target == name}
        rows = [r for r in hits if r.file in coded and r.gold.target is not None]
        gold = np.array([r.gold.target == name for r in rows], dtype=np.bool_)
        ours, rules = (
            np.array([any(s.target_class == name for s in said) for said in each], dtype=np.bool_)
            for each in ([r.ours for r in rows], [r.rules for r in rows])
        )
        against = paired_bootstrap(f1(gold, ours), f1(gold, rules))
        found.append(row_of(f"target {name} F1", POOLED, len(rows), against, RULES))
    return found


def days(hits: Sequence[Read]) -> list[Row]:
    """Return the share of incidents whose labelled day is the day told, where one is labelled.

    A report without a time says nothing and is not right; the baseline says the day on which the
    headline appeared. Once over all labelled days, once over those for which we told a day.
    """
    rows = [row for row in hits if row.gold.day]
    told = [_days_of(row) for row in rows]
    right = np.array([row.gold.day in each for row, each in zip(rows, told, strict=True)])
    printed = np.array([row.gold.day == row.gold.date for row in rows])
    said = np.array([bool(each) for each in told])
    found = []
    for name, among in (("event day", np.ones(len(rows))), ("event day, where one is told", said)):
        one = among * 1.0
        against = paired_bootstrap(ratio(right * one, one), ratio(printed * one, one))
        found.append(row_of(name, POOLED, int(one.sum()), against, "the day of publication"))
    return found


def _days_of(row: Read) -> set[str]:
    """Return the days on which our reports say that it was, in the headlines' zone."""
    times = [each.time for each in row.ours if each.time is not None]
    return {each.earliest.astimezone(zone_of(ZONE)).date().isoformat() for each in times}
