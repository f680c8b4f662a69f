"""Voices: the rows of one origin, or of one chain of command, count once; so do denials."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from truceline.fuse.belief.columns import (
    DENIES_EVENT,
    NOBODY,
    SAYS,
    Accounts,
    Floats,
    Integers,
    Truths,
    Watch,
)
from truceline.fuse.belief.weights import Kinds
from truceline.fuse.runs import runs


@dataclass(frozen=True, slots=True, kw_only=True)
class Voices:
    """Accounts and looks made ready to be weighed; nothing here depends on the weights.

    rows, starts: supporting rows sorted by voice, and where each voice begins; kind, independent:
    of those rows. group_of: the group of each voice (those who could invent together), in the
    order of voices; group_incident, group_side, group_origins: of each group; concerts: (groups,
    concerts), which concerts have a voice in it. denial_*: one row for each side that denies.
    look: the feed's look behind a row, -1 for an account; feeds: the concert of sides' sensors.
    """

    number: int
    kind: Integers
    independent: Floats
    look: Integers
    starts: Integers
    group_of: Integers
    group_incident: Integers
    group_side: Integers
    group_origins: Integers
    concerts: Truths
    denial_incident: Integers
    denial_side: Integers
    denial_kind: Integers
    denial_origins: Integers
    watch: Watch
    feeds: int


def _keys(told: Accounts, kinds: Kinds) -> Integers:
    """Return a code for each row that is equal within one voice of one incident and side."""
    own = 2 * np.unique(told.origin, return_inverse=True)[1].reshape(-1)
    chain = 2 * told.voice + 1
    key = np.where(told.voice != NOBODY, chain, own)
    return np.where(kinds.one_voice[told.kind], -2 - told.kind, key)


def _retracted(told: Accounts, keys: Integers) -> tuple[Truths, Truths]:
    """Return which supporting rows their own voice later took back, and which denials do so."""
    order, starts, run = runs(told.incident, told.side, keys)
    last = {}
    for stance in (SAYS, DENIES_EVENT):
        said = np.where(told.denies == stance, told.said, -np.inf)[order]
        said = np.where(np.isnan(said), -np.inf if stance == DENIES_EVENT else np.inf, said)
        last[stance] = np.maximum.reduceat(said, starts) if len(starts) else said
    supported = np.isfinite(last[SAYS]) | (last[SAYS] == np.inf)
    back = supported & (last[DENIES_EVENT] > last[SAYS])
    taken = np.zeros(len(order), dtype=np.bool_)
    taken[order] = back[run]
    return taken & (told.denies == SAYS), taken & (told.denies == DENIES_EVENT)


def _denials(told: Accounts, backs: Truths, kinds: Kinds) -> tuple[Integers, ...]:
    """Return incident, side, kind and origins of denials, one for each side (or none) and kind."""
    concert = kinds.concert[told.kind]
    kind = np.where(told.side == NOBODY, kinds.denials.index("neutral"), 0)
    mine = (told.side != NOBODY) & (concert != kinds.concerts.index("accused"))
    kind = np.where(mine, kinds.denials.index("side"), kind)
    kind = np.where(backs, kinds.denials.index("retraction"), kind)
    chosen = told.denies == DENIES_EVENT
    incident, side, kind = (each[chosen] for each in (told.incident, told.side, kind))
    order, starts, run = runs(incident, side, kind)
    first = order[starts]
    return incident[first], side[first], kind[first], np.bincount(run, minlength=len(first))


def _with_feeds(
    told: Accounts, keys: Integers, kept: Truths, watch: Watch, kinds: Kinds
) -> tuple[Integers, Integers, Integers, Integers, Floats, Integers]:
    """Return columns of supporting rows, with a side's sensors that saw it as further voices."""
    feeds = np.flatnonzero(watch.hit & (watch.side != NOBODY) & (watch.detection > 0))
    high = int(keys.max(initial=0)) + 1
    return (
        np.concatenate([told.incident[kept], watch.incident[feeds]]),
        np.concatenate([told.side[kept], watch.side[feeds]]),
        np.concatenate([keys[kept], high + feeds]),
        np.concatenate([told.kind[kept], np.full(len(feeds), kinds.number("feed"))]),
        np.concatenate([told.independent[kept], np.ones(len(feeds))]),
        np.concatenate([np.full(int(kept.sum()), -1), feeds]),
    )


def voices_of(told: Accounts, watch: Watch, number: int, kinds: Kinds) -> Voices:
    """Return the voices about each of `number` incidents, grouped by who could invent together.

    A group is a side with all that is its own; of no party, those of one concert.
    """
    keys = _keys(told, kinds)
    taken, backs = _retracted(told, keys)
    kept = (told.denies == SAYS) & ~taken
    columns = _with_feeds(told, keys, kept, watch, kinds)
    incident, side, key, kind, independent, look = columns
    concert = kinds.concert[kind]
    apart = np.where(side == NOBODY, concert, -1)
    order, starts, voice_of = runs(incident, side, apart, key)
    first = order[starts]
    _, groups, group_of = runs(incident[first], side[first], apart[first])
    seen = np.zeros((len(groups), len(kinds.concerts)), dtype=np.bool_)
    seen[group_of[voice_of], concert[order]] = True
    denied = _denials(told, backs, kinds)
    return Voices(
        number=number,
        kind=kind[order],
        independent=independent[order],
        look=look[order],
        starts=starts,
        group_of=group_of,
        group_incident=incident[first][groups],
        group_side=side[first][groups],
        group_origins=np.bincount(
            group_of[voice_of][look[order] < 0], minlength=len(groups)
        ).astype(np.int64),
        concerts=seen,
        denial_incident=denied[0],
        denial_side=denied[1],
        denial_kind=denied[2],
        denial_origins=denied[3],
        watch=watch,
        feeds=int(kinds.concert[kinds.number("feed")]),
    )
