"""What two reports say beside place, time and act: authors, targets, harm, document, words."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from scipy.sparse import csr_matrix

from truceline.fuse.likeness.wording import shared_words
from truceline.fuse.reported import Reports
from truceline.fuse.settings import Settings
from truceline.model.arrow import Floats, Integers

Rule = Mapping[str, float]
FIELDS = ("perpetrator", "target", "harm", "document", "text")


def _agreement(codes: Integers, a: Integers, b: Integers, rule: Rule) -> Floats:
    """Return `same` where both codes are known and equal, `clash` where known and different."""
    one, other = codes[a], codes[b]
    known = (one >= 0) & (other >= 0)
    return np.where(known, np.where(one == other, rule["same"], rule["clash"]), 0.0)


def _toll(bounds: Floats, reports: Reports, a: Integers, b: Integers, rule: Rule) -> Floats:
    """Return what two numbers of killed or of injured say.

    One number above zero that both give tells the more the larger it is; tolls grow, so that a
    clash with a follow-up tells nothing.
    """
    one, other = bounds[a], bounds[b]
    known = ~np.isnan(one[:, 0]) & ~np.isnan(other[:, 0])
    equal = known & (one == other).all(axis=1)
    low = np.maximum(one[:, 0], other[:, 0])
    overlap = known & (low <= np.minimum(one[:, 1], other[:, 1]))
    follow = reports.followup[a] | reports.followup[b]
    apart = np.where(follow, rule["growing"], rule["clash"])
    positive = known & (np.where(known, one[:, 0], 0.0) > 0)
    telling = rule["equal"] + rule["equal_log"] * np.log(np.where(positive, one[:, 0], 1.0))
    alike = np.where(positive, telling, rule["overlap"])
    return np.where(equal, alike, np.where(overlap, rule["overlap"], np.where(known, apart, 0.0)))


def fields_of(
    reports: Reports, table: csr_matrix, rows: Integers, pairs: Integers, settings: Settings
) -> Floats:
    """Return the parts of the score that a pair has by itself, in the order of FIELDS; (k, 5).

    rows: the report of each row of the words' table; pairs: (k, 2) rows of that table. Words of a
    statement that names several places are shared by all of them and count less.
    """
    rule = settings.score
    a, b = rows[pairs[:, 0]], rows[pairs[:, 1]]
    harm = _toll(reports.killed, reports, a, b, rule["harm"])
    harm = harm + _toll(reports.injured, reports, a, b, rule["harm"])
    parts = np.maximum(reports.parts[a], reports.parts[b]).astype(np.float64)
    words = shared_words(table, pairs[:, 0], pairs[:, 1]) / np.sqrt(parts)
    same = reports.document[a] == reports.document[b]
    return np.stack(
        [
            _agreement(reports.perpetrator, a, b, rule["perpetrator"]),
            _agreement(reports.target, a, b, rule["target"]),
            np.minimum(harm, rule["harm"]["highest"]),
            np.where(same, rule["same_document"], 0.0),
            rule["text"]["weight"] * words,
        ],
        axis=1,
    )
