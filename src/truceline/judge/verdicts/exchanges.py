"""Exchanges of fire: P(each act answers fire that was not itself a permitted answer).

Whoever began may not answer the answer. An act is a permitted answer the surer, the less what it
answers was one: where that is known from below, the next is known from above, and the other way
round. So both bounds are taken in the order of time, and meet where the order is known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from truceline.ground.geometry import Floats
from truceline.judge.verdicts.answering import (
    Answerer,
    Points,
    fire_pairs,
    in_time,
    places_of,
    shares,
)
from truceline.judge.verdicts.columns import Incidents, Integers

_CHUNK = 512  # places of acts that are settled at once, in the order of time
# Passes over a chunk, each two steps of a chain: as many as its acts can hang on each other where
# their order is known. Times that overlap hang in circles, which may never settle.
_PASSES = _CHUNK // 2 + 2
_SWEEPS = 3  # over all chunks, where acts overlap with some of a later chunk
_STEADY = 1e-7  # what a pass may change of a probability that has settled
_DIGITS = 12  # what sums and products of so many leave of a nothing
_SURE = 1 - 1e-15  # stands for 1 in products from which a factor is taken out again


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Exchange:
    """The parties of an agreement, and those of them that may answer fire, one entry for each."""

    parties: tuple[str, ...]
    answerers: tuple[Answerer, ...]


class _Bounds(NamedTuple):
    """Something from below and from above."""

    low: Floats
    high: Floats


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Tree:
    """Pairs of places, in the order of their acts, and what they are part of.

    Pairs make up an incident that may be answered, these a concert, these an act's place as done by
    an answerer (a state); incident, concert, begins: where each begins among what it is made of,
    ending with how many there are. state: which. source, share: a column for each party that may
    have done what is answered: where it stands whether that was an answer, and P(it did it).
    weight: what else the pair hangs on. left: incidents without which a state is asked for too, so
    that no act is denied its answer by what answers it.
    """

    source: Integers
    share: Floats
    weight: _Bounds
    incident: Integers
    concert: Integers
    begins: Integers
    state: Integers
    left: Integers

    def part(self, first: int, last: int) -> _Tree:
        """Return some states, with all that they are made of."""
        concerts = self.begins[first], self.begins[last]
        incidents = self.concert[concerts[0]], self.concert[concerts[1]]
        pairs = slice(self.incident[incidents[0]], self.incident[incidents[1]])
        left = slice(*np.searchsorted(self.left, incidents))
        return _Tree(
            source=self.source[pairs],
            share=self.share[pairs],
            weight=_Bounds(self.weight.low[pairs], self.weight.high[pairs]),
            incident=self.incident[incidents[0] : incidents[1] + 1] - pairs.start,
            concert=self.concert[concerts[0] : concerts[1] + 1] - incidents[0],
            begins=self.begins[first : last + 1] - concerts[0],
            state=self.state[first:last],
            left=self.left[left] - incidents[0],
        )


def answered_fire(incidents: Incidents, exchange: Exchange) -> Mapping[str, Floats]:
    """Return P(each act, if a party did it, answers such fire), n each by answerer.

    Where what is only alleged, times that overlap, or doubts that several acts share leave open
    whether what came before was itself an answer, the middle of what it may be is taken. Of acts
    that one side alone reports only the surest counts; an act whose time is not known answers
    nothing, nor one whose place is not known where the terms ask for nearness.
    """
    points = places_of(incidents, exchange.answerers)
    found = np.zeros((len(points.row), len(exchange.answerers)))
    tree = _grown(incidents, exchange, points)
    if len(tree.state):
        covers = _covers(incidents, exchange, points)
        found.ravel()[tree.state] = _settled(tree, covers)
    whole = [np.bincount(points.row, points.p * each, len(incidents)) for each in found.T]
    return {
        each.party: np.round(np.minimum(share, 1.0) * incidents.timed, _DIGITS)
        for each, share in zip(exchange.answerers, whole, strict=True)
    }


def _covers(incidents: Incidents, exchange: Exchange, points: Points) -> _Bounds:
    """Return P(the permission covers it, if it answers anything) of each state."""
    timed = incidents.timed
    low = [each.covers.yes * timed for each in exchange.answerers]
    high = [(1 - each.covers.no) * timed for each in exchange.answerers]
    return _Bounds(*(np.stack(each, axis=1)[points.row].ravel() for each in (low, high)))


class _Pairs(NamedTuple):
    """Pairs of places: an act's as done by an answerer, and another's that it may answer."""

    state: Integers
    other: Integers
    share: Floats
    low: Floats
    high: Floats

    def at(self, rows: Integers) -> _Pairs:
        """Return some of them."""
        parts = (self.share[rows], self.low[rows], self.high[rows])
        return _Pairs(self.state[rows], self.other[rows], *parts)


def _grown(incidents: Incidents, exchange: Exchange, points: Points) -> _Tree:
    """Return all pairs that bear on anything, with what they are part of."""
    numbers = range(len(exchange.answerers))
    found = [_paired(incidents, exchange, points, at) for at in numbers]
    pairs = _Pairs(*(np.concatenate(each) for each in zip(*found, strict=True)))
    place = np.argsort(np.lexsort((incidents.concert,)))
    key = pairs.state * len(incidents) + place[points.row[pairs.other]]
    order = np.argsort(key, kind="stable")
    pairs, key = pairs.at(order), key[order]
    incident = np.flatnonzero(np.diff(key, prepend=-1) != 0)
    owner, theirs = pairs.state[incident], incidents.concert[points.row[pairs.other[incident]]]
    first = (np.diff(owner, prepend=-1) != 0) | (np.diff(theirs, prepend=-1) != 0)
    begins = np.flatnonzero(np.diff(owner[first], prepend=-1) != 0)
    source, left = _sources(exchange, points, pairs, (key[incident], place))
    return _Tree(
        source=source,
        share=pairs.share,
        weight=_Bounds(pairs.low, pairs.high),
        incident=np.append(incident, len(key)),
        concert=np.append(np.flatnonzero(first), len(incident)),
        begins=np.append(begins, first.sum()),
        state=owner[first][begins],
        left=left,
    )


def _paired(incidents: Incidents, exchange: Exchange, points: Points, at: int) -> _Pairs:
    """Return the pairs of one answerer's acts."""
    answerer = exchange.answerers[at]
    did = np.stack(shares(incidents, exchange.parties, answerer), axis=1)
    did = np.delete(did, exchange.parties.index(answerer.party), axis=1)
    shown, alleged = (np.nan_to_num(incidents.occurred, nan=each) for each in (0.0, 1.0))
    bears = did.sum(axis=1) * answerer.inside * alleged > 0
    none = np.zeros(0, dtype=np.int64)
    found = [_Pairs(none, none, did[:0], np.zeros(0), np.zeros(0))]
    for act, other, near in fire_pairs(incidents, points, answerer, bears):
        p = near * in_time(points, act, other, answerer.terms.within_s) * points.p[other]
        kept = np.flatnonzero(p > 0)
        row, p = points.row[other[kept]], p[kept]
        state = act[kept] * len(exchange.answerers) + at
        p *= answerer.inside[row]
        found.append(_Pairs(state, other[kept], did[row], p * shown[row], p * alleged[row]))
    return _Pairs(*(np.concatenate(each) for each in zip(*found, strict=True)))


