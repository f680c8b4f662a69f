"""Checks the duties of readings: one for each party, on acts that had been made, in the window."""

from __future__ import annotations

from truceline.agreements.checking.clauses import inside, span
from truceline.agreements.checking.whole import Value, Whole, entries
from truceline.agreements.source import Path_, shown
from truceline.model.agreement import Duty


def check_readings(whole: Whole) -> None:
    """Note duties that contradict each other, their own acts or the window."""
    combinations = len(whole.agreement.readings) // len(whole.values("readings"))
    for index, (value, at) in enumerate(entries(whole.source.value, "readings")):
        reading = whole.agreement.readings[index * combinations]
        _twice(whole, value, at)
        for duty, (given, place) in zip(reading.duties, entries(value, "duties", at), strict=True):
            _duty(whole, duty, given, place)
        _held(whole, value, at)
    for choice, at in entries(whole.source.value, "choices"):
        for option, place in entries(choice, "options", at):
            _held(whole, option, place)


def _twice(whole: Whole, value: Value, at: Path_) -> None:
    seen: set[str] = set()
    for duty, place in entries(value, "duties", at):
        if duty["party"] in seen:
            what = f"A second duty of “{shown(duty['party'])}” in one reading."
            mend = "Put the other interpretation into a reading."
            whole.add((*place, "party"), what, mend)
        seen.add(duty["party"])


def _duty(whole: Whole, duty: Duty, value: Value, at: Path_) -> None:
    if duty.conduct_of == duty.party and "conduct_of" in value:
        what = "A duty that depends on its own party's conduct."
        whole.add((*at, "conduct_of"), what, "Name the other party, or leave it out.")
    if duty.starts == "accepted" and not duty.acceptance_by:
        what = "The duty begins when accepted, but nobody is named who has to accept."
        whole.add((*at, "starts"), what, "Name them under acceptance_by, or remove “starts”.")
    window = whole.agreement.window
    if "within" in value and duty.within and window and not inside(duty.within, window):
        mend = f"Keep it within {span(window)}."
        whole.add((*at, "within"), "The duty lies outside of the window.", mend)
    acts = whole.agreement.instruments
    resting = [each.at for each in acts if each.id in duty.instruments]
    if duty.within and resting and min(resting) >= duty.within.outer.latest:
        what = "The duty ends before any instrument that it rests on was made."
        mend = "Correct the duty's times or the instrument's."
        whole.add((*at, "instruments"), what, mend)


def _held(whole: Whole, value: Value, at: Path_) -> None:
    """Note who is said to have stopped holding it before beginning to."""
    for each, place in entries(value, "held", at):
        if "from" in each and "until" in each:
            ends = whole.ends(each, place)
            if ends is not None and ends[1] <= ends[0]:
                what = f"“{shown(each['by'])}” stops holding it before it begins to."
                whole.add((*place, "until"), what, "Correct “from” or “until”.")
