"""How texts tell acts, which acts they tell of more, and when they call themselves follow-ups."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from truceline.lab.simulate.accounts import OPEN, Account

Figures = dict[str, Any]
Floats = NDArray[np.float64]

PRIOR = 4.0  # texts of all acts that are added to those of one act, in the shares of all
_ROUNDS = 20  # until incidents of unknown kind are shared out: more change no third digit
_DIGITS = 3
_EXPLOSION = "explosion"
_LEAST = 0.0005  # a smaller share is left out


def digits(value: float) -> float:
    """Return a figure with as many digits as stand in the data file."""
    return round(float(value), _DIGITS)


def acts_told(accounts: Sequence[Account], kinds: Mapping[str, float], one_word: float) -> Figures:
    """Return for each act of an incident how texts tell it, and how often they follow one word.

    Incidents of no known kind, and those that are bare explosions to all, are shared out over the
    kinds by expectation and maximisation. A kind of few texts leans on those of all.
    """
    texts: dict[str, Counter[str]] = defaultdict(Counter)
    truth: dict[str, str] = {}
    for each in accounts:
        if not each.repeat:
            texts[each.incident][each.act or "attack_unspecified"] += 1
            truth[each.incident] = each.truth
    said = sorted({act for counts in texts.values() for act in counts})
    acts = sorted({*kinds, _EXPLOSION})
    counts = np.array([[texts[name][act] for act in said] for name in texts], dtype=np.float64)
    part = _known_parts([truth[name] for name in texts], acts, kinds)
    everything = counts.sum(axis=0) / counts.sum()
    known, known_part = counts, part.copy()
    for _ in range(_ROUNDS):
        rows = _rows(known_part, known, everything, acts, said)
        likely = np.exp(counts @ np.log(np.maximum(rows.T, 1e-9)))
        known_part = part * likely
        known_part /= known_part.sum(axis=1, keepdims=True)
    weight = known_part.T @ counts.sum(axis=1)
    alike = float((weight / weight.sum()) @ (rows**2).sum(axis=1))
    squared = (one_word - alike) / (1 - alike)
    return {
        "n": int(counts.sum()),
        "follow": digits(np.sqrt(np.clip(squared, 0.0, 1.0))),
        "told": {
            act: {other: digits(p) for other, p in zip(said, row, strict=True) if p > _LEAST}
            for act, row in zip(acts, rows, strict=True)
        },
    }


def _known_parts(truth: Sequence[str], acts: Sequence[str], kinds: Mapping[str, float]) -> Floats:
    """Return how likely each incident is of each kind before its texts are looked at."""
    found = np.zeros((len(truth), len(acts)))
    for row, act in enumerate(truth):
        if act in acts:
            found[row, acts.index(act)] = 1.0
        if act in OPEN or act not in acts:
            found[row] += [kinds.get(each, 0.0) for each in acts]
    shares: Floats = found / found.sum(axis=1, keepdims=True)
    return shares


def _rows(
    part: Floats,
    counts: Floats,
    everything: Floats,
    acts: Sequence[str],
    said: Sequence[str],
) -> Floats:
    """Return the shares of words for each act; half of what is added keeps the act itself."""
    own = np.array([[float(act == word) for word in said] for act in acts])
    added = PRIOR * (own + everything) / (own.sum(axis=1, keepdims=True) + 1)
    rows = part.T @ counts + added
    return np.asarray(rows / rows.sum(axis=1, keepdims=True))


def news(accounts: Sequence[Account], kinds: Mapping[str, float]) -> Figures:
    """Return the logarithm of reports an incident of each act, against those of all.

    As if so many average incidents more had been of each act as PRIOR says.
    """
    acts = {each.incident: each.truth for each in accounts if not each.repeat}
    texts = Counter(each.truth for each in accounts if not each.repeat)
    mean, number = sum(texts.values()) / len(acts), Counter(acts.values())
    return {"n": len(acts)} | {
        act: digits(np.log((texts[act] / mean + PRIOR) / (number[act] + PRIOR)))
        for act in sorted({*kinds, _EXPLOSION})
    }


def followups(accounts: Sequence[Account]) -> Figures:
    """Return the share told as a follow-up by the days since the incident's."""
    by_lag: dict[str, list[bool]] = defaultdict(list)
    for each in accounts:
        if each.lag_d is not None and not each.repeat:
            name = ("same_day", "next_day", "later")[min(2, max(0, each.lag_d))]
            by_lag[name].append(each.followup)
    return {
        "n": sum(map(len, by_lag.values())),
        **{
            name: digits(float(np.mean(by_lag[name]))) for name in ("same_day", "next_day", "later")
        },
    }
