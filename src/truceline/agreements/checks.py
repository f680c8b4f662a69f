"""Checks what a schema cannot: that an agreement's parts know each other and agree in time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from itertools import pairwise

from truceline.agreements.building.moments import FROM_EVER
from truceline.agreements.source import Path_, Source, shown
from truceline.ground.times import TimeRange, rfc3339
from truceline.model.agreement import Agreement, Duty
from truceline.model.terms import Clause, Period
from truceline.vocabulary.acts_meant import known_acts

_OPENING = ("proposal", "declaration", "order", "resolution")


def check_sense(agreement: Agreement, source: Source) -> None:
    """Note in `source` whatever in the agreement contradicts something else in it."""
    for part in _CHECKS:
        part(agreement, source)


def _unknown(
    source: Source, at: Path_, named: Sequence[str], known: Sequence[str], kind: str
) -> None:
    for index, name in enumerate(named):
        if name not in known:
            choice = ", ".join(known) or "none yet"
            mend = f"Correct it or add it; there are: {shown(choice)}."
            source.add((*at, index), f"Unknown {kind} “{shown(name)}”.", mend)


def _repeated(agreement: Agreement, source: Source) -> None:
    lists = {
        "instruments": [each.id for each in agreement.instruments],
        "clauses": [each.id for each in agreement.clauses],
        "readings": [each.id for each in agreement.readings],
        "citations": [each.id for each in agreement.citations],
    }
    for name, ids in lists.items():
        for index, each in enumerate(ids):
            if each in ids[:index]:
                what = f"The id “{shown(each)}” stands twice in {name}."
                source.add((name, index, "id"), what, "Give every entry an id of its own.")
    for index, each in enumerate(agreement.mediators):
        if each in agreement.parties:
            what = f"“{shown(each)}” is both party and mediator."
            source.add(("mediators", index), what, "Keep it in one of the two lists.")


def _instruments(agreement: Agreement, source: Source) -> None:
    actors = [*agreement.parties, *agreement.mediators]
    cited = [each.id for each in agreement.citations]
    for index, each in enumerate(agreement.instruments):
        at: Path_ = ("instruments", index)
        _unknown(source, (*at, "by"), [each.by], actors, "actor in “by”:")
        _unknown(source, (*at, "joint"), each.joint, actors, "actor")
        _unknown(source, (*at, "binds"), each.binds, actors, "party")
        _unknown(source, (*at, "depends_on"), each.depends_on, actors, "party")
        _unknown(source, (*at, "citations"), each.citations, cited, "citation")


def _order_of_acts(agreement: Agreement, source: Source) -> None:
    """Note acts out of their order in time, and a first act that opens nothing."""
    acts = agreement.instruments
    for index, (before, each) in enumerate(pairwise(acts), 1):
        # Of an act known to the day, only the day can be out of order.
        slack = timedelta(days=1) if each.at_precision == "day" else timedelta(seconds=1)
        if each.at + slack <= before.at:
            what = (
                f"“{shown(each.id)}” is dated before “{shown(before.id)}”, which stands above it."
            )
            mend = "Correct a date, or list the instruments in the order of time."
            source.add(("instruments", index, "at"), what, mend)
    if acts[0].act not in _OPENING:
        what = f"The first instrument, “{shown(acts[0].id)}”, is no proposal or declaration."
        mend = "Add who proposed or declared the agreement, when, and where that can be read."
        source.add(("instruments", 0, "act"), what, mend)


def _clauses(agreement: Agreement, source: Source) -> None:
    actors = [*agreement.parties, *agreement.mediators]
    cited = [each.id for each in agreement.citations]
    permits = [each.id for each in agreement.clauses if each.scope == "permits"]
    acts = sorted(known_acts())
    for index, each in enumerate(agreement.clauses):
        at: Path_ = ("clauses", index)
        _unknown(source, (*at, "acts"), each.acts, acts, "act")
        _unknown(source, (*at, "may_cover"), each.may_cover, acts, "act")
        _unknown(source, (*at, "respondents"), each.respondents, actors, "party")
        _unknown(source, (*at, "citations"), each.citations, cited, "citation")
        _unknown(source, (*at, "exceptions"), each.exceptions, permits, "permitting clause")
        if each.scope == "prohibits" and not each.acts:
            source.add(at, "A prohibition without acts.", "Name its acts, or any_attack for all.")
        if each.within and agreement.window and not _inside(each.within, agreement.window):
            mend = f"Keep it within {_span(agreement.window)}."
            source.add((*at, "within"), "The clause lies outside of the window.", mend)
        if not any(_reaches(each, duty, agreement) for duty in _duties(agreement)):
            what = f"No reading reaches the clause “{shown(each.id)}”."
            source.add(at, what, "Give one of its respondents a duty in some reading.")


def _duties(agreement: Agreement) -> list[Duty]:
    return [duty for reading in agreement.readings for duty in reading.duties]


def _reaches(clause: Clause, duty: Duty, agreement: Agreement) -> bool:
    return duty.party in (clause.respondents or agreement.parties)


def _readings(agreement: Agreement, source: Source) -> None:
    actors = [*agreement.parties, *agreement.mediators]
    cited = [each.id for each in agreement.citations]
    for index, reading in enumerate(agreement.readings):
        at: Path_ = ("readings", index)
        _unknown(source, (*at, "held_by"), reading.held_by, actors, "actor")
        _unknown(source, (*at, "citations"), reading.citations, cited, "citation")
        parties = [duty.party for duty in reading.duties]
        for position, duty in enumerate(reading.duties):
            place: Path_ = (*at, "duties", position)
            if duty.party in parties[:position]:
                what = f"A second duty of “{shown(duty.party)}” in one reading."
                source.add((*place, "party"), what, "Put the other interpretation into a reading.")
            _duty(agreement, duty, place, source)


def _duty(agreement: Agreement, duty: Duty, at: Path_, source: Source) -> None:
    actors = [*agreement.parties, *agreement.mediators]
    conduct = [duty.conduct_of] if duty.conduct_of else []
    _unknown(source, (*at, "party"), [duty.party], actors, "party")
    _unknown(source, (*at, "conduct_of"), conduct, actors, "party in “conduct_of”:")
    _unknown(source, (*at, "acceptance_by"), duty.acceptance_by, actors, "party")
    _unknown(
        source,
        (*at, "instruments"),
        duty.instruments,
        [each.id for each in agreement.instruments],
        "instrument",
    )
    if duty.conduct_of == duty.party:
        what = "A duty that depends on its own party's conduct."
        source.add((*at, "conduct_of"), what, "Name the other party, or leave it out.")
    if duty.within and agreement.window and not _inside(duty.within, agreement.window):
        mend = f"Keep it within {_span(agreement.window)}."
        source.add((*at, "within"), "The duty lies outside of the window.", mend)
    _duty_dates(agreement, duty, at, source)


def _duty_dates(agreement: Agreement, duty: Duty, at: Path_, source: Source) -> None:
    resting = [each.at for each in agreement.instruments if each.id in duty.instruments]
    if duty.within and resting and min(resting) >= duty.within.outer.latest:
        what = "The duty ends before any instrument that it rests on was made."
        source.add((*at, "instruments"), what, "Correct the duty's times or the instrument's.")


def _cited_dates(agreement: Agreement, source: Source) -> None:
    """Note documents that are older than the instrument that they are cited for."""
    made = {each.id: each.date[:10] for each in agreement.citations}
    for index, each in enumerate(agreement.instruments):
        # A day of slack: the same evening carries two dates in two zones.
        day = (each.at - timedelta(days=1)).date().isoformat()
        for position, name in enumerate(each.citations):
            if made.get(name, day) < day:
                what = f"“{shown(each.id)}” cites “{shown(name)}”, which is older than itself."
                mend = "Correct the date of one of the two, or cite another document."
                source.add(("instruments", index, "citations", position), what, mend)


def _inside(inner: Period, outer: TimeRange) -> bool:
    """Tell whether the ends that a period has lie within a range."""
    begins = inner.start == FROM_EVER or inner.start.earliest >= outer.earliest
    return begins and (inner.end is None or inner.end.latest <= outer.latest)


def _span(window: TimeRange) -> str:
    return f"{rfc3339(window.earliest)} to {rfc3339(window.latest)}"


_CHECKS: tuple[Callable[[Agreement, Source], None], ...] = (
    _repeated,
    _instruments,
    _order_of_acts,
    _clauses,
    _readings,
    _cited_dates,
)
