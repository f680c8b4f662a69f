"""Checks the acts that brought an agreement about: their order, their documents, what they undo."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

from truceline.agreements.checking.whole import Whole, circles, dated_before, told
from truceline.agreements.source import shown

_OPENING = ("proposal", "declaration", "order", "resolution")


def check_instruments(whole: Whole) -> None:
    """Note acts out of order, conditions on nobody, wrong dates, and acts that undo themselves."""
    _order(whole)
    _conditions(whole)
    _cited_dates(whole)
    _undone(whole)


def _order(whole: Whole) -> None:
    """Note acts out of their order in time, and a first act that opens nothing."""
    acts = whole.agreement.instruments
    for index, (before, each) in enumerate(pairwise(acts), 1):
        if dated_before(each, before):
            what = (
                f"“{shown(each.id)}” is dated before “{shown(before.id)}”, which stands above it."
            )
            mend = "Correct a date, or list the instruments in the order of time."
            whole.add(("instruments", index, "at"), what, mend)
    if acts[0].act not in _OPENING:
        what = f"The first instrument, “{shown(acts[0].id)}”, is no proposal or declaration."
        mend = "Add who proposed or declared the agreement, when, and where that can be read."
        whole.add(("instruments", 0, "act"), what, mend)


def _conditions(whole: Whole) -> None:
    """Note who accepts on a condition that names nobody: its words are read, but never tested."""
    for index, each in enumerate(whole.agreement.instruments):
        if each.untestable:
            what = f"“{shown(each.id)}” accepts on a condition that names nobody: it is never met."
            mend = (
                "Name under depends_on whose acceptance it waits for; if it waits for nobody's, "
                "write “act: condition”, and add the acceptance once it is met."
            )
            whole.add(("instruments", index, "act"), what, mend)


def _cited_dates(whole: Whole) -> None:
    """Note documents that are older than the instrument that they are cited for."""
    made = {each.id: each.date[:10] for each in whole.agreement.citations}
    for index, each in enumerate(whole.agreement.instruments):
        # A day of slack: the same evening carries two dates in two zones.
        day = (each.at - timedelta(days=1)).date().isoformat()
        for position, name in enumerate(each.citations):
            if made.get(name, day) < day:
                what = f"“{shown(each.id)}” cites “{shown(name)}”, which is older than itself."
                mend = "Correct the date of one of the two, or cite another document."
                whole.add(("instruments", index, "citations", position), what, mend)


def _undone(whole: Whole) -> None:
    """Note what amends or replaces a later act or itself, and what lapses before it is made."""
    acts = whole.agreement.instruments
    place = {each.id: index for index, each in enumerate(acts)}
    for index, each in enumerate(acts):
        for field, names in (("amends", each.amends), ("replaces", (each.replaces,))):
            if any(place.get(name, -1) > index for name in names):
                what = f"“{shown(each.id)}” {field} an instrument that stands below it."
                mend = "Name an earlier instrument, or list them in the order of time."
                whole.add(("instruments", index, field), what, mend)
        if each.until is not None and each.until <= each.at:
            what = f"“{shown(each.id)}” lapses before it is made."
            whole.add(("instruments", index, "until"), what, "Correct one of the two times.")
    edges = {each.id: [*each.amends, each.replaces] for each in acts}
    for way in circles(edges):
        what = f"These undo each other in a circle: {told(way)}."
        mend = "Take one of them out of “amends” or “replaces”."
        whole.add(("instruments", place[way[0]]), what, mend)
