"""From voices, denials and sensors to P(occurred): every term is kept, and they sum to it."""

from __future__ import annotations

import numpy as np

from truceline.fuse.belief.columns import (
    DENIED,
    NOBODY,
    NOT_SEEN,
    PRIOR,
    SEEN,
    TOLD,
    Accounts,
    Belief,
    Floats,
    Integers,
    Parts,
    Watch,
    no_watch,
)
from truceline.fuse.belief.voices import Voices, voices_of
from truceline.fuse.belief.weights import Weights, load_kinds, load_weights

_MOST = 50.0  # a log ratio beyond e^50 changes nothing and must not overflow


def _sums(group: Integers, values: Floats, number: int) -> Floats:
    """Return sums by group that do not depend, to the last bit, on the order of rows."""
    order = np.lexsort((values, group))
    found = np.bincount(group[order], weights=values[order], minlength=number)
    return np.asarray(found, dtype=np.float64)


def _seen(watch: Watch, weights: Weights) -> tuple[Floats, Floats]:
    """Return the log ratio of each look: as a hit, and as a miss."""
    detection = np.clip(watch.detection * weights.share, 0.0, 0.999)
    false_hit = np.clip(watch.false_hit, weights.false_hit, 0.999)
    hit = np.log((detection + (1 - detection) * false_hit) / false_hit)
    return hit, np.log1p(-detection)


def support_of(voices: Voices, weights: Weights, hits: Floats) -> Floats:
    """Return the log likelihood ratio of each group of voices that could invent together.

    r = 1 - q + q a/b for a row, the largest for a voice; 1 / (phi + (1 - phi) / prod r) for a
    group, so that no number of voices takes it past 1 / phi.
    """
    says = weights.says[voices.kind]
    feeds = voices.look >= 0
    says = np.where(feeds, hits[voices.look] if len(hits) else 0.0, says)
    each = np.log1p(voices.independent * np.expm1(np.minimum(says, _MOST)))
    voice = np.maximum.reduceat(each, voices.starts) if len(voices.starts) else each
    total = _sums(voices.group_of, voice, len(voices.group_incident))
    phi = np.where(voices.concerts, weights.phi[None, :], 1.0).min(axis=1, initial=1.0)
    phi = np.clip(phi, 1e-9, 1 - 1e-9)
    return np.asarray(-np.logaddexp(np.log(phi), np.log1p(-phi) - total))


def _looks(voices: Voices, weights: Weights, hits: Floats, misses: Floats) -> tuple[Floats, Floats]:
    """Return the terms of neutral hits and of all misses, one for each look.

    A side may have tampered with its own feed, with the probability phi of such voices: its
    silence then says nothing.
    """
    watch, phi = voices.watch, float(weights.phi[voices.feeds])
    neutral = watch.side == NOBODY
    quiet = np.where(neutral, misses, np.log(phi + (1 - phi) * np.exp(misses)))
    return np.where(neutral & watch.hit, hits, 0.0), np.where(watch.hit, 0.0, quiet)


def _groups(voices: Voices) -> tuple[Integers, ...]:
    """Return incident, side, concert of no party, voices and origins of each group."""
    number = len(voices.group_incident)
    concert = voices.concerts.argmax(axis=1) if number else np.empty(0, dtype=np.int64)
    return (
        voices.group_incident,
        voices.group_side,
        np.where(voices.group_side == NOBODY, concert, NOBODY),
        np.bincount(voices.group_of, minlength=number),
        voices.group_origins,
    )


def parts_of(voices: Voices, weights: Weights) -> Parts:
    """Return the score tables of all incidents, terms of nothing left out."""
    hits, misses = _seen(voices.watch, weights)
    hit, miss = _looks(voices, weights, hits, misses)
    every, watch = np.arange(voices.number), voices.watch
    nobody, one = np.full(len(every), NOBODY), np.ones(len(watch.incident), dtype=np.int64)
    denials = np.ones_like(voices.denial_kind)
    blocks = {
        PRIOR: (every, nobody, nobody, every * 0, every * 0, np.full(len(every), weights.prior)),
        TOLD: (*_groups(voices), support_of(voices, weights, hits)),
        DENIED: (
            voices.denial_incident,
            voices.denial_side,
            voices.denial_kind,
            denials,
            voices.denial_origins,
            weights.denies[voices.denial_kind],
        ),
        SEEN: (watch.incident, watch.side, watch.sensor, one, one * 0, hit),
        NOT_SEEN: (watch.incident, watch.side, watch.sensor, one, one * 0, miss),
    }
    name = np.repeat(np.array(list(blocks)), [len(each[0]) for each in blocks.values()])
    columns = [np.concatenate(each) for each in zip(*blocks.values(), strict=True)]
    kept = (columns[-1] != 0) | (name == PRIOR)
    incident, side, by, voiced, origins, value = (each[kept] for each in columns)
    return Parts(
        incident=incident,
        name=name[kept],
        side=side,
        by=by,
        voices=voiced,
        origins=origins,
        value=value,
    )


def weigh(voices: Voices, weights: Weights) -> Belief:
    """Return P(occurred) of all incidents: logit P is the sum of each score table."""
    parts = parts_of(voices, weights)
    logit = _sums(parts.incident, parts.value, voices.number)
    return Belief(logit=logit, p=1 / (1 + np.exp(-np.clip(logit, -_MOST, _MOST))), parts=parts)


def belief_of(
    told: Accounts, number: int, watch: Watch | None = None, weights: Weights | None = None
) -> Belief:
    """Return P(occurred) of `number` incidents, given that each is alleged.

    watch: looks of sensors, None for none; weights: None for those that ship. Neither the order
    of rows nor the numbers that stand for origins, sides and voices change any bit of the result.
    """
    kinds = load_kinds()
    voices = voices_of(told, watch or no_watch(), number, kinds)
    return weigh(voices, weights or load_weights())
