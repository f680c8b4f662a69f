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


def stems_of(texts: Sequence[str], length: int) -> tuple[list[str], Integers, Integers]:
    """Return all stems, the numbers of those of each text one after another, how many each has.

    A stem is a word's first letters, so many of them; a text has each of its stems once.
    """
    known: dict[str, int] = {}
    found: list[int] = []
    many: list[int] = []
    for text in texts:
        stems = dict.fromkeys(word.folded[:length] for word in words(text)[:_MOST])
        found += [known.setdefault(stem, len(known)) for stem in stems]
        many.append(len(stems))
    return list(known), np.array(found, dtype=np.int64), np.array(many, dtype=np.int64)


def rarity_of(used: Floats | Integers, number: int, rule: Mapping[str, Any]) -> Floats:
    """Return the weight of each stem; used: by how many of `number` reports.

    A stem that more than common_share of the reports use weighs nothing.
    """
    rarity = np.log1p(max(1, number) / np.maximum(used, 1.0))
    if number > 1 / rule["common_share"]:
        rarity[used > rule["common_share"] * number] = 0.0
    return np.asarray(rarity)


def weighted(found: Integers, many: Integers, rarity: Floats) -> csr_matrix:
    """Return square roots of rarity in a table (texts, stems), columns ascending in each row.

    found, many: as of stems_of; ascending, so that sums do not depend on the order of words.
    """
    ends = np.concatenate([[0], np.cumsum(many)])
    shape = (len(many), len(rarity))
    table = csr_matrix((np.sqrt(rarity)[found], found, ends), shape=shape)
    table.sort_indices()
    return table


def word_table(texts: Sequence[str], text_of: Integers, rule: Mapping[str, Any]) -> csr_matrix:
    """Return the square roots of the rarity of each report's stems, shape (reports, stems).

    texts: the different ones; text_of: (reports,) the text of each. The squares of a row sum to
    the weight of its words.
    """
    stems, found, many = stems_of(texts, rule["stem"])
    told = np.bincount(text_of, minlength=len(texts))
    used = np.bincount(found, weights=np.repeat(told, many), minlength=max(1, len(stems)))
    rarity = rarity_of(used, len(text_of), rule)
    return weighted(found, many, rarity)[text_of]


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
