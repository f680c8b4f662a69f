"""How each text words what it knows: kinds left open, fields left out, places mixed up.

The laws are fitted to how our reading words labelled headlines (telling.yaml): a text tells a part
of what its author knows, and another text of the same origin tells another part. What is the same
for all texts of an incident, such as its common word or that it is told by region, is one draw of
the incident that a text follows at a stated share. Verbatim copies say what their parent says.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np

from truceline.lab.simulate.families import Floats, Rng, Shares, Whole, Yes, parameters
from truceline.lab.simulate.ground import Ground
from truceline.lab.simulate.lines import (
    EDGES,
    KINDS,
    MODES,
    TARGETS,
    UNKNOWN,
    Events,
    Lines,
    acts,
)

_HOUR, _PART, _DAY = 3600.0, 6 * 3600.0, 86400.0
_FIELDS = (
    "act",
    "time",
    "width",
    "day",
    "before",
    "place",
    "astray",
    "side",
    "implied",
    "target",
    "other",
)
_TARGET_KINDS = TARGETS[1:]
_HALF = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """For each true act the share of texts that tell it as another; follow: see the module."""

    n: int
    follow: float
    told: Mapping[str, Shares]


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """The section `fitted` of telling.yaml, which says what each figure means."""

    act: Words
    time: Shares
    place: Shares
    harm: Shares
    side: Shares
    target: Shares
    followup: Shares
    source: Shares
    news: Shares


@cache
def saying() -> Saying:
    """Return the shipped laws of wording."""
    found: Saying = parameters("fitted", Saying, file="telling.yaml")
    return found


def worded(said: Lines, events: Events, ground: Ground, laws: Saying, rng: Rng) -> Lines:
    """Return lines in which every text that is no verbatim copy words them in its own way.

    Tallies stay as they are; denials keep whom they defend. events: those that lines number.
    """
    draws = _Draws.of(said, len(events), laws, rng)
    spoken = said["incident"] >= 0
    happened = events[np.maximum(said["incident"], 0)] if len(events) else events[:0]
    found = said.copy()
    if not spoken.any():
        return found
    _word_act(found, spoken, laws, draws)
    _word_time(found, spoken, laws, draws)
    _word_place(found, spoken, (laws, ground), draws)
    reported = spoken & (said["kind"] == KINDS.index("incident_report"))
    _word_side(found, reported, laws, draws)
    _word_target(found, spoken, laws, draws)
    _word_harm(found, spoken, laws, draws)
    _call_followups(found, reported, (laws, happened), draws)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draws:
    """Even draws of each line, by field; group: the line whose wording a line repeats."""

    group: Whole
    fields: Mapping[str, Floats]

    @classmethod
    def of(cls, said: Lines, events: int, laws: Saying, rng: Rng) -> _Draws:
        """Return draws of which a fitted share is the incident's own."""
        group, number = _repeated(said), len(said)
        follow = {"act": laws.act.follow}
        for name in ("time", "place", "side", "target"):
            follow[name] = getattr(laws, name)["follow"]
        fields = {}
        for name in (*_FIELDS, "killed", "injured", "followup"):
            own, follows = rng.random((2, number))
            common = rng.random(events + 1)[np.minimum(said["incident"], events)]
            fields[name] = np.where(follows < follow.get(name, 0.0), common, own)[group]
        return cls(group=group, fields=fields)

    def __getitem__(self, name: str) -> Floats:
        """Return a field's draws."""
        return self.fields[name]


def news_of(events: Events, laws: Saying) -> Floats:
    """Return how much more an event is told of for its act, a logarithm."""
    weights: Floats = np.array([laws.news.get(act, 0.0) for act in acts()])
    found: Floats = weights[events["act"]]
    return found


def _repeated(said: Lines) -> Whole:
    """Return for each line the one whose words it has: itself but for verbatim copies."""
    verbatim = (said["edge"] == EDGES.index("verbatim")) & (said["parent"] >= 0)
    found: Whole = np.where(verbatim, said["parent"], np.arange(len(said))).astype(np.int64)
    while (further := found[found]).tolist() != found.tolist():
        found = further
    return found


