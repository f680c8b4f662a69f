"""Simpler ways to tell one origin from two: the address, MinHash, and a cut fitted elsewhere."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from urllib.parse import urlsplit

import numpy as np

from truceline.lab.measures import Indexes, Truths, Values, f1
from truceline.language.words import words

_SHINGLE = 3  # words
_HASHES = 128
_PRIME = (1 << 31) - 1
_SEED = 20250521


def same_site(a: Sequence[str], b: Sequence[str]) -> Values:
    """Return 1 for each pair of addresses on one host, else 0."""
    hosts = [[(urlsplit(each).hostname or each) for each in side] for side in (a, b)]
    return np.array([float(x == y) for x, y in zip(*hosts, strict=True)])


def minhash(texts: Sequence[str]) -> Indexes:
    """Return the MinHash signatures of texts, shape (texts, 128), of three-word shingles.

    Broder 1997; seeded linear hashes of CRC-32.
    """
    draw = np.random.default_rng(_SEED)
    times, plus = draw.integers(1, _PRIME, size=(2, _HASHES), dtype=np.int64)
    made = np.full((len(texts), _HASHES), _PRIME, dtype=np.int64)
    for row, text in enumerate(texts):
        folded = [word.folded for word in words(text)]
        found = {
            zlib.crc32(" ".join(folded[i : i + _SHINGLE]).encode()) % _PRIME
            for i in range(len(folded) - _SHINGLE + 1)
        }
        if found:
            codes = np.array(sorted(found), dtype=np.int64)
            made[row] = ((codes[:, None] * times + plus) % _PRIME).min(axis=0)
    return made


def cut_elsewhere(scores: Values, gold: Truths, a: Indexes, b: Indexes, among: Truths) -> Truths:
    """Return which pairs score above a cut that was fitted on pairs of other articles.

    For each pair the cut is the one with the best F1 on the pairs (of those among) that share
    neither of its two articles.
    """
    said = np.zeros(len(scores), dtype=np.bool_)
    for i in np.flatnonzero(among):
        ends = [a[i], b[i]]
        rest = among & ~np.isin(a, ends) & ~np.isin(b, ends)
        said[i] = scores[i] >= _best_cut(scores[rest], gold[rest])
    return said


def _best_cut(scores: Values, gold: Truths) -> float:
    """Return the score from which on calling pairs positive has the best F1."""
    whole = np.arange(len(scores))[None, :]
    cuts = np.unique(scores)
    figures = [float(f1(gold, scores >= cut)(whole)[0]) for cut in cuts]
    return float(cuts[int(np.argmax(figures))]) if len(cuts) else np.inf
