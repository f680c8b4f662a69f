"""What incidents are held against: each clause under each reading for each party's duty."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from truceline.judge.bindings import duty_of, is_circular
from truceline.judge.standing import period_of
from truceline.judge.verdicts.periods import cut
from truceline.model.agreement import Agreement, Duty, Reading
from truceline.model.finding import Binding
from truceline.model.terms import Clause, Period
from truceline.vocabulary.acts_meant import acts_meant


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A clause under a reading for one party's duty.

    clause: as the reading takes it; period: when the clause binds, None if never fixed; circular:
    the duty hangs on another that hangs on it. permissions: the clause's exceptions that hold for
    the respondent; prevailing: the clauses that take the clause's place where they reach.
    """

    clause: Clause
    reading: Reading
    duty: Duty
    binding: Binding
    period: Period | None
    circular: bool
    permissions: tuple[Clause, ...] = ()
    prevailing: tuple[Clause, ...] = ()

    @property
    def permitted(self) -> frozenset[str]:
        """Return the acts that the agreement permits outright."""
        return frozenset(name for each in self.permissions for name in acts_meant(each.acts).means)

    @property
    def untested(self) -> bool:
        """Tell whether acts of defence are permitted without saying when an act is one."""
        named = (each for each in self.permissions if each.acts or each.may_cover)
        return any(each.answers is None for each in named)

    @property
    def respondent(self) -> str:
        """Return the party whose duty it is."""
        return self.duty.party

    @property
    def zones(self) -> tuple[str, ...]:
        """Return the zones that limit the clause for the respondent."""
        return self.clause.zones(self.duty.party)


def docket(agreement: Agreement, bound: Sequence[Binding]) -> Iterator[Entry]:
    """Yield the prohibitions of an agreement in its order of clauses, readings and parties."""
    binding = {(each.reading, each.party): each for each in bound}
    for clause in agreement.clauses:
        for reading in agreement.readings:
            taken = reading.clause(clause)
            if taken.scope != "prohibits":
                continue
            for party in agreement.parties:
                duty = duty_of(reading, party)
                if duty is None or party not in (taken.respondents or agreement.parties):
                    continue
                yield Entry(
                    clause=taken,
                    reading=reading,
                    duty=duty,
                    binding=binding[reading.id, party],
                    period=cut(period_of(agreement, duty), taken.within),
                    circular=is_circular(reading, party),
                    permissions=_holding(agreement, reading, party, taken.exceptions),
                    prevailing=_prevailing(agreement, reading, party, taken.id),
                )


def _holding(
    agreement: Agreement, reading: Reading, party: str, names: Sequence[str]
) -> tuple[Clause, ...]:
    """Return some clauses as a reading takes them, those that hold for a party."""
    taken = (reading.clause(each) for each in agreement.clauses if each.id in names)
    return tuple(each for each in taken if party in (each.respondents or [party]))


def _prevailing(
    agreement: Agreement, reading: Reading, party: str, over: str
) -> tuple[Clause, ...]:
    names = [each.id for each in agreement.clauses if over in each.prevails_over]
    return _holding(agreement, reading, party, names)
