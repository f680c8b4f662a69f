"""Figures of how incidents are told, from accounts: acts, times, lags, places, harm, sides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations

import numpy as np

from truceline.lab.simulate.accounts import OPEN, Account
from truceline.model.values import Bounds

Kin = Mapping[str, Sequence[str]]
Counted = Callable[[Account], bool | None]  # None: the figure does not apply to this account
Compared = Callable[[Account, Account], bool | None]
Tally = dict[str, dict[str, tuple[float, float]]]  # figure -> incident -> (what counts, of what)

_KM = (5.0, 20.0, 100.0)
_TOLD = ("explosion", "attack_unspecified", "mixed")  # open acts, told apart
_HALF_DAY = 12.0  # hours
_FEWEST = 2  # incidents without which there is no interval
_MOST_PAIRS = 40  # accounts of an incident that are laid beside one another, the first ones


def tallied(accounts: Sequence[Account], kindred: Kin) -> Tally:
    """Return each figure's counts for each incident.

    Of single accounts every one counts; pairs of one incident's k accounts count 2 / k each, so
    that an incident counts k - 1 times, as often as its accounts tie to it. Word for word repeats
    are left out. kindred: acts that are taken for one another.
    """
    found: Tally = defaultdict(dict)
    by_incident: dict[str, list[Account]] = defaultdict(list)
    for each in accounts:
        if not each.repeat:
            by_incident[each.incident].append(each)
    kin = {frozenset((one, other)) for one, others in kindred.items() for other in others}
    singles, pairs = dict(_singles()), dict(_pairs(kin))
    for name, members in by_incident.items():
        for figure, counted in singles.items():
            _add(found[figure], name, [counted(each) for each in members], 1.0)
        some = members[:_MOST_PAIRS]
        couples = list(combinations(some, 2))
        for figure, compared in pairs.items():
            _add(found[figure], name, [compared(*each) for each in couples], 2 / len(some))
        found["told: reports an incident"][name] = (float(len(members)), 1.0)
        found["told: incidents with one report"][name] = (float(len(members) == 1), 1.0)
    return dict(found)


def _add(
    into: dict[str, tuple[float, float]], name: str, said: Sequence[bool | None], weight: float
) -> None:
    known = [each for each in said if each is not None]
    if known:
        into[name] = (weight * sum(known), weight * len(known))


def share(counts: Mapping[str, tuple[float, float]]) -> tuple[float, float]:
    """Return a figure from its counts by incident, and what it rests on (its weight)."""
    numbers = np.array(list(counts.values()), dtype=np.float64).reshape(-1, 2)
    total = float(numbers[:, 1].sum())
    return (float(numbers[:, 0].sum()) / total if total else float("nan")), total


def interval(counts: Mapping[str, tuple[float, float]], draws: int = 400) -> tuple[float, float]:
    """Return the figure's 95 % interval over incidents drawn anew (bootstrap, one fixed seed)."""
    numbers = np.array(list(counts.values()), dtype=np.float64).reshape(-1, 2)
    if len(numbers) < _FEWEST:
        return float("nan"), float("nan")
    chosen = np.random.default_rng(1).integers(0, len(numbers), (draws, len(numbers)))
    sums = numbers[chosen].sum(axis=1)
    low, high = np.nanquantile(sums[:, 0] / np.maximum(sums[:, 1], 1e-9), (0.025, 0.975))
    return float(low), float(high)