def _sources(
    exchange: Exchange, points: Points, pairs: _Pairs, known: tuple[Integers, Integers]
) -> tuple[Integers, Integers]:
    """Return where it stands whether what each pair answers was an answer, and what is left out.

    known: the keys of all incidents of states, and each incident's place in them.
    """
    width, (keys, place) = len(exchange.answerers), known
    every = len(points.row) * width
    act, by = pairs.state // width, pairs.state % width
    names = [each.party for each in exchange.answerers]
    others = [[each for each in exchange.parties if each != mine] for mine in names]
    table = np.array([[names.index(e) if e in names else -1 for e in row] for row in others])
    theirs = table[by]
    source = np.where(theirs >= 0, pairs.other[:, None] * width + theirs, -1)
    # Only where times overlap may what an act answers answer that act in its turn.
    both = (points.end[pairs.other] > points.start[act])[:, None] & (theirs >= 0)
    at, column = np.nonzero(both)
    back = source[at, column] * len(place) + place[points.row[act[at]]]
    found = np.minimum(np.searchsorted(keys, back), max(len(keys) - 1, 0))
    mutual = np.flatnonzero(keys[found] == back) if len(keys) else found
    left, which = np.unique(found[mutual], return_inverse=True)
    source[at[mutual], column[mutual]] = every + which
    return source, left


