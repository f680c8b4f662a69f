"""What a first utterance says of an event: place, time, act, harm, author, and how it errs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from truceline.lab.simulate.families import Common, Family, Rng, Whole
from truceline.lab.simulate.ground import Ground
from truceline.lab.simulate.lines import (
    DENIES,
    KINDS,
    MODES,
    TARGETS,
    UNKNOWN,
    UNSPECIFIED,
    Events,
    Lines,
    acts,
    lines,
)
from truceline.lab.simulate.outlets import Outlets
from truceline.lab.simulate.saying import Saying
from truceline.lab.simulate.telling import Told

_HOUR, _DAY = 3600.0, 86400.0
_OPEN_SHARE = 0.15  # of stated numbers: "at least"
_CLEAR = 1.5  # log odds with which a text tells a place from its namesakes, on average


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaking:
    """Who speaks on what ground under which laws; words: how texts are worded."""

    ground: Ground
    outlets: Outlets
    family: Family
    laws: Common
    words: Saying


def first_lines(events: Events, told: Told, speaking: Speaking, rng: Rng) -> Lines:
    """Return a line for each first utterance; each is an origin of its own."""
    said = lines(len(told.event))
    outlets, event = speaking.outlets, events[told.event]
    said["incident"], said["outlet"] = told.event, told.outlet
    said["origin"] = np.arange(len(said))
    said["side"], said["direct"] = outlets.side[told.outlet], outlets.direct[told.outlet]
    official = np.isin(
        np.array(outlets.kind)[told.outlet], ("official", "monitor", "civil_society")
    )
    said["speaker"] = np.where(official, told.outlet, -1)
    delay = speaking.family.delays_s(outlets.delay_s[told.outlet], rng)
    said["published"] = event["end"] + np.minimum(delay, 30 * _DAY)
    _say_act(said, event, speaking.laws, rng)
    _say_author(said, event, speaking.laws, rng)
    _say_target(said, event, speaking.laws, speaking.words, rng)
    _say_harm(said, event, speaking, rng)
    _say_time(said, event, speaking, rng)
    _say_place(said, event, speaking, rng)
    return said


def kindred(act: Whole, laws: Common, rng: Rng) -> Whole:
    """Return acts that one takes others for; one that is like no other stays."""
    names = acts()
    drawn, found = rng.random(len(act)), act.copy()
    for name, others in laws.kindred.items():
        mine = act == names.index(name)
        among = np.array([names.index(each) for each in others])
        found[mine] = among[(drawn[mine] * len(among)).astype(np.int64)]
    return found


def _say_act(said: Lines, event: Events, laws: Common, rng: Rng) -> None:
    wrong = rng.random(len(said)) < laws.unknown["kindred_act"]
    act = event["act"].astype(np.int64)
    said["act"] = np.where(wrong, kindred(act, laws, rng), act)


def _say_author(said: Lines, event: Events, laws: Common, rng: Rng) -> None:
    """Name the author; a side blames the other at a share for what it or nobody did."""
    side, by = said["side"].astype(np.int64), event["by"].astype(np.int64)
    drawn = rng.random((2, len(said)))
    own = (side >= 0) & (side == by)
    blames = (side >= 0) & (own | (by < 0)) & (drawn[0] < laws.spin["blame"])
    named = np.where(blames, 1 - side, np.where(own | (by < 0), UNKNOWN, by))
    said["by"] = np.where(drawn[1] < laws.unknown["perpetrator"], UNKNOWN, named)


def _say_target(said: Lines, event: Events, laws: Common, words: Saying, rng: Rng) -> None:
    """Name what was hit: one for all voices, but who did it calls it military."""
    names = TARGETS[1:]
    weights = np.array([words.target[name] for name in names])
    # The event's own number decides, so that all who tell of it tell of the same thing.
    share = (event["x"] * 7919.0 + event["y"] * 104729.0) % 1.0
    drawn = np.searchsorted(np.cumsum(weights) / weights.sum(), share)
    code = np.array([TARGETS.index(name) for name in names])[np.minimum(drawn, len(names) - 1)]
    own = (said["side"] >= 0) & (said["side"] == event["by"])
    spun = own & (rng.random(len(said)) < laws.spin["other_target"])
    code = np.where(spun, TARGETS.index("military"), code)
    said["target"] = np.where(rng.random(len(said)) < laws.unknown["target"], 0, code)


def _say_harm(said: Lines, event: Events, speaking: Speaking, rng: Rng) -> None:
    side, by = said["side"], event["by"]
    biased = (side >= 0) & (side != by)
    for name in ("killed", "injured"):
        number = speaking.family.harmed(event[name].astype(np.float64), biased, rng)
        drawn = rng.random((2, len(said)))
        silent = drawn[0] < speaking.laws.unknown[name]
        most = np.where((number > 0) & (drawn[1] < _OPEN_SHARE), np.inf, number)
        said[name] = np.where(silent[:, None], np.nan, np.stack([number, most], axis=1))


def _say_time(said: Lines, event: Events, speaking: Speaking, rng: Rng) -> None:
    """Know the hour, not one that comes after the telling; `saying` decides what is told of it."""
    about = event["start"] + speaking.family.slip_s(len(said), rng)
    about = np.minimum(about, said["published"])
    least = np.floor(about / _HOUR) * _HOUR
    silent = rng.random(len(said)) < speaking.laws.unknown["time"]
    said["time"] = np.where(silent[:, None], np.nan, np.stack([least, least + _HOUR], axis=1))


def _say_place(said: Lines, event: Events, speaking: Speaking, rng: Rng) -> None:
    ground, unknown, number = speaking.ground, speaking.laws.unknown, len(said)
    away, bearing = speaking.family.astray_km(number, rng), rng.random(number) * 2 * np.pi
    said["x"] = event["x"] + away * np.cos(bearing)
    said["y"] = event["y"] + away * np.sin(bearing)
    # A place is named after the town that it belongs to; who errs by more than its size names
    # the town that lies nearest to where he takes it to be.
    town = event["town"].astype(np.int64)
    lost = away > ground.theatre.radius[town] + 1.0
    town = np.where(lost, ground.nearest(said["x"], said["y"]), town)
    mixed = speaking.family.namesakes(number, rng)
    said["town"] = np.where(mixed, ground.namesake(town, rng), town)
    drawn = rng.random(number)
    edges = np.cumsum([unknown["place"], unknown["region_only"], unknown["point"]])
    order = np.array([MODES.index(name) for name in ("nowhere", "region", "point", "settlement")])
    said["mode"] = order[np.searchsorted(edges, drawn, side="right")]
    said["radius"] = np.round(0.3 + rng.exponential(1.0, number), 1)
    said["namesake"] = np.maximum(0.0, rng.normal(_CLEAR, 1.0, number))


def denials(said: Lines, speaking: Speaking, rng: Rng) -> Lines:
    """Return the denials by accused sides: of the event, its author, its target or its count.

    A denial repeats what it denies; it is an origin of its own. It answers the first accusation.
    """
    accused = (said["by"] >= 0) & (said["by"] != said["side"]) & (said["kind"] == 0)
    answered = np.flatnonzero(accused)
    _, first = np.unique(said["incident"][answered], return_index=True)
    answered = answered[np.sort(first)]
    law = speaking.laws.denial
    answered = answered[rng.random(len(answered)) < law["share"]]
    found = said[answered].copy()
    side = found["by"].astype(np.int64)
    weights = np.array([law[name] for name in DENIES[1:]])
    what = rng.choice(len(weights), len(found), p=weights / weights.sum()) + 1
    outlets = speaking.outlets
    speaks = [outlets.speaking_for(s) for s in (0, 1)]
    drawn = rng.random(len(found))
    outlet = [speaks[s][int(d * len(speaks[s]))] for s, d in zip(side, drawn, strict=True)]
    found["kind"], found["denies"] = KINDS.index("denial"), what
    found["outlet"] = found["speaker"] = np.array(outlet, dtype=np.int64)
    found["side"], found["direct"] = side, False
    found["published"] += speaking.family.delays_s(np.full(len(found), 4 * _HOUR), rng)
    found["origin"] = len(said) + np.arange(len(found))
    return found


def tallies(
    events: Events, day: tuple[float, float], speaking: Speaking, first: int, rng: Rng
) -> Lines:
    """Return what each side claims of a day: how many attacks the other made, rounded up."""
    law, outlets = speaking.laws.tally, speaking.outlets
    sides = [side for side in (0, 1) if rng.random() < law["share"]]
    found = lines(len(sides))
    for row, side in enumerate(sides):
        speaks = outlets.speaking_for(side)
        others = int(((events["by"] == 1 - side) & events["occurred"]).sum())
        number = float(np.ceil((1 + others) * law["factor"] * rng.lognormal(0.0, 0.2)))
        found[row]["outlet"] = found[row]["speaker"] = speaks[0]
        found[row]["side"], found[row]["by"] = side, 1 - side
        found[row]["quantity"] = (number, number)
    found["kind"], found["origin"] = KINDS.index("tally"), first + np.arange(len(found))
    found["act"], found["mode"] = acts().index(UNSPECIFIED), MODES.index("nowhere")
    found["time"] = day
    found["published"] = day[1] + 6 * _HOUR * rng.random(len(found))
    return found
