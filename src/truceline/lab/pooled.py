"""The scoreboard over all labelled headlines, each set read by a model that never saw it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from truceline.lab.baselines import load_machine, months_of
from truceline.lab.gold_sets import GOLD_SETS
from truceline.lab.headlines import (
    Gold,
    documents_of,
    load_gold,
    reports_by_document,
    statements_of,
)
from truceline.lab.intervals import paired_bootstrap
from truceline.lab.measures import Gap, Truths, f1, ratio
from truceline.lab.pooled_fields import POOLED, RULES, Read, acts, days, doers, targets
from truceline.lab.rows import Row, row_of
from truceline.lab.training.folds import without
from truceline.lab.watch import UNWATCHED, Watch
from truceline.language.identify import language_of
from truceline.read import Reader
from truceline.read.model.sentences import SentenceModel

LETTERS, FEED = "linear model of letters", "the feed's machine labels"
_SEED = 7
_UNNAMED = ("unknown", "", None)  # labels that name no side


def read_all(data: Path, watch: Watch = UNWATCHED) -> list[Read]:
    """Return every labelled headline with our reading and those of the baselines."""
    sets = {name: load_gold(data / "gold" / f"{name}.jsonl") for name in GOLD_SETS}
    plain = Reader.load(model=SentenceModel.none())
    found: list[Read] = []
    for name, gold in sets.items():
        documents = documents_of(gold)
        reader = replace(plain, model=without(name, data))
        ours = reports_by_document(statements_of(documents, reader, watch))
        rules = reports_by_document(statements_of(documents, plain))
        letters = _letters([r for n, rows in sets.items() if n != name for r in rows], gold)
        machine = load_machine(data / "viina", months_of(row.date for row in gold))
        for row, guess in zip(gold, letters, strict=True):
            fed = machine.get((row.date, row.headline.strip()))
            found.append(
                Read(
                    file=name,
                    gold=row,
                    ours=ours.get(row.id, ()),
                    rules=rules.get(row.id, ()),
                    letters=guess,
                    feed=bool(fed and fed.labels) if machine else None,
                )
            )
    return found


def _letters(taught: Sequence[Gold], asked: Sequence[Gold]) -> list[bool]:
    """Return what a logistic regression on two to four letters, taught on rows, says of others."""
    known = [row for row in taught if row.incident is not None]
    cut = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), min_df=3, sublinear_tf=True)
    rows = cut.fit_transform(row.headline for row in known)
    model = LogisticRegression(C=10.0, solver="liblinear", random_state=_SEED)
    model.fit(rows, [row.incident for row in known])
    return [bool(each) for each in model.predict(cut.transform(r.headline for r in asked))]


def board(rows: Sequence[Read]) -> list[Row]:
    """Return every row of the board, in the order in which they are read."""
    known = [row for row in rows if row.gold.incident is not None]
    hits = [row for row in known if row.gold.incident]
    return [
        replace(each, stage="read")
        for each in (
            *_detection(known),
            *_by_file(known),
            *_recall(hits, "side", _sides(hits)),
            *_recall(hits, "language", lambda row: language_of(row.gold.headline)),
            *acts(hits),
            *doers(hits),
            *targets(hits),
            *days(hits),
        )
    ]


def _truths(rows: Sequence[Read], asked: Callable[[Read], object]) -> Truths:
    return np.array([bool(asked(row)) for row in rows], dtype=np.bool_)


def _detection(rows: Sequence[Read]) -> list[Row]:
    """Return precision, recall and F1 of incident or not, over all sets together."""
    gold, ours = _truths(rows, lambda r: r.gold.incident), _truths(rows, lambda r: r.ours)
    rules, letters = _truths(rows, lambda r: r.rules), _truths(rows, lambda r: r.letters)
    one, number = np.ones(len(rows)), len(rows)
    found = []
    for name, under in (("precision", "said"), ("recall", "gold")):
        mine = ratio(one * (gold & ours), one * (ours if under == "said" else gold))
        theirs = ratio(one * (gold & rules), one * (rules if under == "said" else gold))
        against = paired_bootstrap(mine, theirs)
        found.append(row_of(f"incident {name}", POOLED, number, against, RULES))
    for baseline, said in ((RULES, rules), (LETTERS, letters)):
        against = paired_bootstrap(f1(gold, ours), f1(gold, said))
        name = "incident F1" if baseline == RULES else "incident F1, against letters"
        found.append(row_of(name, POOLED, number, against, baseline))
    fed = np.flatnonzero(_truths(rows, lambda r: r.feed is not None))
    feed = _truths(rows, lambda r: r.feed)
    if len(fed):
        against = paired_bootstrap(f1(gold[fed], ours[fed]), f1(gold[fed], feed[fed]))
        name = "incident F1, sets of the feed's files"
        found.append(row_of(name, POOLED, len(fed), against, FEED))
    return found


def _by_file(rows: Sequence[Read]) -> list[Row]:
    found = []
    for name in dict.fromkeys(row.file for row in rows):
        own = [row for row in rows if row.file == name]
        gold, ours = _truths(own, lambda r: r.gold.incident), _truths(own, lambda r: r.ours)
        against = paired_bootstrap(f1(gold, ours), f1(gold, _truths(own, lambda r: r.rules)))
        found.append(row_of("incident F1", name, len(own), against, RULES))
    return found


def _sides(hits: Sequence[Read]) -> Callable[[Read], str | None]:
    """Return the side of a row, None for all but the two that are blamed most often."""
    counted = Counter(r.gold.perpetrator for r in hits if r.gold.perpetrator not in _UNNAMED)
    two = {side for side, _ in counted.most_common(2)}
    return lambda row: row.gold.perpetrator if row.gold.perpetrator in two else None


def _recall(hits: Sequence[Read], what: str, group: Callable[[Read], str | None]) -> list[Row]:
    """Return recall in each of the two commonest groups, and how far they lie apart."""
    named = np.array([group(row) or "" for row in hits])
    said, rules = _truths(hits, lambda r: r.ours), _truths(hits, lambda r: r.rules)
    two = [name for name, _ in Counter(n for n in named.tolist() if n).most_common(2)]
    found, parts = [], []
    for name in two:
        among = np.flatnonzero(named == name)
        one = np.ones(len(among))
        against = paired_bootstrap(ratio(said[among], one), ratio(rules[among], one))
        found.append(row_of(f"incident recall, by {name}", POOLED, len(among), against, RULES))
        parts.append((named == name).astype(np.float64))
    if len(parts) == 2:  # noqa: PLR2004 - a gap has two sides
        ours, theirs = (Gap(each.astype(np.float64), *parts) for each in (said, rules))
        name = f"incident recall gap by {what} (lower is better)"
        against = paired_bootstrap(ours, theirs)
        found.append(row_of(name, POOLED, int(sum(parts).sum()), against, RULES))
    return found


def score_folder(data: Path, watch: Watch = UNWATCHED) -> list[Row]:
    """Return the rows of the board from a folder with gold/ and, if it is there, viina/."""
    return board(read_all(data, watch))
