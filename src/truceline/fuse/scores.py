"""The score table of pairs of reports: a named part for each thing that speaks for or against."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from truceline.fuse.reports import Columns, Floats, Integers
from truceline.fuse.settings import Settings
from truceline.ground.geometry import distances_m

_HOUR = 3600.0
_MARGIN = 1e-3  # more than rounding can make of a score
PARTS = (
    "prior",
    "place",
    "time",
    "act",
    "perpetrator",
    "target",
    "harm",
    "followup",
    "origin",
    "document",
    "text",
)


def _point_pairs(columns: Columns, pairs: Integers) -> tuple[Integers, Integers, Integers]:
    """Return, for every combination of candidate points of each pair: pair, point, point."""
    number = len(columns.origin)
    first = np.searchsorted(columns.point_of, np.arange(number), side="left")
    many = np.searchsorted(columns.point_of, np.arange(number), side="right") - first
    a, b = pairs[:, 0], pairs[:, 1]
    combinations = many[a] * many[b]
    pair = np.repeat(np.arange(len(pairs)), combinations)
    step = np.arange(len(pair)) - np.repeat(np.cumsum(combinations) - combinations, combinations)
    width = many[b][pair]
    return pair, first[a][pair] + step // width, first[b][pair] + step % width


def place_part(columns: Columns, pairs: Integers, settings: Settings) -> Floats:
    """Return log(A N(d)): both places Gaussian, against reports spread evenly over area A.

    Of several candidate places the best pair counts, lowered by its weights; 0 if a place is
    unknown. Shape (k,).
    """
    rule = settings.score["place"]
    score = np.full(len(pairs), -np.inf)
    pair, i, j = _point_pairs(columns, pairs)
    gap = distances_m(columns.lat[i], columns.lon[i], columns.lat[j], columns.lon[j])
    variance = columns.sigma[i] ** 2 + columns.sigma[j] ** 2 + rule["floor_m"] ** 2
    area = rule["area_km2"] * 1e6
    density = np.minimum(np.log(area / (2 * np.pi * variance)), rule["highest"])
    each = density - gap**2 / (2 * variance) + np.log(columns.weight[i] * columns.weight[j])
    np.maximum.at(score, pair, each)
    unknown = np.isneginf(score)
    return np.where(unknown, 0.0, np.maximum(score, rule["lowest"]))


def time_part(columns: Columns, pairs: Integers, settings: Settings) -> Floats:
    """Return log(T overlap / (length length)): uniform times, against an even spread over T."""
    rule = settings.score["time"]
    slack = rule["slack_h"] * _HOUR
    start, end = columns.start - slack, columns.end + slack
    a, b = pairs[:, 0], pairs[:, 1]
    shared = np.minimum(end[a], end[b]) - np.maximum(start[a], start[b])
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = rule["hours"] * _HOUR * shared / ((end[a] - start[a]) * (end[b] - start[b]))
        score = np.log(np.where(shared > 0, ratio, np.nan))
    score = np.clip(np.where(shared > 0, score, rule["lowest"]), rule["lowest"], rule["highest"])
    unknown = np.isnan(start[a]) | np.isnan(start[b])
    return np.where(unknown, rule["untimed"], score)


def _agreement(codes: Integers, pairs: Integers, same: float, clash: float) -> Floats:
    """Return `same` where both codes are known and equal, `clash` where known and different."""
    a, b = codes[pairs[:, 0]], codes[pairs[:, 1]]
    known = (a >= 0) & (b >= 0)
    return np.where(known, np.where(a == b, same, clash), 0.0)


def _toll(bounds: Floats, columns: Columns, pairs: Integers, settings: Settings) -> Floats:
    rule = settings.score["harm"]
    a, b = bounds[pairs[:, 0]], bounds[pairs[:, 1]]
    known = ~np.isnan(a[:, 0]) & ~np.isnan(b[:, 0])
    equal = known & (a == b).all(axis=1)
    overlap = known & (np.maximum(a[:, 0], b[:, 0]) <= np.minimum(a[:, 1], b[:, 1]))
    follow = columns.followup[pairs[:, 0]] | columns.followup[pairs[:, 1]]
    apart = np.where(follow, rule["growing"], rule["clash"])
    positive = np.where(known, a[:, 0], 0.0) > 0
    telling = rule["equal"] + rule["equal_log"] * np.log(np.where(positive, a[:, 0], 1.0))
    alike = np.where(positive, telling, rule["overlap"])
    return np.where(equal, alike, np.where(overlap, rule["overlap"], np.where(known, apart, 0.0)))


def text_part(columns: Columns, pairs: Integers, settings: Settings) -> Floats:
    """Return the weighted Jaccard share of common word stems, times its weight; shape (k,)."""
    table = columns.words
    own = np.asarray(table.multiply(table).sum(axis=1)).ravel()
    a, b = pairs[:, 0], pairs[:, 1]
    shared = np.asarray(table[a].multiply(table[b]).sum(axis=1)).ravel()
    union = own[a] + own[b] - shared
    return np.asarray(settings.score["text"]["weight"] * shared / np.where(union > 0, union, 1.0))


def _wordless(columns: Columns, pairs: Integers, settings: Settings) -> dict[str, Floats]:
    """Return all parts but that of the words, each of shape (k,)."""
    rule = settings.score
    a, b = pairs[:, 0], pairs[:, 1]
    harm = _toll(columns.killed, columns, pairs, settings)
    harm = harm + _toll(columns.injured, columns, pairs, settings)
    acts = settings.act_table(list(columns.acts))
    same_origin = (columns.origin[a] >= 0) & (columns.origin[a] == columns.origin[b])
    same_document = columns.document[a] == columns.document[b]
    return {
        "prior": np.full(len(pairs), float(rule["prior"])),
        "place": place_part(columns, pairs, settings),
        "time": time_part(columns, pairs, settings),
        "act": acts[columns.act[a], columns.act[b]],
        "perpetrator": _agreement(columns.perpetrator, pairs, **rule["perpetrator"]),
        "target": _agreement(columns.target, pairs, **rule["target"]),
        "harm": np.minimum(harm, rule["harm"]["highest"]),
        "followup": np.where(columns.followup[a] | columns.followup[b], rule["followup"], 0.0),
        # Two events told in one breath share an origin too: only across documents it binds.
        "origin": np.where(same_origin & ~same_document, rule["origin"], 0.0),
        "document": np.where(same_document, rule["same_document"], 0.0),
    }


def can_matter(columns: Columns, pairs: Integers, settings: Settings) -> NDArray[np.bool_]:
    """Return which pairs would score above `apart` if they shared all their words; shape (k,)."""
    wordless = np.stack(list(_wordless(columns, pairs, settings).values())).sum(axis=0)
    room = settings.cluster["apart"] - settings.score["text"]["weight"] - _MARGIN
    return np.asarray(wordless > room)


def score_pairs(columns: Columns, pairs: Integers, settings: Settings) -> Floats:
    """Return the score table, shape (k, len(PARTS)); a pair's score is the sum of its row."""
    parts = _wordless(columns, pairs, settings)
    parts["text"] = text_part(columns, pairs, settings)
    # Rounded so that no machine's last bit decides a merge.
    table = np.stack([parts[name] for name in PARTS], axis=1)
    return np.asarray(np.round(table, 6), dtype=np.float64)
