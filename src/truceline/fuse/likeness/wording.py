"""The words that reports share, by rarity, in a sparse table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix

from truceline.language.words import words
from truceline.model.arrow import Floats, Integers, Truths

_MOST = 200  # words of one statement that are compared
_AT_ONCE = 200_000  # pairs whose words are in memory at a time


def _stems(texts: Sequence[str], length: int) -> csr_matrix:
    """Return which stems each text has, (n, stems), ones."""
    known: dict[str, int] = {}
    found: list[int] = []
    many: list[int] = [0]
    for text in texts:
        stems = dict.fromkeys(word.folded[:length] for word in words(text)[:_MOST])
        found += [known.setdefault(stem, len(known)) for stem in stems]
        many.append(len(found))
    shape = (len(texts), max(1, len(known)))
    return csr_matrix((np.ones(len(found)), np.array(found, dtype=np.int64), many), shape=shape)


def word_table(texts: Sequence[str], text_of: Integers, rule: Mapping[str, Any]) -> csr_matrix:
    """Return the square roots of the rarity of each report's stems, shape (reports, stems).

    texts: the different ones; text_of: (reports,) the text of each. The squares of a row sum to
    the weight of its words. A stem that more than common_share of the reports use weighs nothing.
    """
    plain = _stems(texts, rule["stem"])
    number = max(1, len(text_of))
    used = np.bincount(text_of, minlength=len(texts)) @ plain
    rarity = np.log1p(number / np.maximum(used, 1.0))
    if number > 1 / rule["common_share"]:
        rarity[used > rule["common_share"] * number] = 0.0
    return csr_matrix(plain.multiply(np.sqrt(rarity)[None, :]))[text_of]


def shared_words(table: csr_matrix, a: Integers, b: Integers) -> Floats:
    """Return the weighted Jaccard share of common stems of pairs of rows; shape (k,)."""
    own = np.asarray(table.multiply(table).sum(axis=1)).ravel()
    shared = np.zeros(len(a))
    worded = np.flatnonzero((own[a] > 0) & (own[b] > 0))
    for start in range(0, len(worded), _AT_ONCE):
        rows = worded[start : start + _AT_ONCE]
        both = table[a[rows]].multiply(table[b[rows]])
        shared[rows] = np.asarray(both.sum(axis=1)).ravel()
    union = own[a] + own[b] - shared
    return np.asarray(shared / np.where(union > 0, union, 1.0))


def alike(
    table: csr_matrix, rule: Mapping[str, Any], few_use: Truths | None = None
) -> Iterator[Integers]:
    """Yield pairs (k, 2) of rows that share two stems which few others use.

    few_use: (stems,) which stems those are; None: those that few rows of the table have.
    """
    columns = table.tocsc()
    columns.eliminate_zeros()
    used = np.diff(columns.indptr)
    rare = np.flatnonzero((used > 1) & (used <= rule["rare"] if few_use is None else few_use))
    if len(rare):
        few = columns[:, rare]
        few.data[:] = 1.0
        together = (few @ few.T).tocoo()
        kept = (together.row < together.col) & (together.data > 1)
        yield np.stack([together.row[kept], together.col[kept]], axis=1).astype(np.int64)