def _settled(tree: _Tree, covers: _Bounds) -> Floats:
    """Return P(each state answers fire that was no permitted answer)."""
    size, many = len(covers.low), len(tree.left)
    owner = tree.state[_part_of(tree.begins, _part_of(tree.concert, tree.left))]
    covers = _Bounds(*(np.concatenate([each, each[owner], [0.0]]) for each in covers))
    z = _Bounds(np.zeros(len(covers.low)), np.zeros(len(covers.low)))
    z.high[tree.state] = covers.high[tree.state]
    z.high[size : size + many] = covers.high[size : size + many]
    edges = np.searchsorted(tree.state, np.arange(0, size + _CHUNK, _CHUNK))
    parts = [
        (
            tree.part(first, last),
            size + np.searchsorted(tree.left, tree.concert[tree.begins[first]]),
        )
        for first, last in pairwise(np.unique(edges).tolist())
    ]
    for _ in range(_SWEEPS):
        before = z.low.copy()
        for part, at in parts:
            _settle(part, covers, z, at)
        if np.abs(z.low - before).max() < _STEADY:
            break
    low = _at_least(tree, _each(tree, z.high, tree.weight.low), z.high)
    high = _any(tree, _each(tree, z.low, tree.weight.low))
    return np.asarray((low + high) / 2, dtype=np.float64)


def _settle(part: _Tree, covers: _Bounds, z: _Bounds, at: int) -> None:
    """Take what is known of some states from both sides, until it changes no more."""
    rows = np.append(part.state, np.arange(at, at + len(part.left)))
    for _ in range(_PASSES):
        before = z.low[rows]
        most = _each(part, z.low, part.weight.high)
        z.high[rows] = np.append(_any(part, most), _without(part, most)) * covers.high[rows]
        low = _each(part, z.high, part.weight.low)
        least = _at_least(part, low, z.high)
        z.low[rows] = np.append(least, _without(part, low)) * covers.low[rows]
        if np.abs(z.low[rows] - before).max() < _STEADY:
            break


def _each(tree: _Tree, answers: Floats, weight: Floats) -> Floats:
    """Return P(it may be answered) of each incident of each state."""
    p = (tree.share * (1 - answers[tree.source])).sum(axis=1) * weight
    return np.asarray(np.minimum(np.add.reduceat(p, tree.incident[:-1]), _SURE))


def _any(tree: _Tree, each: Floats) -> Floats:
    """Return P(any) of each state: the surest of each concert, which do not hang on each other."""
    spared = np.log1p(-np.maximum.reduceat(each, tree.concert[:-1]))
    return np.asarray(-np.expm1(np.add.reduceat(spared, tree.begins[:-1])))


def _at_least(tree: _Tree, each: Floats, answers: Floats) -> Floats:
    """Return P(any) of each state from below.

    Acts of which it is open whether they were answers may all hang on one shot: of them the surest
    counts, and does not add to what the others come to.
    """
    known = answers[tree.source]
    doubted = ((known > 0) & (known < _SURE) & (tree.share > 0)).any(axis=1)
    if not doubted.any():
        return _any(tree, each)
    open_ = np.logical_or.reduceat(doubted, tree.incident[:-1])
    surest = np.maximum.reduceat(np.where(open_, each, 0.0), tree.concert[tree.begins[:-1]])
    return np.maximum(_any(tree, np.where(open_, 0.0, each)), surest)


def _without(tree: _Tree, each: Floats) -> Floats:
    """Return P(any) of the states of which an incident is left out, but for that."""
    if not len(tree.left):
        return np.zeros(0)
    concert = _part_of(tree.concert, tree.left)
    top = np.maximum.reduceat(each, tree.concert[:-1])
    likeliest = np.flatnonzero(each == np.repeat(top, np.diff(tree.concert)))
    of = _part_of(tree.concert, likeliest)
    likeliest = likeliest[np.diff(of, prepend=-1) != 0]
    others = each.copy()
    others[likeliest] = 0.0
    second = np.maximum.reduceat(others, tree.concert[:-1])
    spared = np.log1p(-top)
    whole = np.add.reduceat(spared, tree.begins[:-1])[_part_of(tree.begins, concert)]
    left = np.where(likeliest[concert] == tree.left, np.log1p(-second[concert]), spared[concert])
    return np.asarray(-np.expm1(np.minimum(whole - spared[concert] + left, 0.0)))


def _part_of(begins: Integers, places: Integers) -> Integers:
    """Return the part that each place lies in, by where parts begin."""
    return np.asarray(np.searchsorted(begins, places, side="right") - 1, dtype=np.int64)
