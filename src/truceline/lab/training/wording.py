"""Learns vectors of words from unlabelled headlines, by which words stand near each other."""

from __future__ import annotations

import csv
import gzip
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix, csr_matrix
from sklearn.utils.extmath import randomized_svd
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]  # it ships no types

from truceline.ground.times import day_range
from truceline.lab.gold_sets import GOLD_SETS
from truceline.lab.headlines import ZONE
from truceline.model.evidence import Document
from truceline.read import Reader
from truceline.read.model.masks import masked
from truceline.read.model.meanings import Meanings, keys_of
from truceline.read.model.sentences import SentenceModel

LEAST = 4  # times that a word or stem must occur
NEAR, FADING = 8, 0.25  # words on one side that are its company; how fast it counts for less
LONGEST_HEADLINE, MOST_TOKENS = 600, 60
LEVELLING = 0.75  # power that keeps rare company from counting too much (Levy et al. 2015)
FOUND, KEPT = 200, 64  # numbers of a vector that are found; the first that are kept
RARE_AT_MOST, RARE_AT_LEAST, RARITY = 8.0, 0.5, 0.7
SEED, ROUNDS = 7, 4


def unlabelled(data: Path) -> list[tuple[str, str]]:
    """Return day and text of the feed's headlines, in order, without days of labelled sets."""
    taken = {
        json.loads(line)["date"]
        for name in GOLD_SETS
        if (data / "gold" / f"{name}.jsonl").is_file()
        for line in (data / "gold" / f"{name}.jsonl").read_text("utf-8").splitlines()
        if line.strip()
    }
    found = set()
    for path in sorted((data / "viina").glob("viina_*.csv.gz")):
        with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as lines:
            for row in csv.DictReader(lines):
                day, text = row["datetime"][:10], row["headline"].strip()
                if day not in taken and 0 < len(text) <= LONGEST_HEADLINE:
                    found.add((day, text))
    return sorted(found)


def tokens_of(headlines: Iterable[tuple[str, str]]) -> Iterator[list[str]]:
    """Yield the masked words of each sentence of headlines, parties and places made blind."""
    reader = Reader.load(model=SentenceModel.none())
    for day, text in headlines:
        document = Document(
            id="headline",
            evidence="headline",
            source="headlines",
            media_type="text/plain",
            text=text,
            published=day_range(date.fromisoformat(day), ZONE),
        )
        opened = reader.opened(document)
        carried = opened.carried(reader.anchors)
        for piece in opened.pieces:
            said = opened.text[piece.start : piece.end]
            scene = reader.scene(said, piece.start, opened.lang, carried)
            yield list(islice(masked(scene), MOST_TOKENS))


def learned(sentences: Iterable[Sequence[str]]) -> Meanings | None:
    """Return vectors of the words of sentences; None where hardly any word comes twice.

    Words and stems by their company: positive pointwise mutual information, reduced by singular
    values (Levy, Goldberg and Dagan 2015). Vectors have length 1 before the later numbers are cut
    off, so that words which the first numbers tell little of count less, and are as long as they
    are rare.
    """
    held = [keys_of(each) for each in sentences]
    counted = Counter(key for keys in held for pair in keys.tolist() for key in set(pair))
    names = np.array(sorted(k for k, n in counted.items() if n >= LEAST), dtype=np.uint32)
    if len(names) <= FOUND:
        return None
    near = _company(held, names)
    with threadpool_limits(1):  # the same sums in the same order on every machine
        left, sizes, _ = randomized_svd(near, FOUND, n_iter=ROUNDS, random_state=SEED)
    vectors = left * np.sqrt(sizes)
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    often = np.array([counted[int(key)] for key in names])
    rare = np.clip(np.log(len(held) / (1 + often)), RARE_AT_LEAST, RARE_AT_MOST) ** RARITY
    kept = (vectors[:, :KEPT] * rare[:, None]).astype(np.float16).astype(np.float32)
    return Meanings(keys=names, vectors=kept)


def _company(sentences: Sequence[NDArray[np.uint32]], names: NDArray[np.uint32]) -> csr_matrix:
    """Return how much more often than by chance two words stand near, shape (names, names)."""
    first, other, weight = [], [], []
    for keys in sentences:
        at = np.minimum(np.searchsorted(names, keys), len(names) - 1)
        known = names[at] == keys
        known[:, 1] &= keys[:, 1] != keys[:, 0]  # a word without a stem has its hash twice
        for away in range(1, min(NEAR, len(keys) - 1) + 1):
            for one in (0, 1):
                for two in (0, 1):
                    both = known[:-away, one] & known[away:, two]
                    first.append(at[:-away, one][both])
                    other.append(at[away:, two][both])
                    weight.append(np.full(int(both.sum()), 1 / (1 + FADING * (away - 1))))
    here, there = np.concatenate(first), np.concatenate(other)
    shape = (len(names), len(names))
    near = coo_matrix((np.concatenate(weight), (here, there)), shape=shape).tocsr()
    near = (near + near.T).tocoo()
    total = np.asarray(near.sum(axis=1)).ravel()
    level = total**LEVELLING
    level *= total.sum() / level.sum()
    by_chance = total[near.row] * level[near.col] / total.sum()
    more = np.log(near.data / by_chance)
    kept = more > 0
    return csr_matrix((more[kept], (near.row[kept], near.col[kept])), shape=shape)
