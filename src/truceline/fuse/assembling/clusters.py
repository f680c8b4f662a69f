"""Reports by cluster: the order in which everything that an incident says is put together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from truceline.fuse.reported import Reports
from truceline.fuse.reported.grouping import firsts, together
from truceline.model.arrow import Column, Floats, Integers, Truths, of_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Clusters:
    """Reports sorted by cluster, in the order of the evidence within one.

    number: how many clusters, none of them empty; report: (t,) numbers of reports; cluster: (t,)
    of each, ascending; denial, denied: numbers of reports that deny, and their clusters, alike.
    """

    number: int
    report: Integers
    cluster: Integers
    denial: Integers
    denied: Integers

    @classmethod
    def of(cls, home: Integers, denied: Integers) -> Clusters:
        """Return clusters; home: of each report, 0 to k - 1; denied: of each denial, -1 none."""
        order = np.argsort(home, kind="stable")
        bears = np.flatnonzero(denied >= 0)
        bears = bears[np.argsort(denied[bears], kind="stable")]
        return cls(
            number=int(home.max()) + 1 if len(home) else 0,
            report=order,
            cluster=home[order],
            denial=bears + len(home),
            denied=denied[bears],
        )

    def ids(self, reports: Reports, report: Integers) -> Column:
        """Return the ids of the statements of reports."""
        return of_rows(reports.said["id"].combine_chunks(), reports.row[report])


def highest(values: Floats, group: Integers, number: int) -> Floats:
    """Return the greatest value of each of `number` groups, minus infinity for none."""
    found = np.full(number, -np.inf)
    np.maximum.at(found, group, values)
    return found


def lowest(values: Floats, group: Integers, number: int) -> Floats:
    """Return the least value of each of `number` groups, infinity for none."""
    return -highest(-values, group, number)


def every(flags: Truths, group: Integers, number: int) -> Truths:
    """Return which groups have no row that is not so."""
    return np.asarray(np.bincount(group[~flags], minlength=number) == 0)


def some(flags: Truths, group: Integers, number: int) -> Truths:
    """Return which groups have a row that is so."""
    return np.asarray(np.bincount(group[flags], minlength=number) > 0)


def most_told(
    cluster: Integers, value: Integers, origin: Integers, number: int, best: Truths | None = None
) -> Integers:
    """Return the value that most origins of each cluster give, the first told of equals.

    cluster, value, origin: a row for each telling, by cluster; value -1 tells nothing. best: by
    value, which are taken before all others however many tell those. -1 for no value.
    """
    found = np.full(number, -1, dtype=np.int64)
    kept = np.flatnonzero(value >= 0)
    vote = kept[firsts(together(cluster[kept], value[kept], origin[kept]))]
    choice = together(cluster[vote], value[vote])
    lead = vote[firsts(choice)]
    votes = np.bincount(choice)
    second = np.zeros(len(lead), dtype=np.bool_) if best is None else ~best[value[lead]]
    order = np.lexsort((-votes, second, cluster[lead]))[::-1]
    found[cluster[lead[order]]] = value[lead[order]]  # the last one written stays: the foremost
    return found


def listed(owner: Integers, values: Column, number: int) -> Column:
    """Return values as lists, one for each of `number` owners; owner: of each, ascending."""
    return pa.ListArray.from_arrays(offsets(owner, number), values)


def offsets(owner: Integers, number: int) -> Column:
    """Return where the values of each of `number` owners begin; owner: of each, ascending."""
    ends = np.cumsum(np.bincount(owner, minlength=number))
    return pa.array(np.concatenate([[0], ends]), pa.int32())
