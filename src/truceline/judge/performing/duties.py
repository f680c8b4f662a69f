"""One obligation of one respondent under one reading: from when, by when, how much."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from truceline.ground.times import LATEST, TimeRange
from truceline.judge.bindings import duty_of
from truceline.judge.performing.timing import not_after, shifted
from truceline.judge.standing import in_force, period_of
from truceline.judge.verdicts.periods import cut
from truceline.model.agreement import Agreement, Duty, Reading
from truceline.model.finding import Binding
from truceline.model.terms import Clause, Gap, Obligation


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """An obligation as one reading puts it on one respondent.

    in_force: the reading's duty is in force at some time, as far as the record of acceptances
    goes; start: the range in which it begins, None if never fixed; end: likewise. off: when it
    was not in force in between or any more: suspensions, and from when somebody whose acceptance
    it awaits has left.
    """

    agreement: Agreement
    reading: Reading
    clause: Clause
    respondent: str
    obligation: Obligation
    in_force: bool
    reason: str
    start: TimeRange | None
    end: TimeRange | None
    off: tuple[Gap, ...] = ()

    def owing(self, moment: TimeRange) -> float:
        """Return P(it was in force up to a moment at which it would have been failed)."""
        gone = (not_after(moment, each.end) - not_after(moment, each.start) for each in self.off)
        return max(0.0, 1.0 - sum(gone))

    @property
    def rank(self) -> int:
        """Return the respondent's place among all actors: ids must not hang on names."""
        actors = (*self.agreement.parties, *self.agreement.mediators, *self.clause.respondents)
        return actors.index(self.respondent)

    @property
    def waits_on(self) -> str | None:
        """Return on whose conduct the duty hangs, None if on nobody's."""
        duty = duty_of(self.reading, self.respondent)
        return duty.conduct_of if duty else None

    @property
    def deadline(self) -> TimeRange | None:
        """Return the range in which the deadline lies, None if there is none."""
        after = self.obligation.after_start_s
        if self.obligation.deadline is not None or after is None or self.start is None:
            return self.obligation.deadline
        return shifted(self.start, after)


def duties(agreement: Agreement, bound: Sequence[Binding]) -> Iterator[Owed]:
    """Yield every obligation by reading, clause and respondent, in the file's order.

    A party to which a reading gives no duty has no obligation under it; who is no party is
    followed by its undertakings where a clause names it.
    """
    known = {(each.reading, each.party): each for each in bound}
    for reading in agreement.readings:
        for named in agreement.clauses:
            clause = reading.clause(named)
            if clause.obligation is None:
                continue
            for party in clause.respondents or agreement.parties:
                binding = known.get((reading.id, party))
                if party in agreement.parties and duty_of(reading, party) is None:
                    continue
                yield _owed(agreement, reading, clause, party, binding, clause.obligation)


def _owed(
    agreement: Agreement,
    reading: Reading,
    clause: Clause,
    party: str,
    binding: Binding | None,
    obligation: Obligation,
) -> Owed:
    duty = duty_of(reading, party)
    known = period_of(agreement, duty) if duty else agreement.period
    period = cut(known, clause.within) if known else clause.within
    starts = [period.start] if period else []
    starts += [obligation.start] if obligation.start else []
    forced = binding is None or binding.force in ("bound", "conditional")
    return Owed(
        agreement=agreement,
        reading=reading,
        clause=clause,
        respondent=party,
        obligation=obligation,
        in_force=forced,
        reason=binding.reason if binding is not None and not forced else "",
        start=max(starts, key=lambda each: each.earliest, default=None),
        end=period.end if period else None,
        off=(*(period.gaps if period else ()), *_left(agreement, duty)),
    )


def _left(agreement: Agreement, duty: Duty | None) -> Iterator[Gap]:
    """Yield the time from when somebody has left for good whose acceptance a duty awaits."""
    held = in_force(agreement, duty.acceptance_by) if duty and duty.acceptance_by else ()
    if held and held[-1].end:
        yield Gap(start=held[-1].end, end=TimeRange.instant(LATEST))
