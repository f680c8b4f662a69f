"""Goes through exchanges of fire in draws: what answers what, where no answer is answered.

In a draw the moments are known, so that what is no answer is settled from the first shot on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from truceline.ground.geometry import Floats
from truceline.judge.totals.draws import Drawn, Flags, in_order
from truceline.judge.verdicts.answering import Answerer, Points, fire_pairs, places_of, shares
from truceline.judge.verdicts.answers import Answers
from truceline.judge.verdicts.columns import Incidents, Integers
from truceline.judge.verdicts.exchanges import Exchange

_MOST_PAIRS = 50_000  # of acts and fire that they may answer, beyond which the likeliest stay
_CELLS = 4_000_000  # of a table of draws by pairs that is held at once


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Volley:
    """One answerer's acts and what each may answer, m pairs of places in the order of the acts.

    act, other: places among the rows that are drawn; begins: where each act begins. near: P(near).
    spot: from and to, of the part of [0, 1) that stands for the act's place, then for the other's.
    by: for each other party the part of [0, 1) in which it did the other act, if that may be
    answered. covers: whether the permission covers each row as an answer.
    """

    answerer: Answerer
    act: Integers
    other: Integers
    begins: Integers
    near: Floats
    spot: tuple[Floats, Floats, Floats, Floats]
    by: Mapping[str, tuple[Floats, Floats]]
    covers: Answers


class Fired(NamedTuple):
    """Whether acts answer fire, k x n: surely so, and unless what is only alleged occurred."""

    surely: Flags
    shown: Flags


class _Meets(NamedTuple):
    """Whether pairs meet in time and place in each draw, k x m, where they occurred; and by whom.

    alleged: the same where all occurred of which nobody can say.
    """

    shown: Flags
    alleged: Flags
    by: Mapping[str, Flags]


def volleys_of(incidents: Incidents, exchange: Exchange, rows: Integers) -> list[Volley]:
    """Return what may answer what among some rows, for each answerer of an exchange."""
    rank = np.full(len(incidents), -1)
    rank[rows[in_order(incidents, rows)]] = np.arange(len(rows))
    points = places_of(incidents, exchange.answerers)
    return [_volley(incidents, exchange, points, (rows, rank), e) for e in exchange.answerers]


def _volley(
    incidents: Incidents,
    exchange: Exchange,
    points: Points,
    ranked: tuple[Integers, Integers],
    answerer: Answerer,
) -> Volley:
    """Return the pairs of one answerer; ranked: the rows, and which of them each comes to."""
    rows, rank = ranked
    did = shares(incidents, exchange.parties, answerer)
    fire = np.sum(did, axis=0)
    blocks = list(fire_pairs(incidents, points, answerer, fire > 0))
    act, other, near = (
        np.concatenate([np.zeros(0, dtype=kind), *(block[i] for block in blocks)])
        for i, kind in enumerate((np.int64, np.int64, np.float64))
    )
    row = points.row[act], points.row[other]
    kept = np.flatnonzero((near > 0) & (rank[row[0]] >= 0) & (rank[row[1]] >= 0))
    ranks = [points.low[each[kept]] for each in (other, act)] + [rank[e[kept]] for e in row[::-1]]
    kept = kept[np.lexsort(ranks)]
    if len(kept) > _MOST_PAIRS:
        sure = (near * fire[row[1]])[kept] * points.p[act[kept]] * points.p[other[kept]]
        kept = kept[np.sort(np.argsort(-sure, kind="stable")[:_MOST_PAIRS])]
    mine, theirs = (np.searchsorted(rows, each[kept]) for each in row)
    ends = np.cumsum(np.stack(did), axis=0)[:, row[1][kept]]
    spot = [end[each[kept]] for each in (act, other) for end in (points.low, points.high)]
    return Volley(
        answerer=answerer,
        act=mine,
        other=theirs,
        begins=np.flatnonzero(np.diff(mine, prepend=-1) != 0),
        near=near[kept],
        spot=(spot[0], spot[1], spot[2], spot[3]),
        by={
            party: (end - share[row[1][kept]], end)
            for party, share, end in zip(exchange.parties, did, ends, strict=True)
            if party != answerer.party
        },
        covers=answerer.covers.but(rows),
    )


def fired(volleys: Sequence[Volley], drawn: Drawn, spots: Floats) -> Mapping[str, Fired]:
    """Return whether each act answers fire that was no permitted answer, by who did it.

    spots: numbers in [0, 1) that stand for the place of each row in each draw.
    """
    shape = drawn.when.shape
    flags = {
        each.answerer.party: Fired(np.zeros(shape, np.bool_), np.zeros(shape, np.bool_))
        for each in volleys
    }
    step = max(1, _CELLS // max(1, sum(len(each.act) for each in volleys)))
    for first in range(0, shape[0], step):
        part = slice(first, first + step)
        settled = _settled(volleys, [_meets(e, drawn, spots, part) for e in volleys], drawn, part)
        for each, found in zip(volleys, settled, strict=True):
            flags[each.answerer.party].surely[part] = found.surely
            flags[each.answerer.party].shown[part] = found.shown
    return flags


def _meets(volley: Volley, drawn: Drawn, spots: Floats, part: slice) -> _Meets:
    """Return what may be answered in time and near, but for what it was itself."""
    inside = drawn.within(volley.answerer.period)[0]
    act, other = volley.act, volley.other
    ago = drawn.when[part, act] - drawn.when[part, other]
    meets = (ago > 0) & (ago <= volley.answerer.terms.within_s) & inside[part, other]
    for rows, low, high in ((act, *volley.spot[:2]), (other, *volley.spot[2:])):
        at = spots[part, rows]
        meets &= (at >= low) & (at < high)
    open_ = np.flatnonzero(volley.near < 1)
    meets[:, open_] &= drawn.more.random((len(meets), len(open_))) < volley.near[open_]
    author = drawn.author[part, other]
    by = {party: (author >= low) & (author < high) for party, (low, high) in volley.by.items()}
    meets &= np.any(list(by.values()), axis=0)
    return _Meets(meets & drawn.shown[part, other], meets & drawn.alleged[part, other], by)


def _settled(
    volleys: Sequence[Volley], meets: Sequence[_Meets], drawn: Drawn, part: slice
) -> list[Fired]:
    """Take from above and from below what answers fire, until both change no more.

    Each time one more act in a row is settled, since no act answers one that came after it.
    """
    chance = drawn.chance[part]
    low = [np.zeros(chance.shape, dtype=np.bool_) for _ in volleys]
    while True:
        sure = [f & (chance < e.covers.yes) for f, e in zip(low, volleys, strict=True)]
        high = _answering(volleys, meets, sure, alleged=True)
        may = [f & (chance < 1 - e.covers.no) for f, e in zip(high, volleys, strict=True)]
        found = _answering(volleys, meets, may, alleged=False)
        if all(np.array_equal(*pair) for pair in zip(low, found, strict=True)):
            shown = _answering(volleys, meets, sure, alleged=False)
            return [Fired(*pair) for pair in zip(low, shown, strict=True)]
        low = found


def _answering(
    volleys: Sequence[Volley], meets: Sequence[_Meets], answers: Sequence[Flags], *, alleged: bool
) -> list[Flags]:
    """Return which acts answer something; answers: what is a permitted answer of each answerer."""
    permitted = {e.answerer.party: f for e, f in zip(volleys, answers, strict=True)}
    found = [np.zeros(each.shape, dtype=np.bool_) for each in answers]
    for volley, meet, flags in zip(volleys, meets, found, strict=True):
        if not len(volley.act):
            continue
        unlawful = meet.alleged.copy() if alleged else meet.shown.copy()
        for party, did in meet.by.items():
            if party in permitted:
                unlawful &= ~(did & permitted[party][:, volley.other])
        flags[:, volley.act[volley.begins]] = np.logical_or.reduceat(
            unlawful, volley.begins, axis=1
        )
    return found
