"""What an entry of the docket leaves to chance once who, when and who began are drawn."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from truceline.ground.geometry import Floats
from truceline.judge.docket import Entry
from truceline.judge.verdicts.bench import Bench
from truceline.judge.verdicts.columns import Integers
from truceline.judge.verdicts.weigh import Asked
from truceline.model.terms import Answering

# What a duty hangs on: nothing; the other's conduct, whose failing before is never shown not to be;
# the same, where nothing shown makes a breach; each other.
Hangs = Literal["nothing", "conduct", "shown_conduct", "circle"]
Pair = tuple[Floats, Floats]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Chances:
    """Probabilities of each incident under one entry, n each.

    own, perhaps: P(the respondent did it), and 1 - P(another did). engaged, possible: P(all else
    is as the clause asks), and 1 - P(something is not), both given that it lies in the time of the
    duty. may, may_not: P(permitted) and P(not), where it answers no fire and where it does.
    answering: the terms of such an answer, None where no permission knows one.
    """

    entry: Entry
    own: Floats
    perhaps: Floats
    engaged: Floats
    possible: Floats
    may: Pair
    may_not: Pair
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
            engaged=self.engaged[rows],
            possible=self.possible[rows],
            may=(self.may[0][rows], self.may[1][rows]),
            may_not=(self.may_not[0][rows], self.may_not[1][rows]),
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
    engaged, possible = _rest(calm)
    author, time = calm.plain["author"], calm.reach.time
    may, may_not = zip(*(_permitted(each) for each in (calm, fired)), strict=True)
    return Chances(
        entry=entry,
        own=author.yes,
        perhaps=1 - author.no,
        engaged=engaged * _part(calm.reach.both, time.yes),
        possible=possible * _part(1 - calm.reach.either, 1 - time.no),
        may=may,
        may_not=may_not,
        hangs=_hangs(entry),
        answering=answering,
    )


def _none(answering: Answering | None) -> float | None:
    return 0.0 if answering else None


def _rest(asked: Asked) -> Pair:
    """Return P(yes) and 1 - P(no) of all questions together but who and when and where."""
    engaged, possible = (np.ones(len(asked.reach.both)) for _ in range(2))
    for name, each in asked.plain.items():
        if name != "author":
            engaged, possible = engaged * each.yes, possible * (1 - each.no)
    return engaged, possible


def _permitted(asked: Asked) -> Pair:
    found, count = asked.permission, len(asked.reach.both)
    return (np.zeros(count), np.ones(count)) if found is None else (found.yes, found.no)


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
