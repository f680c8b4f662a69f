"""Checks each clause on its own: parts that its scope does not have, bounds, areas, circles."""

from __future__ import annotations

from collections.abc import Iterator

from truceline.agreements.building.moments import FROM_EVER
from truceline.agreements.checking.whole import Value, Whole, circles, entries, told
from truceline.agreements.source import Path_, shown
from truceline.ground.times import TimeRange, rfc3339
from truceline.model.terms import Clause, Period

# Which parts only one scope has: elsewhere they would be passed over in silence.
_OF_SCOPE = {"exceptions": "prohibits", "may_cover": "permits", "answers": "permits"}


def check_clauses(whole: Whole) -> None:
    """Note prohibitions of nothing, parts without effect, areas that leave a respondent out."""
    for index, clause in enumerate(whole.agreement.clauses):
        at: Path_ = ("clauses", index)
        value = whole.source.at(at)
        if clause.scope == "prohibits" and not clause.acts:
            mend = "Name its acts, or any_attack for all."
            whole.add(at, "A prohibition without acts.", mend)
        for part, scope in _OF_SCOPE.items():
            if part in value and clause.scope != scope:
                what = f"“{part}” has no effect in a clause that {clause.scope}."
                whole.add((*at, part), what, f"Put it into a clause that {scope}, or remove it.")
        if clause.answers is not None and not clause.may_cover:
            mend = "Name in may_cover the acts that it covers as an answer; acts needs none."
            whole.add((*at, "answers"), "“answers” without acts that may be one.", mend)
        _window(whole, clause, value, at)
        _areas(whole, clause, value, at)
    for value, at in _amended(whole):
        _calibre(whole, value, at)
        _both(whole, value, at)
    _circles(whole)


def _window(whole: Whole, clause: Clause, value: Value, at: Path_) -> None:
    window = whole.agreement.window
    if "within" in value and clause.within and window and not inside(clause.within, window):
        mend = f"Keep it within {span(window)}."
        whole.add((*at, "within"), "The clause lies outside of the window.", mend)


def inside(inner: Period, outer: TimeRange) -> bool:
    """Tell whether the ends that a period has lie within a range."""
    begins = inner.start == FROM_EVER or inner.start.earliest >= outer.earliest
    return begins and (inner.end is None or inner.end.latest <= outer.latest)


def span(window: TimeRange) -> str:
    """Return a window for a message."""
    return f"{rfc3339(window.earliest)} to {rfc3339(window.latest)}"


def _areas(whole: Whole, clause: Clause, value: Value, at: Path_) -> None:
    """Note respondents without an area where the others have one, and areas of others."""
    bound = whole.bound(clause)
    if not clause.areas_of or "areas_of" not in value:
        return
    for party in bound:
        if party not in clause.areas_of:
            what = f"“areas_of” leaves out “{shown(party)}”, whom the clause is about too."
            mend = "Give its zones as well, or name the other respondents only."
            whole.add((*at, "areas_of"), what, mend)
    for party in clause.areas_of:
        if party not in bound:
            what = f"“areas_of” names “{shown(party)}”, whom the clause is not about."
            mend = "Add it to the respondents, or remove it here."
            whole.add((*at, "areas_of", party), what, mend)


def _amended(whole: Whole) -> Iterator[tuple[Value, Path_]]:
    """Yield every place of the file where a clause's terms stand: its own, readings, options."""
    yield from entries(whole.source.value, "clauses")
    holders = [*entries(whole.source.value, "readings")]
    for choice, at in entries(whole.source.value, "choices"):
        holders += entries(choice, "options", at)
    for holder, at in holders:
        for name, terms in holder.get("clauses", {}).items():
            yield terms, (*at, "clauses", name)


def _calibre(whole: Whole, value: Value, at: Path_) -> None:
    bounds = value.get("weapons", {}).get("calibre_mm", {})
    least, most = bounds.get("min"), bounds.get("max")
    if least is not None and most is not None and most < least:
        what = f"A calibre of at most {most:g} mm and at least {least:g} mm."
        place = (*at, "weapons", "calibre_mm", "max")
        whole.add(place, what, "Swap min and max, or write null for an open bound.")


def _both(whole: Whole, value: Value, at: Path_) -> None:
    if value.get("areas") and value.get("areas_of"):
        mend = "Keep one: areas for all alike, areas_of for each its own."
        whole.add((*at, "areas"), "Both areas and areas_of: only the second would count.", mend)


def _circles(whole: Whole) -> None:
    """Note clauses that prevail over each other, or over themselves."""
    clauses = whole.agreement.clauses
    place = {each.id: index for index, each in enumerate(clauses)}
    for way in circles({each.id: each.prevails_over for each in clauses}):
        what = f"Clauses that prevail over each other in a circle: {told(way)}."
        mend = "Say with “prevails_over” of one only that it takes the other's place."
        whole.add(("clauses", place[way[0]], "prevails_over"), what, mend)
