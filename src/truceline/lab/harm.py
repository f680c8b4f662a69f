"""Scores harm and targets in labelled headlines: killed, injured, and what was hit."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np

from truceline.lab.gold_sets import GOLD_SETS
from truceline.lab.headlines import Gold, documents_of, load_gold
from truceline.lab.intervals import paired_bootstrap
from truceline.lab.measures import f1, ratio
from truceline.lab.rows import Row, row_of
from truceline.lab.training.folds import without
from truceline.lab.watch import UNWATCHED, Watch
from truceline.language.identify import language_of
from truceline.language.words import words
from truceline.model.statement import Statement
from truceline.model.values import Bounds
from truceline.read import Reader
from truceline.vocabulary.files import shipped_entries

FIELDS = ("killed", "injured")
PATTERN, WORDS = "first digits by a word of harm", "any word of that class"
_ONLY = {"easter": (), "energy": ("energy",)}  # which targets a file codes; others: both
_LEAST = 10  # labelled rows that a figure of its own needs
_WITHIN = 30  # code points between the digits and the word of harm, in the baseline


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One labelled incident headline and what we, and the baselines, read in it.

    targets: the classes that its file codes; target: the label among them, "" if none of them;
    words: the classes of which the headline holds any word.
    """

    gold: Gold
    lang: str
    reports: tuple[Statement, ...]
    targets: tuple[str, ...]
    target: str
    words: frozenset[str]


@cache
def _patterns(field: str, lang: str) -> tuple[re.Pattern[str], ...]:
    """Return digits before and after a word of harm: what a user would write by hand."""
    values = shipped_entries("vocabulary", "harm.yaml")[field].values()
    phrases = [each for value in values for each in value.get(lang, ())]
    plain = [each for each in phrases if not each.startswith("!")]
    words = "|".join(re.escape(each).replace(r"\*", r"\w*") for each in plain)
    return (
        re.compile(rf"\b(\d{{1,6}})\b[^.\d]{{0,{_WITHIN}}}?\b(?:{words})\b"),
        re.compile(rf"\b(?:{words})\b[^.\d]{{0,{_WITHIN}}}?\b(\d{{1,6}})\b"),
    )


def by_pattern(text: str, lang: str, field: str) -> Bounds | None:
    """Return the first digits by a word of harm, None where there are none: the baseline."""
    for pattern in _patterns(field, lang):
        found = pattern.search(text.lower())
        if found:
            return Bounds(float(found[1]), float(found[1]))
    return None


def exact_tolls(reports: Sequence[Statement], field: str) -> list[Bounds]:
    """Return the distinct tolls that the reports of one text give."""
    tolls = [getattr(each, field) for each in reports]
    return list(dict.fromkeys(each for each in tolls if each is not None))


def harm_rows(lines: Sequence[Line], where: str) -> list[Row]:
    """Return how often a stated toll is read exactly and how often none is made up."""
    rows = []
    for field in FIELDS:
        scored = [each for each in lines if field not in each.gold.contested]
        gold = [getattr(each.gold, field) for each in scored]
        ours = [exact_tolls(each.reports, field) for each in scored]
        plain = [by_pattern(each.gold.headline, each.lang, field) for each in scored]
        pairs = list(zip(gold, ours, plain, strict=True))
        stated = [(said == [g], other == g) for g, said, other in pairs if g is not None]
        silent = [(said == [], other is None) for g, said, other in pairs if g is None]
        for name, hits in ((f"{field} exact", stated), (f"{field} not made up", silent)):
            if len(hits) >= _LEAST:
                rows.append(_compared(name, where, hits, PATTERN))
    return rows


def _compared(name: str, where: str, hits: Sequence[tuple[bool, bool]], baseline: str) -> Row:
    """Return the share of our hits beside the baseline's."""
    table, one = np.array(hits, dtype=np.float64), np.ones(len(hits))
    against = paired_bootstrap(ratio(table[:, 0], one), ratio(table[:, 1], one))
    return row_of(name, where, len(hits), against, baseline)


def target_rows(lines: Sequence[Line], where: str) -> list[Row]:
    """Return F1 of each class of target over the files that code it.

    Of several reports of a headline any may name the class; a missed incident is a miss.
    """
    rows = []
    for target in ("energy", "civilian", "military"):
        coded = [each for each in lines if target in each.targets]
        gold = np.array([each.target == target for each in coded], dtype=np.bool_)
        if gold.sum() < _LEAST:
            continue
        said = [any(r.target_class == target for r in each.reports) for each in coded]
        plain = [target in each.words for each in coded]
        against = paired_bootstrap(
            f1(gold, np.array(said, dtype=np.bool_)), f1(gold, np.array(plain, dtype=np.bool_))
        )
        rows.append(row_of(f"target {target} F1", where, len(coded), against, WORDS))
    return rows


def read_lines(data: Path, name: str, reader: Reader) -> list[Line]:
    """Return the labelled incidents of one file, read."""
    path = data / "gold" / f"{name}.jsonl"
    gold = [each for each in load_gold(path) if each.incident]
    with path.open(encoding="utf-8") as rows:
        labels = {row["id"]: row.get("target") or "" for row in map(json.loads, rows)}
    coded = _ONLY.get(name, ("energy", "civilian", "military", "port"))
    lines = []
    for row, document in zip(gold, documents_of(gold), strict=True):
        said = reader.read(document).statements
        reports = (s for s in said if s.kind == "incident_report" and not s.background)
        lang = language_of(row.headline)
        lines.append(
            Line(
                gold=row,
                lang=lang,
                reports=tuple(reports),
                targets=coded,
                target=labels[row.id] if labels[row.id] in coded else "",
                words=_targets_named(row.headline, lang, reader),
            )
        )
    return lines


def _targets_named(text: str, lang: str, reader: Reader) -> frozenset[str]:
    found = reader.lexicon.find(words(text), lang)
    return frozenset(hit.value for hit in found if hit.group == "target")


def score_folder(data: Path, watch: Watch = UNWATCHED) -> list[Row]:
    """Return the rows of all labelled headlines: pooled, by language and by file.

    The model that reads a file was fitted on the other files only.
    """
    plain = Reader.load()
    watch.start("read", len(GOLD_SETS))
    sets: dict[str, list[Line]] = {}
    for name in GOLD_SETS:
        sets[name] = read_lines(data, name, replace(plain, model=without(name, data)))
        watch.advance("read")
    lines = [line for each in sets.values() for line in each]
    rows = [*harm_rows(lines, "all files"), *target_rows(lines, "all files")]
    for lang in sorted({line.lang for line in lines}):
        rows += harm_rows([line for line in lines if line.lang == lang], lang)
    for name, own in sets.items():
        rows += [*harm_rows(own, name), *target_rows(own, name)]
    return rows
