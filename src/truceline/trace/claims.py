"""Whether two statements can be one claim: their actor, place, number and window compared."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import timedelta
from itertools import product
from typing import Literal

from truceline.ground.geometry import distance_m
from truceline.ground.times import TimeRange
from truceline.model.statement import Statement
from truceline.model.values import Bounds, Place, Window
from truceline.trace.settings import Thresholds

NumberRelation = Literal["none", "same", "loose", "different"]
_UNSAID = frozenset({"", "unknown"})
_BROAD_ACTS = frozenset({"", "attack_unspecified", "mixed"})
SAME_END = timedelta(minutes=10)  # 23:59, 24:00 and 00:00 end a day alike
_SLIP_SHARE = 0.1  # a miscopied number stays within a tenth, or differs in one digit
_SLACK_M = 10_000.0  # two names of one place may be this far apart beyond their own radii


def number_of(statement: Statement) -> Bounds | None:
    """Return the number that a statement is about: its quantity, else its count."""
    if statement.quantity is not None:
        return statement.quantity
    return Bounds(statement.count.min, statement.count.max) if statement.count else None


def number_relation(a: Bounds | None, b: Bounds | None, limits: Thresholds) -> NumberRelation:
    """Compare two numbers with open bounds.

    "same" if they are equal or one is a rounding of the other ("nearly 3,000", "over 2,900" of
    2,935); "loose" if both can be true and no more is known; "none" if one is not stated.
    """
    if a is None or b is None:
        return "none"
    if a == b:
        return "same"
    if not a.overlaps(b):
        return "different"
    room = limits.open_rounding if a.max is None and b.max is None else limits.rounding
    first, second = _closed(a, room), _closed(b, room)
    narrow = all(high - low <= limits.widest_rounding * high for low, high in (first, second))
    meet = first[0] <= second[1] and second[0] <= first[1]
    return "same" if meet and narrow else "loose"


def _closed(number: Bounds, room: float) -> tuple[float, float]:
    """Return bounds with an open end closed as far off as a rounded number may lie."""
    return number.min, number.min * (1 + room) if number.max is None else number.max


def is_exact(number: Bounds | None) -> bool:
    """Tell whether a number is stated without bounds."""
    return number is not None and number.min == number.max


def looks_like_slip(a: Bounds, b: Bounds) -> bool:
    """Tell whether one number may be the other miscopied: near it, or one digit off."""
    if a.min and b.min and abs(a.min - b.min) <= _SLIP_SHARE * max(a.min, b.min):
        return True
    first, second = f"{a.min:.0f}", f"{b.min:.0f}"
    if len(first) != len(second) or len(first) < 2:  # noqa: PLR2004 - one digit tells nothing
        return False
    differing = [(x, y) for x, y in zip(first, second, strict=True) if x != y]
    swapped = len(differing) == 2 and differing[0] == differing[1][::-1]  # noqa: PLR2004
    return len(differing) == 1 or swapped


def same_actor(a: Statement, b: Statement) -> bool:
    """Tell whether the actors can be one; a mirrored accusation names the other side."""
    if a.perpetrator in _UNSAID or b.perpetrator in _UNSAID:
        return True
    return a.perpetrator == b.perpetrator


def same_act(a: Statement, b: Statement) -> bool:
    """Tell whether the acts can be one; what is counted must be the same.

    Units are words: "FPV drones" and "FPV drone strikes" of one act count the same if the
    number is the same.
    """
    if a.kind in ("tally", "figure"):
        equal = a.unit == b.unit or (bool(a.act) and number_of(a) == number_of(b))
        return a.act == b.act and equal
    return a.act == b.act or a.act in _BROAD_ACTS or b.act in _BROAD_ACTS


def same_place(a: Statement, b: Statement) -> bool:
    """Tell whether some event place of one can be one of the other; unplaced fits anywhere."""
    return places_meet(a.places, b.places)


def places_meet(a: Sequence[Place], b: Sequence[Place]) -> bool:
    """Tell whether some event place of one list can be one of the other; none fits any."""
    first, second = _placed(a), _placed(b)
    if not first or not second:
        return True
    return any(_near(x, y) for x, y in product(first, second))


def settlement_of(statement: Statement) -> Place | None:
    """Return the one settlement where a statement puts its event, None if it is not one."""
    placed = _placed(statement.places)
    mentions = {each.mention for each in placed}
    exact = all(each.level in ("point", "settlement") for each in placed)
    return placed[0] if exact and len(mentions) == 1 else None


def changed_place(a: Statement, b: Statement) -> bool:
    """Tell whether two reports tell one event but for the settlement.

    All else that they state must be the same, and something must be stated: who did it, or how
    many were hurt. Mirrored accusations fail that, as they name the other side.
    """
    if a.kind != "incident_report" or a.act != b.act or a.act in _BROAD_ACTS:
        return False
    said = [(one.perpetrator, one.count, one.killed, one.injured, one.target) for one in (a, b)]
    told = (a.perpetrator not in _UNSAID) or a.killed is not None or a.injured is not None
    settled = settlement_of(a) is not None and settlement_of(b) is not None
    return said[0] == said[1] and told and settled and not same_place(a, b)


def _placed(places: Sequence[Place]) -> list[Place]:
    return [p for p in places if p.role == "event" and p.lat is not None]


def _near(a: Place, b: Place) -> bool:
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return True
    room = _SLACK_M + max(a.radius_m or 0.0, b.radius_m or 0.0)
    return distance_m(a.lat, a.lon, b.lat, b.lon) <= room


def window_of(statement: Statement) -> TimeRange | None:
    """Return the window that a statement covers, both ends known, else its time, else None."""
    window = statement.window
    if window is not None and window.start and window.end and window.start <= window.end:
        return TimeRange(earliest=window.start, latest=window.end)
    return statement.time if window is None else None


def windows_fit(a: Statement, b: Statement, least: float) -> bool:
    """Tell whether two windows share enough of the shorter one; an unknown one fits any."""
    first, second = window_of(a), window_of(b)
    if first is None or second is None:
        return True
    shorter = min(first.seconds, second.seconds)
    if shorter == 0:
        return first.earliest <= second.latest and second.earliest <= first.latest
    return first.overlap_seconds(second) >= least * shorter


def windows_overlap(a: Statement, b: Statement) -> bool:
    """Tell whether two known windows share any time."""
    first, second = window_of(a), window_of(b)
    return first is not None and second is not None and first.overlap_seconds(second) > 0


def windows_touch(a: Statement, b: Statement) -> bool:
    """Tell whether two windows overlap or meet at an end; an unknown one touches any."""
    first, second = window_of(a), window_of(b)
    if first is None or second is None:
        return True
    return first.earliest <= second.latest and second.earliest <= first.latest


def alike_windows(a: Window | None, b: Window | None) -> bool:
    """Tell whether two windows are the same but for how a minute at an end is written."""
    if a is None or b is None:
        return a is b
    ends = ((a.start, b.start), (a.end, b.end))
    return all(
        abs(first - second) <= SAME_END if first and second else first is second
        for first, second in ends
    )


def same_window(a: Statement, b: Statement) -> bool:
    """Tell whether two statements state the same window (two unknown ones are not the same)."""
    first, second = window_of(a), window_of(b)
    if first is None or second is None:
        return False
    ends = (first.earliest - second.earliest, first.latest - second.latest)
    return all(abs(each) <= SAME_END for each in ends)


def is_zone_slip(a: Window | None, b: Window | None) -> bool:
    """Tell whether two windows differ by whole hours alone, as a mistaken zone makes them.

    At least one known end is shifted by one to three hours; every other end is the same or
    shifted by as much.
    """
    if a is None or b is None:
        return False
    shifts = {
        abs(first - second)
        for first, second in ((a.start, b.start), (a.end, b.end))
        if first is not None and second is not None
    } - {timedelta(0)}
    return len(shifts) == 1 and shifts <= {timedelta(hours=hours) for hours in (1, 2, 3)}


def claim_key(statement: Statement) -> Hashable:
    """Return all that the comparisons of claims look at; equal keys compare alike with any."""
    one = statement
    said = (one.kind, one.act, one.unit, one.perpetrator, one.stance, one.about)
    return said, one.quantity, one.count, one.places, one.time, one.window


def can_be_one(a: Statement, b: Statement) -> bool:
    """Tell whether kind, act, actor and place let two statements be one claim."""
    return a.kind == b.kind and same_act(a, b) and same_actor(a, b) and same_place(a, b)
