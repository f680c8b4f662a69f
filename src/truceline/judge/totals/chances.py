"""What an entry of the docket leaves to chance once who, when and who began are drawn."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from truceline.ground.geometry import Floats
from truceline.judge.docket import Entry
from truceline.judge.verdicts.bench import Bench
from truceline.judge.verdicts.columns import Integers
from truceline.judge.verdicts.weigh import Asked, engagement
from truceline.model.terms import Answering

# What a duty hangs on: nothing; the other's conduct, whose failing before is never shown not to be;
# the same, where nothing shown makes a breach; each other.
Hangs = Literal["nothing", "conduct", "shown_conduct", "circle"]
Pair = tuple[Floats, Floats]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Chances:
    """Probabilities of each incident under one entry, n each.

    own, perhaps: P(the respondent did it), and 1 - P(another did), 0 where others alone are named.
    Given that it lies in the time of the duty: permitted, owed: P(all is as the clause asks, and it
    is permitted, or it is not), where it answers no fire and where it does; possible: 1 -
    P(something is not as it asks). answering: the terms of such an answer, None where no permission
    knows one.
    """

    entry: Entry
    own: Floats
    perhaps: Floats
    permitted: Pair
    owed: Pair
    possible: Floats
    hangs: Hangs
    answering: Answering | None

    @property
    def bears(self) -> Floats:
        """Return a bound of P(it is a breach, or may be one), whenever it was."""
        return np.asarray(self.perhaps * self.possible, dtype=np.float64)

    def at(self, rows: Integers) -> Chances:
        """Return those of some rows."""
        return replace(
            self,
            own=self.own[rows],
            perhaps=self.perhaps[rows],
            permitted=(self.permitted[0][rows], self.permitted[1][rows]),
            owed=(self.owed[0][rows], self.owed[1][rows]),
            possible=self.possible[rows],
        )


def chances_of(bench: Bench, entry: Entry, asked: Asked | None = None) -> Chances:
    """Return what an entry leaves to chance; asked: its answers, where they are known already.

    Where permissions know several kinds of answer, whether an act is one is not drawn with the
    case: each act has the chance that was found for it alone.
    """
    terms = {each.answers for each in entry.permissions if each.answers}
    answering = terms.pop() if len(terms) == 1 else None
    calm = asked if asked and answering is None else bench.unconditional(entry, _none(answering))
    fired = bench.unconditional(entry, 1.0) if answering else calm
    author, time = calm.plain["author"], calm.reach.time
    found = [_engaged(each) for each in (calm, fired)]
    return Chances(
        entry=entry,
        own=author.yes,
        perhaps=np.where(bench.incidents.concerned(entry.respondent), 1 - author.no, 0.0),
        permitted=(_part(found[0][0], time.yes), _part(found[1][0], time.yes)),
        owed=(_part(found[0][1], time.yes), _part(found[1][1], time.yes)),
        possible=_part(found[0][2], 1 - time.no),
        hangs=_hangs(entry),
        answering=answering,
    )


def _none(answering: Answering | None) -> float | None:
    return 0.0 if answering else None


def _engaged(asked: Asked) -> tuple[Floats, Floats, Floats]:
    """Return P(engaged and permitted), P(engaged, not permitted), P(perhaps), whoever did it."""
    permitted, owed, inside = engagement(asked)
    for name, each in asked.plain.items():
        if name != "author":
            permitted, owed, inside = permitted * each.yes, owed * each.yes, inside * (1 - each.no)
    return permitted, owed, inside


def _part(both: Floats, whole: Floats) -> Floats:
    """Return the probability of two things given the one, 0 where that cannot be."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(whole > 0, np.minimum(both / whole, 1.0), 0.0)


def _hangs(entry: Entry) -> Hangs:
    if not entry.duty.conduct_of or entry.binding.force != "conditional":
        return "nothing"
    if entry.circular:
        return "circle"
    return "shown_conduct" if entry.duty.otherwise == "breach" else "conduct"