def _word_act(said: Lines, rows: Yes, laws: Saying, draws: _Draws) -> None:
    names = acts()
    shares = np.eye(len(names))
    for act, told in laws.act.told.items():
        shares[names.index(act)] = [told.get(each, 0.0) for each in names]
    grown = np.cumsum(shares / shares.sum(axis=1, keepdims=True), axis=1)
    chosen = (draws["act"][:, None] > grown[said["act"]]).sum(axis=1)
    said["act"] = np.where(rows, np.minimum(chosen, len(names) - 1), said["act"])


def _word_time(said: Lines, rows: Yes, laws: Saying, draws: _Draws) -> None:
    """Tell an hour, a part of the day or a day, or nothing; some are a day off."""
    figures, drawn = laws.time, draws["width"]
    step = np.where(drawn < figures["hour"], _HOUR, _PART)
    step = np.where(drawn > figures["hour"] + figures["part"], _DAY, step)
    off = draws["day"] < figures["other_day"]
    about = said["time"][:, 0] + np.where(off, np.where(draws["before"] < _HALF, -_DAY, _DAY), 0.0)
    least = np.floor(about / step) * step
    silent = draws["time"] >= figures["told"]
    told = np.where(silent[:, None], np.nan, np.stack([least, least + step], axis=1))
    said["time"] = np.where(rows[:, None], told, said["time"])


def _word_place(said: Lines, rows: Yes, by: tuple[Saying, Ground], draws: _Draws) -> None:
    laws, ground = by
    figures, drawn = laws.place, draws["place"]
    named = rows & np.isin(said["mode"], (MODES.index("settlement"), MODES.index("point")))
    nowhere, wide = figures["nowhere"], figures["nowhere"] + figures["wide"]
    said["mode"][named & (drawn < wide)] = MODES.index("region")
    said["mode"][named & (drawn < nowhere)] = MODES.index("nowhere")
    # A name that is read as another place's: any place, the larger the likelier.
    astray = draws["astray"]
    lost = named & (drawn >= wide) & (astray < figures["elsewhere"])
    grown = np.cumsum(ground.theatre.weight)
    other = np.searchsorted(
        grown / grown[-1], astray[lost] / max(figures["elsewhere"], 1e-9), side="right"
    )
    said["town"][lost] = np.minimum(other, len(grown) - 1)
    said["mode"][lost] = MODES.index("settlement")


def _word_side(said: Lines, rows: Yes, laws: Saying, draws: _Draws) -> None:
    named = rows & (said["by"] >= 0)
    said["by"][named & (draws["side"] >= laws.side["told"])] = UNKNOWN
    said["implied"] = rows & (said["by"] >= 0) & (draws["implied"] < laws.side["implied"])


def _word_target(said: Lines, rows: Yes, laws: Saying, draws: _Draws) -> None:
    """Tell the class of what was hit or not; some take it for another."""
    figures = laws.target
    weights = np.array([figures[name] for name in _TARGET_KINDS])
    grown = np.cumsum(weights) / weights.sum()
    other = draws["other"] / max(figures["other"], 1e-9)
    anew = rows & (said["target"] > 0) & (other < 1)
    said["target"][anew] = 1 + np.searchsorted(grown, other[anew], side="right")
    said["target"][rows & (draws["target"] >= figures["told"])] = 0


def _word_harm(said: Lines, rows: Yes, laws: Saying, draws: _Draws) -> None:
    """Tell a number or not; of no harm few say a word."""
    for name in ("killed", "injured"):
        number = said[name]
        silent = draws[name] >= np.where(number[:, 0] > 0, laws.harm[name], laws.harm["none"])
        number[rows & silent] = np.nan


def _call_followups(said: Lines, rows: Yes, by: tuple[Saying, Events], draws: _Draws) -> None:
    """Say which texts are told as follow-ups, by the days between the event and their telling."""
    laws, event = by
    shares = np.array([laws.followup[name] for name in ("same_day", "next_day", "later")])
    days = np.floor(said["published"][draws.group] / _DAY) - np.floor(event["start"] / _DAY)
    later = np.clip(days, 0, 2).astype(np.int64)
    said["followup"] = rows & (draws["followup"] < shares[later])
