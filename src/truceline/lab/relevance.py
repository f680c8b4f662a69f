"""The scoreboard of relevance: which texts report an event of a conflict, against always yes."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np

from truceline.ground.errors import InputError
from truceline.lab.intervals import paired_bootstrap
from truceline.lab.measures import Ratio, Truths, f1, ratio
from truceline.lab.rows import Row, row_of
from truceline.lab.watch import UNWATCHED, Watch
from truceline.language.words import words
from truceline.read.scenes.lexicon import Lexicon, load_lexicon
from truceline.read.triage import Triage

SET = "ceha"
ALWAYS, KEYWORDS = "always yes", "a word of attack or harm"
_ARMED = frozenset({"act", "attack", "killed", "injured"})


def load_rows(data: Path) -> list[tuple[str, bool]]:
    """Return each text with whether it is relevant; raises InputError for a missing set."""
    path = data / "ceha" / "dev.csv"
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            return [
                (row["Event Description"], row["Is the event relevant?"] == "Yes")
                for row in csv.DictReader(lines)
            ]
    except (OSError, ValueError, KeyError, csv.Error) as error:
        raise InputError(
            f"The labelled texts cannot be read: {error!r}.",
            where=str(path),
            mend="Give the development file of the CEHA data set.",
        ) from error


def _keyworded(lexicon: Lexicon, text: str) -> bool:
    return any(hit.group in _ARMED for hit in lexicon.find(words(text), "en"))


def score_folder(data: Path, watch: Watch = UNWATCHED) -> list[Row]:
    """Return precision, recall and F1 of relevance, with two baselines on the same rows."""
    rows = load_rows(data)
    triage, lexicon = Triage.load(), load_lexicon()
    watch.start("read", len(rows))
    said, keyed = [], []
    for text, _ in rows:
        said.append(triage.reports_event(text))
        keyed.append(_keyworded(lexicon, text))
        watch.advance("read")
    gold = np.array([relevant for _, relevant in rows], dtype=np.bool_)
    ours, keywords = np.array(said, dtype=np.bool_), np.array(keyed, dtype=np.bool_)
    always = np.ones(len(rows), dtype=np.bool_)
    found = []
    for baseline, theirs in ((ALWAYS, always), (KEYWORDS, keywords)):
        for name, figures in _figures(gold, ours, theirs).items():
            row = row_of(f"relevance {name}", SET, len(rows), paired_bootstrap(*figures), baseline)
            found.append(replace(row, stage="read"))
    return found


def _figures(gold: Truths, ours: Truths, theirs: Truths) -> dict[str, tuple[Ratio, Ratio]]:
    """Return the statistics of our answer and of a baseline's, by name."""
    one = np.ones(len(gold))
    return {
        "precision": (ratio(gold & ours, one * ours), ratio(gold & theirs, one * theirs)),
        "recall": (ratio(gold & ours, one * gold), ratio(gold & theirs, one * gold)),
        "F1": (f1(gold, ours), f1(gold, theirs)),
    }
