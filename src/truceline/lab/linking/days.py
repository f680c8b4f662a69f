"""Links reports by equal keys: one incident a day for each place and act, or for each place."""

from __future__ import annotations

import numpy as np

from truceline.lab.linking.rows import alone, rows_of
from truceline.model.arrow import Integers
from truceline.model.stage import Tables

_DAY_S = 86_400.0


def one_a_day(tables: Tables) -> Integers:
    """Return labels that make one incident of all reports of one place name, act and day (UTC).

    What lacks a place or a time stands alone. Shape (statements,), -1 for what reports nothing.
    """
    return _by_keys(tables, with_act=True)


def place_and_date(tables: Tables) -> Integers:
    """Return labels that make one incident of all reports of one place name and event date (UTC).

    Shape and meaning as of `one_a_day`.
    """
    return _by_keys(tables, with_act=False)


def _by_keys(tables: Tables, *, with_act: bool) -> Integers:
    rows = rows_of(tables)
    known = (rows.place >= 0) & ~np.isnan(rows.at)
    day = np.floor(np.where(known, rows.at, 0.0) / _DAY_S).astype(np.int64)
    keys = [rows.place, day, rows.act] if with_act else [rows.place, day]
    _, groups = np.unique(np.stack(keys, axis=1), axis=0, return_inverse=True)
    return rows.labels(alone(groups.reshape(-1).astype(np.int64), known))