def _singles() -> Iterator[tuple[str, Counted]]:
    """Yield the figures of single accounts; None where a figure does not apply."""
    for act in _TOLD:
        yield f"act: told as {act}", lambda a, act=act: a.act == act  # type: ignore[misc]  # bound here
    yield "act: the true one, if known", lambda a: a.act == a.truth if a.truth else None
    yield "time: stated", lambda a: a.hours is not None
    yield "time: stated, with toll", lambda a: a.hours is not None if a.toll else None
    yield "time: an hour or less, if stated", lambda a: _if(a.hours, lambda h: h <= 1)
    yield "time: a part of the day, if stated", lambda a: _if(a.hours, lambda h: 1 < h <= _HALF_DAY)
    yield "time: misses the day, if stated", lambda a: _if(a.off_h, lambda h: h > 0)
    for label, kind in _KINDS.items():
        for days, told in _LAGS.items():
            yield (
                f"lag: {days}, {label}",
                lambda a, kind=kind, told=told: _if(a.lag_d, told) if kind(a) else None,  # type: ignore[misc]  # bound here
            )
    yield "place: none", lambda a: a.place == "nowhere"
    yield "place: wide", lambda a: a.place == "wide"
    yield "place: several", lambda a: a.several
    for near, far in zip((0.0, *_KM), (*_KM, np.inf), strict=True):
        label = f"{near:.0f} to {far:.0f} km" if np.isfinite(far) else f"over {near:.0f} km"
        yield (
            f"place: off by {label}",
            lambda a, near=near, far=far: _if(a.away_km, lambda km: near <= km < far),  # type: ignore[misc]  # bound here
        )
    yield "harm: killed stated", lambda a: a.killed is not None
    yield "harm: injured stated", lambda a: a.injured is not None
    yield "harm: none killed, if killed stated", lambda a: _if(_least(a.killed), lambda n: n == 0)
    yield "side: stated", lambda a: a.stated
    yield "side: implied", lambda a: not a.stated and a.by not in ("", "unknown")
    for target in ("civilian", "energy", "military"):
        yield f"target: {target}", lambda a, target=target: a.target == target  # type: ignore[misc]  # bound here
    yield "told: as a follow-up", lambda a: a.followup
    yield "told: with toll", lambda a: a.toll


_KINDS: Mapping[str, Callable[[Account], bool]] = {
    "untimed news": lambda a: a.hours is None and not a.followup and not a.toll,
    "untimed toll": lambda a: a.hours is None and not a.followup and a.toll,
    "follow-up": lambda a: a.followup,
}
_LAGS: Mapping[str, Callable[[float], bool]] = {
    "same day": lambda d: d <= 0,
    "next day": lambda d: d == 1,
    "later": lambda d: d > 1,
}


def _least(bounds: Bounds | None) -> float | None:
    return None if bounds is None else bounds.min


def _if(value: float | None, told: Callable[[float], bool]) -> bool | None:
    return None if value is None else told(value)


def _pairs(kin: set[frozenset[str]]) -> Iterator[tuple[str, Compared]]:
    """Yield the figures of two accounts of one incident; None where one does not apply."""

    def relation(a: Account, b: Account) -> str:
        if a.act in OPEN or b.act in OPEN:
            return "both open" if a.act in OPEN and b.act in OPEN else "one open"
        if a.act == b.act:
            return "the same"
        return "kindred" if frozenset((a.act, b.act)) in kin else "unlike"

    for name in ("the same", "kindred", "one open", "both open", "unlike"):
        yield f"acts of two: {name}", lambda a, b, name=name: relation(a, b) == name  # type: ignore[misc]  # bound here
    yield "acts of two: one word", lambda a, b: a.act == b.act
    yield "places of two: one wide", lambda a, b: (a.place == "wide") != (b.place == "wide")
    yield "times of two: both stated", lambda a, b: a.hours is not None and b.hours is not None
    for name in ("killed", "injured"):
        yield (
            f"{name} of two: both stated",
            lambda a, b, name=name: None not in (getattr(a, name), getattr(b, name)),  # type: ignore[misc]  # bound here
        )
        yield f"{name} of two: both, if one is stated", _either(name)
        yield f"{name} of two: differ, if both stated", _differ(name)
    yield (
        "sides of two: clash",
        lambda a, b: a.by != b.by and not {a.by, b.by} & {"", "unknown"},
    )
    yield "sides of two: one unknown", lambda a, b: (a.by in _NOBODY) != (b.by in _NOBODY)
    yield "targets of two: clash", lambda a, b: bool(a.target and b.target and a.target != b.target)
    yield "targets of two: one open", lambda a, b: bool(a.target) != bool(b.target)


_NOBODY = frozenset({"", "unknown"})


def _either(name: str) -> Compared:
    def told(a: Account, b: Account) -> bool | None:
        stated = [getattr(each, name) is not None for each in (a, b)]
        return all(stated) if any(stated) else None

    return told


def _differ(name: str) -> Compared:
    def told(a: Account, b: Account) -> bool | None:
        one, other = getattr(a, name), getattr(b, name)
        return None if one is None or other is None else not one.overlaps(other)

    return told
