"""Some of the reports of a batch by themselves."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from truceline.fuse.reported import Reports
from truceline.fuse.reported.grouping import ranks
from truceline.model.arrow import Integers, of_rows

_POINTS = ("mention", "lat", "lon", "radius_m", "p")
_PLAIN = (
    *("row", "parts", "start", "end", "published_start", "published_end", "killed", "injured"),
    *("act", "perpetrator", "target", "origin", "document"),
    *("stated", "followup", "background", "direct"),
)


def some_of(reports: Reports, rows: Integers) -> Reports:
    """Return the reports of some rows, ascending; what their statements say besides stays out."""
    at = np.full(len(reports.row), -1, dtype=np.int64)
    at[rows] = np.arange(len(rows))
    points = np.flatnonzero(at[reports.point_of] >= 0)
    told = len(reports.row) - reports.denials
    return replace(
        reports,
        denials=int((rows >= told).sum()),
        point_of=at[reports.point_of[points]],
        name=of_rows(reports.name, points),
        level=of_rows(reports.level, points),
        side=of_rows(reports.side, rows),
        speaker=of_rows(reports.speaker, rows),
        **{each: getattr(reports, each)[points] for each in _POINTS},
        **{each: getattr(reports, each)[rows] for each in _PLAIN},
    )


def part_numbers(reports: Reports) -> Integers:
    """Return which of its statement's reports each is, from 0; shape (n,)."""
    return ranks(reports.row)
